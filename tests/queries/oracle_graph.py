"""The whole graph in memory, read by two plain statements: what the oracle answers from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from service.store import Store

# Everything that the API can show, and how it hangs together.
_NODES = "MATCH (n) WHERE n.id IS NOT NULL RETURN n.id, labels(n), properties(n)"
_LINKS = """
MATCH (a)-[r]->(b) WHERE a.id IS NOT NULL AND b.id IS NOT NULL
RETURN a.id, type(r), properties(r), b.id
"""
_KINDS = ("Plan", "Task", "Target", "ReportDuty", "Phase", "Unit", "Person", "Position", "Place")
_LATER_KINDS = ("ReviewItem", "Correction")
_ENTERED_KINDS = (
    *("Progress", "Evidence", "Extension", "Step", "Measurement", "Occurrence"),
    "Change",
)

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A node and its relationships, both ways."""

    id: str
    labels: frozenset[str]
    values: Values
    out: list["Link"] = field(default_factory=list)
    into: list["Link"] = field(default_factory=list)

    @property
    def kind(self) -> str | None:
        """Its type in the API; None when the API does not show it."""
        for name in (*_KINDS, *_LATER_KINDS, *_ENTERED_KINDS):
            if name in self.labels:
                return name
        return "Directive" if "Document" in self.labels else None

    def after(self, *kinds: str) -> Iterator["Link"]:
        """Relationships that go out of it."""
        return (link for link in self.out if link.kind in kinds)

    def before(self, *kinds: str) -> Iterator["Link"]:
        """Relationships that come into it."""
        return (link for link in self.into if link.kind in kinds)


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A relationship."""

    kind: str
    start: Thing
    end: Thing
    values: Values


@dataclass(frozen=True, slots=True)
class Graph:
    """Every thing by its id."""

    things: Mapping[str, Thing]

    def of(self, label: str) -> list[Thing]:
        """Every thing with a label."""
        return [thing for thing in self.things.values() if label in thing.labels]


async def read_graph(store: Store) -> Graph:
    """Read everything once."""
    things: dict[str, Thing] = {}
    for identity, labels, values in await store.read(_NODES, {}):
        names = frozenset(cast(list[str], labels))
        things[str(identity)] = Thing(str(identity), names, cast(Values, values))
    for start, kind, values, end in await store.read(_LINKS, {}):
        link = Link(str(kind), things[str(start)], things[str(end)], cast(Values, values))
        link.start.out.append(link)
        link.end.into.append(link)
    return Graph(things)
