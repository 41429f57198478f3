"""A record with people's corrections on it: a pure step between reading and the graph.

A correction is of what was read in one file. Another file (a new version, another format) takes it
over only where the same is read at the same place; what identifies a document is never taken over.
One that finds no place, or other words there, changes nothing and is named as stray.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_schema.corrections import CORRECTED, Correction, CorrectionKind, Part
from graph_schema.errors import NotCorrected
from graph_schema.model import PlanRecord, Quote, Target, Task
from graph_schema.vietnamese import compare_key
from loaders.corrected_cuts import drop, split, with_instead
from loaders.corrected_days import dated
from loaders.corrected_places import Piece, heading_of, locate, part_at, parts_of, places_of
from loaders.corrected_values import (
    mention_units,
    put_frame,
    put_report,
    put_target,
    put_task,
    shown,
)
from loaders.said_values import mention_leader

IDENTITY = frozenset({"number", "symbol", "issuer", "date"})
"""What tells one document from another: set for the very file that a person looked at."""
_VALUES = (CorrectionKind.SET_VALUE, CorrectionKind.NAME_OWNER)


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
class Stray:
    """A correction that changes nothing here."""

    correction: Correction
    now: tuple[str, ...] | None = None
    """What this file says at its place; None where the place is not found."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record as people corrected it."""

    record: PlanRecord
    applied: tuple[Applied, ...]
    stray: tuple[Stray, ...]
    confirmed: frozenset[str]
    """Review items that a person found right as they are."""


@dataclass(frozen=True, slots=True)
class _State:
    """The record so far, and the same parts with what was read in them."""

    record: PlanRecord
    read: PlanRecord


def apply_corrections(record: PlanRecord, corrections: Sequence[Correction]) -> Corrected:
    """The record with every standing correction, in order of time; the later one wins."""
    state, applied, stray = _run(record, corrections)
    confirmed = frozenset(c.item for c in corrections if c.stands and c.item and _confirms(c))
    return Corrected(state.record, applied, stray, confirmed)


def check_correction(
    record: PlanRecord, corrections: Sequence[Correction], wanted: Correction
) -> None:
    """Refuse a correction that could not be applied, and say why."""
    if wanted.kind is CorrectionKind.CONFIRM:
        return
    found = _apply(_run(record, corrections)[0], wanted)
    if isinstance(found, Stray):
        raise NotCorrected(
            "Vừa có bản mới của văn bản, và ở đó không còn thấy chỗ này hoặc đã ghi khác: hãy xem "
            "lại rồi sửa. (The document has changed at this place.)",
            code="CONFLICT",
        )


def with_reading(
    record: PlanRecord, corrections: Sequence[Correction], wanted: Correction
) -> Correction:
    """A new correction keeps what is read at its place, which another file has to say too."""
    anchor = wanted.anchor
    if wanted.kind is CorrectionKind.CONFIRM or wanted.read is not None:
        return wanted
    if anchor.part is Part.DOCUMENT:
        read = shown(record.document, wanted.field or "")
        return replace(wanted, anchor=replace(anchor, quote="; ".join(read)), read=read)
    now = _run(record, corrections)[0]
    index = locate(now.record, anchor)
    if index is None:
        return wanted
    piece = parts_of(now.record, anchor.part)[index]
    first = part_at(now.read, anchor.part, places_of(now.record, anchor.part)[index]) or piece
    anchor = replace(anchor, heading=heading_of(now.record, piece))
    field = _field(wanted)
    return replace(wanted, anchor=anchor, read=shown(first, field) if field else None)


def standing_value(
    record: PlanRecord, corrections: Sequence[Correction], wanted: Correction
) -> tuple[str, ...] | None:
    """The value that a correction would set, as it stands before it; None where there is none."""
    field, now = _field(wanted), _run(record, corrections)[0].record
    if not field:
        return None
    if wanted.anchor.part is Part.DOCUMENT:
        return shown(now.document, field)
    index = locate(now, wanted.anchor)
    return None if index is None else shown(parts_of(now, wanted.anchor.part)[index], field)


def _confirms(correction: Correction) -> bool:
    return correction.kind is CorrectionKind.CONFIRM


def _run(
    record: PlanRecord, corrections: Sequence[Correction]
) -> tuple[_State, tuple[Applied, ...], tuple[Stray, ...]]:
    state = _State(record, record)
    applied: list[Applied] = []
    stray: list[Stray] = []
    for correction in corrections:
        if not correction.stands or _confirms(correction):
            continue
        try:
            found = _apply(state, correction)
        except NotCorrected:
            found = Stray(correction)
        if isinstance(found, Stray):
            stray.append(found)
        else:
            state, done = found
            applied.append(done)
    return state, tuple(applied), tuple(stray)


def _field(correction: Correction) -> str:
    """The value that a correction is about; none for one that is about a whole part."""
    if correction.kind is CorrectionKind.NAME_OWNER:
        return "owners"
    return correction.field or "" if correction.kind is CorrectionKind.SET_VALUE else ""


def _apply(state: _State, correction: Correction) -> tuple[_State, Applied] | Stray:
    anchor, record = correction.anchor, state.record
    if anchor.part is Part.DOCUMENT:
        return _put_frame(state, correction)
    index = locate(record, anchor)
    if index is None:
        return Stray(correction)
    was = places_of(record, anchor.part)[index]
    piece = parts_of(record, anchor.part)[index]
    first = part_at(state.read, anchor.part, was) or piece
    if correction.kind in _VALUES:
        return _put_value(state, correction, index, first)
    match correction.kind:
        case CorrectionKind.DROP:
            changed = drop(record, anchor.part, index)
            done = Applied(correction, anchor.part, (), (first.quote.text,), was)
            return replace(state, record=changed), done
        case CorrectionKind.SPLIT_TASK if isinstance(piece, Task) and isinstance(first, Task):
            taken = {task.ref for task in state.read.tasks}
            changed, refs = split(record, index, piece, correction.value, taken)
            at = places_of(state.read, Part.TASK).index(was)
            read = split(state.read, at, first, correction.value, taken)[0]
            pieces = tuple((ref, 1) for ref in refs)
            return _State(changed, read), Applied(correction, Part.TASK, pieces, (first.text,), was)
        case _:
            raise _not_here()


def _not_here() -> NotCorrected:
    return NotCorrected("Phép sửa này không dùng được ở đây. (Not for this part.)", "kind")


def _quote(correction: Correction, piece: Piece) -> Quote:
    rule = CORRECTED + correction.id
    return replace(piece.quote, rule=rule, confidence=1.0, inherited_from=None)


def _put_value(
    state: _State, correction: Correction, index: int, first: Piece
) -> tuple[_State, Applied] | Stray:
    record, part, field = state.record, correction.anchor.part, _field(correction)
    piece, was = parts_of(record, part)[index], places_of(record, part)[index]
    quote = _quote(correction, piece)
    if correction.kind is CorrectionKind.NAME_OWNER:
        if not isinstance(piece, Target):
            raise _not_here()
        target = _name_owner(piece, correction, quote)
        changed = replace(record, targets=with_instead(record.targets, index, target))
    else:
        changed = _put(dated(record, index, correction), index, correction, quote)
    read = shown(first, field)
    if _is_overtaken(record, correction, read, shown(parts_of(changed, part)[index], field)):
        return Stray(correction, read)
    return replace(state, record=changed), Applied(correction, part, (was,), read, was)


def _is_overtaken(
    record: PlanRecord, correction: Correction, read: tuple[str, ...], wanted: tuple[str, ...]
) -> bool:
    """Whether another file says something new there: what is printed last is what holds."""
    if record.source.sha256 == correction.anchor.source or correction.read is None:
        return False
    now = tuple(map(compare_key, read))
    return now not in (tuple(map(compare_key, correction.read)), tuple(map(compare_key, wanted)))


def _put_frame(state: _State, correction: Correction) -> tuple[_State, Applied] | Stray:
    if correction.kind is not CorrectionKind.SET_VALUE:
        raise _not_here()
    record, field, anchor = state.record, correction.field or "", correction.anchor
    quote = Quote("", 0, 0, CORRECTED + correction.id)
    changed = put_frame(record.document, field, correction.value, quote)
    read = shown(state.read.document, field)
    other_file = record.source.sha256 != anchor.source
    if other_file and (field in IDENTITY or "; ".join(read) != anchor.quote):
        return Stray(correction, read)
    # The words that were read stand for what was read alone.
    quotes = tuple(found for found in record.document.quotes if found.field != field)
    record = replace(record, document=replace(changed, quotes=quotes))
    done = Applied(correction, Part.DOCUMENT, (("", 1),), read, ("", 1))
    return replace(state, record=record), done


def _put(record: PlanRecord, index: int, correction: Correction, quote: Quote) -> PlanRecord:
    field, value = correction.field or "", correction.value
    match correction.anchor.part:
        case Part.TASK:
            task = put_task(record.tasks[index], field, value, quote)
            return replace(record, tasks=with_instead(record.tasks, index, task))
        case Part.TARGET:
            target = put_target(record.targets[index], field, value, quote)
            return replace(record, targets=with_instead(record.targets, index, target))
        case _:
            duty = put_report(record.reports[index], field, value, quote)
            return replace(record, reports=with_instead(record.reports, index, duty))


def _name_owner(target: Target, correction: Correction, quote: Quote) -> Target:
    named = [value for value in correction.value if value.strip()]
    if len(named) != 1:
        raise NotCorrected("Hãy nêu đúng một đơn vị hoặc một người. (Name one owner.)", "value")
    who = mention_leader(named[0], quote)
    if who.unit is None:
        return replace(target, answerable=(*target.answerable, who))
    return replace(target, owners=(*target.owners, *mention_units(named, quote)))
