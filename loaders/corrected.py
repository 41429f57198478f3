"""A record with people's corrections on it: a pure step between reading and the graph.

A correction finds its place by the hash of the source and the offsets; in a new version of the
plan, or where a newer reader shifted the text, by the exact words. One that finds no single place
changes nothing and is named as stray.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from graph_schema.corrections import CORRECTED, Anchor, Correction, CorrectionKind, Part
from graph_schema.errors import NotCorrected
from graph_schema.model import PlanRecord, Quote, Target, Task
from graph_schema.vietnamese import normal
from loaders.corrected_values import (
    mention_units,
    put_frame,
    put_report,
    put_target,
    put_task,
    shown,
)
from loaders.said_values import mention_leader

PIECE = "/"
"""Between the ref of a split task and the number of its second and later pieces."""


class _Quoted(Protocol):
    @property
    def quote(self) -> Quote: ...


P = TypeVar("P", bound=_Quoted)


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that found its place, what was read there, and where it stands now."""

    correction: Correction
    part: Part
    places: tuple[tuple[str, int], ...]
    """Ref and ordinal of each part that it changed; none for one that is dropped."""
    read: tuple[str, ...]
    was: tuple[str, int]
    """Ref and ordinal before it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record as people corrected it."""

    record: PlanRecord
    applied: tuple[Applied, ...]
    stray: tuple[Correction, ...]
    confirmed: frozenset[str]
    """Review items that a person found right as they are."""


def apply_corrections(record: PlanRecord, corrections: Sequence[Correction]) -> Corrected:
    """The record with every standing correction, in order of time; the later one wins."""
    read = record
    applied: list[Applied] = []
    stray: list[Correction] = []
    standing = [correction for correction in corrections if correction.stands]
    for correction in standing:
        if correction.kind is CorrectionKind.CONFIRM:
            continue
        try:
            found = _apply(record, correction, read)
        except NotCorrected:
            found = None
        if found is None:
            stray.append(correction)
        else:
            record, done = found
            applied.append(done)
    confirmed = frozenset(c.item for c in standing if c.item and _confirms(c))
    return Corrected(record, tuple(applied), tuple(stray), confirmed)


def check_correction(
    record: PlanRecord, corrections: Sequence[Correction], wanted: Correction
) -> None:
    """Refuse a correction that could not be applied, and say why."""
    if wanted.kind is CorrectionKind.CONFIRM:
        return
    now = apply_corrections(record, corrections).record
    if _apply(now, wanted, record) is None:
        raise NotCorrected(
            "Không còn thấy chỗ này trong bản đọc mới nhất của văn bản: hãy tải lại rồi sửa. "
            "(The place is not found any more.)",
            code="CONFLICT",
        )


def ordinals(parts: Sequence[Task] | Sequence[Target]) -> tuple[tuple[str, int], ...]:
    """Ref and ordinal of each part."""
    count: dict[str, int] = {}
    found: list[tuple[str, int]] = []
    for part in parts:
        count[part.ref] = count.get(part.ref, 0) + 1
        found.append((part.ref, count[part.ref]))
    return tuple(found)


def places_of(record: PlanRecord, part: Part) -> tuple[tuple[str, int], ...]:
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


def _confirms(correction: Correction) -> bool:
    return correction.kind is CorrectionKind.CONFIRM


def _parts(record: PlanRecord, part: Part) -> Sequence[_Quoted]:
    match part:
        case Part.TASK:
            return record.tasks
        case Part.TARGET:
            return record.targets
        case Part.REPORT:
            return record.reports
        case _:
            return ()


def locate(record: PlanRecord, anchor: Anchor) -> int | None:
    """Which part of its kind stands at the place; None when that cannot be told."""
    parts, places = _parts(record, anchor.part), places_of(record, anchor.part)
    quotes = [(index, part.quote) for index, part in enumerate(parts)]
    if record.source.sha256 == anchor.source:
        span = (anchor.start, anchor.end, anchor.quote)
        here = [i for i, q in quotes if (q.start, q.end, q.text) == span]
        if (found := _only(here, places, anchor)) is not None:
            return found
    same = [i for i, q in quotes if normal(q.text) == normal(anchor.quote)]
    return _only(same, places, anchor)


def _only(indexes: Sequence[int], places: Sequence[tuple[str, int]], anchor: Anchor) -> int | None:
    """The one that fits: alone, or alone under the same ref, or the same place under it."""
    same_ref = [i for i in indexes if places[i][0] == anchor.ref]
    same_place = [i for i in same_ref if places[i][1] == anchor.ordinal]
    for fitting in (indexes, same_ref, same_place):
        if len(fitting) == 1:
            return fitting[0]
    return None


def _apply(
    record: PlanRecord, correction: Correction, original: PlanRecord
) -> tuple[PlanRecord, Applied] | None:
    """``original`` is the record before all corrections: what was read stands there."""
    anchor = correction.anchor
    if anchor.part is Part.DOCUMENT:
        return _put_frame(record, correction, original)
    index = locate(record, anchor)
    if index is None:
        return None
    was = places_of(record, anchor.part)[index]
    part = _parts(record, anchor.part)[index]
    quote = replace(part.quote, rule=CORRECTED + correction.id, confidence=1.0, inherited_from=None)
    match correction.kind:
        case CorrectionKind.DROP:
            changed, places = _drop(record, anchor.part, index), ()
            return changed, Applied(correction, anchor.part, places, (part.quote.text,), was)
        case CorrectionKind.SPLIT_TASK if isinstance(part, Task):
            changed, refs = _split(record, index, part, correction.value)
            pieces = tuple((ref, 1) for ref in refs)
            return changed, Applied(correction, Part.TASK, pieces, (part.text,), was)
        case CorrectionKind.NAME_OWNER if isinstance(part, Target):
            read = shown(part, "owners")
            target = _name_owner(part, correction, quote)
            changed = replace(record, targets=_with(record.targets, index, target))
            return changed, Applied(correction, Part.TARGET, (was,), read, was)
        case CorrectionKind.SET_VALUE:
            changed = _put(record, index, correction, quote)
            place = locate(original, anchor)
            first = part if place is None else _parts(original, anchor.part)[place]
            read = shown(first, correction.field or "")
            return changed, Applied(correction, anchor.part, (was,), read, was)
        case _:
            raise NotCorrected("Phép sửa này không dùng được ở đây. (Not for this part.)", "kind")


def _with(parts: tuple[P, ...], index: int, *instead: P) -> tuple[P, ...]:
    return (*parts[:index], *instead, *parts[index + 1 :])


def with_words(record: PlanRecord, wanted: Correction) -> Correction:
    """A correction of the frame keeps what was read there: its place in a later version."""
    if wanted.anchor.part is not Part.DOCUMENT or wanted.field is None:
        return wanted
    words = _frame_words(record, wanted.field)
    return replace(wanted, anchor=replace(wanted.anchor, quote=words))


def _frame_words(record: PlanRecord, field: str) -> str:
    return "; ".join(shown(record.document, field))


def _put_frame(
    record: PlanRecord, correction: Correction, original: PlanRecord
) -> tuple[PlanRecord, Applied]:
    if correction.kind is not CorrectionKind.SET_VALUE:
        raise NotCorrected("Phép sửa này không dùng được ở đây. (Not for this part.)", "kind")
    field, frame, nothing = (
        correction.field or "",
        record.document,
        Quote("", 0, 0, CORRECTED + correction.id),
    )
    anchor = correction.anchor
    if record.source.sha256 != anchor.source and _frame_words(original, field) != anchor.quote:
        raise NotCorrected("Bản mới ghi khác. (A later version says otherwise.)", code="CONFLICT")
    changed = put_frame(frame, field, correction.value, nothing)
    read = shown(original.document, field)
    # The words that were read stand for what was read alone.
    quotes = tuple(found for found in frame.quotes if found.field != field)
    record = replace(record, document=replace(changed, quotes=quotes))
    return record, Applied(correction, Part.DOCUMENT, (("", 1),), read, ("", 1))


def _put(record: PlanRecord, index: int, correction: Correction, quote: Quote) -> PlanRecord:
    field, value = correction.field or "", correction.value
    match correction.anchor.part:
        case Part.TASK:
            task = put_task(record.tasks[index], field, value, quote)
            return replace(record, tasks=_with(record.tasks, index, task))
        case Part.TARGET:
            target = put_target(record.targets[index], field, value, quote)
            return replace(record, targets=_with(record.targets, index, target))
        case _:
            duty = put_report(record.reports[index], field, value, quote)
            return replace(record, reports=_with(record.reports, index, duty))


def _name_owner(target: Target, correction: Correction, quote: Quote) -> Target:
    named = [value for value in correction.value if value.strip()]
    if len(named) != 1:
        raise NotCorrected("Hãy nêu đúng một đơn vị hoặc một người. (Name one owner.)", "value")
    who = mention_leader(named[0], quote)
    if who.unit is None:
        return replace(target, answerable=(*target.answerable, who))
    return replace(target, owners=(*target.owners, *mention_units(named, quote)))


def _drop(record: PlanRecord, part: Part, index: int) -> PlanRecord:
    match part:
        case Part.TASK:
            return replace(record, tasks=_with(record.tasks, index))
        case Part.TARGET:
            target = replace(record.targets[index], dropped=True)
            return replace(record, targets=_with(record.targets, index, target))
        case _:
            duty = replace(record.reports[index], dropped=True)
            return replace(record, reports=_with(record.reports, index, duty))


def _split(
    record: PlanRecord, index: int, task: Task, pieces: Sequence[str]
) -> tuple[PlanRecord, tuple[str, ...]]:
    """The first piece keeps the ref, and so what is recorded of the task; others follow it."""
    quotes = _slices(record.source.text, task.quote, pieces)
    taken = {other.ref for other in record.tasks}
    refs = [task.ref]
    number = 2
    while len(refs) < len(quotes):
        ref = f"{task.ref}{PIECE}{number}"
        number += 1
        if ref not in taken:
            refs.append(ref)
    parts = [
        replace(task, ref=ref, text=normal(" ".join(quote.text.split())), quote=quote)
        for ref, quote in zip(refs, quotes, strict=True)
    ]
    targets = tuple(_moved(target, task.ref, parts) for target in record.targets)
    return (
        replace(record, tasks=_with(record.tasks, index, *parts), targets=targets),
        tuple(refs),
    )


def _moved(target: Target, ref: str, pieces: Sequence[Task]) -> Target:
    """A target goes with the piece that holds its words; without one, it stays."""
    if target.task_ref != ref:
        return target
    for piece in pieces:
        if piece.quote.start <= target.quote.start < piece.quote.end:
            return replace(target, task_ref=piece.ref)
    return target


def _slices(text: str, whole: Quote, pieces: Sequence[str]) -> list[Quote]:
    """Each piece where it stands in the task's words, one after the other."""
    wanted = [piece.split() for piece in pieces if piece.strip()]
    if len(wanted) < 2:
        raise NotCorrected("Hãy nêu ít nhất hai phần để tách. (Name two pieces or more.)", "value")
    at, found = whole.start, []
    for words in wanted:
        piece = re.compile(r"\s+".join(map(re.escape, words))).search(text, at, whole.end)
        if piece is None:
            raise NotCorrected(
                f"“{' '.join(words)[:80]}” không phải một đoạn của nguyên văn, theo đúng thứ tự: "
                "hãy chép nguyên văn từng phần. (A piece is no slice of the words.)",
                "value",
            )
        found.append(replace(whole, text=piece[0], start=piece.start(), end=piece.end()))
        at = piece.end()
    return found
