"""The rows of a table's cell as paragraphs: a narrow column breaks nearly every row of its words.

Where words end well short of the column's edge, a list mark stands before the next row, or a
sentence is over, the writer broke the row; elsewhere the column did.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.pdf_columns import MARKER, Column, Row, set_rows
from loaders.pdf_flow import Paragraph, begins_low, ends_sentence
from loaders.pdf_grid import Box
from loaders.pdf_page import Word

_LEAST_MARGIN = 2.0
_MOST_MARGIN = 8.0
_SPACE = 0.25
_ROUNDING = 1.5
_CENTRED = 10.0
_LEADING = 0.9
_APART = 0.2
"""How much farther apart than rows of one paragraph a writer sets two, in letters' heights."""
_NO_ITEM = re.compile(r"(?:[-–+*•▪◦➢✓o]|\d{1,3}(?:\.\d{3}){1,3})(?=\s|$)")
"""A dash or a number of thousands may come to stand first on a row."""
_ENDS_ITEM = re.compile(r"[.;][”\"’')\]]{0,2}$")


def cell_margin(words: dict[Box, list[Word]]) -> float:
    """How far from its border a table begins its rows: the least that any cell leaves."""
    least = min((word.left - box.left for box, held in words.items() for word in held), default=0)
    return min(max(least, _LEAST_MARGIN), _MOST_MARGIN)


def set_cell(box: Box, words: Sequence[Word], margin: float) -> list[Paragraph]:
    """The paragraphs of one cell."""
    rows = set_rows(words)
    left = min(box.left + margin, *(row.left for row in rows), box.right)
    right = max(box.right - margin, *(row.right for row in rows), box.left)
    column = Column(rows, left, right, sure=True)
    paragraphs: list[Paragraph] = []
    leading = min((row.base - last.base for last, row in pairwise(rows)), default=0)
    for row in rows:
        last = paragraphs[-1].rows[-1] if paragraphs else row
        near = row.base - last.base <= leading + _APART * row.size
        if paragraphs and near and _continues(last, row, column, rows[0]):
            paragraphs[-1].rows.append(row)
        else:
            paragraphs.append(Paragraph([row], column))
    return paragraphs


def opens_anew(before: Paragraph, after: Paragraph) -> bool:
    """Whether words over the turn of a page are an item of their own in the same cell."""
    listed = MARKER.match(after.text) is not None and not _NO_ITEM.match(after.text)
    return listed or lists_on(before, after) or _ENDS_ITEM.search(before.text) is not None


def lists_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether both are items of one list, with the same mark in front."""
    marks = [MARKER.match(each.text) for each in (before, after)]
    first, second = (mark[0] if mark else None for mark in marks)
    return first is not None and first == second


def _continues(last: Row, row: Row, column: Column, first: Row) -> bool:
    if abs(row.size - last.size) > 0.15 * row.size or row.top - last.base > _LEADING * row.size:
        return False
    full = _is_full(last, row, column)
    if MARKER.match(row.text):
        listed = row.words[0].text == first.words[0].text
        inside = _NO_ITEM.match(row.text) is not None and not listed
        return full and inside and not re.search(r"[.;:,]$", last.text)
    if begins_low(row.text) and not ends_sentence(last.text) and not last.text.isupper():
        return True
    return full and last.bold == row.bold and not _ENDS_ITEM.search(last.text)


def _is_full(last: Row, row: Row, column: Column) -> bool:
    """Whether the next word had no room; a centred row has room on both sides."""
    before, after = last.left - column.left, column.right - last.right
    room = before + after if before > 1 and abs(before - after) < _CENTRED else after
    first = row.words[0]
    return first.right - first.left + _SPACE * row.size >= room - _ROUNDING
