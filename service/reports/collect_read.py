"""Lists that come back filled in: the rows of a workbook, and what of them the unit changed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph_schema.errors import BadSetting, UnreadableDocument
from loaders.xlsx import Rows, read_rows
from service.reports.mark import (
    OTHERS,
    Fields,
    Mark,
    cell_digest,
    day_cell,
    digest_of,
    read_mark,
)
from service.reports.words import COLUMNS
from service.reports.xlsx import MARK_HEAD

FILLED = tuple(column for column in COLUMNS if column.filled)
_FILLED_KEYS = frozenset(column.key for column in FILLED)
_HEADS = {column.head: column.key for column in COLUMNS} | {MARK_HEAD: "mark"}
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?")
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filled:
    """One row of a list that came back: where it stands, and the cells to fill in."""

    where: str
    id: str
    result: str
    percent: str
    difficulty: str
    proposal: str
    finished: str
    mark: Mark | None
    dropped: tuple[tuple[str, str], ...] = ()
    """Heads and words of changed cells that are not taken back."""

    @property
    def fields(self) -> Fields:
        """The cells to fill in, in the order of their columns."""
        return (self.result, self.percent, self.difficulty, self.proposal, self.finished)

    @property
    def touched(self) -> bool:
        """Whether the unit changed any of them."""
        return self.mark is None or self.mark.digest != digest_of(self.fields)


def read_list(content: bytes, name: str) -> list[Filled]:
    """The rows of every list in a workbook; one without any list is refused."""
    found: list[Filled] = []
    lists = 0
    try:
        sheets = tuple(read_rows(content))
    except UnreadableDocument as error:
        raise type(error)(f"{name}: {error.sentence}") from error
    for sheet in sheets:
        head = next((row for row in sorted(sheet.cells) if _is_head(sheet.cells[row])), None)
        if head is None:
            continue
        lists += 1
        found += _rows(sheet, head, name)
    if not lists:
        raise BadSetting(
            f"{name}: không có bảng nhiệm vụ nào có cột “Mã” và các cột để điền; hãy dùng tệp xlsx "
            "do daumoi report xuất ra."
        )
    return found


def _is_head(cells: Mapping[int, str]) -> bool:
    named = {_HEADS[flat(words)] for words in cells.values() if flat(words) in _HEADS}
    return "id" in named and bool(named & _FILLED_KEYS)


def _rows(sheet: Rows, head: int, name: str) -> Iterable[Filled]:
    at = {_HEADS[flat(w)]: n for n, w in sheet.cells[head].items() if flat(w) in _HEADS}
    for row in sorted(sheet.cells):
        cells = sheet.cells[row]
        identity = cells.get(at["id"], "").strip()
        if row <= head or not identity:
            continue
        told = {key: cells.get(number, "") for key, number in at.items()}
        mark = read_mark(told.get("mark", ""))
        yield Filled(
            f"{name}, {sheet.name}, dòng {row}",
            identity,
            mark=mark,
            dropped=_dropped(told, mark),
            **_values(told),
        )


def _values(told: Mapping[str, str]) -> dict[str, str]:
    """The cells to fill in; one figure or day is one, however it was typed ("50%", "5.3.2026")."""
    values = {column.key: told.get(column.key, "") for column in FILLED}
    percent, finished = percent_in(values["percent"]), day_in(values["finished"])
    if percent is not None:
        values["percent"] = str(percent)
    if finished is not None:
        values["finished"] = day_cell(finished)
    return values


def _dropped(told: Mapping[str, str], mark: Mark | None) -> tuple[tuple[str, str], ...]:
    if mark is None:
        return ()
    return tuple(
        (column.head, told[column.key])
        for column, digest in zip(OTHERS, mark.cells, strict=True)
        if column.key in told and cell_digest(told[column.key]) != digest
    )


def percent_in(words: str) -> int | None:
    """A whole number from 0 to 100; None for anything else."""
    match = _PERCENT.fullmatch(words.strip())
    return int(match[1]) if match and int(match[1]) <= 100 else None


def day_in(words: str) -> date | None:
    """A day as people and programs write it; None for anything else."""
    text = words.strip()
    if match := _DAY.fullmatch(text):
        year, month, day = match[4], match[3], match[1]
    elif match := _ISO_DAY.fullmatch(text):
        year, month, day = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def flat(words: str) -> str:
    """Words without the blanks and breaks around and between them."""
    return " ".join(words.split())
