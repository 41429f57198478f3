"""What a statement may show: nothing that is more secret (độ mật) than its caller may see.

Every node that is reached is asked for its kept level. A relationship is hidden with an end that
its document alone says; the two kinds whose ends may both be known from others are asked as well.
Who may see everything gets the text without any of it, and pays nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from graph_schema.callers import Secrecy
from graph_schema.labels import Rel

_BETWEEN_OTHERS = (Rel.HOLDS, Rel.ISSUED_BY)
"""A document may say who holds an office, or who issued what it cites, of nodes that are open."""
_LINEAGE = (Rel.IMPLEMENTS, Rel.CITES, Rel.AMENDS, Rel.REPLACES)
"""Followed over several documents, of which one between the ends may be hidden."""
_NAMED = re.compile(rf"\[(?P<name>\w*):(?P<kind>{'|'.join(_BETWEEN_OTHERS)})\]")
_STEPS = re.compile(rf"\[(?P<name>):(?P<kind>(?:{'|'.join(_LINEAGE)})(?:\|\w+)*\*\d+\.\.\d+)\]")
_OPEN = "{x}.secret IS NULL"
_UP_TO = "coalesce({x}.secret, 0) <= {level:d}"


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a caller sees."""

    clearance: Secrecy

    @property
    def whole(self) -> bool:
        """Whether nothing is hidden."""
        return self.clearance is Secrecy.MOST_SECRET

    def of(self, *names: str) -> tuple[str, ...]:
        """What must hold of the nodes and relationships with these names."""
        if self.whole:
            return ()
        condition = _OPEN if self.clearance is Secrecy.OPEN else _UP_TO
        return tuple(condition.format(x=name, level=self.clearance) for name in names)

    def along(self, pattern: str, fresh: Callable[[], str]) -> tuple[str, tuple[str, ...]]:
        """A pattern with its relationships named where they must be asked, and what must hold."""
        if self.whole:
            return pattern, ()
        asked: list[str] = []

        def name(found: re.Match[str]) -> str:
            asked.append(found["name"] or fresh())
            return f"[{asked[-1]}:{found['kind']}]"

        named = _NAMED.sub(name, pattern)
        held = self.of(*asked)
        asked.clear()
        named = _STEPS.sub(name, named)
        return named, (*held, *(condition for steps in asked for condition in self.all_of(steps)))

    def all_of(self, items: str) -> tuple[str, ...]:
        """What must hold of every one of a list of nodes or relationships."""
        return tuple(f"ALL(x IN {items} WHERE {held})" for held in self.of("x"))
