"""Which node a numbered document is: a citation and the document that it names meet in one.

Same number and symbol, and nothing that both say (place of issue, date) contradicts. What fits
several stays apart: a wrong merge costs more than a missing one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph_schema.identity import numbered_document_id, symbol_key
from graph_schema.periods import Period


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a text says of a numbered document."""

    symbol: str
    scope: str | None
    """Id of the issuer's place, ``nation``, or None where the text leaves it out."""
    nearby: tuple[str, ...]
    """The scopes that the text can mean when it leaves it out: its own place and those above."""
    issued: Period | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that the store holds under the same symbol."""

    id: str
    symbol_key: str
    scope: str | None
    issued_start: str | None
    issued_end: str | None


def settle_document(said: Numbered, candidates: Iterable[Candidate]) -> str:
    """The id of the one candidate that fits, or a new id made of the text's own words."""
    key = symbol_key(said.symbol)
    fitting = [c for c in candidates if c.symbol_key == key and _fits(said, c)]
    if len(fitting) > 1:
        exact = [c for c in fitting if c.scope == said.scope and _same_days(said, c)]
        fitting = exact or fitting
    if len(fitting) == 1:
        return fitting[0].id
    scope = said.scope or "?" + "|".join(said.nearby)
    return numbered_document_id(said.symbol, scope, said.issued.code if said.issued else None)


def candidate_of(identity: str, said: Numbered) -> Candidate:
    """A document just settled, so that later mentions of the same text can meet it."""
    start, end = _days(said.issued)
    return Candidate(identity, symbol_key(said.symbol), said.scope, start, end)


def _fits(said: Numbered, candidate: Candidate) -> bool:
    if said.scope is not None and candidate.scope is not None:
        placed = said.scope == candidate.scope
    elif said.scope is None:
        placed = candidate.scope is None or candidate.scope in said.nearby
    else:
        placed = True
    start, end = _days(said.issued)
    if start is None or end is None or candidate.issued_start is None:
        return placed
    return placed and start <= (candidate.issued_end or "9999") and end >= candidate.issued_start


def _same_days(said: Numbered, candidate: Candidate) -> bool:
    return _days(said.issued) == (candidate.issued_start, candidate.issued_end)


def _days(period: Period | None) -> tuple[str | None, str | None]:
    if period is None or period.start is None or period.end is None:
        return None, None
    return period.start.isoformat(), period.end.isoformat()
