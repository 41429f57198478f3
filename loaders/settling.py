"""Settling: which nodes a document and those that it names are, among the documents of the store.

Pure: the caller finds the candidates under the symbols, and may settle many records over one pool,
so that plans that are loaded together meet as if they had been loaded one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph_schema.identity import draft_document_id, secret_words, symbol_key, words_digest
from graph_schema.model import DirectiveMention, PlanRecord
from graph_schema.secrecy import secrecy_of
from graph_schema.settle import (
    Candidate,
    Numbered,
    candidate_of,
    in_place,
    is_undecided,
    settle_citation,
    settle_own,
)
from loaders.facts import nearby, scope_of_symbol
from loaders.frame_facts import full_symbol
from loaders.units import Home, home_of, settle_unit


@dataclass(frozen=True, slots=True)
class Settled:
    """The ids of a document and of each directive that it names, in their order."""

    document: str
    cited: tuple[str, ...]
    undecided: tuple[int, ...]
    """Which of its directives fit several documents."""


def home_of_record(record: PlanRecord) -> Home:
    """From where a document speaks; one that names no place is known by its own words."""
    frame = record.document
    return home_of(frame.place, frame.province, words_digest(record.source.text))


def symbols_of(record: PlanRecord, home: Home) -> set[str]:
    """The folded symbols under which the store may hold what this record speaks of."""
    own = numbered_self(record, home)
    said = _mentioned(record, home)
    return {symbol_key(numbered.symbol) for numbered in (*said, *([own] if own else []))}


def settle(
    record: PlanRecord,
    home: Home,
    pool: list[Candidate],
    same: Mapping[str, str] | None = None,
) -> Settled:
    """Settle a record among the candidates; what it names joins them.

    ``same`` are places that a person said are others.
    """
    own = numbered_self(record, home)
    own = own and in_place(own, same or {})
    said = [in_place(one, same or {}) for one in _mentioned(record, home)]
    document = settle_own(own, pool) if own else _draft(record, home)
    if own is not None:
        _read(pool, document, own)
    # Citations with a date first: those without one can then meet them.
    order = sorted(range(len(said)), key=lambda index: said[index].issued is None)
    undecided = tuple(sorted(i for i in order if is_undecided(said[i], pool)))
    cited = {index: _settle_one(said[index], pool) for index in order}
    return Settled(document, tuple(cited[index] for index in range(len(said))), undecided)


def _mentioned(record: PlanRecord, home: Home) -> list[Numbered]:
    level = secrecy_of(record.document.secrecy)
    return [_numbered(mention, home, level) for mention in record.directives]


def numbered_self(record: PlanRecord, home: Home) -> Numbered | None:
    """What a document says of its own number; None for a draft."""
    frame = record.document
    symbol = full_symbol(frame)
    if frame.number is None or symbol is None:
        return None
    level = secrecy_of(frame.secrecy)
    if frame.issuer is None:
        return Numbered(symbol, None, nearby(home), frame.date, home.document, level)
    issuer = settle_unit(frame.issuer, False, home)
    return Numbered(symbol, issuer.scope, nearby(home), frame.date, issuer.id, level)


def _numbered(mention: DirectiveMention, home: Home, level: int) -> Numbered:
    scope = None
    if mention.issuer:
        unit = settle_unit(mention.issuer, False, home)
        scope = unit.scope if unit.settled else None
    scope = scope or scope_of_symbol(mention.symbol, home)
    return Numbered(mention.symbol, scope, nearby(home), mention.date, secret=level)


def _draft(record: PlanRecord, home: Home) -> str:
    frame = record.document
    issuer = settle_unit(frame.issuer, False, home).id if frame.issuer else ""
    year = frame.date.code[:4] if frame.date else None
    title = secret_words(secrecy_of(frame.secrecy)) + (frame.title or home.document)
    return draft_document_id(issuer, frame.kind, year, title)


def _read(pool: list[Candidate], identity: str, own: Numbered) -> None:
    """The document itself stands in the pool as its own words say, whoever named it before."""
    read = candidate_of(identity, own)
    at = next((i for i, candidate in enumerate(pool) if candidate.id == identity), None)
    if at is None:
        pool.append(read)
    elif not pool[at].known:
        pool[at] = read


def _settle_one(said: Numbered, pool: list[Candidate]) -> str:
    identity = settle_citation(said, pool)
    at = next((i for i, candidate in enumerate(pool) if candidate.id == identity), None)
    if at is None:
        pool.append(candidate_of(identity, said))
    elif not pool[at].known:
        pool[at] = _joined(pool[at], candidate_of(identity, said))
    return identity


def _joined(known: Candidate, said: Candidate) -> Candidate:
    """What a citation adds to what others said: a place left out, a more exact date."""
    if known.scope is None and said.scope is not None:
        known = replace(known, scope=said.scope)
    if known.issued_start is None or _within(said, known):
        known = replace(known, issued_start=said.issued_start, issued_end=said.issued_end)
    return known


def _within(said: Candidate, known: Candidate) -> bool:
    if None in (said.issued_start, said.issued_end, known.issued_start, known.issued_end):
        return False
    return str(known.issued_start) <= str(said.issued_start) and str(said.issued_end) <= str(
        known.issued_end
    )
