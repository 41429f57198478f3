"""Who is given a role: beside those who have it, known by a name in the place, or meant as new."""

import asyncio

from queries.assigned import find_assigned
from service.store import Store
from tests.service.correcting import load_file, load_text, rows, task_id
from tests.service.test_changes import change, changing
from tests.service.test_work import _TASK

_ASSIGN = """
mutation($input: AssignInput!) { assign(input: $input) { __typename
  ... on Corrected { repeated } ... on Refused { code message field } } }
"""
_UNASSIGN = _ASSIGN.replace("assign(", "unassign(")


_TWO_LEADS = """ỦY BAN NHÂN DÂN XÃ ĐỒNG MỚI
Số: 6/KH-UBND
Đồng Mới, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Vệ sinh môi trường năm 2026
I. NHIỆM VỤ
1. Rà soát các tuyến đường
- Cơ quan chủ trì: Văn phòng HĐND và UBND xã; Phòng Kinh tế.
"""


async def _has(store: Store, node: str, role: str) -> tuple[str, ...]:
    return tuple(one.words for one in await find_assigned(store.read, node, role))


async def test_a_role_is_given_and_taken_beside_those_who_have_it(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    before = await _has(store, task, "SUPPORT")
    given = {"node": task, "role": "SUPPORT", "who": "Đội dân phòng xã", "unknown": True}
    signed = {"author": "Bà Tư", "reason": "Họp giao ban", "idempotencyKey": "giao-1"}
    async with changing(store) as client:
        assigned = await change(client, _ASSIGN, **given, **signed)
        assert assigned == {"__typename": "Corrected", "repeated": False}
        assert (await change(client, _ASSIGN, **given, **signed))["repeated"] is True
        signed.pop("idempotencyKey")
        again = await change(client, _ASSIGN, **given, **signed)
        assert (again["__typename"], again["field"]) == ("Refused", "who")
        assert await _has(store, task, "SUPPORT") == (*before, given["who"])
        taken = await change(client, _UNASSIGN, **given, **signed)
        assert taken["__typename"] == "Corrected"
    assert await _has(store, task, "SUPPORT") == before


async def test_a_role_is_taken_by_what_the_api_calls_who_has_it_and_by_the_id(store: Store) -> None:
    await load_text(store, _TWO_LEADS, "kh-6.txt")
    task = str((await rows(store, "MATCH (t:Task) RETURN t.id"))[0][0])
    office, room = await find_assigned(store.read, task, "LEAD")
    assert office.name != office.words
    given = {"node": task, "role": "LEAD", "author": "Bà Tư", "reason": "Họp giao ban"}
    async with changing(store) as client:
        again = await change(client, _ASSIGN, **given, who=office.name)
        assert (again["__typename"], again["field"]) == ("Refused", "who")
        for who in (office.name, room.id):
            taken = await change(client, _UNASSIGN, **given, who=who)
            assert taken["__typename"] == "Corrected", taken
    assert await _has(store, task, "LEAD") == ()


async def test_two_people_who_assign_at_once_both_stand(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    before = await _has(store, task, "SUPPORT")
    signed = {"node": task, "role": "SUPPORT", "author": "Bà Tư", "reason": "Họp giao ban"}
    names = ("Đội dân phòng xã", "Trạm Thủy nông xã")
    async with changing(store) as client:
        given = [{**signed, "who": name, "unknown": True} for name in names]
        await asyncio.gather(*(change(client, _ASSIGN, **one) for one in given))
    assert set(await _has(store, task, "SUPPORT")) == {*before, *names}


async def test_an_overseer_is_given_by_name_and_office_and_an_owner_to_a_target(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    target = str((await rows(store, "MATCH (g:Target) RETURN g.id ORDER BY g.order"))[0][0])
    signed = {"author": "Bà Tư", "reason": "Họp giao ban"}
    async with changing(store) as client:
        leader = "Nguyễn Văn Sáu, Phó Chủ tịch UBND xã"
        for node, role, who in ((task, "OVERSEE", leader), (target, "OWN", "Phòng Kinh tế xã")):
            given = {"node": node, "role": role, "who": who, "unknown": role == "OVERSEE"}
            done = await change(client, _ASSIGN, **given, **signed)
            assert done["__typename"] == "Corrected", done
            assert who in await _has(store, node, role)


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
