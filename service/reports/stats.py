"""``daumoi stats``: tasks counted by unit, leader, plan, directive or place, as of a day."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import typer

from graph_schema.json_text import pretty
from graph_schema.vietnamese import sort_key
from service.console import ERR, write_answer, write_lines
from service.options import takes_settings
from service.reports.build import Span
from service.reports.command import Wanted
from service.reports.gather import Ask, question
from service.reports.line import AsOf, Routine, Year
from service.reports.listed import Cell, ListForm, listed
from service.review_command import with_reader
from service.settings import Settings
from service.unseen import in_ascii

_STATS = question("stats")
LOAD_WORDS = {"LIGHT": "nhẹ", "USUAL": "vừa", "HEAVY": "nặng", "VERY_HEAVY": "rất nặng"}
_COUNTS = (
    ("Được giao", "assigned"),
    ("Xong đúng hạn", "doneOnTime"),
    ("Xong quá hạn", "doneLate"),
    ("Xong, không hạn", "doneWithoutDeadline"),
    ("Trong hạn", "openInTerm"),
    ("Quá hạn", "openOverdue"),
    ("Không hạn", "openWithoutDeadline"),
    ("Hủy", "cancelled"),
    ("Tỷ lệ hoàn thành", "completionRateOfDue"),
    ("Tỷ lệ quá hạn", "overdueRateOfAll"),
    ("Chưa báo cáo", "openNeverReported"),
    ("Quá 90 ngày", "openReportedOver90DaysAgo"),
    ("30–90 ngày", "openReported30To90DaysAgo"),
    ("Dưới 30 ngày", "openReportedUnder30DaysAgo"),
)
_COMPLETE = (
    ("Có chủ trì", "leadRate"),
    ("Có thời hạn", "dueRate"),
    ("Chỉ tiêu", "targets"),
    ("Có chủ", "ownerRate"),
    ("Có số liệu", "figureRate"),
)


class By(StrEnum):
    """What the groups are."""

    UNIT = "unit"
    LEADER = "leader"
    PLAN = "plan"
    DIRECTIVE = "directive"
    PLACE = "place"


@takes_settings()
def stats(
    settings: Settings,
    by: Annotated[By, typer.Option("--by", help="Nhóm theo. What the groups are.")] = By.UNIT,
    year: Year = None,
    as_of: AsOf = None,
    routine: Routine = None,
    form: Annotated[
        ListForm, typer.Option("--format", help="Dạng. Form of the list.")
    ] = ListForm.TABLE,
) -> None:
    """Thống kê nhiệm vụ theo đơn vị (theo mức tải), lãnh đạo, kế hoạch, văn bản chỉ đạo, địa bàn.

    Tasks counted in groups, units by class of load, nobody ranked; how stale, how complete.
    """
    span = Wanted(year, as_of, routine).span(yearly=False)

    found = with_reader(settings, partial(read_stats, by=by, span=span))
    write_answer(stats_file(found, by, form))
    if found["cut"] and form is not ListForm.JSON:
        write_lines(["Còn nhóm chưa hiện: chỉ 200 nhóm nhiều việc nhất được kể."], ERR)


async def read_stats(ask: Ask, by: By, span: Span) -> Any:  # noqa: ANN401 - as JSON says it
    """The tasks that count, in groups."""
    given = {"by": by.name, "asOf": str(span.as_of), "where": span.where}
    return (await ask(_STATS, {**given, "plans": by is By.PLAN}))["statistics"]


def stats_file(found: Mapping[str, Any], by: By, form: ListForm) -> bytes:
    """The groups in the form that is asked for."""
    groups = arranged(found, by)
    if form is ListForm.JSON:
        return in_ascii(pretty({**found, "groups": groups}))
    columns = (*_COUNTS, *(_COMPLETE if by is By.PLAN else ()))
    heads = ["Nhóm", *(["Mức tải"] if by is By.UNIT else []), *(head for head, _ in columns)]
    rows = [_row(group, by) for group in [*groups, {"label": "Toàn bộ", **_whole(found)}]]
    return listed(form, heads, rows)


def arranged(found: Mapping[str, Any], by: By) -> list[dict[str, Any]]:
    """The groups by name; units by class of load first, so that nobody is ranked by a number."""
    groups = [
        {**group, "load": load_of(group["summary"]["open"], found["loads"])}
        if by is By.UNIT
        else dict(group)
        for group in found["groups"]
    ]
    order = list(LOAD_WORDS)
    return sorted(
        groups, key=lambda g: (order.index(g["load"]) if by is By.UNIT else 0, sort_key(g["label"]))
    )


def load_of(open_work: int, loads: Sequence[Mapping[str, Any]]) -> str:
    """The class of load that a group is in."""
    return next(
        str(band["load"]) for band in loads if band["to"] is None or open_work <= band["to"]
    )


def _whole(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"summary": found["total"], "load": "", "of": {}}


def _row(group: Mapping[str, Any], by: By) -> list[Cell]:
    cells: list[Cell] = [group["label"]]
    if by is By.UNIT:
        cells.append(LOAD_WORDS.get(group["load"], ""))
    cells += [group["summary"][name] for _, name in _COUNTS]
    if by is By.PLAN:
        complete = group["of"].get("completeness") or {}
        cells += [complete.get(name) for _, name in _COMPLETE]
    return cells
