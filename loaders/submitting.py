"""What recurs and is handed in (nộp báo cáo), of a duty or a task: each for the day it was due."""

from collections.abc import Sequence
from datetime import date

from neo4j import AsyncManagedTransaction

from graph_schema.dated import NO_DEADLINE, State, state_on
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from graph_schema.merge_records import (
    Subject,
    add_fact,
    find_due_days,
    find_not_submitted,
    find_occurrence,
    set_properties,
)
from loaders.asks import Ask, Made, new_id, signed

_SHOWN = 3
_NAMED = {Label.REPORT_DUTY: "Chế độ báo cáo", Label.TASK: "Nhiệm vụ"}


async def submit(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    """Mark one as submitted."""
    if subject.label is Label.TASK:
        _check_task(ask, subject)
    due = await _due_of_submission(tx, ask, subject)
    standing = await find_occurrence(tx, subject, due)
    if standing is not None and standing.get("submitted_on") is not None:
        raise NotCorrected(
            f"Báo cáo của kỳ hạn này đã nộp ngày {standing.get('submitted_on')} "
            f"({standing.get('by')}). (It was submitted before.)",
            "due",
            code="CONFLICT",
            expected=ask.on,
            current=str(standing.get("submitted_on")),
        )
    properties = {
        "due_end": None if due == NO_DEADLINE else due,
        "submitted_on": ask.on,
        "late": ask.on > due,
        "note": ask.values.get("note"),
        **signed(ask),
    }
    if standing is None:
        identity = new_id("occurrence")
        await add_fact(tx, Label.OCCURRENCE, subject, identity, properties)
    else:
        identity = str(standing["id"])
        await set_properties(tx, Label.OCCURRENCE, identity, properties)
    return Made(identity, "submitted", None, ask.on, about=((Label.OCCURRENCE, identity),))


def _check_task(ask: Ask, subject: Subject) -> None:
    """Only what recurs has times to be submitted for; nothing of what is called off."""
    if subject.text("recurs") is None and subject.text("recurs_key") is None:
        raise NotCorrected(
            "Nhiệm vụ này không định kỳ: hãy báo cáo tiến độ bằng reportProgress. "
            "(It does not recur: report its progress.)",
            ask.node_field,
        )
    if state_on(NO_DEADLINE, subject.texts("states")) is State.CANCELLED:
        raise NotCorrected(
            "Nhiệm vụ này đã rút hoặc hủy: hãy mở lại (reopenTask) rồi nộp. (It is cancelled.)",
            ask.node_field,
        )


async def _due_of_submission(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> str:
    """The day that the report was due: the one that is said, or the only one that is open."""
    if (said := ask.values.get("due_end")) is not None:
        _check_due(subject, str(said), await find_due_days(tx, subject))
        return str(said)
    waiting = await find_not_submitted(tx, subject)
    if len(waiting) > 1:
        near = sorted(waiting, key=lambda day: (day < ask.on, day))[:_SHOWN]
        raise NotCorrected(
            f"{_NAMED[subject.label]} này còn {len(waiting)} kỳ chưa nộp: hãy nêu kỳ hạn "
            f"(due), thí dụ {', '.join(sorted(near))}. (Several reports are due: say which.)",
            "due",
        )
    if waiting:
        return waiting[0]
    printed = subject.text("due_end") if subject.label is Label.REPORT_DUTY else None
    return printed or NO_DEADLINE


def _check_due(subject: Subject, said: str, days: Sequence[str]) -> None:
    """What is due on known days is submitted for one of them; words may name no day at all."""
    if said in days or not days:
        return
    asked = date.fromisoformat(said)
    near = sorted(days, key=lambda day: (abs((date.fromisoformat(day) - asked).days), day))[:_SHOWN]
    raise NotCorrected(
        f"{_NAMED[subject.label]} này không có kỳ hạn {said}; gần nhất là "
        f"{', '.join(sorted(near))}: hãy nêu đúng kỳ (due). (It is not due on that day.)",
        "due",
    )
