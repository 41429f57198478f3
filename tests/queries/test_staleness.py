"""How stale, how loaded, how complete: what statistics say beside the classes."""

import pytest

from graph_schema.dated import Facts, Report
from queries.loads import load_bands
from service.store import Store
from tests.queries.asking import ask
from tests.queries.dated_rows import DAY, task_row, write, write_rows

_AT = "2026-06-01T00:00:00.000000Z"
_AGES = """openNeverReported openReportedOver90DaysAgo openReported30To90DaysAgo
  openReportedUnder30DaysAgo"""
_TOTAL = f"""query($day: Date) {{ statistics(by: UNIT, asOf: $day) {{
  total {{ open {_AGES} }} groups {{ label summary {{ {_AGES} }} }}
  loads {{ load from to groups }} }} }}"""
_PROGRESS = """UNWIND $rows AS row MATCH (t:Task {id: row[0]})
CREATE (t)-[:HAS_PROGRESS]->(:Progress {id: row[0] + row[1], on: row[1], at: row[1]})"""

# Days of the reports of an open task; the class on 2026-11-20, and on 2026-10-01.
_BY_REPORTS = [
    ((), "openNeverReported", "openNeverReported"),
    (("2026-08-22",), "openReported30To90DaysAgo", "openReported30To90DaysAgo"),
    (("2026-08-21",), "openReportedOver90DaysAgo", "openReported30To90DaysAgo"),
    (("2026-10-21",), "openReported30To90DaysAgo", "openNeverReported"),
    (("2026-10-22",), "openReportedUnder30DaysAgo", "openNeverReported"),
    (("2026-06-01", "2026-11-20"), "openReportedUnder30DaysAgo", "openReportedOver90DaysAgo"),
    (("2026-09-15", "2026-11-19"), "openReportedUnder30DaysAgo", "openReportedUnder30DaysAgo"),
]


async def test_open_tasks_are_told_by_the_age_of_their_last_report_on_any_day(
    store: Store,
) -> None:
    made, reports = [], []
    for at, (days, _, _) in enumerate(_BY_REPORTS):
        facts = Facts(tuple(Report(f"p{at}{on}", on, _AT, 40) for on in days))
        made.append(task_row(f"t{at}", ("2026-12-31", facts)))
        reports += [[f"t{at}", on] for on in days]
    made.append(task_row("done", (None, Facts((Report("p", "2026-01-20", _AT, 100),)))))
    await write_rows(store, made)
    await write(store, _PROGRESS, {"rows": reports})
    for column, day in ((1, DAY), (2, "2026-10-01")):
        found = (await ask(store, _TOTAL, day=day))["statistics"]
        expected = {name: 0 for name in _AGES.split()}
        for row in _BY_REPORTS:
            expected[str(row[column])] += 1
        assert found["total"] == {"open": len(_BY_REPORTS), **expected}
        assert found["groups"] == [{"label": "unit_u", "summary": expected}]
        assert sum(expected.values()) == found["total"]["open"]


@pytest.mark.parametrize(
    ("counts", "bounds", "groups"),
    [
        ([], [], []),
        ([5], [5, 5, 5], [1, 0, 0, 0]),
        ([1, 2, 3, 4], [1, 3, 6], [1, 2, 1, 0]),
        ([1, 1, 2, 2, 3, 3, 4, 4, 30], [2, 4, 7], [4, 4, 0, 1]),
        ([0, 0, 0, 0], [0, 0, 0], [4, 0, 0, 0]),
    ],
)
def test_classes_of_load_are_the_quartiles_of_the_groups(
    counts: list[int], bounds: list[int], groups: list[int]
) -> None:
    bands = load_bands(counts)
    assert [top for _, _, top, _ in bands] == [*bounds, None][: len(bands)]
    assert [held for *_, held in bands] == groups
    assert sum(held for *_, held in bands) == len(counts)


async def test_a_plan_says_how_complete_it_is(store: Store) -> None:
    await write_rows(
        store, [task_row("a", ("2026-12-31", Facts())), task_row("b", (None, Facts()))]
    )
    await write(
        store,
        """MATCH (d:Document {id: 'doc_p'}), (t:Task {id: 'b'}) SET t.has_lead = false
CREATE (d)-[:HAS_TARGET]->(:Target {id: 'x', ownership: 'DIRECT'})
CREATE (d)-[:HAS_TARGET]->(y:Target {id: 'y', ownership: 'NONE'})
CREATE (d)-[:HAS_TARGET]->(:Target {id: 'z', ownership: 'VIA_TASK'})
CREATE (y)-[:HAS_MEASUREMENT]->(:Measurement {id: 'm', on: '2026-10-01', at: ''})""",
        {},
    )
    fields = """tasks tasksWithLead tasksWithDue targets targetsWithOwner targetsWithFigure
      leadRate dueRate ownerRate figureRate"""
    found = (await ask(store, f'{{ plan(id: "doc_p") {{ completeness {{ {fields} }} }} }}'))["plan"]
    assert list(found["completeness"].values()) == [
        *(2, 1, 1, 3, 2, 1),
        *(50.0, 50.0, 200 / 3, 100 / 3),
    ]
