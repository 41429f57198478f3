"""A record into the graph, in one managed transaction: wholly in, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from neo4j import AsyncManagedTransaction, AsyncSession

from graph_schema.corrections import final_units
from graph_schema.errors import BadRecord
from graph_schema.identity import draft_document_id, symbol_key, words_digest
from graph_schema.merge import (
    Former,
    find_candidates,
    find_former,
    find_reading,
    find_stands,
    mark_read,
    note_reader,
    take_turn,
    withdraw_other_readings,
    write_graph,
)
from graph_schema.merge_corrections import (
    find_corrections,
    find_current,
    find_merges,
    find_units,
    keep_with,
    note_read_values,
)
from graph_schema.model import DirectiveMention, PlanRecord, Quote
from graph_schema.settle import (
    Candidate,
    Numbered,
    candidate_of,
    is_undecided,
    settle_citation,
    settle_own,
)
from loaders.corrected import apply_corrections
from loaders.facts import graph_of, nearby, scope_of_symbol
from loaders.frame_facts import full_symbol
from loaders.review import Review
from loaders.units import Home, SettledUnit, home_of, merged_unit, settle_unit


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What loading one document did; the refs say which tasks a new version changed."""

    status: str
    """"new", "changed" or "unchanged"."""
    document_id: str
    title: str | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    tasks: int = 0
    targets: int = 0
    unread: int = 0


class Occupied(Exception):
    """A document stands in the store from another file, which was not to be pushed out."""

    def __init__(self, document: str) -> None:
        """Keep which one."""
        super().__init__(document)
        self.document = document


async def load_plan(session: AsyncSession, record: PlanRecord) -> LoadOutcome:
    """Load one document; the same file a second time changes nothing.

    A file that the store has read before never pushes out a later version of its document, not
    even when a newer reader comes to it: two formats of one document would take turns each time a
    folder is loaded.
    """
    check_record(record)
    return await session.execute_write(_load, record)


def check_record(record: PlanRecord) -> None:
    """Refuse a record whose quotes are not slices of its text, or that repeats a ref."""
    text = record.source.text
    for quote in _quotes(record):
        if text[quote.start : quote.end] != quote.text:
            raise BadRecord(
                f"Bản đọc của “{record.source.file_name}” có trích dẫn không khớp nguyên văn tại "
                f"ký tự {quote.start}: hãy đọc lại tệp gốc bằng daumoi read."
            )
    refs = [task.ref for task in record.tasks]
    if len(refs) != len(set(refs)):
        raise BadRecord(
            f"Bản đọc của “{record.source.file_name}” có hai nhiệm vụ cùng một mã: hãy đọc lại "
            "tệp gốc bằng daumoi read."
        )


def _quotes(part: object) -> Iterator[Quote]:
    """Every quote of a record, wherever it stands."""
    if isinstance(part, Quote):
        yield part
    elif isinstance(part, tuple):
        for member in part:
            yield from _quotes(member)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from _quotes(getattr(part, field.name))


async def _load(tx: AsyncManagedTransaction, record: PlanRecord) -> LoadOutcome:
    await take_turn(tx)
    source = record.source
    known = await find_reading(tx, source.sha256, source.reader)
    if known is not None:
        return LoadOutcome("unchanged", known, record.document.title)
    try:
        former = await find_stands(tx, source.sha256)
        return await place_record(tx, record, beside=former is False)
    except Occupied as later:
        await mark_read(tx, later.document, source.sha256)
        await note_reader(tx, source.sha256, source.reader)
        return LoadOutcome("unchanged", later.document, record.document.title)


async def place_record(
    tx: AsyncManagedTransaction, record: PlanRecord, *, beside: bool = False
) -> LoadOutcome:
    """Put a reading into the graph as people corrected it; whoever calls has the writers' turn.

    With ``beside``, the document of another file is never pushed out: ``Occupied`` says which.
    """
    source, frame = record.source, record.document
    home = home_of(frame.place, frame.province, words_digest(source.text))
    read_as = await settle_document(tx, record)
    corrections = await find_corrections(tx, source.sha256, read_as)
    corrected = apply_corrections(record, corrections)
    document, cited, undecided = await _settle(tx, corrected.record, home)
    if _numbered_self(corrected.record, home) == _numbered_self(record, home):
        document = read_as
    if beside and (await find_current(tx, [document])).get(document, "") not in ("", source.sha256):
        raise Occupied(document)
    await keep_with(tx, [correction.id for correction in corrections], read_as)
    review = Review(
        read_as,
        record,
        corrected,
        tuple(correction.id for correction in corrections),
        {c.item: c.id for c in corrections if c.stands and c.item},
        *await _merged_units(tx),
        undecided,
    )
    former = await find_former(tx, document)
    await withdraw_other_readings(tx, document, source.sha256)
    await write_graph(tx, graph_of(corrected.record, document, home, cited, review), former)
    await mark_read(tx, document, source.sha256)
    read_values = {done.correction.id: done.read for done in corrected.applied}
    await note_read_values(tx, read_values)
    return _outcome(corrected.record, document, former)


async def settle_document(tx: AsyncManagedTransaction, record: PlanRecord) -> str:
    """The id that the document has by its own words, whatever people corrected."""
    frame = record.document
    home = home_of(frame.place, frame.province, words_digest(record.source.text))
    return (await _settle(tx, record, home))[0]


async def _merged_units(
    tx: AsyncManagedTransaction,
) -> tuple[dict[str, SettledUnit], dict[str, str]]:
    """Units that are others by a person's word, and which word."""
    merges = await find_merges(tx)
    final = final_units(merges)
    nodes = await find_units(tx, sorted(set(final.values())))
    said = {merge.unit: merge.id for merge in merges}
    merged = {
        unit: merged_unit(nodes[other].properties, nodes[other].place)
        for unit, other in final.items()
        if other in nodes
    }
    return merged, {unit: said[unit] for unit in merged}


async def _settle(
    tx: AsyncManagedTransaction, record: PlanRecord, home: Home
) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """The ids of the document and of each directive that it names; which fit several documents."""
    own = _numbered_self(record, home)
    said = [_numbered(mention, home) for mention in record.directives]
    symbols = {symbol_key(n.symbol) for n in (*said, *([own] if own else []))}
    pool = list(await find_candidates(tx, sorted(symbols)))
    document = settle_own(own, pool) if own else _draft(record, home)
    if own is not None and all(candidate.id != document for candidate in pool):
        pool.append(candidate_of(document, own))
    # Citations with a date first: those without one can then meet them.
    order = sorted(range(len(said)), key=lambda index: said[index].issued is None)
    undecided = tuple(sorted(i for i in order if is_undecided(said[i], pool)))
    cited = {index: _settle_one(said[index], pool) for index in order}
    return document, tuple(cited[index] for index in range(len(said))), undecided


def _settle_one(said: Numbered, pool: list[Candidate]) -> str:
    identity = settle_citation(said, pool)
    if all(candidate.id != identity for candidate in pool):
        pool.append(candidate_of(identity, said))
    return identity


def _draft(record: PlanRecord, home: Home) -> str:
    frame = record.document
    issuer = settle_unit(frame.issuer, False, home).id if frame.issuer else ""
    year = frame.date.code[:4] if frame.date else None
    title = frame.title or home.document
    return draft_document_id(issuer, frame.kind, year, title)


def _numbered_self(record: PlanRecord, home: Home) -> Numbered | None:
    frame = record.document
    symbol = full_symbol(frame)
    if frame.number is None or symbol is None:
        return None
    if frame.issuer is None:
        return Numbered(symbol, None, nearby(home), frame.date, home.document)
    issuer = settle_unit(frame.issuer, False, home)
    return Numbered(symbol, issuer.scope, nearby(home), frame.date, issuer.id)


def _numbered(mention: DirectiveMention, home: Home) -> Numbered:
    scope = None
    if mention.issuer:
        unit = settle_unit(mention.issuer, False, home)
        scope = unit.scope if unit.settled else None
    scope = scope or scope_of_symbol(mention.symbol, home)
    return Numbered(mention.symbol, scope, nearby(home), mention.date)


def _outcome(record: PlanRecord, document: str, former: Former) -> LoadOutcome:
    before = {ref: quote for ref, quote in former.tasks.values()}
    now = {task.ref: task.quote.text for task in record.tasks}
    return LoadOutcome(
        "changed" if former.known else "new",
        document,
        record.document.title,
        added=tuple(ref for ref in now if ref not in before) if before else (),
        removed=tuple(ref for ref in before if ref not in now),
        changed=tuple(ref for ref in now if ref in before and before[ref] != now[ref]),
        tasks=len(record.tasks),
        targets=len(record.targets),
        unread=len(record.unread),
    )
