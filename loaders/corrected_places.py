"""Where a correction belongs in a record: by the hash and the offsets, or by words and their place.

In another file the words alone are not enough, for plans repeat themselves: the same words must
stand under the same number, or once and under the same heading.
"""

from collections.abc import Sequence

from graph_schema.corrections import Anchor, Part
from graph_schema.model import PlanRecord, ReportDuty, Target, Task
from graph_schema.vietnamese import normal

Place = tuple[str, int]
"""Ref and ordinal."""
Piece = Task | Target | ReportDuty


def ordinals(parts: Sequence[Task] | Sequence[Target]) -> tuple[Place, ...]:
    """Ref and ordinal of each part."""
    count: dict[str, int] = {}
    found: list[Place] = []
    for part in parts:
        count[part.ref] = count.get(part.ref, 0) + 1
        found.append((part.ref, count[part.ref]))
    return tuple(found)


def places_of(record: PlanRecord, part: Part) -> tuple[Place, ...]:
    """Ref and ordinal of every part of a kind, in the order of the document."""
    match part:
        case Part.TASK:
            return ordinals(record.tasks)
        case Part.TARGET:
            return ordinals(record.targets)
        case Part.REPORT:
            return tuple(("", order + 1) for order in range(len(record.reports)))
        case _:
            return (("", 1),)


def parts_of(record: PlanRecord, part: Part) -> Sequence[Piece]:
    """Every part of a kind."""
    match part:
        case Part.TASK:
            return record.tasks
        case Part.TARGET:
            return record.targets
        case Part.REPORT:
            return record.reports
        case _:
            return ()


def part_at(record: PlanRecord, part: Part, place: Place) -> Piece | None:
    """The part at a place, if it is there."""
    places = places_of(record, part)
    return parts_of(record, part)[places.index(place)] if place in places else None


def heading_of(record: PlanRecord, piece: Piece | None) -> str:
    """The heading over a part; a target stands under that of its task."""
    if isinstance(piece, Target):
        piece = next((task for task in record.tasks if task.ref == piece.task_ref), None)
    return normal(piece.heading or "") if isinstance(piece, Task) else ""


def locate(record: PlanRecord, anchor: Anchor) -> int | None:
    """Which part of its kind stands at the place; None when that cannot be told."""
    parts, places = parts_of(record, anchor.part), places_of(record, anchor.part)
    quotes = [(index, part.quote) for index, part in enumerate(parts)]
    same = [i for i, q in quotes if normal(q.text) == normal(anchor.quote)]
    if record.source.sha256 == anchor.source:
        span = (anchor.start, anchor.end, anchor.quote)
        here = [i for i, q in quotes if (q.start, q.end, q.text) == span]
        for fitting in (here, same):
            if (found := _only(fitting, places, anchor)) is not None:
                return found
        return None
    same_ref = [i for i in same if places[i][0] == anchor.ref]
    if same_ref:
        return _only(same_ref, places, anchor)
    if len(same) != 1 or not anchor.heading:
        return None
    return same[0] if heading_of(record, parts[same[0]]) == anchor.heading else None


def _only(indexes: Sequence[int], places: Sequence[Place], anchor: Anchor) -> int | None:
    """The one that fits: alone, or alone under the same ref, or the same place under it."""
    same_ref = [i for i in indexes if places[i][0] == anchor.ref]
    same_place = [i for i in same_ref if places[i][1] == anchor.ordinal]
    for fitting in (indexes, same_ref, same_place):
        if len(fitting) == 1:
            return fitting[0]
    return None
