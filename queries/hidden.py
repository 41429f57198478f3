"""Which ids stand for something that a caller may not see: a change is not made by them either."""

from collections.abc import Sequence

from queries.anchors import Read
from queries.mapping import NODES
from queries.sight import Sight

_EACH = "UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE NOT ({seen}) RETURN n.id AS id"


async def find_hidden(read: Read, ids: Sequence[str], sight: Sight) -> frozenset[str]:
    """Of these ids, those of nodes that the sight does not reach."""
    if sight.whole or not ids:
        return frozenset()
    seen = " AND ".join(sight.of("n"))
    # Of which of these may the caller not know?
    text = " UNION ".join(_EACH.format(label=label, seen=seen) for label in NODES)
    return frozenset(str(row[0]) for row in await read(text, {"ids": list(ids)}))
