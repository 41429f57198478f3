"""Subjects: the body that a sentence says does the work, or a bullet names before a colon."""

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.distributions import distribution_at
from loaders.letters import UPPER
from loaders.lexicon import ASIDE, BARE_GENERIC, PREDICATE, STOP, UNIT_START, WORK_START
from loaders.passages import Passage, Words
from loaders.unit_lists import UnitSpan, read_units, split_units

_ADVERBIAL = re.compile(
    r"^(?:Căn cứ|Trên cơ sở|Theo(?! dõi)|Hằng|Hàng|Định kỳ|Trong|Ngay sau khi|Sau khi|Cuối|"
    r"Đầu(?! tư)|Đến|Đối với|Kết thúc|Từ|Trước|Khi|Để|Nhằm|Riêng|Tùy|Ngoài|Bên cạnh|Năm|Tháng|"
    r"Quý|Giai đoạn|Thông qua|Với|Tại|Ngày|Mỗi|Thường xuyên|Từng bước|Trường hợp|"
    r"(?:Chậm|Muộn) nhất|Hết|Giữa|"
    r"(?:Thực hiện|Triển khai)(?= (?:[^\W\d_]+ ){1,4}số \d))(?![\w])",
    re.IGNORECASE,
)


_BY_OFFICE = re.compile(
    r",? ?(?:theo|căn cứ(?: vào)?) (?:chức năng|nhiệm vụ|thẩm quyền|phạm vi|lĩnh vực|phân công)"
    r"(?![\w])"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The doer that a sentence names, and where its predicate begins."""

    units: tuple[UnitSpan, ...]
    predicate: int


def find_subject(text: Words) -> Subject | None:
    """Who a sentence says does it: at its beginning, or after an adverbial and a comma."""
    return _subject_of(text.passage, text.start, text.end)


# Several stages ask the same of one sentence, one soon after the other.
@lru_cache(maxsize=1024)
def _subject_of(passage: Passage, start: int, end: int) -> Subject | None:
    text = Words(passage, start, end)
    said = text.text
    stop = re.search(r"[.;:] ", said)
    limit = stop.start() if stop else len(said)
    if limit < len(said) and said[limit] == ";" and (listed := _listed_subject(text, limit)):
        return listed
    starts = [0]
    if _ADVERBIAL.match(said):
        starts += [gap.end() for gap in re.finditer(r",(?:| đồng thời) ", said[: min(limit, 900)])]
    for start in starts:
        rest = text.cut(start, limit)
        if not UNIT_START.match(rest.text) or (start == 0 and verb_at_start(rest.text)):
            continue
        if start and BARE_GENERIC.match(rest.text) and not rest.text[:1].isupper():
            continue
        units, end = _with_license(rest, *read_units(rest))
        aside = ASIDE if start == 0 else _BY_OFFICE
        follows = PREDICATE.match(rest.text, end) or aside.match(rest.text, end)
        bare_noun = rest.text[end:].strip(" ,.") == "tổ chức"
        if units and not names_no_doer(units) and follows and not bare_noun:
            predicate = start + end
            while predicate < len(said) and said[predicate] in " ,":
                predicate += 1
            return Subject(units, predicate)
    return None


def _listed_subject(text: Words, gap: int) -> Subject | None:
    """ "Các sở, ban, ngành; UBND các xã tổ chức …": bodies parted by semicolons do it together."""
    said = text.text
    if not UNIT_START.match(said) or verb_at_start(said):
        return None
    stop = re.search(r"[.:] ", said)
    units, end = read_units(text.cut(0, stop.start() if stop else None))
    if end <= gap or names_no_doer(units):
        return None
    if not (PREDICATE.match(said, end) or ASIDE.match(said, end)):
        return None
    return Subject(units, end + len(said[end:]) - len(said[end:].lstrip(" ,")))


_LICENSED = re.compile(
    r" (?:được|đang|có hoạt động|hoạt động|tham gia|thăm dò|khai thác|sản xuất|kinh doanh|sử dụng) "
    r"[^.;:]{3,140}?(?= (?:có|chịu) trách nhiệm)"
)


def _with_license(
    text: Words, units: tuple[UnitSpan, ...], end: int
) -> tuple[tuple[UnitSpan, ...], int]:
    """ "Các tổ chức được cấp giấy phép … có trách nhiệm": what marks a class is of its name."""
    found = _LICENSED.match(text.text, end)
    if found is None or not units or not units[-1].collective:
        return units, end
    first = units[-1].words
    whole = first.passage.words(first.start, text.start + found.end())
    return (*units[:-1], UnitSpan(whole, whole.shown, True, units[-1].separator)), found.end()


_CHARGED = re.compile(
    r"^(?P<who>[^\W\d_][^,;:.]{2,119}?) (?:có|chịu) (?:nhiệm vụ|trách nhiệm)"
    r"(?:,? (?:sau|như sau|sau đây|cụ thể|chính|chủ yếu|thực hiện(?: các)? (?:nhiệm vụ|nội dung|"
    r"công việc)(?: sau)?)){0,2} ?:$"
)


def charged_doer(text: Words) -> tuple[UnitSpan, ...]:
    """ "Tổ tự quản có nhiệm vụ:": whom a line charges with the items under it."""
    found = _CHARGED.match(text.text)
    if found is None or WORK_START.match(text.text):
        return ()
    return split_units(text.cut(*found.span("who")))


# "…, Thủ tướng Chính phủ yêu cầu Chủ tịch Ủy ban nhân dân các tỉnh:": nothing but bodies follows.
_ASKED = re.compile(
    r"(?:yêu cầu|đề nghị|giao(?: nhiệm vụ)?(?: cho)?) (?P<who>[^\W\d_][^.;:]{2,300}?) ?:$"
)


def asked_doer(text: Words) -> tuple[UnitSpan, ...]:
    """Whom the line that ends a preamble asks for the items under it."""
    for found in reversed(list(re.finditer(r"yêu cầu|đề nghị|giao", text.text[-340:]))):
        asked = text.cut(max(0, len(text.text) - 340) + found.start())
        if (match := _ASKED.match(asked.text)) is None:
            continue
        who = asked.cut(*match.span("who"))
        units, end = read_units(who)
        if units and end == len(who.text) and not names_no_doer(units):
            return units
    return ()


_BARE_LEVEL = re.compile(
    r"(?:xã|phường|tỉnh|huyện|quận|thành phố|thôn|(?:các )?cấp)", re.IGNORECASE
)
_LETTERS_ONLY = re.compile(
    rf"(?!(?:UB|HĐND|MTTQ|BTT|BCĐ|BCH|LĐLĐ|CCB|TDP|TT|VP|BHXH|CA|ĐU))[{UPPER}]{{2,8}}(?![\w])"
)


def names_no_doer(units: tuple[UnitSpan, ...]) -> bool:
    """A bare level ("phường") or letters that name no body ("AI")."""
    names = [unit.words.text for unit in units]
    if len(names) == 1 and _BARE_LEVEL.fullmatch(names[0]):
        return True
    return all(_LETTERS_ONLY.match(name) for name in names)


_VERB_LIKE = re.compile(
    r"(?:Tổ chức|Thanh tra|Ban hành|Báo cáo|Lãnh đạo|Chỉ huy|Nhóm|Thường trực)(?! (?:chính trị|"
    r"đoàn thể|xã hội|tỉnh|UBND|HĐND|Đảng|Hội|Ủy|thành viên|Sở|phường|xã|các|[Tt]hành phố|"
    r"Tỉnh|[Cc]hính phủ|[Nn]hà nước))(?![\w])"
)


def verb_at_start(text: str) -> bool:
    """Whether what looks like a body ("Lãnh đạo", "Tổ chức") is the verb of a piece of work."""
    return _VERB_LIKE.match(text) is not None


def inline_doer(text: Words) -> tuple[tuple[UnitSpan, ...], Words] | None:
    """ "Phòng Quản lý Thương mại: Phối hợp …": a list of units, a colon, and the work."""
    bare = _bare(text.text)
    listed = distribution_at(text, len(text.text) - len(bare))
    colon = text.text.find(":", listed[1] if listed else 0, 220)
    if colon < 0 or not UNIT_START.match(bare):
        return None
    if bare is not text.text and text.text.startswith("Đối với") and bare[:1].islower():
        return None
    head, rest = text.cut(0, colon), text.cut(colon + 1)
    if not rest or verb_at_start(head.text) or re.search(r"[.;“”]", head.text.rstrip(".")):
        return None
    if person := one_person(head):
        return (person,), rest
    units = split_units(head)
    if not units or any(_has_verb(unit.name) for unit in units):
        return None
    return units, rest


_COMRADE = re.compile(r"^(?:Phân công |Giao )?(?=(?:Đồng chí|đồng chí|Đ/c|đ/c|Ông|Bà)[.: ])")


def one_person(head: Words) -> UnitSpan | None:
    """ "Đồng chí A - Phó Bí thư, Trưởng Tiểu ban": one person, however many offices."""
    head = head.strip(" .:;")
    found = _COMRADE.match(head.text)
    if found is None or re.search(r";|\. |(?:,| và) (?:đồng chí|đ/c|ông|bà) ", head.text):
        return None
    person = head.cut(found.end())
    if len(person.text) > 200 or _has_verb(person.text):
        return None
    return UnitSpan(person, person.shown, False)


def _bare(text: str) -> str:
    return re.sub(r"^(?:Đề nghị|Giao|Yêu cầu|Trách nhiệm của|Đối với|Riêng) (?:cho )?", "", text)


_NAMED_BY_VERB = re.compile(r"(?:Ban|Tổ|Đội|Đoàn|Phòng|Trung tâm|Hội đồng|Văn phòng|Tiểu ban) $")


def _has_verb(name: str) -> bool:
    begin = UNIT_START.match(name)
    first = begin.end() + 1 if begin else 0
    return any(
        not _NAMED_BY_VERB.search(name[: stop.start()]) for stop in STOP.finditer(name, first)
    )
