"""What the rows of the mapping share: properties, sources, deadlines, a unit or a person."""

from graph_schema.labels import Label
from queries.filters import HISTORY_TABLE
from queries.shapes import Many, Page, Part, Shape, Value


def properties(**names: str) -> dict[str, Shape]:
    """Fields that are properties of the node at hand."""
    return {field: Value("{n}." + name) for field, name in names.items()}


def source_of(holder: str) -> Part:
    """Where a fact stands, kept on the node or the relationship itself."""
    return Part("Source", holder + ".quote IS NOT NULL", holder=holder)


def due() -> Part:
    """The deadline that the document says."""
    return Part("Period", "{n}.due_code IS NOT NULL", prefix="due_")


HISTORY = Page("Change", Label.CHANGE, "({n})<-[:CHANGED]-(@)", HISTORY_TABLE)
ID = properties(id="id")
CORRECTIONS = Many("Correction", "({n})<-[:CORRECTS]-({m}:Correction)", "[{m}.at, {m}.id]")
UNIT = Part("Unit", "{n}:Unit")
PERSON = Part("Person", "{n}:Person")
