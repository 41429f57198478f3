"""Reports of a duty that are handed in (nộp báo cáo): each for the day on which it was due."""

from neo4j import AsyncManagedTransaction

from graph_schema.dated import NO_DEADLINE
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from graph_schema.merge_records import (
    Subject,
    add_fact,
    find_not_submitted,
    find_occurrence,
    set_properties,
)
from loaders.asks import Ask, Made, new_id, signed

_SHOWN = 3


async def submit(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    """Mark one report of a duty as submitted; one that nobody asked for is kept as well."""
    due = await _due_of_submission(tx, ask, subject)
    standing = await find_occurrence(tx, subject.id, due)
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
        await add_fact(tx, Label.OCCURRENCE, subject.id, identity, properties)
    else:
        identity = str(standing["id"])
        await set_properties(tx, Label.OCCURRENCE, identity, properties)
    return Made(identity, "submitted", None, ask.on)


async def _due_of_submission(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> str:
    """The day that the report was due: the one that is said, or the only one that is open."""
    if (said := ask.values.get("due_end")) is not None:
        return str(said)
    waiting = await find_not_submitted(tx, subject.id)
    if len(waiting) > 1:
        near = sorted(waiting, key=lambda day: (day < ask.on, day))[:_SHOWN]
        raise NotCorrected(
            f"Chế độ này còn {len(waiting)} kỳ chưa nộp: hãy nêu kỳ hạn (due), thí dụ "
            f"{', '.join(sorted(near))}. (Several reports are due: say which.)",
            "due",
        )
    return waiting[0] if waiting else subject.text("due_end") or NO_DEADLINE
