"""A correction into the graph: stored and applied in one transaction, or not at all.

Afterwards the graph is what loading the same files with the same corrections would make of it. The
file is read before the transaction; if a later version came in meanwhile, nothing is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry
from graph_schema.corrections import Anchor, Correction, CorrectionKind, Part, UnitChange
from graph_schema.dated import instant
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import find_changed, find_settled, write_changes
from graph_schema.merge_corrections import (
    UnitNode,
    find_corrections,
    find_current,
    find_one,
    find_units,
    find_version,
    store_correction,
    withdraw,
)
from graph_schema.model import PlanRecord
from loaders.corrected import (
    apply_corrections,
    check_correction,
    standing_value,
    with_reading,
)
from loaders.corrected_cuts import holder_of
from loaders.known_names import Names, check_names
from loaders.write import LoadOutcome, Occupied, merged_units, place_record, settle_document

_KNOWN = Names()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who takes something back, why, when, and under which key."""

    author: str
    reason: str
    at: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a change came to."""

    correction: str
    document: str | None
    repeated: bool = False
    """The same change had been stored before, under the same key."""
    note: str | None = None
    """What else a person should know of it."""


class Overtaken(NotCorrected):
    """A later version came in before the turn was ours: to be tried again with its file."""

    def __init__(self, wanted: Correction | None, file: str | None) -> None:
        """Keep the correction with what was read for it, and the file that stands now."""
        super().__init__(
            "Vừa có bản mới của văn bản này: hãy xem lại rồi làm lại. (A new version came in.)",
            code="CONFLICT",
        )
        self.wanted = wanted
        self.file = file


async def correct_document(
    tx: AsyncManagedTransaction,
    record: PlanRecord,
    document: str,
    wanted: Correction,
    expected: str | None,
    *,
    keyed: bool = False,
    names: Names = _KNOWN,
) -> Done:
    """Store a correction of a document and write the document anew with it.

    What stands already is not said twice, but under a key, which then stands for this change.
    """
    await take_turn(tx)
    if (earlier := await find_one(tx, wanted.id)) is not None:
        check_same(earlier, asked_for(wanted))
        return Done(wanted.id, document, repeated=True)
    read_as = await settle_document(tx, record)
    standing = await find_corrections(tx, record.source.sha256, read_as)
    await _check_values(tx, record, document, standing, wanted, expected)
    same = None if keyed else _said_already(standing, wanted)
    if same is not None:
        return Done(same, document, repeated=True)
    check_correction(record, standing, wanted)
    wanted = with_reading(record, standing, wanted)
    await _check_current(tx, document, record, wanted)
    await check_names(tx, record, standing, wanted, (await merged_units(tx))[0], names)
    await store_correction(tx, wanted, read_as)
    outcome = await _write(tx, record)
    await write_changes(tx, [await _corrected_entry(tx, wanted, outcome.document_id)])
    return Done(wanted.id, outcome.document_id, note=_note(record, standing, wanted))


def _said_already(standing: Sequence[Correction], wanted: Correction) -> str | None:
    """The last correction of this value, where it stands and sets the very same."""
    if wanted.kind is not CorrectionKind.SET_VALUE:
        return None
    of_it = [
        one
        for one in standing
        if one.stands and one.kind is wanted.kind and one.field == wanted.field
        if _place(one.anchor) == _place(wanted.anchor)
    ]
    return of_it[-1].id if of_it and of_it[-1].value == wanted.value else None


def _place(anchor: Anchor) -> tuple[object, ...]:
    return (anchor.part, anchor.source, anchor.start, anchor.end, anchor.ref, anchor.ordinal)


async def withdraw_correction(
    tx: AsyncManagedTransaction,
    identity: str,
    record: PlanRecord,
    document: str,
    said: Signature,
    expected: str | None,
) -> Done:
    """Take a correction of a document back and write the document anew without it."""
    await take_turn(tx)
    if await is_withdrawn(tx, identity, said):
        return Done(identity, document, repeated=True)
    await _check_version(tx, document, expected)
    await _check_current(tx, document, record, None)
    settled = await find_settled(tx, document, identity)
    changed = await find_changed(tx, identity)
    await withdraw(tx, identity, asdict(said))
    outcome = await _write(tx, record)
    entry = withdrawn_entry(identity, said, outcome.document_id)
    about = dict.fromkeys((*entry.about, *settled, *changed))
    await write_changes(tx, [replace(entry, about=tuple(about))])
    return Done(identity, outcome.document_id)


async def withdraw_alone(tx: AsyncManagedTransaction, identity: str, said: Signature) -> Done:
    """Take a correction back that no document of the store carries any more."""
    await take_turn(tx)
    if await is_withdrawn(tx, identity, said):
        return Done(identity, None, repeated=True)
    await withdraw(tx, identity, asdict(said))
    await write_changes(tx, [withdrawn_entry(identity, said, None)])
    return Done(identity, None)


async def _corrected_entry(tx: AsyncManagedTransaction, wanted: Correction, document: str) -> Entry:
    """What the chain of changes says of a correction: of its document, and of what it changed."""
    before = None if wanted.read is None else " | ".join(wanted.read)
    about = [(Label.DOCUMENT, document), (Label.CORRECTION, wanted.id)]
    return Entry(
        str(wanted.kind),
        instant(),
        wanted.author,
        wanted.asked or document,
        (*about, *await find_changed(tx, wanted.id), *await find_settled(tx, document, wanted.id)),
        wanted.field,
        before,
        " | ".join(wanted.value),
        wanted.reason,
        result=wanted.id,
    )


def withdrawn_entry(identity: str, said: Signature, document: str | None) -> Entry:
    """What the chain of changes says of a correction that was taken back."""
    about = [(Label.CORRECTION, identity)]
    if document is not None:
        about.append((Label.DOCUMENT, document))
    return Entry(
        "WITHDRAWN",
        instant(),
        said.author,
        document or identity,
        tuple(about),
        reason=said.reason,
        result=identity,
    )


async def is_withdrawn(tx: AsyncManagedTransaction, identity: str, said: Signature) -> bool:
    """Whether the same person took it back before; another one is told who did."""
    stored = await find_one(tx, identity)
    if stored is None:
        raise NotCorrected("Không có phép sửa này. (No such correction.)", "id", code="NOT_FOUND")
    if stored.get("withdrawn_at") is None:
        return False
    if stored.get("withdrawn_by") == said.author:
        return True
    raise NotCorrected(
        f"Phép sửa này đã được {stored.get('withdrawn_by')} rút. (It is withdrawn already.)",
        "id",
        code="CONFLICT",
    )


def asked_for(wanted: Correction) -> dict[str, object]:
    """What a person asked for, as it is stored: a key that comes again stands for the same."""
    return {
        "kind": str(wanted.kind),
        "asked": wanted.asked,
        "field": wanted.field,
        "value": list(wanted.value),
        "author": wanted.author,
        "reason": wanted.reason,
    }


def asked_for_units(wanted: UnitChange, said: Signature) -> dict[str, object]:
    """What a person asked for of two units, as it is stored."""
    return {**wanted.properties(), "author": said.author, "reason": said.reason}


async def find_both(tx: AsyncManagedTransaction, wanted: UnitChange) -> dict[str, UnitNode]:
    """Both units that a person names, as they stand; one that is not there is refused."""
    nodes = await find_units(tx, [wanted.unit, wanted.into])
    for field, unit in (("unit", wanted.unit), ("into", wanted.into)):
        if unit not in nodes:
            raise NotCorrected("Không có đơn vị này trong kho. (No such unit.)", field)
    return nodes


def check_same(earlier: Mapping[str, object], wanted: Mapping[str, object]) -> None:
    """A key that came before stands for the same change, or for none."""
    if any((earlier.get(name) or None) != (value or None) for name, value in wanted.items()):
        raise key_taken()


def key_taken() -> NotCorrected:
    """The refusal of a key that stands for another change."""
    return NotCorrected(
        "Khóa idempotencyKey này đã dùng cho một phép sửa khác: hãy dùng khóa mới. "
        "(The key was used for another change.)",
        "idempotencyKey",
        code="CONFLICT",
    )


async def _write(tx: AsyncManagedTransaction, record: PlanRecord) -> LoadOutcome:
    """Write the document anew; a number that makes it another document is refused."""
    try:
        return await place_record(tx, record, beside=True)
    except Occupied as taken:
        raise NotCorrected(
            f"Trong kho đã có văn bản khác mang đúng số, cơ quan và ngày ấy ({taken.document}), "
            "nạp từ tệp khác: hãy xem lại số của cả hai. (Another document has that number.)",
            "value",
            code="CONFLICT",
        ) from taken


def _note(record: PlanRecord, standing: tuple[Correction, ...], wanted: Correction) -> str | None:
    """Where what stood under a dropped task is now."""
    if wanted.kind is not CorrectionKind.DROP or wanted.anchor.part is not Part.TASK:
        return None
    before = apply_corrections(record, standing).record
    after = apply_corrections(record, (*standing, wanted)).record
    left = {task.ref for task in before.tasks} - {task.ref for task in after.tasks}
    gone = next((task for task in before.tasks if task.ref in left), None)
    if gone is None:
        return None
    targets = sum(t.task_ref == gone.ref and not t.dropped for t in before.targets)
    below = sum(task.parent_ref == gone.ref for task in before.tasks)
    kept = [f"{n} {name}" for n, name in ((targets, "chỉ tiêu"), (below, "nhiệm vụ con")) if n]
    if not kept:
        return None
    holder = holder_of(before, gone)
    above = f"nhiệm vụ {holder}" if holder else "văn bản"
    return f"Vẫn giữ {' và '.join(kept)} của mục này, nay thuộc {above}."


async def _check_current(
    tx: AsyncManagedTransaction, document: str, record: PlanRecord, wanted: Correction | None
) -> None:
    """Never put an older version back in the place of one that came in meanwhile."""
    current = (await find_current(tx, [document])).get(document)
    if current != record.source.sha256:
        raise Overtaken(wanted, current)


async def _check_values(
    tx: AsyncManagedTransaction,
    record: PlanRecord,
    document: str,
    standing: Sequence[Correction],
    wanted: Correction,
    expected: str | None,
) -> None:
    """Who saw an older version is told what stands now beside what was sent."""
    try:
        await _check_version(tx, document, expected)
    except NotCorrected as stale:
        now = standing_value(record, standing, wanted)
        if now is None:
            raise
        raise of_two_values(stale, wanted.field or "owners", now, wanted.value) from stale


def of_two_values(
    stale: NotCorrected, field: str, now: Sequence[str], given: Sequence[str]
) -> NotCorrected:
    """The refusal of a second editor, with the value that stands and the one that was sent."""
    stands, sent = "; ".join(now), "; ".join(given)
    return NotCorrected(
        f"Văn bản đã thay đổi từ lúc xem; {field} đang có “{stands or 'không có'}”, gửi "
        f"“{sent or 'không có'}”: hãy tải lại, so lại rồi sửa. "
        "(The document has changed since it was seen.)",
        stale.field,
        code=stale.code,
        expected=stale.expected,
        current=stale.current,
        current_value=stands or None,
        given_value=sent or None,
    )


async def _check_version(tx: AsyncManagedTransaction, document: str, expected: str | None) -> None:
    current = await find_version(tx, document)
    if expected is not None and expected != current:
        raise NotCorrected(
            "Văn bản đã thay đổi từ lúc xem: hãy tải lại, so lại rồi sửa. "
            "(The document has changed since it was seen.)",
            "expectedVersion",
            code="CONFLICT",
            expected=expected,
            current=current,
        )
