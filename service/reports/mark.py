"""What a list carries of the moment it was made: the version of each task, and what stood there."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from service.reports.model import ReportRow

_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """The version of a task when its list was made, and a digest of what the unit may fill in."""

    version: int
    digest: str


def digest_of(fields: Sequence[str]) -> str:
    """A short digest of the cells that are filled in; blanks around words do not count."""
    words = "\x1f".join(" ".join(field.split()) for field in fields)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]


def fields_of(row: ReportRow) -> tuple[str, str, str, str]:
    """The four cells as they are shown: result, percent, difficulty, proposal."""
    percent = "" if row.percent is None else str(row.percent)
    return (row.result, percent, row.difficulty, row.proposal)


def mark_of(row: ReportRow) -> str:
    """The mark of a row: ``3|5f0c…``."""
    return f"{row.version}|{digest_of(fields_of(row))}"


def read_mark(words: str) -> Mark | None:
    """A mark as it comes back; None when somebody wrote over it."""
    version, bar, digest = words.strip().partition("|")
    good = bar and version.isascii() and version.isdigit() and len(version) < 10
    return Mark(int(version), digest) if good and len(digest) == _LETTERS else None
