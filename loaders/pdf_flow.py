"""The rows of a column as paragraphs: what was broken only for want of room is one again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.pdf_columns import MARKER, Column, Row

_SENTENCE_END = re.compile(r"[.;:!?…][”\"’')\]]{0,2}$")
_PAUSE = re.compile(r"[.;:,!?]$")
_YEAR_START = re.compile(r"\d{1,2}[/.-]((?:19|20)\d?|[12])$")
_YEAR_END = re.compile(r"\d{1,3}(?!\d)")
_YEAR_FIGURES = 4
_STEP = 10.0
_BODY_WIDTH = 200


@dataclass(slots=True)
class Paragraph:
    """Rows that a full line broke, as one."""

    rows: list[Row]
    column: Column
    footnote: bool = False

    @property
    def text(self) -> str:
        """The paragraph as if it had been set on one line."""
        return join_rows(self.rows)

    @property
    def centred(self) -> bool:
        """Whether every row stands in the middle of its column, short of both edges."""
        balanced = all(_is_balanced(row, self.column) for row in self.rows)
        return balanced and any(row.left - self.column.left > _STEP for row in self.rows)


def set_paragraphs(column: Column) -> list[Paragraph]:
    """Join the rows that were broken because the next word had no room."""
    paragraphs: list[Paragraph] = []
    for row in column.rows:
        if paragraphs and continues(paragraphs[-1], row, column):
            paragraphs[-1].rows.append(row)
        else:
            paragraphs.append(Paragraph([row], column))
    return paragraphs


def continues(paragraph: Paragraph, row: Row, column: Column, *, turned: bool = False) -> bool:
    """Whether a row goes on with a paragraph; over a page's turn, distance says nothing."""
    last = paragraph.rows[-1]
    if abs(row.size - last.size) > 0.15 * row.size:
        return False
    if not turned and row.top - last.base > 0.9 * row.size:
        return False
    if MARKER.match(row.text) and not _is_inside(last, row, paragraph.column, column):
        return False
    if begins_low(row.text) and not _SENTENCE_END.search(last.text):
        return not last.text.isupper()
    if turned and paragraph.column.right - paragraph.column.left < _BODY_WIDTH:
        return False
    if (
        not paragraph.column.is_sure
        or last.bold != row.bold
        or not _is_full(last, row, paragraph.column)
    ):
        return False
    if _is_balanced(last, paragraph.column) and _is_balanced(row, column):
        return not column.narrow
    return row.left - column.left < _STEP or abs(row.left - _hang(paragraph)) < 4


def goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether the words of a cell run on in the cell below, with no end of a sentence between."""
    return begins_low(after.text) and not _SENTENCE_END.search(before.text)


def _is_full(last: Row, row: Row, column: Column) -> bool:
    """Whether the first word of the next row had no room on the last one."""
    room = column.right - last.right
    if _is_balanced(last, column):
        room += last.left - column.left
    return row.words[0].right - row.words[0].left + 0.2 * row.size >= room - 1


def _is_inside(last: Row, row: Row, before: Column, column: Column) -> bool:
    """A dash or a number inside a sentence may come to stand first on a row, at its very edge."""
    at_edge = row.left - column.left < _STEP and not column.narrow
    return at_edge and _is_full(last, row, before) and not _PAUSE.search(last.text)


def begins_low(text: str) -> bool:
    """Whether a row begins with a small letter, as no sentence does."""
    first = text.lstrip("\"“'(")[:1]
    return first.islower()


def ends_sentence(text: str) -> bool:
    """Whether a row ends as a sentence or a clause does."""
    return _SENTENCE_END.search(text) is not None


def _is_balanced(row: Row, column: Column) -> bool:
    return abs((row.left - column.left) - (column.right - row.right)) < _STEP


def _hang(paragraph: Paragraph) -> float:
    """Where the text of an item begins after its marker, which its further rows may keep to."""
    first = paragraph.rows[0]
    if MARKER.match(first.text) and len(first.words) > 1:
        return first.words[1].left
    return float("-inf")


def join_rows(rows: Sequence[Row]) -> str:
    """The text of rows as one line; a hyphen at the end of a row holds on to the next word."""
    pieces = [rows[0].text]
    for row in rows[1:]:
        held = pieces[-1].endswith("-") and not pieces[-1].endswith(" -")
        held = (held and len(pieces[-1]) > 1) or _breaks_year(pieces[-1], row.text)
        pieces.append(row.text if held else " " + row.text)
    return "".join(pieces)


def _breaks_year(above: str, below: str) -> bool:
    """ "30/6/202" over "6": the year of a date had no room for its last figures."""
    start, end = _YEAR_START.search(above), _YEAR_END.match(below)
    return start is not None and end is not None and len(start[1]) + len(end[0]) == _YEAR_FIGURES
