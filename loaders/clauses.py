"""Clauses: who leads, does, supports and oversees, as running text says it (phân công)."""

import re
from dataclasses import dataclass, field

from loaders.agents import Agency, read_agents
from loaders.asides import read_bracketed_doers, read_overseers
from loaders.lexicon import ASIDE, PREDICATE, UNIT_START
from loaders.openings import OPENINGS, Opening
from loaders.passages import Words
from loaders.persons import PersonSpan, is_comrade, is_person, read_person
from loaders.subjects import find_subject
from loaders.unit_lists import UnitSpan, read_units

SUPPORT_OPENS = re.compile(r"(?:(?:Phối|Phhosi) hợp|Tham gia|Cùng phối hợp)(?![\w])", re.IGNORECASE)
_DUTY = re.compile(r"^có (?:trách nhiệm|nhiệm vụ) ")
_OVERSEES = re.compile(
    r",? ?(?:trực tiếp |chịu trách nhiệm |được phân công )?(?:lãnh đạo|chỉ đạo|"
    r"phụ trách)(?! (?:thực hiện các nhiệm vụ|lĩnh vực))(?![\w])",
    re.IGNORECASE,
)
# "Chủ tịch UBND các xã chỉ đạo các phòng …": an office of many places has this work itself.
_OF_MANY = re.compile(
    r"(?:Phó )?(?:Chủ tịch|Giám đốc|Bí thư) .{0,40}(?:các|mỗi|từng) ", re.IGNORECASE
)
_DOES = re.compile(
    r"(?:được (?:phân công|giao) )?(?:phụ trách )?(?:thực hiện|triển khai)", re.IGNORECASE
)
_PLAIN_BODY = re.compile(
    r"^(?:các|những) (?:cơ quan|đơn vị|phòng|ban|ngành|địa phương|tổ chức)(?:(?:, |"
    r" và )(?:cơ quan|đơn vị|ban|ngành|địa phương|cá nhân|tổ chức)){0,4}(?: (?:có )?liên quan)?$",
    re.IGNORECASE,
)
_LIABILITY = re.compile(
    r"chịu trách nhiệm (?:toàn diện |trực tiếp |chính )?trước[^.]{0,160}(?:nếu|khi)? ?để xảy ra|"
    r"chịu trách nhiệm (?:toàn diện |trực tiếp )?trước (?:pháp luật|Chủ tịch|UBND|Ủy ban)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Said:
    """What one piece of text says of who does it."""

    lead: list[UnitSpan] = field(default_factory=list)
    execute: list[UnitSpan] = field(default_factory=list)
    support: list[UnitSpan] = field(default_factory=list)
    overseers: list[PersonSpan] = field(default_factory=list)
    lead_rule: str = ""
    execute_rule: str = ""
    support_rule: str = ""
    from_heading: bool = False

    def anyone(self) -> bool:
        """Whether anybody at all is named."""
        return bool(self.lead or self.execute or self.support or self.overseers)


def is_liability(text: Words) -> bool:
    """A clause of liability ("chịu trách nhiệm trước … nếu để xảy ra") gives no work."""
    subject = find_subject(text)
    said = text.text[subject.predicate :] if subject else text.text
    return _LIABILITY.match(said) is not None


def read_clauses(text: Words, heading: tuple[UnitSpan, ...]) -> Said:
    """Who does what a paragraph says; the unit of its heading where it names nobody itself."""
    said = _read_sentence(text, heading)
    if not said.overseers:
        said.overseers = read_overseers(text)
    named = said.lead or said.support or (said.execute and said.execute_rule != "unit-heading")
    if not named and (doers := read_bracketed_doers(text)):
        said.execute, said.execute_rule, said.from_heading = list(doers), "bracket", False
    return said


def _read_sentence(text: Words, heading: tuple[UnitSpan, ...]) -> Said:
    said = Said()
    subject = find_subject(text)
    own = subject.units if subject else ()
    if heading and own and all(_PLAIN_BODY.match(unit.name) for unit in own):
        own = ()
    predicate = text.cut(subject.predicate) if subject else text
    doers = own or heading
    leaders = doers
    said.from_heading = not own
    overseeing = own and all(is_person(unit.name) for unit in own)
    overseeing = overseeing and not any(_OF_MANY.match(unit.name) for unit in own)
    if not own and heading and _person_oversees(heading, predicate):
        _oversee(said, heading[0].words, heading)
        return said
    if own and overseeing and _OVERSEES.match(predicate.text):
        _oversee(said, text, own)
        doers = ()
        said.from_heading = False
        _second_clause(said, predicate)
    given = _read_openings(said, text, leaders)
    if given:
        return said
    if own and not overseeing:
        _joiner(said, predicate)
    if SUPPORT_OPENS.match(_DUTY.sub("", predicate.text)) and doers:
        said.support = _distinct([*doers, *said.support])
        said.support_rule = said.support_rule or "opens-with-support"
        said.lead = []
    elif doers and not said.lead and not said.execute:
        said.execute = list(doers)
        said.execute_rule = "subject" if own else "unit-heading"
    if own and said.execute_rule == "subject":
        _next_sentences(said, predicate)
    return said


_NO_WORK_OF_ITS_OWN = re.compile(
    r"(?:được|bị|phải|không|là|cần|sẽ|có(?! (?:trách nhiệm|nhiệm vụ))|phối hợp|tham gia|chỉ đạo|"
    r"lãnh đạo|phụ trách|chủ trì|cùng|chịu trách nhiệm trước|đã|đang|thường xuyên)(?![\w])"
)


def _next_sentences(said: Said, predicate: Words) -> None:
    """ "A lập danh sách. B rà soát hồ sơ.": both do it."""
    for gap in re.finditer(r"(?<=[^.])\. (?=[^\W\d_])", predicate.text):
        rest = predicate.cut(gap.end())
        second = find_subject(rest)
        if second is None or any(is_person(unit.name) for unit in second.units):
            continue
        if not _NO_WORK_OF_ITS_OWN.match(rest.text[second.predicate :]):
            said.execute = _distinct([*said.execute, *second.units])


def _oversee(said: Said, text: Words, own: tuple[UnitSpan, ...]) -> None:
    whole = text.passage.words(own[0].words.start, own[-1].words.end)
    if person := read_person(whole):
        said.overseers.append(person)


_HEADED_OVERSEES = re.compile(
    r"(?:trực tiếp |chịu trách nhiệm )?(?:lãnh đạo|chỉ đạo|"
    r"phụ trách)(?! (?:thực hiện các nhiệm vụ))",
    re.IGNORECASE,
)


def _person_oversees(heading: tuple[UnitSpan, ...], predicate: Words) -> bool:
    """ "Đồng chí X, Phó Trưởng Tiểu ban: Phụ trách …"."""
    persons = all(is_comrade(unit.words.text) for unit in heading)
    return persons and _HEADED_OVERSEES.match(predicate.text) is not None


def _second_clause(said: Said, predicate: Words) -> None:
    """ "X chỉ đạo thực hiện; Y được phân công thực hiện": Y does it."""
    gap = predicate.text.find("; ")
    if gap < 0:
        return
    rest = predicate.cut(gap + 2)
    second = find_subject(rest)
    if second and _DOES.match(rest.cut(second.predicate).text):
        said.execute = list(second.units)
        said.execute_rule = "second-subject"


def _joiner(said: Said, predicate: Words) -> None:
    """ "A lập tổ; B tham gia hướng dẫn": B joins in."""
    for gap in re.finditer("; ", predicate.text):
        rest = predicate.cut(gap.end())
        second = find_subject(rest)
        if second and SUPPORT_OPENS.match(rest.cut(second.predicate).text):
            said.support = _distinct([*said.support, *second.units])
            said.support_rule = said.support_rule or "second-subject"


def _read_openings(said: Said, text: Words, doers: tuple[UnitSpan, ...]) -> bool:
    """Read every opening word; true when the text itself gives the work to somebody."""
    given = False
    for found in OPENINGS.every(text.text):
        start, end = found.match.span()
        if found.yields is Opening.SUPPORT:
            units, _ = read_units(text.cut(end))
            if units:
                said.support = _distinct([*said.support, *units])
                said.support_rule = found.rule.name
        elif found.yields is Opening.GIVE:
            guided = bool(doers) and start == 0 and text.text[:1] in "Yy"
            given = (not guided and _give(said, text, found.match)) or given
        elif not given:
            _lead(said, text, start, doers, found.rule.name)
    _closing_agents(said, text)
    _cooperates(said, text)
    return given


def _closing_agents(said: Said, text: Words) -> None:
    """ "…, do X chủ trì.": nobody before it leads."""
    if said.lead:
        return
    for agent in read_agents(text):
        if agent.agency is Agency.LEADS:
            said.lead = _distinct([*said.lead, *agent.units])
            said.lead_rule = said.lead_rule or agent.rule
        else:
            said.execute = _distinct([*said.execute, *agent.units])
            said.execute_rule = said.execute_rule or agent.rule


_COOPERATES = re.compile(r" (?:cùng )?phối hợp(?: thực hiện| tổ chức| triển khai)?(?=[.;,)]|$)")


def _cooperates(said: Said, text: Words) -> None:
    """ "X chủ trì, Y phối hợp": Y supports."""
    for found in _COOPERATES.finditer(text.text):
        clause = _clause_start(text.text, found.start())
        leads = text.text.rfind("chủ trì, ", clause, found.start())
        start = leads + 9 if leads >= 0 else clause
        units, end = read_units(text.cut(start))
        if (leads >= 0 or said.lead) and units and start + end == found.start():
            said.support = _distinct([*said.support, *units])
            said.support_rule = said.support_rule or "cooperates"


_DONE_BY = re.compile(r"(?:^| )do (?=[^,;]{3,120}$)")


def _lead(said: Said, text: Words, start: int, doers: tuple[UnitSpan, ...], rule: str) -> None:
    """Who leads: the units right before the word, else the doer of the paragraph."""
    clause = _clause_start(text.text, start)
    before = text.cut(clause, start)
    if rule == "standing-office" and (standing := _DONE_BY.search(before.text)):
        units, end = read_units(before.cut(standing.end()))
        if units and standing.end() + end >= len(before.text):
            said.lead = _distinct([*said.lead, *units])
            said.lead_rule = said.lead_rule or rule
        return
    if re.match(r"(?:.{0,60} )?do ", before.text[:70] + " ") and before.text.startswith("do "):
        return
    if re.search(r"(?:^| )do [^,;]{3,120}$", before.text):
        return
    units, end = read_units(before)
    leaders: tuple[UnitSpan, ...] = ()
    if units and not before.text[end:].strip(" ,").replace("có trách nhiệm", "").strip():
        leaders = units
    elif doers and not _other_doer(before.text):
        leaders = doers
    if leaders:
        said.lead = _distinct([*said.lead, *leaders])
        said.lead_rule = said.lead_rule or rule


def _other_doer(before: str) -> bool:
    return (
        re.search(r"(?:yêu cầu|đề nghị|hướng dẫn|vận động) [^,;]{3,80}$", before, re.IGNORECASE)
        is not None
    )


def _clause_start(text: str, position: int) -> int:
    marks = [
        text.rfind(mark, 0, position) + len(mark)
        for mark in (". ", "; ", ": ", "(")
        if text.rfind(mark, 0, position) >= 0
    ]
    return max(marks, default=0)


_GIVEN_LEAD = re.compile(
    r"(?:[^.;]{0,30}?)chủ trì|(?:là|làm) (?:cơ quan |đơn vị )?đầu mối", re.IGNORECASE
)


# "Các nội dung khác giao X thực hiện": what is given stands before the word.
_WORK_BEFORE = re.compile(
    r"(?:Riêng |Đối với )?(?:(?:các|những|mọi) )?(?:nội dung|nhiệm vụ|công việc|phần việc|việc|"
    r"vấn đề)(?: [^\W\d_]+){0,6} $",
    re.IGNORECASE,
)


def _begins_clause(before: str) -> bool:
    opened = re.search(r"(?:[(,;.:]|trong đó|đồng thời|và) ?$", before, re.IGNORECASE)
    return not before or opened is not None or _WORK_BEFORE.match(before) is not None


def _give(said: Said, text: Words, match: re.Match[str]) -> bool:
    """ "Giao X chủ trì …", "Đề nghị X phối hợp …", "giao đồng chí X thực hiện"."""
    rest = text.cut(match.end())
    if not UNIT_START.match(rest.text):
        return False
    units, end = read_units(rest)
    after = rest.text[end:].lstrip(" ,.…")
    if not units or not _begins_clause(text.text[: match.start()]):
        return False
    if not after or not (PREDICATE.match(" " + after) or ASIDE.match(" " + after)):
        return False
    if _OVERSEES.match(after):
        if person := read_person(rest.cut(0, end)):
            said.overseers.append(person)
        return True
    if is_comrade(rest.text) and (person := read_person(rest.cut(0, end))) and person.name:
        units = (UnitSpan(person.words, person.name, False),)
    if re.match(r"chủ trì|(?:là|làm) (?:cơ quan |đơn vị )?đầu mối", after, re.IGNORECASE):
        said.lead = _distinct([*said.lead, *units])
        said.lead_rule = "given-lead"
    elif re.match(r"(?:phối hợp|tham gia)", after, re.IGNORECASE):
        said.support = _distinct([*units, *said.support])
        said.support_rule = "given-support"
    else:
        said.execute = _distinct([*said.execute, *units])
        said.execute_rule = "given"
    return True


def _distinct(units: list[UnitSpan]) -> list[UnitSpan]:
    seen: dict[str, UnitSpan] = {}
    for unit in units:
        seen.setdefault(unit.name.casefold(), unit)
    return list(seen.values())
