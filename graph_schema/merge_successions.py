"""Every write of successions: which unit took the place of which, from a day on."""

from datetime import date, timedelta

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import UnitSuccession
from graph_schema.merge_corrections import Row, drop_if_unnamed
from graph_schema.merge_levels import keep_days

_DEEP = 20
_STORE = """
MATCH (u:Unit {id: $into}) MATCH (w:Unit {id: $unit})
CREATE (c:Correction {id: $id}) SET c += $p
SET c.secret = CASE WHEN coalesce(w.secret, 0) > coalesce(u.secret, 0)
  THEN w.secret ELSE u.secret END
CREATE (c)-[:MERGES_INTO]->(u)
CREATE (w)-[x:SUCCEEDED_BY]->(u) SET x = $x
"""
# Who takes the place of a unit, step by step?
_NEXT = "UNWIND $ids AS id MATCH (u:Unit {id: id})-[:SUCCEEDED_BY]->(v:Unit) RETURN DISTINCT v.id"
# Does a succession of a unit stand, either way? The one that most callers may see.
_ANY = (
    "MATCH (u:Unit {id: $id})-[x:SUCCEEDED_BY]-(v:Unit) "
    "RETURN x.id, coalesce(v.secret, 0) AS level ORDER BY level LIMIT 1"
)
_END = "MATCH (u:Unit {id: $unit})-[x:SUCCEEDED_BY]->(:Unit) WHERE x.id = $id DELETE x"


async def find_successors(tx: AsyncManagedTransaction, unit: str) -> set[str]:
    """Everybody who takes the place of a unit, and of those in turn."""
    found: set[str] = set()
    step = [unit]
    for _ in range(_DEEP):
        rows = await (await tx.run(_NEXT, ids=step)).values()
        step = [str(row[0]) for row in rows if str(row[0]) not in found]
        if not step:
            break
        found |= set(step)
    return found


async def find_succession(tx: AsyncManagedTransaction, unit: str) -> str | None:
    """A succession of the unit that stands, either way."""
    rows = await (await tx.run(_ANY, id=unit)).values()
    return str(rows[0][0]) if rows else None


async def store_succession(tx: AsyncManagedTransaction, wanted: UnitSuccession, said: Row) -> None:
    """Keep that one unit takes the place of another, and from which day to which both are."""
    until = (date.fromisoformat(wanted.on) - timedelta(days=1)).isoformat()
    edge = {"id": wanted.id, "on": wanted.on, "until": until, "founded": wanted.founded}
    edge |= {"by": said["author"], "reason": said["reason"]}
    ends = {"id": wanted.id, "unit": wanted.unit, "into": wanted.into}
    await (
        await tx.run(_STORE, {**ends, "p": {**said, **wanted.properties()}, "x": edge})
    ).consume()
    await keep_days(tx, wanted.unit, wanted.into)


async def end_succession(tx: AsyncManagedTransaction, identity: str, unit: str, into: str) -> None:
    """It was never so."""
    await (await tx.run(_END, id=identity, unit=unit)).consume()
    await keep_days(tx, unit, into)
    for one in (unit, into):
        await drop_if_unnamed(tx, one)
