"""``daumoi stats``: tasks counted by unit, leader, plan, directive or place, as of a day."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated, NotRequired, TypedDict, cast

import typer

from graph_schema.json_text import pretty
from graph_schema.vietnamese import sort_key
from service.asking import Ask, with_reader
from service.console import ERR, write_answer, write_lines
from service.options import takes_settings
from service.reports.build import Span
from service.reports.command import Wanted
from service.reports.gather import question
from service.reports.listed import Cell, ListForm, listed
from service.reports.wanted_line import takes_span
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


class Place(TypedDict):
    """A place, with the one that it is in, as the API tells it."""

    name: NotRequired[str]
    fullName: str | None
    parent: NotRequired["Place | None"]


class Of(TypedDict):
    """What a group is of; what more is told depends on what the groups are."""

    id: str
    place: NotRequired[Place | None]
    fullName: NotRequired[str | None]
    parent: NotRequired[Place | None]
    completeness: NotRequired[Mapping[str, Cell] | None]


class Group(TypedDict):
    """One group with its counts."""

    label: str
    of: Of
    summary: Mapping[str, Cell]
    load: NotRequired[str]


class Band(TypedDict):
    """A class of load: so much open work at most, where it has an end."""

    load: str
    to: int | None


class Statistics(TypedDict):
    """The answer of stats.graphql, as JSON says it."""

    cut: bool
    total: Mapping[str, Cell]
    loads: Sequence[Band]
    groups: Sequence[Group]


@takes_settings()
@takes_span()
def stats(
    wanted: Wanted,
    settings: Settings,
    by: Annotated[By, typer.Option("--by", help="Nhóm theo. What the groups are.")] = By.UNIT,
    form: Annotated[
        ListForm, typer.Option("--format", help="Dạng. Form of the list.")
    ] = ListForm.TABLE,
) -> None:
    """Thống kê nhiệm vụ theo đơn vị (theo mức tải), lãnh đạo, kế hoạch, văn bản chỉ đạo, địa bàn.

    Tasks counted in groups, units by class of load, nobody ranked; how stale, how complete.
    """
    span = wanted.span(yearly=False)
    found = with_reader(settings, partial(read_stats, by=by, span=span))
    write_answer(stats_file(found, by, form))
    if found["cut"] and form is not ListForm.JSON:
        write_lines([_CUT], ERR)


async def read_stats(ask: Ask, by: By, span: Span) -> Statistics:
    """The tasks that count, in groups."""
    given = {"by": by.name, "asOf": str(span.as_of), "where": span.where}
    kinds = {"plans": by is By.PLAN, "units": by is By.UNIT, "places": by is By.PLACE}
    found: Statistics = (await ask(_STATS, {**given, **kinds}))["statistics"]
    return found


def stats_file(found: Statistics, by: By, form: ListForm) -> bytes:
    """The groups in the form that is asked for."""
    groups = arranged(found, by)
    if form is ListForm.JSON:
        return in_ascii(pretty({**found, "groups": groups}))
    columns = (*_COUNTS, *(_COMPLETE if by is By.PLAN else ()))
    heads = ["Nhóm", *_heads_of(by), *(head for head, _ in columns)]
    whole = Group(label="Toàn bộ", of=Of(id=""), summary=found["total"])
    rows = [_row(group, by) for group in (*groups, whole)]
    if form is ListForm.CSV:
        heads.append("Mã")
        for row, group in zip(rows, (*groups, whole), strict=True):
            row.append(group["of"]["id"])
    return listed(form, heads, rows)


def _heads_of(by: By) -> tuple[str, ...]:
    """The columns that tell groups of one name apart, and their load."""
    return {By.UNIT: ("Địa bàn", "Mức tải"), By.PLACE: ("Thuộc",)}.get(by, ())


def arranged(found: Statistics, by: By) -> list[Group]:
    """The groups by name; units by class of load first, so that nobody is ranked by a number."""
    order = list(LOAD_WORDS)
    return sorted(
        _loaded(found) if by is By.UNIT else found["groups"],
        key=lambda g: (
            order.index(g["load"]) if by is By.UNIT else 0,
            sort_key(g["label"]),
            g["of"]["id"],
        ),
    )


def _loaded(found: Statistics) -> Iterator[Group]:
    """The groups, each with its class of load."""
    for group in found["groups"]:
        work = cast(int, group["summary"]["open"])
        load = next(b["load"] for b in found["loads"] if b["to"] is None or work <= b["to"])
        yield Group(**{**group, "load": load})


def _seat(place: Place | None) -> str:
    """A place with the province that it is in."""
    if place is None:
        return ""
    own = place["fullName"] or place["name"]
    return ", ".join(name for name in (own, _full_name(place.get("parent"))) if name)


def _full_name(place: Place | None) -> str:
    return "" if place is None else place["fullName"] or ""


def _row(group: Group, by: By) -> list[Cell]:
    cells: list[Cell] = [group["label"]]
    if by is By.UNIT:
        cells += [_seat(group["of"].get("place")), LOAD_WORDS.get(group.get("load", ""), "")]
    if by is By.PLACE:
        cells.append(_full_name(group["of"].get("parent")))
    cells += [group["summary"][name] for _, name in _COUNTS]
    if by is By.PLAN:
        complete = group["of"].get("completeness") or {}
        cells += [complete.get(name) for _, name in _COMPLETE]
    return cells
