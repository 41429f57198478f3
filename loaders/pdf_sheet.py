"""A PDF page set in reading order: paragraphs, ruled tables, and the notes at its foot."""

from collections import Counter
from dataclasses import dataclass, field

from loaders.pdf_aligned import find_aligned
from loaders.pdf_cells import cell_margin, set_cell
from loaders.pdf_columns import set_columns, set_rows
from loaders.pdf_flow import Paragraph, set_paragraphs
from loaders.pdf_grid import Box, Grid, find_grids
from loaders.pdf_page import Edge, Page, Word

_SAME_BORDER = 5.0
_NOTE_RULE = (80.0, 260.0)
_SMALLER = 0.93
_SHARED = 3


@dataclass(slots=True)
class Table:
    """A table on one page, each cell with its paragraphs, in reading order."""

    grid: Grid
    cells: list[tuple[Box, list[Paragraph]]]

    @property
    def row_count(self) -> int:
        """How many rows of the grid the page holds."""
        return len(self.grid.rulings) - 1

    def goes_on(self, before: "Table") -> bool:
        """Whether this is the rest of the table that the page before ended with."""
        mine, theirs = self.grid.borders, before.grid.borders
        return len(mine) == len(theirs) and all(
            abs(one - other) < _SAME_BORDER for one, other in zip(mine, theirs, strict=True)
        )

    def repeated_rows(self, before: "Table") -> int:
        """How many rows at the top only print the head of the table again."""
        first = self._row_text(0)
        return 1 if first and first == before._row_text(0) else 0

    def _row_text(self, row: int) -> tuple[tuple[int, str], ...]:
        return tuple(
            (box.column, " ".join(paragraph.text for paragraph in paragraphs))
            for box, paragraphs in self.cells
            if box.row == row
        )


@dataclass(slots=True)
class Sheet:
    """One page in reading order, its notes apart."""

    items: list[Paragraph | Table] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)


def right_margins(pages: list[Page]) -> dict[float, float]:
    """Where full rows end, for each width of paper: the right edge that most rows share."""
    ends: dict[float, Counter[int]] = {}
    for page in pages:
        count = ends.setdefault(page.width, Counter())
        for row in set_rows(page.words):
            if row.right - row.left > page.width / 2:
                count[round(row.right / 2) * 2] += 1
    common = {width: count.most_common(1)[0] for width, count in ends.items() if count}
    return {width: float(edge) for width, (edge, times) in common.items() if times >= _SHARED}


def set_sheet(page: Page, body_size: float, margins: dict[float, float]) -> Sheet:
    """Cut a page at its tables and set what is above, in and below each of them."""
    sheet = Sheet()
    grids = find_grids(page.edges)
    words, notes = _part_notes(page, grids, body_size)
    sheet.notes = _paragraphs(notes, margins.get(page.width))
    loose, inside = _part_tables(words, grids)
    if aligned := list(find_aligned(loose)):
        grids = sorted((*grids, *aligned), key=lambda grid: (grid.top, grid.borders))
        loose, inside = _part_tables(words, grids)
    for index, grid in enumerate(grids):
        above = [word for word in loose if word.base - word.size / 2 < grid.top]
        loose = [word for word in loose if word.base - word.size / 2 >= grid.top]
        sheet.items += _paragraphs(above, margins.get(page.width))
        sheet.items.append(_table(grid, inside[index]))
    sheet.items += _paragraphs(loose, margins.get(page.width))
    return sheet


def _paragraphs(words: list[Word], margin: float | None = None) -> list[Paragraph]:
    if not words:
        return []
    left = min(word.left for word in words)
    longest = max(word.right for word in words)
    sure = margin is not None and longest > margin - 2 * _SAME_BORDER
    right = margin if margin is not None and sure else longest
    return [
        paragraph
        for column in set_columns(words, left, right, sure=sure)
        for paragraph in set_paragraphs(column)
    ]


def _part_notes(page: Page, grids: list[Grid], body_size: float) -> tuple[list[Word], list[Word]]:
    """Words under a short rule at the foot of the page, all smaller than the body's."""
    for edge in page.edges:
        if edge.upright or not _NOTE_RULE[0] < edge.end - edge.start < _NOTE_RULE[1]:
            continue
        if edge.at < page.height / 3 or _is_in_grid(edge, grids):
            continue
        under = [word for word in page.words if word.base - word.size / 2 > edge.at]
        if under and all(word.size < _SMALLER * body_size for word in under):
            return [word for word in page.words if word.base - word.size / 2 <= edge.at], under
    return page.words, []


def _is_in_grid(edge: Edge, grids: list[Grid]) -> bool:
    return any(
        grid.top - 1 <= edge.at <= grid.bottom + 1 and edge.end > grid.borders[0] for grid in grids
    )


def _part_tables(
    words: list[Word], grids: list[Grid]
) -> tuple[list[Word], list[dict[Box, list[Word]]]]:
    loose: list[Word] = []
    inside: list[dict[Box, list[Word]]] = [{} for _ in grids]
    for word in words:
        x, y = (word.left + word.right) / 2, word.base - word.size / 3
        for index, grid in enumerate(grids):
            if (box := grid.box_at(x, y)) is not None:
                inside[index].setdefault(box, []).append(word)
                break
        else:
            loose.append(word)
    return loose, inside


def _table(grid: Grid, words: dict[Box, list[Word]]) -> Table:
    margin = cell_margin(words)
    held = ((box, words[box]) for box in grid.boxes if box in words)
    return Table(grid, [(box, set_cell(box, inside, margin)) for box, inside in held])
