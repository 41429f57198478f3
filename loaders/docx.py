"""Word (.docx) to lines: in body order, numbered as printed, every merged cell once."""

from dataclasses import replace

from lxml import etree

from graph_schema.errors import UnreadableDocument
from loaders import caps
from loaders.docx_numbering import Numbering
from loaders.docx_paragraph import (
    MC,
    PageCount,
    ParagraphReader,
    ParagraphText,
    chosen,
)
from loaders.docx_styles import Style, StyleSheet, W, child_value, paragraph_properties, value
from loaders.docx_table import placed_cells
from loaders.draft import Draft, Look
from loaders.lines import Extract
from loaders.package import Package, related_parts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_WRAPPERS = frozenset(W + n for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def read_docx(package: Package, main: str) -> Extract:
    """Every printed paragraph of the body, its tables and text boxes, then the notes."""
    root = package.tree(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableDocument(
            "Tệp Word hỏng: thiếu phần thân văn bản; hãy mở bằng Word, lưu lại rồi nạp lại."
        )
    return _Body(package, main, body).read(body)


class _Body:
    """One pass over a body: the counters of pages, tables and lists move with it."""

    def __init__(self, package: Package, main: str, body: etree._Element) -> None:
        parts = related_parts(package, main)
        self._styles = StyleSheet(package.tree(parts.get("styles", "")))
        self._numbering = Numbering(package.tree(parts.get("numbering", "")), self._styles)
        self._notes = {
            (kind, value(note, "id")): note
            for kind in ("footnotes", "endnotes")
            for note in _children(package.tree(parts.get(kind, "")))
        }
        self._pages = _page_count(body)
        self._paragraphs = ParagraphReader(self._styles, self._pages)
        self._draft = Draft()
        self._tables = 0
        self._carried: ParagraphText | None = None
        self._anchored: list[tuple[str, str]] = []

    def read(self, body: etree._Element) -> Extract:
        self._blocks(body, Look(), 0)
        for reference in dict.fromkeys(self._anchored):
            if reference in self._notes:
                self._blocks(self._notes[reference], Look(footnote=True), 0)
        return self._draft.extract(MEDIA_TYPE)

    def _blocks(self, parent: etree._Element, look: Look, depth: int) -> None:
        if depth > caps.MAX_DEPTH:
            caps.refuse_size("độ sâu lồng nhau của bảng và khung", caps.MAX_DEPTH, "cấp")
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child, look, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, look, depth)
            elif child.tag in _WRAPPERS:
                self._blocks(child, look, depth + 1)
            elif child.tag == f"{MC}AlternateContent":
                self._blocks(chosen(child), look, depth + 1)
            elif child.tag == f"{W}altChunk":
                raise UnreadableDocument(
                    "Tệp Word nhúng nguyên một tệp khác trong thân văn bản nên không đọc được "
                    "trọn vẹn; hãy mở bằng Word, lưu lại rồi nạp lại."
                )

    def _paragraph(self, paragraph: etree._Element, look: Look, depth: int) -> None:
        properties = paragraph.find(f"{W}pPr")
        style_id = "" if properties is None else child_value(properties, "pStyle") or ""
        style = self._styles.paragraph(style_id)
        if properties is not None and properties.find(f"{W}pageBreakBefore") is not None:
            self._pages.turn()
        printed = self._paragraphs.read(paragraph, style, self._carried)
        mark = None if properties is None else properties.find(f"{W}rPr/{W}del")
        self._carried = printed if mark is not None else None
        if mark is None:
            own = paragraph_properties(properties).over(style)
            self._print(printed, own, style_id, look)
            self._anchored += printed.notes
            for box in printed.boxes:
                self._blocks(box, look, depth + 1)
        if properties is not None and _ends_page(properties.find(f"{W}sectPr")):
            self._pages.turn()

    def _print(self, printed: ParagraphText, style: Style, style_id: str, look: Look) -> None:
        label, level = self._label(style, style_id)
        indent = level + 1 if label else style.indent or 0
        look = replace(
            look,
            heading=style.heading,
            bold=bool(printed.bold),
            italic=bool(printed.italic),
            centred=bool(style.centred),
            indent=indent,
        )
        for index, piece in enumerate(printed.pieces):
            text = "".join(piece.text)
            page = piece.page if self._pages.known else None
            self._draft.add(text if index else label + text.lstrip(), replace(look, page=page))

    def _label(self, style: Style, style_id: str) -> tuple[str, int]:
        if style.number in (None, "0") or style.hidden:
            return "", 0
        level = style.level
        if level is None:
            level = self._numbering.level_of_style(str(style.number), style_id)
        return self._numbering.label(str(style.number), level), level

    def _table(self, table: etree._Element, look: Look, depth: int) -> None:
        number = self._tables
        self._tables += 1
        for row in placed_cells(table, number):
            first = last = self._pages.page
            for cell, element in row:
                self._pages.page = first
                self._blocks(element, replace(look, cell=cell), depth + 1)
                last = max(last, self._pages.page)
            self._pages.page = last


def _children(element: etree._Element | None) -> list[etree._Element]:
    return [] if element is None else list(element)


def _ends_page(section: etree._Element | None) -> bool:
    return section is not None and child_value(section, "type") != "continuous"


def _page_count(body: etree._Element) -> PageCount:
    breaks = ("lastRenderedPageBreak", "pageBreakBefore")
    turned = any(next(body.iter(W + name), None) is not None for name in breaks)
    return PageCount(turned or any(value(item, "type") == "page" for item in body.iter(f"{W}br")))
