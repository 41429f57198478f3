"""What the rows of the mapping share: properties, sources, deadlines, a unit or a person."""

from graph_schema.labels import Label
from queries.filters import HISTORY_TABLE
from queries.shapes import First, Lookup, Many, Page, Part, Saying, Shape, Value


def properties(**names: str) -> dict[str, Shape]:
    """Fields that are properties of the node at hand."""
    return {field: Value("{n}." + name) for field, name in names.items()}


def source_of(holder: str) -> Part:
    """Where a fact stands, kept on the node or the relationship itself."""
    return Part("Source", holder + ".quote IS NOT NULL", holder=holder)


def said_or_set() -> dict[str, Shape]:
    """Where a document says a relationship, or the correction by which a person set it."""
    said = "{r}.quote IS NOT NULL AND {r}.corrected_by IS NULL"
    return {
        "source": Part("Source", said, holder="{r}"),
        "correction": Lookup("Correction", "({m}:Correction {{id: {r}.corrected_by}})"),
    }


def first_named(*sayings: Saying) -> First:
    """Where a document first says it; null of what people alone entered."""
    return First("Source", sayings)


def in_work(pattern: str, held: str = "") -> Saying:
    """Said of a piece of work ``{m}``, which keeps the place of its plan among all."""
    return Saying(f"MATCH {pattern}", "{m}.plan_key", held)


def in_frame(pattern: str, held: str = "") -> Saying:
    """Said by a document itself, of offices and of issuers."""
    said_by = "MATCH ({m}:Document {{id: {e}.doc}})"
    return Saying(f"MATCH {pattern} {said_by}", "{m}.plan_key", held)


def due() -> Part:
    """The deadline that the document says."""
    return Part("Period", "{n}.due_code IS NOT NULL", prefix="due_")


HISTORY = Page("Change", Label.CHANGE, "({n})<-[:CHANGED]-(@)", HISTORY_TABLE)
ID = properties(id="id")
CORRECTIONS = Many("Correction", "({n})<-[:CORRECTS]-({m}:Correction)", ("{m}.at", "{m}.id"))
UNIT = Part("Unit", "{n}:Unit")
PERSON = Part("Person", "{n}:Person")
