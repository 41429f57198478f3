"""Asides: a sentence or a bracket of an item that says no more than who oversees it or does it."""

import re
from collections.abc import Iterator

from loaders.passages import Words
from loaders.persons import PersonSpan, split_persons
from loaders.subjects import find_subject
from loaders.unit_lists import UnitSpan

_BEGINS = re.compile(r"(?<=[^.][.;]) (?=[^\W\d_])|\((?=[^\W\d_])")
_ENDS = re.compile(r"[.;)](?= |$|[.;,/])")
_LONGEST = 260
_OVERSEEN = re.compile(
    r"(?P<who>(?:giao )?(?:(?:các )?(?:đồng chí|đ/c|ông|bà)[.: ]{1,2}|(?-i:PCT|PBT|PGĐ) )"
    r"[^.;()]{3,160}?),? (?:là người )?"
    r"(?:trực tiếp |chịu trách nhiệm |được phân công )?(?:lãnh đạo|chỉ đạo|phụ trách)"
    r"(?:,? (?:và )?(?:chỉ đạo|phụ trách|theo dõi|đôn đốc|chung|trực tiếp|thực hiện|nội dung này|"
    r"nhiệm vụ này)){0,3}$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:có trách nhiệm |chịu trách nhiệm )?(?:tổ chức |triển khai )?(?:thực hiện|triển khai|"
    r"phụ trách|đảm nhận|làm)(?=[,;.]|$| (?:xong|hoàn thành|trước|trong|từ|đến|chậm nhất)(?![\w]))",
    re.IGNORECASE,
)


def read_overseers(text: Words) -> list[PersonSpan]:
    """ "Rà soát hộ nghèo. Đồng chí A, Phó Chủ tịch chỉ đạo.", "… (đ/c A - PCT phụ trách)"."""
    for piece in _pieces(text):
        found = _OVERSEEN.match(piece.text)
        if found is None:
            continue
        who = piece.cut(*found.span("who"))
        if who.text[:5].lower() == "giao ":
            who = who.cut(5)
        persons = [one for one in split_persons(who) if one.name or one.position]
        if persons:
            return persons
    return []


def names_overseer_alone(clause: Words) -> bool:
    """ "đồng chí A, Phó Chủ tịch UBND xã trực tiếp phụ trách.": no work of its own."""
    end = _ENDS.search(clause.text, 0, _LONGEST)
    said = clause.text[: end.start() if end else _LONGEST]
    return _OVERSEEN.match(said) is not None


def read_bracketed_doers(text: Words) -> tuple[UnitSpan, ...]:
    """ "Dọn vệ sinh (các thôn thực hiện, xong trong tháng 5)": who does it."""
    for piece in _pieces(text):
        if text.passage.text[piece.start - 1 : piece.start] != "(":
            continue
        subject = find_subject(piece)
        if subject is not None and _DONE.match(piece.text, subject.predicate):
            return subject.units
    return ()


def _pieces(text: Words) -> Iterator[Words]:
    """Every sentence but the first, and every bracket, without their marks."""
    said = text.text
    for begin in _BEGINS.finditer(said):
        end = _ENDS.search(said, begin.end(), begin.end() + _LONGEST)
        if end is not None or len(said) <= begin.end() + _LONGEST:
            yield text.cut(begin.end(), end.start() if end else None)
