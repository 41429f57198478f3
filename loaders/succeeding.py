"""One unit takes the place of another from a day on: both stay, with the days on which they are."""

from dataclasses import asdict

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry
from graph_schema.corrections import UnitSuccession
from graph_schema.dated import instant
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import write_changes
from graph_schema.merge_corrections import find_merges, find_one, withdraw
from graph_schema.merge_successions import end_succession, find_successors, store_succession
from loaders.correcting import (
    Done,
    Signature,
    asked_for_units,
    check_same,
    find_both,
    is_withdrawn,
    withdrawn_entry,
)


async def succeed_unit(
    tx: AsyncManagedTransaction, wanted: UnitSuccession, said: Signature
) -> Done:
    """Store that one unit takes the place of another from a day on."""
    await take_turn(tx)
    if (earlier := await find_one(tx, wanted.id)) is not None:
        check_same(earlier, asked_for_units(wanted, said))
        return Done(wanted.id, None, repeated=True)
    nodes = await find_both(tx, wanted)
    if wanted.into in await find_successors(tx, wanted.unit):
        raise NotCorrected(
            "Đã ghi đơn vị ấy tiếp nhận đơn vị này rồi: muốn ghi ngày khác thì rút phép trước. "
            "(It succeeds the unit already.)",
            "into",
            code="CONFLICT",
            current=wanted.into,
        )
    if wanted.unit in await find_successors(tx, wanted.into):
        raise NotCorrected(
            "Ghi như vậy thành vòng tròn: đơn vị này đang tiếp nhận đơn vị kia. (A cycle.)", "into"
        )
    await _check_merges(tx, wanted)
    names = {unit: str(node.properties["name"]) for unit, node in nodes.items()}
    stored: dict[str, object] = {
        "author": said.author,
        "reason": said.reason,
        "at": said.at,
        "unit_name": names[wanted.unit],
        "into_name": names[wanted.into],
    }
    await store_succession(tx, wanted, stored)
    await write_changes(tx, [_entry(wanted, said, names)])
    return Done(wanted.id, None)


async def _check_merges(tx: AsyncManagedTransaction, wanted: UnitSuccession) -> None:
    """A unit that is another one, in some documents not yet so, takes no place and leaves none."""
    merged = {merge.unit: merge.id for merge in await find_merges(tx)}
    for field, unit in (("unit", wanted.unit), ("into", wanted.into)):
        if unit in merged:
            raise NotCorrected(
                "Đơn vị này đã được gộp vào một đơn vị khác: hãy nêu đơn vị ấy, hoặc rút phép gộp "
                "trước. (The unit is merged.)",
                field,
                code="CONFLICT",
                current=merged[unit],
            )


def _entry(wanted: UnitSuccession, said: Signature, names: dict[str, str]) -> Entry:
    return Entry(
        str(wanted.kind),
        instant(),
        said.author,
        wanted.into,
        (
            (Label.UNIT, wanted.unit),
            (Label.UNIT, wanted.into),
            (Label.CORRECTION, wanted.id),
        ),
        "unit",
        names[wanted.unit],
        f"{names[wanted.into]}, từ {wanted.on}",
        said.reason,
        result=wanted.id,
    )


async def unsucceed_unit(tx: AsyncManagedTransaction, identity: str, said: Signature) -> Done:
    """Take back that a unit takes the place of another."""
    await take_turn(tx)
    if await is_withdrawn(tx, identity, said):
        return Done(identity, None, repeated=True)
    stored = await find_one(tx, identity) or {}
    await withdraw(tx, identity, asdict(said))
    await write_changes(tx, [withdrawn_entry(identity, said, None)])
    await end_succession(tx, identity, str(stored["unit"]), str(stored["into"]))
    return Done(identity, None)
