"""An HTML table: the place of each cell once row and column spans are laid out."""

from collections.abc import Iterator

from lxml import etree

from loaders import caps
from loaders.lines import Cell

_GROUPS = ("thead", "tbody", "tfoot")


def placed_cells(table: etree._Element, number: int) -> dict[etree._Element, Cell]:
    """Each cell of this table (not of tables inside it) with its place and span."""
    cells: dict[etree._Element, Cell] = {}
    taken: dict[int, int] = {}
    laid = 0
    for row_index, (row, in_head) in enumerate(_rows(table)):
        members = [item for item in row if item.tag in ("td", "th")]
        header = in_head or all(item.tag == "th" for item in members)
        column = 0
        for item in members:
            while taken.get(column, 0) > row_index:
                column += 1
            rows, columns = _span(item, "rowspan"), _span(item, "colspan")
            cells[item] = Cell(number, row_index, column, rows, columns, header)
            for covered in range(column, column + columns):
                taken[covered] = row_index + rows
            column += columns
            if column > caps.MAX_SPAN:
                caps.refuse_size("số cột của một bảng", caps.MAX_SPAN, "cột")
        laid += column
        if laid > caps.MAX_TABLE_CELLS:
            caps.refuse_size("số ô trong một bảng", caps.MAX_TABLE_CELLS, "ô")
    return cells


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in _GROUPS:
            for row in child.iterchildren("tr"):
                yield row, child.tag == "thead"


def _span(cell: etree._Element, name: str) -> int:
    text = str(cell.get(name) or "1").strip()
    size = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(size, 1), caps.MAX_SPAN)
