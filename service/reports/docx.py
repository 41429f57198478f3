"""A report as a Word document: a letter ready to sign, the lists as appendices on wide paper."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle

from graph_schema.own_files import OWN_FILE
from service.reports.letter import FONT, Letterhead, write_end, write_head, write_text
from service.reports.model import ReportTable
from service.reports.printed import steady
from service.reports.tables import BAND_CELL, CELL, HEAD_CELL, Band, Line, write_table
from service.reports.told import told
from service.reports.words import (
    FOLLOWING,
    MAIN,
    Column,
    as_of_words,
    rate_words,
    summary_rows,
    title_of,
    value_words,
    whole,
)

_MAIN_WIDTHS = (0.9, 3.7, 1.8, 1.9, 1.9, 1.3, 1.6, 1.6, 1.4, 1.9, 1.6, 2.2, 1.2, 1.75, 1.75)
_FOLLOWING_WIDTHS = (0.9, 6.3, 3.1, 2.3, 2.2, 1.7, 1.7, 1.2, 1.7, 2.0, 1.7, 1.7)
_CENTRED_KEYS = frozenset(
    {"number", "assigned", "due", "percent", "updated", "finished", "extensions", "approved"}
)


def to_docx(report: ReportTable, head: Letterhead) -> bytes:
    """The document; the same report gives the same bytes."""
    document = new_document(title_of(report), report)
    write_head(document, head, "Báo cáo", title_of(report))
    for paragraph in told(report):
        write_text(document, paragraph.words, bold=paragraph.heading)
    write_figures(document, report)
    write_text(document, _CLOSING)
    write_end(document, head)
    write_lists(document, report)
    return as_bytes(document)


_CLOSING = (
    "Danh mục nhiệm vụ và thông tin theo dõi chi tiết tại Phụ lục I và Phụ lục II kèm theo./."
)


def new_document(title: str, report: ReportTable) -> Document:
    """A4 in the decree's margins, its styles in Times New Roman, pages numbered from the second."""
    document = docx.Document()
    moment = datetime(report.as_of.year, report.as_of.month, report.as_of.day)
    core = document.core_properties
    core.title, core.author, core.comments = title[:255], "Đầu Mối", ""
    core.keywords = OWN_FILE
    core.created = core.modified = moment
    _style(document)
    section = document.sections[0]
    _paper(section, wide=False)
    section.different_first_page_header_footer = True
    _number_pages(section)
    return document


def as_bytes(document: Document) -> bytes:
    """The document as a file."""
    target = io.BytesIO()
    document.save(target)
    return steady(target.getvalue())


def write_figures(document: Document, report: ReportTable) -> None:
    """The classes and rates, and under them how the plans add up to the whole."""
    lines = [
        ("    " * depth + words, rate_words(value) if isinstance(value, float) else
         "–" if value is None else whole(value))
        for words, value, depth in summary_rows(report.summary, report.recurring)
    ]  # fmt: skip
    write_table(document, ("Chỉ số", "Số liệu"), (12.6, 3.2), lines, centred=frozenset({1}))
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(2)


def write_lists(document: Document, report: ReportTable) -> None:
    """Both appendices: what is looked at first, and what else is followed up."""
    appendices = (
        ("PHỤ LỤC I", "DANH MỤC NHIỆM VỤ VÀ KẾT QUẢ THỰC HIỆN", MAIN, _MAIN_WIDTHS),
        ("PHỤ LỤC II", "THÔNG TIN THEO DÕI NHIỆM VỤ", FOLLOWING, _FOLLOWING_WIDTHS),
    )
    for at, (name, title, columns, widths) in enumerate(appendices):
        if at == 0:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            _paper(section, wide=True)
            section.different_first_page_header_footer = False
        else:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for words in (name, title):
            appendix_line(document, words, bold=True)
        appendix_line(document, f"({as_of_words(report)})", italic=True)
        centred = frozenset(at for at, column in enumerate(columns) if column.key in _CENTRED_KEYS)
        heads = [column.head for column in columns]
        write_table(document, heads, widths, _lines(report, columns), centred=centred)


def _lines(report: ReportTable, columns: Sequence[Column]) -> Iterator[Line]:
    number = 0
    for part in report.parts:
        yield Band(part.plan)
        for heading, rows in part.headings:
            if heading:
                yield Band(heading, italic=True)
            for row in rows:
                number += 1
                yield [str(number), *(value_words(c.value(row)) for c in columns[1:])]


def appendix_line(
    document: Document, words: str, *, bold: bool = False, italic: bool = False
) -> None:
    """One centred line over a table."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(words)
    run.font.size, run.font.bold, run.font.italic = Pt(14 if bold else 13), bold, italic


def _paper(section: Section, *, wide: bool) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = (Mm(15), Mm(15)) if wide else (Mm(30), Mm(15))
    section.header_distance = section.footer_distance = Mm(10)


def _style(document: Document) -> None:
    normal = _paragraph_style(document.styles["Normal"])
    _typeface(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    for name, size, bold in ((CELL, 8.5, False), (HEAD_CELL, 8.5, True), (BAND_CELL, 9, True)):
        style = _paragraph_style(document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
        style.base_style = normal
        style.hidden = False
        _typeface(style, size)
        style.font.bold = bold
        style.paragraph_format.line_spacing = 1
        if name == HEAD_CELL:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _paragraph_style(style: BaseStyle) -> ParagraphStyle:
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{style.name} is no style of paragraphs")
    return style


def _typeface(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _number_pages(section: Section) -> None:
    """The number at the top, in the middle, on every page but the first."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
