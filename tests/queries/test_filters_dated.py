"""What filters of status, year, place, directive and owners mean, asked on both engines."""

from collections.abc import Mapping
from typing import cast

import pytest

from graph_schema.dated import Extension, Facts, Report, Step, StepKind, kept
from service.store import Store
from tests.queries.asking import answer_of, ask
from tests.queries.dated_rows import write
from tests.queries.seed import load, load_all
from tests.records import Draft

_AT = "2026-06-01T00:00:00.000000Z"
_FACTS: Mapping[str, Facts] = {
    "146 I.1": Facts((Report("p1", "2026-07-03", _AT, 100),)),
    "12 II.1": Facts((Report("p2", "2026-08-01", _AT, 30), Report("p3", "2027-02-01", _AT, 100))),
    "12 II.3": Facts(extensions=(Extension("x", "2026-07-15", _AT, "2026-09-30"),)),
    "7 1": Facts(steps=(Step("s", "2026-10-01", _AT, StepKind.CANCELLED),)),
}
_TASKS = "MATCH (d:Plan)-[:HAS_TASK]->(t:Task) RETURN d.number, t.ref, t.id, t.due_end"
_SET = "MATCH (t:Task {id: $id}) SET t += $p"
_EXTENDED = """
MATCH (t:Task {id: $id})
CREATE (t)-[:HAS_EXTENSION]->(:Extension {id: 'x', on: '2026-07-15', to_end: '2026-09-30'})
"""
_MEASURED = """
MATCH (g:Target {ref: 'II.3'})
CREATE (g)-[:HAS_MEASUREMENT]->(:Measurement {id: 'm', on: '2026-08-01', value: 40.0})
"""
COMMUNES = ("xã Đồng Mới", "phường Bình Hòa", "phường Gia Viên")


async def _load(store: Store) -> None:
    """The three plans of the seed, a plan of the city's second city, and what was recorded."""
    await load_all(store)
    other = Draft("UBND phường Gia Viên", place="phường Gia Viên", number=31, date="2026-07-01")
    other.cite("146/KH-UBND", date="2026-04-22", issuer="UBND thành phố Hải Phòng", kind="Kế hoạch")
    other.task("1", "Làm sạch kênh", lead=["Các phòng, ban liên quan"])
    other.task("2", "Dọn bãi rác", lead=["Công an phường"], due="2026-08-31")
    other.target("2", "bãi rác được dọn", 100, task="2")
    await load(store, other.record())
    for number, ref, identity, printed in await store.read(_TASKS, {}):
        facts = _FACTS.get(f"{number} {ref}", Facts())
        state = kept(cast(str | None, printed), facts).properties()
        await write(store, _SET, {"id": identity, "p": state})
        if facts.extensions:
            await write(store, _EXTENDED, {"id": identity})
    await write(store, _MEASURED, {})


EVERYTHING = ["146 I.1", "12 II.1", "12 II.2", "12 II.3", "7 1", "31 1", "31 2"]
OVERDUE = {"status": ["OPEN_OVERDUE"]}
# 146 I.1 due 30/6 and done 3/7; 12 II.1 due 31/12, done 1/2/2027; 12 II.3 due 30/6, on 15/7 put
# off to 30/9; 7 1 due 31/12, called off on 1/10; 12 II.2 and 31 1 without a deadline; 31 2 31/8.
TASK_FILTERS: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({**OVERDUE, "asOf": "2026-06-30"}, []),
    ({**OVERDUE, "asOf": "2026-07-01"}, ["146 I.1", "12 II.3"]),
    ({**OVERDUE, "asOf": "2026-07-03"}, ["12 II.3"]),
    ({**OVERDUE, "asOf": "2026-07-15"}, []),
    ({**OVERDUE, "asOf": "2026-10-01"}, ["12 II.3", "31 2"]),
    ({**OVERDUE, "asOf": "2027-01-15"}, ["12 II.1", "12 II.3", "31 2"]),
    ({**OVERDUE, "asOf": "2027-02-01"}, ["12 II.3", "31 2"]),
    ({**OVERDUE, "asOf": "2026-10-01", "place": "Gia Viên"}, ["31 2"]),
    ({**OVERDUE, "asOf": "2026-10-01", "unit": {"name": "Công an"}}, ["31 2"]),
    ({"status": ["DONE_LATE"], "asOf": "2026-12-31"}, ["146 I.1"]),
    ({"status": ["DONE_LATE"], "asOf": "2027-02-01"}, ["146 I.1", "12 II.1"]),
    ({"status": ["DONE_ON_TIME"], "asOf": "2027-02-01"}, []),
    ({"status": ["CANCELLED"], "asOf": "2026-09-30"}, []),
    ({"status": ["CANCELLED"], "asOf": "2026-10-01"}, ["7 1"]),
    ({"status": ["OPEN_WITHOUT_DEADLINE"], "asOf": "2026-06-30"}, ["12 II.2"]),
    ({"status": ["OPEN_WITHOUT_DEADLINE"], "asOf": "2026-07-01"}, ["12 II.2", "31 1"]),
    (
        {"status": ["OPEN_IN_TERM", "DONE_LATE"], "asOf": "2026-09-30"},
        ["146 I.1", "12 II.1", "12 II.3", "7 1"],
    ),
    ({"status": []}, EVERYTHING),
    ({"asOf": "2026-05-31"}, ["146 I.1", "12 II.1", "12 II.2", "12 II.3"]),
    ({"asOf": "2026-03-01"}, []),
    ({"year": 2025}, []),
    ({"year": 2026}, EVERYTHING),
    ({"year": 2027}, ["12 II.1", "12 II.2", "12 II.3", "31 1", "31 2"]),
    ({"year": 2028}, ["12 II.2", "12 II.3", "31 1", "31 2"]),
    (
        {"year": 2027, "status": ["OPEN_OVERDUE"], "asOf": "2027-01-15"},
        ["12 II.1", "12 II.3", "31 2"],
    ),
    ({"place": "thành phố Hải Phòng"}, EVERYTHING),
    ({"place": "hai phong", "hasLead": True}, ["146 I.1", "12 II.1", "7 1", "31 1", "31 2"]),
    ({"place": "xã Đồng Mới"}, ["12 II.1", "12 II.2", "12 II.3"]),
    ({"place": "Gia Viên"}, ["31 1", "31 2"]),
    ({"place": "Hà Nội"}, []),
    ({"directive": "05-NQ/TU"}, EVERYTHING),
    ({"directive": " 5 - nq/tu "}, EVERYTHING),
    ({"directive": "146/KH-UBND"}, ["12 II.1", "12 II.2", "12 II.3", "31 1", "31 2"]),
    ({"directive": "57/2010/NĐ-CP"}, ["12 II.1", "12 II.2", "12 II.3"]),
    ({"directive": "12/KH-UBND"}, []),
    ({"directive": "05-NQ/TU", "place": "Gia Viên", "hasDue": True}, ["31 2"]),
    ({"ownership": ["VIA_TASK"]}, ["12 II.1", "31 2"]),
    ({"ownership": ["NONE"]}, ["12 II.3"]),
    ({"ownership": ["NONE", "VIA_TASK"], "place": "Đồng Mới"}, ["12 II.1", "12 II.3"]),
    ({"ownership": ["DIRECT"]}, []),
    ({"collectiveLead": True}, ["31 1"]),
    ({"collectiveLead": False}, [name for name in EVERYTHING if name != "31 1"]),
    ({"reportedBefore": "2026-07-03"}, ["12 II.2", "12 II.3", "7 1", "31 1", "31 2"]),
    ({"reportedBefore": "2026-07-04"}, ["146 I.1", "12 II.2", "12 II.3", "7 1", "31 1", "31 2"]),
    ({"reportedBefore": "2027-02-02"}, EVERYTHING),
)
TARGET_FILTERS: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({"place": "Đồng Mới"}, ["II.1", "II.3", "I.2"]),
    ({"place": "Hải Phòng", "ownership": ["VIA_TASK"]}, ["II.1", "2"]),
    ({"directive": "05-NQ/TU"}, ["II.1", "II.3", "I.2", "2"]),
    ({"directive": "57/2010/NĐ-CP", "ownership": ["NONE"]}, ["II.3"]),
    ({"hasMeasurement": True}, ["II.3"]),
    ({"hasMeasurement": False}, ["II.1", "I.2", "2"]),
    ({"hasMeasurement": True, "place": "Gia Viên"}, []),
)
DOCUMENT_FILTERS: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({"place": "Gia Viên"}, ["31/KH-UBND"]),
    (
        {"place": "thành phố Hải Phòng", "known": True},
        ["31/KH-UBND", "7/KH-UBND", "12/KH-UBND", "146/KH-UBND"],
    ),
    ({"directive": "146/KH-UBND"}, ["31/KH-UBND", "12/KH-UBND"]),
    ({"directive": "05-NQ/TU"}, ["31/KH-UBND", "7/KH-UBND", "12/KH-UBND", "146/KH-UBND"]),
    ({"directive": "05-NQ/TU", "place": "Đồng Mới"}, ["12/KH-UBND"]),
    ({"directive": "7/KH-UBND"}, []),
)
_LISTS = (
    ("tasks", "TaskFilter", "plan { number } ref", TASK_FILTERS),
    ("targets", "TargetFilter", "ref", TARGET_FILTERS),
    ("documents", "DocumentFilter", "symbol", DOCUMENT_FILTERS),
)


def _named(node: Mapping[str, object]) -> str:
    plan = cast(Mapping[str, object], node.get("plan") or {})
    words = (plan.get("number"), node.get("ref"), node.get("symbol"))
    return " ".join(str(word) for word in words if word is not None)


async def test_every_filter_by_day_place_and_document_keeps_what_it_says(store: Store) -> None:
    await _load(store)
    for name, kind, fields, table in _LISTS:
        text = f"query($where: {kind}) {{ {name}(where: $where) {{ totalCount nodes {{ {fields} }} "
        for where, expected in table:
            found = (await ask(store, text + "} }", where=where))[name]
            assert [_named(node) for node in found["nodes"]] == expected, where
            assert found["totalCount"] == len(expected), where


async def test_units_within_a_place_are_its_own_and_all_below(store: Store) -> None:
    await _load(store)
    text = "query($where: UnitFilter) { units(where: $where, first: 500) { nodes { id } } }"

    async def units(name: str, place: str) -> set[str]:
        found = (await ask(store, text, where={name: place}))["units"]["nodes"]
        return {str(unit["id"]) for unit in found}

    below = [await units("place", place) for place in COMMUNES]
    assert all(below)
    assert [await units("within", place) for place in COMMUNES] == below
    own = await units("place", "thành phố Hải Phòng")
    assert own
    assert await units("within", "hai phong") == own.union(*below)
    assert await units("within", "phường Không Đâu") == set()


PEOPLE: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({"name": "UBND xã"}, ["Lê Văn An", "Phạm Đức Cường", "Trần Thị Bình"]),
    ({"name": "UBND phường"}, ["Trần Thị Bình"]),
    ({"name": "ubnd", "place": "Đồng Mới"}, ["Lê Văn An", "Phạm Đức Cường", "Trần Thị Bình"]),
    ({"name": "ubnd", "place": "Gia Viên"}, []),
)


async def test_people_of_a_unit_hold_an_office_in_it(store: Store) -> None:
    await _load(store)
    text = "query($unit: UnitReference) { people(where: { unit: $unit }) { nodes { name } } }"
    for unit, expected in PEOPLE:
        found = (await ask(store, text, unit=unit))["people"]["nodes"]
        assert sorted(person["name"] for person in found) == sorted(expected), unit


async def test_tasks_in_order_of_reports_begin_with_those_that_nobody_reported_on(
    store: Store,
) -> None:
    await _load(store)
    text = """query($order: [TaskOrder!]) {
      tasks(orderBy: $order) { nodes { plan { number } ref reportedOn } }
    }"""
    silent = ["12 II.2", "12 II.3", "7 1", "31 1", "31 2"]
    told = ["146 I.1", "12 II.1"]
    first = (await ask(store, text, order=["UPDATED", "PLAN", "REF"]))["tasks"]["nodes"]
    assert [_named(node) for node in first] == silent + told
    assert [node["reportedOn"] for node in first[-2:]] == ["2026-07-03", "2027-02-01"]
    last = (await ask(store, text, order=["UPDATED_DESC", "PLAN", "REF"]))["tasks"]["nodes"]
    assert [_named(node) for node in last] == told[::-1] + silent


async def test_what_is_overdue_is_read_from_its_latest_deadline_on(store: Store) -> None:
    await _load(store)
    text = """query($order: [TaskOrder!], $first: Int, $after: String) {
      tasks(where: {status: [OPEN_OVERDUE], asOf: "2027-02-01"}, orderBy: $order, first: $first,
        after: $after) { pageInfo { endCursor } nodes { id } } }"""
    up = (await ask(store, text, order=["DUE"]))["tasks"]["nodes"]
    seen, after = [], None
    for _ in up:
        page = (await ask(store, text, order=["DUE_DESC"], first=1, after=after))["tasks"]
        seen += page["nodes"]
        after = page["pageInfo"]["endCursor"]
    assert len(up) > 1
    assert seen == up[::-1]


BACKWARD = """query($last: Int, $before: String, $order: [TaskOrder!]) {
  tasks(last: $last, before: $before, orderBy: $order) {
    pageInfo { hasPreviousPage startCursor } nodes { id plan { number } ref }
  }
}"""


@pytest.mark.parametrize("order", [None, ["DUE", "PLAN", "REF"], ["UPDATED_DESC", "REF"]])
async def test_pages_from_the_end_stay_as_they_are_while_others_are_inserted(
    store: Store, order: list[str] | None
) -> None:
    await _load(store)
    whole = (await ask(store, BACKWARD, last=50, order=order))["tasks"]["nodes"]
    pages, before = [], None
    for number in range(10):
        page = (await ask(store, BACKWARD, last=2, before=before, order=order))["tasks"]
        pages.append(page["nodes"])
        before = page["pageInfo"]["startCursor"]
        new = Draft("UBND phường Hồng An", place="phường Hồng An", number=50 + number)
        new.task("I.9", f"Việc chen {number}", due=f"2026-0{number % 9 + 1}-15")
        await load(store, new.record())
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    read = [node for page in reversed(pages) for node in page]
    assert [node for node in read if node in whole] == whole
    assert len({node["id"] for node in read}) == len(read)


async def test_a_class_that_there_is_not_is_a_bad_question(store: Store) -> None:
    answer = await answer_of(store, "{ tasks(where: { status: [LATE] }) { totalCount } }")
    assert answer.data is None
