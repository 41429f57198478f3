"""Documents that are sent through the API: read and loaded as the command does, or refused."""

import base64
from pathlib import Path

import pytest
from starlette.requests import Request

from graph_schema.callers import Caller, Role
from service.app import create_app
from service.file_kinds import safe_name
from service.intake import _short
from service.request import MAX_BODY
from service.store import Store
from tests.service.answering import client_of
from tests.service.correcting import PLAN, facts, load_file, load_text, rows
from tests.service.test_changes import change, changing

_LOAD = """
mutation($input: LoadDocumentInput!) { loadDocument(input: $input) { __typename
  ... on DocumentRead { document outcome title unreadCount repeated plan { id symbol unreadCount } }
  ... on Refused { code message field } } }
"""
_FILES = "MATCH (f:SourceFile) RETURN f.file_name"
_NEWER = PLAN.read_bytes().replace(b"60%", b"65%")
_BAD = [
    (b"\x89PNG\r\n\x1a\n...", "UNREADABLE_DOCUMENT", "ảnh PNG"),
    (b"PK\x03\x04 any archive", "UNREADABLE_DOCUMENT", "ke-hoach.docx: "),
    (b"", "UNREADABLE_DOCUMENT", "Tệp rỗng"),
    (b"a\n" * 150_000, "DOCUMENT_TOO_LARGE", "quá lớn"),
]


def _given(content: bytes, name: str = PLAN.name, **more: object) -> dict[str, object]:
    return {"name": name, "contentBase64": base64.b64encode(content).decode(), **more}


async def test_a_document_that_is_sent_stands_as_if_the_command_had_loaded_it(store: Store) -> None:
    content = PLAN.read_bytes()
    async with changing(store) as client:
        new = await client.post("/documents", params={"name": PLAN.name}, content=content)
        again = await client.post("/documents", params={"name": PLAN.name}, content=content)
        changed = await client.post("/documents", params={"name": PLAN.name}, content=_NEWER)
    assert (new.status_code, again.status_code, changed.status_code) == (201, 200, 200)
    told = new.json()
    assert told["outcome"] == "new"
    assert again.json() == {**told, "outcome": "unchanged"}
    assert (changed.json()["outcome"], changed.json()["document"]) == ("changed", told["document"])
    stored = await rows(store, "MATCH (d:Document {known: true}) RETURN d.id, d.title")
    assert stored == [[told["document"], told["title"]]]
    log = "MATCH (c:Change) RETURN c.action, c.by ORDER BY c.seq"
    assert [row[0] for row in await rows(store, log)] == ["LOADED", "RELOADED"]
    assert "daumoi load" not in {row[1] for row in await rows(store, log)}


async def test_both_ways_make_the_very_facts_of_the_command(store: Store) -> None:
    async with changing(store) as client:
        done = await change(client, _LOAD, **_given(PLAN.read_bytes()))
    sent = await facts(store)
    assert (await load_file(store)).status == "unchanged"
    assert await facts(store) == sent
    assert (done["outcome"], done["repeated"]) == ("NEW", False)
    plan = done["plan"]
    assert (plan["id"], plan["unreadCount"]) == (done["document"], done["unreadCount"])
    assert plan["symbol"].startswith("27/")


async def test_a_key_stands_for_one_document(store: Store) -> None:
    first = _given(PLAN.read_bytes(), idempotencyKey="khoa-1")
    async with changing(store) as client:
        done = await change(client, _LOAD, **first)
        again = await change(client, _LOAD, **first)
        other = await change(client, _LOAD, **_given(_NEWER, idempotencyKey="khoa-1"))
        unkeyed = await change(client, _LOAD, **_given(PLAN.read_bytes()))
    assert again == {**done, "repeated": True}
    assert (other["code"], other["field"]) == ("CONFLICT", "idempotencyKey")
    assert unkeyed == {**done, "outcome": "UNCHANGED"}


@pytest.mark.parametrize(("content", "code", "words"), _BAD)
async def test_a_bad_file_is_refused_in_the_words_of_the_reader(
    store: Store, content: bytes, code: str, words: str
) -> None:
    async with changing(store) as client:
        answer = await client.post("/documents", params={"name": "ke-hoach.docx"}, content=content)
        done = await change(client, _LOAD, **_given(content, "ke-hoach.docx"))
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (422, code)
    assert words in error["message"]
    assert (done["code"], done["message"]) == (code, error["message"])
    assert await rows(store, _FILES) == []


async def test_what_may_not_be_sent_is_refused_and_nothing_is_loaded(store: Store) -> None:
    content, name = PLAN.read_bytes(), {"name": PLAN.name}
    async with changing(store) as client:
        assert (await client.post("/documents", content=content)).status_code == 400
        foreign = {"origin": "https://elsewhere.test"}
        other = await client.post("/documents", params=name, content=content, headers=foreign)
        assert other.status_code == 403
        long = {"content-length": str(10**9)}
        large = await client.post("/documents", params=name, content=content, headers=long)
        assert large.status_code == 413
        text = {"query": _LOAD, "variables": {"input": _given(b"a" * MAX_BODY)}}
        too_large = await client.post("/graphql", json=text)
        assert too_large.status_code == 413
        assert "POST /documents" in too_large.json()["errors"][0]["message"]
        broken = await change(client, _LOAD, name="a.txt", contentBase64="không phải")
        assert (broken["code"], broken["field"]) == ("BAD_USER_INPUT", "contentBase64")
    async with changing(store, token=None) as client:
        refused = await client.post("/documents", params=name, content=content)
        assert refused.status_code == 401
        asked = {"query": _LOAD, "variables": {"input": _given(content)}}
        mutation = (await client.post("/graphql", json=asked)).json()
        assert mutation["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert await rows(store, _FILES) == []


async def test_of_a_name_the_last_part_alone_is_kept(store: Store, tmp_path: Path) -> None:
    name = f"../..{tmp_path}/kế hoạch.txt"
    async with changing(store) as client:
        sent = await client.post("/documents", params={"name": name}, content=PLAN.read_bytes())
    assert sent.status_code == 201
    assert await rows(store, _FILES) == [["kế hoạch.txt"]]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ế" * 300 + ".docx", "a" * 300 + ".docx", "...", "ế" * 300])
def test_a_name_is_as_long_as_file_systems_take_it(name: str) -> None:
    short = _short(safe_name(name))
    assert 0 < len(short.encode()) <= 200
    assert short.endswith(name[-5:].strip(".") or "tep")


async def test_a_file_may_stand_in_a_variable_of_its_own(store: Store) -> None:
    text = """mutation($file: String!) {
      loadDocument(input: {name: "a.txt", contentBase64: $file}) {
        __typename ... on Refused { code message } } }"""
    content = PLAN.read_bytes() + b"\n" * 20_000
    variables = {"file": base64.b64encode(content).decode()}
    async with changing(store) as client:
        answer = await client.post("/graphql", json={"query": text, "variables": variables})
    assert answer.json()["data"]["loadDocument"]["__typename"] == "DocumentRead"


class _Open:
    """Lets everybody in as a secretary who may see open documents alone."""

    async def caller(self, request: Request) -> Caller:
        """The secretary."""
        return Caller("Văn thư", Role.SECRETARIAT)


_SECRET = PLAN.read_text("utf-8").replace("Số: 27", "MẬT\nSố: 27", 1)


@pytest.mark.parametrize("stands", [True, False])
async def test_a_document_above_the_clearance_of_its_sender_is_neither_stored_nor_told_of(
    store: Store, stands: bool
) -> None:
    if stands:
        await load_text(store, _SECRET)
    async with client_of(create_app(store, gate=_Open())) as client:
        sent = await client.post("/documents", params={"name": "a.txt"}, content=_SECRET.encode())
        done = await change(client, _LOAD, **_given(_SECRET.encode()))
        other = await client.post("/documents", params={"name": "a"}, content=PLAN.read_bytes())
    (error,) = sent.json()["errors"]
    assert (sent.status_code, error["extensions"]["code"]) == (403, "FORBIDDEN")
    assert (done["code"], done["message"]) == ("FORBIDDEN", error["message"])
    assert other.json()["outcome"] == "new"
    secret = "MATCH (d:Document {known: true}) WHERE d.secret > 0 RETURN count(d)"
    assert await rows(store, secret) == [[int(stands)]]
