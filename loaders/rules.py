"""Rules as rows of data: a name, a pattern, what it yields, where it may stand, examples.

The first row that takes a text wins, and its name travels with the value it made. Rows are checked
by :func:`lint` so that no line of a hostile file can make one slow.
"""

import re
import re._constants as opcodes
import re._parser as regex_parser
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


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One row of a table of rules."""

    name: str
    pattern: re.Pattern[str]
    yields: T
    examples: tuple[str, ...]
    counters: tuple[str, ...] = ()
    where: frozenset[Stand] = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The row that took a text, and how."""

    rule: Rule[T]
    match: re.Match[str]

    @property
    def yields(self) -> T:
        """What the row says the text is."""
        return self.rule.yields


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Rows in the order in which they are tried."""

    name: str
    rows: tuple[Rule[T], ...]

    def first(self, text: str, where: Stand | None = None) -> Found[T] | None:
        """The first row that takes the text where it stands."""
        for row in self.rows:
            if where is not None and where not in row.where:
                continue
            if match := row.pattern.search(text):
                return Found(row, match)
        return None

    def every(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found[T]]:
        """Every place that some row takes, left to right; on one place the earlier row wins."""
        end = len(text) if end is None else end
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


def lint(rows: "tuple[Rule[T], ...]") -> list[str]:
    """What is unsafe in the rows: repetition inside repetition, two unbounded wild cards."""
    faults: list[str] = []
    for row in rows:
        tree = regex_parser.parse(row.pattern.pattern, row.pattern.flags)
        wild = [0]
        for fault in _faults(tree, False, wild):
            faults.append(f"{row.name}: {fault}")
        if wild[0] > 1:
            faults.append(f"{row.name}: more than one unbounded wild card")
        if not row.examples:
            faults.append(f"{row.name}: no example")
    return faults


_REPEATS = (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT, opcodes.POSSESSIVE_REPEAT)
_LONG = 8


def _faults(tree: object, inside: bool, wild: list[int]) -> Iterator[str]:
    if not isinstance(tree, regex_parser.SubPattern | list | tuple):
        return
    for node in tree:
        if not isinstance(node, tuple) or len(node) != 2:
            yield from _faults(node, inside, wild)
            continue
        operation, argument = node
        if operation in _REPEATS:
            most, body = argument[1], argument[2]
            if inside and most > _LONG:
                yield "a long repetition inside a repetition"
            if most == opcodes.MAXREPEAT:
                if body[0][0] is opcodes.ANY:
                    wild[0] += 1
                elif body[0][0] is not opcodes.IN and body[0][0] is not opcodes.LITERAL:
                    yield "an unbounded repetition of a group"
            yield from _faults(body, inside or most > _LONG, wild)
        else:
            yield from _faults(argument, inside, wild)
