"""Kept period reports, as far as their reader may see: every one, one by id or name, its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from graph_schema.vietnamese import search_key
from queries.anchors import Read
from queries.paths import where
from queries.sight import Sight

# Every one, the latest day first.
_ALL = "MATCH (s:Snapshot){seen} RETURN properties(s) ORDER BY s.as_of DESC, s.at DESC, s.id"
# The one with an id, or with a name.
_BY_ID = "MATCH (s:Snapshot {{id: $id}}){seen} RETURN properties(s)"
_BY_NAME = "MATCH (s:Snapshot {{name_key: $key}}){seen} RETURN properties(s)"
# Its lines, part after part.
_LINES = """
MATCH (s:Snapshot {{id: $id}})-[:HAS_PART]->(p:SnapshotPart){seen} RETURN p.lines ORDER BY p.order
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept report, without its lines."""

    id: str
    name: str
    scope: str
    subject_id: str
    subject: str
    year: int | None
    as_of: str
    digest: str
    counts: tuple[int, ...]
    """Tasks of each class, in the order of the classes."""
    by: str
    at: str


async def read_snapshots(read: Read, sight: Sight) -> tuple[Kept, ...]:
    """Every one, the latest day first."""
    rows = await read(_ALL.format(seen=where(sight.of("s"))), {})
    return tuple(_kept(cast(Mapping[str, object], row[0])) for row in rows)


async def find_snapshot(
    read: Read, sight: Sight, words: str, *, named: bool = False
) -> Kept | None:
    """The one with this id; or, where names will do, with this name."""
    seen = where(sight.of("s"))
    rows = await read(_BY_ID.format(seen=seen), {"id": words})
    if not rows and named:
        rows = await read(_BY_NAME.format(seen=seen), {"key": search_key(words)})
    return _kept(cast(Mapping[str, object], rows[0][0])) if rows else None


async def read_lines(read: Read, sight: Sight, identity: str) -> list[str]:
    """The lines of one: code, class and words of each task."""
    rows = await read(_LINES.format(seen=where(sight.of("s", "p"))), {"id": identity})
    return [str(line) for row in rows for line in cast(Sequence[object], row[0])]


def _kept(found: Mapping[str, object]) -> Kept:
    year = found.get("year")
    return Kept(
        id=str(found["id"]),
        name=str(found["name"]),
        scope=str(found["scope"]),
        subject_id=str(found.get("subject_id") or ""),
        subject=str(found["subject"]),
        year=year if isinstance(year, int) else None,
        as_of=str(found["as_of"]),
        digest=str(found["digest"]),
        counts=tuple(int(str(count)) for count in cast(Sequence[object], found["counts"])),
        by=str(found["by"]),
        at=str(found["at"]),
    )
