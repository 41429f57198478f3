"""What a person's words mean when a correction sets them: all of the words, or a refusal.

Numbers, times, recurrences and leaders are told by the rules that read documents, so that the same
words mean the same in both places.
"""

import re
from decimal import Decimal

from graph_schema.errors import NotCorrected
from graph_schema.model import OverseerMention, Quote
from graph_schema.periods import Period, Precision
from graph_schema.places import find_places, former_places
from graph_schema.vietnamese import normal
from loaders.dates import find_moments, merge, read_time_value
from loaders.lexicon import UNIT_START
from loaders.lines import Line
from loaders.names import LEVELS
from loaders.passages import read_line
from loaders.persons import PersonSpan, read_person
from loaders.quantities import parse_number
from loaders.recurrences import find_recurrences

_SHOWN = 80
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,15})(?:,[0-9]{1,15})?")
_THOUSANDS_OR_DECIMALS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
_BEFORE_A_TIME = re.compile(
    r"(?:(?:trước|trong|từ|đến hết|đến|hết|vào|chậm nhất|muộn nhất|là|xong|hoàn thành) )*"
    r"(?:ngày )?",
    re.IGNORECASE,
)
_BETWEEN_RECURRENCES = re.compile(r"(?:[ ,;/]|và|hoặc)*", re.IGNORECASE)
_AFTER_A_LEVEL = re.compile(
    rf"(?:{LEVELS}|TP\.?|thôn|bản|ấp|xóm|làng|buôn|tổ dân phố|khu phố|khu dân cư|khu)$",
    re.IGNORECASE,
)


def _refusal(text: str, why: str) -> NotCorrected:
    return NotCorrected(f"“{text[:_SHOWN]}” {why}", "value")


def read_number(text: str) -> float:
    """A number as Vietnamese documents print it: 1500, 1.500, 1.500,5 or 12,5."""
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        raise _refusal(
            text, "không phải một số: hãy viết 1500, 1.500, 1.500,5 hoặc 12,5. (It is no number.)"
        )
    if _THOUSANDS_OR_DECIMALS.fullmatch(plain):
        whole, _, rest = plain.partition(",")
        raise _refusal(
            text,
            f"có thể hiểu hai cách: hãy viết {whole}.{rest} nếu là hàng nghìn, {whole},{rest}0 nếu "
            "là số lẻ. (Thousands or decimals?)",
        )
    return parse_number(plain)


def shown_number(value: float) -> str:
    """A number in words that can be set again."""
    words = f"{Decimal(f'{value:.15g}'):f}".replace(".", ",")
    return f"{words}0" if _THOUSANDS_OR_DECIMALS.fullmatch(words) else words


def read_period(text: str) -> Period:
    """A time as a person types it: a compact code, 31/10/2026, or as documents print it."""
    plain = text.strip(" .;")
    day = _DAY.fullmatch(plain)
    code = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}" if day else plain
    try:
        return Period.parse(code)
    except ValueError:
        printed = _printed_period(plain)
    if printed is None:
        raise _refusal(
            text,
            "không phải một thời gian: hãy viết 2026-10-31, 31/10/2026, 2026-10, 2026-Q4, 2026, "
            "2026..2030 hoặc --10-31 (hằng năm). (It is no time.)",
        )
    return printed


def _printed_period(text: str) -> Period | None:
    """The one time that all the words print; a day without a year may be any year's."""
    moments = merge(find_moments(text), text, lists=False)
    if len(moments) != 1 or moments[0].yearly or moments[0].end != len(text):
        return None
    return moments[0].period if _BEFORE_A_TIME.fullmatch(text[: moments[0].start]) else None


def read_date(text: str) -> Period:
    """The date of a document: a day, a month or a year."""
    period = read_period(text)
    if period.precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        raise _refusal(
            text,
            "không phải ngày ban hành: hãy viết một ngày, một tháng hoặc một năm, như 31/10/2026, "
            "2026-10, 2026. (A document has one day, month or year.)",
        )
    return period


def read_recurrence(text: str) -> str:
    """How often, in the one spelling: "hàng năm" is "hằng năm"."""
    plain = text.strip(" .;")
    rest, at = "", 0
    for found in find_recurrences(plain):
        rest, at = rest + plain[at : found.start], max(at, found.end)
    said = read_time_value(plain).recurs
    if said is None or not _BETWEEN_RECURRENCES.fullmatch(rest + plain[at:]):
        raise _refusal(
            text,
            "không phải một chu kỳ: hãy viết hằng ngày, hằng tuần, hằng tháng, hằng quý, hằng năm, "
            "6 tháng, định kỳ hoặc thường xuyên. (It is no recurrence.)",
        )
    return said


def mention_leader(text: str, quote: Quote) -> OverseerMention:
    """ "Nguyễn Văn A, Chủ tịch UBND xã", "Phó Chủ tịch UBND xã" or "Đảng ủy xã"."""
    words = " ".join(normal(text).split())
    person = read_person(read_line(Line(words, 0, len(words)), words).words())
    if person is None or (person.unit and not UNIT_START.match(person.unit)):
        raise _refusal(
            text,
            "không rõ là ai: hãy viết “Nguyễn Văn A, Chủ tịch UBND xã”, một chức vụ hoặc tên một "
            "cơ quan. (No person, office or body.)",
        )
    name, office = person.name, person.position
    if name and office and _is_its_place(words, person):
        return OverseerMention(None, f"{office} {name}", None, quote)
    return OverseerMention(name, office, person.unit, quote)


def _is_its_place(words: str, person: PersonSpan) -> bool:
    """Whether the name after an office is the place that it is held in: "UBND phường An Biên"."""
    office, name = person.position or "", person.name or ""
    level = _AFTER_A_LEVEL.search(office)
    if level is None or not words.endswith(f"{office} {name}"):
        return False
    place = f"{level[0]} {name}"
    return len(name.split()) < 3 or bool(find_places(place) or former_places(place))
