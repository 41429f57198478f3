"""Who answered for a task on a day: by its plan, by what people assigned, by who held what."""

from typing import Any

import httpx2 as httpx

from service.store import Store
from tests.service.correcting import PLAN, facts, load_file, load_text, rows, task_id
from tests.service.test_changes import change, changing
from tests.service.test_offices import _APPOINT, _END

_HA, _TU = "Nguyễn Thu Hà, Phó Chủ tịch UBND xã", "Trần Văn Tư, Phó Chủ tịch UBND xã"
_INPUT = """mutation($input: AssignInput!) {{ {0}(input: $input) {{ __typename
  ... on Corrected {{ id repeated }} ... on Refused {{ code field message }} }} }}"""
_ASSIGN, _UNASSIGN = _INPUT.format("assign"), _INPUT.format("unassign")
_WITHDRAW = """mutation($input: WithdrawInput!) { withdrawCorrection(input: $input) {
  __typename } }"""
_ASKED = """query($id: ID!, $on: Date) { task(id: $id) {
  overseers(asOf: $on) { from to person { name } unit { name } }
  leads(asOf: $on) { name }
  assignments(asOf: $on) { role from to unit { name } } } }"""
_HOLDERS = """query($id: ID!, $on: Date) { task(id: $id) {
  overseers(asOf: $on) { position holders(asOf: $on) { person { name } } } } }"""
_SIGNED = {"author": "Bà Tư", "reason": "Phân công lại"}


async def _ask(client: httpx.AsyncClient, text: str, task: str, on: str | None = None) -> Any:  # noqa: ANN401
    sent = {"query": text, "variables": {"id": task, "on": on}}
    body = (await client.post("/graphql", json=sent)).json()
    assert "errors" not in body, body
    return body["data"]["task"]


async def _overseers(client: httpx.AsyncClient, task: str, on: str | None) -> list[str]:
    found = await _ask(client, _ASKED, task, on)
    return [(one["person"] or one["unit"])["name"] for one in found["overseers"]]


async def test_who_oversaw_a_task_on_a_day_is_told_after_others_took_over(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    given = {"node": task, "role": "OVERSEE", **_SIGNED}
    async with changing(store) as client:
        was = await _overseers(client, task, None)
        await change(client, _ASSIGN, **given, who=_HA, on="2026-08-01")
        await change(client, _ASSIGN, **given, who=_TU, on="2026-09-15", unknown=True)
        await change(client, _UNASSIGN, **given, who=_HA, on="2026-10-01")
        told = {
            on: await _overseers(client, task, on)
            for on in ("2020-01-01", "2026-07-31", "2026-08-01", "2026-09-30", "2026-10-01", None)
        }
        last = (await _ask(client, _ASKED, task, "2026-09-30"))["overseers"]
    assert told == {
        "2020-01-01": [],
        "2026-07-31": was,
        "2026-08-01": [*was, "Nguyễn Thu Hà"],
        "2026-09-30": [*was, "Nguyễn Thu Hà", "Trần Văn Tư"],
        "2026-10-01": [*was, "Trần Văn Tư"],
        None: [*was, "Trần Văn Tư"],
    }
    assert [(one["from"], one["to"]) for one in last[len(was) :]] == [
        ("2026-08-01", "2026-09-30"),
        ("2026-09-15", None),
    ]


async def test_units_that_led_until_a_day_are_told_of_that_day(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    given = {"node": task, "role": "LEAD", **_SIGNED}
    async with changing(store) as client:
        before = (await _ask(client, _ASKED, task))["leads"]
        await change(client, _ASSIGN, **given, who="Công an xã", on="2026-08-01")
        for one in before:
            gone = await change(client, _UNASSIGN, **given, who="Phòng Kinh tế", on="2026-09-01")
            assert gone["__typename"] == "Corrected", one
        now, then = [await _ask(client, _ASKED, task, on) for on in (None, "2026-08-31")]
    police = [unit for unit in then["leads"] if unit not in before]
    assert (now["leads"], len(police)) == (police, 1)
    assert then["leads"] == [*before, *police]
    leads = [a for a in then["assignments"] if a["role"] == "LEAD"]
    assert [(a["from"], a["to"]) for a in leads] == [(None, "2026-08-31"), ("2026-08-01", None)]


async def test_the_history_of_a_role_outlives_a_new_version_and_leaves_with_what_made_it(
    store: Store,
) -> None:
    await load_file(store)
    before = await facts(store)
    task = await task_id(store, "III.1.b")
    given = {"node": task, "role": "OVERSEE", **_SIGNED}
    async with changing(store) as client:
        first = await change(client, _ASSIGN, **given, who=_HA, on="2026-08-01")
        second = await change(client, _UNASSIGN, **given, who=_HA, on="2026-09-01")
        then = await _overseers(client, task, "2026-08-15")
        assert "Nguyễn Thu Hà" in then
        await load_text(store, PLAN.read_text("utf-8") + "\n", "ban-moi.txt")
        assert await _overseers(client, task, "2026-08-15") == then
        await load_file(store)
        for made in (second, first):
            await change(client, _WITHDRAW, correction=made["id"], **_SIGNED)
    await load_text(store, PLAN.read_text("utf-8"), PLAN.name)
    assert await rows(store, "MATCH ()-[x:ANSWERED]->() RETURN count(x)") == [[0]]
    names = "MATCH (p:Person) WHERE p.name = $name RETURN count(p)"
    assert await rows(store, names, name="Nguyễn Thu Hà") == [
        [sum("Nguyễn Thu Hà" in line and "'name'" in line for line in before)]
    ]


async def test_an_assignment_before_the_last_one_or_of_a_day_to_come_is_refused(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    given = {"node": task, "role": "OVERSEE", **_SIGNED}
    async with changing(store) as client:
        key = {"idempotencyKey": "k1", "on": "2026-08-01"}
        await change(client, _ASSIGN, **given, who=_HA, **key)
        again = await change(client, _ASSIGN, **given, who=_HA, **key)
        assert again["repeated"] is True
        other = await change(client, _ASSIGN, **given, who=_HA, **{**key, "on": "2026-08-02"})
        assert (other["code"], other["field"]) == ("CONFLICT", "idempotencyKey")
        early = await change(client, _ASSIGN, **given, who=_TU, on="2026-07-31")
        assert (early["field"], "2026-08-01" in early["message"]) == ("on", True)
        late = await change(client, _ASSIGN, **given, who=_TU, on="2999-01-01")
        assert late["field"] == "on"


async def test_who_held_the_office_that_oversees_is_told_for_the_day(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")

    async with changing(store) as client:
        given = {"node": task, "role": "OVERSEE", **_SIGNED, "who": _HA, "on": "2026-07-20"}
        await change(client, _ASSIGN, **given)
        found = await rows(
            store,
            "MATCH (t:Task {id: $id})<-[x:OVERSEES]-(p:Person)-[:HOLDS]->(o:Position) "
            "WHERE o.id = x.position_id AND p.name = 'Nguyễn Thu Hà' RETURN p.id, o.id",
            id=task,
        )
        person, office = map(str, found[-1])
        left = await change(client, _END, person=person, position=office, to="2026-09-30")
        assert left["__typename"] == "AppointmentEnded"
        taken = {"name": "Lê Văn Năm", "position": office, "from": "2026-10-01"}
        await change(client, _APPOINT, **taken)
        then, now = [await _ask(client, _HOLDERS, task, on) for on in ("2026-08-01", "2026-10-05")]
    lists = [[h["person"]["name"] for h in day["overseers"][-1]["holders"]] for day in (then, now)]
    held = [set(names) for names in lists]
    assert [len(names) for names in lists] == [len(names) for names in held]  # each told once
    assert held[0] - held[1] == {"Nguyễn Thu Hà"}
    assert held[1] - held[0] == {"Lê Văn Năm"}
