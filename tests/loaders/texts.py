"""Small texts for the tests of rules."""

from graph_schema.model import PlanRecord
from loaders.lines import Extract, Line
from loaders.passages import Passage, Words, read_line
from loaders.plan import read_extract


def passage(text: str) -> Passage:
    """One line as rules see it."""
    return read_line(Line(text, 0, len(text)), text)


def words(text: str) -> Words:
    """The words of one line."""
    return passage(text).words()


def extract_of(text: str) -> Extract:
    """Plain lines of a text, as a format reader gives them."""
    lines: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        if raw.strip():
            lines.append(Line(raw, start, start + len(raw)))
        start += len(raw) + 1
    return Extract("text/plain", text, tuple(lines))


def record_of(text: str) -> PlanRecord:
    """The record of a plan written out in a test."""
    return read_extract(extract_of(text), text.encode(), "test.txt")
