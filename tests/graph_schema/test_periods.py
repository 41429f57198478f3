"""Partial dates: which codes are read, which days they cover, how they lie inside each other."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.periods import Period, Precision

DAYS = st.dates(date(1945, 9, 2), date(2999, 12, 31))


def interval(code: str) -> tuple[date, date]:
    """The first and last day of a code that has an interval."""
    period = Period.parse(code)
    assert period.start is not None
    assert period.end is not None
    return period.start, period.end


@pytest.mark.parametrize(
    ("code", "start", "end", "precision"),
    [
        ("2026-05-20", date(2026, 5, 20), date(2026, 5, 20), Precision.DAY),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), Precision.DAY),
        ("2026-05", date(2026, 5, 1), date(2026, 5, 31), Precision.MONTH),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), Precision.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), Precision.MONTH),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), Precision.QUARTER),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), Precision.QUARTER),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), Precision.YEAR),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), Precision.YEAR),
        ("2026..2030", date(2026, 1, 1), date(2030, 12, 31), Precision.PERIOD),
        ("2025-09..2025-10", date(2025, 9, 1), date(2025, 10, 31), Precision.PERIOD),
        ("2026-05-20..2026-Q4", date(2026, 5, 20), date(2026, 12, 31), Precision.PERIOD),
        ("2026..2026", date(2026, 1, 1), date(2026, 12, 31), Precision.PERIOD),
        ("--11-25", None, None, Precision.YEARLY_DAY),
        ("--02-29", None, None, Precision.YEARLY_DAY),
    ],
)
def test_a_code_covers_the_days_it_says_and_no_more(
    code: str, start: date | None, end: date | None, precision: Precision
) -> None:
    assert Period.parse(code) == Period(code, start, end, precision)


@pytest.mark.parametrize(
    "code",
    [
        "",
        " 2026",
        "2026 ",
        "2026\n",
        "26",
        "20260",
        "2026-5",
        "2026-00",
        "2026-13",
        "2026-02-29",
        "2026-02-31",
        "2026-04-31",
        "2026-05-00",
        "0000",
        "0000-01-01",
        "2026-Q0",
        "2026-Q5",
        "2026-q1",
        "20/5/2026",
        "--13-01",
        "--02-30",
        "11-25",
        "..",
        "2026..",
        "..2026",
        "2030..2026",
        "2026-06..2026-05",
        "--11-25..--12-01",
        "2026..--12-01",
        "2026..2027..2028",
        "2026...2027",
        "٢٠٢٦",
        "２０２６-05",
    ],
)
def test_what_is_no_partial_date_is_refused_by_its_name(code: str) -> None:
    with pytest.raises(ValueError, match="not a partial date") as refusal:
        Period.parse(code)
    assert repr(code) in str(refusal.value)


def test_a_chain_of_spans_is_refused_however_long() -> None:
    with pytest.raises(ValueError, match="not a partial date"):
        Period.parse("..".join(["2026"] * 50_000))


@given(DAYS)
def test_a_day_lies_in_its_month_in_its_quarter_in_its_year(day: date) -> None:
    codes = (
        day.isoformat(),
        f"{day:%Y-%m}",
        f"{day.year}-Q{(day.month + 2) // 3}",
        f"{day.year}",
        f"{day.year - 1}..{day.year}",
    )
    inner_start = inner_end = day
    for code in codes:
        start, end = interval(code)
        assert start <= inner_start <= inner_end <= end
        inner_start, inner_end = start, end


@given(st.integers(1, 9998))
def test_quarters_and_months_fill_a_year_without_gap_or_overlap(year: int) -> None:
    for codes in (
        [f"{year:04d}-Q{quarter}" for quarter in range(1, 5)],
        [f"{year:04d}-{month:02d}" for month in range(1, 13)],
    ):
        intervals = [interval(code) for code in codes]
        assert (intervals[0][0], intervals[-1][1]) == interval(f"{year:04d}")
        for (_, end), (start, _) in pairwise(intervals):
            assert start == end + timedelta(days=1)


@given(DAYS, DAYS)
def test_a_span_is_read_back_as_it_was_written(one: date, other: date) -> None:
    first, last = sorted((one, other))
    code = f"{first.isoformat()}..{last.isoformat()}"
    assert Period.parse(code) == Period(code, first, last, Precision.PERIOD)
    if first < last:
        with pytest.raises(ValueError, match="the earlier one first"):
            Period.parse(f"{last.isoformat()}..{first.isoformat()}")


@given(st.text() | st.text("0123456789-.Q", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert period.code == text
    assert (period.start is None) == (period.precision is Precision.YEARLY_DAY)
