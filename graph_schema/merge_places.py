"""Communes that stand in the store twice: once with their province, once without.

A document that names no province of its commune has places and units of its own. Which documents
those are is listed for review here; that both are one place is known from a merge of their units.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from neo4j import AsyncManagedTransaction

from graph_schema.facts import Properties
from graph_schema.vietnamese import compare_key

# Which places are called so, and in which province do they lie? Those where some unit sits.
_CALLED = """
UNWIND $names AS name MATCH (p:Place {search: name})
WHERE EXISTS { MATCH (p)<-[:SITS_IN]-(:Unit) }
OPTIONAL MATCH (p)-[:PART_OF]->(a:Place)
RETURN p.id, p.full_name, a.full_name, coalesce(p.secret, 0)
"""
# Which documents name a unit of this place?
_NAMING = """
MATCH (p:Place {id: $id})<-[:SITS_IN]-(u:Unit) MATCH (u)-[x]-() WHERE x.doc IS NOT NULL
RETURN DISTINCT x.doc
"""
# Those of them that are not told of it yet, and the words by which each says who issued it.
_UNLISTED = """
UNWIND $ids AS id MATCH (d:Document {id: id}) WHERE d.known = true AND NOT EXISTS {
  MATCH (d)-[:HAS_REVIEW_ITEM]->(i:ReviewItem) WHERE i.field = $field }
OPTIONAL MATCH (d)-[x:ISSUED_BY]->(:Unit)
RETURN d.id, d.plan_key, d.sha256, coalesce(d.secret, 0), properties(x)
"""
# Did a person find this item right as it is?
_CONFIRMED = """
UNWIND $rows AS row MATCH (c:Correction {read_as: row.doc})
WHERE c.item = row.id AND c.withdrawn_at IS NULL RETURN row.id, c.id ORDER BY c.at
"""
_LIST = """
UNWIND $rows AS row MATCH (d:Document {id: row.doc})
CREATE (i:ReviewItem {id: row.id}) SET i += row.p
CREATE (d)-[x:HAS_REVIEW_ITEM]->(i) SET x = row.x
"""
# Which units are others, and where did each sit?
_MERGED = """
MATCH (c:Correction {kind: 'MERGE_UNIT'})-[:MERGES_INTO]->(u:Unit) WHERE c.withdrawn_at IS NULL
RETURN c.unit_properties, u.place_id
"""
_PLACES = """
UNWIND $ids AS id MATCH (p:Place {id: id}) OPTIONAL MATCH (p)-[:PART_OF]->(a:Place)
RETURN p.id, p.full_name, a.id
"""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place where units sit, as the store knows it."""

    id: str
    full_name: str
    province: str | None
    secret: int


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A document that is to be told of, and how it says who issued it."""

    id: str
    plan_key: str
    file: str
    secret: int
    issued: Properties


@dataclass(frozen=True, slots=True)
class NewItem:
    """A review item that another document's words gave rise to."""

    id: str
    document: str
    properties: Properties
    said: Properties
    """What its relationship to the document carries."""


async def find_called(
    tx: AsyncManagedTransaction, searched: Collection[str]
) -> tuple[tuple[NamedPlace, ...], ...]:
    """Places of these names (as they are searched for), those of one full name together."""
    rows = await (await tx.run(_CALLED, names=sorted(searched))).values()
    same: defaultdict[str, dict[str, NamedPlace]] = defaultdict(dict)
    for identity, name, province, secret in rows:
        place = NamedPlace(str(identity), str(name), province, int(secret))
        same[compare_key(place.full_name)][place.id] = place
    return tuple(tuple(places.values()) for places in same.values())


async def find_unlisted(
    tx: AsyncManagedTransaction, place: str, field: str
) -> tuple[Unlisted, ...]:
    """The documents that name a unit of a place and have no review item of this kind."""
    ids = [str(row[0]) for row in await (await tx.run(_NAMING, id=place)).values()]
    rows = await (await tx.run(_UNLISTED, ids=ids, field=field)).values() if ids else []
    found = {
        str(row[0]): Unlisted(str(row[0]), str(row[1]), str(row[2]), int(row[3]), row[4] or {})
        for row in rows
    }
    return tuple(found[identity] for identity in sorted(found))


async def list_items(tx: AsyncManagedTransaction, items: Sequence[NewItem]) -> None:
    """Put review items beside documents; one that a person confirmed stays settled."""
    keys = [{"doc": item.document, "id": item.id} for item in items]
    confirmed = dict(await (await tx.run(_CONFIRMED, rows=keys)).values())
    rows = [
        {
            "doc": item.document,
            "id": item.id,
            "p": {
                **item.properties,
                "open": item.id not in confirmed,
                "settled_by": confirmed.get(item.id),
            },
            "x": dict(item.said),
        }
        for item in items
    ]
    await (await tx.run(_LIST, rows=rows)).consume()


async def find_same_places(tx: AsyncManagedTransaction) -> Mapping[str, str]:
    """Places that are others of the same name, known from a merge of a unit of both."""
    merged = await (await tx.run(_MERGED)).values()
    pairs = {(_seat(said), into) for said, into in merged}
    pairs = {(one, other) for one, other in pairs if one and other and one != other}
    if not pairs:
        return {}
    rows = await (await tx.run(_PLACES, ids=sorted({i for pair in pairs for i in pair}))).values()
    names = {str(row[0]): compare_key(str(row[1])) for row in rows}
    placed = {str(row[0]) for row in rows if row[2] is not None}
    same = {
        (str(one), str(other))
        for one, other in pairs
        if names.get(str(one)) == names.get(str(other)) and (one in placed) is not (other in placed)
    }
    # From the one without a province to the other; one that would be several is none of them.
    ways = {(one, other) if other in placed else (other, one) for one, other in same}
    several = Counter(one for one, _ in ways)
    return {one: other for one, other in ways if several[one] == 1}


def _seat(said: object) -> str | None:
    place = json.loads(str(said)).get("place_id")
    return None if place is None else str(place)
