"""The times of a recurring task (các lần của việc định kỳ): which were due, reported, missed.

The class of the task is its own (docs/figures.md); its times are told and counted beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph_schema.classes import Status
from graph_schema.periods import Precision

_YEARLY = "hằng năm"


@dataclass(frozen=True, slots=True)
class Time:
    """One time that a task is due, as it stood at the end of a day."""

    due: date
    status: Status
    submitted: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """Every time of a recurring task, by their days; of one that is closed what was handed in."""

    often: str
    every: tuple[Time, ...] = ()

    @property
    def reported(self) -> int:
        """How many were handed in, those before their day too."""
        return sum(one.status.is_done for one in self.every)

    @property
    def overdue(self) -> tuple[Time, ...]:
        """Those whose day is over and of which nothing was handed in."""
        return tuple(one for one in self.every if one.status is Status.OPEN_OVERDUE)

    @property
    def due(self) -> int:
        """How many have come: what was handed in and what is overdue."""
        return self.reported + len(self.overdue)

    @property
    def following(self) -> date | None:
        """The day of the next one that is not handed in."""
        return next((one.due for one in self.every if one.status is Status.OPEN_IN_TERM), None)

    def as_json(self) -> dict[str, object]:
        """What a report says of them, in the words of the API."""
        late, following = self.overdue, self.following
        return {
            "often": self.often or None,
            "due": self.due,
            "reported": self.reported,
            "overdue": len(late),
            "overdueSince": late[0].due.isoformat() if late else None,
            "lastOverdue": late[-1].due.isoformat() if late else None,
            "next": following.isoformat() if following else None,
        }


@dataclass(frozen=True, slots=True)
class Recurring:
    """What the times of some tasks add up to, beside the classes of these tasks."""

    tasks: int = 0
    due: int = 0
    reported: int = 0
    overdue: int = 0
    overdue_tasks: int = 0
    """Tasks of which one time or more is overdue."""
    beside: int = 0
    """Those of them that are not themselves in the class of what is overdue."""

    def as_json(self) -> dict[str, int]:
        """In the words of the API."""
        return {
            "tasks": self.tasks,
            "due": self.due,
            "reported": self.reported,
            "overdue": self.overdue,
            "overdueTasks": self.overdue_tasks,
            "overdueTasksBeside": self.beside,
        }


def times_of(task: Any, status: Status) -> Times | None:  # noqa: ANN401 - as JSON says it
    """The times of a task of an answer; None of one that is due once or never."""
    every = sorted(_every(task["occurrences"]), key=lambda one: one.due)
    if not every:
        return None
    if not status.is_open:
        every = [one for one in every if one.status.is_done]
    return Times(often_of(task), tuple(every))


def _every(occurrences: Iterable[Any]) -> Iterable[Time]:
    for one in occurrences:
        if one["dueEnd"]:
            status = Status(one["status"])
            given = one["submittedOn"] if status.is_done else None
            day = date.fromisoformat(given) if given else None
            yield Time(date.fromisoformat(one["dueEnd"]), status, day, (day and one["by"]) or "")


def often_of(task: Any) -> str:  # noqa: ANN401 - as JSON says it
    """How often, as the text says it; a day of each year is once a year."""
    yearly = (task["due"] or {}).get("precision") == Precision.YEARLY_DAY
    return (task["recurs"] or "").strip() or (_YEARLY if yearly else "")


def add_up(found: Iterable[tuple[Times | None, Status]]) -> Recurring:
    """What the times of tasks of these classes come to."""
    held = [(times, status) for times, status in found if times is not None]
    late = [(times, status) for times, status in held if times.overdue]
    return Recurring(
        len(held),
        sum(times.due for times, _ in held),
        sum(times.reported for times, _ in held),
        sum(len(times.overdue) for times, _ in late),
        len(late),
        sum(status is not Status.OPEN_OVERDUE for _, status in late),
    )
