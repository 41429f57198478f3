"""What stands before a measured number and is no part of what is measured."""

import re

from loaders.passages import Words
from loaders.subjects import find_subject
from loaders.unit_lists import read_units

_N = r"\d[\d.]{0,12}(?:,\d{1,3})?"
# "từ 27 điểm xuống còn dưới 5 điểm": so much there is now.
_NOW = re.compile(
    rf"(?:^|(?<= ))từ (?:mức |khoảng |trên |hơn |gần )?{_N} ?(?:%|‰|(?:[^\W\d_]+ ){{1,3}}?)? ?"
    r"(?:(?:\(?(?:năm|cuối năm|tháng) [\d/]{4,7}\)?|hiện nay),? )?"
    r"(?=(?:(?:giảm |tăng |nâng )?(?:xuống|lên)|giảm còn|còn|tăng thành)(?: [^\W\d_]+){0,3} "
    r"[≥≤<>]?=? ?\d)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?:là đầu mối )?chủ trì,? (?:và )?phối hợp(?: chặt chẽ)? (?:với|cùng) ", re.IGNORECASE
)
_GIVEN = re.compile(r"(?:Giao|Đề nghị|Yêu cầu|Phân công) (?:cho )?")


def values_now(text: str) -> list[tuple[int, int]]:
    """Where a clause says how much there is now, before how much there is to be."""
    return [found.span() for found in _NOW.finditer(text)]


def without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """A part of the text without the spans that lie in it."""
    said, at = "", start
    for first, last in spans:
        if at <= first and last <= end:
            said, at = said + text[at:first], last
    return said + text[at:end]


def doers_end(text: Words) -> int:
    """Where the words end that say who leads and with whom; 0 where none are said."""
    subject = find_subject(text)
    start = subject.predicate if subject else 0
    if subject is None and (given := _GIVEN.match(text.text)):
        start = given.end() + read_units(text.cut(given.end()))[1] + 1
    found = _TOGETHER.match(text.text, start)
    if found is None:
        return 0
    units, end = read_units(text.cut(found.end()))
    return found.end() + end if units else 0
