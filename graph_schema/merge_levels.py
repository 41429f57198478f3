"""What is said of units by persons follows how secret those units are, and become later."""

from collections.abc import Sequence

from neo4j import AsyncManagedTransaction

# What did persons say of these units, each with another one: that it is that, or succeeds it?
_SAID_OF = (
    "UNWIND $ids AS id MATCH (u:Unit {id: id})<-[:MERGES_INTO]-(c:Correction) "
    "RETURN DISTINCT c.id, c.unit, c.into",
    "UNWIND $ids AS id MATCH (u:Unit {id: id})<-[:CHANGED]-(h:Change) "
    "MATCH (h)-[:CHANGED]->(c:Correction) WHERE c.into IS NOT NULL "
    "RETURN DISTINCT c.id, c.unit, c.into",
)
# It is as secret as the more secret of the two; of a unit that is gone, no less than it was.
_LEVEL_SAID = (
    "UNWIND $rows AS row MATCH (c:Correction {id: row.id}) "
    "OPTIONAL MATCH (w:Unit {id: row.unit}) OPTIONAL MATCH (u:Unit {id: row.into}) "
    "WITH c, CASE WHEN w IS NULL THEN coalesce(c.secret, 0) ELSE coalesce(w.secret, 0) END AS own, "
    "CASE WHEN u IS NULL THEN coalesce(c.secret, 0) ELSE coalesce(u.secret, 0) END AS other "
    "WITH c, CASE WHEN own > other THEN own ELSE other END AS most "
    "SET c.secret = CASE WHEN most = 0 THEN null ELSE most END",
    "UNWIND $rows AS row MATCH (c:Correction {id: row.id})<-[:CHANGED]-(h:Change) "
    "SET h.secret = c.secret",
)
# Who took the place of these units, or whose place did they take?
_NEIGHBOURS = """
UNWIND $ids AS id MATCH (u:Unit {id: id})-[:SUCCEEDED_BY]-(v:Unit) RETURN DISTINCT u.id, v.id
"""
# From which day to which is a unit? Until the last of those who took its place did so; what is
# more secret than the unit itself says nothing of its days.
_KEEP_DAYS = (
    "MATCH (u:Unit {id: $id}) OPTIONAL MATCH (u)-[x:SUCCEEDED_BY]->(v:Unit) "
    "WHERE coalesce(v.secret, 0) <= coalesce(u.secret, 0) "
    "WITH u, max(x.until) AS last SET u.valid_to = last",
    "MATCH (u:Unit {id: $id}) OPTIONAL MATCH (u)<-[x:SUCCEEDED_BY]-(v:Unit) "
    "WHERE x.founded = true AND coalesce(v.secret, 0) <= coalesce(u.secret, 0) "
    "WITH u, min(x.on) AS first SET u.valid_from = first",
)


async def level_said(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """After units became more or less secret: what persons said of them, and their days."""
    found = [row for one in _SAID_OF for row in await (await tx.run(one, ids=list(ids))).values()]
    rows = [{"id": row[0], "unit": row[1], "into": row[2]} for row in found]
    for statement in _LEVEL_SAID if rows else ():
        await (await tx.run(statement, rows=rows)).consume()
    near = await (await tx.run(_NEIGHBOURS, ids=list(ids))).values()
    await keep_days(tx, *dict.fromkeys(str(one) for row in near for one in row))


async def keep_days(tx: AsyncManagedTransaction, *units: str) -> None:
    """From which day to which these units are, by who took whose place."""
    for unit in units:
        for statement in _KEEP_DAYS:
            await (await tx.run(statement, id=unit)).consume()
