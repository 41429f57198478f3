"""PDF with a text layer to lines: columns in order, ruled tables as cells, pages joined again."""

import threading
from collections.abc import Iterator

import pypdfium2

from graph_schema.errors import UnreadableDocument
from loaders import caps
from loaders.draft import Draft, Look
from loaders.lines import Cell, Extract
from loaders.pdf_flow import Paragraph, continues
from loaders.pdf_furniture import clear_furniture
from loaders.pdf_guard import check_pdf
from loaders.pdf_page import Page, read_page
from loaders.pdf_sheet import Sheet, Table, right_margins, set_sheet

MEDIA_TYPE = "application/pdf"

_PDFIUM = threading.Lock()  # PDFium may be entered by one thread at a time


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are a PDF; readers allow rubbish before its first line."""
    return b"%PDF-" in content[:1024]


def read_pdf(content: bytes) -> Extract:
    """The text layer as printed; pages that are only pictures are refused, not skipped."""
    check_pdf(content)
    with _PDFIUM:
        pages = _pages(content)
    _check_text_layer(pages)
    body = clear_furniture(pages)
    margins = right_margins(pages)
    return _Book().read([set_sheet(page, body, margins) for page in pages])


def _pages(content: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    try:
        if len(document) > caps.MAX_PAGES:
            caps.refuse_size("số trang", caps.MAX_PAGES, "trang")
        return list(_read_pages(document))
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    finally:
        document.close()


def _read_pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    letters = 0
    for index in range(len(document)):
        page = document[index]
        found = read_page(page)
        page.close()
        letters += sum(len(word.text) for word in found.words)
        if letters > caps.MAX_CHARACTERS:
            caps.refuse_size("toàn văn", caps.MAX_CHARACTERS, "ký tự")
        yield found


def _refusal(reason: str) -> UnreadableDocument:
    if "password" in reason.lower() or "security" in reason.lower():
        return UnreadableDocument(
            "Tệp PDF có mật khẩu nên không đọc được; hãy gỡ mật khẩu rồi nạp lại."
        )
    return UnreadableDocument(
        "Tệp PDF hỏng, không mở được; hãy tải lại tệp gốc hoặc in lại ra PDF rồi nạp lại."
    )


def _check_text_layer(pages: list[Page]) -> None:
    """A page of picture without a word is a scan: what stands on it would be lost silently."""
    scanned = [number for number, page in enumerate(pages, 1) if page.picture and not page.words]
    if scanned:
        where = ", ".join(map(str, scanned[:5])) + ("…" if len(scanned) > 5 else "")
        raise UnreadableDocument(
            f"Tệp PDF là bản quét, không có lớp chữ ở trang {where}; hãy nạp bản Word gốc hoặc "
            "nhận dạng chữ (OCR) rồi nạp lại."
        )


class _Book:
    """The sheets one after another: paragraphs and tables go on over the turn of a page."""

    def __init__(self) -> None:
        self._draft = Draft()
        self._open: tuple[Paragraph, int] | None = None
        self._notes: list[tuple[Paragraph, int]] = []
        self._table: Table | None = None
        self._tables = -1
        self._rows = 0

    def read(self, sheets: list[Sheet]) -> Extract:
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
