"""The chain of changes read from its beginning, some records at a time, and its head."""

from collections.abc import AsyncIterator, Mapping
from typing import cast

from queries.anchors import Read

# A part of the chain, in its order.
_PART = """
MATCH (c:Change) WHERE c.seq_key > $after AND c.seq_key <= '999999999999'
RETURN properties(c) ORDER BY c.seq_key LIMIT 500
"""
# Where does the chain end, by its head?
_HEAD = "MATCH (h:ChangeHead {id: 'chain'}) RETURN h.seq, h.hash"


async def read_chain(read: Read) -> AsyncIterator[list[Mapping[str, object]]]:
    """Every record, in parts."""
    after = ""
    while rows := await read(_PART, {"after": after}):
        part = [cast(Mapping[str, object], row[0]) for row in rows]
        yield part
        after = str(part[-1]["seq_key"])


async def read_head(read: Read) -> tuple[int, str]:
    """The number and hash of the last record, as the head keeps them."""
    rows = await read(_HEAD, {})
    return (int(str(rows[0][0])), str(rows[0][1])) if rows else (0, "")
