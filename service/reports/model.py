"""A report as plain records: rows of 25 fields by plan and heading, and what they add up to.

Every figure is computed from the rows that stand in the report, so a reader can count it again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from graph_schema.classes import RATES, Status
from service.reports.times import Recurring, Times, add_up


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One task as of a day, in the 25 fields of an office's own form, and what it is traced by."""

    text: str
    overseers: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    assigned: date | None = None
    assigned_words: str = ""
    due: date | None = None
    due_words: str = ""
    kind: str = ""
    origin: str = ""
    status: Status = Status.OPEN_WITHOUT_DEADLINE
    result: str = ""
    percent: int | None = None
    difficulty: str = ""
    proposal: str = ""
    id: str = ""
    giver: str = ""
    phase: str = ""
    updated: date | None = None
    finished: date | None = None
    extensions: int = 0
    earlier_dues: tuple[date | str, ...] = ()
    approver: str = ""
    approved: date | None = None
    approval_comment: str = ""
    ref: str = ""
    heading: str = ""
    plan: str = ""
    plan_id: str = ""
    roles: tuple[str, ...] = ()
    routine: bool = False
    version: int = 0
    reporter: str = ""
    times: Times | None = None
    """Those of a recurring task."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many tasks stand in each class, and the two rates that offices state."""

    done_on_time: int = 0
    done_late: int = 0
    done_without_deadline: int = 0
    open_in_term: int = 0
    open_overdue: int = 0
    open_without_deadline: int = 0
    cancelled: int = 0

    @property
    def assigned(self) -> int:
        """Every task of the report, the cancelled ones too."""
        return self.done + self.open + self.cancelled

    @property
    def done(self) -> int:
        """Tasks done, in time, late or without a deadline."""
        return self.done_on_time + self.done_late + self.done_without_deadline

    @property
    def open(self) -> int:
        """Tasks that go on."""
        return self.open_in_term + self.open_overdue + self.open_without_deadline

    @property
    def completion_rate(self) -> float | None:
        """Done ÷ (done + open overdue): of what had to be done, how much is."""
        return RATES["completionRateOfDue"].of(self.count)

    @property
    def overdue_rate(self) -> float | None:
        """Open overdue ÷ all tasks."""
        return RATES["overdueRateOfAll"].of(self.count)

    @property
    def overdue_rate_of_dated(self) -> float | None:
        """Open overdue ÷ tasks whose deadline has been met or missed."""
        return RATES["overdueRateOfDated"].of(self.count)

    def count(self, status: Status) -> int:
        """How many tasks stand in one class."""
        return int(getattr(self, status.value.lower()))

    def __add__(self, other: "Summary") -> "Summary":
        """The summary of both parts together."""
        return Summary(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(Summary)),
        )


def summarise(rows: Iterable[ReportRow]) -> Summary:
    """Count rows into classes."""
    counted = Counter(row.status for row in rows)
    return Summary(**{status.value.lower(): counted[status] for status in Status})


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The rows of one plan, under its headings."""

    plan: str
    plan_id: str
    rows: tuple[ReportRow, ...]

    @property
    def summary(self) -> Summary:
        """What its rows add up to."""
        return summarise(self.rows)

    @property
    def recurring(self) -> Recurring:
        """What the times of its recurring tasks add up to."""
        return add_up((row.times, row.status) for row in self.rows)

    @property
    def headings(self) -> tuple[tuple[str, tuple[ReportRow, ...]], ...]:
        """The rows under each heading, headings as they first come."""
        return tuple(
            (heading, tuple(rows)) for heading, rows in groupby(self.rows, attrgetter("heading"))
        )


class Move(StrEnum):
    """What became of a task between two reports (so với kỳ trước)."""

    NEW = "NEW"
    DONE = "DONE"
    SLIPPED = "SLIPPED"
    PUT_OFF = "PUT_OFF"
    REOPENED = "REOPENED"
    CANCELLED = "CANCELLED"
    GONE = "GONE"


@dataclass(frozen=True, slots=True)
class Moved:
    """One task that stands otherwise than in the report before; None where it did not stand."""

    move: Move
    id: str
    text: str
    before: Status | None
    after: Status | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report beside one that was frozen before."""

    snapshot: str
    as_of: date
    before: Summary
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A whole report: about whom or what, for which year, as of which day."""

    kind: str
    subject: str
    place: str
    year: int | None
    as_of: date
    parts: tuple[PlanPart, ...]
    subject_id: str = ""
    routine: bool | None = None
    notes: tuple[str, ...] = ()
    comparison: Comparison | None = None

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """Every row, in the order of the report; the first has number 1."""
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def summary(self) -> Summary:
        """What the whole adds up to: each task once, and so the sum of its parts."""
        return sum((part.summary for part in self.parts), Summary())

    @property
    def recurring(self) -> Recurring:
        """What the times of its recurring tasks add up to."""
        return add_up((row.times, row.status) for row in self.rows)


def arrange(rows: Sequence[ReportRow], *, by_due: bool = True) -> tuple[PlanPart, ...]:
    """Rows by plan and heading, both in the order given, by deadline within; none comes last."""
    plans: dict[str, dict[str, list[ReportRow]]] = {}
    for row in rows:
        plans.setdefault(row.plan_id, {}).setdefault(row.heading, []).append(row)
    return tuple(
        PlanPart(
            plan=next(iter(headings.values()))[0].plan,
            plan_id=identity,
            rows=tuple(
                row
                for under in headings.values()
                for row in (sorted(under, key=_by_due) if by_due else under)
            ),
        )
        for identity, headings in plans.items()
    )


def _by_due(row: ReportRow) -> tuple[date, str]:
    return (row.due or date.max, "")
