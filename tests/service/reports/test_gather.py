"""The rows of a report: what of a task stands in which column."""

from datetime import date
from typing import Any

import pytest

from service.reports.gather import Approval, approval_of, question, row_of
from service.reports.model import ReportRow, arrange
from service.reports.words import COLUMNS, value_words
from service.store import Store
from tests.queries.asking import ask
from tests.service.correcting import load_file, task_id
from tests.service.test_changes import change, changing
from tests.service.test_work import _EXTEND, _TASK

_GRANTED = {"on": "2026-08-05", "approver": "Chủ tịch", "reason": "Chờ vốn"}
_AGAIN = {"on": "2026-09-05", "approver": "Phó Chủ tịch", "reason": ""}
_DECIDED = {"decidedOn": "2026-10-01", "decidedBy": "Bà Tư", "comment": "Đạt"}


@pytest.mark.parametrize(
    ("decided", "extensions", "found"),
    [
        ({}, [], Approval()),
        ({}, [_GRANTED], Approval("Chủ tịch", date(2026, 8, 5), "Gia hạn: Chờ vốn")),
        ({}, [_GRANTED, _AGAIN], Approval("Phó Chủ tịch", date(2026, 9, 5), "")),
        (_DECIDED, [], Approval("Bà Tư", date(2026, 10, 1), "Đạt")),
        (
            _DECIDED,
            [_GRANTED],
            Approval("Bà Tư", date(2026, 10, 1), "Gia hạn: Chờ vốn\nBáo cáo: Đạt"),
        ),
    ],
)
def test_the_latest_approval_of_an_extension_or_a_report_is_told_with_the_words_of_both(
    decided: dict[str, str], extensions: list[dict[str, str]], found: Approval
) -> None:
    assert approval_of(decided, extensions) == found


async def test_an_extension_fills_the_columns_of_approval_from_its_day(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        given = {"task": task, "on": "2026-10-05", "reason": "Chờ vốn", "approver": "Chủ tịch"}
        assert (await change(client, _EXTEND, **given, end="2026-10-31"))["__typename"]
    for day, told in (("2026-10-05", ["Chủ tịch", "05/10/2026", "Gia hạn: Chờ vốn"]),
                      ("2026-10-04", ["", "", ""])):  # fmt: skip
        where = {"asOf": day}
        found = await ask(
            store, question("tasks"), where=where, asOf=day, first=200, after=None, count=False
        )
        (row,) = (
            row_of(one, date.fromisoformat(day))
            for one in found["tasks"]["nodes"]
            if one["id"] == task
        )
        assert [value_words(column.value(row)) for column in COLUMNS[-3:]] == told


@pytest.mark.parametrize(
    ("ref", "heading"), [("PL.1", "Phụ lục"), ("PL2.7", "Phụ lục 2"), ("B.1", "Bảng trong văn bản")]
)
def test_a_row_of_a_table_without_a_heading_does_not_stand_under_that_before(
    ref: str, heading: str
) -> None:
    found = [_row("II.1", "II. NHIỆM VỤ"), _row(ref, None)]
    (part,) = arrange(found)
    assert [words for words, _ in part.headings] == ["II. NHIỆM VỤ", heading]


@pytest.mark.parametrize(
    ("status", "said", "shown"),
    [
        ("DONE_ON_TIME", 100, 100),
        ("OPEN_IN_TERM", 60, 60),
        ("OPEN_IN_TERM", 100, None),
        ("OPEN_OVERDUE", 100, None),
        ("CANCELLED", 100, 100),
    ],
)
def test_work_that_was_taken_up_again_is_not_shown_as_done(
    status: str, said: int, shown: int | None
) -> None:
    row = _row("II.1", None, status=status, progress=[_reported(said)])
    assert (row.percent, row.result) == (shown, "Đã trình")


def _reported(percent: int) -> dict[str, Any]:
    nothing = dict.fromkeys(("difficulty", "proposal", "by", "decidedOn", "decidedBy", "comment"))
    said = {"on": "2026-05-04", "percent": percent, "result": "Đã trình", "state": "REPORTED"}
    return {**nothing, **said}


def _row(ref: str, heading: str | None, **more: object) -> ReportRow:
    nothing = ("due", "deadline", "recurs", "routine", "closedOn", "phase", "parent", "version")
    lists: dict[str, list[Any]] = {
        name: [] for name in ("assignments", "overseers", "progress", "extensions", "occurrences")
    }
    said: dict[str, Any] = {"id": ref, "ref": ref, "text": ref, "heading": heading, "plan": {}}
    task = {**dict.fromkeys(nothing), **lists, **said, "status": "OPEN_IN_TERM", **more}
    return row_of(task, date(2026, 12, 31))
