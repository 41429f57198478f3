"""A record into the graph, in one managed transaction: wholly in, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from neo4j import AsyncManagedTransaction, AsyncSession

from graph_schema.audit import Entry, digest_of, key_digest
from graph_schema.callers import Secrecy
from graph_schema.corrections import final_units
from graph_schema.dated import instant
from graph_schema.errors import BadRecord, NotCorrected
from graph_schema.labels import Label
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
from graph_schema.merge_audit import find_change, write_changes
from graph_schema.merge_corrections import (
    find_corrections,
    find_current,
    find_merges,
    find_units,
    keep_with,
    note_read_values,
)
from graph_schema.merge_places import find_same_places
from graph_schema.merge_secrecy import hide_unnamed
from graph_schema.model import PlanRecord, Quote
from graph_schema.secrecy import secrecy_of
from graph_schema.settle import as_one_place
from loaders.corrected import apply_corrections
from loaders.facts import graph_of
from loaders.one_commune import list_communes_twice, places_in
from loaders.review import Review
from loaders.settling import (
    Settled,
    home_of_record,
    numbered_self,
    settle,
    symbols_of,
)
from loaders.units import Home, SettledUnit, merged_unit

LOADER = "daumoi load"
"""Who is on record for what a load does."""
_FIELD_NAMES: dict[type, tuple[str, ...]] = {}
_BARE = frozenset({type(None), str, int, float, bool, bytes})
"""Values that hold no quote."""
"""Of the kinds of parts that records are made of."""


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
    level: Secrecy = Secrecy.OPEN
    repeated: bool = False
    """The same request was made before under its key; this is what it came to then."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who has a document loaded, and the key under which the same request is made once."""

    by: str = LOADER
    key: str | None = None
    clearance: Secrecy = Secrecy.MOST_SECRET

    def digest(self, file: str) -> str:
        """The same for the same request."""
        return digest_of({"action": "LOADED", "file": file, "by": self.by})


_COMMAND = Sender()


class Occupied(Exception):
    """A document stands in the store from another file, which was not to be pushed out."""

    def __init__(self, document: str) -> None:
        """Keep which one."""
        super().__init__(document)
        self.document = document


async def load_plan(
    session: AsyncSession, record: PlanRecord, sender: Sender = _COMMAND
) -> LoadOutcome:
    """Load one document; the same file a second time changes nothing.

    A file that the store has read before never pushes out a later version of its document, not
    even when a newer reader comes to it: two formats of one document would take turns each time a
    folder is loaded.
    """
    check_record(record)
    return await session.execute_write(_load, record, sender)


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


def _quotes(record: PlanRecord) -> Iterator[Quote]:
    """Every quote of a record, wherever it stands."""
    left: list[object] = [record]
    while left:
        part = left.pop()
        if type(part) is Quote:
            yield part
        elif isinstance(part, tuple):
            left += part
        else:
            names = _FIELD_NAMES.get(type(part))
            if names is None:
                kept = fields(part) if is_dataclass(part) else ()
                names = _FIELD_NAMES[type(part)] = tuple(field.name for field in kept)
            left += [v for name in names if type(v := getattr(part, name)) not in _BARE]


def too_secret() -> NotCorrected:
    """A document that whoever sends it may not see; nothing of it is told or stored."""
    return NotCorrected(
        "Văn bản này có độ mật cao hơn mức người gửi được xem: hãy nhờ người được xem nạp. "
        "(More secret than the sender may see.)",
        "contentBase64",
        code="FORBIDDEN",
    )


async def find_load(
    tx: AsyncManagedTransaction, file: str, reader: str, sender: Sender
) -> LoadOutcome | None:
    """What was loaded before, from this very file by this reader or under the sender's key."""
    earlier = None if sender.key is None else await find_change(tx, sender.key)
    if earlier is not None:
        if earlier.get("asked") != sender.digest(file):
            raise NotCorrected(
                "Khóa idempotencyKey này đã dùng cho một thay đổi khác: hãy dùng khóa mới. "
                "(The key was used for another change.)",
                "idempotencyKey",
                code="CONFLICT",
            )
        status = "new" if earlier["action"] == "LOADED" else "changed"
        return LoadOutcome(status, str(earlier["node"]), None, repeated=True)
    known = await find_reading(tx, file, reader)
    return None if known is None else LoadOutcome("unchanged", known, None)


async def _load(tx: AsyncManagedTransaction, record: PlanRecord, sender: Sender) -> LoadOutcome:
    await take_turn(tx)
    source = record.source
    known = await find_load(tx, source.sha256, source.reader, sender)
    if known is not None:
        return replace(known, title=record.document.title)
    try:
        former = await find_stands(tx, source.sha256)
        outcome = await place_record(tx, record, beside=former is False)
        if outcome.level > sender.clearance:
            raise too_secret()
        await write_changes(tx, [loaded_entry(record, outcome, sender)])
        return outcome
    except Occupied as later:
        await mark_read(tx, later.document, source.sha256)
        await note_reader(tx, source.sha256, source.reader)
        return LoadOutcome("unchanged", later.document, record.document.title)


def loaded_entry(record: PlanRecord, outcome: LoadOutcome, sender: Sender = _COMMAND) -> Entry:
    """What the chain of changes says of a load: which file, and what it did."""
    done = f"+{len(outcome.added)} -{len(outcome.removed)} ~{len(outcome.changed)}"
    return Entry(
        "LOADED" if outcome.status == "new" else "RELOADED",
        instant(),
        sender.by,
        outcome.document_id,
        ((Label.DOCUMENT, outcome.document_id),),
        "file",
        None if outcome.status == "new" else done,
        record.source.sha256,
        key=None if sender.key is None else key_digest(sender.key),
        asked=None if sender.key is None else sender.digest(record.source.sha256),
    )


async def place_record(
    tx: AsyncManagedTransaction, record: PlanRecord, *, beside: bool = False
) -> LoadOutcome:
    """Put a reading into the graph as people corrected it; whoever calls has the writers' turn.

    With ``beside``, the document of another file is never pushed out: ``Occupied`` says which.
    """
    source = record.source
    home = home_of_record(record)
    read_as = await settle_document(tx, record)
    corrections = await find_corrections(tx, source.sha256, read_as)
    corrected = apply_corrections(record, corrections)
    settled = await _settle(tx, corrected.record, home)
    document = settled.document
    level = secrecy_of(corrected.record.document.secrecy)
    same_number = numbered_self(corrected.record, home) == numbered_self(record, home)
    if same_number and level is secrecy_of(record.document.secrecy):
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
        *await merged_units(tx),
        settled.undecided,
    )
    former = await find_former(tx, document)
    elsewhere, named = await withdraw_other_readings(tx, document, source.sha256, level)
    graph = graph_of(corrected.record, document, home, settled.cited, review)
    await write_graph(tx, graph, former, elsewhere)
    await hide_unnamed(tx, named)
    await mark_read(tx, document, source.sha256)
    await list_communes_twice(tx, places_in([graph]))
    read_values = {done.correction.id: done.read for done in corrected.applied}
    await note_read_values(tx, read_values)
    return outcome_of(corrected.record, document, former)


async def settle_document(tx: AsyncManagedTransaction, record: PlanRecord) -> str:
    """The id that the document has by its own words, whatever people corrected."""
    return (await _settle(tx, record, home_of_record(record))).document


async def merged_units(
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


async def _settle(tx: AsyncManagedTransaction, record: PlanRecord, home: Home) -> Settled:
    pool = list(await find_candidates(tx, sorted(symbols_of(record, home))))
    same = await find_same_places(tx)
    return settle(record, home, as_one_place(pool, same), same)


def outcome_of(record: PlanRecord, document: str, former: Former) -> LoadOutcome:
    """What a load did, task by task, against what the store held before."""
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
        level=secrecy_of(record.document.secrecy),
    )
