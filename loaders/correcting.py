"""A correction into the graph: stored and applied in one transaction, or not at all.

Afterwards the graph is what loading the same files with the same corrections would make of it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import Correction, UnitMerge, final_units
from graph_schema.errors import NotCorrected
from graph_schema.merge import take_turn
from graph_schema.merge_corrections import (
    drop_if_unnamed,
    find_corrections,
    find_documents_naming,
    find_merges,
    find_one,
    find_units,
    find_version,
    forget_forms,
    set_up_unit,
    store_correction,
    store_merge,
    withdraw,
)
from graph_schema.model import PlanRecord
from loaders.corrected import check_correction, with_words
from loaders.write import place_record, settle_document


@dataclass(frozen=True, slots=True)
class Signature:
    """Who takes something back, why and when."""

    author: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a change came to."""

    correction: str
    document: str | None
    repeated: bool = False
    """The same change had been stored before, under the same key."""


async def correct_document(
    tx: AsyncManagedTransaction,
    record: PlanRecord,
    document: str,
    wanted: Correction,
    expected: str | None,
) -> Done:
    """Store a correction of a document and write the document anew with it."""
    await take_turn(tx)
    wanted = with_words(record, wanted)
    if (earlier := await find_one(tx, wanted.id)) is not None:
        said = (wanted.kind, wanted.field, list(wanted.value), wanted.author, wanted.reason)
        _check_repeat(earlier, said, wanted.anchor.quote, wanted.item)
        return Done(wanted.id, document, repeated=True)
    await _check_version(tx, document, expected)
    read_as = await settle_document(tx, record)
    standing = await find_corrections(tx, record.source.sha256, read_as)
    check_correction(record, standing, wanted)
    await store_correction(tx, wanted, read_as)
    outcome = await place_record(tx, record)
    return Done(wanted.id, outcome.document_id)


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
    if await _is_withdrawn(tx, identity, said):
        return Done(identity, document, repeated=True)
    await _check_version(tx, document, expected)
    await withdraw(tx, identity, said.author, said.reason, said.at)
    outcome = await place_record(tx, record)
    return Done(identity, outcome.document_id)


async def merge_units(
    tx: AsyncManagedTransaction,
    records: Mapping[str, PlanRecord],
    merge: UnitMerge,
    said: Signature,
) -> Done:
    """Store that one unit is another, and write anew every document that names it."""
    await take_turn(tx)
    if (earlier := await find_one(tx, merge.id)) is not None:
        _check_same(earlier, {"unit": merge.unit, "into": merge.into, "author": said.author})
        return Done(merge.id, None, repeated=True)
    await _check_merge(tx, merge)
    nodes = await find_units(tx, [merge.unit, merge.into])
    for field, unit in (("unit", merge.unit), ("into", merge.into)):
        if unit not in nodes:
            raise NotCorrected("Không có đơn vị này trong kho. (No such unit.)", field)
    properties = nodes[merge.unit].properties
    stored: dict[str, object] = {
        "author": said.author,
        "reason": said.reason,
        "at": said.at,
        "unit_name": properties["name"],
        "unit_properties": json.dumps(dict(properties), ensure_ascii=False),
    }
    naming = await find_documents_naming(tx, merge.unit)
    await store_merge(tx, merge, stored)
    await _write_anew(tx, naming, records)
    await drop_if_unnamed(tx, merge.unit)
    return Done(merge.id, None)


async def separate_units(
    tx: AsyncManagedTransaction,
    identity: str,
    records: Mapping[str, PlanRecord],
    said: Signature,
) -> Done:
    """Take a merge of units back: each is its own again, by the words of every document."""
    await take_turn(tx)
    if await _is_withdrawn(tx, identity, said):
        return Done(identity, None, repeated=True)
    stored = await find_one(tx, identity) or {}
    unit = str(stored["unit"])
    standing = final_units(await find_merges(tx))
    holder = standing[unit]
    naming = await find_documents_naming(tx, holder)
    await withdraw(tx, identity, said.author, said.reason, said.at)
    await set_up_unit(tx, unit, json.loads(str(stored["unit_properties"])))
    await forget_forms(tx, unit)
    await forget_forms(tx, holder)
    await _write_anew(tx, naming, records)
    await drop_if_unnamed(tx, unit)
    await drop_if_unnamed(tx, holder)
    return Done(identity, None)


async def _write_anew(
    tx: AsyncManagedTransaction, documents: Sequence[str], records: Mapping[str, PlanRecord]
) -> None:
    for document in documents:
        if document not in records:
            raise NotCorrected(
                "Vừa có văn bản mới nhắc tới đơn vị này: hãy làm lại. (A document came in; retry.)",
                code="CONFLICT",
            )
        await place_record(tx, records[document])


async def _check_merge(tx: AsyncManagedTransaction, merge: UnitMerge) -> None:
    if merge.unit == merge.into:
        raise NotCorrected("Không gộp được một đơn vị vào chính nó. (The same unit.)", "into")
    standing = await find_merges(tx)
    final = final_units(standing)
    if merge.unit in final:
        raise NotCorrected(
            "Đơn vị này đã được gộp vào một đơn vị khác: hãy rút phép gộp đó trước. "
            "(The unit is merged already.)",
            "unit",
            code="CONFLICT",
            current=final[merge.unit],
        )
    if merge.into == merge.unit or final.get(merge.into) == merge.unit:
        raise NotCorrected(
            "Gộp như vậy thành vòng tròn: đơn vị nhận đã được gộp vào đơn vị này. (A cycle.)",
            "into",
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


async def _is_withdrawn(tx: AsyncManagedTransaction, identity: str, said: Signature) -> bool:
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


def _check_repeat(
    earlier: Mapping[str, object],
    said: tuple[str, str | None, list[str], str, str],
    quote: str,
    item: str | None,
) -> None:
    names = ("kind", "field", "value", "author", "reason")
    wanted = dict(zip(names, said, strict=True)) | {"quote": quote, "item": item}
    _check_same(earlier, wanted)


def _check_same(earlier: Mapping[str, object], wanted: Mapping[str, object]) -> None:
    """A key that came before stands for the same change, or for none."""
    if any(earlier.get(name) != value for name, value in wanted.items()):
        raise NotCorrected(
            "Khóa idempotencyKey này đã dùng cho một phép sửa khác: hãy dùng khóa mới. "
            "(The key was used for another change.)",
            "idempotencyKey",
            code="CONFLICT",
        )
