"""A report beside a frozen one: the tasks that moved account for every change of the totals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.classes import Status
from graph_schema.errors import BadSetting
from service.reports.compare import compare
from service.reports.model import Move, ReportRow, ReportTable, arrange
from service.reports.periods import beside
from service.reports.snapshot import freeze, from_file, to_file

_STANDING = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(Status))
_TOTALS: dict[str, Callable[[Status], bool]] = {
    "assigned": lambda _: True,
    "done": lambda status: status.is_done,
    "open": lambda status: status.is_open,
    "open_overdue": lambda status: status is Status.OPEN_OVERDUE,
    "cancelled": lambda status: status is Status.CANCELLED,
}


def _report(standing: dict[str, Status]) -> ReportTable:
    rows = [
        ReportRow(f"Việc {name}", id=f"task_{name}", status=status)
        for name, status in standing.items()
    ]
    return ReportTable("period", "A", "", 2026, date(2026, 6, 30), arrange(rows))


@given(_STANDING, _STANDING)
def test_what_moved_accounts_for_every_change_of_the_totals(
    before: dict[str, Status], after: dict[str, Status]
) -> None:
    frozen = from_file(to_file(freeze(_report(before))), "kỳ trước")
    now = _report(after)
    found = compare(now.rows, frozen)
    assert len({one.id for one in found.moved}) == len(found.moved)
    for total, holds in _TOTALS.items():
        entered = sum(one.after is not None and holds(one.after) for one in found.moved)
        left = sum(one.before is not None and holds(one.before) for one in found.moved)
        assert getattr(now.summary, total) == getattr(found.before, total) + entered - left


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (None, Status.OPEN_IN_TERM, Move.NEW),
        (Status.OPEN_OVERDUE, Status.DONE_LATE, Move.DONE),
        (Status.OPEN_IN_TERM, Status.OPEN_OVERDUE, Move.SLIPPED),
        (Status.OPEN_OVERDUE, Status.OPEN_IN_TERM, Move.PUT_OFF),
        (Status.CANCELLED, Status.OPEN_IN_TERM, Move.REOPENED),
        (Status.DONE_LATE, Status.CANCELLED, Move.CANCELLED),
        (Status.OPEN_IN_TERM, None, Move.GONE),
        (Status.OPEN_IN_TERM, Status.OPEN_IN_TERM, None),
        (Status.DONE_ON_TIME, Status.DONE_LATE, None),
    ],
)
def test_a_task_moves_in_one_way_at_most(
    before: Status | None, after: Status | None, move: Move | None
) -> None:
    frozen = freeze(_report({} if before is None else {"a": before}))
    rows = _report({} if after is None else {"a": after}).rows
    assert [one.move for one in compare(rows, frozen).moved] == ([move] if move else [])


def test_a_frozen_report_that_was_altered_is_known_by_its_digest() -> None:
    frozen = freeze(_report({"a": Status.OPEN_OVERDUE}))
    assert frozen.whole
    assert not replace(frozen, tasks=()).whole


def test_reports_of_two_years_are_not_compared() -> None:
    frozen = freeze(_report({"a": Status.OPEN_OVERDUE}))
    earlier = replace(_report({"a": Status.DONE_LATE}), year=2025)
    with pytest.raises(BadSetting, match=r"là của năm 2026, báo cáo này của năm 2025: hãy thêm"):
        beside(earlier, frozen)
    assert beside(_report({"a": Status.DONE_LATE}), frozen).comparison is not None
