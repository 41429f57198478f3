"""Several services on one Neo4j: what is written through one is read through the other."""

import base64
import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from service.bookmarks import COOKIE, HEADER, BookmarkSigner
from tests.engines import Engines, make_empty
from tests.house import ROOT
from tests.service.command import SAMPLES, Service, daumoi, serving

TOKEN, SECRET = "a-token-of-the-test", "a-secret-of-the-test"
PLAN = ROOT / "tests/documents/kh-31-bao-ve-bo-song.txt"
SIGNER = BookmarkSigner(SECRET)
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


def ask(
    service: Service, path: str, body: bytes | None = None, /, **headers: str
) -> tuple[int, bytes, Message]:
    """Any address: with a body it is sent there, by who may write."""
    if body is not None:
        headers |= {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/plain"}
    request = urllib.request.Request(f"{service.address}{path}", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read(), response.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read(), refused.headers


def later(mark: str) -> str:
    """A bookmark of the same database that it will not have come to for a long time.

    In PackStream: the database's id, how many changes there were, and an empty list.
    """
    held = base64.b64decode(mark.removeprefix("FB:kcwQ"))
    return "FB:kcwQ" + base64.b64encode(held[:16] + b"\xca\x40\x00\x00\x00\x90").decode()


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


def test_a_document_sent_to_one_is_waited_for_by_every_address_of_the_other(
    services: tuple[Service, Service],
) -> None:
    first, second = services
    status, said, document = ask(first, "/documents?name=kh.txt", PLAN.read_bytes())
    assert status == 201, said
    plan = json.loads(said)["document"]
    status, said, evidence = ask(first, "/evidence?name=a.txt", "Biên bản".encode())
    assert status == 201, said
    for headers in (document, evidence):
        assert headers["Set-Cookie"].startswith(f"{COOKIE}={headers[HEADER]};")
        assert "Path=/" in headers["Set-Cookie"].split("; ")
    token = evidence[HEADER]
    (unit,) = post(second, "{ units(first: 1) { nodes { id } } }")[1]["data"]["units"]["nodes"]
    paths = [
        f"/reports/plan/{plan}?format=json",
        f"/calendar/unit/{unit['id']}.ics",
        f"/reminders/unit/{unit['id']}.atom",
        json.loads(said)["url"],
        "/graphql?query={plans{totalCount}}",
    ]
    for path in paths:
        for carried in ({HEADER: f"{document[HEADER]}, {token}"}, {"Cookie": f"{COOKIE}={token}"}):
            status, said, headers = ask(second, path, **carried)
            assert (status, HEADER in headers) == (200, False), (path, said)
        status, said, _ = ask(second, path, **{HEADER: "hong.hong"})
        code = json.loads(said)["errors"][0]["extensions"]["code"]
        assert (status, code) == (400, "BAD_BOOKMARK"), path
        assert ask(second, path, Cookie=f"{COOKIE}=hong.hong")[0] == 200, path
    never = SIGNER.sign(frozenset(map(later, SIGNER.marks_in(token))))
    in_vain = ({HEADER: str(never)}, {"Cookie": f"{COOKIE}={never}"})
    with ThreadPoolExecutor(2 * len(paths)) as pool:
        asked = [pool.submit(ask, second, path, **one) for path in paths for one in in_vain]
        assert [one.result()[0] for one in asked] == [503] * len(asked)
