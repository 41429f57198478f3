"""A workbook (.xlsx) of tasks to lines: each visible sheet a table, each value as it is shown."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from graph_schema.errors import UnreadableDocument
from loaders import caps
from loaders.draft import Draft, Look
from loaders.lines import Cell, Extract
from loaders.package import Package, main_part, open_package, related_parts
from loaders.xlsx_values import Shapes, exact_value, read_shapes, shown_value

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

UNCOMPUTED = "=?"
"""What stands for a formula that no program has computed yet."""
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$")
_ON = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str


def read_xlsx(package: Package, main: str) -> Extract:
    """Visible sheets in order, row by row; a merged value stands once with its span."""
    book = package.tree(main)
    if book is None:
        raise _broken("xl/workbook.xml")
    parts = related_parts(package, main)
    strings = _strings(package.tree(parts.get("sharedStrings", "")))
    properties = book.find(f"{S}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _ON
    shapes = read_shapes(package.tree(parts.get("styles", "")), from_1904=from_1904)
    sheets = list(_sheets(package, main, book))
    draft = Draft()
    for number, sheet in enumerate(sheets):
        tree = package.tree(sheet.part)
        if tree is None:
            raise _broken(sheet.part)
        _Table(tree, number, strings, shapes).read(draft, sheet.name if len(sheets) > 1 else "")
    return draft.extract(MEDIA_TYPE)


@dataclass(frozen=True, slots=True)
class Rows:
    """One visible sheet as it stands, hidden rows and columns too: row and column count from 1."""

    name: str
    cells: dict[int, dict[int, str]]


def read_rows(content: bytes) -> tuple[Rows, ...]:
    """Every cell of a workbook by its place, unrounded: for lists that come back filled in."""
    package = open_package(content)
    main = main_part(package)
    book = package.tree(main)
    if book is None:
        raise _broken("xl/workbook.xml")
    parts = related_parts(package, main)
    strings = _strings(package.tree(parts.get("sharedStrings", "")))
    properties = book.find(f"{S}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _ON
    shapes = read_shapes(package.tree(parts.get("styles", "")), from_1904=from_1904)
    return tuple(
        Rows(sheet.name, _Table(tree, number, strings, shapes).rows())
        for number, sheet in enumerate(_sheets(package, main, book))
        if (tree := package.tree(sheet.part)) is not None
    )


def _sheets(package: Package, main: str, book: etree._Element) -> Iterator[_Sheet]:
    folder = posixpath.dirname(main)
    targets = related_parts(package, main, by_id=True)
    for item in book.iterfind(f"{S}sheets/{S}sheet"):
        part = targets.get(str(item.get(_ID) or ""), "")
        if item.get("state") in (None, "visible") and not part.startswith(f"{folder}/chartsheets"):
            yield _Sheet(str(item.get("name") or ""), part)


def _strings(tree: etree._Element | None) -> list[str]:
    """The shared strings; the reading aids of East Asian text are not printed in the cell."""
    return [] if tree is None else [_rich_text(item) for item in tree.iterfind(f"{S}si")]


def _rich_text(item: etree._Element) -> str:
    parts = (*item.iterfind(f"{S}t"), *item.iterfind(f"{S}r/{S}t"))
    return "".join(part.text or "" for part in parts)


class _Table:
    """One sheet: what is hidden, what is merged, and the cells that print something."""

    def __init__(
        self, tree: etree._Element, number: int, strings: list[str], shapes: Shapes
    ) -> None:
        self._tree = tree
        self._number = number
        self._strings = strings
        self._shapes = shapes
        self._told = shown_value
        self._merged = {
            (top, left): (bottom - top + 1, right - left + 1)
            for item in tree.iterfind(f"{S}mergeCells/{S}mergeCell")
            for top, left, bottom, right in [_range(str(item.get("ref") or ""))]
        }
        self._hidden = [
            (_whole(item, "min"), _whole(item, "max"))
            for item in tree.iterfind(f"{S}cols/{S}col")
            if item.get("hidden") in _ON
        ][: caps.MAX_SPAN]

    def read(self, draft: Draft, title: str) -> None:
        row = line = 0
        for item in self._tree.iterfind(f"{S}sheetData/{S}row"):
            line = _whole(item, "r") or line + 1
            if item.get("hidden") in _ON:
                continue
            cells = [(cell, place, text) for cell, place in _placed(item, line)
                     if (text := self._text(cell, place).strip())]  # fmt: skip
            if cells and title:
                draft.add(title, Look(page=self._number + 1, heading=1))
                title = ""
            for cell, place, text in cells:
                draft.add(text, self._look(cell, place, row))
            row += bool(cells)

    def rows(self) -> dict[int, dict[int, str]]:
        """Every cell that holds something, hidden ones too, with all its digits."""
        self._hidden, self._told = [], exact_value
        found: dict[int, dict[int, str]] = {}
        line = 0
        for item in self._tree.iterfind(f"{S}sheetData/{S}row"):
            line = _whole(item, "r") or line + 1
            for cell, place in _placed(item, line):
                uncomputed = cell.find(f"{S}f") is not None and not cell.findtext(f"{S}v")
                if text := UNCOMPUTED if uncomputed else self._text(cell, place).strip():
                    found.setdefault(place[0], {})[place[1]] = text
        return found

    def _look(self, cell: etree._Element, place: tuple[int, int], row: int) -> Look:
        rows, columns = self._merged.get(place, (1, 1))
        bold = self._shapes.is_bold(str(cell.get("s") or "0"))
        stands = Cell(self._number, row, place[1] - 1, rows, columns)
        return Look(page=self._number + 1, bold=bold, cell=stands)

    def _text(self, cell: etree._Element, place: tuple[int, int]) -> str:
        if any(first <= place[1] <= last for first, last in self._hidden):
            return ""
        kind, value = cell.get("t"), cell.findtext(f"{S}v")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return "" if inline is None else _rich_text(inline)
        if not value:
            if cell.find(f"{S}f") is not None and kind != "str":
                raise UnreadableDocument(
                    f"Bảng tính có công thức chưa tính ở hàng {place[0]}, cột {place[1]}; hãy mở "
                    "bằng Excel, lưu lại rồi nạp lại."
                )
            return ""
        if kind == "s":
            return self._shared(value)
        if kind == "b":
            return "x" if value in _ON else ""
        if kind in ("str", "e", "d"):
            return value
        return self._told(value, self._shapes.form(str(cell.get("s") or "0")), self._shapes.epoch)

    def _shared(self, value: str) -> str:
        if not value.isascii() or not value.isdigit() or int(value) >= len(self._strings):
            raise _broken("xl/sharedStrings.xml")
        return self._strings[int(value)]


def _placed(row: etree._Element, line: int) -> Iterator[tuple[etree._Element, tuple[int, int]]]:
    """The cells of a row with their row and column; one that does not say stands next."""
    column = 0
    for cell in row:
        reference = cell.get("r")
        line, column = _place(str(reference)) if reference else (line, column + 1)
        yield cell, (line, column)


def _whole(item: etree._Element, name: str) -> int:
    text = str(item.get(name) or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _range(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return *_place(first), *_place(last or first)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as ``B7``, counted from one."""
    match = _REFERENCE.match(reference)
    if match is None:
        raise _broken(f"ô “{reference[:20]}”")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _broken(where: str) -> UnreadableDocument:
    return UnreadableDocument(f"Bảng tính hỏng ở {where}; hãy mở bằng Excel, lưu lại rồi nạp lại.")
