"""Markdown that was wrapped at a width: its paragraphs are one line again.

A line end inside a paragraph is a space. Converters write one for the end of a printed line too, so
lines are joined only where the page itself says that they belong together.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.kinds import LINES, Kind
from loaders.letters import LOWER
from loaders.rules import Stand

ROW = re.compile(r"[ \t]*\|.*")
_OPEN_LINE = re.compile(r"[^|]{59,}[^|.;:!?…”\"*_)\s]\s*$")
_FULL = 60
_SMALL_START = re.compile(rf"[{LOWER}]+[ ,]")
_PLAIN_START = re.compile(r"[^\W\d_][^\W_]*[ ,;]")
_OWN_LINE = re.compile(
    r"[ \t]*(?:$|\||#|>|\*\*|```|~~~|[-–+•*][ \t]|"
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVX]{1,5})[.)]|Độc lập\b|[-=_*]{3,}|<br)"
)
_HARD_END = re.compile(r"(?: {2}|\\|<br ?/?>)$")
_DRAWN_END = re.compile(r"[-=_*]{3,}$")
_STRONG = re.compile(r"(?<!\\)\*\*")
_FEWEST_WRAPS = 12


def without_soft_breaks(lines: list[str]) -> list[str]:
    """Paragraphs that were wrapped at a width are one line again."""
    if sum(_is_wrapped(above, line) for above, line in pairwise(lines)) < _FEWEST_WRAPS:
        return [line for block in _blocks(lines) for line in _join_full_lines(block)]
    return [line for block in _blocks(_whole_emphasis(lines)) for line in _join_paragraph(block)]


def _whole_emphasis(lines: list[str]) -> list[str]:
    """ "**II. NỘI" over "DUNG**": what is emphasised together is one line."""
    joined: list[str] = []
    is_open = False
    for line in lines:
        goes_on = is_open and line.strip() and not ROW.match(line)
        if goes_on and not (_HARD_END.search(joined[-1]) or _begins_anew(joined[-1], line)):
            above = joined[-1].rstrip()
            closed = above.endswith("**") and line.startswith("**")
            joined[-1] = f"{above[:-2]} {line[2:].strip()}" if closed else f"{above} {line.strip()}"
        else:
            joined.append(line)
        is_open = len(_STRONG.findall(joined[-1])) % 2 == 1 and not ROW.match(joined[-1])
    return joined


def _begins_anew(above: str, line: str) -> bool:
    """A line of the head or the signature, or a name under an office in capitals."""
    words = line.strip(" \t*")
    found = LINES.first(words, Stand.TAIL) or LINES.first(words, Stand.HEAD)
    framed = found is not None and found.yields in (Kind.SIGNATURE, Kind.MOTTO, Kind.NATIONAL_NAME)
    return framed or (above.isupper() and not line.isupper())


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Lines that no blank one parts; a blank one stands alone."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
            continue
        if block:
            yield block
        yield [line]
        block = []
    if block:
        yield block


def _is_wrapped(above: str, line: str) -> bool:
    return _SMALL_START.match(line) is not None and not ROW.match(above)


def _join_paragraph(block: list[str]) -> list[str]:
    """In a page that was wrapped throughout, only a mark or capitals begin a line of their own."""
    if any(ROW.match(line) for line in block):
        return _join_full_lines(block)
    joined: list[str] = []
    for line in block:
        own = not joined or _OWN_LINE.match(line) or _HARD_END.search(joined[-1])
        own = own or _DRAWN_END.search(joined[-1])
        if own or line.isupper() or joined[-1].isupper():
            joined.append(line)
        else:
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
    return joined


def _join_full_lines(block: list[str]) -> list[str]:
    """A sentence that a full line leaves open goes on in the next one."""
    joined: list[str] = []
    open_line = full_line = False
    for line in block:
        goes_on = open_line and _PLAIN_START.match(line) and not line.isupper()
        if goes_on or (full_line and _SMALL_START.match(line)):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
        full_line = len(line) > _FULL and not ROW.match(line)
        open_line = full_line and _OPEN_LINE.match(line) is not None
    return joined
