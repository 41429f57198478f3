"""Ways to the wanted node: what a question can be anchored at, or must find beside it.

The wanted node is written ``@``, at the end. An engine starts at the selective end only when the
text does, so a start is settled before its tail is followed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from queries.given import Binder, Given

_BY_ID = "{start}:{label} {{id: {id}}}"
_LABELLED = "{start}:{label}"
_FOLLOWED = "MATCH ({start}){tail}"
# WITH DISTINCT keeps Neo4j's planner from beginning at the wrong end (2026.08: 88 ms, then 10).
_SETTLED = "MATCH ({start}){found} WITH DISTINCT {name} "
_RANGED = "MATCH ({node}) WHERE {condition}"
_EXISTS = "EXISTS {{ MATCH ({start}){tail}{where} }}"


def where(conditions: Iterable[str]) -> str:
    """``WHERE`` and every condition, or nothing."""
    joined = " AND ".join(conditions)
    return f" WHERE {joined}" if joined else ""


@dataclass(frozen=True, slots=True)
class Path:
    """A way to the wanted node: a start that is found first, and a tail that ends in ``(@)``."""

    start: str
    """The name of the start node."""
    label: str
    tail: str
    id: str = ""
    """The parameter that holds the start's id, when that is what is given."""
    found: tuple[str, ...] = ()
    """What holds of the start alone: settled before the tail is followed."""
    where: tuple[str, ...] = ()
    """What holds along the tail."""

    def anchored(self, node: str) -> str:
        """Clauses that find the start, then ``node``; the engine cannot begin at the far end."""
        tail = self.tail.replace("(@)", f"({node})")
        if self.found:
            first = _SETTLED.format(start=self._labelled, name=self.start, found=where(self.found))
            return first + _FOLLOWED.format(start=self.start, tail=tail) + where(self.where)
        return _FOLLOWED.format(start=self._labelled, tail=tail) + where(self.where)

    def exists(self, node: str) -> str:
        """A condition on ``node``: there is such a way to it."""
        tail = self.tail.replace("(@)", f"({node})")
        held = where((*self.found, *self.where))
        return _EXISTS.format(start=self._labelled, tail=tail, where=held)

    def seen(self, binder: Binder) -> "Path":
        """The way without relationships that are hidden from who asks."""
        tail, held = binder.sight.along(self.tail, lambda: binder.name("s"))
        return replace(self, tail=tail, where=(*self.where, *held)) if held else self

    @property
    def _labelled(self) -> str:
        start = _BY_ID if self.id else _LABELLED
        return start.format(start=self.start, label=self.label, id=self.id)


@dataclass(frozen=True, slots=True)
class Range:
    """The wanted nodes between two values of an indexed property; ``@`` is the node."""

    condition: str
    order: tuple[str, str] = ("", "")
    """The indexed property, and the property of orders that is the same in each of these nodes."""

    def anchored(self, node: str) -> str:
        """Clauses that find ``node``, a name and its label."""
        condition = self.condition.replace("@", node.partition(":")[0])
        return _RANGED.format(node=node, condition=condition)

    def exists(self, node: str) -> str:
        """The condition on ``node``."""
        return self.condition.replace("@", node)


@dataclass(frozen=True, slots=True)
class Restriction:
    """What must hold of ``@``: a condition on it, or one of several paths to it."""

    condition: str = ""
    paths: tuple[Path | Range, ...] = ()
    candidates: bool = False
    """The paths find all that other restrictions keep, and more: of use as an anchor alone."""
    due: bool = False
    """It is a window of deadlines: a list in their order holds it by where it begins and ends."""


Build = Callable[[Binder, Given], Iterable[Restriction]]
"""From a filter's value to what must hold."""
