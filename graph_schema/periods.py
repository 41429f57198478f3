"""Partial dates: a day, a month, a quarter, a year, a span, a yearly day; as precise as the source.

The compact code is the one of the record format: ``2026-05-20``, ``2026-05``, ``2026-Q4``,
``2026``, ``2026..2030``, ``2025-09..2025-10``, ``--11-25``.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class Precision(StrEnum):
    """How exactly the source says a time."""

    DAY = "DAY"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"
    PERIOD = "PERIOD"
    YEARLY_DAY = "YEARLY_DAY"


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_YEAR = re.compile(r"([0-9]{4})")
_YEARLY = re.compile(r"--([0-9]{2})-([0-9]{2})")
_A_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Period:
    """A time as an interval of whole days, both ends included; a yearly day has no interval."""

    code: str
    start: date | None
    end: date | None
    precision: Precision

    @staticmethod
    @lru_cache(maxsize=4096)  # a plan says the same few days over and over
    def parse(code: str) -> "Period":
        """Read a compact code; ``ValueError`` says which one is wrong (also for 31 February)."""
        first, dots, last = code.partition("..")
        try:
            if not dots:
                return Period(code, *_interval(code))
            start, end = _interval(first)[0], _interval(last)[1]
            if start is None or end is None or end < start:
                raise ValueError("a span needs two ends, the earlier one first")
        except ValueError as error:
            raise ValueError(f"not a partial date: {code!r}: {error}") from error
        return Period(code, start, end, Precision.PERIOD)


def _interval(code: str) -> tuple[date | None, date | None, Precision]:
    """First and last day of one partial date, and how exact it is."""
    if m := _DAY.fullmatch(code):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return day, day, Precision.DAY
    if m := _MONTH.fullmatch(code):
        return *_months(int(m[1]), int(m[2]), int(m[2])), Precision.MONTH
    if m := _QUARTER.fullmatch(code):
        last_month = int(m[2]) * 3
        return *_months(int(m[1]), last_month - 2, last_month), Precision.QUARTER
    if m := _YEAR.fullmatch(code):
        return *_months(int(m[1]), 1, 12), Precision.YEAR
    if m := _YEARLY.fullmatch(code):
        date(_A_LEAP_YEAR, int(m[1]), int(m[2]))
        return None, None, Precision.YEARLY_DAY
    raise ValueError("it is no day, month, quarter, year or yearly day")


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    start = date(year, first, 1)
    return start, date(year, last, calendar.monthrange(year, last)[1])
