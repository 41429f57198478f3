"""Where a node stands in its source, and the bytes of that: what a correction starts from."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import cast

from graph_schema.corrections import Anchor, Part

Read = Callable[[str, Mapping[str, object]], Awaitable[list[list[object]]]]

# Where does this task, target or duty stand, and in which document?
_PLACES: Mapping[Part, str] = {
    Part.TASK: """
    MATCH (n:Task {id: $id})<-[:HAS_TASK]-(d:Document)
    RETURN d.id, d.sha256, d.version, n.source, n.start, n.end, n.quote, n.ref, 1
    """,
    Part.TARGET: """
    MATCH (n:Target {id: $id})<-[:HAS_TARGET]-(d:Document)
    RETURN d.id, d.sha256, d.version, n.source, n.start, n.end, n.quote, n.ref, n.ordinal
    """,
    Part.REPORT: """
    MATCH (n:ReportDuty {id: $id})<-[:HAS_REPORT_DUTY]-(d:Document)
    RETURN d.id, d.sha256, d.version, n.source, n.start, n.end, n.quote, '',
      toInteger(n.order) + 1
    """,
}
_DOCUMENT = "MATCH (d:Document {id: $id}) WHERE d.known RETURN d.id, d.sha256, d.version"
# What is this review item about?
_ITEM = """
MATCH (i:ReviewItem {id: $id})<-[:HAS_REVIEW_ITEM]-(d:Document)
OPTIONAL MATCH (i)-[:ABOUT]->(n)
RETURN d.id, d.sha256, d.version, i.start, i.end, i.quote, i.ref, i.ordinal, i.field, n.id, i.kind
"""
_SOURCE = """
MATCH (f:SourceFile {id: $id})-[:HAS_PART]->(p:SourcePart)
RETURN f.file_name, p.content, f.recognised ORDER BY p.order
"""
# Which documents were read by another version of the reader? Asked by hand, after an update.
_OTHERWISE_READ = """
MATCH (d:Document) WHERE d.known = true AND d.reader <> $reader
RETURN d.sha256 ORDER BY d.plan_key
"""
# How many documents did this reader itself read? Asked by hand, beside the question before.
_SO_READ = """
MATCH (d:Document) WHERE d.known = true AND d.reader = $reader RETURN count(d)
"""
# Which document does this correction belong to; which kind is it?
_CORRECTION = """
MATCH (c:Correction {id: $id})
OPTIONAL MATCH (d:Document)-[:HAS_CORRECTION]->(c)
RETURN c.kind, d.id, d.sha256, d.known ORDER BY d.known DESC
"""
_KEPT = "MATCH (c:Correction {id: $id}) RETURN properties(c)"
# What was taken back under this key?
_UNDER_KEY = "MATCH (c:Correction) WHERE c.withdrawn_key = $key RETURN properties(c)"
# Which documents wait for a merge of units, or its end, and which files do they stand from?
_PENDING = "MATCH (c:Correction {id: $id}) RETURN c.pending"
_FILES = """
UNWIND $docs AS doc MATCH (d:Document {id: doc}) WHERE d.known = true RETURN d.id, d.sha256
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is corrected: its place, and the document with the version that stands."""

    document: str
    file: str
    version: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class ReviewSubject:
    """A review item: its own place, and the node that it is about."""

    subject: Subject
    kind: str
    field: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """What a correction is, and the document that carries it, where one does."""

    kind: str
    document: str | None
    file: str | None


async def find_subject(read: Read, identity: str) -> Subject | None:
    """The task, target, reporting duty or document with this id."""
    for part, statement in _PLACES.items():
        rows = await read(statement, {"id": identity})
        if rows:
            document, file, version, source, start, end, quote, ref, ordinal = rows[0]
            ordinal_number = int(cast(int, ordinal or 1))
            place = (int(cast(int, start or 0)), int(cast(int, end or 0)), str(quote or ""))
            anchor = Anchor(part, str(source), *place, str(ref or ""), ordinal_number)
            return Subject(str(document), str(file), _text(version), anchor)
    rows = await read(_DOCUMENT, {"id": identity})
    if not rows:
        return None
    document, file, version = rows[0]
    anchor = Anchor(Part.DOCUMENT, str(file), 0, 0, "", "", 1)
    return Subject(str(document), str(file), _text(version), anchor)


async def find_review_item(read: Read, identity: str) -> ReviewSubject | None:
    """The review item with this id."""
    rows = await read(_ITEM, {"id": identity})
    if not rows:
        return None
    document, file, version, start, end, quote, ref, ordinal, field, about, kind = rows[0]
    place = (int(cast(int, start or 0)), int(cast(int, end or 0)), str(quote or ""))
    anchor = Anchor(Part.LINE, str(file), *place, str(ref or ""), int(cast(int, ordinal or 1)))
    subject = Subject(str(document), str(file), _text(version), anchor)
    return ReviewSubject(subject, str(kind), _text(field), _text(about))


async def find_stored(read: Read, identity: str) -> StoredCorrection | None:
    """The correction with this id, and what has to be written anew when it goes."""
    rows = await read(_CORRECTION, {"id": identity})
    if not rows:
        return None
    kind, document, file, known = rows[0]
    current = _text(document) if known else None
    return StoredCorrection(str(kind), current, _text(file) if known else None)


async def find_kept(read: Read, identity: str) -> dict[str, object] | None:
    """Everything that is stored of a correction."""
    rows = await read(_KEPT, {"id": identity})
    return dict(cast(Mapping[str, object], rows[0][0])) if rows else None


async def find_under_key(read: Read, key: str) -> dict[str, object] | None:
    """The correction that was taken back under a key."""
    rows = await read(_UNDER_KEY, {"key": key})
    return dict(cast(Mapping[str, object], rows[0][0])) if rows else None


async def find_waiting(read: Read, identity: str) -> dict[str, str]:
    """The documents that a merge is still to be written into, in turn, each with its file."""
    rows = await read(_PENDING, {"id": identity})
    waiting = [str(doc) for doc in cast(list[object], rows[0][0] or [])] if rows else []
    files = {str(row[0]): str(row[1]) for row in await read(_FILES, {"docs": waiting})}
    return {document: files.get(document, "") for document in waiting}


async def find_otherwise_read(read: Read, reader: str) -> tuple[str, ...]:
    """The files of every document that another version of the reader has read."""
    return tuple(str(row[0]) for row in await read(_OTHERWISE_READ, {"reader": reader}))


async def count_so_read(read: Read, reader: str) -> int:
    """How many documents this version of the reader has read."""
    return int(cast(int, (await read(_SO_READ, {"reader": reader}))[0][0]))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was loaded."""

    name: str
    content: bytes
    recognised: bool
    """Whether its words were made out of pictures; taken for so where that was not noted yet."""


async def read_source(read: Read, file: str) -> StoredFile | None:
    """A file that was loaded."""
    rows = await read(_SOURCE, {"id": file})
    if not rows:
        return None
    content = b"".join(bytes(cast(bytes, row[1])) for row in rows)
    return StoredFile(str(rows[0][0]), content, rows[0][2] is not False)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
