"""The sheets of a PDF one after another: what goes on over the turn of a page is one again."""

from dataclasses import dataclass

from loaders.draft import Draft, Look
from loaders.lines import Cell, Extract
from loaders.pdf_cells import lists_on, opens_anew
from loaders.pdf_flow import Paragraph, continues, goes_on
from loaders.pdf_sheet import Sheet, Table

MEDIA_TYPE = "application/pdf"


@dataclass(slots=True)
class _Held:
    """A cell of the last row of a table, which the next page may go on with."""

    cell: Cell
    paragraphs: list[Paragraph]
    page: int


class Book:
    """The sheets one after another: paragraphs and tables go on over the turn of a page."""

    def __init__(self) -> None:
        """Start before the first page."""
        self._draft = Draft()
        self._open: tuple[Paragraph, int] | None = None
        self._notes: list[tuple[Paragraph, int]] = []
        self._table: Table | None = None
        self._tables = -1
        self._rows = 0
        self._held: list[_Held] = []

    def read(self, sheets: list[Sheet]) -> Extract:
        """Every line of every sheet, notes last."""
        for number, sheet in enumerate(sheets, 1):
            turned = True
            for item in sheet.items:
                if isinstance(item, Table):
                    self._close()
                    self._print_table(item, number, turned=turned)
                    self._table = item
                else:
                    self._end_row()
                    self._paragraph(item, number, turned=turned)
                    self._table = None
                turned = False
            self._notes += [(note, number) for note in sheet.notes]
        self._end_row()
        self._close()
        for note, number in self._notes:
            self._print(note, Look(page=number, footnote=True))
        return self._draft.extract(MEDIA_TYPE)

    def _paragraph(self, item: Paragraph, number: int, *, turned: bool) -> None:
        if turned and self._open is not None:
            before = self._open[0]
            same = abs(before.column.left - item.column.left) < 20
            if same and continues(before, item.rows[0], item.column, turned=True):
                before.rows += item.rows
                before.column = item.column
                return
        self._close()
        self._open = (item, number)

    def _close(self) -> None:
        if self._open is not None:
            paragraph, number = self._open
            self._print(paragraph, Look(page=number))
        self._open = None

    def _print_table(self, table: Table, number: int, *, turned: bool) -> None:
        before = self._table
        goes_on = turned and before is not None and table.goes_on(before)
        skipped = table.repeated_rows(before) if goes_on and before is not None else 0
        if not goes_on:
            self._end_row()
            self._tables += 1
            self._rows = 0
        elif self._is_broken(table, skipped):
            self._mend_row(table, skipped)
            skipped += 1
        for box, paragraphs in table.cells:
            row = self._rows + box.row - skipped
            if box.row < skipped:
                continue
            if self._held and row != self._held[-1].cell.row:
                self._end_row()
            cell = Cell(self._tables, row, box.column, box.rows, box.columns)
            self._held.append(_Held(cell, paragraphs, number))
        self._rows += table.row_count - skipped

    def _is_broken(self, table: Table, first: int) -> bool:
        """Whether the first row of a page only ends the last one: no number, and a cell goes on."""
        if not self._held or self._held[0].cell.row != self._rows - 1:
            return False
        cells = {box.column: paragraphs for box, paragraphs in table.cells if box.row == first}
        ends = {held.cell.column: held.paragraphs[-1] for held in self._held}
        if not cells or self._held[0].cell.column in cells or not cells.keys() <= ends.keys():
            return False
        return any(
            goes_on(ends[column], paragraphs[0]) or lists_on(ends[column], paragraphs[0])
            for column, paragraphs in cells.items()
        )

    def _mend_row(self, table: Table, first: int) -> None:
        cells = {box.column: paragraphs for box, paragraphs in table.cells if box.row == first}
        for held in self._held:
            if rest := cells.get(held.cell.column):
                if opens_anew(held.paragraphs[-1], rest[0]):
                    held.paragraphs += rest
                else:
                    held.paragraphs[-1].rows += rest[0].rows
                    held.paragraphs += rest[1:]

    def _end_row(self) -> None:
        for held in self._held:
            for paragraph in held.paragraphs:
                self._print(paragraph, Look(page=held.page, cell=held.cell))
        self._held = []

    def _print(self, paragraph: Paragraph, look: Look) -> None:
        self._draft.add(
            paragraph.text,
            Look(
                page=look.page,
                bold=all(row.bold for row in paragraph.rows),
                italic=all(row.italic for row in paragraph.rows),
                centred=paragraph.centred,
                cell=look.cell,
                footnote=look.footnote,
            ),
        )
