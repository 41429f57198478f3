"""Names as they are printed: of persons, of offices in capitals, of places after their level."""

import re

from graph_schema.places import official_places
from loaders.letters import LOWER, UPPER

# Names of the Central Highlands: "Rơ Châm H’Yéo", "Y Blăng Niê".
_SYLLABLE = rf"[{UPPER}](?:[{LOWER}]{{0,3}}[’'ʼ‘][{UPPER}{LOWER}])?[{LOWER}]{{1,7}}"
PERSON = re.compile(rf"(?:Y (?!Tế))?{_SYLLABLE}(?: (?:{_SYLLABLE}|[{UPPER}](?![\w.])))" + "{1,5}")
RANK = re.compile(
    r"^(?:(?:Đồng chí|đồng chí|đ/c|Đ/c|Ông|ông|Bà|bà|GS|PGS|TS|ThS|BS|CN|Đại tá|Thượng tá|"
    r"Trung tá|Thiếu tá|Đại úy|Thượng úy|"
    r"Thiếu tướng|Trung tướng|Thượng tướng|Đại tướng)(?:[.:]| ) ?)+".replace(")+", "){1,4}")
)
LEVELS = r"(?:phường|xã|đặc khu|thị trấn|huyện|quận|thị xã|tỉnh|thành phố)"
# Communes of 2025 that are told apart by a number: "xã Bảo Lâm 1", "phường 2 Bảo Lộc". After any
# other name a number is no part of it.
_BY_NUMBER = "|".join(
    sorted({re.sub(r"\d", "[1-9]", p.name) for p in official_places() if re.search(r"\d", p.name)})
)
_NUMBERED = rf"(?i:{_BY_NUMBER})(?![\w.,/%]\d|\w)(?! (?:tháng|năm|ngày|quý|tuần))"
PLACE = re.compile(
    rf"(?<![\w])(?<![-–] )(?P<level>{LEVELS}|{LEVELS.upper()}|Phường|Xã|Tỉnh|"
    rf"Thành phố|Huyện|Quận|Thị trấn|Đặc khu|TP\.?) (?!(?:ỦY|Ủy|UỶ|Uỷ|ĐOÀN|Đoàn|ĐỘI|Đội)(?![\w])|"
    rf"(?:HỘI|Hội)(?! [{UPPER}]))"
    rf"(?P<name>{_NUMBERED}|[{UPPER}][\w’']{{0,9}}(?:[ -][{UPPER}][\w’']{{0,9}}){{0,4}})"
)
# "Tỉnh ủy Thạch Lĩnh" stands in the province of that name, "Thành ủy …" in the city.
PARTY_SEAT = re.compile(
    rf"^(?:.* )?(?P<level>[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị) (?:ủy|uỷ|đoàn) "
    rf"(?P<name>[{UPPER}][\w’']{{0,9}}(?:[ -][{UPPER}][\w’']{{0,9}}){{0,4}})$"
)
_ABBREVIATED = {
    "p": "phường",
    "x": "xã",
    "tp": "thành phố",
    "t": "tỉnh",
    "h": "huyện",
    "q": "quận",
    "tt": "thị trấn",
}
LANDMARK = re.compile(r"^(?P<short>P|X|TP|T|H|Q|TT)?(?:\. ?)?(?P<name>[^,]{1,60})$", re.IGNORECASE)

_OFFICE_WORDS = (
    "Phó Chủ tịch Thường trực",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Phó Bí thư Thường trực",
    "Phó Bí thư",
    "Bí thư",
    "Phó Giám đốc",
    "Giám đốc",
    "Phó Thủ tướng",
    "Thủ tướng",
    "Thứ trưởng",
    "Bộ trưởng",
    "Phó Chánh Văn phòng",
    "Chánh Văn phòng",
    "Phó Chánh Thanh tra",
    "Chánh Thanh tra",
    "Phó Trưởng Tiểu ban",
    "Trưởng Tiểu ban",
    "Phó Trưởng Ban Thường trực",
    "Phó Trưởng Ban",
    "Trưởng Ban",
    "Phó Trưởng phòng",
    "Trưởng phòng",
    "Phó Hiệu trưởng",
    "Hiệu trưởng",
    "Phó Cục trưởng",
    "Cục trưởng",
    "Phó Chi cục trưởng",
    "Chi cục trưởng",
    "Phó Vụ trưởng",
    "Vụ trưởng",
    "Phó Chủ nhiệm",
    "Chủ nhiệm",
    "Phó Tổng Giám đốc",
    "Tổng Giám đốc",
    "Phó Trưởng Công an",
    "Trưởng Công an",
    "Chỉ huy trưởng",
    "Phó Trưởng đoàn",
    "Trưởng đoàn",
    "Viện trưởng",
    "Chánh án",
    "Tổng Bí thư",
    "Ủy viên Thường trực",
    "Tư lệnh",
    "Phó Trạm trưởng",
    "Trạm trưởng",
)
_OFFICES = {re.sub(r"\W", "", name).casefold(): name for name in _OFFICE_WORDS}
_OFFICE_SPLIT = re.compile(
    r"(?:"
    + "|".join(r" ?".join(name.replace(" ", "").upper()) for name in _OFFICE_WORDS)
    + r")(?![\w])"
)
OFFICE_START = re.compile(
    r"^(?:Nguyên |Quyền |Q\. ?)?(?:Phó |Phó\. )?(?:"
    + "|".join(
        sorted(
            {name.removeprefix("Phó ") for name in _OFFICE_WORDS},
            key=len,
            reverse=True,
        )
    )
    + r"|Chủ tịch|Trưởng|Thủ trưởng|Ủy viên|Bí thư|Đội trưởng|Tổ trưởng|Chuyên viên|Công chức|"
    r"Cán bộ|chỉ tịch|Lãnh đạo|Chỉ huy|PCT|PBT|PGĐ)(?![\w])",
    re.IGNORECASE,
)


def split_offices_in_capitals(text: str) -> list[str]:
    """The offices of a signature line, even letter-spaced: "PHÓ CHỦ T Ị CH" is Phó Chủ tịch."""
    return [
        _OFFICES[re.sub(r"\W", "", found[0]).casefold()] for found in _OFFICE_SPLIT.finditer(text)
    ]


# No syllable is a consonant alone: "T ỈNH", "TH ÀNH PHỐ" are one word that a copy spaced out.
_SPACED = re.compile(
    r"(?<![\w])((?:NGH|CH|GH|GI|KH|NG|NH|PH|TH|TR|QU|[BCDĐGHKLMNPRSTVX])) "
    r"(?=[AĂÂEÊIOÔƠUƯYÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ])"
)
_SPACED_COMMITTEE = re.compile(r"(?<![\w])(?:Ủ Y|U Ỷ)(?= BAN)")


def joined_capitals(text: str) -> str:
    """Capitals whose letters a copy has spaced out, as the words they are."""
    return _SPACED_COMMITTEE.sub("ỦY", _SPACED.sub(r"\1", text))


def closed_up(text: str) -> str:
    """A name whose letters a copy has spaced out: a piece in small letters belongs to the last."""
    pieces: list[str] = []
    for piece in text.split():
        if pieces and piece[:1].islower():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return " ".join(pieces)


def place_level(level: str) -> str:
    """The level in small letters, written out."""
    return {"tp": "thành phố", "tp.": "thành phố"}.get(level.lower(), level.lower())


def landmark(words: str) -> tuple[str | None, str]:
    """Địa danh: "P. Lê Thanh Nghị" is the level phường and a name; a bare name has no level."""
    found = LANDMARK.match(words.strip())
    if found is None:
        return None, words.strip()
    short = found["short"]
    rest = words.strip()[len(short or "") :]
    dotted = short is not None and (
        rest.startswith(".") or re.match(rf" [{UPPER}]", rest) is not None
    )
    if short is None or not dotted:
        return None, words.strip()
    return _ABBREVIATED.get(short.lower()), found["name"].strip()
