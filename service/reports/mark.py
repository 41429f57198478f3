"""What a list carries of the moment it was made: the version of each task, and what stood there."""

import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from service.reports.model import ReportRow
from service.reports.words import COLUMNS, Value
from service.reports.xlsx_looks import fit

Fields = tuple[str, str, str, str, str]
"""What a unit fills in: result, percent, difficulty, proposal, the day of completion."""
OTHERS = tuple(one for one in COLUMNS if not one.filled and one.key not in ("number", "id"))
"""The columns that a unit is told, and that are not taken back from it."""
_LETTERS = 12
_CELL_LETTERS = 4
_MARK = re.compile(
    rf"(\d{{1,9}})\|([0-9a-f]{{{_LETTERS}}})\|([0-9a-f]{{{_CELL_LETTERS * len(OTHERS)}}})", re.ASCII
)
_UNSTEADY = re.compile("(?:_x[0-9A-Fa-f]{4})+_|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Letters that each program keeps in its own way."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The version of a task when its list was made, and digests of what stood in its row."""

    version: int
    digest: str
    """Of what the unit may fill in."""
    cells: tuple[str, ...]
    """Of each of the others."""


def digest_of(fields: Sequence[str]) -> str:
    """A short digest of the cells that are filled in; blanks around words do not count."""
    words = "\x1f".join(" ".join(field.split()) for field in fields)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]


@lru_cache(maxsize=4096)
def cell_digest(words: str) -> str:
    """A very short digest of one cell: whether it is as it was. Most cells stand in many rows."""
    flat = " ".join(_UNSTEADY.sub("", words).split())
    return f"{zlib.crc32(flat.encode('utf-8', 'surrogatepass')) & 0xFFFF:04x}"


def day_cell(day: date | None) -> str:
    """A day as a cell of a workbook shows it."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def fields_of(row: ReportRow) -> Fields:
    """The cells to fill in as they are shown."""
    percent = "" if row.percent is None else str(row.percent)
    return (row.result, percent, row.difficulty, row.proposal, day_cell(row.finished))


def mark_of(row: ReportRow) -> str:
    """The mark of a row: ``3|5f0c…|09ab…``."""
    cells = "".join(cell_digest(_words(column.value(row))) for column in OTHERS)
    return f"{row.version}|{digest_of(fields_of(row))}|{cells}"


def _words(value: Value) -> str:
    if isinstance(value, date):
        return day_cell(value)
    return "" if value is None else fit(str(value))


def read_mark(words: str) -> Mark | None:
    """A mark as it comes back; None when somebody wrote over it."""
    found = _MARK.fullmatch(words.strip())
    if found is None:
        return None
    cells = found[3]
    starts = range(0, len(cells), _CELL_LETTERS)
    return Mark(int(found[1]), found[2], tuple(cells[at : at + _CELL_LETTERS] for at in starts))
