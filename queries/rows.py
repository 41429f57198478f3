"""A positional row under construction: Cypher expressions, and where each one lands."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """A list that a statement answers; ``name`` is what the projection calls it."""

    name: str
    items: list[str] = field(default_factory=list)
    aged: bool = False
    """Whether what is built from it needs the counts by the age of the last report."""
    before: str = ""
    """Clauses that the statement begins with, whose names the expressions may use."""

    def add(self, cypher: str) -> str:
        """Put an expression into the row, once; answers the Python that reads it."""
        if cypher in self.items:
            return f"{self.name}[{self.items.index(cypher)}]"
        self.items.append(cypher)
        return f"{self.name}[{len(self.items) - 1}]"

    def reserve(self) -> str:
        """Keep a place whose expression is known later."""
        self.items.append("null")
        return f"{self.name}[{len(self.items) - 1}]"

    def fill(self, place: str, cypher: str) -> None:
        """Put the expression into a place that was kept."""
        self.items[self.place_of(place)] = cypher

    def place_of(self, read: str) -> int:
        """Where in the row the Python that ``add`` answered reads."""
        return int(read[len(self.name) + 1 : -1])

    @property
    def list(self) -> str:
        """The Cypher list."""
        return "[" + ", ".join(self.items) + "]"

    @property
    def statement(self) -> str:
        """The whole statement that answers this row."""
        return f"{self.before}RETURN {self.list} AS r"


@dataclass(frozen=True, slots=True)
class Scope:
    """How the node at hand, the relationship that led to it and a step's depth are called."""

    n: str
    r: str = ""
    p: str = ""
    depth: str = ""

    def fill(self, template: str, **more: str) -> str:
        """A template of the mapping with these names."""
        return template.format(n=self.n, r=self.r, p=self.p, depth=self.depth, **more)
