"""Who stands to a task or target in one role, in the words that a correction sets."""

from collections.abc import Mapping
from typing import cast

from queries.anchors import Read

# Who leads, does, supports or oversees this task, or owns this target, in the document's order?
_ON_TASK = """
MATCH (n:Task {id: $id})<-[e:LEADS|EXECUTES|SUPPORTS|OVERSEES]-(who) WHERE type(e) = $rel
RETURN e.as_written, who.name, e.position ORDER BY coalesce(e.order, 0)
"""
_ON_TARGET = """
MATCH (n:Target {id: $id})<-[e:OWNS]-(who)
RETURN e.as_written, who.name, e.position ORDER BY coalesce(e.order, 0)
"""
ROLES: Mapping[str, tuple[str, str]] = {
    "LEAD": ("lead", "LEADS"),
    "EXECUTE": ("execute", "EXECUTES"),
    "SUPPORT": ("support", "SUPPORTS"),
    "OVERSEE": ("overseers", "OVERSEES"),
    "OWN": ("owners", "OWNS"),
}
"""Each role: the field that a correction sets, and its relationship."""


async def find_assigned(read: Read, node: str, role: str) -> tuple[str, ...]:
    """Those who have the role, as written; a leader by name and office."""
    statement = _ON_TARGET if role == "OWN" else _ON_TASK
    rows = await read(statement, {"id": node, "rel": ROLES[role][1]})
    return tuple(_words(cast(list[str | None], row)) for row in rows)


def _words(row: list[str | None]) -> str:
    written, name, position = row
    return written or ", ".join(part for part in (name, position) if part)
