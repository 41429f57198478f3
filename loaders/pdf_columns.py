"""Columns of a page: words set in rows, rows side by side told apart by the gutter between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.pdf_page import Word

MARKER = re.compile(
    r"(?:[-–+*•▪◦➢✓o]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[a-zđ][.)]|[IVXLC]{1,6}[.)-]|[A-ZĐ][.)]"
    r"|Điều \d+\.?)(?=\s|$)"
)
"""What an item of a list begins with."""

_GUTTER = 12.0
_AT_EDGE = 3.0
_LONGEST_SIDE = 80
_CLOSE = 0.9
_SIGNATURE_SPACE = 12
_WIDEST_TAB = 84.0


@dataclass(slots=True)
class Row:
    """Words on one line of one column, from left to right."""

    words: list[Word]
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    base: float = 0.0
    size: float = 0.0

    def __post_init__(self) -> None:
        """Measure the row once; its words do not change."""
        self.left = min(word.left for word in self.words)
        self.right = max(word.right for word in self.words)
        self.size = max(word.size for word in self.words)
        self.base = max(word.base for word in self.words)
        self.top = min(word.top for word in self.words)

    @property
    def text(self) -> str:
        """The row as printed; a raised figure of a note is no part of the sentence."""
        return " ".join(word.text for word in self.words if not self._is_raised(word))

    def _is_raised(self, word: Word) -> bool:
        small = word.size < 0.75 * self.size and word.text.isdigit()
        return small and word.base < self.base - 0.15 * self.size and len(self.words) > 1

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        """Whether every word is italic."""
        return all(word.italic for word in self.words)


@dataclass(slots=True)
class Column:
    """Rows that are read one after another, and the edges between which they are set."""

    rows: list[Row]
    left: float
    right: float
    narrow: bool = False
    sure: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the right edge is one that rows are really broken at, and not a longest row."""
        if not self.sure:
            self.sure = sum(row.right > self.right - _AT_EDGE for row in self.rows) > 1
        return self.sure


def set_columns(words: Sequence[Word], left: float, right: float, *, sure: bool) -> list[Column]:
    """Columns in reading order: bands across the page from the top, columns from the left."""
    strips = set_strips(words, marked=True)
    columns: list[Column] = []
    flow: list[Row] = []
    index = 0
    while index < len(strips):
        gutters, end = band_of(strips, index)
        if not gutters:
            flow.append(Row(sorted(_all_words(strips[index]), key=lambda word: word.left)))
            index += 1
            continue
        if flow:
            columns.append(Column(flow, left, right, sure=sure))
            flow = []
        columns += _split(strips[index:end], gutters, left, right)
        index = end
    if flow:
        columns.append(Column(flow, left, right, sure=sure))
    return columns


def _segments(words: Sequence[Word], *, marked: bool) -> list[Row]:
    """Runs of words on one line without a gap as wide as a gutter.

    Where text is ``marked``, the number of an item and the tab after it are one with its words.
    """
    segments: list[Row] = []
    for line in _lines(words):
        run = [line[0]]
        for word in line[1:]:
            gap = word.left - run[-1].right
            if gap > max(1.6 * word.size, _GUTTER) and not (marked and _is_tab(run, gap)):
                segments.append(Row(run))
                run = []
            run.append(word)
        segments.append(Row(run))
    return segments


def _is_tab(run: list[Word], gap: float) -> bool:
    if gap > _WIDEST_TAB or len(run) > 2:
        return False
    return MARKER.fullmatch(" ".join(word.text for word in run)) is not None


def set_rows(words: Sequence[Word]) -> list[Row]:
    """Words of one column, line by line."""
    return [Row(line) for line in _lines(words)]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand on one base line, figures raised above it included."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        last = lines[-1] if lines else None
        if last is not None and (_is_beside(last[-1], word) or _is_raised_row(last, word)):
            last.append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _is_beside(last: Word, word: Word) -> bool:
    return word.base - last.base < 0.25 * max(word.size, last.size)


def _is_raised_row(line: list[Word], word: Word) -> bool:
    """Figures of notes come first by their base; the line they belong to follows."""
    highest = max(item.size for item in line)
    return highest < 0.75 * word.size and word.base - line[-1].base < 0.55 * word.size


def _strips(segments: list[Row]) -> list[list[Row]]:
    """Segments that overlap in height stand side by side."""
    strips: list[list[Row]] = []
    bottom = float("-inf")
    for segment in sorted(segments, key=lambda row: (row.base, row.left)):
        if strips and segment.base - 0.7 * segment.size < bottom:
            strips[-1].append(segment)
            bottom = max(bottom, segment.base)
        else:
            strips.append([segment])
            bottom = segment.base
    return strips


def set_strips(words: Sequence[Word], *, marked: bool = False) -> list[list[Row]]:
    """Runs of words that stand side by side, from the top; see ``_segments`` for ``marked``."""
    return _strips(_segments(words, marked=marked))


def band_of(strips: list[list[Row]], start: int) -> tuple[list[tuple[float, float]], int]:
    """The gutters that hold from a strip of several segments on, and where they end."""
    if len(strips[start]) < 2:
        return [], start
    gutters = _gaps(strips[start])
    end, several, index = start + 1, 1, start + 1
    while index < len(strips) and index - end < _LONGEST_SIDE:
        narrowed = _narrow(gutters, strips[index])
        if not narrowed:
            break
        goes_on = _goes_on(
            strips[max(start, end - _LONGEST_SIDE) : end], strips[index], narrowed[0]
        )
        gutters = narrowed
        index += 1
        several += len(strips[index - 1]) > 1
        if len(strips[index - 1]) > 1 or goes_on:
            end = index
    wide = any(gap[1] - gap[0] > 5 * _GUTTER for gap in gutters)
    return (gutters, end) if several > 1 or wide else ([], start)


def _goes_on(band: list[list[Row]], strip: list[Row], gutter: tuple[float, float]) -> bool:
    """Whether rows on one side only still belong to a band: close below on the left, where the
    body comes next; at a signature's distance on the right.
    """
    on_left = all(row.right <= gutter[0] for row in strip)
    side = [row for rows in band for row in rows if (row.right <= gutter[0]) is on_left]
    if not side:
        return False
    reach = _CLOSE if on_left else _SIGNATURE_SPACE
    return strip[0].top - max(row.base for row in side) < reach * strip[0].size


def _gaps(strip: list[Row]) -> list[tuple[float, float]]:
    gaps: list[tuple[float, float]] = []
    reached: float | None = None
    for row in sorted(strip, key=lambda row: row.left):
        if reached is not None and row.left - reached >= _GUTTER:
            gaps.append((reached, row.left))
        reached = max(row.right, reached or row.right)
    return gaps


def _narrow(gutters: list[tuple[float, float]], strip: list[Row]) -> list[tuple[float, float]]:
    for row in strip:
        narrowed = []
        for start, end in gutters:
            if row.right <= start or row.left >= end:
                narrowed.append((start, end))
            elif row.left > start and row.left - start >= _GUTTER and row.right >= end:
                narrowed.append((start, row.left))
            elif row.right < end and end - row.right >= _GUTTER and row.left <= start:
                narrowed.append((row.right, end))
        gutters = narrowed
    return gutters


def _split(
    strips: list[list[Row]], gutters: list[tuple[float, float]], left: float, right: float
) -> list[Column]:
    cuts = [(start + end) / 2 for start, end in gutters]
    columns = []
    for low, high in zip([left, *cuts], [*cuts, right], strict=True):
        words = [
            word
            for strip in strips
            for word in _all_words(strip)
            if low <= (word.left + word.right) / 2 < high
        ]
        if words:
            rows = set_rows(words)
            edges = min(row.left for row in rows), max(row.right for row in rows)
            columns.append(Column(rows, *edges, narrow=True))
    return columns


def _all_words(strip: list[Row]) -> list[Word]:
    return [word for row in strip for word in row.words]
