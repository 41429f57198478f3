"""The report of a unit as a field of the API: the rows and figures of its file, by pages."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest
from graphql import GraphQLObjectType

from graph_schema.classes import Status
from queries.composed import Listing, page
from service.reports.asked import report_record
from service.reports.model import ReportRow
from service.store import Store
from tests.queries.asking import answer_of, ask, schema
from tests.service.answering import asking
from tests.service.command import SAMPLES
from tests.service.correcting import load_file
from tests.service.reports.samples import a_report
from tests.service.reports.test_report_http import loaded_unit

_FIGURES = """assigned doneOnTime doneLate doneWithoutDeadline openInTerm openOverdue
  openWithoutDeadline cancelled completionRateOfDue overdueRateOfAll overdueRateOfDated"""
_REPORT = f"""query($unit: ID!, $year: Int, $first: Int, $after: String) {{
  unitReport(unit: $unit, year: $year, asOf: "2026-12-31") {{ title year asOf name place
    summary {{ {_FIGURES} }} plans {{ planId title summary {{ {_FIGURES} }} }}
    rows(first: $first, after: $after) {{ totalCount pageInfo {{ hasNextPage endCursor }}
      nodes {{ number taskId planId text leads due dueWords kind origin status percent roles
        earlierDues version }} edges {{ cursor node {{ taskId }} }} }} }} }}"""
_ROLES = """query($unit: ID!, $role: [Role!]) {
  unitReport(unit: $unit, role: $role, asOf: "2026-12-31") {
    summary { assigned } rows(first: 500) { nodes { taskId roles } } } }"""
_SAME = ("text", "leads", "due", "kind", "origin", "status", "percent", "roles", "version")


async def test_the_rows_and_figures_are_those_of_the_file(store: Store) -> None:
    unit = await loaded_unit(store)
    async with asking(store) as client:
        file = (await client.get(f"/reports/unit/{unit}?asOf=2026-12-31&format=json")).json()
    found = (await ask(store, _REPORT, unit=unit, first=500))["unitReport"]
    assert found["summary"] == file["summary"]
    assert found["plans"] == [
        {"planId": plan["id"], "title": plan["title"], "summary": plan["summary"]}
        for plan in file["plans"]
    ]
    assert (found["title"], found["year"]) == (file["title"], file["year"])
    told = [
        (task["id"], *(task[key] for key in _SAME)) for p in file["plans"] for task in p["tasks"]
    ]
    rows = found["rows"]["nodes"]
    assert [(row["taskId"], *(row[key] for key in _SAME)) for row in rows] == told
    assert [row["number"] for row in rows] == list(range(1, file["summary"]["assigned"] + 1))


@pytest.mark.parametrize("roles", [[], ["LEAD"], ["SUPPORT"], ["LEAD", "SUPPORT"]])
async def test_the_roles_of_a_unit_narrow_its_report_as_they_narrow_the_file(
    store: Store, roles: list[str]
) -> None:
    await load_file(store, SAMPLES / "kh-88-lam-hai.txt")
    found = await ask(store, '{ units(where: {name: "Sở Xây dựng"}) { nodes { id } } }')
    (unit,) = (node["id"] for node in found["units"]["nodes"])
    every = (await ask(store, _ROLES, unit=unit))["unitReport"]["rows"]["nodes"]
    report = (await ask(store, _ROLES, unit=unit, role=roles))["unitReport"]
    words = "".join(f"&role={role.lower()}" for role in roles)
    async with asking(store) as client:
        address = f"/reports/unit/{unit}?asOf=2026-12-31&format=json{words}"
        file = (await client.get(address)).json()
    rows = report["rows"]["nodes"]
    assert {"LEAD", "SUPPORT"} <= {role for row in every for role in row["roles"]}
    assert rows == [row for row in every if not roles or set(roles) & set(row["roles"])] != []
    assert [row["taskId"] for row in rows] == [
        task["id"] for plan in file["plans"] for task in plan["tasks"]
    ]
    assert report["summary"]["assigned"] == file["summary"]["assigned"] == len(rows)


async def test_pages_one_after_the_other_are_the_whole_list(store: Store) -> None:
    unit = await loaded_unit(store)
    whole = (await ask(store, _REPORT, unit=unit, first=500))["unitReport"]["rows"]
    after, rows = None, []
    while True:
        found = (await ask(store, _REPORT, unit=unit, first=2, after=after))["unitReport"]["rows"]
        assert found["totalCount"] == len(whole["nodes"]) > 2
        rows += found["nodes"]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert rows == whole["nodes"]


async def test_every_figure_is_traced_to_its_tasks(store: Store) -> None:
    unit = await loaded_unit(store)
    each = " ".join(f"{s}: rows(status: [{s}]) {{ totalCount nodes {{ status }} }}" for s in Status)
    text = f"""query($unit: ID!) {{ unitReport(unit: $unit, asOf: "2026-12-31") {{
      summary {{ assigned openOverdue }} {each} }} }}"""
    found = (await ask(store, text, unit=unit))["unitReport"]
    counts = {status: found[status]["totalCount"] for status in Status}
    assert sum(counts.values()) == found["summary"]["assigned"] > 0
    assert counts[Status.OPEN_OVERDUE] == found["summary"]["openOverdue"] > 0
    assert {node["status"] for node in found["OPEN_OVERDUE"]["nodes"]} == {"OPEN_OVERDUE"}


@pytest.mark.parametrize(
    ("given", "sentence", "path"),
    [
        ({"first": 501}, "“first” phải từ 0 đến 500", ["unitReport", "rows"]),
        ({"after": "x"}, "không có trong danh sách này", ["unitReport", "rows"]),
        ({"year": 0}, "0 không phải một năm", ["unitReport"]),
    ],
)
async def test_what_cannot_be_reported_is_told_at_its_place(
    store: Store, given: Mapping[str, Any], sentence: str, path: list[str]
) -> None:
    unit = await loaded_unit(store)
    answer = await answer_of(store, _REPORT, unit=unit, **given)
    assert answer.data == {"unitReport": None}
    assert sentence in answer.errors[0].message
    assert answer.errors[0].path == path


async def test_a_unit_that_is_not_there_has_no_report_and_others_are_answered(
    store: Store,
) -> None:
    unit = await loaded_unit(store)
    text = """query($unit: ID!) { none: unitReport(unit: "unit_none") { name }
      mine: unitReport(unit: $unit) { __typename name } unit(id: $unit) { name } }"""
    found = await ask(store, text, unit=unit)
    assert found["none"] is None
    assert found["mine"] == {"__typename": "UnitReport", **found["unit"]}


def _fields_of(name: str) -> set[str]:
    kind = schema().type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    return set(kind.fields)


def test_a_record_holds_every_field_that_the_schema_promises() -> None:
    record: Any = report_record(a_report(3))
    assert _fields_of("UnitReport") == set(record)
    assert _fields_of("ReportPlan") == set(record["plans"][0])
    assert _fields_of("ReportSummary") == set(record["summary"])
    rows = record["rows"]
    assert isinstance(rows, Listing)
    shown = page(rows, {"first": 1})["nodes"]
    assert isinstance(shown, list)
    assert _fields_of("ReportRow") == set(shown[0]) - {"id"}
    assert len(shown[0]) == len(fields(ReportRow)) + 2


@pytest.mark.parametrize(
    ("given", "numbers", "more", "before"),
    [
        ({"first": 2}, [1, 2], True, False),
        ({"last": 2}, [4, 5], False, True),
        ({"first": 2, "after": 2}, [3, 4], True, True),
        ({"last": 1, "before": 4}, [3], True, True),
        ({"first": 9, "after": 1, "before": 4}, [2, 3], True, True),
        ({"first": 0}, [], True, False),
    ],
)
def test_a_page_is_bounded_at_both_ends(
    given: Mapping[str, int], numbers: list[int], more: bool, before: bool
) -> None:
    listing = Listing(lambda _: range(1, 6), str, lambda number: {"number": number})
    every: Any = page(listing, {})["edges"]
    ends = {"after", "before"}
    asked = {k: every[v - 1]["cursor"] if k in ends else v for k, v in given.items()}
    found: Any = page(listing, asked)
    assert [node["number"] for node in found["nodes"]] == numbers
    info = found["pageInfo"]
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (more, before)
