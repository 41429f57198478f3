"""Working days of Vietnamese offices (ngày làm việc): weekends, public holidays, Tết, days swapped.

A deadline stays the day that the document says; when it is a day of rest, people are told the next
working day as well. The calendar is inside the ``holidays`` package: nothing is asked of a network.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

_REST = (5, 6)
_LONGEST_REST = 31


@lru_cache(maxsize=64)
def _year(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year)


def is_working_day(day: date) -> bool:
    """Whether offices are open: no weekend or holiday, or a weekend day worked in exchange."""
    known = _year(day.year)
    if day in known:
        return False
    return day.weekday() not in _REST or day in known.weekend_workdays


def next_working_day(day: date) -> date:
    """The day itself when offices are open, else the first day after it that they are."""
    for later in range(_LONGEST_REST):
        if is_working_day(found := day + timedelta(days=later)):
            return found
    raise ValueError(f"no working day in the month after {day}")


def holiday_name(day: date) -> str | None:
    """What is celebrated, in Vietnamese; None on other days."""
    return holidays.country_holidays("VN", years=day.year, language="vi").get(day)
