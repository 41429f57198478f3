"""One table in every format: merged cells, heads of two rows, pages that break it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from openpyxl import Workbook

from tests.loaders.office_files import docx_of, paragraph
from tests.loaders.pdf_files import Page, Rule, Words, pdf_of

HEAD = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG MỚI",
    "Số: 15/KH-UBND",
    "KẾ HOẠCH",
    "Sửa đường năm 2026",
    "I. NHIỆM VỤ",
)


@dataclass(frozen=True)
class Put:
    """A cell at its first place, with the rows and columns that it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


Table = Sequence[Put]


def _size(table: Table) -> tuple[int, int]:
    return max(c.row + c.rows for c in table), max(c.column + c.columns for c in table)


def _by_row(table: Table) -> list[list[Put]]:
    rows, _ = _size(table)
    return [sorted((c for c in table if c.row == r), key=lambda c: c.column) for r in range(rows)]


def as_html(table: Table) -> bytes:
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td rowspan="{c.rows}" colspan="{c.columns}">{escape(c.text)}</td>' for c in row
        )
        + "</tr>"
        for row in _by_row(table)
    )
    lines = "".join(f"<p>{line}</p>" for line in HEAD)
    return f"<html><meta charset=utf-8><body>{lines}<table>{rows}</table></body></html>".encode()


def as_docx(table: Table, repeated: int = 0) -> bytes:
    """Word merges downwards by a cell in each row that says it goes on."""
    rows, columns = _size(table)
    covered = {(r, c.column): c for c in table for r in range(c.row, c.row + c.rows)}
    body = ""
    for r in range(rows):
        body += "<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if r < repeated else "")
        for column in range(columns):
            cell = covered.get((r, column))
            if cell is None:
                continue
            merge = ""
            if cell.rows > 1:
                merge = f'<w:vMerge w:val="{"restart" if r == cell.row else "continue"}"/>'
            span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
            words = paragraph(cell.text if r == cell.row else "")
            body += f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{words}</w:tc>"
        body += "</w:tr>"
    return docx_of("".join(map(paragraph, HEAD)) + f"<w:tbl>{body}</w:tbl>" + paragraph(""))


def as_xlsx(table: Table) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate(HEAD, 1):
        sheet.cell(number, 1, line)
    first = len(HEAD) + 1
    for c in table:
        sheet.cell(first + c.row, 1 + c.column, c.text)
        if c.rows > 1 or c.columns > 1:
            sheet.merge_cells(
                start_row=first + c.row, start_column=1 + c.column,
                end_row=first + c.row + c.rows - 1, end_column=c.column + c.columns,
            )  # fmt: skip
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_markdown(table: Table) -> bytes:
    """Markdown merges nothing: a merged cell is written out, or left empty, by its writer."""
    rows, columns = _size(table)
    words = [[""] * columns for _ in range(rows)]
    for c in table:
        for r in range(c.row, c.row + c.rows):
            words[r][c.column] = c.text
    lines = ["| " + " | ".join(row) + " |" for row in words]
    lines.insert(1, "|" + "---|" * columns)
    return "\n\n".join((*HEAD, "\n".join(lines))).encode()


WIDTHS = (30.0, 170.0, 90.0, 90.0, 80.0)
HEIGHT = 34.0


def as_pdf(table: Table, breaks: Sequence[int] = (), repeat: int = 0, ruled: bool = True) -> bytes:
    """A table whose pages end before the rows told; ``repeat`` head rows are printed on each."""
    rows, columns = _size(table)
    xs = [60.0]
    for width in WIDTHS[:columns]:
        xs.append(xs[-1] + width)
    pages: list[Page] = []
    for first, last in zip((0, *breaks), (*breaks, rows), strict=True):
        printed = [*range(repeat if first else 0), *range(first, last)]
        top = 780.0 if first else 640.0
        page: list[Words | Rule] = []
        if not first:
            page += [Words(60, 780 - 26 * n, line) for n, line in enumerate(HEAD)]
        for place, row in enumerate(printed):
            y = top - HEIGHT * place
            page += _row(table, row, xs, y, ruled=ruled)
        if ruled:
            page.append(
                Rule(xs[0], top - HEIGHT * len(printed), xs[-1], top - HEIGHT * len(printed))
            )
            bottom = top - HEIGHT * len(printed)
            page += [Rule(x, top, x, bottom) for x in (xs[0], xs[-1])]
        pages.append(page)
    return pdf_of(pages)


def _row(table: Table, row: int, xs: list[float], y: float, *, ruled: bool) -> list[Words | Rule]:
    marks: list[Words | Rule] = []
    for c in table:
        if not c.row <= row < c.row + c.rows:
            continue
        left, right = xs[c.column], xs[c.column + c.columns]
        if c.row == row:
            marks += [
                Words(left + 3, y - 12 - 12 * n, line, 10)
                for n, line in enumerate(_wrapped(c.text, right - left - 6))
            ]
            if ruled:
                marks.append(Rule(left, y, right, y))
        if ruled and c.column:
            marks.append(Rule(left, y, left, y - HEIGHT))
    return marks


def _wrapped(text: str, width: float) -> list[str]:
    lines, room = [""], int(width / 5)
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
