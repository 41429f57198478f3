"""Who stands to a task or target in one role, in the words that a correction sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from queries.anchors import Read

# Who leads, does, supports or oversees this task, or owns this target, in the document's order?
_ON_TASK = """
MATCH (n:Task {id: $id})<-[e:LEADS|EXECUTES|SUPPORTS|OVERSEES]-(who) WHERE type(e) = $rel
RETURN e.as_written, who.name, e.position, who.id ORDER BY coalesce(e.order, 0)
"""
_ON_TARGET = """
MATCH (n:Target {id: $id})<-[e:OWNS]-(who)
RETURN e.as_written, who.name, e.position, who.id ORDER BY coalesce(e.order, 0)
"""
ROLES: Mapping[str, tuple[str, str]] = {
    "LEAD": ("lead", "LEADS"),
    "EXECUTE": ("execute", "EXECUTES"),
    "SUPPORT": ("support", "SUPPORTS"),
    "OVERSEE": ("overseers", "OVERSEES"),
    "OWN": ("owners", "OWNS"),
}
"""Each role: the field that a correction sets, and its relationship."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody who has a role."""

    words: str
    """As written; a leader by name and office."""
    name: str
    """What the API calls who it is."""
    id: str


async def find_assigned(read: Read, node: str, role: str) -> tuple[Assigned, ...]:
    """Those who have the role."""
    statement = _ON_TARGET if role == "OWN" else _ON_TASK
    rows = await read(statement, {"id": node, "rel": ROLES[role][1]})
    return tuple(_assigned(cast(list[str | None], row)) for row in rows)


def _assigned(row: list[str | None]) -> Assigned:
    written, name, position, identity = row
    words = written or ", ".join(part for part in (name, position) if part)
    return Assigned(words, name or "", identity or "")
