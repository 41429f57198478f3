"""Draft: the lines of a file while a reader gathers them, with every cap watched as they come."""

import re
from dataclasses import dataclass, field

from graph_schema.errors import UnreadableDocument
from loaders import caps
from loaders.lines import Cell, Extract, Line

_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands on its page, as far as the format declares it."""

    page: int | None = None
    heading: int | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    indent: int = 0
    cell: Cell | None = None
    footnote: bool = False


PLAIN = Look()


@dataclass(slots=True)
class Draft:
    """Text and lines that grow together, so that a line is always its slice of the text."""

    lines: list[Line] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, look: Look = PLAIN) -> None:
        """Append one paragraph; a soft line break in it starts a line, blank lines are dropped."""
        for piece in text.split("\n"):
            printed = _UNPRINTED.sub("", piece).strip()
            if printed:
                self._append(printed, look)

    def _append(self, text: str, look: Look) -> None:
        separator = self._separator(look.cell)
        start = self._length + len(separator)
        end = start + len(text)
        check_line(text, end, len(self.lines) + 1)
        self._pieces += (separator, text)
        self._length = end
        self.lines.append(
            Line(
                text,
                start,
                end,
                page=look.page,
                heading=look.heading,
                bold=look.bold,
                italic=look.italic,
                centred=look.centred,
                indent=look.indent,
                cell=look.cell,
                footnote=look.footnote,
            )
        )

    def _separator(self, cell: Cell | None) -> str:
        if not self.lines:
            return ""
        before = self.lines[-1].cell
        if cell is None or before is None:
            return "\n"
        same_row = (cell.table, cell.row) == (before.table, before.row)
        return "\t" if same_row and cell.column != before.column else "\n"

    def extract(self, media_type: str) -> Extract:
        """Close the draft; a file in which nobody can read a word is refused."""
        if not self.lines:
            raise UnreadableDocument(
                "Tệp không có chữ nào đọc được (có thể chỉ gồm hình ảnh); hãy nạp bản có chữ."
            )
        return Extract(media_type, "".join(self._pieces), tuple(self.lines))


def check_line(text: str, end: int, count: int) -> None:
    """Hold the caps on one line, on the whole text and on the number of lines."""
    if len(text) > caps.MAX_LINE_CHARACTERS:
        caps.refuse_size(f"dòng thứ {count}", caps.MAX_LINE_CHARACTERS, "ký tự")
    if end > caps.MAX_CHARACTERS:
        caps.refuse_size("toàn văn", caps.MAX_CHARACTERS, "ký tự")
    if count > caps.MAX_LINES:
        caps.refuse_size("số dòng", caps.MAX_LINES, "dòng")
