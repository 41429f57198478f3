"""Times as documents write them, to partial dates: as precise as the source and no more."""

import re
from dataclasses import dataclass
from functools import lru_cache

from graph_schema.periods import Period
from loaders.recurrences import find_recurrences
from loaders.rules import Found, Rule, Table, words

_YEAR = r"(?:19|20)\d\d"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_Q = r"(?:IV|I{1,3}|[1-4])(?![\w])"

# Every row names its parts: d(ay), m(onth), q(uarter), y(ear); a second one of each ends a span.
MOMENTS: Table[str] = Table(
    "moments",
    (
        Rule(
            "month-list",
            words(
                rf"tháng (?P<m>\d{{1,2}})(?:/(?P<y0>{_YEAR}))? ?(?:,|và|-|–|"
                rf"đến(?: hết)?) ?(?:tháng )?"
                rf"(?P<m2>\d{{1,2}}) ?(?:/| năm |-) ?(?P<y>{_YEAR})"
            ),
            "span",
            ("Tháng 11, 12/2013", "từ tháng 9 đến tháng 12/2026", "tháng 11/2025 đến tháng 4/2026"),
            ("tháng 5/2026",),
        ),
        Rule(
            "month-to-day",
            words(
                r"tháng (?P<m>\d{1,2}) ?(?:[-–]|đến(?: hết)?) ?(?:ngày (?:[^\W\d_]+ ){0,3})?"
                rf"(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})/(?P<y>{_YEAR})(?![\d/])"
            ),
            "span",
            ("tháng 01 đến ngày khai mạc 15/3/2026", "tháng 9 đến hết ngày 20/11/2026"),
            ("tháng 5/2026", "tháng 9 đến tháng 12/2026"),
        ),
        Rule(
            "day-in-words",
            words(rf"(?:ngày )?(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}|0 ?\d),? năm (?P<y>{_YEAR})"),
            "moment",
            ("ngày 22 tháng 12 năm 2024",),
            ("ngày 22 tháng 12",),
        ),
        Rule(
            "day-span-one-month",
            re.compile(
                rf"(?<![\d/])(?P<d>\d{{1,2}}) ?[-–] "
                rf"?(?P<d2>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>{_YEAR})(?![\d/])"
            ),
            "span",
            ("05-07/12/2025",),
            ("5/12/2025",),
        ),
        Rule(
            "day-span-one-year",
            words(
                r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2}) ?(?:[-–]|đến(?: hết)?|tới) ?(?:ngày )?"
                rf"(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})/(?P<y>{_YEAR})(?![\d/])"
            ),
            "span",
            ("15/6 đến 20/6/2026", "ngày 28/02 - 05/3/2026"),
            ("05-07/12/2025",),
        ),
        Rule(
            "day",
            words(
                rf"(?<![\d/])(?P<d>\d{{1,2}}) ?[/.-] ?(?P<m>\d{{1,2}}) ?[/.-] "
                rf"?(?P<y>{_YEAR})(?![\d/])"
            ),
            "moment",
            ("22/4/2026", "01/12/2025"),
            ("22/4", "1/500"),
        ),
        Rule(
            "half-year",
            words(rf"(?P<h>6|06|sáu) tháng (?P<part>đầu|cuối) năm (?P<y>{_YEAR})"),
            "half",
            ("6 tháng đầu năm 2026",),
            ("6 tháng một lần",),
        ),
        Rule(
            "nine-months",
            words(rf"(?:0?9|chín) tháng (?:đầu )?năm (?P<y>{_YEAR})"),
            "nine",
            ("9 tháng đầu năm 2026", "09 tháng năm 2026"),
            ("9 tháng một lần", "tháng 9 năm 2026"),
        ),
        Rule(
            "part-of-month",
            words(
                r"(?:tuần (?:lễ )?(?:(?:thứ )?(?:nhất|hai|ba|tư|năm|0?[1-5])|đầu(?: tiên)?|cuối"
                r"(?: cùng)?)|nửa (?:đầu|cuối)|(?:thượng|trung|hạ) tuần|giữa|\d{1,2} ngày (?:đầu|"
                rf"cuối))(?: của)? tháng (?P<m>\d{{1,2}}) ?(?:/|-|,? năm) ?(?P<y>{_YEAR})"
            ),
            "moment",
            ("tuần thứ tư tháng 8/2026", "tuần đầu tháng 9 năm 2026", "giữa tháng 7/2026"),
            ("tháng 8/2026", "02 tuần tháng 8"),
        ),
        Rule(
            "month",
            words(rf"tháng (?P<m>\d{{1,2}}) ?(?:/|-|,? năm) ?(?P<y>{_YEAR})"),
            "moment",
            ("tháng 5/2026", "tháng 9 năm 2026"),
            ("tháng 5",),
        ),
        Rule(
            "quarter-list",
            words(
                rf"qu[ýí] (?P<q>{_Q}) ?(?:,|và|-|–|đến(?: hết)?) ?(?:qu[ýí] )?(?P<q2>{_Q}) ?(?:/|-|"
                rf",? năm|) ?(?P<y>{_YEAR})"
            ),
            "span",
            ("Quý I, II/2026", "quý III và quý IV năm 2026"),
            ("Quý IV/2025 và Quý I/2026",),
        ),
        Rule(
            "quarter",
            words(rf"qu[ýí] (?P<q>{_Q}) ?(?:/|-|,? năm|) ?(?P<y>{_YEAR})"),
            "moment",
            ("Quý II/2026", "quý 1/2019", "quý IV năm 2012", "Quí IV-2025"),
            ("quý I",),
        ),
        Rule(
            "year-span",
            words(
                rf"(?:(?:trong )?(?:giai đoạn|thời kỳ|nhiệm kỳ|từ|"
                rf"năm) )?(?:(?:từ )?năm )?(?<![\d/])(?P<y>{_YEAR}) ?(?:[-–]|"
                rf"đến(?: hết)?(?: năm)?) ?"
                rf"(?:năm )?(?P<y2>{_YEAR})(?![\d/])"
            ),
            "span",
            ("2026 - 2030", "giai đoạn 2025-2027", "Từ năm 2013 đến năm 2020", "năm 2013 - 2015"),
            ("2026",),
        ),
        Rule(
            "month-of-year",
            re.compile(rf"(?<![\d/])(?P<m>\d{{1,2}})/(?P<y>{_YEAR})(?![\d/-])"),
            "moment",
            ("6/2025", "12/2026"),
            ("10/12/2026", "57/2010/NĐ-CP"),
        ),
        Rule(
            "year",
            words(
                rf"(?:trong |hết |cuối |đầu |từ |sau |đến )?(?:năm |"
                rf"giai đoạn sau )?(?<![\d/])(?P<y>{_YEAR})(?![\d/%.,]\d|[/%]|\d)"
            ),
            "moment",
            ("năm 2026", "hết năm 2019", "từ 2030"),
            ("45/2026/TT-BCT", "2.000"),
        ),
        Rule(
            "yearly-day-in-words",
            words(r"ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?!\d| ?(?:/|,? ?năm))"),
            "yearly",
            ("ngày 25 tháng 11",),
            ("ngày 25 tháng 11 năm 2026",),
        ),
        Rule(
            "yearly-day",
            re.compile(r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"),
            "yearly",
            ("ngày 10/12", "01/12"),
            ("01/12/2026", "dân số 1/500"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time found in a text."""

    start: int
    end: int
    code: str
    rule: str
    yearly: bool = False

    @property
    def period(self) -> Period:
        """The partial date itself."""
        return Period.parse(self.code)


def find_moments(text: str) -> list[Moment]:
    """Every time that a text prints, in order; an impossible one is left out."""
    return [] if _DIGIT.search(text) is None else list(_moments_of(text))


# Several stages ask the same of one sentence, one soon after the other.
@lru_cache(maxsize=256)
def _moments_of(text: str) -> tuple[Moment, ...]:
    moments: list[Moment] = []
    for found in MOMENTS.every(text):
        code = _code(found)
        if code is not None and _parses(code):
            match = found.match
            moments.append(
                Moment(match.start(), match.end(), code, found.rule.name, found.yields == "yearly")
            )
    return tuple(moments)


def _parses(code: str) -> bool:
    try:
        Period.parse(code)
    except ValueError:
        return False
    return True


def _code(found: Found[str]) -> str | None:
    part = found.match.groupdict()
    if found.yields == "yearly":
        return f"--{int(part['m']):02d}-{int(part['d']):02d}"
    if found.yields == "half":
        first, last = ("01", "06") if part["part"].lower() == "đầu" else ("07", "12")
        return f"{part['y']}-{first}..{part['y']}-{last}"
    if found.yields == "nine":
        return f"{part['y']}-01..{part['y']}-09"
    first = _point(part, "", part.get("y0") or part["y"])
    if found.yields == "moment" or _is_list_apart(found):
        return first
    return f"{first}..{_point(part, '2', part.get('y2') or part['y'])}"


def _is_list_apart(found: Found[str]) -> bool:
    """ "tháng 6 và tháng 11/2026": two times apart, of which the first counts, and no span."""
    part = found.match.groupdict()
    first, last = part.get("m") or part.get("q"), part.get("m2") or part.get("q2")
    if found.rule.name not in ("month-list", "quarter-list") or part.get("y0") or not first:
        return False
    if _LISTED.search(found.match[0]) is None or not last:
        return False
    numbers = [_QUARTERS[one.lower()] if part.get("q") else int(one) for one in (first, last)]
    return numbers[1] - numbers[0] != 1


def _point(part: dict[str, str | None], suffix: str, year: str | None) -> str:
    day, quarter = part.get(f"d{suffix}"), part.get(f"q{suffix}")
    month = part.get(f"m{suffix}") or (part.get("m") if day else None)
    if quarter:
        return f"{year}-Q{_QUARTERS[quarter.lower()]}"
    code = str(year)
    if month:
        code += f"-{int(month.replace(' ', '')):02d}"
    if day:
        code += f"-{int(day):02d}"
    return code


_LISTED = re.compile(r" ?,|(?<![\w])và(?![\w])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_RANGE_GLUE = re.compile(
    r" ?(?:-|–|đến(?: hết)?|tới)(?: \d{1,2} giờ(?: \d{2})?,?)?(?: ngày| hết)? ?| ?, ?(?:và )?|"
    r" và (?:tháng |quý )?",
    re.IGNORECASE,
)
_FROM_TO_GLUE = re.compile(
    r" ?(?:-|–|đến(?: hết)?|tới)(?: \d{1,2} giờ(?: \d{2}(?: phút)?)?,?)?(?: ngày| hết)? ?",
    re.IGNORECASE,
)


def merge(moments: list[Moment], text: str, lists: bool) -> list[Moment]:
    """Two times with "đến" between them are one span; with ``lists`` also one right after another.

    Times apart ("30/6/2026 và 30/11/2026") are no span: each stands for itself.
    """
    glue = _RANGE_GLUE if lists else _FROM_TO_GLUE
    merged: list[Moment] = []
    for moment in moments:
        last = merged[-1] if merged else None
        if last is not None and not last.yearly and not moment.yearly:
            code = f"{last.code.split('..')[0]}..{moment.code.split('..')[-1]}"
            between = text[last.end : moment.start]
            apart = _LISTED.match(between.lstrip()) and not _follows(last, moment)
            if glue.fullmatch(between) and not apart and _parses(code):
                merged[-1] = Moment(last.start, moment.end, code, "from-to")
                continue
        merged.append(moment)
    return merged


def _follows(last: Moment, moment: Moment) -> bool:
    """Whether a time begins where the one before it ends, or lies in the same stretch."""
    end, start = last.period.end, moment.period.start
    return end is None or start is None or (start - end).days <= 1


@dataclass(frozen=True, slots=True)
class TimeValue:
    """What a time line or a time column says."""

    moment: Moment | None
    recurs: str | None
    recurs_span: tuple[int, int] | None


def read_time_value(text: str) -> TimeValue:
    """A value that is nothing but a time: "Tháng 11, 12/2013 và kiện toàn thường xuyên"."""
    bare = re.sub(r"\((?:trước|sau|kể từ|theo)[^()]{0,200}\)", lambda m: " " * len(m[0]), text)
    merged = merge(find_moments(bare), bare, lists=True)
    moment = merged[0] if merged else None
    if len(merged) > 1 and not any(found.yearly for found in merged):
        code = f"{merged[0].code.split('..')[0]}..{merged[-1].code.split('..')[-1]}"
        if _stretch(bare) and _parses(code):
            moment = Moment(merged[0].start, merged[-1].end, code, "first-to-last")
    recurrences = find_recurrences(bare)
    if not recurrences:
        return TimeValue(moment, None, None)
    exact = [found for found in recurrences if not found.vague]
    side_by_side = len(recurrences) == 2 and recurrences[0].end + 1 == recurrences[1].start
    if moment is not None or (exact and side_by_side):
        recurrences = exact or recurrences[:1]
    first, last = recurrences[0], recurrences[-1]
    said = ", ".join(dict.fromkeys(found.text for found in recurrences))
    if len(recurrences) > 1 and first.rule != "every-list":
        said = _spelled(bare[first.start : last.end])
    return TimeValue(moment, said, (first.start, last.end))


def _stretch(text: str) -> bool:
    return re.search(r"đợt|giai đoạn|lần (?:thứ|\d)|bước", text, re.IGNORECASE) is not None


def _spelled(printed: str) -> str:
    return re.sub(r"\bhàng\b", "hằng", printed.lower()).strip(" .,;")
