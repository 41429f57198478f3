"""A table without ruled lines: a head of three columns or more, and rows that keep to them.

Only a table of numbered rows is told, where nothing is left to guess: its head begins with "TT",
its gutters run from the head to the last row, and each number stands on the first line of its row.
"""

import re
from collections.abc import Iterator, Sequence

from loaders.pdf_columns import Row, band_of, set_strips
from loaders.pdf_grid import Box, Grid
from loaders.pdf_page import Word

_FIRST_HEAD = re.compile(r"(?:S?TT|Số TT|Số thứ tự)\.?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}[.)]?$")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_ABOVE = 2.0


def find_aligned(words: Sequence[Word]) -> Iterator[Grid]:
    """Every such table among words that no ruled line closes in, from the top."""
    strips = set_strips(words)
    index = 0
    while index < len(strips):
        head = strips[index]
        if len(head) >= _FEWEST_COLUMNS and _FIRST_HEAD.match(_leftmost(head).text):
            gutters, end = band_of(strips, index)
            if len(gutters) + 1 == len(head) and (grid := _grid(strips[index:end], gutters)):
                yield grid
                index = end
                continue
        index += 1


def _leftmost(strip: list[Row]) -> Row:
    return min(strip, key=lambda row: row.left)


def _grid(strips: list[list[Row]], gutters: list[tuple[float, float]]) -> Grid | None:
    """Borders in the middle of each gutter, a ruling above each number."""
    starts = [0]
    for index, strip in enumerate(strips[1:], 1):
        first = _leftmost(strip)
        if first.right <= gutters[0][0] + 1 and first.left < gutters[0][0]:
            if not _NUMBER.match(first.text) or len(strip) < _FEWEST_COLUMNS:
                return None
            starts.append(index)
    if len(starts) <= _FEWEST_ROWS:
        return None
    everything = [row for strip in strips for row in strip]
    left, right = min(row.left for row in everything), max(row.right for row in everything)
    borders = (left - _ABOVE, *((a + b) / 2 for a, b in gutters), right + _ABOVE)
    tops = [min(row.top for row in strips[start]) - _ABOVE for start in starts]
    rulings = (*tops, max(row.base for row in everything) + _ABOVE)
    return _of(borders, rulings)


def _of(borders: tuple[float, ...], rulings: tuple[float, ...]) -> Grid:
    boxes = {
        (row, column): Box(
            row, column, 1, 1, borders[column], rulings[row], borders[column + 1], rulings[row + 1]
        )
        for row in range(len(rulings) - 1)
        for column in range(len(borders) - 1)
    }
    return Grid(borders, rulings, tuple(boxes.values()), boxes)
