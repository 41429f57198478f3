"""Figures of a report: whatever its rows are, its parts add up to the whole."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.classes import Status
from service.reports.model import ReportRow, ReportTable, Summary, arrange, summarise

_ROWS = st.lists(
    st.builds(
        ReportRow,
        text=st.just("Việc"),
        status=st.sampled_from(Status),
        due=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        plan_id=st.sampled_from("abc"),
        heading=st.sampled_from(("", "I", "II")),
    )
)


def _report(rows: list[ReportRow]) -> ReportTable:
    return ReportTable("unit", "Phòng Kinh tế", "", 2026, date(2026, 12, 31), arrange(rows))


@given(_ROWS)
def test_the_parts_of_a_report_add_up_to_the_whole(rows: list[ReportRow]) -> None:
    report = _report(rows)
    whole = report.summary
    assert whole == summarise(rows)
    assert whole.assigned == len(rows) == sum(part.summary.assigned for part in report.parts)
    assert whole.assigned == whole.done + whole.open + whole.cancelled
    counted = Counter(row.status for row in rows)
    assert {status: whole.count(status) for status in Status} == {s: counted[s] for s in Status}
    under = [summarise(found) for part in report.parts for _, found in part.headings]
    assert sum(under, Summary()) == whole


@given(_ROWS)
def test_rows_stand_together_by_plan_and_heading_and_by_deadline_within(
    rows: list[ReportRow],
) -> None:
    report = _report(rows)
    assert Counter(report.rows) == Counter(rows)
    plans = [part.plan_id for part in report.parts]
    assert len(set(plans)) == len(plans)
    for part in report.parts:
        headings = [heading for heading, _ in part.headings]
        assert len(set(headings)) == len(headings)
        for _, found in part.headings:
            dues = [row.due or date.max for row in found]
            assert dues == sorted(dues)


@pytest.mark.parametrize(
    ("summary", "figure", "published"),
    [
        # Báo cáo 1270/BC-TCTTTg, year 2017: "98,62 %".
        (Summary(14_068, 1_983, 0, 5_640, 223, 0), "completion_rate", 0.9862),
        # Hải Phòng, August 2018: "2,12 %" of all, "3,48 %" of those with a deadline.
        (Summary(4_071, 3_085, 2_986, 1_760, 258, 0), "overdue_rate", 0.0212),
        (Summary(4_071, 3_085, 2_986, 1_760, 258, 0), "overdue_rate_of_dated", 0.0348),
    ],
)
def test_the_rates_are_those_that_offices_have_published(
    summary: Summary, figure: str, published: float
) -> None:
    assert getattr(summary, figure) == pytest.approx(published, abs=1e-4)


def test_cancelled_tasks_are_assigned_and_neither_done_nor_open() -> None:
    summary = Summary(done_on_time=3, open_overdue=1, cancelled=6)
    assert (summary.assigned, summary.done, summary.open) == (10, 3, 1)
    assert (summary.completion_rate, summary.overdue_rate) == (0.75, 0.1)


def test_a_report_without_tasks_has_no_rates() -> None:
    summary = Summary()
    assert (summary.completion_rate, summary.overdue_rate, summary.overdue_rate_of_dated) == (
        None,
        None,
        None,
    )
