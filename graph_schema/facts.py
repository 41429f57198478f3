"""One document as nodes and edges, ready to be written: the seam before the graph's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph_schema.labels import Label, Rel

Value = str | int | float | bool | bytes | list[str] | None
Properties = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Node:
    """A node to be merged by its id; its properties replace those that it had."""

    label: Label
    id: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two nodes named by label and id."""

    rel: Rel
    start: tuple[Label, str]
    end: tuple[Label, str]
    properties: Properties


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit with the forms in which the document writes it; they join those already known."""

    id: str
    properties: Properties
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that is named: what the citation says fills only what is not known yet."""

    id: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """All that one reading of one document puts into the graph."""

    document: Node
    cited: tuple[CitedDocument, ...]
    units: tuple[UnitFact, ...]
    nodes: tuple[Node, ...]
    """Places, persons, positions, tasks, targets, report duties, the source file and its parts."""
    standing: tuple[Edge, ...]
    """Edges that no document owns: a unit sits in a place, an office is of a unit."""
    said: tuple[Edge, ...]
    """Edges that this document says; those of its former reading are taken back first."""

    def places(self) -> dict[tuple[Label, tuple[str, int]], str]:
        """The node that stands for each task, target and duty, by its ref and ordinal."""
        found: dict[tuple[Label, tuple[str, int]], str] = {}
        for node in self.nodes:
            if node.label in (Label.TASK, Label.TARGET, Label.REPORT_DUTY):
                ordinal = node.properties.get("ordinal") or 1
                if node.label is Label.REPORT_DUTY:
                    ordinal = str(node.properties["order"])
                place = (str(node.properties.get("ref") or ""), int(str(ordinal)))
                found[node.label, place] = node.id
        return found
