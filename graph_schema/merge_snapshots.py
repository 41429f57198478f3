"""Every write of kept period reports (bản chốt số liệu): made once, never changed, never deleted.

One is as secret as the most secret document that it counts, and as the unit that it names.
"""

from collections.abc import Mapping, Sequence

from neo4j import AsyncManagedTransaction

from graph_schema.merge_batches import parts
from graph_schema.merge_secrecy import level_snapshots

_LINES_EACH = 2_000
"""Lines of one part: both engines are slow with properties above 1 MB."""
_DOCUMENTS_EACH = 500
# Is it kept already, or is its name taken?
_KEPT = "MATCH (s:Snapshot {id: $id}) RETURN s.id, s.name"
_NAMED = "MATCH (s:Snapshot {name_key: $key}) RETURN s.id, s.name"
_CREATE = "CREATE (s:Snapshot {id: $id}) SET s += $p"
_PART = """
MATCH (s:Snapshot {id: $id}) CREATE (s)-[:HAS_PART]->(p:SnapshotPart {id: $part})
SET p.order = $order, p.lines = $lines
"""
_COUNTS = (
    "UNWIND $ids AS doc MATCH (d:Document {id: doc}) MATCH (s:Snapshot {id: $id}) "
    "CREATE (s)-[:COUNTS]->(d)",
    "UNWIND $ids AS doc MATCH (d:Document {id: doc})-[:READ_FROM]->(f:SourceFile) "
    "WITH DISTINCT f MATCH (s:Snapshot {id: $id}) CREATE (s)-[:COUNTS]->(f)",
)
# The unit that it names: how secret is it?
_NAMES = """
MATCH (u:Unit {id: $unit}) WHERE u.secret IS NOT NULL
MATCH (s:Snapshot {id: $id}) SET s.least_secret = u.secret
"""
_RECORDED = "MATCH (s:Snapshot {id: $id}) SET s.change = $change"


async def find_kept(tx: AsyncManagedTransaction, identity: str, key: str) -> tuple[str, str] | None:
    """The id and name of the one with this id, or of another one with this name."""
    for statement, given in ((_KEPT, {"id": identity}), (_NAMED, {"key": key})):
        rows = await (await tx.run(statement, given)).values()
        if rows:
            return str(rows[0][0]), str(rows[0][1])
    return None


async def write_snapshot(
    tx: AsyncManagedTransaction,
    identity: str,
    properties: Mapping[str, object],
    lines: Sequence[str],
    documents: Sequence[str],
) -> None:
    """Keep one, with its lines and what it counts."""
    await (await tx.run(_CREATE, id=identity, p=dict(properties))).consume()
    for order, own in enumerate(parts(lines, _LINES_EACH)):
        part = {"id": identity, "part": f"{identity}_{order:04d}", "order": order}
        await (await tx.run(_PART, {**part, "lines": own})).consume()
    for some in parts(documents, _DOCUMENTS_EACH):
        for statement in _COUNTS:
            await (await tx.run(statement, id=identity, ids=some)).consume()
    if unit := properties.get("subject_id"):
        await (await tx.run(_NAMES, id=identity, unit=unit)).consume()


async def join_record(tx: AsyncManagedTransaction, identity: str, change: str) -> None:
    """Say which record of the log is of it; both are as secret as what it tells."""
    await (await tx.run(_RECORDED, id=identity, change=change)).consume()
    await level_snapshots(tx, [identity])
