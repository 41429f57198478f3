"""Status, deadlines, counts and rates as of a day; the figures that published reports state."""

from datetime import date
from fractions import Fraction

import pytest

from graph_schema import dated
from graph_schema.dated import Facts
from service.store import Store
from tests.queries.asking import answer_of, ask
from tests.queries.dated_rows import (
    DAY,
    PUT_OFF,
    WAYS,
    classes,
    drop_rows,
    task_row,
    write,
    write_rows,
)

TASK = """query($id: ID!, $day: Date) { task(id: $id) {
  status(asOf: $day) daysOverdue(asOf: $day) deadline(asOf: $day) { start end precision text code }
  closedOn reportedOn
} }"""
COUNTS = """
  assigned done doneOnTime doneLate doneWithoutDeadline
  open openInTerm openOverdue openWithoutDeadline cancelled
"""
RATES = """
  completionRateOfAll completionRateOfDue overdueRateOfAll overdueRateOfDue overdueRateOfDated
  onTimeRateOfDone lateRateOfDone undatedRateOfDone
"""
ONE_OF_EACH = dict.fromkeys(WAYS, 1)


async def test_each_task_is_in_the_class_that_its_facts_make(store: Store) -> None:
    await write_rows(store, classes(ONE_OF_EACH))
    for name in WAYS:
        found = (await ask(store, TASK, id=f"t_{name}_00000", day=DAY))["task"]
        assert found["status"] == name
        assert found["daysOverdue"] == (1 if name == "OPEN_OVERDUE" else None)
        where = {"status": [name], "asOf": DAY}
        text = "query($w: TaskFilter) { tasks(where: $w) { totalCount nodes { id } } }"
        page = (await ask(store, text, w=where))["tasks"]
        assert [node["id"] for node in page["nodes"]] == [f"t_{name}_00000"]
        assert page["totalCount"] == 1


# Day to class, days overdue and deadline of a task due 2026-06-30, put off on 2026-08-01.
PUT_OFF_BY_DAY = (
    ("2026-01-14", None, None, "2026-06-30"),
    ("2026-06-30", "OPEN_IN_TERM", None, "2026-06-30"),
    ("2026-07-01", "OPEN_OVERDUE", 1, "2026-06-30"),
    ("2026-07-31", "OPEN_OVERDUE", 31, "2026-06-30"),
    ("2026-08-01", "OPEN_IN_TERM", None, "2026-12-31"),
    ("2027-01-01", "OPEN_OVERDUE", 1, "2026-12-31"),
)


async def test_what_an_extension_puts_off_was_overdue_until_it_was_granted(store: Store) -> None:
    await write_rows(store, [task_row("t", PUT_OFF)])
    overdue = """query($day: Date) {
      tasks(where: { status: [OPEN_OVERDUE], asOf: $day }) { totalCount }
    }"""
    for day, status, days, end in PUT_OFF_BY_DAY:
        found = (await ask(store, TASK, id="t", day=day))["task"]
        assert (found["status"], found["daysOverdue"]) == (status, days), day
        assert found["deadline"]["end"] == end, day
        assert found["deadline"]["precision"] == "DAY"
        count = (await ask(store, overdue, day=day))["tasks"]["totalCount"]
        assert count == (status == "OPEN_OVERDUE"), day


async def test_what_was_done_late_was_overdue_before(store: Store) -> None:
    await write_rows(store, classes({"DONE_LATE": 2, "DONE_ON_TIME": 1}))
    text = """query($day: Date) { tasks(where: { status: [OPEN_OVERDUE], asOf: $day }) {
      nodes { id daysOverdue(asOf: $day) closedOn reportedOn }
    } }"""
    found = (await ask(store, text, day="2026-09-30"))["tasks"]["nodes"]
    assert found == []
    await write_rows(store, [task_row("slow", ("2026-09-20", WAYS["DONE_LATE"][1]))])
    found = (await ask(store, text, day="2026-09-30"))["tasks"]["nodes"]
    closed = {"closedOn": "2026-10-01", "reportedOn": "2026-10-01"}
    assert found == [{"id": "slow", "daysOverdue": 10, **closed}]


@pytest.mark.parametrize("day", ["2026-07-15", "2026-09-30", "2026-10-01", DAY, "2027-02-01"])
async def test_what_is_overdue_is_read_forwards_as_backwards_however_short_the_pages(
    store: Store, day: str
) -> None:
    ends = ("2026-06-30", "2026-07-10", "2026-09-30", "2026-11-19")
    later = [
        task_row(f"l_{end}_{at}", (end, Facts()), assigned=f"2026-0{1 + 5 * (at % 2)}-15")
        for end in ends
        for at in range(4)
    ]
    more = [task_row(f"put_off_{at}", PUT_OFF) for at in range(3)]
    await write_rows(store, [*classes(dict.fromkeys(WAYS, 3)), *later, *more])
    text = """query($day: Date, $first: Int, $after: String, $last: Int) {
      tasks(where: { status: [OPEN_OVERDUE], asOf: $day }, orderBy: [DUE],
        first: $first, after: $after, last: $last) {
        totalCount nodes { id } pageInfo { hasNextPage endCursor } } }"""
    whole = (await ask(store, text, day=day, last=500))["tasks"]
    assert whole["totalCount"] == len(whole["nodes"]) > 0
    read, after, again = [], None, True
    while again:
        page = (await ask(store, text, day=day, first=2, after=after))["tasks"]
        read += page["nodes"]
        again, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert read == whole["nodes"]


async def test_without_a_day_it_is_today_in_vietnam(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_rows(store, classes({"OPEN_OVERDUE": 1}))
    text = """{
      tasks(where: { status: [OPEN_OVERDUE] }) { nodes { status daysOverdue } }
      statistics(by: PLAN) { asOf total { openOverdue } }
    }"""
    for day, days in (("2026-11-19", None), ("2026-11-20", 1), ("2026-12-19", 30)):
        today = date.fromisoformat(day)
        monkeypatch.setattr(dated, "today", lambda now=None, today=today: today)
        found = await ask(store, text)
        nodes = [{"status": "OPEN_OVERDUE", "daysOverdue": days}] if days else []
        assert found["tasks"]["nodes"] == nodes
        assert found["statistics"] == {"asOf": day, "total": {"openOverdue": len(nodes)}}


# Government, 2017; Hải Phòng, August 2018: what was counted, and what the report states of it.
GOVERNMENT = {
    "DONE_ON_TIME": 14_068,
    "DONE_LATE": 1_983,
    "OPEN_IN_TERM": 5_640,
    "OPEN_OVERDUE": 223,
}
HAI_PHONG = {
    "DONE_ON_TIME": 4_071,
    "DONE_LATE": 3_085,
    "DONE_WITHOUT_DEADLINE": 2_986,
    "OPEN_IN_TERM": 1_760,
    "OPEN_OVERDUE": 258,
}


async def _total(store: Store, counts: dict[str, int]) -> dict[str, float]:
    await write_rows(store, classes(counts, spread=200))
    text = f"query($day: Date) {{ statistics(asOf: $day, by: PLAN) {{ total {{ {COUNTS} {RATES} }}"
    found: dict[str, float] = (await ask(store, text + " } }", day=DAY))["statistics"]["total"]
    await drop_rows(store)
    return found


async def test_the_figures_of_the_government_for_2017_come_out(store: Store) -> None:
    total = await _total(store, GOVERNMENT)
    counted = [total[name] for name in ("assigned", "done", "open", "openInTerm", "openOverdue")]
    assert counted == [21_914, 16_051, 5_863, 5_640, 223]
    assert total["completionRateOfDue"] == float(Fraction(100 * 16_051, 16_274))
    # The report states 98,62 % and 1,38 %: the first is cut after two digits, not rounded, and
    # the second is what it leaves of 100.
    stated = int(total["completionRateOfDue"] * 100) / 100
    assert stated == 98.62
    assert round(100 - stated, 2) == 1.38
    assert round(total["overdueRateOfDue"], 2) == 1.37


async def test_the_figures_of_hai_phong_of_august_2018_come_out(store: Store) -> None:
    total = await _total(store, HAI_PHONG)
    assert (total["assigned"], total["done"], total["open"]) == (12_160, 10_142, 2_018)
    stated = {
        "completionRateOfAll": 83.40,
        "onTimeRateOfDone": 40.14,
        "lateRateOfDone": 30.42,
        "undatedRateOfDone": 29.44,
        "overdueRateOfAll": 2.12,
        "overdueRateOfDated": 3.48,
    }
    assert {name: round(total[name], 2) for name in stated} == stated


async def test_a_rate_of_nothing_is_null(store: Store) -> None:
    total = await _total(store, {})
    assert set(total.values()) == {0, None}
    assert [name for name, value in total.items() if value is None] == RATES.split()


async def test_a_summary_counts_what_the_list_of_the_same_year_and_day_holds(store: Store) -> None:
    rows = classes(ONE_OF_EACH)
    former = dated.Report("p", "2025-12-31", "2025-12-31T00:00:00.000000Z", 100)
    rows += [
        task_row("carried", WAYS["OPEN_OVERDUE"], assigned="2024-03-01"),
        task_row("closed", (None, dated.Facts((former,))), assigned="2025-03-01"),
        task_row("later", WAYS["OPEN_WITHOUT_DEADLINE"], assigned="2027-01-01"),
        task_row("habit", WAYS["OPEN_WITHOUT_DEADLINE"], routine=True),
    ]
    await write_rows(store, rows)
    text = f"""query($year: Int!, $day: Date!) {{ unit(id: "unit_u") {{
      summary(year: $year, asOf: $day) {{ {COUNTS} }}
      work: summary(year: $year, asOf: $day, routine: false) {{ assigned }}
      habits: summary(year: $year, asOf: $day, routine: true) {{ assigned }}
      supported: summary(year: $year, asOf: $day, role: [SUPPORT]) {{ assigned }}
      tasks(where: {{ year: $year, asOf: $day }}, first: 500) {{
        totalCount nodes {{ status(asOf: $day) }}
      }}
    }} }}"""
    for year, expected in ((2024, 1), (2025, 2), (2026, 9), (2027, 6)):
        unit = (await ask(store, text, year=year, day="2027-06-01"))["unit"]
        assert unit["tasks"]["totalCount"] == unit["summary"]["assigned"], year
        assert unit["summary"]["assigned"] == expected, year
        statuses = [node["status"] for node in unit["tasks"]["nodes"]]
        assert statuses.count("OPEN_OVERDUE") == unit["summary"]["openOverdue"]
        habits = unit["habits"]["assigned"]
        assert unit["work"]["assigned"] + habits == expected
        assert habits == (year >= 2026)
        assert unit["supported"]["assigned"] == 0


@pytest.mark.parametrize(
    ("by", "labels"),
    [("UNIT", ["unit_a", "unit_b"]), ("PLAN", ["doc_1", "doc_2"]), ("LEADER", []), ("PLACE", [])],
)
async def test_groups_of_statistics_count_their_own_tasks(
    store: Store, by: str, labels: list[str]
) -> None:
    rows = [
        task_row("a1", WAYS["OPEN_OVERDUE"], plan="doc_1", unit="unit_a"),
        task_row("a2", WAYS["DONE_LATE"], plan="doc_1", unit="unit_a"),
        task_row("b1", WAYS["OPEN_OVERDUE"], plan="doc_2", unit="unit_b"),
    ]
    await write_rows(store, rows)
    text = """query($by: StatisticsBy!, $day: Date!, $first: Int, $where: TaskFilter) {
      statistics(by: $by, asOf: $day, first: $first, where: $where) {
        total { assigned openOverdue }
        groups { of { id } summary { assigned openOverdue overdueRateOfAll } }
        cut
      }
    }"""
    found = (await ask(store, text, by=by, day=DAY))["statistics"]
    assert found["total"] == {"assigned": 3, "openOverdue": 2}
    assert [group["of"]["id"] for group in found["groups"]] == labels
    assert not found["cut"]
    if labels:
        first = {"assigned": 2, "openOverdue": 1, "overdueRateOfAll": 50.0}
        assert found["groups"][0]["summary"] == first
        one = (await ask(store, text, by=by, day=DAY, first=1))["statistics"]
        assert (one["groups"], one["cut"]) == (found["groups"][:1], True)
        where = {"plan": "doc_2"}
        some = (await ask(store, text, by=by, day=DAY, where=where))["statistics"]
        assert some["total"] == {"assigned": 1, "openOverdue": 1}


HOLDERS = """
CREATE (o:Position {id: 'position_1', search: 'chu tich'})
WITH o UNWIND $rows AS row MERGE (p:Person {id: row.person}) ON CREATE SET p.name = row.person
CREATE (p)-[h:HOLDS]->(o) SET h = row.held
"""
HELD: tuple[tuple[str, dict[str, str]], ...] = (
    ("An", {"from": "2021-06-01", "to": "2025-06-30", "entered_by": "Thư ký"}),
    ("An", {"as_of": "2024-03-05", "doc": "doc_1"}),
    ("Bình", {"as_of": "2025-08-20", "doc": "doc_2"}),
    ("Chi", {"from": "2026-02-01", "entered_by": "Thư ký"}),
)
# Day to those who are known to hold the office, what is known latest first; and An's offices.
HOLDERS_ON: tuple[tuple[str | None, list[str], int], ...] = (
    ("2021-05-31", [], 0),
    ("2021-06-01", ["An"], 1),
    ("2024-03-05", ["An"], 1),  # told once: people's word stands for what a document said
    ("2025-06-30", ["An"], 1),
    ("2025-07-01", [], 0),  # whoever left is out, though an older document still names him
    ("2025-08-20", ["Bình"], 0),
    ("2026-02-01", ["Chi", "Bình"], 0),
    (None, ["Chi", "Bình", "An", "An"], 2),
)


async def test_who_holds_an_office_is_told_as_it_was_known_on_a_day(store: Store) -> None:
    rows = [{"person": person, "held": held} for person, held in HELD]
    await write(store, HOLDERS, {"rows": rows})
    text = """query($day: Date) {
      position(id: "position_1") { holders(asOf: $day) { person { name } asOf from to by } }
      person(id: "An") { offices(asOf: $day) { position { id } from to by } }
    }"""
    for day, names, offices in HOLDERS_ON:
        found = await ask(store, text, day=day)
        held = found["position"]["holders"]
        assert [one["person"]["name"] for one in held] == names, day
        assert len(found["person"]["offices"]) == offices, day
    chi = {"person": {"name": "Chi"}, "asOf": None, "from": "2026-02-01", "to": None}
    assert held[0] == {**chi, "by": "Thư ký"}


@pytest.mark.parametrize("year", [0, -1, 10_000])
async def test_a_year_that_there_is_not_is_a_bad_question(store: Store, year: int) -> None:
    text = "query($year: Int) { tasks(where: { year: $year }) { totalCount } }"
    answer = await answer_of(store, text, year=year)
    assert answer.data is None
    assert f"Năm {year} không có" in answer.errors[0].message
