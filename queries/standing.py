"""What stands of a document in the store now, for who has just sent it."""

from dataclasses import dataclass
from typing import cast

from queries.anchors import Read

# What is this document called, and how many lines of it were not read?
_STANDS = "MATCH (d:Document {id: $id}) RETURN d.title, d.unread_count"


@dataclass(frozen=True, slots=True)
class Standing:
    """A document as people see it, with their corrections."""

    title: str | None
    unread: int


async def read_standing(read: Read, identity: str) -> Standing:
    """The document with this id; one that is gone has no title."""
    rows = await read(_STANDS, {"id": identity})
    title, unread = rows[0] if rows else (None, None)
    return Standing(None if title is None else str(title), int(cast(int, unread or 0)))
