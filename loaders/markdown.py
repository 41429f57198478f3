"""Markdown to lines: the words of the page without their markup, one line for each of the file's.

Lines are not joined to paragraphs: converters write a line for a paragraph, and what was broken is
healed later with the offsets kept.
"""

import re
from dataclasses import replace

from loaders import caps
from loaders.draft import Draft, Look
from loaders.lines import Cell, Extract
from loaders.markdown_breaks import ROW, without_soft_breaks
from loaders.markdown_inline import read_inline
from loaders.text import decode

MEDIA_TYPE = "text/markdown"

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_DELIMITERS = re.compile(
    r"[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*(?:\|[ \t]*)?$"
)
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,40}\]:[ \t]*(.*)")
_ITEM = re.compile(r"([ \t]*)((?:[-*+•]|\d{1,9}[.)])[ \t]+)(.*)")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_SPLIT_CELLS = re.compile(r"(?<!\\)\|")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SIGNS = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S"
    r"|^[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|[ \t|:-]*$"
    r"|\*\*[^\s*][^*\n]*\*\*"
    r"|^ {0,3}\[\^[^\]\s]{1,40}\]:",
    re.MULTILINE,
)


def is_markdown(text: str) -> bool:
    """Whether a text carries the marks that plain text has no use for."""
    return _SIGNS.search(text) is not None


def read_markdown(content: bytes) -> Extract:
    """Headings, items, table cells and notes as lines, in the file's order."""
    return _Page(_LINE_ENDS.sub("\n", decode(content))).read()


class _Page:
    """One pass over the lines of a file; a table is gathered until the line that ends it."""

    def __init__(self, text: str) -> None:
        self._lines = without_soft_breaks(_without_comments(text).split("\n"))
        self._draft = Draft()
        self._rows: list[str] = []
        self._tables = 0
        self._fenced = False

    def read(self) -> Extract:
        for line, below in zip(self._lines, [*self._lines[1:], ""], strict=True):
            if _FENCE.match(line):
                self._end_table()
                self._fenced = not self._fenced
            elif self._fenced:
                self._draft.add(line)
            elif ROW.match(line) or ("|" in line and (self._rows or _is_under_head(below))):
                self._rows.append(line)
            else:
                self._end_table()
                self._paragraph(line)
        self._end_table()
        return self._draft.extract(MEDIA_TYPE)

    def _paragraph(self, line: str) -> None:
        line = _QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line
        if _RULE.match(line):
            return
        if heading := _HEADING.match(line):
            look = Look(heading=len(heading[1]))
            self._add("", _heading_words(heading[2]), look)
        elif note := _NOTE.match(line):
            self._add("", note[1], Look(footnote=True))
        elif item := _ITEM.match(line):
            depth = len(item[1].expandtabs(4)) // 2
            self._add(item[2], item[3], Look(indent=min(depth, 20)))
        else:
            self._add("", line, Look())

    def _add(self, marker: str, source: str, look: Look) -> None:
        words = read_inline(source)
        look = replace(look, bold=words.bold, italic=words.italic)
        self._draft.add(marker + words.text, look)

    def _end_table(self) -> None:
        """Lay out the rows gathered; the row of dashes only says that the one above is a head."""
        rows, self._rows = self._rows, []
        dashes = [number for number, row in enumerate(rows) if _DELIMITERS.match(row)]
        head = dashes[0] if dashes else 0
        row = 0
        for number, line in enumerate(rows):
            if number not in dashes[:1]:
                self._row(line, row, header=number < head)
                row += 1
        self._tables += bool(rows)

    def _row(self, line: str, row: int, *, header: bool) -> None:
        cells = _SPLIT_CELLS.split(line.strip().removeprefix("|"))
        if len(cells) > 1 and not cells[-1].strip():
            cells.pop()
        if len(cells) > caps.MAX_SPAN:
            caps.refuse_size("số cột của một bảng", caps.MAX_SPAN, "cột")
        for column, cell in enumerate(cells):
            place = Cell(self._tables, row, column, header=header)
            self._add("", cell.replace("\\|", "|").strip(), Look(cell=place))


def _is_under_head(line: str) -> bool:
    """The row of dashes under the head of a table whose rows do not begin with a bar."""
    return "|" in line and _DELIMITERS.match(line) is not None


def _heading_words(source: str) -> str:
    """A heading may be closed by marks of its own, after a space."""
    words = source.rstrip()
    bare = words.rstrip("#")
    return bare if not bare or bare[-1] in " \t" else words


def _without_comments(text: str) -> str:
    """Drop ``<!-- -->``; one that never ends hides nothing."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join((*kept, text[at:]))
