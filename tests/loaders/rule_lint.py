"""The linter over tables of rules: no row may become slow on a hostile line."""

import re._constants as opcodes  # type: ignore[import-not-found]
import re._parser as regex_parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from typing import TypeVar

from loaders.rules import Rule

T = TypeVar("T")


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
