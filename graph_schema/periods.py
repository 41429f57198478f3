"""Partial dates: a day, a month, a quarter, a year, a span, a yearly day; as precise as the source.

The compact code is the one of the record format: ``2026-05-20``, ``2026-05``, ``2026-Q4``,
``2026``, ``2026..2030``, ``2025-09..2025-10``, ``--11-25``.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly the source says a time."""

    DAY = "DAY"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"
    PERIOD = "PERIOD"
    YEARLY_DAY = "YEARLY_DAY"


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"(\d{4})")
_YEARLY = re.compile(r"--(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A time as an interval of whole days, both ends included; a yearly day has no interval."""

    code: str
    start: date | None
    end: date | None
    precision: Precision

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read a compact code; ``ValueError`` says which one is wrong (also for 31 February)."""
        first, dots, last = code.partition("..")
        if dots:
            start, end = cls.parse(first), cls.parse(last)
            if start.start is None or end.end is None or end.end < start.start:
                raise ValueError(f"not a period: {code!r}")
            return cls(code, start.start, end.end, Precision.PERIOD)
        if m := _DAY.fullmatch(code):
            day = date(int(m[1]), int(m[2]), int(m[3]))
            return cls(code, day, day, Precision.DAY)
        if m := _MONTH.fullmatch(code):
            return cls(code, *_months(int(m[1]), int(m[2]), int(m[2])), Precision.MONTH)
        if m := _QUARTER.fullmatch(code):
            last_month = int(m[2]) * 3
            interval = _months(int(m[1]), last_month - 2, last_month)
            return cls(code, *interval, Precision.QUARTER)
        if m := _YEAR.fullmatch(code):
            return cls(code, *_months(int(m[1]), 1, 12), Precision.YEAR)
        if m := _YEARLY.fullmatch(code):
            date(2024, int(m[1]), int(m[2]))
            return cls(code, None, None, Precision.YEARLY_DAY)
        raise ValueError(f"not a partial date: {code!r}")


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    start = date(year, first, 1)
    return start, date(year, last, calendar.monthrange(year, last)[1])
