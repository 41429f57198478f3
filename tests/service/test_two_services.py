"""Several services on one Neo4j: what is written through one is read through the other."""

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from service.bookmarks import HEADER, BookmarkSigner
from tests.engines import Engines, make_empty
from tests.house import ROOT
from tests.service.command import SAMPLES, Service, daumoi, serving

TOKEN, SECRET = "a-token-of-the-test", "a-secret-of-the-test"
PLAN = ROOT / "tests/documents/kh-31-bao-ve-bo-song.txt"
COUNT = "{ plans { totalCount } }"


@pytest.fixture
async def environment(engines: Engines) -> dict[str, str]:
    """Neo4j by the scheme that routes: a single server answers with a table of itself."""
    await make_empty(await engines.store("neo4j"))
    found = await engines.environment("neo4j")
    routed = "neo4j://" + found["DAUMOI_DATABASE_URI"].partition("://")[2]
    secrets = {"DAUMOI_WRITE_TOKEN": TOKEN, "DAUMOI_SECRET": SECRET}
    return found | secrets | {"DAUMOI_DATABASE_URI": routed}


@pytest.fixture
def services(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[Service, Service]]:
    with ExitStack() as stack:
        folders = [tmp_path / "một", tmp_path / "hai"]
        for folder in folders:
            folder.mkdir()
        first = stack.enter_context(serving(folders[0], SAMPLES, **environment))
        second = stack.enter_context(serving(folders[1], **environment))
        yield first, second


def post(service: Service, query: str, **headers: str) -> tuple[int, dict[str, Any], Message]:
    request = urllib.request.Request(
        f"{service.address}/graphql",
        json.dumps({"query": query}).encode(),
        {"Content-Type": "application/json"}
        | {name.replace("_", "-"): value for name, value in headers.items()},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.load(response), response.headers
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused), refused.headers


def test_a_load_and_a_change_through_one_are_read_through_the_other(
    services: tuple[Service, Service], environment: dict[str, str], tmp_path: Path
) -> None:
    first, second = services
    count = len(list(SAMPLES.iterdir()))
    assert post(second, COUNT)[1]["data"]["plans"]["totalCount"] == count
    shutil.copy(PLAN, tmp_path / "kh.txt")
    said = daumoi("load", tmp_path / "kh.txt", folder=tmp_path / "một", **environment)
    assert said.code == 0, said.err
    for service in services:
        assert post(service, COUNT)[1]["data"]["plans"]["totalCount"] == count + 1

    for writes, reads, text in ((first, second, "Việc một"), (second, first, "Việc hai")):
        task = post(writes, "{ tasks(first: 1) { nodes { id } } }")[1]["data"]["tasks"]["nodes"][0]
        change = (
            f'mutation {{ correct(input: {{ node: "{task["id"]}", kind: SET_VALUE, field: "text", '
            f'value: ["{text}"], author: "Người thử", reason: "thử" }}) '
            "{ __typename ... on Refused { message } } }"
        )
        status, body, headers = post(writes, change, Authorization=f"Bearer {TOKEN}")
        assert (status, body["data"]["correct"]["__typename"]) == (200, "Corrected"), body
        assert BookmarkSigner(SECRET).marks_in(headers[HEADER])
        question = f'{{ task(id: "{task["id"]}") {{ text }} }}'
        carried = {"Daumoi_Bookmark": headers[HEADER]}
        status, body, headers = post(reads, question, **carried)
        assert (status, body["data"]["task"]["text"]) == (200, text)
        assert HEADER not in headers


def test_a_bookmark_of_another_secret_is_refused_with_one_sentence(
    services: tuple[Service, Service],
) -> None:
    foreign = BookmarkSigner("another secret, as long").sign(frozenset({"FB:kcwQ1"}))
    assert foreign is not None
    status, body, _ = post(services[0], COUNT, Daumoi_Bookmark=foreign)
    assert (status, body["errors"][0]["extensions"]["code"]) == (400, "BAD_BOOKMARK")


def test_a_bookmark_of_a_database_that_was_there_before_holds_nobody_up(
    services: tuple[Service, Service],
) -> None:
    """A store that was restored from a copy does not know it; the question is answered."""
    for marks in ({"FB:kcwQ1"}, {"FB:kcwQAAAAAAAAAAAAAAAAAAAAAAACkDA="}):
        token = BookmarkSigner(SECRET).sign(frozenset(marks))
        assert token is not None
        status, body, _ = post(services[0], COUNT, Daumoi_Bookmark=token)
        assert (status, "errors" in body) == (200, False), body
