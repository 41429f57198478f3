"""Offices (chức vụ): a title and the unit it is held in, cut from the words after a name."""

import re
from dataclasses import dataclass

from graph_schema.vietnamese import normal

# Titles of office, longest first; "rank" orders a body's own leaders (1 head, 2 standing deputy,
# 3 deputy, 9 other).
_DEPUTY_TAIL = r"(?:\s+[Tt]hường trực)?"
_TITLES = re.compile(
    r"^(?P<title>"
    rf"(?:Q\.\s*|Quyền\s+)?(?:Phó\s+)?(?:Chủ tịch|Bí thư|Giám đốc|Chủ nhiệm|Viện trưởng|"
    rf"Hiệu trưởng|Chánh Văn phòng|Chánh Thanh tra|Chánh án|Tổng Giám đốc|Thủ tướng){_DEPUTY_TAIL}"
    rf"|(?:Phó\s+)?(?:Trưởng|Chỉ huy trưởng)(?:\s+(?:phòng|ban|công an|tiểu ban|đoàn|trạm|thôn|"
    rf"khu|bản))?{_DEPUTY_TAIL}"
    r"|(?:Phó\s+)?(?:Thủ trưởng|Đội trưởng|Tổ trưởng|Chỉ huy trưởng)"
    r"|Ủy viên(?:\s+[Tt]hường trực)?|Bộ trưởng|Thứ trưởng|Phó Chánh Văn phòng"
    r")(?=\s|$|,)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;]\s*|\s+kiêm\s+|\s+[-–]\s+(?=(?:Phó\s+)?(?:Trưởng|Chủ tịch|Bí thư)\b)")
# What may stand after a title without being a unit.
_NO_UNIT = re.compile(
    r"^(?:phụ trách|chỉ đạo|là|làm)\b|^(?:sở|ban|phòng|ủy ban|trung tâm|đoàn)$", re.IGNORECASE
)
# "Phó Chủ tịch UBND xã phụ trách lĩnh vực kinh tế": the share of the work, not of the unit's name.
_IN_CHARGE = re.compile(r"(?<!Tổng) (?:trực tiếp |được phân công )?phụ trách(?![\w]).*$")
# Titles that name their unit by themselves: "Trưởng phòng X" heads "Phòng X".
_HEADS_ITS_NAME = re.compile(
    r"^(?:Phó\s+)?Trưởng\s+"
    r"(?P<unit>phòng|ban|công an|tiểu ban|trạm|thôn|khu|bản)\b(?P<rest>.*)$",
    re.IGNORECASE,
)

NO_OFFICE = 9
"""The rank of words that head no body: of no office that is known."""


@dataclass(frozen=True, slots=True)
class Office:
    """A title, and the words of its unit when the text names one."""

    title: str
    unit: str | None
    rank: int
    names_unit: bool = False
    """The title holds its unit: "Trưởng phòng Kinh tế"."""


def split_offices(position: str) -> tuple[Office, ...]:
    """Each office of "Phó Bí thư Đảng ủy, Chủ tịch UBND phường"; at least one, in order."""
    parts: list[str] = []
    for part in _SPLIT.split(normal(position)):
        if not part:
            continue
        if parts and not _TITLES.match(part):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return tuple(_office(part) for part in parts)


def _office(words: str) -> Office:
    words = _IN_CHARGE.sub("", words).strip(" .,;:")
    if own := _HEADS_ITS_NAME.match(words):
        has_name = bool(own["rest"].strip())
        own_unit = f"{own['unit'].capitalize()}{own['rest']}".strip() if has_name else None
        return Office(_capital(words), own_unit, _rank(words), has_name)
    found = _TITLES.match(words)
    if found is None:
        return Office(_capital(words), None, NO_OFFICE)
    title, rest = found["title"], words[found.end() :].strip(" ,-–")
    unit = None if not rest or _NO_UNIT.match(rest) else rest
    return Office(_capital(title), unit, _rank(title))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _rank(title: str) -> int:
    folded = title.lower()
    if folded.startswith(("ủy viên", "thứ trưởng")):
        return NO_OFFICE
    if "phó" not in folded:
        return 1
    return 2 if "thường trực" in folded else 3
