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
_CUT = (
    "Còn nhóm chưa hiện: chỉ 500 nhóm nhiều việc nhất được kể. Hãy thu hẹp bằng --year, "
    "--routine/--no-routine, hoặc hỏi từng đơn vị, từng văn bản bằng daumoi report unit, "
    "daumoi report plan."
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
        write_lines([_CUT], ERR)


async def read_stats(ask: Ask, by: By, span: Span) -> Any:  # noqa: ANN401 - as JSON says it
    """The tasks that count, in groups."""
    given = {"by": by.name, "asOf": str(span.as_of), "where": span.where}
    kinds = {"plans": by is By.PLAN, "units": by is By.UNIT, "places": by is By.PLACE}
    return (await ask(_STATS, {**given, **kinds}))["statistics"]


def stats_file(found: Mapping[str, Any], by: By, form: ListForm) -> bytes:
    """The groups in the form that is asked for."""
    groups = arranged(found, by)
    if form is ListForm.JSON:
        return in_ascii(pretty({**found, "groups": groups}))
    columns = (*_COUNTS, *(_COMPLETE if by is By.PLAN else ()))
    heads = ["Nhóm", *_heads_of(by), *(head for head, _ in columns)]
    rows = [_row(group, by) for group in [*groups, {"label": "Toàn bộ", **_whole(found)}]]
    if form is ListForm.CSV:
        heads.append("Mã")
        for row, group in zip(rows, groups, strict=False):
            row.append(group["of"]["id"])
        rows[-1].append("")
    return listed(form, heads, rows)


def _heads_of(by: By) -> tuple[str, ...]:
    """The columns that tell groups of one name apart, and their load."""
    return {By.UNIT: ("Địa bàn", "Mức tải"), By.PLACE: ("Thuộc",)}.get(by, ())


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
        groups,
        key=lambda g: (
            order.index(g["load"]) if by is By.UNIT else 0,
            sort_key(g["label"]),
            g["of"]["id"],
        ),
    )


def load_of(open_work: int, loads: Sequence[Mapping[str, Any]]) -> str:
    """The class of load that a group is in."""
    return next(
        str(band["load"]) for band in loads if band["to"] is None or open_work <= band["to"]
    )


def _whole(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"summary": found["total"], "load": "", "of": {}}


def _seat(place: Mapping[str, Any] | None) -> str:
    """A place with the province that it is in."""
    if place is None:
        return ""
    above = (place.get("parent") or {}).get("fullName")
    return ", ".join(name for name in (place["fullName"] or place["name"], above) if name)


def _row(group: Mapping[str, Any], by: By) -> list[Cell]:
    cells: list[Cell] = [group["label"]]
    if by is By.UNIT:
        cells += [_seat(group["of"].get("place")), LOAD_WORDS.get(group["load"], "")]
    if by is By.PLACE:
        cells.append((group["of"].get("parent") or {}).get("fullName") or "")
    cells += [group["summary"][name] for _, name in _COUNTS]
    if by is By.PLAN:
        complete = group["of"].get("completeness") or {}
        cells += [complete.get(name) for _, name in _COMPLETE]
    return cells
