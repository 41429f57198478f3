"""Lines: what every format is turned into before any rule looks at it.

A format reader interprets nothing. It yields the text that a person would see, in reading order,
as lines with their place in that text; numbers that Word makes by itself are part of the text, as
printed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a line stands; merged cells stand once, at their first row and column."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed paragraph or table-cell paragraph: ``extract.text[start:end] == text``."""

    text: str
    start: int
    end: int
    page: int | None = None
    heading: int | None = None
    """Heading level that the format itself declares (Word style, ``#``), 1 for the highest."""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    indent: int = 0
    """List level or indentation that the format declares, 0 for none."""
    cell: Cell | None = None
    footnote: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file holds: the whole text, and the same text as lines, in order, each apart."""

    media_type: str
    text: str
    lines: tuple[Line, ...]
    recognised: bool = False
    """Whether a machine made the words out of pictures: all that is read from them is less sure."""
