"""Columns of tables whose heads alone do not tell what they hold, or that no rule knows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_schema.model import Note
from loaders.labels import LABELS, Attribute, names_nobody
from loaders.lexicon import UNIT_START
from loaders.names import PERSON
from loaders.passages import Words
from loaders.persons import is_person


@dataclass(slots=True)
class Column:
    """What a column holds."""

    attribute: Attribute | None
    name: str
    """"number", "work", "metric", "value", "unit", "note" or the attribute."""
    header: Words


_DOERS = frozenset({"lead", "execute"})
_FIGURES = frozenset({"metric", "value"})
_IN_CHARGE = re.compile(r"(?:trực tiếp )?phụ trách(?: chính)?", re.IGNORECASE)


def settle_doers(columns: Mapping[int, Column], body: Iterable[Mapping[int, list[Words]]]) -> None:
    """ "Đơn vị" or "Phụ trách" beside work, told by what stands under it.

    Bodies do the work, persons oversee it; measures ("cây", "km") stand beside figures.
    """
    rows = list(body)
    names = {
        column.name
        for index, column in columns.items()
        if column.name not in _FIGURES or _holds_figures(rows, index)
    }
    if "work" not in names or names & (_DOERS | _FIGURES):
        return
    for index, column in columns.items():
        in_charge = column.name == "other" and _IN_CHARGE.fullmatch(column.header.text.strip(" .:"))
        if column.name != "unit" and not in_charge:
            continue
        cells = [row[index][0].text for row in rows if row.get(index)]
        cells = [cell for cell in cells if not names_nobody(cell)]
        persons = sum(_is_person(cell) for cell in cells)
        bodies = sum(UNIT_START.match(cell) is not None and not _is_person(cell) for cell in cells)
        if bodies * 2 > len(cells):
            column.attribute, column.name = Attribute.EXECUTE, str(Attribute.EXECUTE)
        elif in_charge and persons * 2 > len(cells):
            column.attribute, column.name = Attribute.OVERSEE, str(Attribute.OVERSEE)


def _holds_figures(rows: list[Mapping[int, list[Words]]], index: int) -> bool:
    return any(re.search(r"\d", words.text) for row in rows for words in row.get(index, []))


def _is_person(cell: str) -> bool:
    named = PERSON.match(cell) is not None and UNIT_START.match(cell) is None
    return named or is_person(cell)


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
