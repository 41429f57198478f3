"""Closings: what stands at the end of an item and only says who does it and by when.

"… (Văn phòng tham mưu; tháng 7/2026)", "…: Phòng Kinh tế (chủ trì), Công an xã (phối hợp)". It is
taken where every piece of it is a body with what it does, or a time.
"""

import re
from collections.abc import Iterator

from loaders.dates import read_time_value
from loaders.labels import Attribute, Labelled
from loaders.lexicon import UNIT_START
from loaders.passages import Words
from loaders.unit_lists import read_units

_BRACKET = re.compile(r" ?[(\[](?P<inside>[^()\[\]]{3,240})[)\]][ .;]{0,3}$")
_COLON = re.compile(r": (?=[^\W\d_])")
_VERB = re.compile(
    r" \(?(?:(?P<lead>(?:là |làm )?(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối|"
    r"chịu trách nhiệm chính))|"
    r"(?P<support>(?:cùng )?(?:phối hợp|tham gia))|"
    r"(?P<execute>phụ trách|đảm nhận|tham mưu|chịu trách nhiệm))?"
    r"(?:,? ?(?:tham mưu|tổ chức|triển khai|thực hiện)){0,3}\)?(?=[;,.]|$)"
)
_SPLIT = re.compile(r"[;,] ?")
_ROLES = {"lead": Attribute.LEAD, "support": Attribute.SUPPORT, "execute": Attribute.EXECUTE}
_RULE = "closing"
_LONGEST = 300
"""Letters at the end of an item in which its closing begins."""
_LONGEST_TIME = 60


def closing_labels(words: Words) -> tuple[Words, tuple[Labelled, ...]]:
    """The item without its closing, and what that says; nothing of the kind: the item itself."""
    text = words.text
    if (bracket := _BRACKET.search(text, max(0, len(text) - _LONGEST))) and bracket.start():
        inside = words.cut(*bracket.span("inside"))
        if labels := _told(inside, marked=False):
            return words.cut(0, bracket.start()), labels
    if ")" in text[-_LONGEST:]:
        for colon in _COLON.finditer(text, max(0, len(text) - _LONGEST)):
            if labels := _told(words.cut(colon.end()).strip(" .;"), marked=True):
                return words.cut(0, colon.start()), labels
    return words, ()


def _told(words: Words, *, marked: bool) -> tuple[Labelled, ...]:
    """Bodies with what each does, and a time; nothing where any piece is neither."""
    labels: list[Labelled] = []
    sure = False
    for attribute, piece, said in _pieces(words):
        if attribute is None:
            return ()
        labels.append(Labelled(attribute, piece, _RULE))
        sure = sure or said
    bodies = any(label.attribute is not Attribute.DUE for label in labels)
    timed = any(label.attribute is Attribute.DUE for label in labels)
    return tuple(labels) if bodies and (sure or (timed and not marked)) else ()


def _pieces(words: Words) -> Iterator[tuple[Attribute | None, Words, bool]]:
    """Each piece: what it tells, its words, and whether it says itself what the body does."""
    start, text = 0, words.text
    while start < len(text):
        rest = words.cut(start)
        if UNIT_START.match(rest.text):
            units, end = read_units(rest)
            verb = _VERB.match(rest.text, end)
            role = next((name for name in _ROLES if verb and verb[name]), "execute")
            last = verb.end() if verb else len(rest.text[:end].rstrip(" ,;."))
            alone = verb or rest.text[last:].strip(" .")[:1] in ("", ";", ",")
            bodies = rest.cut(0, end).strip(" ,;.")
            yield (_ROLES[role] if units and alone else None), bodies, bool(verb)
        else:
            last = next((gap.start() for gap in re.finditer(";", rest.text)), len(rest.text))
            time = rest.cut(0, last).strip(" .")
            known = len(time.text) <= _LONGEST_TIME and read_time_value(time.text).moment
            yield (Attribute.DUE if known else None), time, False
        start += last
        gap = _SPLIT.match(text, start)
        start = gap.end() if gap else (start if text[start:].strip(" .;") else len(text))
        if gap is None and start < len(text):
            yield None, words.cut(start), False
            return
