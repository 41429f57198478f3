"""The letter part of a report in the form of Nghị định 30/2020/NĐ-CP: its head, its end.

Paper A4; margins 20 mm above and below, 30 mm left, 15 mm right (Phụ lục I, phần I); one typeface,
Times New Roman; the sizes are those of the decree's own table of samples.
"""

import re
from dataclasses import dataclass
from datetime import date

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
FONT = "Times New Roman"
_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_HEADING = (Cm(7.0), Cm(9.5))
_SIGNING = (Cm(8.2), Cm(8.3))
_FILED = re.compile(r"[\s–-]*(?=Lưu\s*(?::|V[TP]\b))", re.IGNORECASE)
"""What stands before the line of the copy that the office keeps; people are named Lưu too."""
_BLANK = "        "
_SIGNATURE_LINES = 4
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends a report, signed by whom; what is not known is left to be written in."""

    issuer: str
    parent: str = ""
    place: str = ""
    symbol: str = ""
    day: date | None = None
    position: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()


def write_head(
    document: Document, head: Letterhead, kind: str, title: str, *, draft: bool = False
) -> None:
    """Quốc hiệu, tiêu ngữ, tên cơ quan, số ký hiệu, địa danh và thời gian, tên loại, trích yếu."""
    left = _write_names(document, head)
    if draft:
        _line(left, "(DỰ THẢO)", 13, bold=True)
    _title(document, kind, title)


def write_letter_head(document: Document, head: Letterhead, subject: str, to: str) -> None:
    """The head of a công văn: no name of a kind, its subject under the number; Kính gửi."""
    left = _write_names(document, head)
    _line(left, f"V/v {subject}", 12)
    address = document.add_paragraph()
    address.alignment = _CENTRE
    address.paragraph_format.space_before = address.paragraph_format.space_after = Pt(14)
    _say(address, f"Kính gửi: {to}", 14)


def _write_names(document: Document, head: Letterhead) -> _Cell:
    """The two columns of every head; answers the left one."""
    left, right = _two_columns(document, _HEADING)
    if head.parent:
        _line(left, head.parent.upper(), 12)
    _line(left, head.issuer.upper(), 13, bold=True)
    _rule(left, 2.2)
    _line(left, f"Số: {_BLANK}/{head.symbol}", 13)
    _line(right, NATION, 12, bold=True)
    _line(right, MOTTO, 13, bold=True)
    _rule(right, 1.9)
    _line(right, f"{head.place or _BLANK}, {_day(head.day)}", 13, italic=True)
    return left


def _title(document: Document, kind: str, title: str) -> None:
    name = document.add_paragraph()
    name.paragraph_format.space_before = Pt(14)
    _say(name, kind.upper(), 14, bold=True)
    subject = document.add_paragraph()
    _say(subject, title, 14, bold=True)
    for paragraph in (name, subject):
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.keep_with_next = True
    under = document.add_paragraph()
    _underline(under, 6.0)
    under.paragraph_format.space_after = Pt(8)


def _day(day: date | None) -> str:
    """A day with a nought before 1 to 9, and before months 1 and 2 alone."""
    if day is None:
        return f"ngày {_BLANK} tháng {_BLANK} năm {_BLANK}".replace(_BLANK, "     ")
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def write_end(document: Document, head: Letterhead) -> None:
    """Nơi nhận, chức vụ và họ tên người ký; room is left for the signature and the seal."""
    left, right = _two_columns(document, _SIGNING)
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, aligned=_LEFT)
    receivers = list(head.recipients)
    filed = next(filter(_FILED.match, receivers), "Lưu: VT")
    if filed in receivers:
        receivers.remove(filed)
    for name in receivers:
        _line(left, f"- {name};", 11, aligned=_LEFT)
    _line(left, f"- {_FILED.sub('', filed, count=1).strip(' .;')}.", 11, aligned=_LEFT)
    for line in (head.position or "(Quyền hạn, chức vụ của người ký)").upper().split("\n"):
        _line(right, line, 13.5, bold=True)
    for _ in range(_SIGNATURE_LINES):
        _line(right, "", 13.5)
    _line(right, head.signer or "(Họ và tên)", 13.5, bold=True)


def write_text(
    document: Document, words: str, *, bold: bool = False, lead: str = "", italic: bool = False
) -> None:
    """A paragraph of the body: 14 points, the first line set in, both edges straight."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after = Cm(1.27), Pt(6)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if lead:
        _say(paragraph, lead, 14, bold=True)
    _say(paragraph, words, 14, bold=bold, italic=italic)
    form.keep_with_next = bold


def _two_columns(document: Document, widths: tuple[Cm, Cm]) -> tuple[_Cell, _Cell]:
    """Two cells side by side without rules, which no page breaks."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        column.cells[0].width = width
    left, right = table.rows[0].cells
    return left, right


def _line(
    cell: _Cell,
    words: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    aligned: WD_ALIGN_PARAGRAPH = _CENTRE,
) -> None:
    """One more line of a cell, the first one in the paragraph that it is born with."""
    first = cell.paragraphs[0]
    paragraph = first if first._p.pPr is None and not first.runs else cell.add_paragraph()
    paragraph.alignment = aligned
    _say(paragraph, words, size, bold=bold, italic=italic)


def _say(
    paragraph: Paragraph, words: str, size: float, *, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic


def _rule(cell: _Cell, indent: float) -> None:
    """The line under a name: as long as the cell without its indents."""
    _draw_line(cell.add_paragraph(), indent)


def _underline(paragraph: Paragraph, indent: float) -> None:
    _draw_line(paragraph, indent)


def _draw_line(paragraph: Paragraph, indent: float) -> None:
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Cm(indent)
    form.line_spacing = Pt(3)
    form.space_after = Pt(3)
    borders, above = parse_xml(f"<w:pBdr {nsdecls('w')}/>"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        above.set(qn(f"w:{name}"), value)
    borders.append(above)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)
