"""Further doers: those whom a later clause or sentence of the same paragraph names."""

import re

from loaders.lexicon import WORK_START
from loaders.passages import Words
from loaders.persons import is_person
from loaders.said import Said, distinct
from loaders.subjects import find_subject, inline_doer
from loaders.unit_lists import UnitSpan, read_units

SUPPORT_OPENS = re.compile(r"(?:(?:Phối|Phhosi) hợp|Tham gia|Cùng phối hợp)(?![\w])", re.IGNORECASE)
_DOES = re.compile(
    r"(?:được (?:phân công|giao) )?(?:phụ trách )?(?:thực hiện|triển khai)", re.IGNORECASE
)
_NO_WORK_OF_ITS_OWN = re.compile(
    r"(?:được|bị|phải|không|là|cần|sẽ|có(?! (?:trách nhiệm|nhiệm vụ))|phối hợp|tham gia|chỉ đạo|"
    r"lãnh đạo|phụ trách|chủ trì|cùng|chịu trách nhiệm trước|đã|đang|thường xuyên)(?![\w])"
)
_FARTHEST = 1000
"""Letters of a clause in which its doer and its verb are looked for."""
_IN_CHARGE = re.compile(r"(?:trực tiếp )?phụ trách (?!chung)")


def next_clauses(said: Said, predicate: Words) -> None:
    """ "A lập danh sách. B rà soát hồ sơ; C: bảo vệ hiện trường.": all of them do it."""
    for gap in re.finditer(r"(?<=[^.])[.;] (?=[^\W\d_])", predicate.text):
        rest = predicate.cut(gap.end(), gap.end() + _FARTHEST)
        units = _doers_of(rest, listed=gap[0] == "; ")
        named = {one.words.start for one in (*said.lead, *said.support)}
        if units and not any(unit.words.start in named for unit in units):
            said.execute = distinct([*said.execute, *units])
            said.execute_rule = said.execute_rule or "second-subject"


def listed_doers(said: Said, text: Words) -> None:
    """ "rà soát hồ sơ; Công an xã: bảo vệ hiện trường": the second names its own doer."""
    for gap in re.finditer(r"; (?=[^\W\d_])", text.text):
        named = inline_doer(text.cut(gap.end(), gap.end() + _FARTHEST))
        if named is not None and WORK_START.match(named[1].text):
            said.execute = distinct([*said.execute, *named[0]])
            said.execute_rule = said.execute_rule or "second-subject"


def _doers_of(clause: Words, listed: bool) -> tuple[UnitSpan, ...]:
    subject = find_subject(clause)
    if subject is None:
        named = inline_doer(clause) if listed else None
        works = named is not None and WORK_START.match(named[1].text)
        return named[0] if named and works else ()
    if any(is_person(unit.name) for unit in subject.units):
        return ()
    said = clause.text[subject.predicate :]
    if _NO_WORK_OF_ITS_OWN.match(said) and not (listed and _IN_CHARGE.match(said)):
        return ()
    return subject.units


def directed_units(said: Said, predicate: Words) -> None:
    """ "X trực tiếp chỉ đạo Phòng Y triển khai", "X chỉ đạo, Phòng Y tham mưu": Y does it."""
    rest = predicate.cut(0, _FARTHEST).strip(" ,")
    subject = find_subject(rest)
    if subject is None or said.execute or any(is_person(unit.name) for unit in subject.units):
        return
    if not _NO_WORK_OF_ITS_OWN.match(rest.text[subject.predicate :]):
        said.execute, said.execute_rule = list(subject.units), "directed"


def second_clause(said: Said, predicate: Words) -> None:
    """ "X chỉ đạo thực hiện; Y được phân công thực hiện": Y does it."""
    gap = predicate.text.find("; ")
    if gap < 0:
        return
    rest = predicate.cut(gap + 2)
    second = find_subject(rest)
    if second and _DOES.match(rest.cut(second.predicate).text):
        said.execute = list(second.units)
        said.execute_rule = "second-subject"


def joiner(said: Said, predicate: Words) -> None:
    """ "A lập tổ; B tham gia hướng dẫn": B joins in."""
    for gap in re.finditer("; ", predicate.text):
        rest = predicate.cut(gap.end())
        second = find_subject(rest)
        if second and SUPPORT_OPENS.match(rest.cut(second.predicate).text):
            said.support = distinct([*said.support, *second.units])
            said.support_rule = said.support_rule or "second-subject"


_COOPERATES = re.compile(
    r" (?:(?:cùng )?phối hợp(?: thực hiện| tổ chức| triển khai)?|cùng tham gia)(?=[.;,)]|$)"
)


def cooperates(said: Said, text: Words) -> None:
    """ "X chủ trì, Y phối hợp": Y supports."""
    for found in _COOPERATES.finditer(text.text):
        clause = clause_start(text.text, found.start())
        leads = text.text.rfind("chủ trì, ", clause, found.start())
        start = leads + 9 if leads >= 0 else clause
        units, end = read_units(text.cut(start))
        if (leads >= 0 or said.lead) and units and start + end == found.start():
            said.support = distinct([*said.support, *units])
            said.support_rule = said.support_rule or "cooperates"


def clause_start(text: str, position: int) -> int:
    """Where the clause begins in which a place stands."""
    marks = [
        text.rfind(mark, 0, position) + len(mark)
        for mark in (". ", "; ", ": ", "(")
        if text.rfind(mark, 0, position) >= 0
    ]
    return max(marks, default=0)
