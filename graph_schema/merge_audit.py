"""Every write of the chain of changes, in the transaction of the change itself.

Whoever writes has taken the writers' turn before, so that two records never get one place.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry, key_digest, sealed
from graph_schema.labels import Label
from graph_schema.merge_secrecy import keep_changes

# The end of the chain; it is made with the first change.
_HEAD = """
MERGE (h:ChangeHead {id: 'chain'}) ON CREATE SET h.seq = 0, h.hash = '' RETURN h.seq, h.hash
"""
_SET_HEAD = "MATCH (h:ChangeHead {id: 'chain'}) SET h.seq = $seq, h.hash = $hash"
_CREATE = "UNWIND $rows AS row CREATE (c:Change {id: row.id}) SET c += row.p"
# What each change is history of.
_LINK = {
    label: f"UNWIND $rows AS row MATCH (c:Change {{id: row.change}}) "
    f"MATCH (n:{label} {{id: row.node}}) CREATE (c)-[:CHANGED]->(n)"
    for label in Label
}
# Was a change made under this key, and which?
_UNDER_KEY = "MATCH (c:Change {key: $key}) RETURN properties(c)"
# What does this correction change?
_CORRECTS = """
MATCH (c:Correction {id: $id})-[:CORRECTS]->(n) WHERE NOT n:Document RETURN labels(n), n.id
"""
# Which review items does this correction settle?
_SETTLES = """
MATCH (d:Document {id: $doc})-[:HAS_REVIEW_ITEM]->(i:ReviewItem) WHERE i.settled_by = $id
RETURN i.id
"""


async def write_changes(tx: AsyncManagedTransaction, entries: Sequence[Entry]) -> list[str]:
    """Put changes at the end of the chain, in their order; the head is taken once. Their ids."""
    if not entries:
        return []
    seq, previous = (await (await tx.run(_HEAD)).values())[0]
    rows: list[dict[str, object]] = []
    links: list[tuple[Label, str, str]] = []
    for entry in entries:
        record = sealed(entry, int(seq) + 1, str(previous))
        seq, previous = cast(int, record["seq"]), str(record["hash"])
        rows.append({"id": record["id"], "p": record})
        links += ((label, str(record["id"]), node) for label, node in dict.fromkeys(entry.about))
    await (await tx.run(_CREATE, rows=rows)).consume()
    for label, group in groupby(sorted(links), key=lambda link: link[0]):
        pairs = [{"change": change, "node": node} for _, change, node in group]
        await (await tx.run(_LINK[Label(label)], rows=pairs)).consume()
    ids = [str(row["id"]) for row in rows]
    await keep_changes(tx, ids)
    await (await tx.run(_SET_HEAD, seq=seq, hash=previous)).consume()
    return ids


async def find_change(tx: AsyncManagedTransaction, key: str) -> Mapping[str, object] | None:
    """The change that was made under an idempotency key."""
    rows = await (await tx.run(_UNDER_KEY, key=key_digest(key))).values()
    return cast(Mapping[str, object], rows[0][0]) if rows else None


async def find_changed(
    tx: AsyncManagedTransaction, correction: str
) -> tuple[tuple[Label, str], ...]:
    """The tasks, targets and duties that a correction stands on."""
    rows = await (await tx.run(_CORRECTS, id=correction)).values()
    return tuple((Label(str(row[0][0])), str(row[1])) for row in rows)


async def find_settled(
    tx: AsyncManagedTransaction, document: str, correction: str
) -> tuple[tuple[Label, str], ...]:
    """The review items of a document that a correction settles."""
    rows = await (await tx.run(_SETTLES, doc=document, id=correction)).values()
    return tuple((Label.REVIEW_ITEM, str(row[0])) for row in rows)
