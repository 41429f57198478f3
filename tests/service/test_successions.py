"""Units that are reorganised: who took whose place, from which day, and who was there on a day."""

from dataclasses import replace
from typing import Any

import httpx2 as httpx
import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.callers import Secrecy
from graph_schema.corrections import CorrectionKind, UnitMerge
from graph_schema.errors import NotCorrected
from graph_schema.merge_secrecy import hide_unnamed
from loaders.correcting import Signature
from loaders.merging import merge_units
from service.corrections import Wanted, correct, succeed, withdraw
from service.store import Store
from tests.service.correcting import PLAN, SAID, load_file, load_text, rows
from tests.service.test_changes import WHO, change, changing

_MERGE = """mutation($input: MergeUnitsInput!) { mergeUnits(input: $input) { __typename
  ... on UnitsMerged { id repeated unit { id validFrom validTo } correction { kind on } }
  ... on Refused { code field current } } }"""
_WITHDRAW = """mutation($input: WithdrawInput!) { withdrawCorrection(input: $input) {
  __typename } }"""
_UNIT = """query($id: ID!) { unit(id: $id) { name validFrom validTo tasks { totalCount }
  succeededBy { on founded by reason unit { id } correction { kind unitName into { id } } }
  predecessors { on unit { id } } history { nodes { action } } } }"""
_THERE = """query($on: Date) { units(where: {validOn: $on}, first: 500) { nodes { id } } }"""
_LEADS = (
    "MATCH (u:Unit)-[:LEADS|EXECUTES|SUPPORTS]->(:Task) RETURN DISTINCT u.id ORDER BY u.id LIMIT 3"
)


async def _ask(client: httpx.AsyncClient, text: str, **given: object) -> Any:  # noqa: ANN401
    body = (await client.post("/graphql", json={"query": text, "variables": given})).json()
    assert "errors" not in body, body
    return next(iter(body["data"].values()))


async def _three(store: Store) -> list[str]:
    await load_file(store)
    return [str(row[0]) for row in await rows(store, _LEADS)]


async def test_a_unit_whose_place_is_taken_ends_and_says_who_took_it(store: Store) -> None:
    old, also, new = await _three(store)
    async with changing(store) as client:
        tasks = (await _ask(client, _UNIT, id=old))["tasks"]
        given = {"into": new, "on": "2026-08-01", "founded": True, **WHO}
        done = await change(client, _MERGE, unit=old, **given)
        assert done["correction"] == {"kind": "SUCCEED_UNIT", "on": "2026-08-01"}
        assert done["unit"] == {"id": new, "validFrom": "2026-08-01", "validTo": None}
        await change(client, _MERGE, unit=also, **given)
        gone, begun = await _ask(client, _UNIT, id=old), await _ask(client, _UNIT, id=new)
        assert (gone["validFrom"], gone["validTo"], gone["tasks"]) == (None, "2026-07-31", tasks)
        (taken,) = gone["succeededBy"]
        assert (taken["on"], taken["founded"], taken["unit"]["id"]) == ("2026-08-01", True, new)
        assert (taken["by"], taken["correction"]["into"]["id"]) == (WHO["author"], new)
        assert {one["unit"]["id"] for one in begun["predecessors"]} == {old, also}
        assert begun["history"]["nodes"][0]["action"] == "SUCCEED_UNIT"
        there = {
            on: {unit["id"] for unit in (await _ask(client, _THERE, on=on))["nodes"]}
            & {old, also, new}
            for on in ("2026-07-31", "2026-08-01")
        }
    assert there == {"2026-07-31": {old, also}, "2026-08-01": {new}}


async def test_a_succession_outlives_re_reading_and_leaves_nothing_when_it_is_taken_back(
    store: Store,
) -> None:
    old, _, new = await _three(store)
    async with changing(store) as client:
        given = {"unit": old, "into": new, "on": "2026-08-01", "idempotencyKey": "s", **WHO}
        done = await change(client, _MERGE, **given)
        assert (await change(client, _MERGE, **given))["repeated"] is True
        await load_text(store, PLAN.read_text("utf-8") + "\n", "ban-moi.txt")
        assert (await _ask(client, _UNIT, id=old))["validTo"] == "2026-07-31"
        await change(client, _WITHDRAW, correction=done["id"], **WHO)
        after = await _ask(client, _UNIT, id=old)
    assert (after["validTo"], after["succeededBy"]) == (None, [])
    assert await rows(store, "MATCH ()-[x:SUCCEEDED_BY]->() RETURN count(x)") == [[0]]
    assert await rows(store, "MATCH (:Correction)-[x:MERGES_INTO]->() RETURN count(x)") == [[0]]


async def test_a_circle_a_second_say_and_a_merge_of_what_was_succeeded_are_refused(
    store: Store,
) -> None:
    first, second, third = await _three(store)
    async with changing(store) as client:
        day = {"on": "2026-08-01", **WHO}
        await change(client, _MERGE, unit=first, into=second, **day)
        await change(client, _MERGE, unit=second, into=third, **day)
        for unit, into, more, code in (
            (third, first, day, "BAD_USER_INPUT"),
            (first, second, day, "CONFLICT"),
            (first, first, day, "BAD_USER_INPUT"),
            (first, "unit_none", day, "BAD_USER_INPUT"),
            (first, third, WHO, "CONFLICT"),
            (first, third, {"founded": True, **WHO}, "BAD_USER_INPUT"),
            (first, third, {**day, "on": "2999-01-01"}, "BAD_USER_INPUT"),
        ):
            refused = await change(client, _MERGE, unit=unit, into=into, **more)
            assert (refused["__typename"], refused["code"]) == ("Refused", code), (unit, into, more)


_LEVELS = "MATCH (u:Unit) RETURN DISTINCT u.secret"
_SAID_IN_SECRET = "MATCH (u:Unit {id: $id})-[x]-() WHERE x.doc IS NOT NULL SET x.secret = 1"
_SAID_OF = "MATCH (c:Correction {id: $id})<-[:CHANGED]-(h:Change) RETURN c.secret, h.secret"


async def test_a_plan_made_secret_hides_its_units_and_what_is_said_of_who_took_whose_place(
    store: Store,
) -> None:
    document = (await load_file(store)).document_id
    old, _, new = [str(row[0]) for row in await rows(store, _LEADS)]
    done = await succeed(store, old, new, replace(SAID, on="2026-08-01"), founded=False)
    wanted = Wanted(document, CorrectionKind.SET_VALUE, "secrecy", ("Mật",))
    hidden = await correct(store, wanted, SAID)
    assert await rows(store, _LEVELS) == [[Secrecy.SECRET]]
    assert await rows(store, _SAID_OF, id=done.correction) == [[Secrecy.SECRET, Secrecy.SECRET]]
    await withdraw(store, hidden.correction, SAID)
    assert await rows(store, _LEVELS) == [[None]]
    assert await rows(store, _SAID_OF, id=done.correction) == [[None, None]]


async def test_the_days_of_an_open_unit_say_nothing_of_a_unit_that_became_secret(
    store: Store,
) -> None:
    await load_file(store)
    old, _, new = [str(row[0]) for row in await rows(store, _LEADS)]
    await succeed(store, old, new, replace(SAID, on="2026-08-01"), founded=True)

    async def only_in_secret(tx: AsyncManagedTransaction) -> None:
        await (await tx.run(_SAID_IN_SECRET, id=new)).consume()
        await hide_unnamed(tx, [new])

    await store.write(only_in_secret)
    days = "MATCH (u:Unit {id: $id}) RETURN u.valid_from, u.valid_to, u.secret"
    assert await rows(store, days, id=old) == [[None, None, None]]
    assert await rows(store, days, id=new) == [["2026-08-01", None, Secrecy.SECRET]]


async def test_nothing_succeeds_a_unit_whose_merge_still_waits_for_its_documents(
    store: Store,
) -> None:
    await load_file(store)
    unit, into, other = [str(row[0]) for row in await rows(store, _LEADS)]
    said, wanted = Signature("a", "b", "2026-08-01"), UnitMerge("corr_waits", unit, into)
    await store.write(lambda tx: merge_units(tx, wanted, said))
    for old, new in ((unit, other), (other, unit)):
        with pytest.raises(NotCorrected) as refused:
            await succeed(store, old, new, replace(SAID, on="2026-08-01"), founded=False)
        assert (refused.value.code, refused.value.current) == ("CONFLICT", "corr_waits")
