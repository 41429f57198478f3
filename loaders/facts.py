"""From a record to nodes and edges: what each part of a reading becomes in the graph."""

from collections.abc import Sequence

from graph_schema.facts import CitedDocument, DocumentGraph, Node
from graph_schema.identity import symbol_key
from graph_schema.labels import Label, Rel
from graph_schema.model import DirectiveMention, PlanRecord, Relation, Source
from graph_schema.searched import kind_key
from graph_schema.vietnamese import name_order, search_key
from loaders.fact_book import FactBook
from loaders.frame_facts import (
    add_frame,
    document_properties,
    issued_properties,
)
from loaders.review import Review
from loaders.review_facts import add_review
from loaders.units import NATION, Home
from loaders.work_facts import add_phase, add_report_duty, add_targets, add_task

_PART_BYTES = 1_000_000
_CITATIONS = {
    Relation.IMPLEMENTS: Rel.IMPLEMENTS,
    Relation.CITES: Rel.CITES,
    Relation.AMENDS: Rel.AMENDS,
    Relation.REPLACES: Rel.REPLACES,
}
_NATIONAL = {"TW", "CP", "TTG", "VPCP", "VPTW"}


def graph_of(
    record: PlanRecord,
    document: str,
    home: Home,
    cited: Sequence[str],
    review: Review,
) -> DocumentGraph:
    """The whole reading as a graph; ``cited`` holds the settled id of each directive in order."""
    book = FactBook(home, document, record.source.sha256, review.merged)
    issuer = book.unit(record.document.issuer) if record.document.issuer else None
    add_frame(book, record, issuer)
    for order, phase in enumerate(record.phases):
        add_phase(book, record, order, phase)
    for order, task in enumerate(record.tasks):
        add_task(book, record, order, task, issuer)
    add_targets(book, record, issuer)
    for order, duty in enumerate(record.reports):
        if not duty.dropped:
            add_report_duty(book, record, order, duty)
    mentions = tuple(
        _directive(book, mention, identity)
        for mention, identity in zip(record.directives, cited, strict=True)
        if identity != document
    )
    _source(book, record.source)
    add_review(book, record, review)
    properties = {
        **document_properties(book, record, issuer),
        "version": review.version(record.source),
    }
    node = Node(Label.DOCUMENT, document, properties)
    return DocumentGraph(node, mentions, book.units, book.nodes, book.standing, book.said)


def _directive(book: FactBook, mention: DirectiveMention, identity: str) -> CitedDocument:
    document, node = (Label.DOCUMENT, book.document), (Label.DOCUMENT, identity)
    book.say(_CITATIONS[mention.stands], document, node, book.provenance(mention.quote))
    scope = None
    if mention.issuer:
        unit = book.unit(mention.issuer)
        scope = unit.scope if unit.settled else None
        book.say(Rel.ISSUED_BY, node, (Label.UNIT, unit.id), book.provenance(mention.quote))
    words = (mention.symbol, mention.title, mention.issuer, mention.kind)
    return CitedDocument(
        identity,
        {
            "kind": mention.kind,
            "kind_key": kind_key(mention.kind),
            "symbol": mention.symbol,
            "symbol_key": symbol_key(mention.symbol),
            "title": mention.title,
            "title_key": name_order(mention.title or ""),
            "scope": scope or scope_of_symbol(mention.symbol, book.home),
            "nearby": list(nearby(book.home)),
            "search": " | ".join(search_key(word) for word in words if word),
            **issued_properties(mention.date),
        },
    )


def nearby(home: Home) -> tuple[str, ...]:
    """The scopes that a text can mean when it leaves the issuer out."""
    places = [place.id for place in (home.place, home.province) if place is not None]
    return (*dict.fromkeys(places), NATION)


def scope_of_symbol(symbol: str, home: Home) -> str | None:
    """What the symbol itself says of its issuer's level (form.md, section 4)."""
    tail = symbol_key(symbol).rsplit("/", 1)[-1]
    words = set(tail.replace("-", " ").split())
    if words & _NATIONAL or any(w.startswith(("QH", "UBTVQH")) for w in words):
        return NATION
    if tail == "TU" and home.province is not None:
        return home.province.id
    return None


def _source(book: FactBook, source: Source) -> None:
    file = (Label.SOURCE_FILE, source.sha256)
    book.add_node(
        *file,
        {
            "sha256": source.sha256,
            "media_type": source.media_type,
            "file_name": source.file_name,
            "size": len(source.content),
            "text": source.text,
            "reader": source.reader,
            "recognised": source.recognised,
        },
    )
    for order, start in enumerate(range(0, len(source.content), _PART_BYTES)):
        part = (Label.SOURCE_PART, f"{source.sha256}_{order}")
        content = source.content[start : start + _PART_BYTES]
        book.add_node(*part, {"order": order, "content": content})
        book.keep(Rel.HAS_PART, file, part)
