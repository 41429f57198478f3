"""Rows of a table that head a group of rows (nhóm nhiệm vụ), told from tasks that name nobody."""

import re
from collections.abc import Sequence
from enum import Enum

from loaders.lexicon import WORK_START
from loaders.passages import Words
from loaders.tables import ReadTable, Row

_SUBJECT = frozenset({"work", "metric"})
_ASIDE = _SUBJECT | {"number", "note"}
_FEWEST_COLUMNS = 3
_LEVELS = ("A", "I", "1", "1.1", "1.1.1", "a")


class RowKind(Enum):
    """What a row of a table is for."""

    ITEM = "item"
    GROUP = "group"
    UNTOLD = "untold"
    """Words under which no row stands and which are no work for sure."""


def sort_rows(table: ReadTable) -> list[RowKind]:
    """The kind of each row.

    A row that names nobody and no time is a task none the less when it carries a number like that
    of those that do, and no deeper one follows; where rows have no numbers, when it begins as work
    does. A heading has rows under it.
    """
    if len(table.columns) < _FEWEST_COLUMNS:
        return [RowKind.ITEM for _ in table.rows]
    bare = [_is_bare(table, row) for row in table.rows]
    shapes = [_shape(table, row) for row in table.rows]
    full = {shape for shape, empty in zip(shapes, bare, strict=True) if not empty}
    if not full and shapes:
        full = {max(shapes, key=_level)}
    kinds: list[RowKind] = []
    otherwise = RowKind.UNTOLD
    for place in range(len(table.rows) - 1, -1, -1):
        if not bare[place] or _is_item(table, place, shapes, full):
            kinds.append(RowKind.ITEM)
            otherwise = RowKind.GROUP
        elif _says_more(table, table.rows[place]):
            kinds.append(RowKind.ITEM if shapes[place] in full - {""} else RowKind.UNTOLD)
        else:
            kinds.append(otherwise)
    return kinds[::-1]


def _is_bare(table: ReadTable, row: Row) -> bool:
    """Whether a row says nothing but what it is about, and perhaps a note."""
    return not any(
        row.texts(index) for index, column in table.columns.items() if column.name not in _ASIDE
    )


def _says_more(table: ReadTable, row: Row) -> bool:
    """Whether a row has words beside what it is about: a heading has none."""
    aside = {*table.of("number"), *table.of("note")}
    said = [index for index, texts in row.cells.items() if index not in aside and any(texts)]
    return len(said) > 1


def _is_item(table: ReadTable, place: int, shapes: Sequence[str], full: set[str]) -> bool:
    words = _subject(table, table.rows[place])
    if not words or _is_set_off(words[0]):
        return False
    own = shapes[place]
    if own:
        deeper = place + 1 < len(shapes) and _level(shapes[place + 1]) > _level(own)
        return own in full and not deeper
    return full == {""} and WORK_START.match(words[0].text) is not None


def _is_set_off(words: Words) -> bool:
    """Headings are set in capitals, in bold or over several columns."""
    line = words.passage.line
    return words.text.isupper() or line.bold or (line.cell is not None and line.cell.columns > 1)


def _subject(table: ReadTable, row: Row) -> list[Words]:
    columns = [index for index, column in table.columns.items() if column.name in _SUBJECT]
    return [words for index in sorted(columns) for words in row.texts(index)]


def _shape(table: ReadTable, row: Row) -> str:
    """What kind of number a row carries: "1", "1.1", "I", "a", or none."""
    printed = " ".join(words.text for index in table.of("number") for words in row.texts(index))
    printed = printed.strip(" .)(")
    if re.fullmatch(r"[IVX]{1,6}", printed):
        return "I"
    printed = re.sub(r"\d{1,3}", "1", printed)
    return re.sub(r"[a-zđ]", "a", re.sub(r"[A-ZĐ]", "A", printed))


def _level(shape: str) -> int:
    return _LEVELS.index(shape) if shape in _LEVELS else len(_LEVELS)
