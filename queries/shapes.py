"""How an API field can stand in the graph: the words in which queries/mapping.py is written.

Templates name the node at hand ``{n}``, the relationship that led to it ``{r}``, a new node
``{m}``, a new relationship ``{e}``, the prefix of a group of properties ``{p}``, and the value of
an argument ``{a_<name>}``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from queries.given import Convert
from queries.responsibility import DOERS

MAX_LIST = 200
"""Items of a list that is not read by pages; those of real plans are far shorter."""


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar, an enum value or a list of them."""

    cypher: str
    arguments: Mapping[str, Convert | None] = field(default_factory=dict)
    """Those that the template names; ``asOf`` is today where it is not given."""
    reads: str = "{v}"
    """What the projection makes of the value ``{v}`` and its parameters ``{a_<name>}``."""


@dataclass(frozen=True, slots=True)
class Part:
    """An object made of the same node or relationship; null unless ``present`` holds."""

    type: str
    present: str
    holder: str = "{n}"
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An object made of an expression that answers a map, or null; it may name ``{day}``.

    One that names ``{end}`` is of what was known by the end of the day ``by``.
    """

    type: str
    cypher: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that the projection makes of the row ``{y}`` at hand: the counts of a summary."""

    source: str
    aged: bool = False
    """Whether the counts by the age of the last report are needed for it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The tasks below a unit or person, counted by class as of a day."""

    type: str
    roles: tuple[str, ...] = DOERS
    """The roles that are meant when none is chosen."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Tasks counted by class as of a day, whole and in groups; found as those of a page."""

    type: str
    tasks: "Page"


@dataclass(frozen=True, slots=True)
class One:
    """The node at the other end of a pattern, or null; of several the first in an order."""

    type: str
    pattern: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """Clauses that find relationships or nodes ``{e}`` which carry a document's words of a node.

    ``order`` is that of the documents: an expression which may name ``{m}``.
    """

    clauses: str
    order: str
    held: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """An object made of the first of several that documents say: by document, then by place."""

    type: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """All nodes at the other end of a pattern, in the order that the document has."""

    type: str
    pattern: str
    order: tuple[str, ...]
    """Values that each is ordered by; null is behind all others."""
    latest_first: bool = False
    on_day: str = ""
    """What holds of those of a day ``{day}``, where ``asOf`` is given; without it all are told."""
    ever: str = ""
    """The pattern of those of any day, where ``asOf`` is given; else the same as always."""
    most: int = MAX_LIST


@dataclass(frozen=True, slots=True)
class Lookup:
    """The node with an id; of a type that shares its label with others, when it is of that type."""

    type: str
    match: str
    arguments: Mapping[str, Convert | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chains:
    """Every way from a document to who answers for what it comes to."""

    type: str


@dataclass(frozen=True, slots=True)
class Several:
    """The nodes with these ids, in their order; null where there is none."""

    type: str
    argument: str = "ids"


@dataclass(frozen=True, slots=True)
class Composed:
    """A root field that is put together from other questions (queries/composed.py)."""

    type: str
    arguments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """A list read page by page: a pattern that ends in ``(@)``, filtered and ordered by tables.

    ``{roles}`` in the pattern stands for the relationships that the filter's ``role`` chooses.
    """

    type: str
    label: str
    pattern: str
    table: str
    distinct: bool = False
    roles: tuple[str, ...] = DOERS
    """The roles that are meant when none is chosen."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Documents up ("->") or down ("<-") the line."""

    type: str
    up: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Everything whose words match, best first."""

    type: str


Shape = (
    Value
    | Part
    | Made
    | Derived
    | Tally
    | Statistics
    | One
    | First
    | Many
    | Lookup
    | Several
    | Chains
    | Composed
    | Page
    | Lineage
    | Search
)
