"""One PDF page as words and ruled lines with their places, y growing downwards."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from loaders import caps

_BREAKS = frozenset("\x00\r\n\t \xa0\u2002\u2003\u2009\u200b")
_SOFT_HYPHENS = {"\ufffe": "-", "\u00ad": "-", "\x02": "-"}
_BOLD_WEIGHT = 600
_THIN = 3.0
_LARGE_PICTURE = 0.5
_SAMPLE = 200
Place = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Word:
    """Letters that stand together; ``base`` is the line they stand on, ``size`` their height."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False

    @property
    def top(self) -> float:
        """The upper edge of the letters."""
        return self.base - self.size


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line: level when ``upright`` is false, from ``start`` to ``end`` at ``at``."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """What is drawn on one page, as far as a reader of text needs it."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    picture: bool = False


def read_page(page: pypdfium2.PdfPage) -> Page:
    """The words in the file's order, the ruled lines, and whether a picture fills the page."""
    text = page.get_textpage()
    turn = _reading_turn(page, text)
    width, height = page.get_size()
    if (turn - page.get_rotation()) % 180:
        width, height = height, width
    place = _placing(page, turn)
    found = Page(width, height)
    found.words = list(_words(text, place))
    for item in _objects(page):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            found.edges += _path_edges(item, place)
            if len(found.edges) > caps.MAX_EDGES:
                caps.refuse_size("số nét vẽ của một trang", caps.MAX_EDGES, "nét")
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.picture = found.picture or _fills(item, width * height)
    return found


def _reading_turn(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> int:
    """By how much the page must be turned for most of its letters to stand upright."""
    sample = range(0, text.count_chars(), max(1, text.count_chars() // _SAMPLE))
    angles = Counter(
        -round(math.degrees(raw.FPDFText_GetCharAngle(text.raw, index)) / 90) % 4 * 90
        for index in sample
        if not raw.FPDFText_IsGenerated(text.raw, index)
    )
    return angles.most_common(1)[0][0] if angles else page.get_rotation()


def _placing(page: pypdfium2.PdfPage, turn: int) -> Place:
    """From the page's own space to what is read: turned upright, y downwards."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _words(text: pypdfium2.PdfTextPage, place: Place) -> Iterator[Word]:
    handle, word = text.raw, None
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        letter = chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        letter = _SOFT_HYPHENS.get(letter, letter)
        if letter in _BREAKS:
            if word is not None:
                yield word
            word = None
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        one, two = place(box.left, box.bottom), place(box.right, box.top)
        left, right = min(one[0], two[0]), max(one[0], two[0])
        base = place(x.value, y.value)[1]
        if word is not None and _joins(word, letter, left, base):
            word.text += letter
            word.right = max(word.right, right)
            continue
        if word is not None:
            yield word
        word = Word(letter, left, right, base, _size(handle, index), *_face(handle, index))
    if word is not None:
        yield word


def _joins(word: Word, letter: str, left: float, base: float) -> bool:
    """Whether a letter continues a word: beside it, on its line; accents always do."""
    if unicodedata.combining(letter):
        return True
    near = -0.6 * word.size < left - word.right < 0.3 * word.size
    return near and abs(base - word.base) < 0.2 * word.size


def _size(handle: object, index: int) -> float:
    """The size of a letter as seen: its font's, scaled as the text is."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size = float(raw.FPDFText_GetFontSize(handle, index))
    return max(size * math.hypot(matrix.c, matrix.d), 1.0)


def _face(handle: object, index: int) -> tuple[bool, bool]:
    """Bold and italic, by the name of the font, which is more often right than its flags."""
    size = raw.FPDFText_GetFontInfo(handle, index, None, 0, None)
    buffer = ctypes.create_string_buffer(min(max(size, 1), 256))
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, buffer, len(buffer), flags)
    name = buffer.value.decode("utf-8", "ignore").lower()
    bold = "bold" in name or raw.FPDFText_GetFontWeight(handle, index) >= _BOLD_WEIGHT
    return bold, "italic" in name or "oblique" in name


def _objects(page: pypdfium2.PdfPage) -> Iterator[object]:
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        yield item
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
            for inner in range(raw.FPDFFormObj_CountObjects(item)):
                yield raw.FPDFFormObj_GetObject(item, inner)


def _fills(item: object, area: float) -> bool:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return (right - left) * (top - bottom) > area * _LARGE_PICTURE


def _path_edges(item: object, place: Place) -> Iterator[Edge]:
    """The level and upright strokes of a path; a thin filled box is a stroke as well."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    for points in _outlines(item, matrix, place):
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if wide < _THIN <= high:
            yield Edge(True, (min(xs) + max(xs)) / 2, min(ys), max(ys))
        elif high < _THIN <= wide:
            yield Edge(False, (min(ys) + max(ys)) / 2, min(xs), max(xs))
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x0 - x1) < 1 < abs(y0 - y1):
                    yield Edge(True, x0, min(y0, y1), max(y0, y1))
                elif abs(y0 - y1) < 1 < abs(x0 - x1):
                    yield Edge(False, y0, min(x0, x1), max(x0, x1))


def _outlines(
    item: object, matrix: raw.FS_MATRIX, place: Place
) -> Iterator[list[tuple[float, float]]]:
    """The subpaths of a path, as points on the page; a curve ends where it ends."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), caps.MAX_EDGES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(
            place(
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points
