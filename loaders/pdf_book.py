"""The sheets of a PDF one after another: what goes on over the turn of a page is one again."""

from loaders.draft import Draft, Look
from loaders.lines import Cell, Extract
from loaders.pdf_flow import Paragraph, continues
from loaders.pdf_sheet import Sheet, Table

MEDIA_TYPE = "application/pdf"


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
                    self._paragraph(item, number, turned=turned)
                    self._table = None
                turned = False
            self._notes += [(note, number) for note in sheet.notes]
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
        if not goes_on:
            self._tables += 1
            self._rows = 0
        skipped = table.repeated_rows(before) if goes_on and before is not None else 0
        for box, paragraphs in table.cells:
            if box.row >= skipped:
                row = self._rows + box.row - skipped
                cell = Cell(self._tables, row, box.column, box.rows, box.columns)
                for paragraph in paragraphs:
                    self._print(paragraph, Look(page=number, cell=cell))
        self._rows += table.row_count - skipped

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
