"""Changes through the API: who shows the token corrects, merges and withdraws, and sees it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2 as httpx
import pytest

from graph_schema.errors import StoreUnavailable
from graph_schema.model import PlanRecord
from service import corrections
from service.app import create_app
from service.corrections import Said, merge
from service.documents import Refused
from service.gate import LocalGate
from service.store import Store
from service.stored_files import read_all_again
from tests.service.answering import GRAPHQL_JSON, FixedStore, client_of
from tests.service.command import SAMPLES
from tests.service.correcting import facts, load_file, load_text, rows, task_id

TOKEN = "a-token-of-this-test"
_CORRECT = """
mutation($input: CorrectInput!) { correct(input: $input) { __typename
  ... on Corrected { repeated
    correction { id field value readValue author reason at corrects { id } }
    plan { symbol version now: tasks(first: 50) { nodes { ref due { code text }
      corrections { author value } } } } }
  ... on Refused { code message field expected current } } }
"""
_MERGE = """
mutation($input: MergeUnitsInput!) { mergeUnits(input: $input) { __typename
  ... on UnitsMerged { correction { id unitName into { id } }
    unit { id name aliases tasks { totalCount } corrections { unitName } } }
  ... on Refused { code field } } }
"""
_WITHDRAW = """
mutation($input: WithdrawInput!) { withdrawCorrection(input: $input) { __typename
  ... on Withdrawn { repeated correction { withdrawnBy withdrawnReason } plan { symbol } }
  ... on Refused { code field } } }
"""
WHO = {"author": "Trần Thị Soát", "reason": "Văn bản giấy ghi khác"}


@asynccontextmanager
async def changing(store: Store, token: str | None = TOKEN) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(create_app(store, gate=LocalGate(TOKEN))) as client:
        if token is not None:
            client.headers["authorization"] = f"Bearer {token}"
        yield client


async def change(client: httpx.AsyncClient, text: str, **given: object) -> Any:  # noqa: ANN401
    """The one result of a mutation that was let through."""
    answer = await client.post("/graphql", json={"query": text, "variables": {"input": given}})
    body = answer.json()
    assert "errors" not in body, body
    return next(iter(body["data"].values()))


async def test_a_correction_answers_with_the_plan_as_it_is_now(store: Store) -> None:
    await load_file(store)
    node = await task_id(store, "III.1.b")
    given = {"node": node, "kind": "SET_VALUE", "field": "due", "value": ["2026-10-31"], **WHO}
    async with changing(store) as client:
        done = await change(client, _CORRECT, **given)
    assert done["__typename"] == "Corrected"
    correction = done["correction"]
    assert (correction["value"], correction["readValue"]) == (["2026-10-31"], ["2026-Q3"])
    assert correction["author"] == WHO["author"]
    assert [thing["id"] for thing in correction["corrects"]] == [node]
    task = next(t for t in done["plan"]["now"]["nodes"] if t["ref"] == "III.1.b")
    assert task["due"] == {"code": "2026-10-31", "text": None}
    assert task["corrections"] == [{"author": WHO["author"], "value": ["2026-10-31"]}]


_STORED = """
mutation($input: CorrectInput!) { correct(input: $input) { __typename
  ... on Corrected { id repeated correction { id } plan { id } } } }
"""


async def test_a_change_that_is_stored_is_answered_as_made_even_if_it_cannot_be_shown(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_file(store)
    node = await task_id(store, "III.1.b")
    read = store.read

    async def gone_after_the_write(cypher: str, parameters: Mapping[str, object]) -> Any:  # noqa: ANN401
        if await read("MATCH (c:Correction) RETURN c.id", {}):
            raise StoreUnavailable("Cơ sở dữ liệu không trả lời.")
        return await read(cypher, parameters)

    given = {"node": node, "kind": "SET_VALUE", "field": "due", "value": ["2026-10-31"], **WHO}
    asked = {"query": _STORED, "variables": {"input": given}}
    monkeypatch.setattr(store, "read", gone_after_the_write)
    async with changing(store) as client:
        answer = await client.post("/graphql", json=asked)
    monkeypatch.undo()
    said = answer.json()
    made = said["data"]["correct"]
    kept = await rows(store, "MATCH (c:Correction) RETURN c.id")
    assert [[made["id"]]] == kept
    assert (made["__typename"], made["correction"], made["plan"]) == ("Corrected", None, None)
    assert [error["path"] for error in said["errors"]] == [
        ["correct", "correction"],
        ["correct", "plan"],
    ]


async def test_a_refusal_says_which_field_and_for_a_conflict_both_versions(store: Store) -> None:
    await load_file(store)
    node = await task_id(store, "III.1.b")
    given = {"node": node, "kind": "SET_VALUE", "field": "due", **WHO}
    async with changing(store) as client:
        wrong = await change(client, _CORRECT, **given, value=["sang năm"])
        stale = await change(client, _CORRECT, **given, value=["2027"], expectedVersion="v_old")
        nobody = await change(client, _CORRECT, **{**given, "author": " "}, value=["2027"])
        lost = await change(client, _CORRECT, **{**given, "node": "task_none"}, value=["2027"])
    assert (wrong["code"], wrong["field"]) == ("BAD_USER_INPUT", "value")
    assert (stale["code"], stale["expected"]) == ("CONFLICT", "v_old")
    version = await rows(store, "MATCH (p:Plan) RETURN p.version")
    assert [[stale["current"]]] == version
    assert (nobody["code"], nobody["field"]) == ("BAD_USER_INPUT", "author")
    assert (lost["code"], lost["field"]) == ("NOT_FOUND", "node")
    assert await rows(store, "MATCH (c:Correction) RETURN count(c)") == [[0]]


_ITEMS = """
query($open: Boolean) { reviewItems(where: { kind: [UNSETTLED_UNIT], open: $open }) { totalCount
  nodes { id message field open source { quote } about { id ... on Unit { name } }
    settledBy { kind author } plan { symbol } } } }
"""


async def _unit(store: Store, name: str) -> str:
    found = await rows(store, "MATCH (u:Unit {name: $name}) RETURN u.id", name=name)
    assert len(found) == 1, name
    return str(found[0][0])


async def _tasks_of(store: Store, unit: str) -> list[list[object]]:
    return await rows(
        store,
        "MATCH (u:Unit {id: $id})-[x:LEADS|EXECUTES|SUPPORTS]->(t:Task) "
        "RETURN t.ref, type(x) ORDER BY t.ref, type(x)",
        id=unit,
    )


async def test_units_that_are_merged_share_their_work_until_the_merge_is_withdrawn(
    store: Store,
) -> None:
    await load_file(store)
    unit = await _unit(store, "Ban Quản lý dự án")
    into = await _unit(store, "Phòng Kinh tế")
    both = sorted([*await _tasks_of(store, unit), *await _tasks_of(store, into)], key=str)
    async with changing(store) as client:
        done = await change(client, _MERGE, unit=unit, into=into, **WHO)
        assert done["correction"]["into"]["id"] == into
        assert "Ban Quản lý dự án xã" in done["unit"]["aliases"]
        assert sorted(await _tasks_of(store, into), key=str) == both
        assert await rows(store, "MATCH (u:Unit {id: $id}) RETURN u.id", id=unit) == []

        again = (SAMPLES / "kh-27-dong-may.txt").read_text("utf-8") + "\n"
        assert (await load_text(store, again)).status == "changed"
        assert sorted(await _tasks_of(store, into), key=str) == both, "a later load knows"
        await load_file(store)

        for refused, field in (((into, into), "into"), ((unit, into), "unit")):
            wrong = await change(client, _MERGE, unit=refused[0], into=refused[1], **WHO)
            assert (wrong["__typename"], wrong["field"]) == ("Refused", field)

        identity = done["correction"]["id"]
        gone = await change(client, _WITHDRAW, correction=identity, **WHO)
        assert gone["correction"]["withdrawnBy"] == WHO["author"]
    await load_text(store, (SAMPLES / "kh-27-dong-may.txt").read_text("utf-8") + "\n\n")
    assert sorted([*await _tasks_of(store, unit), *await _tasks_of(store, into)], key=str) == both
    assert await _tasks_of(store, unit) != []


async def test_a_merge_that_breaks_off_is_told_of_and_gone_on_with(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (SAMPLES / "kh-27-dong-may.txt").read_text("utf-8")
    for number in range(1, 6):
        await load_text(store, text.replace("Số: 27/", f"Số: {number}/"), f"{number}.txt")
    unit = await _unit(store, "Ban Quản lý dự án")
    into = await _unit(store, "Phòng Kinh tế")
    monkeypatch.setattr(corrections, "_AT_ONCE", 2)
    read_all = read_all_again
    turns = iter([True, False, False, False])

    async def read_some(opened: Store, files: Mapping[str, str]) -> dict[str, PlanRecord | Refused]:
        return await read_all(opened, files) if next(turns, True) else {}

    monkeypatch.setattr(corrections, "read_all_again", read_some)
    said = Said("An", "Một đơn vị")
    done = await merge(store, unit, into, said)
    assert done.note is not None
    assert "Còn 3 văn bản" in done.note
    named = "MATCH (u:Unit {id: $id})-[:LEADS|EXECUTES|SUPPORTS]->()<-[:HAS_TASK]-(p) "
    left = await rows(store, named + "RETURN count(DISTINCT p)", id=unit)
    assert left == [[3]], "each document is wholly the old unit's or wholly the new one's"
    again = await merge(store, unit, into, said)
    assert (again.correction, again.repeated, again.note) == (done.correction, True, None)
    assert await rows(store, "MATCH (u:Unit {id: $id}) RETURN u.id", id=unit) == []


async def test_a_merge_that_is_taken_back_leaves_the_graph_as_it_was(store: Store) -> None:
    await load_file(store)
    before = await facts(store)
    unit = await _unit(store, "Công an xã Đồng Mây")
    into = await _unit(store, "Ban Quản lý dự án")
    async with changing(store) as client:
        done = await change(client, _MERGE, unit=unit, into=into, **WHO)
        assert await facts(store) != before
        gone = await change(client, _WITHDRAW, correction=done["correction"]["id"], **WHO)
        assert gone["repeated"] is False
        again = await change(client, _WITHDRAW, correction=done["correction"]["id"], **WHO)
        assert again["repeated"] is True
    assert await facts(store) == before


async def test_a_chain_of_merges_is_followed_and_a_cycle_refused(store: Store) -> None:
    await load_file(store)
    names = ("Ban Quản lý dự án", "Công an xã Đồng Mây", "Phòng Kinh tế")
    first, second, third = [await _unit(store, name) for name in names]
    count = len(await _tasks_of(store, first)) + len(await _tasks_of(store, second))
    count += len(await _tasks_of(store, third))
    async with changing(store) as client:
        await change(client, _MERGE, unit=first, into=second, **WHO)
        done = await change(client, _MERGE, unit=second, into=third, **WHO)
        assert done["__typename"] == "UnitsMerged"
        assert len(await _tasks_of(store, third)) <= count
        assert await rows(store, "MATCH (u:Unit {id: $id}) RETURN u.id", id=second) == []
        cycle = await change(client, _MERGE, unit=third, into=first, **WHO)
        assert cycle["__typename"] == "Refused"
        await change(client, _WITHDRAW, correction=done["correction"]["id"], **WHO)
    assert await _tasks_of(store, second) != [], "the first is still the second"
    assert await rows(store, "MATCH (u:Unit {id: $id}) RETURN u.id", id=first) == []


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer", "Basic a-token-of-this-test"])
async def test_who_shows_no_token_changes_nothing(header: str | None) -> None:
    store = FixedStore()
    async with changing(store, None) as client:
        headers = {"accept": GRAPHQL_JSON} | ({"authorization": header} if header else {})
        given = {"node": "x", "kind": "DROP", **WHO}
        body = {"query": _CORRECT, "variables": {"input": given}}
        answer = await client.post("/graphql", json=body, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert store.asked == 0


async def test_a_service_without_a_token_only_reads() -> None:
    async with client_of(create_app(FixedStore())) as client:
        client.headers["authorization"] = "Bearer "
        body = {"query": _WITHDRAW, "variables": {"input": {"correction": "c", **WHO}}}
        answer = await client.post("/graphql", json=body)
        read = await client.post("/graphql", json={"query": "{ plans { totalCount } }"})
    assert answer.status_code == 401
    assert read.json()["data"] == {"plans": {"totalCount": 0}}


async def test_a_change_is_limited_as_a_question_is() -> None:
    many = "tasks(first: 500) { nodes"
    deep = (
        f"{{ plan {{ {many} {{ targets {{ owners {{ unit {{ {many} {{ id }} }} }} }} }} }} }} }} }}"
    )
    text = (
        "mutation($input: CorrectInput!) { correct(input: $input) { ... on Corrected "
        f"{deep} }} }}"
    )
    store = FixedStore()
    async with changing(store) as client:
        body = {"query": text, "variables": {"input": {"node": "x", "kind": "DROP", **WHO}}}
        answer = await client.post("/graphql", json=body)
        subscribed = await client.post("/graphql", json={"query": "subscription { x }"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert "errors" in subscribed.json()
    assert store.asked == 0
