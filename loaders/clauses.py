"""Clauses: who leads, does, supports and oversees, as running text says it (phân công)."""

import re

from loaders.agents import Agency, read_agents
from loaders.asides import read_bracketed_doers, read_overseers
from loaders.further_doers import (
    SUPPORT_OPENS,
    clause_start,
    cooperates,
    directed_units,
    joiner,
    listed_doers,
    next_clauses,
    second_clause,
)
from loaders.giving import direct, give, named_person
from loaders.letters import UPPER
from loaders.openings import OPENINGS, Opening
from loaders.oversight import OVERSEES, charged_persons
from loaders.passages import Words
from loaders.persons import is_comrade, is_person, read_person
from loaders.said import Said, distinct
from loaders.subjects import find_subject
from loaders.unit_lists import UnitSpan, read_units

_DUTY = re.compile(r"^có (?:trách nhiệm|nhiệm vụ) ")
# "Chủ tịch UBND các xã chỉ đạo các phòng …": an office of many places has this work itself.
_OF_MANY = re.compile(
    r"(?:Phó )?(?:Chủ tịch|Giám đốc|Bí thư) .{0,40}(?:các|mỗi|từng) ", re.IGNORECASE
)
# "Về giải phóng mặt bằng: Yêu cầu …": what the work is about, before the work.
_TOPIC = re.compile(
    r"(?:Về|Đối với (?:công tác|việc|nội dung|lĩnh vực|các nội dung)) [^:.;]{2,120}: "
    rf"(?=[{UPPER}])"
)
_COURTESY = re.compile(r"Các ông(?:,| và)? (?:các )?bà (?=Trưởng |Thủ trưởng |Chủ tịch |Bí thư )")
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


def is_liability(text: Words) -> bool:
    """A clause of liability ("chịu trách nhiệm trước … nếu để xảy ra") gives no work."""
    subject = find_subject(text)
    said = text.text[subject.predicate :] if subject else text.text
    return _LIABILITY.match(said) is not None


def read_clauses(text: Words, heading: tuple[UnitSpan, ...]) -> Said:
    """Who does what a paragraph says; the unit of its heading where it names nobody itself."""
    if before := _TOPIC.match(text.text) or _COURTESY.match(text.text):
        text = text.cut(before.end())
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
    charged = list(charged_persons(text))
    if charged and charged[0][0] == 0:
        said.overseers.extend(charged[0][2])
        own, doers, predicate = (), (), text.cut(charged[0][1])
        directed_units(said, predicate)
    elif own and overseeing and (verb := OVERSEES.match(predicate.text)):
        _oversee(said, text, own)
        doers = ()
        directed_units(said, predicate.cut(verb.end()))
    if said.overseers:
        said.from_heading = False
        second_clause(said, predicate)
    said.overseers += [person for start, _, persons in charged if start for person in persons]
    if given := _read_openings(said, text, leaders):
        next_clauses(said, text.cut(given))
        return said
    if own and not overseeing:
        joiner(said, predicate)
    if SUPPORT_OPENS.match(_DUTY.sub("", predicate.text)) and doers:
        said.support = distinct([*doers, *said.support])
        said.support_rule = said.support_rule or "opens-with-support"
        said.lead = []
    elif doers and not said.lead and not said.execute:
        said.execute = list(doers)
        said.execute_rule = "subject" if own else "unit-heading"
    if own and not overseeing and said.execute_rule in ("subject", ""):
        next_clauses(said, predicate)
    elif not own:
        listed_doers(said, text)
    return said


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


def _read_openings(said: Said, text: Words, doers: tuple[UnitSpan, ...]) -> int:
    """Read every opening word; where the text itself gives the work to somebody, else 0."""
    given = 0
    for found in OPENINGS.every(text.text):
        start, end = found.match.span()
        if found.yields is Opening.SUPPORT:
            units, _ = read_units(text.cut(end))
            if units:
                said.support = distinct([*said.support, *units])
                said.support_rule = found.rule.name
        elif found.yields is Opening.GIVE:
            guided = bool(doers) and start == 0 and text.text[:1] in "Yy"
            given = (0 if guided else give(said, text, found.match)) or given
        elif found.yields is Opening.DIRECT:
            given = direct(said, text, found.match) or given
        else:
            _lead(said, text, start, () if given else doers, found.rule.name)
    _closing_agents(said, text)
    cooperates(said, text)
    return given


def _closing_agents(said: Said, text: Words) -> None:
    """ "…, do X chủ trì.": nobody before it leads."""
    if said.lead:
        return
    for agent in read_agents(text):
        if agent.agency is Agency.LEADS:
            said.lead = distinct([*said.lead, *agent.units])
            said.lead_rule = said.lead_rule or agent.rule
        else:
            said.execute = distinct([*said.execute, *agent.units])
            said.execute_rule = said.execute_rule or agent.rule


_DONE_BY = re.compile(r"(?:^| )do (?=[^,;]{3,120}$)")


def _lead(said: Said, text: Words, start: int, doers: tuple[UnitSpan, ...], rule: str) -> None:
    """Who leads: the units right before the word, else the doer of the paragraph."""
    clause = clause_start(text.text, start)
    before = text.cut(clause, start)
    if rule == "standing-office" and (standing := _DONE_BY.search(before.text)):
        units, end = read_units(before.cut(standing.end()))
        if units and standing.end() + end >= len(before.text):
            said.lead = distinct([*said.lead, *units])
            said.lead_rule = said.lead_rule or rule
        return
    if re.match(r"(?:.{0,60} )?do ", before.text[:70] + " ") and before.text.startswith("do "):
        return
    if re.search(r"(?:^| )do [^,;]{3,120}$", before.text):
        return
    units, end = read_units(before)
    leaders: tuple[UnitSpan, ...] = ()
    if units and not before.text[end:].strip(" ,").replace("có trách nhiệm", "").strip():
        leaders = named_person(before.cut(0, end)) or units
    elif doers and not _other_doer(before.text):
        leaders = doers
    if leaders:
        said.lead = distinct([*said.lead, *leaders])
        said.lead_rule = said.lead_rule or rule


def _other_doer(before: str) -> bool:
    return (
        re.search(r"(?:yêu cầu|đề nghị|hướng dẫn|vận động) [^,;]{3,80}$", before, re.IGNORECASE)
        is not None
    )
