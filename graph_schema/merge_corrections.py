"""Every write of review and corrections, and what a load must know of them before it writes.

Corrections are never deleted. What hangs on them (review items, what they changed) is made anew
with each reading of the document.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import Anchor, Correction, CorrectionKind, Part, UnitMerge

Row = Mapping[str, object]

# What a former reading hung on the document's corrections and review items.
TAKE_BACK = (
    "MATCH (p:Document {id: $doc})-[:HAS_CORRECTION]->(c:Correction) "
    "MATCH (c)-[x:CORRECTS]->() DELETE x",
    "MATCH (p:Document {id: $doc})-[:HAS_REVIEW_ITEM]->(i:ReviewItem) "
    "MATCH (i)-[x:ABOUT]->() DELETE x",
    "MATCH (p:Document {id: $doc})-[x:HAS_REVIEW_ITEM|HAS_CORRECTION]->() DELETE x",
)

# Which corrections are keyed to this file, or to the document that it is read as?
_OF_FILE = "MATCH (c:Correction {source: $source}) RETURN properties(c)"
_OF_READING = "MATCH (c:Correction {read_as: $doc}) RETURN properties(c)"
# Which of these files or documents have a correction?
_CORRECTED = (
    "UNWIND $ids AS id MATCH (c:Correction {source: id}) RETURN DISTINCT c.source",
    "UNWIND $ids AS id MATCH (c:Correction {read_as: id}) RETURN DISTINCT c.read_as",
)
# Which stand beside what a former reader made of this very file, whatever it took it for?
_OF_FORMER = """
MATCH (f:SourceFile {id: $source})<-[:READ_FROM]-(d:Document) WHERE d.sha256 = $source
MATCH (d)-[:HAS_CORRECTION]->(c:Correction) RETURN properties(c)
"""
_KEEP_WITH = "UNWIND $ids AS id MATCH (c:Correction {id: id}) SET c.read_as = $doc"
_ONE = "MATCH (c:Correction {id: $id}) RETURN properties(c)"

# Which units are others, and what are those?
_MERGES = """
MATCH (c:Correction {kind: 'MERGE_UNIT'}) WHERE c.withdrawn_at IS NULL
RETURN c.id, c.unit, c.into ORDER BY c.at, c.id
"""
_UNITS = """
UNWIND $ids AS id MATCH (u:Unit {id: id})
OPTIONAL MATCH (u)-[:SITS_IN]->(p:Place) RETURN properties(u), properties(p)
"""

_VERSION = "MATCH (d:Document {id: $doc}) RETURN d.version"
# From which files do these documents stand in the store?
_CURRENT = """
UNWIND $docs AS doc MATCH (d:Document {id: doc}) WHERE d.known = true RETURN d.id, d.sha256
"""
_STORE = "CREATE (c:Correction {id: $id}) SET c += $p"
_WITHDRAW = """
MATCH (c:Correction {id: $id})
SET c.withdrawn_at = $at, c.withdrawn_by = $author, c.withdrawn_reason = $reason,
  c.withdrawn_key = $key
"""
_PENDING = "MATCH (c:Correction {id: $id}) RETURN c.pending"
_SET_PENDING = "MATCH (c:Correction {id: $id}) SET c.pending = $docs"
_READ_VALUES = """
UNWIND $rows AS row MATCH (c:Correction {id: row.id}) SET c.read_value = row.value
"""
_STORE_MERGE = """
MATCH (u:Unit {id: $into}) MATCH (w:Unit {id: $unit})
CREATE (c:Correction {id: $id}) SET c += $p
SET c.secret = CASE WHEN coalesce(w.secret, 0) > coalesce(u.secret, 0)
  THEN w.secret ELSE u.secret END
CREATE (c)-[:MERGES_INTO]->(u)
"""
# What was merged into a unit that is now another moves on, and back again when it is set up anew.
_MOVE_ON = """
MATCH (v:Unit {id: $into})
MATCH (c:Correction)-[x:MERGES_INTO]->(u:Unit {id: $unit})
CREATE (c)-[:MERGES_INTO]->(v) DELETE x
"""
_SET_UP = "MERGE (u:Unit {id: $id}) SET u += $p"
_SEAT = """
MATCH (u:Unit {id: $id}) MATCH (p:Place {id: u.place_id}) MERGE (u)-[:SITS_IN]->(p)
"""
_MOVE_BACK = """
MATCH (u:Unit {id: $id})
MATCH (c:Correction {kind: 'MERGE_UNIT'}) WHERE c.withdrawn_at IS NULL AND c.into = $id
MERGE (c)-[:MERGES_INTO]->(u)
"""
_LET_GO_OF = """
MATCH (c:Correction {kind: 'MERGE_UNIT'})-[x:MERGES_INTO]->(v:Unit)
WHERE c.into = $id AND v.id <> $id DELETE x
"""
_LET_GO = "MATCH (c:Correction {id: $id})-[x:MERGES_INTO]->(:Unit) DELETE x"
_DROP_UNIT = """
MATCH (u:Unit {id: $id}) WHERE NOT EXISTS {
  MATCH (u)-[x]-() WHERE NOT type(x) IN ['SITS_IN', 'CHANGED'] }
DETACH DELETE u
"""
# Documents that name a unit, in whatever role: read anew when it turns out to be another.
_NAMED_BY = """
MATCH (u:Unit {id: $id})-[x]-() WHERE x.doc IS NOT NULL RETURN DISTINCT x.doc
"""
_OFFICES_NAMED_BY = """
MATCH (u:Unit {id: $id})<-[:IN]-(o:Position) MATCH (o)-[x]-() WHERE x.doc IS NOT NULL
RETURN DISTINCT x.doc
"""
# An office that no document names any more, in a unit that is now another.
_DROP_OFFICES = """
MATCH (u:Unit {id: $id})<-[:IN]-(o:Position)
WHERE NOT (o)<-[:HOLDS]-() AND NOT (o)-[:OVERSEES|OWNS|ANSWERED]->() DETACH DELETE o
"""
# The forms of a unit are gathered anew from the documents that name it.
_FORGET_FORMS = "MATCH (u:Unit {id: $id}) SET u.aliases = []"


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit as the store holds it, and the place where it sits."""

    id: str
    properties: Row
    place: Row | None


async def find_corrections(
    tx: AsyncManagedTransaction, source: str, document: str
) -> tuple[Correction, ...]:
    """Every correction of a file or of its document, withdrawn ones too, in order of time."""
    rows = await (await tx.run(_OF_FILE, source=source)).values()
    rows += await (await tx.run(_OF_READING, doc=document)).values()
    rows += await (await tx.run(_OF_FORMER, source=source)).values()
    found = {str(row[0]["id"]): _correction(row[0]) for row in rows if row[0].get("part")}
    return tuple(sorted(found.values(), key=lambda correction: (correction.at, correction.id)))


async def find_corrected(
    tx: AsyncManagedTransaction, files: Sequence[str], documents: Sequence[str]
) -> set[str]:
    """Which of these files and documents people corrected."""
    found: set[str] = set()
    for statement, ids in zip(_CORRECTED, (files, documents), strict=True):
        rows = await (await tx.run(statement, ids=list(ids))).values()
        found |= {str(row[0]) for row in rows}
    return found


async def keep_with(tx: AsyncManagedTransaction, ids: Sequence[str], document: str) -> None:
    """Corrections go with their document, whatever id the reader of the day gives it."""
    await (await tx.run(_KEEP_WITH, ids=list(ids), doc=document)).consume()


async def find_one(tx: AsyncManagedTransaction, identity: str) -> Row | None:
    """One correction as it is stored, of whatever kind."""
    rows = await (await tx.run(_ONE, id=identity)).values()
    return cast(Row, rows[0][0]) if rows else None


async def find_merges(tx: AsyncManagedTransaction) -> tuple[UnitMerge, ...]:
    """Every merge of units that stands."""
    rows = await (await tx.run(_MERGES)).values()
    return tuple(UnitMerge(str(row[0]), str(row[1]), str(row[2])) for row in rows)


async def find_units(tx: AsyncManagedTransaction, ids: Sequence[str]) -> dict[str, UnitNode]:
    """Units by their ids."""
    rows = await (await tx.run(_UNITS, ids=list(ids))).values()
    return {str(row[0]["id"]): UnitNode(str(row[0]["id"]), row[0], row[1]) for row in rows}


async def find_version(tx: AsyncManagedTransaction, document: str) -> str | None:
    """The version of the reading that stands in the store."""
    rows = await (await tx.run(_VERSION, doc=document)).values()
    return rows[0][0] if rows else None


async def find_current(tx: AsyncManagedTransaction, documents: Sequence[str]) -> dict[str, str]:
    """The file from which each document stands in the store."""
    rows = await (await tx.run(_CURRENT, docs=list(documents))).values()
    return {str(row[0]): str(row[1]) for row in rows}


async def find_pending(tx: AsyncManagedTransaction, identity: str) -> tuple[str, ...]:
    """The documents that a merge of units, or its end, is still to be written into."""
    rows = await (await tx.run(_PENDING, id=identity)).values()
    return tuple(map(str, rows[0][0] or ())) if rows else ()


async def set_pending(tx: AsyncManagedTransaction, identity: str, documents: Sequence[str]) -> None:
    """Keep which documents are left, so that what is broken off can be gone on with."""
    await (await tx.run(_SET_PENDING, id=identity, docs=list(documents))).consume()


async def find_documents_naming(tx: AsyncManagedTransaction, unit: str) -> tuple[str, ...]:
    """The documents that name a unit or an office of it."""
    rows = await (await tx.run(_NAMED_BY, id=unit)).values()
    rows += await (await tx.run(_OFFICES_NAMED_BY, id=unit)).values()
    return tuple(sorted({str(row[0]) for row in rows}))


async def store_correction(
    tx: AsyncManagedTransaction, correction: Correction, read_as: str
) -> None:
    """Keep a correction; what it changes is written with the document's next reading."""
    anchor = correction.anchor
    properties = {
        "id": correction.id,
        "kind": str(correction.kind),
        "part": str(anchor.part),
        "source": anchor.source,
        "start": anchor.start,
        "end": anchor.end,
        "quote": anchor.quote,
        "ref": anchor.ref,
        "ordinal": anchor.ordinal,
        "heading": anchor.heading,
        "asked": correction.asked,
        "was_read": None if correction.read is None else json.dumps(correction.read),
        "field": correction.field,
        "value": list(correction.value),
        "author": correction.author,
        "reason": correction.reason,
        "at": correction.at,
        "item": correction.item,
        "on": correction.on,
        "read_as": read_as,
    }
    await (await tx.run(_STORE, id=correction.id, p=properties)).consume()


async def note_read_values(
    tx: AsyncManagedTransaction, values: Mapping[str, Sequence[str]]
) -> None:
    """Beside each correction, what the latest reading says at its place."""
    rows = [{"id": identity, "value": list(value)} for identity, value in values.items()]
    await (await tx.run(_READ_VALUES, rows=rows)).consume()


async def store_merge(tx: AsyncManagedTransaction, merge: UnitMerge, said: Row) -> None:
    """Keep that one unit is another; the other stays in the store while this stands."""
    properties = {**said, **merge.properties()}
    await (
        await tx.run(_STORE_MERGE, id=merge.id, unit=merge.unit, into=merge.into, p=properties)
    ).consume()
    await (await tx.run(_MOVE_ON, unit=merge.unit, into=merge.into)).consume()


async def set_up_unit(tx: AsyncManagedTransaction, unit: str, properties: Row) -> None:
    """A unit that was merged stands for itself again, and for what was merged into it."""
    await (await tx.run(_SET_UP, id=unit, p=dict(properties))).consume()
    for statement in (_SEAT, _MOVE_BACK, _LET_GO_OF):
        await (await tx.run(statement, id=unit)).consume()


async def withdraw(
    tx: AsyncManagedTransaction, identity: str, said: Mapping[str, str | None]
) -> None:
    """Take a correction back: it stays on record, and says when, by whom, why, under which key."""
    taken = await tx.run(_WITHDRAW, {"id": identity, **said})
    await taken.consume()
    await (await tx.run(_LET_GO, id=identity)).consume()


async def forget_forms(tx: AsyncManagedTransaction, unit: str) -> None:
    """Before every document that names the unit is read anew."""
    await (await tx.run(_FORGET_FORMS, id=unit)).consume()


async def drop_if_unnamed(tx: AsyncManagedTransaction, unit: str) -> None:
    """A unit that nothing names any more leaves, with its offices."""
    for statement in (_DROP_OFFICES, _DROP_UNIT):
        await (await tx.run(statement, id=unit)).consume()


def _correction(row: Mapping[str, object]) -> Correction:
    def text(name: str) -> str | None:
        value = row.get(name)
        return None if value is None else str(value)

    def number(name: str) -> int:
        return int(cast(int, row.get(name) or 0))

    was_read = text("was_read")
    return Correction(
        str(row["id"]),
        CorrectionKind(str(row["kind"])),
        Anchor(
            Part(str(row["part"])),
            str(row["source"]),
            number("start"),
            number("end"),
            str(row["quote"]),
            str(row["ref"]),
            number("ordinal"),
            text("heading") or "",
        ),
        text("field"),
        tuple(map(str, cast(Sequence[object], row.get("value") or ()))),
        str(row["author"]),
        str(row["reason"]),
        str(row["at"]),
        text("item"),
        text("withdrawn_at"),
        text("asked"),
        None if was_read is None else tuple(map(str, json.loads(was_read))),
        text("on"),
    )
