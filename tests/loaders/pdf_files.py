"""PDF files built byte by byte: Vietnamese text without a font file, ruled lines, broken ones."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MATRICES = {
    0: "1 0 0 1 {} {}",
    90: "0 1 -1 0 {} {}",
    180: "-1 0 0 -1 {} {}",
    270: "0 -1 1 0 {} {}",
}
_WIDTH = 500  # of each letter, in thousandths of its size


@dataclass(frozen=True)
class Words:
    """Text at a place of the page, measured in points from its lower left corner."""

    x: float
    y: float
    text: str
    size: float = 12.0
    turn: int = 0


@dataclass(frozen=True)
class Rule:
    """A ruled line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


Page = Sequence[Words | Rule]


def width_of(text: str, size: float = 12.0) -> float:
    """How wide a text comes out."""
    return len(text) * _WIDTH / 1000 * size


def pdf_of(
    pages: Iterable[Page], *, unicode_map: bool = True, picture: bool = False, rotate: int = 0
) -> bytes:
    """A PDF of these pages; without a Unicode map its letters are only glyph numbers."""
    pages = list(pages)
    letters = sorted(
        {
            letter
            for page in pages
            for mark in page
            if isinstance(mark, Words)
            for letter in mark.text
        }
    )
    codes = {letter: code for code, letter in enumerate(letters, 1)}
    kids = " ".join(f"{10 + 2 * index} 0 R" for index in range(len(pages)))
    to_unicode = "/ToUnicode 5 0 R" if unicode_map else ""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        3: f"<</Type/Font/Subtype/Type0/BaseFont/TimesNewRoman/Encoding/Identity-H"
        f"/DescendantFonts[4 0 R]{to_unicode}>>".encode(),
        4: f"<</Type/Font/Subtype/CIDFontType2/BaseFont/TimesNewRoman/DW {_WIDTH}/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 6 0 R>>".encode(),
        5: stream(_unicode_map(codes)),
        6: b"<</Type/FontDescriptor/FontName/TimesNewRoman/Flags 4/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>",
        7: b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 1>>\nstream\n\xff\nendstream",
    }
    for index, page in enumerate(pages):
        objects[10 + 2 * index] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}"
            f"/Resources<</Font<</F1 3 0 R>>/XObject<</I1 7 0 R>>>>/Contents {11 + 2 * index} 0 R>>"
        ).encode()
        objects[11 + 2 * index] = stream(_drawing(page, codes, picture=picture))
    return file_of(objects)


def file_of(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """A PDF file of numbered objects, with its table of places."""
    body = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        body += f"{number} 1\n{place:010} 00000 n \n".encode()
    body += f"trailer<</Size {max(objects) + 1}/Root 1 0 R{trailer}>>\n".encode()
    return bytes(body + f"startxref\n{start}\n%%EOF\n".encode())


def stream(content: bytes, extra: str = "", *, packed: bool = True) -> bytes:
    """A stream object, packed as writers do."""
    data = zlib.compress(content) if packed else content
    filters = "/Filter/FlateDecode" if packed else ""
    return f"<<{filters}{extra}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def _drawing(page: Page, codes: dict[str, int], *, picture: bool) -> bytes:
    marks = ["q 595 0 0 842 0 0 cm /I1 Do Q"] if picture else []
    for mark in page:
        if isinstance(mark, Rule):
            marks.append(f"{mark.x0} {mark.y0} m {mark.x1} {mark.y1} l S")
        else:
            text = "".join(f"{codes[letter]:04X}" for letter in mark.text)
            matrix = _MATRICES[mark.turn].format(mark.x, mark.y)
            marks.append(f"BT /F1 {mark.size} Tf {matrix} Tm <{text}> Tj ET")
    return "\n".join(marks).encode()


def _unicode_map(codes: dict[str, int]) -> bytes:
    rows = "\n".join(
        f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
        for letter, code in codes.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    ).encode()
