"""What was found in earlier checks: since when each finding stands, and what was waived and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from graph_schema.errors import BadSetting
from graph_schema.json_text import loads, pretty
from service.documents import why
from service.reports.findings import Finding, Kind
from service.reports.output import write_whole


@dataclass(frozen=True, slots=True)
class Waiver:
    """Checked and no fault (đã kiểm tra, không phải lỗi)."""

    reason: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Book:
    """The checks so far; an empty one before the first."""

    as_of: str = ""
    first_seen: Mapping[str, str] = field(default_factory=dict)
    waived: Mapping[str, Waiver] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind the last check found, waived ones left out."""

    def after(self, found: Iterable[Finding], as_of: date) -> "Book":
        """The book once a check is in it; a waiver stays."""
        several = list(found)
        day = as_of.isoformat()
        seen = {one.code: self.first_seen.get(one.code, day) for one in several}
        counts = Counter(one.kind.value for one in several if one.code not in self.waived)
        return replace(self, as_of=day, first_seen=seen, counts=dict(counts))

    def trend(self, kind: Kind, now: int) -> int | None:
        """How many more than in the last check; None before the first."""
        return now - self.counts.get(kind.value, 0) if self.as_of else None

    def waive(self, codes: Iterable[str], waiver: Waiver) -> "Book":
        """The book with these findings waived; a code that was never found is refused."""
        wanted = list(codes)
        if unknown := [code for code in wanted if code not in self.first_seen]:
            raise BadSetting(
                f"Không có phát hiện nào mang mã {unknown[0]!r} trong lần kiểm tra trước: hãy chép "
                "mã ở cột đầu của danh sách."
            )
        return replace(self, waived={**self.waived, **dict.fromkeys(wanted, waiver)})


def read_book(path: Path) -> Book:
    """The book in a file; none yet is an empty one."""
    try:
        said = loads(path.read_bytes())
        if not isinstance(said, dict):
            raise ValueError("no object")
        waived = {code: Waiver(**one) for code, one in said["waived"].items()}
        return Book(str(said["asOf"]), dict(said["firstSeen"]), waived, dict(said["counts"]))
    except FileNotFoundError:
        return Book()
    except OSError as error:
        raise BadSetting(f"Không đọc được {path}: {why(error)}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSetting(f"{path} không phải sổ kiểm tra do daumoi check --book ghi ra.") from error


def write_book(book: Book, path: Path) -> None:
    """Write the book, whole or not at all."""
    waived = {
        code: {"reason": one.reason, "by": one.by, "on": one.on}
        for code, one in book.waived.items()
    }
    said = {
        "asOf": book.as_of,
        "firstSeen": dict(book.first_seen),
        "waived": waived,
        "counts": dict(book.counts),
    }
    try:
        write_whole(path, pretty(said))
    except OSError as error:
        raise BadSetting(f"Không ghi được {path}: {why(error, writing=True)}.") from error
