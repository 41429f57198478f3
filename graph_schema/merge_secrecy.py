"""How secret (độ mật) shared nodes and recorded facts are: written beside every reading and change.

What a reading says itself is written with its level (``graph_schema.secrecy.stamped``).
"""

from collections.abc import Sequence

from neo4j import AsyncManagedTransaction

from graph_schema.labels import Label
from graph_schema.merge_levels import level_said

# What only secret documents name from now on is as secret as the least secret of them.
_HIDE = tuple(
    f"UNWIND $ids AS id MATCH (a:{label} {{id: id}}) "
    "WHERE coalesce(a.known, false) = false AND NOT EXISTS { "
    f"MATCH {way} WHERE x.doc IS NOT NULL AND x.secret IS NULL }} "
    f"MATCH {way} WHERE x.secret IS NOT NULL "
    "WITH a, min(x.secret) AS least SET a.secret = least"
    for label, way in (
        (Label.PERSON, "(a)-[x]-()"),
        (Label.POSITION, "(a)-[x]-()"),
        (Label.DIRECTIVE, "(a)<-[x:IMPLEMENTS|CITES|AMENDS|REPLACES]-()"),
    )
)
# A unit is named by its offices too.
_HIDE_UNIT = """
UNWIND $ids AS id MATCH (a:Unit {id: id})
WHERE NOT EXISTS { MATCH (a)-[x]-() WHERE x.doc IS NOT NULL AND x.secret IS NULL }
  AND NOT EXISTS { MATCH (a)<-[:IN]-(o:Position) WHERE o.secret IS NULL }
OPTIONAL MATCH (a)-[x]-() WHERE x.secret IS NOT NULL
WITH a, min(x.secret) AS said
OPTIONAL MATCH (a)<-[:IN]-(o:Position)
WITH a, said, min(o.secret) AS held
SET a.secret = CASE WHEN said IS NULL OR held < said THEN coalesce(held, a.secret) ELSE said END
"""
# What people recorded is as secret as what it is about.
_FACTS = "HAS_PROGRESS|HAS_EXTENSION|HAS_STEP|HAS_MEASUREMENT|HAS_OCCURRENCE"
_KEEP_PARTS = (
    "MATCH (d:Document {id: $doc})-[:HAS_CORRECTION|HAS_TASK|HAS_TARGET|HAS_REPORT_DUTY]->(n) "
    "SET n.secret = $level",
    "MATCH (d:Document {id: $doc})-[:HAS_TASK|HAS_TARGET|HAS_REPORT_DUTY]->(n) "
    f"MATCH (n)-[:{_FACTS}]->(f) SET f.secret = $level",
    "MATCH (d:Document {id: $doc})-[:HAS_TASK]->(n) MATCH (n)-[:HAS_PROGRESS]->(f) "
    "MATCH (f)-[:HAS_EVIDENCE]->(e) SET e.secret = $level",
    "MATCH (d:Document {id: $doc})<-[:CHANGED]-(c) SET c.secret = $level",
    "MATCH (d:Document {id: $doc})-[:HAS_TASK|HAS_TARGET|HAS_REPORT_DUTY]->(n) "
    "MATCH (n)<-[:CHANGED]-(c) SET c.secret = $level",
)
_COPY_TO_FACTS = (
    *(
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE n.secret IS NOT NULL "
        f"MATCH (n)-[:{_FACTS}]->(f) SET f.secret = n.secret"
        for label in (Label.TASK, Label.TARGET, Label.REPORT_DUTY)
    ),
    "UNWIND $ids AS id MATCH (n:Task {id: id}) WHERE n.secret IS NOT NULL "
    "MATCH (n)-[:HAS_PROGRESS]->(f) MATCH (f)-[:HAS_EVIDENCE]->(e) SET e.secret = n.secret",
)
# A change is as secret as the most secret thing that it changed.
_COPY_TO_CHANGES = """
UNWIND $ids AS id MATCH (c:Change {id: id}) MATCH (c)-[:CHANGED]->(n) WHERE n.secret IS NOT NULL
WITH c, max(n.secret) AS most SET c.secret = most
"""
# A kept report is as secret as the most secret document that it counts, and as the unit it names.
_LEVEL_SNAPSHOTS = (
    "UNWIND $ids AS id MATCH (s:Snapshot {id: id}) OPTIONAL MATCH (s)-[:COUNTS]->(d:Document) "
    "WITH s, max(coalesce(d.secret, 0)) AS counted, coalesce(s.least_secret, 0) AS named "
    "WITH s, CASE WHEN named > counted THEN named ELSE counted END AS most "
    "SET s.secret = CASE WHEN most = 0 THEN null ELSE most END",
    "UNWIND $ids AS id MATCH (s:Snapshot {id: id})-[:HAS_PART]->(p) SET p.secret = s.secret",
    "UNWIND $ids AS id MATCH (s:Snapshot {id: id}) MATCH (c:Change {id: s.change}) "
    "SET c.secret = s.secret",
)
_COUNTED_IN = "MATCH (d:Document {id: $doc})<-[:COUNTS]-(s:Snapshot) RETURN s.id"
# The file that it was counted from may be read as another document, which is secret.
_READ_AS = (
    "MATCH (d:Document {id: $doc}) WHERE d.secret IS NOT NULL "
    "MATCH (f:SourceFile {id: d.sha256})<-[:COUNTS]-(s:Snapshot) "
    "WHERE coalesce(s.least_secret, 0) < d.secret SET s.least_secret = d.secret RETURN s.id"
)
_NAMED_BY = (
    "UNWIND $ids AS id MATCH (u:Unit {id: id}) WHERE u.secret IS NOT NULL "
    "MATCH (s:Snapshot {subject_id: id}) WHERE coalesce(s.least_secret, 0) < u.secret "
    "SET s.least_secret = u.secret RETURN s.id"
)
# A document that turns out to be secret leaves nothing behind but the number that others cite.
_BLANK = """
MATCH (d:Document {id: $doc}) WHERE coalesce(d.secret, 0) < $level
SET d.title = null, d.title_key = '', d.number = null, d.secrecy = null, d.version = null,
  d.reader = null, d.search = coalesce(toLower(d.symbol), '')
"""


async def hide_unnamed(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """Of these units, people, offices and cited documents, hide what no open document names."""
    for statement in (*_HIDE, _HIDE_UNIT):
        await (await tx.run(statement, ids=list(ids))).consume()
    await level_said(tx, ids)
    named = await (await tx.run(_NAMED_BY, ids=list(ids))).values()
    await level_snapshots(tx, [str(row[0]) for row in named])


async def keep_level(tx: AsyncManagedTransaction, document: str, level: int | None) -> None:
    """What people recorded and corrected of a document gets the document's own level."""
    for statement in _KEEP_PARTS:
        await (await tx.run(statement, doc=document, level=level)).consume()
    for statement in (_READ_AS, _COUNTED_IN):
        counted = await (await tx.run(statement, doc=document)).values()
        await level_snapshots(tx, [str(row[0]) for row in counted])


async def level_snapshots(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """Kept reports are as secret as the most secret of what they tell."""
    for statement in _LEVEL_SNAPSHOTS if ids else ():
        await (await tx.run(statement, ids=list(ids))).consume()


async def keep_recorded(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """After something is recorded of tasks, targets or duties: as secret as those are."""
    for statement in _COPY_TO_FACTS:
        await (await tx.run(statement, ids=list(ids))).consume()


async def keep_changes(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """After changes are written: as secret as what they changed."""
    await (await tx.run(_COPY_TO_CHANGES, ids=list(ids))).consume()


async def blank(tx: AsyncManagedTransaction, document: str, level: int) -> None:
    """Of a former reading that was less secret, keep nothing but the number."""
    await (await tx.run(_BLANK, doc=document, level=level)).consume()
