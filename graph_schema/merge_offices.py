"""Offices that people enter: who holds which, from which day to which; no reading touches them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.labels import Label

Row = Mapping[str, object]

_UNIT = """
MATCH (u:Unit {id: $id}) OPTIONAL MATCH (u)-[:SITS_IN]->(p:Place) RETURN u.id, u.name, p.full_name
"""
_POSITION = """
MATCH (o:Position {id: $id}) OPTIONAL MATCH (o)-[:IN]->(u:Unit)
RETURN o.id, o.full_title, o.rank, u.id, o.secret, coalesce(o.version, 0)
"""
_RAISE = "MATCH (o:Position {id: $id}) SET o.version = coalesce(o.version, 0) + 1"
_PERSON = "MATCH (a:Person {id: $id}) RETURN a.name"
# Who holds an office, and who says so? What is more secret than who asks may see stays untold.
_HOLDINGS = """
MATCH (o:Position {id: $id})<-[h:HOLDS]-(a:Person)
WHERE coalesce(h.secret, 0) <= $level AND coalesce(a.secret, 0) <= $level
RETURN a.id, a.name, properties(h)
"""
_SET_UP_POSITION = """
MATCH (u:Unit {id: $unit})
MERGE (o:Position {id: $id}) ON CREATE SET o += $p, o.secret = u.secret
MERGE (o)-[:IN]->(u)
"""
_SET_UP_PERSON = "MERGE (a:Person {id: $id}) ON CREATE SET a += $p"
_HOLD = """
MATCH (a:Person {id: $person}) MATCH (o:Position {id: $position})
CREATE (a)-[h:HOLDS]->(o) SET h += $p
"""
_END = """
MATCH (a:Person {id: $person})-[h:HOLDS]->(o:Position {id: $position}) WHERE h.id = $id
SET h += $p
"""


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit by its name, and the place where it sits."""

    id: str
    name: str
    place: str | None


@dataclass(frozen=True, slots=True)
class PositionNode:
    """An office as it is stored."""

    id: str
    full_title: str
    rank: int
    unit: str
    secret: int | None
    version: int
    """One more each time that people say who holds it, or holds it no more."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds an office, by whose word."""

    person: str
    name: str
    id: str | None
    """Of one that people entered; a document's has none."""
    since: str
    until: str | None
    by: str | None


async def find_unit(tx: AsyncManagedTransaction, identity: str) -> UnitWords | None:
    """The unit with this id."""
    rows = await (await tx.run(_UNIT, id=identity)).values()
    return UnitWords(str(rows[0][0]), str(rows[0][1]), rows[0][2]) if rows else None


async def find_position(tx: AsyncManagedTransaction, identity: str) -> PositionNode | None:
    """The office with this id."""
    rows = await (await tx.run(_POSITION, id=identity)).values()
    if not rows:
        return None
    found, title, rank, unit, secret, version = rows[0]
    rank = int(cast(int, rank or 9))
    return PositionNode(str(found), str(title), rank, str(unit), secret, int(version))


async def find_person(tx: AsyncManagedTransaction, identity: str) -> str | None:
    """The name of the person with this id."""
    rows = await (await tx.run(_PERSON, id=identity)).values()
    return str(rows[0][0]) if rows else None


async def find_holdings(
    tx: AsyncManagedTransaction, position: str, level: int
) -> Sequence[Holding]:
    """Everybody who holds or held an office, as who may see so far knows, earliest first."""
    rows = await (await tx.run(_HOLDINGS, id=position, level=level)).values()
    found = [_holding(str(row[0]), str(row[1]), cast(Row, row[2])) for row in rows]
    return sorted(found, key=lambda held: (held.since, held.person, held.id or ""))


def _holding(person: str, name: str, said: Row) -> Holding:
    entered = said.get("doc") is None
    since = said.get("from") or said.get("as_of") or ""
    return Holding(
        person,
        name,
        str(said["id"]) if entered and said.get("id") else None,
        str(since),
        None if said.get("to") is None else str(said["to"]),
        None if said.get("entered_by") is None else str(said["entered_by"]),
    )


async def set_up(
    tx: AsyncManagedTransaction,
    label: Label,
    identity: str,
    properties: Mapping[str, object],
    unit: str | None = None,
) -> None:
    """An office of a unit, or a person, unless it is there."""
    if label is Label.PERSON:
        await (await tx.run(_SET_UP_PERSON, id=identity, p=dict(properties))).consume()
    else:
        given = {"id": identity, "unit": unit, "p": dict(properties)}
        await (await tx.run(_SET_UP_POSITION, given)).consume()


async def raise_version(tx: AsyncManagedTransaction, position: str) -> None:
    """Who holds it has changed."""
    await (await tx.run(_RAISE, id=position)).consume()


async def hold(tx: AsyncManagedTransaction, person: str, position: str, said: Row) -> None:
    """A person holds an office, by people's word."""
    given = {"person": person, "position": position, "p": dict(said)}
    await (await tx.run(_HOLD, given)).consume()


async def end_holding(
    tx: AsyncManagedTransaction, person: str, position: str, identity: str, said: Row
) -> None:
    """Say of an entered holding when it ends."""
    given = {"person": person, "position": position, "id": identity, "p": dict(said)}
    await (await tx.run(_END, given)).consume()
