"""Whom a role may be given to: who bears a name in the place, or who is meant as new."""

from service.store import Store
from tests.service.correcting import load_file, rows, task_id
from tests.service.test_changes import change, changing
from tests.service.test_work import _ASSIGN, _TASK

_CORRECT = """
mutation($input: CorrectInput!) { correct(input: $input) { __typename
  ... on Corrected { id } ... on Refused { code message field } } }
"""
_UNITS = "MATCH (u:Unit) RETURN count(u)"
_PEOPLE = "MATCH (p:Person) RETURN count(p)"


async def test_a_role_for_a_name_that_nobody_bears_is_refused_with_the_nearest_names(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    target = str((await rows(store, "MATCH (g:Target) RETURN g.id ORDER BY g.order"))[0][0])
    before = [await rows(store, _UNITS), await rows(store, _PEOPLE)]
    signed = {"author": "Bà Tư", "reason": "Họp giao ban"}
    async with changing(store) as client:
        for node, role, who, named, near in (
            (task, "LEAD", "Phòng Không Hề Có", "Phòng Không Hề Có", "Phòng Kinh tế"),
            (task, "EXECUTE", "phong kinh te", "phong kinh te", "(gần nhất: Phòng Kinh tế"),
            (target, "OWN", "Phòng Kinh tê xã", "Phòng Kinh tê xã", "(gần nhất: Phòng Kinh tế"),
            (target, "OWN", "Trần Lạ, Phó Chủ tịch UBND xã", "Trần Lạ", ""),
            (task, "OVERSEE", "Nguyễn Thu Hạ, Phó Chủ tịch UBND xã", "Hạ", "Nguyễn Thu Hà"),
            (task, "OVERSEE", "Trưởng phòng Không Hề Có", "Không Hề Có", ""),
        ):
            given = {"node": node, "role": role, "who": who, **signed}
            told = await change(client, _ASSIGN, **given)
            assert [told.get(key) for key in ("code", "field")] == ["BAD_USER_INPUT", "who"], who
            assert f"{named}”" in told["message"], told["message"]
            assert near in told["message"], told["message"]
            assert told["message"].count(";") <= 2, told["message"]
            assert "unknown: true" in told["message"]
        assert [await rows(store, _UNITS), await rows(store, _PEOPLE)] == before
        meant = {"node": task, "role": "LEAD", "who": "Phòng Không Hề Có", **signed}
        assert (await change(client, _ASSIGN, **meant, unknown=True))["__typename"] == "Corrected"
        asked = {"node": task, "role": "SUPPORT", "who": "Phòng Không Hề Có", **signed}
        assert (await change(client, _ASSIGN, **asked))["__typename"] == "Corrected"  # known now


async def test_whoever_owns_a_target_by_name_and_office_is_a_person_and_stays_one(
    store: Store,
) -> None:
    await load_file(store)
    target = str((await rows(store, "MATCH (g:Target) RETURN g.id ORDER BY g.order"))[0][0])
    before = await rows(store, _UNITS)
    signed = {"node": target, "role": "OWN", "author": "Bà Tư", "reason": "Họp giao ban"}
    leader = "Nguyễn Thu Hà, Phó Chủ tịch UBND xã"
    async with changing(store) as client:
        for who in (leader, "Công an xã"):
            assert (await change(client, _ASSIGN, **signed, who=who))["__typename"] == "Corrected"
    owners = "MATCH (:Target {id: $id})<-[:OWNS]-(p:Person) RETURN p.name"
    assert await rows(store, owners, id=target) == [["Nguyễn Thu Hà"]]
    assert await rows(store, _UNITS) == before


async def test_an_owner_or_lead_that_a_correction_names_is_known_or_meant(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    target = str((await rows(store, "MATCH (g:Target) RETURN g.id ORDER BY g.order"))[0][0])
    signed = {"value": ["Phòng Không Hề Có"], "author": "Bà Tư", "reason": "Đọc sai"}
    async with changing(store) as client:
        for wanted in (
            {"node": target, "kind": "NAME_OWNER"},
            {"node": task, "kind": "SET_VALUE", "field": "lead"},
        ):
            told = await change(client, _CORRECT, **wanted, **signed)
            assert (told.get("code"), told.get("field")) == ("BAD_USER_INPUT", "value")
        done = await change(client, _CORRECT, **wanted, **signed, unknown=True)
        assert done["__typename"] == "Corrected"
