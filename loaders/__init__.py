"""A document in, a PlanRecord out, then into the graph."""

from graph_schema.model import PlanRecord
from loaders.plan import read_extract
from loaders.source import extract
from loaders.write import LoadOutcome, load_plan


def read_plan(content: bytes, file_name: str) -> PlanRecord:
    """Everything that one document says; ``UnreadableDocument`` tells why one cannot be read."""
    return read_extract(extract(content, file_name), content, file_name)


__all__ = ["LoadOutcome", "load_plan", "read_plan"]
