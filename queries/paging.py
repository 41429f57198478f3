"""Keyset pages: opaque cursors that survive inserts, bounded at both ends for either engine.

A cursor is the order it was made under, the values of that order and the id, as URL-safe base64:
under another order it is refused, never misread.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from graph_schema import json_text
from graph_schema.constraints import INDEXED, ISSUED_INDEXED, NAME_INDEXED, WORK_INDEXED
from graph_schema.errors import BadQuestion
from queries.filters import Table
from queries.given import Binder, Convert, Given, always, both, plain
from queries.kept import Range
from queries.names import LAST_LETTER

MAX_PAGE = 500
_FIRST_LETTER = ""
_PLACES = 100
_INDEXED = frozenset((*INDEXED, *ISSUED_INDEXED, *NAME_INDEXED, *WORK_INDEXED))


@dataclass(frozen=True, slots=True)
class Key:
    """One step of an order: an expression over the node ``@``, and its direction."""

    expression: str
    descending: bool = False
    number: bool = False
    """A place in a fixed list, and not a string, whose range can be given both ends."""


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: its steps end with the id; ``name`` is kept in its cursors."""

    name: str
    keys: tuple[Key, ...]
    range: Range | None = None
    """The part of an index that is in this order."""

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties of its steps but the id, a minus before one that goes down."""
        return tuple(
            "-" * key.descending + key.expression.partition(".")[2] for key in self.keys[:-1]
        )

    def clause(self, node: str) -> str:
        """``ORDER BY`` and its steps."""
        if self.range is not None:
            return f"ORDER BY {node}.{self.range.property}"
        steps = (
            key.expression.replace("@", node) + (" DESC" if key.descending else "")
            for key in self.keys
        )
        return "ORDER BY " + ", ".join(steps)

    def values(self, node: str) -> list[str]:
        """The expressions whose values a cursor holds."""
        return [key.expression.replace("@", node) for key in self.keys]

    def after(self, binder: Binder, cursor: Given) -> list[str]:
        """What holds of every node behind the cursor; ``@`` is the node."""
        if self.range is not None:
            return self._after_in(self.range, binder, cursor)
        values = [
            binder.bind(cursor, self._reader(at), 0 if key.number else "")
            for at, key in enumerate(self.keys)
        ]
        behind = ""
        for key, value in reversed(list(zip(self.keys, values, strict=True))):
            beyond = f"{key.expression} {'<' if key.descending else '>'} {value}"
            behind = (
                f"({beyond} OR ({key.expression} = {value} AND {behind}))" if behind else beyond
            )
        return [*self._bounds(binder, values[0]), behind]

    def bind_place(self, binder: Binder, cursor: Given, least: Given | None) -> str:
        """The values of the cursor's row as one, or the least that is asked for if that is more."""

        def greater(pair: object) -> str:
            values, asked = cast(tuple[object, object], pair)
            return max(" ".join(map(str, self._read(values))), str(asked or ""))

        return binder.bind(both(cursor, least), greater)

    def turned(self) -> "Order":
        """The same order from its end; cursors of the one are cursors of the other."""
        keys = tuple(replace(key, descending=not key.descending) for key in self.keys)
        return replace(self, keys=keys)

    def _after_in(self, found: Range, binder: Binder, cursor: Given) -> list[str]:
        def place(pair: object) -> str:
            values, issuer = cast(tuple[object, object], pair)
            return found.key(tuple(self._read(values)), issuer)

        key = binder.bind(both(cursor, found.issuer), place)
        return [f"@.{found.property} > {key}"]

    def from_the_start(self, label: str) -> list[str]:
        """What holds of every node and tells Neo4j that an index has them in this order already."""
        first = self.keys[0]
        property_name = first.expression.partition(".")[2]
        indexed = (label, property_name) in _INDEXED
        return [f"{first.expression} >= ''"] if indexed else []

    def _bounds(self, binder: Binder, value: str) -> list[str]:
        first = self.keys[0]
        if first.number:
            return []
        if first.descending:
            end = binder.constant(_FIRST_LETTER)
            return [f"{first.expression} <= {value} AND {first.expression} >= {end}"]
        end = binder.constant(LAST_LETTER)
        return [f"{first.expression} >= {value} AND {first.expression} <= {end}"]

    def _reader(self, at: int) -> Convert:
        return lambda text: self._read(text)[at]

    def _read(self, text: object) -> list[object]:
        try:
            found = json_text.loads(base64.urlsafe_b64decode(str(text).encode("ascii")))
        except (ValueError, binascii.Error, UnicodeEncodeError):
            found = None
        if (
            not isinstance(found, list)
            or len(found) != len(self.keys) + 1
            or found[0] != self.name
            or not all(map(_is_value, self.keys, found[1:]))
        ):
            raise BadQuestion(
                "Con trỏ “after” hoặc “before” không phải của danh sách này hoặc của thứ tự "
                "này: hãy dùng endCursor, startCursor của trang kề, hỏi với cùng orderBy. (The "
                "cursor does not belong to this list in this order.)"
            )
        return found[1:]


def _is_value(key: Key, value: object) -> bool:
    """Whether a cursor may hold this for a step: properties are strings, places are small."""
    if key.number:
        return type(value) is int and 0 <= value < _PLACES
    return isinstance(value, str)


def make_cursor(order: str, values: Sequence[object]) -> str:
    """The cursor of a row whose first items are its order's values."""
    return base64.urlsafe_b64encode(json_text.dumps([order, *values])).decode("ascii")


def order_of(table: Table, given: Given | None) -> Order:
    """The total order that ``orderBy`` asks for, or the table's own."""
    chosen = plain(given.value) if given is not None else None
    names = [str(name) for name in chosen] if isinstance(chosen, list) and chosen else table.default
    names = list(dict.fromkeys(names))
    keys = [Key(f"@.{table.orders[name][0]}", table.orders[name][1]) for name in names]
    return Order("+".join(names), (*keys, Key("@.id")))


def row_limit(name: str) -> Convert:
    """One row more than the page holds: whether it comes tells if another page follows."""
    return lambda value: _one_more(name, value)


def _one_more(name: str, value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MAX_PAGE:
        raise BadQuestion(
            f"“{name}” phải từ 0 đến {MAX_PAGE}, không phải {value}: hãy đọc từng trang. "
            f"({name} must be from 0 to {MAX_PAGE}.)"
        )
    return value + 1


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of an ordered list is asked for: the first behind a cursor, or the last before."""

    order: Order
    behind: tuple[str, ...]
    """What holds of the nodes of this page alone; ``@`` is the node."""
    limit: str
    """Parameter: the size of the page and one."""
    backward: bool
    begins: bool
    """No cursor is given that something stands before."""
    ends: bool
    """No cursor is given that something stands behind."""

    def clause(self, node: str) -> str:
        """``ORDER BY``, from the end that is asked for."""
        return (self.order.turned() if self.backward else self.order).clause(node)

    @property
    def whole(self) -> bool:
        """No cursor bounds it."""
        return self.begins and self.ends


def window_of(binder: Binder, order: Order, arguments: Mapping[str, Given], usual: int) -> Window:
    """What ``first``, ``after``, ``last`` and ``before`` ask for; ``last`` wins over ``first``."""
    after, before, last = (arguments.get(name) for name in ("after", "before", "last"))
    behind = order.after(binder, after) if after else []
    if before:
        behind += order.turned().after(binder, before)
    name = "last" if last else "first"
    size = arguments.get(name) or always(usual)
    return Window(
        order,
        tuple(behind),
        binder.bind(size, row_limit(name), 1),
        last is not None,
        after is None,
        before is None,
    )
