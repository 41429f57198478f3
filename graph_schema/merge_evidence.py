"""Files that go with a report: kept in parts, in the transaction of their record in the chain."""

from collections.abc import Mapping, Sequence

from neo4j import AsyncManagedTransaction

PART_BYTES = 1_000_000
"""Both engines are slow above."""

_STORE = "CREATE (e:Evidence {id: $id}) SET e += $p"
_STORE_PART = """
MATCH (e:Evidence {id: $id})
CREATE (e)-[:HAS_PART]->(:EvidencePart {id: $part, order: $order, content: $content})
"""
_KNOWN = "UNWIND $ids AS id MATCH (e:Evidence {id: id}) RETURN e.id"
# As secret as the task, or as what it went with before where that is more secret.
_LEVEL = """
MATCH (t:Task)-[:HAS_PROGRESS]->(:Progress {id: $report})
UNWIND $ids AS id MATCH (e:Evidence {id: id})
SET e.secret = CASE WHEN EXISTS { MATCH (e)<-[:HAS_EVIDENCE]-(:Progress) }
  AND coalesce(e.secret, 0) > coalesce(t.secret, 0) THEN e.secret ELSE t.secret END
"""
_LINK = """
MATCH (p:Progress {id: $report}) UNWIND $ids AS id MATCH (e:Evidence {id: id})
CREATE (p)-[:HAS_EVIDENCE]->(e)
"""

# Which of these files are no more secret than that?
_AS_OPEN = """
UNWIND $ids AS id MATCH (e:Evidence {id: id}) WHERE coalesce(e.secret, 0) <= $level RETURN e.id
"""


async def store_evidence(
    tx: AsyncManagedTransaction, identity: str, properties: Mapping[str, object], content: bytes
) -> None:
    """Keep a file: what it is, and its bytes in parts."""
    await (await tx.run(_STORE, id=identity, p=dict(properties))).consume()
    for order, start in enumerate(range(0, len(content), PART_BYTES)):
        given = {
            "id": identity,
            "part": f"{identity}_{order:04d}",
            "order": order,
            "content": content[start : start + PART_BYTES],
        }
        await (await tx.run(_STORE_PART, given)).consume()


async def find_missing(tx: AsyncManagedTransaction, ids: Sequence[str]) -> tuple[str, ...]:
    """Which of these files are not there."""
    rows = await (await tx.run(_KNOWN, ids=list(ids))).values()
    known = {str(row[0]) for row in rows}
    return tuple(one for one in ids if one not in known)


async def link_evidence(
    tx: AsyncManagedTransaction, report: str, ids: Sequence[str], level: int
) -> tuple[str, ...]:
    """These files go with a report; answers those no more secret than ``level``, its task's own.

    The change is history of them: of what is more secret, it would be hidden with that.
    """
    await (await tx.run(_LEVEL, report=report, ids=list(ids))).consume()
    await (await tx.run(_LINK, report=report, ids=list(ids))).consume()
    rows = await (await tx.run(_AS_OPEN, ids=list(ids), level=level)).values()
    return tuple(str(row[0]) for row in rows)
