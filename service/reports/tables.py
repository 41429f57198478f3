"""Tables of a letter, written as markup at once: five thousand rows in a second or two.

Each cell is one paragraph of the style that the table names; the heads are repeated on every page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from service.reports.printed import legible

CELL, HEAD_CELL, BAND_CELL = "OBang", "DauBang", "DongNhom"
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)

_MARGINS = '<w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/>'


@dataclass(frozen=True, slots=True)
class Band:
    """A line over the whole width: a plan, a heading of it."""

    words: str
    italic: bool = False


Line = Sequence[str] | Band


def write_table(
    document: Document,
    heads: Sequence[str],
    widths: Sequence[float],
    lines: Iterable[Line],
    *,
    centred: frozenset[int] = frozenset(),
) -> None:
    """A ruled table; ``widths`` in centimetres, ``centred`` the columns of numbers and days."""
    sizes = [int(Cm(width).twips) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    body = "".join(_line(line, sizes, centred) for line in lines)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_head(heads, sizes)}{body}</w:tbl>"
    )
    document.element.body._insert_tbl(table)


def _head(heads: Sequence[str], sizes: Sequence[int]) -> str:
    cells = "".join(_cell(head, size, HEAD_CELL) for head, size in zip(heads, sizes, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _line(line: Line, sizes: Sequence[int], centred: frozenset[int]) -> str:
    if isinstance(line, Band):
        return (
            "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
            f'<w:tcW w:w="{sum(sizes)}" w:type="dxa"/><w:gridSpan w:val="{len(sizes)}"/></w:tcPr>'
            f"{_paragraph(line.words, BAND_CELL, italic=line.italic, keep=True)}</w:tc></w:tr>"
        )
    cells = (
        _cell(words, size, CELL, centred=at in centred)
        for at, (words, size) in enumerate(zip(line, sizes, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(words: str, size: int, style: str, *, centred: bool = False) -> str:
    paragraph = _paragraph(words, style, centred=centred)
    return f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'


def _paragraph(
    words: str, style: str, *, centred: bool = False, italic: bool = False, keep: bool = False
) -> str:
    aligned = '<w:jc w:val="center"/>' if centred else ""
    kept = "<w:keepNext/>" if keep else ""
    form = f'<w:pPr><w:pStyle w:val="{style}"/>{kept}{aligned}</w:pPr>'
    if not words:
        return f"<w:p>{form}</w:p>"
    look = "<w:rPr><w:i/></w:rPr>" if italic else ""
    pieces = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(legible(piece))}</w:t>' for piece in words.split("\n")
    )
    return f"<w:p>{form}<w:r>{look}{pieces}</w:r></w:p>"
