"""Who holds which office by people's word: beside what documents say, one head at a time."""

import asyncio
from typing import Any

import httpx2 as httpx

from service.store import Store
from tests.service.correcting import load_file, rows
from tests.service.test_changes import change, changing

_REFUSED = "... on Refused { code message field expected current }"
_SHOWN = """{ id repeated note person { id name offices(asOf: "2026-09-01") { position { id } } }
  position { fullTitle rank version
    holders(asOf: "2026-09-01") { by from to person { name } } } }"""
_APPOINT = f"""
mutation($input: AppointInput!) {{ appoint(input: $input) {{ __typename
  ... on Appointed {_SHOWN} {_REFUSED} }} }}
"""
_END = f"""
mutation($input: EndAppointmentInput!) {{ endAppointment(input: $input) {{ __typename
  ... on AppointmentEnded {_SHOWN} {_REFUSED} }} }}
"""
_SIGNER = """
MATCH (d:Document)-[:SIGNED_BY]->(a:Person)-[:HOLDS]->(o:Position) RETURN a.id, o.id, a.name
"""


_HOLDERS = """query($id: ID!, $on: Date) { position(id: $id) {
  holders(asOf: $on) { from to person { name } } } }"""
_EVER = "query($id: ID!) { position(id: $id) { holders { from to person { name } } } }"


async def _holders(client: httpx.AsyncClient, office: str, on: str | None) -> list[Any]:
    text = _EVER if on is None else _HOLDERS
    variables = {"id": office} if on is None else {"id": office, "on": on}
    sent = {"query": text, "variables": variables}
    body = (await client.post("/graphql", json=sent)).json()
    assert "errors" not in body, body
    return list(body["data"]["position"]["holders"])


async def _unit(store: Store) -> str:
    await load_file(store)
    return str((await rows(store, "MATCH (u:Unit)-[:LEADS]->() RETURN u.id ORDER BY u.id"))[0][0])


async def test_of_two_heads_of_one_office_the_second_is_told_who_holds_it(store: Store) -> None:
    office = {"title": "Chủ tịch", "unit": await _unit(store)}
    first = {**office, "name": "Lý Thị Một", "from": "2026-07-01", "by": "Bà Tư"}
    async with changing(store) as client:
        done = await change(client, _APPOINT, **first)
        assert (done["__typename"], done["repeated"]) == ("Appointed", False)
        assert done["position"]["rank"] == 1
        assert done["position"]["holders"] == [
            {"by": "Bà Tư", "from": "2026-07-01", "to": None, "person": {"name": "Lý Thị Một"}}
        ]
        assert len(done["person"]["offices"]) == 1
        twice = await change(client, _APPOINT, **{**first, "from": "2026-08-01"})
        assert (twice["code"], twice["current"]) == ("CONFLICT", "2026-07-01")
        other = {**office, "name": "Trần Văn Hai", "from": "2026-08-15"}
        told = await change(client, _APPOINT, **other)
        assert (told["code"], "Lý Thị Một" in told["message"]) == ("CONFLICT", True)
        forced = await change(client, _APPOINT, **other, beside=True)
        assert len(forced["position"]["holders"]) == 2


async def test_an_office_is_left_once_and_then_free_for_the_next(store: Store) -> None:
    office = {"title": "Chủ tịch", "unit": await _unit(store)}
    first = {**office, "name": "Lý Thị Một"}
    async with changing(store) as client:
        begun = await change(client, _APPOINT, **first, **{"from": "2026-07-01"})
        early = await change(client, _END, **first, to="2026-06-30")
        assert early["field"] == "to"
        left = await change(client, _END, **first, to="2026-08-31", reason="Nghỉ hưu")
        assert (left["id"], left["position"]["holders"]) == (begun["id"], [])
        again = await change(client, _END, **first, to="2026-09-01")
        assert (again["code"], again["current"]) == ("CONFLICT", "2026-08-31")
        second = {**office, "name": "Trần Văn Hai", "from": "2026-09-01"}
        done = await change(client, _APPOINT, **second)
        assert [h["person"]["name"] for h in done["position"]["holders"]] == ["Trần Văn Hai"]
    told = await rows(
        store, "MATCH (c:Change)-[:CHANGED]->(:Person) RETURN c.action, c.before ORDER BY c.seq"
    )
    assert told == [["APPOINTED", None], ["APPOINTMENT_ENDED", "2026-07-01"], ["APPOINTED", None]]


async def test_what_a_document_says_stays_and_is_over_once_the_office_is_left(
    store: Store,
) -> None:
    unit = await _unit(store)
    (found,) = await rows(store, _SIGNER)
    person, office, name = map(str, found)
    async with changing(store) as client:
        beside = {"name": "Trần Văn Hai", "position": office, "from": "2026-08-20", "beside": True}
        told = await change(client, _APPOINT, **beside)
        assert name in (told["note"] or "")
        left = await change(client, _END, person=person, position=office, to="2026-08-19")
        assert [h["person"]["name"] for h in left["position"]["holders"]] == ["Trần Văn Hai"]
        again = await change(client, _END, person=person, position=office, to="2026-08-20")
        assert again["code"] == "CONFLICT"
        stranger = await change(client, _END, person=person, title="Bí thư", unit=unit)
        assert stranger["code"] == "NOT_FOUND"
    said = "MATCH (a:Person {id: $id})-[h:HOLDS]->() WHERE h.doc IS NOT NULL RETURN count(h)"
    assert await rows(store, said, id=person) == [[1]]


async def test_a_head_known_from_a_document_alone_is_not_joined_by_a_second_unasked(
    store: Store,
) -> None:
    await load_file(store)
    (found,) = await rows(store, _SIGNER)
    person, office, name = map(str, found)
    issued = str((await rows(store, "MATCH (d:Document) RETURN max(d.issued_end)"))[0][0])
    second = {"name": "Trần Văn Hai", "position": office, "from": "2026-08-20"}
    async with changing(store) as client:
        listed = await _holders(client, office, "2026-08-20")
        assert [one["person"]["name"] for one in listed] == [name]
        told = await change(client, _APPOINT, **second)
        assert [told.get(key) for key in ("code", "field", "current")] == [
            *("CONFLICT", "position", issued)
        ]
        assert name in told["message"]
        assert len(await _holders(client, office, "2026-08-20")) == 1
        same = await change(client, _APPOINT, **{**second, "name": name.upper()})
        assert (same["__typename"], same["person"]["id"]) == ("Appointed", person)
        await change(client, _END, person=person, position=office, to="2026-08-31")
        early = await change(client, _APPOINT, **second)
        assert early["code"] == "CONFLICT"
        done = await change(client, _APPOINT, **{**second, "from": "2026-09-01"})
        assert [h["person"]["name"] for h in done["position"]["holders"]] == ["Trần Văn Hai"]


async def test_whoever_left_an_office_known_from_a_document_is_told_once_with_the_end(
    store: Store,
) -> None:
    await load_file(store)
    (found,) = await rows(store, _SIGNER)
    person, office, name = map(str, found)
    issued = str((await rows(store, "MATCH (d:Document) RETURN max(d.issued_end)"))[0][0])
    async with changing(store) as client:
        await change(client, _END, person=person, position=office, to="2026-08-19")
        for day in (issued, "2026-08-19"):
            (one,) = await _holders(client, office, day)
            assert (one["person"]["name"], one["from"], one["to"]) == (name, issued, "2026-08-19")
        assert await _holders(client, office, "2026-08-20") == []
        said = await _holders(client, office, None)
    assert {one["to"] for one in said} == {None, "2026-08-19"}  # without a day, all that is known


async def test_one_key_sent_at_once_appoints_once_and_halves_of_an_office_are_refused(
    store: Store,
) -> None:
    unit = await _unit(store)
    given = {"name": "Lý Thị Một", "title": "Phó Giám đốc", "unit": unit, "idempotencyKey": "k"}
    async with changing(store) as client:
        done = await asyncio.gather(*(change(client, _APPOINT, **given) for _ in range(4)))
        assert sorted(one["repeated"] for one in done) == [False, True, True, True]
        assert len({(one["id"], one["person"]["id"]) for one in done}) == 1
        other = await change(client, _APPOINT, **{**given, "name": "Trần Văn Hai"})
        assert (other["code"], other["field"]) == ("CONFLICT", "idempotencyKey")
        for wrong, field in (
            ({"name": "A", "person": "p"}, "person"),
            ({"name": None}, "person"),
            ({"unit": None}, "position"),
            ({"position": "x"}, "position"),
            ({"unit": "unit_none"}, "unit"),
            ({"from": "2999-01-01"}, "from"),
        ):
            bad = await change(client, _APPOINT, **{**given, "idempotencyKey": None, **wrong})
            assert bad["field"] == field, wrong
    assert await rows(
        store, "MATCH (:Person)-[h:HOLDS]->() WHERE h.id IS NOT NULL RETURN count(h)"
    ) == [[1]]


async def test_of_two_editors_of_one_office_the_second_is_told_and_nothing_is_overwritten(
    store: Store,
) -> None:
    office = {"title": "Chủ tịch", "unit": await _unit(store)}
    async with changing(store) as client:
        first = {**office, "name": "Lý Thị Một", "from": "2026-07-01", "expectedVersion": "0"}
        done = await change(client, _APPOINT, **first)
        assert done["position"]["version"] == 1
        late = {**office, "name": "Lý Thị Một", "to": "2026-08-01"}
        told = await change(client, _END, **late, expectedVersion="0")
        assert [told[name] for name in ("code", "field", "expected", "current")] == [
            *("CONFLICT", "expectedVersion", "0", "1")
        ]
        asked = "MATCH (:Person)-[h:HOLDS]->(:Position {title: 'Chủ tịch'}) WHERE h.doc IS NULL "
        assert await rows(store, asked + "RETURN h.to") == [[None]]
        left = await change(client, _END, **late, expectedVersion="1")
        assert left["position"]["version"] == 2
