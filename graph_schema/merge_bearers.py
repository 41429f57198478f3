"""Who bears which name, asked before a change is made of somebody: units and people of a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.labels import Label

# Which of these are in the store, as far as who asks may see?
_KNOWN: Mapping[Label, str] = {
    Label.UNIT: """
    UNWIND $ids AS id MATCH (n:Unit {id: id}) WHERE coalesce(n.secret, 0) <= $level RETURN n.id
    """,
    Label.PERSON: """
    UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE coalesce(n.secret, 0) <= $level RETURN n.id
    """,
}
# Which units sit in these places, and under which names are they written?
_UNITS_OF = """
UNWIND $places AS place MATCH (:Place {id: place})<-[:SITS_IN]-(u:Unit)
WHERE u.collective = false AND coalesce(u.secret, 0) <= $level
RETURN u.name, [u.name_key] + coalesce(u.aliases, []) LIMIT 5000
"""
# Which people hold an office in these places?
_PEOPLE_OF = """
UNWIND $places AS place MATCH (:Place {id: place})<-[:SITS_IN]-(u:Unit)
MATCH (u)<-[:IN]-(:Position)<-[h:HOLDS]-(a:Person)
WHERE coalesce(a.secret, 0) <= $level AND coalesce(h.secret, 0) <= $level
RETURN DISTINCT a.name, [a.name] LIMIT 5000
"""
_BEARERS: Mapping[Label, str] = {Label.UNIT: _UNITS_OF, Label.PERSON: _PEOPLE_OF}


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name that somebody of a place bears, and the forms in which it is written."""

    name: str
    forms: tuple[str, ...]


async def find_known(
    tx: AsyncManagedTransaction, label: Label, ids: Sequence[str], level: int
) -> frozenset[str]:
    """Which of these units or people are in the store, as who may see so far knows."""
    if not ids:
        return frozenset()
    rows = await (await tx.run(_KNOWN[label], ids=list(ids), level=level)).values()
    return frozenset(str(row[0]) for row in rows)


async def find_bearers(
    tx: AsyncManagedTransaction, label: Label, places: Sequence[str], level: int
) -> tuple[Bearer, ...]:
    """The names of the units of some places, or of the people who hold an office there."""
    given = {"places": list(places), "level": level}
    rows = await (await tx.run(_BEARERS[label], given)).values()
    return tuple(
        Bearer(str(row[0]), tuple(map(str, cast(list[object], row[1] or ())))) for row in rows
    )
