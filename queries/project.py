"""From rows back to the response: one generated function for each statement.

The compiler writes a Python expression over positional lists; here it becomes a function. Names in
it are the compiler's own and response keys, which GraphQL limits to letters, digits and ``_``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, cast

from queries.loads import load_bands
from queries.paging import make_cursor
from queries.picking import picked
from queries.search import matched
from queries.status import OPEN_AT

Rows = Sequence[Sequence[object]]
Project = Callable[[Rows, Mapping[str, object]], object]


class MissingValue(Exception):
    """The graph lacks a value that the schema promises."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Stands where a value that the schema promises is missing."""

    field: str


def build_projection(expression: str, *, marking: bool = False) -> Project:
    """A function ``(rows, p)`` that answers the expression.

    Where a promised value is missing it raises ``MissingValue``, or puts a mark when ``marking``.
    """
    scope: dict[str, object] = _HELPERS | ({"missing": Absent} if marking else {})
    source = f"def project(rows, p):\n    return {expression}\n"
    exec(compile(source, "<projection>", "exec"), scope)  # noqa: S102 - the compiler's own words
    return cast(Project, scope["project"])


def object_source(fields: Mapping[str, str]) -> str:
    """A dict display: response keys to expressions."""
    return "{" + ", ".join(f"{key!r}: {value}" for key, value in fields.items()) + "}"


def optional_source(name: str, value: str, built: str) -> str:
    """``built`` over ``name``, or null where ``value`` is null."""
    return f"(None if ({name} := {value}) is None else {built})"


def required_source(value: str, field: str) -> str:
    """A value that the schema promises."""
    return f"({value} if {value} is not None else missing({field!r}))"


def _first(rows: Rows) -> object:
    return rows[0][0] if rows else None


def _missing(field: str) -> NoReturn:
    raise MissingValue(field)


def _by_order(item: Sequence[object]) -> tuple[bool, object]:
    return item[0] is None, item[0]


def _ordered(items: list[Sequence[object]], keys: int) -> list[Sequence[object]]:
    """By the values that each begins with, so many of them; null is behind all others."""
    if len(items) < 2:
        return items
    return sorted(items, key=lambda item: [(value is None, value) for value in item[:keys]])


def _earliest(items: Sequence[Sequence[object]]) -> Sequence[object] | None:
    return min(items, key=_by_order, default=None)


def _cursor_at(
    order: str, keys: Sequence[int], rows: Sequence[Sequence[object]], at: int
) -> str | None:
    return make_cursor(order, [rows[at][key] for key in keys]) if rows else None


def _rate(part: int, whole: int) -> float | None:
    """In per cent, as near as a float is: rounding is for who shows it; null of nothing."""
    return 100 * part / whole if whole else None


def _days_between(first: str | None, last: str) -> int | None:
    if first is None:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _known_day(value: str | None, unknown: str) -> str | None:
    return None if value == unknown else value


def _load_bands(
    groups: Sequence[Sequence[Sequence[int]]],
) -> list[tuple[str, int, int | None, int]]:
    return load_bands([sum(group[0][at] for at in OPEN_AT) for group in groups])


_HELPERS: dict[str, object] = {
    "picked": picked,
    "matched": matched,
    "rate": _rate,
    "load_bands": _load_bands,
    "days_between": _days_between,
    "known_day": _known_day,
    "first": _first,
    "missing": _missing,
    "ordered": _ordered,
    "earliest": _earliest,
    "cursor": make_cursor,
    "cursor_at": _cursor_at,
}
