"""Persons and offices in assignment: "Đồng chí Nguyễn Văn A, Chủ tịch UBND phường" and its kin."""

import re
from dataclasses import dataclass

from loaders.letters import LOWER, UPPER
from loaders.lexicon import UNIT_START
from loaders.names import OFFICE_START, PERSON, RANK
from loaders.passages import Words

_COMRADE = re.compile(
    r"^(?:(?:Các |Đ/c|Đồng chí|Ông|Bà|các |đ/c|đồng chí|ông|bà|Các đồng chí|"
    r"Các đ/c)(?:[.: ]{1,2}|$)){1,3}"
)
_NAME_FIRST = re.compile(rf"(?P<name>{PERSON.pattern})(?= ?[,–(;.]| - |$)")
# "Y Blăng Niê", "A Lăng Thị Hoa": a first syllable of one letter, after a title of courtesy.
_LETTER_FIRST = re.compile(rf"(?P<name>[AHKY] {PERSON.pattern})(?= ?[,–(;.]| - |$)")
_SHORT_NAME = re.compile(rf"(?P<name>[{UPPER}][{LOWER}]{{1,6}})(?= ?[,–(;]| - |$)")
_SPLIT = re.compile(
    r" ?; ?|,? và (?=(?:đồng chí|đ/c|ông|bà) )|, ?(?=(?:đồng chí|đ/c|ông|bà) )", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A leader: a name and an office, an office alone, or a body that directs."""

    words: Words
    name: str | None
    position: str | None
    unit: str | None


def split_persons(words: Words) -> tuple[PersonSpan, ...]:
    """Everyone whom the value of a "Lãnh đạo chỉ đạo" line names."""
    words = words.strip(" .,;:-–*")
    found: list[PersonSpan] = []
    start = 0
    for gap in [*_SPLIT.finditer(words.text), None]:
        end = gap.start() if gap else len(words.text)
        if piece := words.cut(start, end).strip(" .,;:-–*"):
            found.extend(_persons_of(piece))
        start = gap.end() if gap else end
    return tuple(found)


def _persons_of(piece: Words) -> list[PersonSpan]:
    """One person, or several offices with a name each: "Phó giám đốc A, Phó giám đốc B"."""
    parts = _comma_parts(piece)
    with_names = [part for part in parts if _office_then_name(part)]
    if len(with_names) == len(parts) and len(parts) > 1:
        return [person for part in parts if (person := read_person(part))]
    person = read_person(piece)
    return [person] if person else []


def _comma_parts(piece: Words) -> list[Words]:
    parts: list[Words] = []
    start = 0
    for gap in [*re.finditer(r" ?, ?| và ", piece.text), None]:
        end = gap.start() if gap else len(piece.text)
        parts.append(piece.cut(start, end))
        start = gap.end() if gap else end
    return [part for part in parts if part]


def _office_then_name(part: Words) -> re.Match[str] | None:
    """ "Phó giám đốc Hoàng Văn Thuân": an office that ends where a name begins."""
    text = part.text
    office = OFFICE_START.match(text)
    if office is None:
        return None
    tail = re.search(r" (?P<name>" + PERSON.pattern + r")$", text)
    if tail is None or UNIT_START.match(text, tail.start("name")):
        return None
    return tail if tail.start() >= office.end() - 1 else None


def read_person(piece: Words) -> PersonSpan | None:
    """One leader; the title of courtesy ("đồng chí") is dropped."""
    whole = piece
    comrade = _COMRADE.match(piece.text)
    if comrade:
        piece = piece.cut(comrade.end())
    if rank := RANK.match(piece.text):
        piece = piece.cut(rank.end())
    if not piece:
        return None
    text = piece.text
    if tail := _office_then_name(piece):
        name = piece.cut(tail.start("name"))
        return PersonSpan(whole, name.shown, _office(piece.cut(0, tail.start("name"))), None)
    named = _NAME_FIRST.match(text)
    if named is None and comrade:
        named = _LETTER_FIRST.match(text) or _SHORT_NAME.match(text)
    if named and not OFFICE_START.match(text) and (comrade or not UNIT_START.match(text)):
        rest = piece.cut(named.end()).strip(" ,;–-().:")
        return PersonSpan(whole, piece.cut(0, named.end()).shown, _office(rest) or None, None)
    if OFFICE_START.match(text) or comrade:
        return PersonSpan(whole, None, _office(piece), None)
    return PersonSpan(whole, None, None, piece.shown)


def _office(words: Words) -> str:
    return words.strip(" ,;–-().:").shown


def is_person(text: str) -> bool:
    """Whether a doer is a person or an office and no body."""
    return bool(_COMRADE.match(text) or OFFICE_START.match(text))


def is_comrade(text: str) -> bool:
    """Whether a doer is called by a title of courtesy: a person, and no head for a body."""
    return _COMRADE.match(text) is not None
