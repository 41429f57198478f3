"""The classes that tasks stand in on a day, and the rates that offices state of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The class of a task on a day (trạng thái); every task is in exactly one."""

    DONE_ON_TIME = "DONE_ON_TIME"
    DONE_LATE = "DONE_LATE"
    DONE_WITHOUT_DEADLINE = "DONE_WITHOUT_DEADLINE"
    OPEN_IN_TERM = "OPEN_IN_TERM"
    OPEN_OVERDUE = "OPEN_OVERDUE"
    OPEN_WITHOUT_DEADLINE = "OPEN_WITHOUT_DEADLINE"
    CANCELLED = "CANCELLED"

    @property
    def is_done(self) -> bool:
        """Whether the work is done, in time or not."""
        return self.name.startswith("DONE")

    @property
    def is_open(self) -> bool:
        """Whether the work goes on."""
        return self.name.startswith("OPEN")


@dataclass(frozen=True, slots=True)
class Rate:
    """The tasks of some classes, of those of more."""

    part: tuple[Status, ...]
    whole: tuple[Status, ...]

    def of(self, count: Callable[[Status], int]) -> float | None:
        """The share by a count of each class; None of nothing."""
        whole = sum(map(count, self.whole))
        return sum(map(count, self.part)) / whole if whole else None


_DONE = tuple(status for status in Status if status.is_done)
_OVERDUE = (Status.OPEN_OVERDUE,)
_DATED = (Status.DONE_ON_TIME, Status.DONE_LATE, *_OVERDUE)

RATES: Mapping[str, Rate] = {
    "completionRateOfAll": Rate(_DONE, tuple(Status)),
    "completionRateOfDue": Rate(_DONE, (*_DONE, *_OVERDUE)),
    "overdueRateOfAll": Rate(_OVERDUE, tuple(Status)),
    "overdueRateOfDue": Rate(_OVERDUE, (*_DONE, *_OVERDUE)),
    "overdueRateOfDated": Rate(_OVERDUE, _DATED),
    "onTimeRateOfDone": Rate((Status.DONE_ON_TIME,), _DONE),
    "lateRateOfDone": Rate((Status.DONE_LATE,), _DONE),
    "undatedRateOfDone": Rate((Status.DONE_WITHOUT_DEADLINE,), _DONE),
}
"""Each rate by its name in the API."""
