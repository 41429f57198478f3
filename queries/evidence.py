"""A file that goes with a report, as it was given."""

from dataclasses import dataclass
from typing import cast

from queries.anchors import Read

_FILE = """
MATCH (e:Evidence {id: $id})-[:HAS_PART]->(p:EvidencePart)
RETURN e.title, e.media_type, p.content ORDER BY p.order
"""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """Its name, its kind and its bytes."""

    title: str
    media_type: str
    content: bytes


async def read_evidence(read: Read, identity: str) -> EvidenceFile | None:
    """The file with this id."""
    rows = await read(_FILE, {"id": identity})
    if not rows:
        return None
    content = b"".join(bytes(cast(bytes, row[2])) for row in rows)
    return EvidenceFile(str(rows[0][0]), str(rows[0][1]), content)
