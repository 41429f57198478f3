"""``daumoi report``: a report asked for, drawn and written."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from graph_schema.callers import LOCAL_READER
from graph_schema.dated import today
from graph_schema.errors import BadSetting
from service.asking import Ask, StoreAsk, with_store
from service.reports.build import Span
from service.reports.letter import Letterhead
from service.reports.letterhead import head_for, read_letterhead
from service.reports.model import ReportTable
from service.reports.output import check_output, form_of, write_report
from service.reports.render import draw
from service.settings import Settings
from service.store import Store


class UnitRole(StrEnum):
    """What a unit has to do with a task, as it is typed."""

    LEAD = "lead"
    EXECUTE = "execute"
    SUPPORT = "support"
    OVERSEE = "oversee"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a report is wanted: which tasks, as of when, in which form, where to."""

    year: int | None = None
    as_of: str | None = None
    routine: bool | None = None
    form: str | None = None
    output: Path | None = None
    overwrite: bool = False
    letterhead: Path | None = None
    roles: tuple[str, ...] = ()
    """What the unit of the report is to its tasks; any of its roles unless told."""

    def span(self, *, yearly: bool) -> Span:
        """The tasks that count; a yearly report is of the year of its day unless told."""
        day = self.day
        year = self.year or (day.year if yearly else None)
        return Span(year, day, self.routine, self.roles)

    @property
    def day(self) -> date:
        """The day as of which everything is told: today in Vietnam unless given."""
        return day_of(self.as_of) if self.as_of else today()


def day_of(words: str) -> date:
    """A day of a command line or an address: 2026-12-31."""
    try:
        if len(words) == 10:
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise BadSetting(f"{words[:20]!r} không phải một ngày: hãy viết ngày dạng 2026-12-31.")


def make_report(
    settings: Settings,
    wanted: Wanted,
    build: Callable[[Ask], Awaitable[tuple[ReportTable, Letterhead]]],
) -> None:
    """Ask for a report, draw it, write it; what cannot be written is refused first."""

    async def work(store: Store) -> tuple[ReportTable, Letterhead]:
        return await build(StoreAsk(store, LOCAL_READER))

    make_report_in(settings, wanted, work)


def make_report_in(
    settings: Settings,
    wanted: Wanted,
    build: Callable[[Store], Awaitable[tuple[ReportTable, Letterhead]]],
) -> None:
    """The same of what needs the store itself."""
    form = form_of(wanted.form, wanted.output)
    check_output(wanted.output, overwrite=wanted.overwrite)
    if wanted.letterhead is not None:
        read_letterhead(wanted.letterhead, Letterhead(""))
    report, head = with_store(settings, build)
    if wanted.letterhead is not None:
        head = read_letterhead(wanted.letterhead, head)
    write_report(draw(report, form, head), form, wanted.output, overwrite=wanted.overwrite)


def head_of(report: ReportTable) -> Letterhead:
    """The sender of a report of a unit is that unit; of another report it is to be written in."""
    if report.kind not in ("unit", "draft"):
        return Letterhead(issuer="(Tên cơ quan báo cáo)", symbol="BC-…")
    head = head_for(report.subject, report.place)
    return replace(head, recipients=("Như trên",) if not head.parent else (head.parent,))
