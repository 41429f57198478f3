"""What dated facts make of a task: its deadline in force and its state, by day, as plain functions.

Status is computed from dated facts. What is kept on a task (``Kept``) follows from its printed
deadline and its events alone, in whatever order these were entered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

NO_DEADLINE = "9999-12-31"
NEVER = "0000-00-00"
FULL = 100
"""The percentage at which a task is done."""
_HOURS_AHEAD = 7
_VIETNAM = timezone(timedelta(hours=_HOURS_AHEAD), "Asia/Ho_Chi_Minh")  # no summer time since 1975


class State(StrEnum):
    """What a task is from a day on, as ``Task.states`` keeps it."""

    OPEN = "OPEN"
    DONE_ON_TIME = "DONE_ON_TIME"
    DONE_LATE = "DONE_LATE"
    DONE_WITHOUT_DEADLINE = "DONE_WITHOUT_DEADLINE"
    CANCELLED = "CANCELLED"


class StepKind(StrEnum):
    """What people or a new version of the plan do to a task besides reporting on it."""

    CANCELLED = "CANCELLED"
    REOPENED = "REOPENED"


@dataclass(frozen=True, slots=True)
class Report:
    """A report on a task; one that was returned counts no more from the day of its return.

    One without a percent says nothing of how far the work is: what was said of that stands.
    """

    id: str
    on: str
    at: str
    percent: int | None
    returned_on: str | None = None
    returned_at: str | None = None
    """When the return was entered."""


@dataclass(frozen=True, slots=True)
class Extension:
    """A new last day, from the day on which it was granted."""

    id: str
    on: str
    at: str
    to_end: str


@dataclass(frozen=True, slots=True)
class Step:
    """A task is called off, or taken up again."""

    id: str
    on: str
    at: str
    kind: StepKind


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was recorded of a task, in any order."""

    reports: Sequence[Report] = ()
    extensions: Sequence[Extension] = ()
    steps: Sequence[Step] = ()
    dropped_on: str | None = None
    """The day from which the plan no longer has the task."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a task keeps of its dated facts, so that questions need not gather them."""

    due_key: str
    deadlines: tuple[str, ...]
    states: tuple[str, ...]
    closed_key: str
    open_key: str
    reported_key: str
    known: tuple[str, ...] = ()
    returned_key: str | None = None

    def properties(self) -> dict[str, str | list[str] | None]:
        """As they stand on the node; an empty list stands for none."""
        return {
            "due_key": self.due_key,
            "deadlines": list(self.deadlines) or None,
            "states": list(self.states) or None,
            "closed_key": self.closed_key,
            "open_key": self.open_key,
            "reported_key": self.reported_key,
            "known": list(self.known) or None,
            "returned_key": self.returned_key,
        }


def today(now: datetime | None = None) -> date:
    """The day in Vietnam."""
    return (now or datetime.now(UTC)).astimezone(_VIETNAM).date()


def instant(now: datetime | None = None) -> str:
    """A moment as it is stored: UTC, ISO, to the microsecond, so that words sort as times do."""
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def day_ends(day: str) -> str:
    """The moment at which the day after begins."""
    last = date.fromisoformat(day)
    return day_begins((last + timedelta(days=1)).isoformat()) if last < date.max else "~"


def day_begins(day: str) -> str:
    """The moment, as it is stored, at which a day begins in Vietnam."""
    first = date.fromisoformat(day)
    if first == date.min:
        return NEVER
    return f"{first - timedelta(days=1)}T{24 - _HOURS_AHEAD}:00:00.000000Z"


def kept(printed_end: str | None, facts: Facts | None = None) -> Kept:
    """What a task keeps: from its printed deadline and what was recorded of it."""
    facts = facts or Facts()
    dated = deadlines(printed_end, facts.extensions)
    due = dated[-1].split("|")[1] if dated else printed_end or NO_DEADLINE
    states = _states(printed_end, dated, facts)
    closed = closed_since(states)
    return Kept(
        due,
        dated,
        states,
        closed,
        due if closed == NO_DEADLINE else NO_DEADLINE,
        max((report.on for report in facts.reports if report.returned_on is None), default=NEVER),
        _known(printed_end, facts),
        max((max(r.on, r.returned_on) for r in facts.reports if r.returned_on), default=None),
    )


def _known(printed_end: str | None, facts: Facts) -> tuple[str, ...]:
    """``INSTANT#states#deadlines`` as they were known from an entry on that changed either."""
    items: list[str] = []
    said = "#"
    for at in _instants(facts):
        by_then = _entered_by(facts, at)
        dated = deadlines(printed_end, by_then.extensions)
        now = f"{','.join(_states(printed_end, dated, by_then))}#{','.join(dated)}"
        if now != said:
            items.append(f"{at}#{now}")
        said = now
    return tuple(items)


def _instants(facts: Facts) -> list[str]:
    """When something was entered, in order."""
    found = {report.at for report in facts.reports}
    found |= {extension.at for extension in facts.extensions}
    found |= {step.at for step in facts.steps}
    found |= {_returned_at(report) for report in facts.reports if report.returned_on is not None}
    if facts.dropped_on is not None:
        found.add(day_begins(facts.dropped_on))
    return sorted(found)


def _returned_at(report: Report) -> str:
    return report.returned_at or max(report.at, day_begins(report.returned_on or report.on))


def _entered_by(facts: Facts, at: str) -> Facts:
    """What was entered by a moment."""
    reports = (
        report if _returned_at(report) <= at else replace(report, returned_on=None)
        for report in facts.reports
        if report.at <= at
    )
    dropped = facts.dropped_on
    return Facts(
        tuple(reports),
        tuple(one for one in facts.extensions if one.at <= at),
        tuple(one for one in facts.steps if one.at <= at),
        dropped if dropped is not None and day_begins(dropped) <= at else None,
    )


def deadlines(printed_end: str | None, extensions: Iterable[Extension]) -> tuple[str, ...]:
    """``FROM|END`` by day, the printed one first; empty without an extension."""
    granted: dict[str, str] = {}
    for extension in sorted(extensions, key=_entry):
        granted[extension.on] = extension.to_end
    if not granted:
        return ()
    first = f"{NEVER}|{printed_end or NO_DEADLINE}"
    return (first, *(f"{on}|{end}" for on, end in granted.items()))


def deadline_on(day: str, printed_end: str | None, dated: Sequence[str]) -> str | None:
    """The deadline in force on a day; None when there is none."""
    end = printed_end or NO_DEADLINE
    for item in dated:
        since, until = item.split("|")
        if since <= day:
            end = until
    return None if end == NO_DEADLINE else end


def closed_since(states: Sequence[str]) -> str:
    """The day since which a task is done or called off; 9999-12-31 while it is open."""
    since = NO_DEADLINE
    for item in states:
        day, code = item.split("|")
        if code == State.OPEN:
            since = NO_DEADLINE
        elif since == NO_DEADLINE:
            since = day
    return since


def state_on(day: str, states: Sequence[str]) -> State:
    """What a task is on a day, by what it keeps."""
    found = State.OPEN
    for item in states:
        since, code = item.split("|")
        if since <= day:
            found = State(code)
    return found


def _states(printed_end: str | None, dated: Sequence[str], facts: Facts) -> tuple[str, ...]:
    days = {report.on for report in facts.reports} | {step.on for step in facts.steps}
    days |= {max(r.returned_on, r.on) for r in facts.reports if r.returned_on is not None}
    if facts.dropped_on is not None:
        days.add(facts.dropped_on)
    found: list[str] = []
    former = State.OPEN
    for day in sorted(days):
        state = _at_end_of(day, printed_end, dated, facts)
        if state is not former:
            found.append(f"{day}|{state}")
            former = state
    return tuple(found)


def _at_end_of(day: str, printed_end: str | None, dated: Sequence[str], facts: Facts) -> State:
    """The state at the end of a day, by what counts then."""
    counting: list[Report | Step] = [step for step in facts.steps if step.on <= day]
    counting += [
        report
        for report in facts.reports
        if report.on <= day and (report.returned_on is None or day < report.returned_on)
    ]
    done: State | None = None
    late = cancelled = False
    for event in sorted(counting, key=_entry):
        if isinstance(event, Report):
            if event.percent is None:
                continue
            done = None if event.percent < FULL else done or _done(event.on, printed_end, dated)
            # Once done late is done late, whatever is granted afterwards.
            late = late or done is State.DONE_LATE
            done = State.DONE_LATE if done and late else done
        elif event.kind is StepKind.CANCELLED:
            cancelled = True
        elif cancelled:
            cancelled = False
        else:
            done = None
    dropped = facts.dropped_on is not None and facts.dropped_on <= day
    if cancelled or (dropped and done is None):
        return State.CANCELLED
    return done or State.OPEN


def _done(day: str, printed_end: str | None, dated: Sequence[str]) -> State:
    end = deadline_on(day, printed_end, dated)
    if end is None:
        return State.DONE_WITHOUT_DEADLINE
    return State.DONE_ON_TIME if day <= end else State.DONE_LATE


def _entry(event: Report | Extension | Step) -> tuple[str, str, str]:
    """By the day that it is of; of one day, what was entered last counts last."""
    return (event.on, event.at, event.id)


def facts_of(rows: Iterable[tuple[str, Mapping[str, object]]]) -> Facts:
    """The facts of a task from the labels and properties of the nodes that hang on it."""
    reports: list[Report] = []
    extensions: list[Extension] = []
    steps: list[Step] = []
    for label, row in rows:
        identity, on, at = str(row["id"]), str(row["on"]), str(row["at"])
        if label == "Progress":
            returned = str(row["decided_on"]) if row.get("state") == "RETURNED" else None
            decided = row.get("decided_at") if returned else None
            when = None if decided is None else str(decided)
            percent = None if row.get("percent") is None else int(str(row["percent"]))
            reports.append(Report(identity, on, at, percent, returned, when))
        elif label == "Extension":
            extensions.append(Extension(identity, on, at, str(row["to_end"])))
        else:
            steps.append(Step(identity, on, at, StepKind(str(row["kind"]))))
    return Facts(tuple(reports), tuple(extensions), tuple(steps))
