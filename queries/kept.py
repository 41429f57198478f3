"""Lists of what lacks somebody (chưa có chủ, chưa có chủ trì), straight from an index.

The few nodes that such a filter wants carry a key of their own in the order of the plans, and one
below each issuer: a page is a range of that index, however many nodes the filter leaves out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from queries.given import Binder, Given, plain
from queries.names import LAST_LETTER

ORDER = ("plan_key", "order")
"""What the keys hold, in this order, with the id; each is of fixed length or parts at a space."""
ISSUER = "issuerId"
_BESIDE = frozenset({"text", "dueFrom", "dueTo", "hasDue", "routine"})
"""Filters that only look at each node."""
_BELOW, _PAST = " ", "!"  # the letter after a space: every key below an issuer ends before it


@dataclass(frozen=True, slots=True)
class Kept:
    """The filter and value that the keys stand for, and their properties."""

    filter: str
    value: object
    key: str
    below_issuer: str


@dataclass(frozen=True, slots=True)
class Range:
    """A part of the index, already in order: all of it, or that below one issuer."""

    property: str
    issuer: Given | None
    settled: frozenset[str]
    """The filters that need no other condition."""

    def bounds(self, binder: Binder) -> tuple[str, ...]:
        """Both ends, as either engine wants them."""
        if self.issuer is None:
            low, high = binder.constant(""), binder.constant(LAST_LETTER)
        else:
            low = binder.bind(self.issuer, lambda unit: f"{unit}{_BELOW}")
            high = binder.bind(self.issuer, lambda unit: f"{unit}{_PAST}")
        return f"@.{self.property} >= {low}", f"@.{self.property} < {high}"

    def key(self, values: tuple[object, ...], issuer: object) -> str:
        """The key of a row whose order and id have these values."""
        own = (issuer, *values) if self.issuer is not None else values
        return _BELOW.join(map(str, own))


def range_of(table: str, asked: Given | None, order: tuple[str, ...]) -> Range | None:
    """The range that answers what is asked, when the filter, its value and the order are these."""
    kept = KEPT.get(table)
    if kept is None or asked is None or order != ORDER:
        return None
    if not set(asked.parts) <= _BESIDE | {kept.filter, ISSUER}:
        return None  # another filter leads to fewer nodes from a node of its own
    given = asked.part(kept.filter)
    if given is None or plain(given.value) != kept.value:
        return None
    issuer = asked.part(ISSUER)
    if issuer is None:
        return Range(kept.key, None, frozenset({kept.filter}))
    return Range(kept.below_issuer, issuer, frozenset({kept.filter, ISSUER}))


KEPT: Mapping[str, Kept] = {
    "TaskFilter": Kept("hasLead", False, "unled_key", "unled_of"),
    "TargetFilter": Kept("ownership", ["NONE"], "unowned_key", "unowned_of"),
}
"""By filter table."""
