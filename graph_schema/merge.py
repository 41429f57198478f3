"""From nodes and edges to Cypher: every write of a reading stands here, run in one transaction.

Texts are built from the words of ``labels.py`` alone, never from a document's or a user's.
"""

from collections.abc import AsyncIterable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_schema.facts import DocumentGraph
from graph_schema.labels import Label
from graph_schema.merge_corrections import TAKE_BACK as _TAKE_BACK_REVIEW
from graph_schema.merge_documents import make_documents
from graph_schema.merge_rows import Met, issuers_said, write_rows
from graph_schema.merge_secrecy import blank, hide_unnamed, keep_level
from graph_schema.merge_work import Recorded, find_recorded, put_back
from graph_schema.properties import QUOTED
from graph_schema.secrecy import kept_level, level_of
from graph_schema.settle import Candidate

Row = Mapping[str, object]

# Take the writers' turn: loads of several processes on one store go one by one.
_TAKE_TURN = "MATCH (m:Migration {id: 'turn'}) SET m.turn = m.turn + 1 RETURN m.turn"

# Which documents stand under these numbers?
_CANDIDATES = """
UNWIND $symbols AS symbol
MATCH (d:Document {symbol_key: symbol})
RETURN d.id, d.symbol_key, d.scope, d.nearby, d.issued_start, d.issued_end, d.issuer_id, d.known,
  coalesce(d.secret, 0)
"""

# Was this file read into a document by this version of the reader?
_READ_BEFORE = """
MATCH (f:SourceFile {id: $file})<-[:READ_FROM]-(d:Document)
WHERE f.reader = $reader RETURN d.id ORDER BY d.sha256 = $file DESC, d.id
"""

# Which of these files did this version of the reader read into a document?
_ALL_READ_BEFORE = """
UNWIND $files AS file MATCH (f:SourceFile {id: file})<-[:READ_FROM]-(:Document)
WHERE f.reader = $reader RETURN DISTINCT f.id
"""

# Which of these files, and which of these documents, did somebody read into the store?
_FILES = "UNWIND $files AS file MATCH (f:SourceFile {id: file}) RETURN f.id"
_KNOWN_OF = """
UNWIND $docs AS doc MATCH (d:Document {id: doc}) WHERE d.known = true RETURN d.id
"""

# Does a document stand in the store from this file, or only from a later one?
_STANDS = """
MATCH (f:SourceFile {id: $file})<-[:READ_FROM]-(d:Document)
RETURN d.known = true AND d.sha256 = $file
"""
_NOTE_READER = "MATCH (f:SourceFile {id: $file}) SET f.reader = $reader"

# Which other documents was this very file read into, by a reader that knew less?
_OTHER_READINGS = """
MATCH (f:SourceFile {id: $file})<-[:READ_FROM]-(d:Document)
WHERE d.id <> $doc AND d.sha256 = $file RETURN d.id
"""

_KNOWN = "MATCH (d:Document {id: $doc}) RETURN d.known"

# What did the document assign before?
_FORMER_TASKS = """
MATCH (p:Document {id: $doc})-[:HAS_TASK]->(t:Task) WHERE t.dropped_on IS NULL
RETURN t.id, t.ref, t.quote
"""
_FORMER_PARTS = """
MATCH (p:Document {id: $doc})-[:HAS_TARGET|HAS_REPORT_DUTY|HAS_REVIEW_ITEM|HAS_PHASE]->(n)
RETURN DISTINCT n.id
"""
# Which reports, and which times of recurring tasks, are due of it that nobody has submitted?
_FORMER_OCCURRENCES = """
MATCH (p:Document {id: $doc})-[:HAS_REPORT_DUTY|HAS_TASK]->(r)-[:HAS_OCCURRENCE]->(o:Occurrence)
WHERE o.submitted_on IS NULL RETURN o.id
"""

# Who is touched by the former reading? They leave with it if nobody else names them.
_FORMER_ACTORS = """
MATCH (p:Document {id: $doc})-[:HAS_TASK|HAS_TARGET|HAS_REPORT_DUTY]->(n)
MATCH (n)-[:LEADS|EXECUTES|SUPPORTS|OVERSEES|OWNS|ANSWERED|REPORTS|REPORTS_TO]-(a)
RETURN DISTINCT a.id
"""
_FORMER_FRAME = """
MATCH (p:Document {id: $doc})-[:ISSUED_BY|SIGNED_BY|IMPLEMENTS|CITES|AMENDS|REPLACES]->(a)
RETURN DISTINCT a.id
"""

# Who issued the documents that it named, by its own words?
_FORMER_ISSUERS = """
MATCH (p:Document {id: $doc})-[:IMPLEMENTS|CITES|AMENDS|REPLACES]->(d:Document)
MATCH (d)-[x:ISSUED_BY]->(u:Unit) WHERE x.doc = $doc RETURN DISTINCT u.id
"""
_FORMER_BARE_OFFICES = """
MATCH (p:Document {id: $doc})-[:HAS_TASK|HAS_TARGET]->(t)
MATCH (t)<-[:OVERSEES|OWNS|ANSWERED]-(o:Position) MATCH (o)-[:IN]->(u:Unit) RETURN DISTINCT u.id
"""
_FORMER_OFFICES = """
UNWIND $actors AS actor
MATCH (a:Person {id: actor})-[h:HOLDS {doc: $doc}]->(o:Position)-[:IN]->(u:Unit)
RETURN DISTINCT o.id, u.id
"""

# Take back what the former reading said, task by task, from the document outwards.
_TAKE_BACK = (
    *_TAKE_BACK_REVIEW,
    "UNWIND $actors AS actor MATCH (a:Person {id: actor})-[x:HOLDS {doc: $doc}]->() DELETE x",
    "MATCH (p:Document {id: $doc})-[:HAS_TASK]->(t:Task) "
    "MATCH (t)<-[x:LEADS|EXECUTES|SUPPORTS|OVERSEES|ANSWERED]-() "
    "WHERE x.doc = $doc AND NOT t.id IN $stays DELETE x",
    "MATCH (p:Document {id: $doc})-[:HAS_TASK]->(t:Task) "
    "MATCH (t)-[x:HAS_TARGET|PART_OF|IN_PHASE]->() "
    "WHERE x.doc = $doc AND NOT t.id IN $stays DELETE x",
    "MATCH (p:Document {id: $doc})-[:HAS_TARGET]->(g:Target) "
    "MATCH (g)<-[x:OWNS|ANSWERED]-() WHERE x.doc = $doc AND NOT g.id IN $stays DELETE x",
    "MATCH (p:Document {id: $doc})-[:HAS_REPORT_DUTY]->(r:ReportDuty) "
    "MATCH (r)-[x:REPORTS|REPORTS_TO]-() "
    "WHERE x.doc = $doc AND NOT r.id IN $stays DELETE x",
    "MATCH (p:Document {id: $doc})-[:IMPLEMENTS|CITES|AMENDS|REPLACES]->(d:Document) "
    "MATCH (d)-[x:ISSUED_BY]->() WHERE x.doc = $doc DELETE x",
    # Whoever named it before said who issued it; from now on the document itself does.
    "MATCH (p:Document {id: $doc})-[x:ISSUED_BY]->() DELETE x",
    "MATCH (p:Document {id: $doc})-[x:IMPLEMENTS|CITES|AMENDS|REPLACES|SIGNED_BY|HAS_PHASE]->() "
    "WHERE x.doc = $doc DELETE x",
    "MATCH (p:Document {id: $doc})-[x:HAS_TASK|HAS_TARGET|HAS_REPORT_DUTY]->(n) "
    "WHERE x.doc = $doc AND NOT n.id IN $stays DELETE x",
)

# Who issued these documents by the words of those that named them? From now on they say it.
_SAID_ISSUERS = """
UNWIND $docs AS doc MATCH (d:Document {id: doc})-[:ISSUED_BY]->(u:Unit) RETURN DISTINCT u.id
"""
_UNSAY_ISSUERS = "UNWIND $docs AS doc MATCH (d:Document {id: doc})-[x:ISSUED_BY]->() DELETE x"
# Documents that are about to be read say everything themselves, whichever of them comes first.
_SPEAK = "UNWIND $docs AS doc MATCH (d:Document {id: doc}) SET d.known = true"

# A unit, person or office that nothing names any more goes; one that a person set up stays.
_DROP_UNIT = """
UNWIND $ids AS id MATCH (a:Unit {id: id}) WHERE NOT EXISTS {
  MATCH (a)-[x]-() WHERE NOT type(x) IN ['SITS_IN', 'CHANGED'] } DETACH DELETE a
"""
_DROP_UNNAMED = (
    "UNWIND $ids AS id MATCH (d:Document {id: id}) WHERE d.known = false AND NOT EXISTS { "
    "MATCH (d)<-[:IMPLEMENTS|CITES|AMENDS|REPLACES]-() } DETACH DELETE d",
    "UNWIND $ids AS id MATCH (a:Person {id: id}) WHERE NOT EXISTS { "
    "MATCH (a)-[x]-() WHERE type(x) <> 'CHANGED' } DETACH DELETE a",
    "UNWIND $ids AS id MATCH (o:Position {id: id}) "
    "WHERE NOT (o)<-[:HOLDS]-() AND NOT (o)-[:OVERSEES|OWNS|ANSWERED]->() DETACH DELETE o",
    _DROP_UNIT,
)

# What stays of it goes over to the document that its file is now read as.
_LET_GO = """
MATCH (d:Document {id: $doc})-[x:HAS_TASK|HAS_TARGET|HAS_REPORT_DUTY]->() DELETE x
"""
# A document whose only file is now read as another one: gone, or again only cited.
_FORGET = (
    "MATCH (d:Document {id: $doc}) WHERE NOT EXISTS { "
    "MATCH (d)<-[:IMPLEMENTS|CITES|AMENDS|REPLACES]-() } DETACH DELETE d",
    "MATCH (d:Document {id: $doc}) SET d.known = false, d.sha256 = null, d.task_count = 0, "
    "d.target_count = 0, d.unread_count = 0, " + ", ".join(f"d.{name} = null" for name in QUOTED),
    "MATCH (d:Document {id: $doc}) REMOVE d:Plan",
)

_READ = """
UNWIND $rows AS row
MATCH (d:Document {id: row.doc}) MATCH (f:SourceFile {id: row.file}) MERGE (d)-[:READ_FROM]->(f)
"""


@dataclass(frozen=True, slots=True)
class Former:
    """What the store held of a document before this reading."""

    tasks: dict[str, tuple[str, str]]
    """Task id to (ref, quote)."""
    parts: frozenset[str]
    actors: frozenset[str]
    known: bool
    """Whether it was read before."""
    recorded: tuple[Recorded, ...] = ()
    """What people recorded something of: it never leaves with a reading."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was never read, the ones that it cites, and its file."""

    id: str
    cited: Collection[str]
    file: str


async def take_turn(tx: AsyncManagedTransaction) -> None:
    """Wait for other writers of documents: loads go one by one, whatever process they are in."""
    await (await tx.run(_TAKE_TURN)).consume()


async def find_candidates(
    tx: AsyncManagedTransaction, symbols: Sequence[str]
) -> tuple[Candidate, ...]:
    """The documents that stand under these numbers and symbols (folded)."""
    result = await tx.run(_CANDIDATES, symbols=list(symbols))
    rows = await result.values()
    return tuple(_candidate(row) for row in {row[0]: row for row in rows}.values())


def _candidate(row: list[Any]) -> Candidate:
    identity, symbol, scope, nearby, start, end, issuer, known, secret = row
    return Candidate(
        identity, symbol, scope, tuple(nearby or ()), start, end, issuer, bool(known), int(secret)
    )


async def find_reading(tx: AsyncManagedTransaction, file: str, reader: str) -> str | None:
    """The document that this very file was read into by this reader, if it was."""
    result = await tx.run(_READ_BEFORE, file=file, reader=reader)
    rows = await result.values()
    return str(rows[0][0]) if rows else None


async def find_readings(tx: AsyncManagedTransaction, files: Sequence[str], reader: str) -> set[str]:
    """Those of these files that this reader has read into documents."""
    result = await tx.run(_ALL_READ_BEFORE, files=list(files), reader=reader)
    return {str(row[0]) for row in await result.values()}


async def find_files(tx: AsyncManagedTransaction, files: Sequence[str]) -> set[str]:
    """Which of these files were ever read into the store."""
    return {str(row[0]) for row in await (await tx.run(_FILES, files=list(files))).values()}


async def find_known(tx: AsyncManagedTransaction, documents: Sequence[str]) -> set[str]:
    """Which of these documents were read themselves, and not only cited."""
    return {str(row[0]) for row in await (await tx.run(_KNOWN_OF, docs=list(documents))).values()}


async def find_stands(tx: AsyncManagedTransaction, file: str) -> bool | None:
    """Whether a document stands in the store from this file; None for a file never read."""
    rows = await (await tx.run(_STANDS, file=file)).values()
    return any(row[0] for row in rows) if rows else None


async def note_reader(tx: AsyncManagedTransaction, file: str, reader: str) -> None:
    """A newer reader came to a file and left what stands: it need not come again."""
    await (await tx.run(_NOTE_READER, file=file, reader=reader)).consume()


async def find_former(tx: AsyncManagedTransaction, document: str) -> Former:
    """What the former reading of the document put into the graph."""
    known = await (await tx.run(_KNOWN, doc=document)).values()
    tasks = await (await tx.run(_FORMER_TASKS, doc=document)).values()
    parts = await (await tx.run(_FORMER_PARTS, doc=document)).values()
    parts += await (await tx.run(_FORMER_OCCURRENCES, doc=document)).values()
    named = await (await tx.run(_FORMER_ACTORS, doc=document)).values()
    for statement in (_FORMER_FRAME, _FORMER_ISSUERS, _FORMER_BARE_OFFICES):
        named += await (await tx.run(statement, doc=document)).values()
    actors = [str(row[0]) for row in named]
    offices = await (await tx.run(_FORMER_OFFICES, doc=document, actors=actors)).values()
    return Former(
        {str(row[0]): (str(row[1]), str(row[2])) for row in tasks},
        frozenset(str(row[0]) for row in parts),
        frozenset([*actors, *(str(identity) for row in offices for identity in row)]),
        bool(known and known[0][0]),
        await find_recorded(tx, document),
    )


async def write_graph(
    tx: AsyncManagedTransaction,
    graph: DocumentGraph,
    former: Former,
    elsewhere: Sequence[Recorded] = (),
) -> None:
    """Put one reading in the place of the former one; the caller's transaction makes it whole.

    ``elsewhere`` is what people recorded of the document that the same file was read as before.
    """
    document = graph.document.id
    actors = list(former.actors)
    written = {node.id for node in graph.nodes}
    stays = [one.id for one in former.recorded if one.id not in written]
    for statement in _TAKE_BACK:
        await (await tx.run(statement, doc=document, actors=actors, stays=stays)).consume()
    await _drop_left_out(tx, graph, former, stays)
    await make_documents(tx, {document: [cited.id for cited in graph.cited]})
    await write_rows(tx, [graph])
    await put_back(tx, document, graph.places(), (*former.recorded, *elsewhere))
    level = kept_level(level_of(graph.document.properties))
    await keep_level(tx, document, level)
    # A document that was read says itself who issued it: whom its citations name may stand alone.
    named = dict.fromkeys([*actors, *(edge.end[1] for edge in issuers_said(graph))])
    await _drop_unnamed(tx, list(named))


async def write_new(
    tx: AsyncManagedTransaction,
    documents: Sequence[NewDocument],
    graphs: AsyncIterable[Sequence[DocumentGraph]],
) -> None:
    """Put readings of documents into the graph that no reading of them is in; some at a time."""
    ids = [document.id for document in documents]
    issuers = await (await tx.run(_SAID_ISSUERS, docs=ids)).values()
    await (await tx.run(_UNSAY_ISSUERS, docs=ids)).consume()
    await make_documents(tx, {document.id: document.cited for document in documents})
    await (await tx.run(_SPEAK, docs=ids)).consume()
    named = dict.fromkeys(str(row[0]) for row in issuers)
    met = Met()
    async for some in graphs:
        await write_rows(tx, some, met, never_read=True)
        named |= dict.fromkeys(edge.end[1] for graph in some for edge in issuers_said(graph))
    await _mark_read(tx, {document.id: document.file for document in documents})
    if named:
        await (await tx.run(_DROP_UNIT, ids=list(named))).consume()


async def withdraw_other_readings(
    tx: AsyncManagedTransaction, document: str, file: str, level: int
) -> tuple[tuple[Recorded, ...], tuple[str, ...]]:
    """Take back what a former reader made of the same file under another identity.

    What people recorded of it is left for the document that it is now. Whom it named comes with
    it: how secret they are is known once that document stands.
    """
    others = await (await tx.run(_OTHER_READINGS, doc=document, file=file)).values()
    left: list[Recorded] = []
    named: list[str] = []
    for (other,) in others:
        former = await find_former(tx, other)
        left += former.recorded
        stays = [one.id for one in former.recorded]
        actors = list(former.actors)
        for statement in _TAKE_BACK:
            await (await tx.run(statement, doc=other, actors=actors, stays=stays)).consume()
        await _drop(tx, Label.TASK, set(former.tasks) - set(stays))
        await _drop(tx, Label.TARGET, former.parts - set(stays))
        await _drop(tx, Label.OCCURRENCE, former.parts)
        await _drop(tx, Label.REPORT_DUTY, former.parts - set(stays))
        await (await tx.run(_LET_GO, doc=other)).consume()
        await _drop(tx, Label.REVIEW_ITEM, former.parts)
        await _drop(tx, Label.PHASE, former.parts)
        for statement in _FORGET:
            await (await tx.run(statement, doc=other)).consume()
        await blank(tx, other, level)
        await _drop_unnamed(tx, actors)
        named += actors
    return tuple(left), tuple(dict.fromkeys(named))


async def _drop_unnamed(tx: AsyncManagedTransaction, ids: list[str]) -> None:
    """What nothing names any more goes; what only secret documents name is hidden."""
    for statement in _DROP_UNNAMED:
        await (await tx.run(statement, ids=ids)).consume()
    await hide_unnamed(tx, ids)


async def mark_read(tx: AsyncManagedTransaction, document: str, file: str) -> None:
    """Join a document to the file it was read from."""
    await _mark_read(tx, {document: file})


async def _mark_read(tx: AsyncManagedTransaction, files: Mapping[str, str]) -> None:
    rows = [{"doc": document, "file": file} for document, file in files.items()]
    await (await tx.run(_READ, rows=rows)).consume()


async def _drop_left_out(
    tx: AsyncManagedTransaction, graph: DocumentGraph, former: Former, stays: Iterable[str]
) -> None:
    kept = {*stays, *(node.id for node in graph.nodes)}
    for label, ids in (
        (Label.TASK, set(former.tasks) - kept),
        (Label.TARGET, former.parts - kept),
        (Label.OCCURRENCE, former.parts - kept),
        (Label.REPORT_DUTY, former.parts - kept),
        (Label.REVIEW_ITEM, former.parts - kept),
        (Label.PHASE, former.parts - kept),
    ):
        await _drop(tx, label, ids)


async def _drop(tx: AsyncManagedTransaction, label: Label, ids: Iterable[str]) -> None:
    statement = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n"
    await (await tx.run(statement, ids=sorted(ids))).consume()
