"""Columns of tables whose heads alone do not tell what they hold, or that no rule knows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_schema.model import Note
from loaders.labels import LABELS, Attribute
from loaders.lexicon import UNIT_START
from loaders.passages import Words


@dataclass(slots=True)
class Column:
    """What a column holds."""

    attribute: Attribute | None
    name: str
    """"number", "work", "metric", "value", "unit", "note" or the attribute."""
    header: Words


_DOERS = frozenset({"lead", "execute"})
_FIGURES = frozenset({"metric", "value"})


def settle_doers(columns: Mapping[int, Column], body: Iterable[Mapping[int, list[Words]]]) -> None:
    """ "Đơn vị" beside work is who does it, where bodies stand under it and no figures beside."""
    names = {column.name for column in columns.values()}
    if "work" not in names or names & (_DOERS | _FIGURES):
        return
    rows = list(body)
    for index, column in columns.items():
        cells = [row[index][0].text for row in rows if row.get(index)]
        bodies = sum(UNIT_START.match(cell) is not None for cell in cells)
        if column.name == "unit" and cells and bodies * 2 > len(cells):
            column.attribute, column.name = Attribute.EXECUTE, str(Attribute.EXECUTE)


_UNUSED_BESIDE_WORK = frozenset({"other", "unit", "value"})
_MEMBERS = frozenset({"person", "office"})
_SAYS_SOMETHING = re.compile(r"[^\W_]{2}")


def unread_columns(
    columns: Mapping[int, Column], body: Iterable[Mapping[int, list[Words]]]
) -> Iterator[Note]:
    """Columns of a table of tasks that hold words which no rule reads: a person should know."""
    rows = list(body)
    names = {column.name for column in columns.values()}
    unused = set(_UNUSED_BESIDE_WORK) if "metric" not in names else {"other"}
    if names & (_DOERS | {"oversee"}):
        unused |= _MEMBERS
    for index in sorted({index for row in rows for index in row}):
        held = [words for row in rows for words in row.get(index, [])]
        column = columns.get(index)
        if column is not None and (column.name not in unused or _is_attribute(column)):
            continue
        if any(_SAYS_SOMETHING.search(words.text) for words in held):
            yield _note(column, held[0])


def _is_attribute(column: Column) -> bool:
    """Kinh phí, địa điểm: known, and no part of the record."""
    return column.name == "other" and LABELS.first(column.header.text.strip(" .:*")) is not None


def _note(column: Column | None, first: Words) -> Note:
    named = f"Cột “{column.header.shown}”" if column else f"Cột có ô “{first.shown}”"
    message = f"{named} của bảng nhiệm vụ không có quy tắc nào đọc nên không thành dữ liệu."
    words = column.header if column else first
    return Note("COLUMN_NOT_READ", message, words.quote("table-column"))
