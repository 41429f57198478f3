from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.working_days import holiday_name, is_working_day, next_working_day


@pytest.mark.parametrize(
    ("day", "open_on"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-21", "2026-11-23"),  # a Saturday
        ("2026-02-14", "2026-02-23"),  # the week-end before Tết, and Tết
        ("2026-08-22", "2026-08-22"),  # a Saturday worked for 31 August
        ("2026-08-31", "2026-09-03"),
        ("2026-04-26", "2026-04-28"),  # Giỗ Tổ on a Sunday: Monday off
    ],
)
def test_what_is_due_on_a_day_of_rest_can_be_handed_in_on_the_next_working_day(
    day: str, open_on: str
) -> None:
    assert next_working_day(date.fromisoformat(day)) == date.fromisoformat(open_on)


def test_a_holiday_is_called_by_its_vietnamese_name() -> None:
    assert holiday_name(date(2026, 2, 17)) == "Tết Nguyên Đán"
    assert holiday_name(date(2026, 11, 20)) is None


@given(st.dates(date(2020, 1, 1), date(2045, 12, 31)))
def test_the_next_working_day_is_one_and_none_before_it_is(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((found - day).days))
