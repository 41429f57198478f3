"""One unit is another: stored at once, then written into the documents that name it.

Every load knows of a merge from the moment it is stored. Which documents are still to be written
is kept beside it, so that what is broken off is gone on with; each is wholly old or wholly new.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry
from graph_schema.corrections import UnitMerge, final_units
from graph_schema.dated import instant
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import write_changes
from graph_schema.merge_corrections import (
    drop_if_unnamed,
    find_current,
    find_documents_naming,
    find_merges,
    find_one,
    find_pending,
    forget_forms,
    set_pending,
    set_up_unit,
    store_merge,
    withdraw,
)
from graph_schema.merge_successions import find_succession
from graph_schema.model import PlanRecord
from graph_schema.secrecy import level_of
from loaders.alike import are_alike
from loaders.correcting import (
    Done,
    Signature,
    asked_for_units,
    check_same,
    find_both,
    is_withdrawn,
    withdrawn_entry,
)
from loaders.write import place_record


async def merge_units(tx: AsyncManagedTransaction, merge: UnitMerge, said: Signature) -> Done:
    """Store that one unit is another, and which documents are to be written anew for it."""
    await take_turn(tx)
    if (earlier := await find_one(tx, merge.id)) is not None:
        check_same(earlier, asked_for_units(merge, said))
        return Done(merge.id, None, repeated=True)
    if (same := await _standing(tx, merge)) is not None:
        return Done(same, None, repeated=True)
    await _check_merge(tx, merge)
    if (standing := await find_succession(tx, merge.unit)) is not None:
        raise NotCorrected(
            "Đã ghi đơn vị này tiếp nhận hoặc được tiếp nhận: hãy rút phép ấy trước. "
            "(It succeeds, or is succeeded by, another one.)",
            "unit",
            code="CONFLICT",
            current=standing,
        )
    nodes = await find_both(tx, merge)
    properties = nodes[merge.unit].properties
    if level_of(properties) < level_of(nodes[merge.into].properties):
        raise NotCorrected(
            "Chỉ văn bản mật hơn mới nêu đơn vị nhận: hãy gộp đơn vị ấy vào đơn vị này. "
            "(Only more secret documents name the other one: merge it into this one.)",
            "into",
        )
    into_name = nodes[merge.into].properties["name"]
    stored: dict[str, object] = {
        "author": said.author,
        "reason": said.reason,
        "at": said.at,
        "unit_name": properties["name"],
        "into_name": into_name,
        "unit_properties": json.dumps(dict(properties), ensure_ascii=False),
        "pending": list(await find_documents_naming(tx, merge.unit)),
    }
    await store_merge(tx, merge, stored)
    await write_changes(tx, [_merged_entry(merge, said, str(properties["name"]), str(into_name))])
    if not stored["pending"]:
        await _drop_unnamed(tx, merge.id)
    return Done(merge.id, None, note=_note(str(properties["name"]), str(into_name), merge.id))


def _merged_entry(merge: UnitMerge, said: Signature, unit: str, into: str) -> Entry:
    about = ((Label.UNIT, merge.into), (Label.CORRECTION, merge.id))
    words = (merge.into, about, "unit", unit, into, said.reason)
    return Entry(str(merge.kind), instant(), said.author, *words, result=merge.id)


def _note(unit: str, into: str, identity: str) -> str | None:
    """Two names that have nothing in common are told, with the way back."""
    if are_alike(unit, into):
        return None
    return (
        f"Xin xem lại: “{unit}” và “{into}” là hai tên khác hẳn nhau. Nếu gộp nhầm thì rút: "
        f"daumoi review withdraw {identity} --reason …"
    )


async def separate_units(tx: AsyncManagedTransaction, identity: str, said: Signature) -> Done:
    """Take a merge back, and keep which documents are to be written anew: by their own words."""
    await take_turn(tx)
    if await is_withdrawn(tx, identity, said):
        return Done(identity, None, repeated=True)
    stored = await find_one(tx, identity) or {}
    unit = str(stored["unit"])
    holder = final_units(await find_merges(tx))[unit]
    naming = await find_documents_naming(tx, holder)
    await withdraw(tx, identity, asdict(said))
    await write_changes(tx, [withdrawn_entry(identity, said, None)])
    await set_up_unit(tx, unit, json.loads(str(stored["unit_properties"])))
    for changed in (unit, holder):
        await forget_forms(tx, changed)
    waiting = sorted({*naming, *await find_pending(tx, identity)})
    await set_pending(tx, identity, waiting)
    if not waiting:
        await _drop_unnamed(tx, identity)
    return Done(identity, None)


async def write_pending(
    tx: AsyncManagedTransaction,
    identity: str,
    records: Mapping[str, PlanRecord],
    tried: Collection[str],
) -> None:
    """Write some of the documents that wait for a merge.

    One that a later version has come to since it was read, or that could not be read, waits on
    behind the others; one that is gone does not.
    """
    await take_turn(tx)
    pending = await find_pending(tx, identity)
    current = await find_current(tx, pending)
    left: list[str] = []
    for document in pending:
        record = records.get(document)
        if record is not None and current.get(document) == record.source.sha256:
            await place_record(tx, record)
        elif document in current:
            left.append(document)
    left.sort(key=lambda document: document in tried)
    await set_pending(tx, identity, left)
    if not left:
        await _drop_unnamed(tx, identity)


async def _drop_unnamed(tx: AsyncManagedTransaction, identity: str) -> None:
    stored = await find_one(tx, identity) or {}
    unit, into = str(stored["unit"]), str(stored["into"])
    holder = final_units(await find_merges(tx)).get(into, into)
    for unnamed in dict.fromkeys((unit, into, holder)):
        await drop_if_unnamed(tx, unnamed)


async def _standing(tx: AsyncManagedTransaction, merge: UnitMerge) -> str | None:
    """The same merge, if it stands and was broken off: it is gone on with."""
    for other in await find_merges(tx):
        if (other.unit, other.into) == (merge.unit, merge.into):
            return other.id if await find_pending(tx, other.id) else None
    return None


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
    if final.get(merge.into) == merge.unit:
        raise NotCorrected(
            "Gộp như vậy thành vòng tròn: đơn vị nhận đã được gộp vào đơn vị này. (A cycle.)",
            "into",
        )
