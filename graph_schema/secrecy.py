"""How secret (độ mật) everything that a document says is: kept on its nodes and relationships.

An open document keeps no ``secret`` at all. A node that several documents name (a unit, a person,
an office, a place, a cited document) is as secret as the least secret of them, and says only what
documents of that level say: a more secret one adds its relationships and alters nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from graph_schema.callers import Secrecy
from graph_schema.facts import DocumentGraph, Edge, Node, Value
from graph_schema.vietnamese import compare_key

SECRET = "secret"  # noqa: S105 - the name of the property
_WORDS = (
    (re.compile(r"\bkhông mật\b|\bgiải mật\b"), Secrecy.OPEN),
    (re.compile(r"\btuyệt mật\b"), Secrecy.MOST_SECRET),
    (re.compile(r"\btối mật\b"), Secrecy.TOP_SECRET),
    (re.compile(r"\bmật\b"), Secrecy.SECRET),
)


def secrecy_of(printed: str | None) -> Secrecy:
    """What the printed mark means; a degree of urgency is no secrecy."""
    words = compare_key(printed or "")
    return next((level for mark, level in _WORDS if mark.search(words)), Secrecy.OPEN)


def level_of(properties: Mapping[str, object]) -> int:
    """The level that a stored node or relationship keeps."""
    level = properties.get(SECRET)
    return level if isinstance(level, int) else Secrecy.OPEN


def kept_level(level: int) -> int | None:
    """The level as it is kept: none on what is open, so that open stores carry nothing."""
    return level or None


def stamped(graph: DocumentGraph, level: int) -> DocumentGraph:
    """A reading with its level on every node and on every relationship that it says."""
    mark: dict[str, Value] = {SECRET: kept_level(level)}
    units = tuple(replace(u, properties={**u.properties, **mark}) for u in graph.units)
    nodes = tuple(_node(node, mark) for node in graph.nodes)
    said = graph.said if not level else tuple(_edge(edge, mark) for edge in graph.said)
    return replace(graph, document=_node(graph.document, mark), units=units, nodes=nodes, said=said)


def _node(node: Node, mark: Mapping[str, Value]) -> Node:
    return replace(node, properties={**node.properties, **mark})


def _edge(edge: Edge, mark: Mapping[str, Value]) -> Edge:
    return replace(edge, properties={**edge.properties, **mark})
