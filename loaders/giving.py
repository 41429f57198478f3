"""Giving: "Giao X chủ trì …", "UBND xã yêu cầu X …": whom a clause gives the work to."""

import re

from loaders.further_doers import directed_units
from loaders.lexicon import ASIDE, PREDICATE, UNIT_START, WORK_START
from loaders.openings import OPENINGS, Opening
from loaders.oversight import OVERSEES, charged_first
from loaders.passages import Words
from loaders.persons import PersonSpan, is_comrade, read_person
from loaders.said import Said, distinct
from loaders.unit_lists import UnitSpan, read_units

_GIVEN_LEAD = re.compile(r"chủ trì|(?:là|làm) (?:cơ quan |đơn vị )?đầu mối", re.IGNORECASE)
_GIVEN_SUPPORT = re.compile(r"(?:phối hợp|tham gia)", re.IGNORECASE)
_DIRECTED = re.compile(r"chỉ đạo,? ?(?:việc )?(?=[^\W\d_])", re.IGNORECASE)
_BY_WHEN = re.compile(r"^(?:trong|trước|đến|từ|chậm nhất|hằng|ngay)(?![\w])[^,.;:]{2,60}, ")
# "phân công thành viên dự …": whoever of them is meant, no body is named.
_ANYBODY = re.compile(
    r"(?:thành viên|cán bộ|chuyên viên|công chức|viên chức|nhân viên|giáo viên|lực lượng|"
    r"đồng chí|cá nhân)",
    re.IGNORECASE,
)


def give(said: Said, text: Words, match: re.Match[str]) -> int:
    """Read whom an opening gives the work to; where that ends, or 0 when it gives to nobody."""
    rest = text.cut(match.end())
    if not UNIT_START.match(rest.text):
        return 0
    if end := _charge(said, rest):
        return match.end() + end
    units, end = read_units(rest)
    after = _BY_WHEN.sub("", rest.text[end:].lstrip(" ,.…"))
    if after[:2] == ": " and WORK_START.match(after[2:]):
        after = after[2:3].lower() + after[3:]
    if not units or not _begins_clause(text.text[: match.start()]):
        return 0
    if len(units) == 1 and _ANYBODY.fullmatch(units[0].name):
        return 0
    if not after or not (PREDICATE.match(" " + after) or ASIDE.match(" " + after)):
        return match.end() if match.groupdict().get("giver") else 0
    if overseen := OVERSEES.match(after):
        if person := read_person(rest.cut(0, end)):
            said.overseers.append(person)
        directed_units(said, rest.cut(len(rest.text) - len(after) + overseen.end()))
        return match.end() + end
    units = named_person(rest.cut(0, end)) or units
    if _GIVEN_LEAD.match(after):
        said.lead = distinct([*said.lead, *units])
        said.lead_rule = "given-lead"
    elif _GIVEN_SUPPORT.match(after):
        said.support = distinct([*units, *said.support])
        said.support_rule = "given-support"
    else:
        said.execute = distinct([*said.execute, *units])
        said.execute_rule = "given"
    return match.end() + end


def _charge(said: Said, who: Words) -> int:
    """ "giao đồng chí X, Phó Chủ tịch phụ trách; …": X oversees; where that ends, else 0."""
    end, persons = charged_first(who)
    if persons:
        said.overseers.extend(persons)
        directed_units(said, who.cut(end))
    return end


def named_person(who: Words) -> tuple[UnitSpan, ...]:
    """ "đồng chí X, Trưởng phòng": one person, by the name alone."""
    person = read_person(who) if is_comrade(who.text) else None
    if person is None or person.name is None:
        return ()
    return (UnitSpan(person.words, person.name, False),)


def direct(said: Said, text: Words, match: re.Match[str]) -> int:
    """ "UBND xã chỉ đạo Phòng X thực hiện": the first oversees, the second does it."""
    who = text.cut(*match.span("who"))
    units, end = read_units(who)
    if end != len(who.text) or not units or any(unit.collective for unit in units):
        return 0
    giver = text.cut(*match.span("giver"))
    said.overseers.append(PersonSpan(giver, None, None, giver.shown))
    said.execute = distinct([*said.execute, *units])
    said.execute_rule = "directed"
    return match.end()


def given_body(sentence: Words) -> tuple[UnitSpan, ...]:
    """ "Ban Thường vụ giao Văn phòng … báo cáo": whom the opening of a sentence asks."""
    found = next(OPENINGS.every(sentence.text), None)
    if found is None or found.yields is not Opening.GIVE or found.match.start() > 0:
        return ()
    return read_units(sentence.cut(found.match.end()))[0]


def told_units(heading: Words) -> tuple[UnitSpan, ...]:
    """ "UBND xã yêu cầu Phòng X, Phòng Y:": whom a heading tells to do what stands under it."""
    found = next(OPENINGS.every(heading.text), None)
    if found is None or found.match.start() > 0 or not found.match.groupdict().get("giver"):
        return ()
    who = heading.cut(found.match.end()).strip(" :.")
    units, end = read_units(who)
    return units if end == len(who.text) else ()


# "Các nội dung khác giao X thực hiện": what is given stands before the word.
_WORK_BEFORE = re.compile(
    r"(?:Riêng |Đối với )?(?:(?:các|những|mọi) )?(?:nội dung|nhiệm vụ|công việc|phần việc|việc|"
    r"vấn đề)(?: [^\W\d_]+){0,6} $",
    re.IGNORECASE,
)


def _begins_clause(before: str) -> bool:
    opened = re.search(r"(?:[(,;.:]|trong đó|đồng thời|và) ?$", before, re.IGNORECASE)
    return not before or opened is not None or _WORK_BEFORE.match(before) is not None
