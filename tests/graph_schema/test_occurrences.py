from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.occurrences import MOST, Cycle, Day, cycle_of, unfold
from graph_schema.periods import Period

FIRST, LAST = date(2026, 5, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("recurs", "cycle"),
    [
        ("hằng tuần", Cycle(weeks=1)),
        ("02 tuần/lần", Cycle(weeks=2)),
        ("hằng tháng", Cycle(1)),
        ("Hàng  quý", Cycle(3)),
        ("mỗi năm", Cycle(12)),
        ("6 tháng", Cycle(6)),
        ("06 tháng", Cycle(6)),
        ("sáu tháng", Cycle(6)),
        ("3 tháng", Cycle(3)),
        ("9 tháng", Cycle(12, only_month=9)),
        ("2 lần/năm", Cycle(6)),
        ("hai lần/năm", Cycle(6)),
        ("3 lần/quý", Cycle(1)),
        ("5 lần/năm", None),
        ("5 tháng", None),
        ("định kỳ", None),
        ("thường xuyên", None),
        ("giữa nhiệm kỳ", None),
        ("hằng ngày", None),
    ],
)
def test_the_words_of_a_recurrence_name_an_interval_or_none(
    recurs: str, cycle: Cycle | None
) -> None:
    assert cycle_of(recurs) == cycle


@pytest.mark.parametrize(
    ("recurs", "due", "day", "expected"),
    [
        ("hằng quý", None, None, "2026-06-30 2026-09-30 2026-12-31 2027-03-31 2027-06-30"),
        ("hằng quý", None, Day(20), "2026-06-20 2026-09-20 2026-12-20 2027-03-20 2027-06-20"),
        ("hằng quý", None, Day(5, month=1), "2026-07-05 2026-10-05 2027-01-05 2027-04-05"),
        ("hằng tháng", None, Day(31), "2026-05-31 2026-06-30 2026-07-31 2026-08-31"),
        ("hằng tháng", None, Day(18), "2026-05-18 2026-06-18 2026-07-18"),
        ("6 tháng", None, None, "2026-06-30 2026-12-31 2027-06-30 2027-12-31"),
        ("6 tháng", "--06-15", None, "2026-06-15 2027-06-15"),
        ("9 tháng", None, None, "2026-09-30 2027-09-30"),
        ("hằng năm", None, None, "2026-12-31 2027-12-31"),
        ("hằng năm", "--11-25", None, "2026-11-25 2027-11-25"),
        (None, "--11-25", None, "2026-11-25 2027-11-25"),
        ("hằng năm", "--02-29", None, "2027-02-28"),
        ("hằng tháng", "--12-15", None, "2026-05-31 2026-06-30"),
        ("hằng tháng", "2026-07-10", None, "2026-05-31 2026-06-30 2026-07-10"),
        ("hằng tháng", "2026-Q2", None, "2026-05-31 2026-06-30"),
        ("hằng tuần", None, Day(weekday=4), "2026-05-01 2026-05-08 2026-05-15"),
        ("hằng tuần", None, None, "2026-05-03 2026-05-10"),
        ("2 tuần/lần", None, None, "2026-05-03 2026-05-17 2026-05-31"),
        ("định kỳ", None, None, ""),
        ("định kỳ", "2026-12-05", None, "2026-12-05"),
        (None, "2031-Q1", None, "2031-03-31"),
        (None, None, None, ""),
    ],
)
def test_a_duty_is_due_on_these_days_first(
    recurs: str | None, due: str | None, day: Day | None, expected: str
) -> None:
    found = unfold(recurs, Period.parse(due) if due else None, FIRST, LAST, day)
    wanted = expected.split()
    assert [one.isoformat() for one in found[: len(wanted)]] == wanted
    assert bool(found) == bool(wanted)


RECURRENCES = ["hằng tuần", "2 tuần/lần", "hằng tháng", "hằng quý", "6 tháng", "hằng năm"]
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(
    recurs=st.sampled_from(RECURRENCES),
    first=DAYS,
    length=st.integers(0, 6000),
    day=st.builds(
        Day,
        of_month=st.none() | st.integers(1, 31),
        weekday=st.none() | st.integers(0, 6),
        month=st.none() | st.integers(1, 3),
    ),
)
def test_days_are_in_order_inside_the_time_bounded_and_of_the_right_number(
    recurs: str, first: date, length: int, day: Day
) -> None:
    last = first + timedelta(days=length)
    found = unfold(recurs, None, first, last, day)
    assert list(found) == sorted(set(found))
    assert all(first <= one <= last for one in found)
    assert len(found) <= MOST
    cycle = cycle_of(recurs)
    assert cycle is not None
    days_of_one = cycle.weeks * 7 or cycle.months * 30.44
    assert abs(len(found) - min(MOST, length / days_of_one)) <= 1.5


@given(year=st.integers(2000, 2090), month=st.integers(1, 12), of_month=st.integers(1, 28))
def test_a_yearly_day_is_due_once_in_each_year(year: int, month: int, of_month: int) -> None:
    due = Period.parse(f"--{month:02d}-{of_month:02d}")
    found = unfold("hằng năm", due, date(year, 1, 1), date(year + 4, 12, 31))
    assert found == tuple(date(year + ahead, month, of_month) for ahead in range(5))
