"""Bytes in, record out: the reader as one function."""

from graph_schema.model import PlanRecord
from loaders.plan import read_extract
from loaders.source import extract


def read_plan(content: bytes, file_name: str) -> PlanRecord:
    """Everything that one document says; ``UnreadableDocument`` tells why one cannot be read."""
    return read_extract(extract(content, file_name), content, file_name)
