"""A calendar as RFC 5545 writes it: whole-day entries, folded lines, escaped words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Of what nobody changed since it was loaded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day."""

    uid: str
    """The same whenever the calendar is read again."""
    day: date
    summary: str
    description: str
    changed: datetime | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """What one feed holds."""

    name: str
    description: str
    entries: Sequence[Entry]

    @property
    def changed(self) -> datetime:
        """When the last of its entries changed."""
        return max((e.changed for e in self.entries if e.changed is not None), default=_NO_TIME)


def written(calendar: Calendar) -> bytes:
    """The file."""
    return b"".join(_folded(line) for line in _lines(calendar))


def _lines(calendar: Calendar) -> Iterator[str]:
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//daumoi//calendar 1//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(calendar.name)}",
        f"X-WR-CALDESC:{escaped(calendar.description)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    )
    for entry in calendar.entries:
        yield from _entry(entry)
    yield "END:VCALENDAR"


def _entry(entry: Entry) -> Iterable[str]:
    changed = f"{(entry.changed or _NO_TIME).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return (
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(entry.summary)}",
        f"DESCRIPTION:{escaped(entry.description)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def escaped(words: str) -> str:
    """Words as a value of text; signs that no file may hold are left out."""
    kept = "".join(c for c in words if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    return kept.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """One line in parts of at most 75 octets, never inside of a letter."""
    parts, part, room = [], bytearray(), _OCTETS
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > room:
            parts.append(bytes(part))
            part, room = bytearray(), _OCTETS - 1  # the space before it
        part += octets
    parts.append(bytes(part))
    return b"\r\n ".join(parts) + b"\r\n"
