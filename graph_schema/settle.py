"""Which node a numbered document is: a citation and the document that it names meet in one.

Same number and symbol, and nothing that both say (place of issue, date) contradicts. What fits
several stays apart, and a document that is read never takes the place of another that was read:
a wrong merge costs more than a missing one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from graph_schema.identity import numbered_document_id, secret_words, symbol_key
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
    issuer: str | None = None
    """Id of the issuing unit: for a document that is itself being read."""
    secret: int = 0
    """How secret the document is that says it: what is more secret it does not meet."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that the store holds under the same symbol."""

    id: str
    symbol_key: str
    scope: str | None
    nearby: tuple[str, ...]
    issued_start: str | None
    issued_end: str | None
    issuer: str | None
    """Id of the issuing unit once the document was read itself."""
    known: bool
    secret: int = 0


_Of = TypeVar("_Of", Numbered, Candidate)


def in_place(one: _Of, same: Mapping[str, str]) -> _Of:
    """What is said of a document, in the place that a person said its place is."""
    if not same:
        return one
    scope = same.get(one.scope, one.scope) if one.scope is not None else None
    nearby = tuple(dict.fromkeys(same.get(each, each) for each in one.nearby))
    return replace(one, scope=scope, nearby=nearby)


def as_one_place(pool: Iterable[Candidate], same: Mapping[str, str]) -> list[Candidate]:
    """The candidates where a person said that places are one.

    What was only cited, from a place that turned out to be another, is the document read there.
    """
    moved = [(one, in_place(one, same)) for one in pool]
    read = [now for _, now in moved if now.known]
    return [now for one, now in moved if one == now or one.known or not _is_read(now, read)]


def _is_read(cited: Candidate, read: Iterable[Candidate]) -> bool:
    same = (c for c in read if c.symbol_key == cited.symbol_key and c.secret <= cited.secret)
    return sum(_fit(cited, candidate) for candidate in same) == 1


def settle_citation(said: Numbered, candidates: Iterable[Candidate]) -> str:
    """The id of the one candidate that fits a citation, or a new id of the text's own words."""
    fitting = _fitting(said, candidates)
    if len(fitting) == 1:
        return fitting[0].id
    scope = said.scope or "?" + "|".join(said.nearby)
    return _new_id(said, scope)


def is_undecided(said: Numbered, candidates: Iterable[Candidate]) -> bool:
    """Whether a citation fits several documents, and so stays apart for a person to look at."""
    return len(_fitting(said, candidates)) > 1


def _fitting(said: Numbered, candidates: Iterable[Candidate]) -> list[Candidate]:
    seen = (c for c in _same_number(said, candidates) if c.secret <= said.secret)
    fitting = [c for c in seen if _fits(said, c)]
    if len(fitting) > 1:
        exact = [c for c in fitting if c.scope == said.scope and _same_days(said, c)]
        return exact or fitting
    return fitting


def settle_own(said: Numbered, candidates: Iterable[Candidate]) -> str:
    """The id of a document that is being read.

    It meets its own former reading (same issuer, same day) or the node that citations made for
    it; it never meets a document of another issuer or day that was read itself.
    """
    same = [c for c in _same_number(said, candidates) if c.secret == said.secret]
    own = [c for c in same if c.known and c.issuer == said.issuer and _same_days(said, c)]
    cited = [c for c in same if not c.known and _fits(said, c)]
    for fitting in (own, cited):
        if len(fitting) == 1:
            return fitting[0].id
    scope = said.issuer or said.scope or "?" + "|".join(said.nearby)
    return _new_id(said, scope)


def _new_id(said: Numbered, scope: str) -> str:
    """The id of a document that none of its level is yet: levels never share one."""
    level = secret_words(said.secret)
    return numbered_document_id(said.symbol, level + scope, _code(said))


def candidate_of(identity: str, said: Numbered) -> Candidate:
    """A document just settled, so that later mentions of the same text can meet it."""
    start, end = _days(said.issued)
    return Candidate(
        identity,
        symbol_key(said.symbol),
        said.scope,
        said.nearby,
        start,
        end,
        said.issuer,
        said.issuer is not None,
        said.secret,
    )


def _same_number(said: Numbered, candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    key = symbol_key(said.symbol)
    return (candidate for candidate in candidates if candidate.symbol_key == key)


def _fits(said: Numbered, candidate: Candidate) -> bool:
    return _fit(candidate_of("", said), candidate)


def _fit(said: Candidate, candidate: Candidate) -> bool:
    start, end = said.issued_start, said.issued_end
    if not _placed(said, candidate):
        return False
    if start is None or end is None or candidate.issued_start is None:
        return True
    return start <= (candidate.issued_end or "9999") and end >= candidate.issued_start


def _placed(said: Candidate, candidate: Candidate) -> bool:
    if said.scope is None and candidate.scope is None:
        return said.nearby == candidate.nearby
    if said.scope is None:
        return candidate.scope in said.nearby
    if candidate.scope is None:
        return said.scope in candidate.nearby
    return said.scope == candidate.scope


def _same_days(said: Numbered, candidate: Candidate) -> bool:
    return _days(said.issued) == (candidate.issued_start, candidate.issued_end)


def _days(period: Period | None) -> tuple[str | None, str | None]:
    if period is None or period.start is None or period.end is None:
        return None, None
    return period.start.isoformat(), period.end.isoformat()


def _code(said: Numbered) -> str | None:
    return said.issued.code if said.issued else None
