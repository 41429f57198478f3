"""Recurring duties unfolded into the days on which they are due (các kỳ báo cáo), as plain rules.

Nothing is guessed: an interval without a day of its own is due on its last day (hằng quý: the last
day of the quarter); words that name no interval ("định kỳ", "thường xuyên") give no day at all.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph_schema.periods import Period, Precision

MOST = 600
"""Days that one duty is unfolded into at most."""
_YEAR = 12
_WEEK = 7
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "chín": 9}
_MONTHS_OF = {"tháng": 1, "quý": 3, "năm": 12}
_EVERY = re.compile(r"(?:hằng|hàng|mỗi) (tuần|tháng|quý|năm)")
_SPAN = re.compile(r"(\d+|ba|sáu|chín) tháng")
_WEEKS = re.compile(r"(\d+|hai|ba|bốn) tuần/lần")
_TIMES = re.compile(r"(\d+|một|hai|ba) lần/(tháng|quý|năm)")
_FIRST_NINE = 9


@dataclass(frozen=True, slots=True)
class Day:
    """The day inside an interval that a text names; what it does not name is the last one."""

    of_month: int | None = None
    """"trước ngày 20 hằng tháng"; in a shorter month its last day."""
    weekday: int | None = None
    """0 Monday … 6 Sunday: "thứ Sáu hằng tuần"."""
    month: int | None = None
    """Month of the interval, from 1: "tháng đầu quý"; the last one otherwise."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """How often: every so many months of the calendar, or every so many weeks."""

    months: int = 0
    weeks: int = 0
    only_month: int | None = None
    """The month that ends the one interval of the year: "9 tháng" is the first nine."""


def cycle_of(recurs: str) -> Cycle | None:
    """The interval that words name ("hằng quý", "06 tháng", "2 lần/năm"); None when none."""
    said = " ".join(recurs.casefold().split())
    if found := _EVERY.fullmatch(said):
        return Cycle(weeks=1) if found[1] == "tuần" else Cycle(_MONTHS_OF[found[1]])
    if found := _SPAN.fullmatch(said):
        return _months(_number(found[1]))
    if found := _WEEKS.fullmatch(said):
        return Cycle(weeks=_number(found[1])) if _number(found[1]) else None
    if found := _TIMES.fullmatch(said):
        months, often = _MONTHS_OF[found[2]], _number(found[1])
        return Cycle(months // often) if often and months % often == 0 else None
    return None


def unfold(
    recurs: str | None, due: Period | None, first: date, last: date, day: Day | None = None
) -> tuple[date, ...]:
    """The days on which a duty is due between two days, both included, in their order.

    A duty that does not recur is due once, whatever the span; one with a yearly day
    ("trước ngày 25 tháng 11 hằng năm") on that day of each year.
    """
    cycle = cycle_of(recurs) if recurs else None
    if due is not None and due.precision is Precision.YEARLY_DAY and _rules(cycle):
        return _bounded(_yearly(due.code, first, last), first, last)
    end = due.end if due is not None else None
    if recurs is None or not recurs.strip():
        return () if end is None else (end,)
    day_due = end if due is not None and due.precision is Precision.DAY else None
    found: tuple[date, ...] = ()
    if cycle is not None:
        last = min(last, end or last)
        found = _bounded(_cycled(cycle, first, last, day or Day()), first, last)
    if day_due is not None and day_due not in found:
        found = (*found[: MOST - 1], day_due)
    return found


def _rules(cycle: Cycle | None) -> bool:
    """Whether a day of the year says all: not of a monthly duty that names a yearly day too."""
    return cycle is None or (not cycle.weeks and cycle.months >= _YEAR // 2)


def _months(number: int) -> Cycle | None:
    if number == _FIRST_NINE:
        return Cycle(_YEAR, only_month=_FIRST_NINE)
    return Cycle(number) if number and _YEAR % number == 0 else None


def _number(words: str) -> int:
    return _NUMBERS.get(words) or int(words)


def _bounded(days: Iterator[date], first: date, last: date) -> tuple[date, ...]:
    found: list[date] = []
    for day in days:
        if day > last or len(found) == MOST:
            break
        if day >= first:
            found.append(day)
    return tuple(found)


def _yearly(code: str, first: date, last: date) -> Iterator[date]:
    month, of_month = int(code[2:4]), int(code[5:7])
    for year in range(first.year, last.year + 1):
        yield _in_month(year, month, of_month)


def _cycled(cycle: Cycle, first: date, last: date, day: Day) -> Iterator[date]:
    if cycle.weeks:
        yield from _weekly(cycle.weeks, first, last, day)
        return
    for year in range(first.year, last.year + 1):
        if cycle.only_month:
            yield _in_month(year, cycle.only_month, day.of_month)
            continue
        for end in range(cycle.months, _YEAR + 1, cycle.months):
            month = end
            if day.month is not None and day.month <= cycle.months:
                month = end - cycle.months + day.month
            yield _in_month(year, month, day.of_month)


def _weekly(weeks: int, first: date, last: date, day: Day) -> Iterator[date]:
    weekday = _WEEK - 1 if day.weekday is None else day.weekday
    due = first + timedelta(days=(weekday - first.weekday()) % _WEEK)
    while due <= last:
        yield due
        due += timedelta(weeks=weeks)


def _in_month(year: int, month: int, of_month: int | None) -> date:
    days = calendar.monthrange(year, month)[1]
    return date(year, month, min(of_month or days, days))
