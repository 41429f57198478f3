"""Rules as rows of data: a name, a pattern, what it yields, where it may stand, examples.

The first row that takes a text wins, and its name travels with the value it made. A linter over the
tables (tests) keeps every row safe against hostile lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Stand(StrEnum):
    """Where in a document a line stands."""

    HEAD = "head"
    """Before the first heading: thể thức, căn cứ."""
    BODY = "body"
    TAIL = "tail"
    """After the closing mark: nơi nhận, chữ ký."""
    TABLE = "table"


EVERYWHERE = frozenset(Stand)
PRINTED = 1.0
"""Confidence: the document says it with a label, a number or a set phrase."""
BY_FORM = 0.9
"""Confidence: the form of the sentence says it."""
BY_PLACE = 0.7
"""Confidence: only where it stands says it, or what is usual there."""
SURE = 0.8
"""What was read less surely than this is for a person to look at."""
LONGEST = 20_000
"""Letters of a paragraph that rules look at: eight printed pages; no real one is so long."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One row of a table of rules."""

    name: str
    pattern: re.Pattern[str]
    yields: T
    examples: tuple[str, ...]
    counters: tuple[str, ...] = ()
    where: frozenset[Stand] = EVERYWHERE
    confidence: float = PRINTED
    """How sure a value of this row is: ``PRINTED``, ``BY_FORM`` or ``BY_PLACE``."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The row that took a text, and how."""

    rule: Rule[T]
    match: re.Match[str]

    @property
    def yields(self) -> T:
        """What the row says the text is."""
        return self.rule.yields

    @property
    def confidence(self) -> float:
        """How sure the row is of it."""
        return self.rule.confidence


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Rows in the order in which they are tried."""

    name: str
    rows: tuple[Rule[T], ...]

    def first(self, text: str, where: Stand | None = None) -> Found[T] | None:
        """The first row that takes the text where it stands."""
        text = text[:LONGEST]
        for row in self.rows:
            if where is not None and where not in row.where:
                continue
            if match := row.pattern.search(text):
                return Found(row, match)
        return None

    def every(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found[T]]:
        """Every place that some row takes, left to right; on one place the earlier row wins."""
        end = min(len(text), LONGEST) if end is None else min(end, LONGEST)
        hits = [
            (match.start(), order, match)
            for order, row in enumerate(self.rows)
            for match in row.pattern.finditer(text, start, end)
        ]
        last = start
        for begin, order, match in sorted(hits, key=lambda hit: hit[:2]):
            if begin >= last:
                last = max(match.end(), begin + 1)
                yield Found(self.rows[order], match)


def words(pattern: str) -> re.Pattern[str]:
    """A pattern over the normal form, blind to case."""
    return re.compile(pattern, re.IGNORECASE)
