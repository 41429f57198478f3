"""Who sends a report: from a small file of the office (TOML), or from what the report is about."""

import tomllib
from datetime import date
from pathlib import Path

from graph_schema.errors import BadSetting
from graph_schema.vietnamese import search_key
from service.documents import why
from service.reports.letter import Letterhead

_WORDS = ("issuer", "parent", "place", "symbol", "position", "signer")
_KNOWN = (*_WORDS, "day", "recipients")
_MOST_BYTES = 100_000
_CALLED = (("uy ban nhan dan", "UBND"), ("hoi dong nhan dan", "HĐND"))
_BELOW_COMMITTEE = ("phong ", "so ", "trung tam ", "ban quan ly ")
_SMALL = frozenset({"và", "của", "các", "về"})


def head_for(unit: str, place: str, kind: str = "BC") -> Letterhead:
    """What can be told of the sender from its own name and place; the rest is written in by hand.

    A department of a People's Committee stands under that committee.
    """
    name = search_key(unit)
    below = place and name.startswith(_BELOW_COMMITTEE)
    bare = place.split(" ", 1)[1] if place.lower().startswith(_KINDS) else place
    return Letterhead(
        issuer=unit if below or not place or search_key(place) in name else f"{unit} {place}",
        parent=f"Ủy ban nhân dân {place}" if below else "",
        place=bare,
        symbol=f"{kind}-{initials(unit)}",
    )


_KINDS = ("phường ", "xã ", "tỉnh ", "đặc khu ")


def initials(unit: str) -> str:
    """The letters of a unit in a number: UBND, or the first letters of its words."""
    name = search_key(unit)
    for start, letters in _CALLED:
        if name.startswith(start):
            return letters
    words = (word.strip(",.;()-–") for word in unit.split())
    found = (w if w.isupper() else w[0].upper() for w in words if w and w.lower() not in _SMALL)
    return "".join(found)


def read_letterhead(path: Path, otherwise: Letterhead) -> Letterhead:
    """The letterhead that a file says; what it leaves out is as it would be without the file."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadSetting(f"Tệp thể thức {path} quá lớn: hãy chỉ ghi vài dòng như hướng dẫn.")
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSetting(f"Không đọc được tệp thể thức {path}: {why(error)}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(
            f'Tệp thể thức {path} không đúng dạng TOML: mỗi dòng một mục, thí dụ signer = "…".'
        ) from error
    if unknown := sorted(set(said) - set(_KNOWN)):
        raise BadSetting(
            f"Tệp thể thức {path} có mục lạ {unknown[0]!r}; các mục được dùng: {', '.join(_KNOWN)}."
        )
    words = {name: _text(path, name, said[name]) for name in _WORDS if name in said}
    recipients = said.get("recipients", list(otherwise.recipients))
    if not isinstance(recipients, list):
        raise BadSetting(f'Trong {path}, recipients phải là danh sách: ["A", "B"].')
    return Letterhead(
        **{**{name: getattr(otherwise, name) for name in _WORDS}, **words},
        day=_day(path, said.get("day")),
        recipients=tuple(_text(path, "recipients", name) for name in recipients),
    )


def _text(path: Path, name: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadSetting(f'Trong {path}, {name} phải là chữ trong ngoặc kép: {name} = "…".')
    return value.strip()


def _day(path: Path, value: object) -> date | None:
    if value is None or type(value) is date:
        return value
    raise BadSetting(f"Trong {path}, day phải là một ngày không có ngoặc kép: day = 2026-12-31.")
