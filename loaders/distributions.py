"""Distributive lists: "UBND các phường: A, B" and "các Sở: C, D" name a class once for all."""

import re
from collections.abc import Iterator

from loaders.letters import UPPER
from loaders.lexicon import STOP, UNIT_START
from loaders.passages import Words

_OPENING = re.compile(
    r"(?:các |Các )(?P<head>Sở|sở|Phòng|phòng|Bộ|bộ|Hội|hội|Ban|ban|Trường|trường|xã|"
    r"phường|thôn|Ban, ngành)(?: chuyên môn)? ?: ?|"
    r"(?P<body>(?:UBND|Ủy ban nhân dân|Công an|Đảng ủy|Trạm Y tế|MTTQ|Ủy ban MTTQ)) "
    r"các (?P<level>xã|phường|thôn|bản|huyện|quận|tỉnh|xã, phường)"
    rf"(?: ?: ?| (?=[{UPPER}][^,;.:()]{{1,40}}(?:,| và) [{UPPER}]))"
)
_CLOSER = re.compile(r"[.:;()“”\"!?…]")
_COMMA = re.compile(r" ?, ?")
_PLACES = re.compile(rf" và (?=[{UPPER}])")
_NEXT_UNIT = re.compile(r" và (?=(?:các|toàn|từng|đơn vị|cơ quan|tổ chức|doanh nghiệp) )")


def distribution_at(words: Words, position: int) -> tuple[list[tuple[Words, str]], int] | None:
    """Each part with the full name that it stands for, and where the list ends."""
    found = _OPENING.match(words.text, position)
    if found is None:
        return None
    prefix = found["head"] or f"{found['body']} {found['level']}"
    prefix = prefix[:1].upper() + prefix[1:]
    end = _end(words.text, found.end())
    parts: list[tuple[Words, str]] = []
    for first, last in _parts(words.text, found.end(), end, places=found["head"] is None):
        piece = words.cut(first, last).strip(" .,;")
        if not piece:
            continue
        if not piece.text[:1].isupper() and not piece.text[:1].isdigit():
            return None
        own = UNIT_START.match(piece.text) is not None
        parts.append((piece, piece.shown if own else f"{prefix} {piece.shown}"))
    return (parts, end) if parts else None


def _end(text: str, start: int) -> int:
    """The list ends at a verb, a mark, or where bodies of another class begin."""
    limits = [
        found.start()
        for found in (
            STOP.search(text, start),
            _CLOSER.search(text, start),
            _NEXT_UNIT.search(text, start),
        )
        if found is not None
    ]
    end = min(limits, default=len(text))
    for comma in _COMMA.finditer(text, start, end):
        following = text[comma.end() : comma.end() + 1]
        if not (following.isupper() or following.isdigit()):
            return comma.start()
        if re.match(r"(?:UBND|Ủy ban|Công an|Các|Sở|Phòng|Ban) ", text[comma.end() : end]):
            return comma.start()
    while end > start and text[end - 1] in " ,":
        end -= 1
    return end


def _parts(text: str, start: int, end: int, places: bool) -> Iterator[tuple[int, int]]:
    """Between commas; names of places are parted by "và" too, names of fields hold it."""
    marks = [(gap.start(), gap.end()) for gap in _COMMA.finditer(text, start, end)]
    if places:
        marks += [(gap.start(), gap.end()) for gap in _PLACES.finditer(text, start, end)]
    first = start
    for opened, closed in sorted(marks):
        yield first, opened
        first = closed
    yield first, end
