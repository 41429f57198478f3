"""Cells of a table as rows share them: one that spans rows, one that says "as above" (-nt-)."""

import re

from loaders.kinds import KindLine
from loaders.passages import Words

Grid = dict[int, dict[int, list[Words]]]
_DITTO = re.compile(
    r"[-–— ]*(?:nt|như trên|như (?:mục|dòng) trên|[\"”“〃]|'')[-–—. ]*", re.IGNORECASE
)


def read_grid(lines: list[KindLine]) -> tuple[Grid, dict[tuple[int, int], int]]:
    """The paragraphs of each cell by row and column, and how many rows the tall cells span."""
    grid: Grid = {}
    tall: dict[tuple[int, int], int] = {}
    for line in lines:
        cell = line.passage.cell
        if cell is not None:
            grid.setdefault(cell.row, {}).setdefault(cell.column, []).append(line.passage.words())
            if cell.rows > 1:
                tall[cell.row, cell.column] = cell.rows
    return grid, tall


def share_cells(
    grid: Grid, tall: dict[tuple[int, int], int], work: frozenset[int], shared: frozenset[int]
) -> None:
    """Give every row what a cell above says for it too; rows beside one piece of work are one."""
    for (row, column), span in sorted(tall.items()):
        words = grid.get(row, {}).get(column)
        if not words or column not in shared | work:
            continue
        for below in range(row + 1, min(row + span, max(grid) + 1)):
            if below not in grid:
                continue
            if column in shared:
                grid[below].setdefault(column, words)
            elif column in work and not any(index in grid[below] for index in work):
                _join(grid[row], grid.pop(below))
    _fill_dittos(grid, shared)


def is_ditto(text: str) -> bool:
    """Whether a cell only says "as above"."""
    return _DITTO.fullmatch(text.strip()) is not None


def _join(row: dict[int, list[Words]], below: dict[int, list[Words]]) -> None:
    for column, words in below.items():
        known = row.setdefault(column, [])
        known.extend(each for each in words if each not in known)


def _fill_dittos(grid: Grid, shared: frozenset[int]) -> None:
    last: dict[int, list[Words]] = {}
    for row in sorted(grid):
        for column in shared & grid[row].keys():
            if is_ditto(" ".join(words.text for words in grid[row][column])):
                grid[row][column] = last.get(column, [])
            last[column] = grid[row][column]
