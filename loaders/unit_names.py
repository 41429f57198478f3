"""Names of units: what they are short for, what kind of body they are, and where they sit.

The tables hold classes of bodies of the Vietnamese state, Party and Front (Luật Tổ chức chính
quyền địa phương 2025; Hướng dẫn 36-HD/VPTW), never a unit of one place.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from graph_schema.vietnamese import compare_key, modern_tones, normal
from loaders.rules import Rule, Table, words


class Scope(StrEnum):
    """At which level a body of that name sits when the text does not say it."""

    HOME = "home"
    """In the place that issues the document."""
    PROVINCE = "province"
    NATION = "nation"


@dataclass(frozen=True, slots=True)
class Head:
    """A class of bodies: the words its names begin with."""

    words: str
    kind: str
    scope: Scope
    names_place: bool
    """Its name alone is a class ("Công an phường"): shown with its place."""


# Longer beginnings stand before shorter ones.
HEADS: tuple[Head, ...] = (
    Head("ban thường trực ủy ban mặt trận", "FRONT", Scope.HOME, True),
    Head("ủy ban mặt trận", "FRONT", Scope.HOME, True),
    Head("mặt trận tổ quốc", "FRONT", Scope.HOME, True),
    Head("ban công tác mặt trận", "FRONT", Scope.HOME, False),
    Head("văn phòng chính phủ", "OFFICE", Scope.NATION, False),
    Head("văn phòng quốc hội", "OFFICE", Scope.NATION, False),
    Head("văn phòng trung ương", "OFFICE", Scope.NATION, False),
    Head("văn phòng", "OFFICE", Scope.HOME, False),
    Head("thường trực hội đồng nhân dân", "PEOPLE_COUNCIL", Scope.HOME, True),
    Head("hội đồng nhân dân", "PEOPLE_COUNCIL", Scope.HOME, True),
    Head("hội đồng bầu cử quốc gia", "NATIONAL_ASSEMBLY", Scope.NATION, False),
    Head("thường trực ủy ban nhân dân", "PEOPLE_COMMITTEE", Scope.HOME, True),
    Head("ủy ban nhân dân", "PEOPLE_COMMITTEE", Scope.HOME, True),
    Head("ủy ban thường vụ quốc hội", "NATIONAL_ASSEMBLY", Scope.NATION, False),
    Head("quốc hội", "NATIONAL_ASSEMBLY", Scope.NATION, False),
    Head("ủy ban bầu cử", "ELECTION", Scope.HOME, True),
    Head("ban chấp hành trung ương", "PARTY", Scope.NATION, False),
    Head("bộ chính trị", "PARTY", Scope.NATION, False),
    Head("ban bí thư", "PARTY", Scope.NATION, False),
    Head("ban chấp hành đảng bộ", "PARTY", Scope.HOME, True),
    Head("ban thường vụ đảng ủy", "PARTY", Scope.HOME, True),
    Head("ban thường vụ thành ủy", "PARTY", Scope.PROVINCE, False),
    Head("ban thường vụ tỉnh ủy", "PARTY", Scope.PROVINCE, False),
    Head("thường trực đảng ủy", "PARTY", Scope.HOME, True),
    Head("thường trực thành ủy", "PARTY", Scope.PROVINCE, False),
    Head("thường trực tỉnh ủy", "PARTY", Scope.PROVINCE, False),
    Head("đảng ủy", "PARTY", Scope.HOME, True),
    Head("đảng bộ", "PARTY", Scope.HOME, True),
    Head("thành ủy", "PARTY", Scope.PROVINCE, False),
    Head("tỉnh ủy", "PARTY", Scope.PROVINCE, False),
    Head("chi bộ", "PARTY", Scope.HOME, False),
    Head("ban xây dựng đảng", "PARTY", Scope.HOME, False),
    Head("ban tuyên giáo", "PARTY", Scope.HOME, False),
    Head("ban tổ chức", "PARTY", Scope.HOME, False),
    Head("ban dân vận", "PARTY", Scope.HOME, False),
    Head("ủy ban kiểm tra", "PARTY", Scope.HOME, False),
    Head("chính phủ", "GOVERNMENT", Scope.NATION, False),
    Head("thủ tướng chính phủ", "GOVERNMENT", Scope.NATION, False),
    Head("thủ tướng", "GOVERNMENT", Scope.NATION, False),
    Head("ban chỉ huy quân sự", "MILITARY", Scope.HOME, True),
    Head("bộ chỉ huy quân sự", "MILITARY", Scope.PROVINCE, False),
    Head("bộ chỉ huy bộ đội biên phòng", "MILITARY", Scope.PROVINCE, False),
    Head("quân sự", "MILITARY", Scope.HOME, True),
    Head("công an", "POLICE", Scope.HOME, True),
    Head("bộ phận", "OFFICE", Scope.HOME, False),
    Head("bộ đội", "MILITARY", Scope.HOME, False),
    Head("bộ môn", "OTHER", Scope.HOME, False),
    Head("bộ ", "MINISTRY", Scope.NATION, False),
    Head("sở ", "DEPARTMENT", Scope.PROVINCE, False),
    Head("phòng", "DEPARTMENT", Scope.HOME, False),
    Head("trung tâm", "SERVICE_UNIT", Scope.HOME, False),
    Head("trạm", "SERVICE_UNIT", Scope.HOME, False),
    Head("bệnh viện", "SERVICE_UNIT", Scope.HOME, False),
    Head("ban quản lý", "SERVICE_UNIT", Scope.HOME, False),
    Head("trường", "SCHOOL", Scope.HOME, False),
    Head("tòa án nhân dân", "COURT", Scope.HOME, True),
    Head("viện kiểm sát nhân dân", "PROCURACY", Scope.HOME, True),
    Head("thanh tra", "DEPARTMENT", Scope.HOME, False),
    Head("chi cục", "DEPARTMENT", Scope.PROVINCE, False),
    Head("cục ", "DEPARTMENT", Scope.NATION, False),
    Head("cơ quan thuế", "TAX", Scope.HOME, False),
    Head("cơ quan ủy ban mặt trận", "FRONT", Scope.HOME, True),
    Head("thành đoàn", "MASS_ORGANISATION", Scope.PROVINCE, False),
    Head("tỉnh đoàn", "MASS_ORGANISATION", Scope.PROVINCE, False),
    Head("chi hội", "MASS_ORGANISATION", Scope.HOME, False),
    Head("trung ương hội", "MASS_ORGANISATION", Scope.NATION, False),
    Head("ủy ban trung ương", "FRONT", Scope.NATION, False),
    Head("hạt kiểm lâm", "DEPARTMENT", Scope.HOME, False),
    Head("đội ", "BOARD", Scope.HOME, False),
    Head("điện lực", "SERVICE_UNIT", Scope.HOME, False),
    Head("báo và phát thanh", "SERVICE_UNIT", Scope.PROVINCE, False),
    Head("thuế", "TAX", Scope.HOME, False),
    Head("kho bạc", "TREASURY", Scope.HOME, False),
    Head("bảo hiểm xã hội", "INSURANCE", Scope.HOME, False),
    Head("ngân hàng", "BANK", Scope.HOME, False),
    Head("hội đồng", "BOARD", Scope.HOME, False),
    Head("hội ", "MASS_ORGANISATION", Scope.HOME, False),
    Head("đoàn thanh niên", "MASS_ORGANISATION", Scope.HOME, False),
    Head("đoàn ", "MASS_ORGANISATION", Scope.HOME, False),
    Head("liên đoàn", "MASS_ORGANISATION", Scope.HOME, False),
    Head("công đoàn", "MASS_ORGANISATION", Scope.HOME, False),
    Head("ban chỉ đạo", "BOARD", Scope.HOME, False),
    Head("tiểu ban", "BOARD", Scope.HOME, False),
    Head("ban thường vụ", "PARTY", Scope.HOME, True),
    Head("ban ", "BOARD", Scope.HOME, False),
    Head("tổ dân phố", "NEIGHBOURHOOD", Scope.HOME, False),
    Head("tổ chức", "OTHER", Scope.HOME, False),
    Head("tổ ", "BOARD", Scope.HOME, False),
    Head("thôn", "NEIGHBOURHOOD", Scope.HOME, False),
    Head("bản ", "NEIGHBOURHOOD", Scope.HOME, False),
    Head("khu dân cư", "NEIGHBOURHOOD", Scope.HOME, False),
)

# (pattern, full words), tried in order on whole words; from form.md section 10 and the real plans.
ABBREVIATIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\bUB\s?MTTQ\b", "Ủy ban Mặt trận Tổ quốc"),
        (r"\bMTTQ\b", "Mặt trận Tổ quốc"),
        (r"\bUBND\b", "Ủy ban nhân dân"),
        (r"\bHĐND\b", "Hội đồng nhân dân"),
        (r"\bUBKT\b", "Ủy ban Kiểm tra"),
        (r"\bBTT\b", "Ban Thường trực"),
        (r"\bBTV\b", "Ban Thường vụ"),
        (r"\bBCH\b", "Ban Chấp hành"),
        (r"\bBCĐ\b", "Ban Chỉ đạo"),
        (r"\b(?:VH\s?[-&]\s?XH|VHXH)\b", "Văn hóa - Xã hội"),
        (r"\b(?:GD\s?[-&]?\s?ĐT)\b", "Giáo dục và Đào tạo"),
        (r"\bNN\s?[-&]\s?MT\b", "Nông nghiệp và Môi trường"),
        (r"\bKH\s?[-&]\s?CN\b", "Khoa học và Công nghệ"),
        (r"\bVH\s?,?\s?TT\s?[-&]\s?DL\b", "Văn hóa, Thể thao và Du lịch"),
        (r"\b(?:TT\s?PV\s?HCC|TTPVHCC)\b", "Trung tâm Phục vụ hành chính công"),
        (r"\bLHPN\b", "Liên hiệp Phụ nữ"),
        (r"\bCCB\b", "Cựu chiến binh"),
        (r"\bTNCS\s?(?:HCM|Hồ Chí Minh)\b", "Thanh niên Cộng sản Hồ Chí Minh"),
        (r"\bCHQS\b", "Chỉ huy Quân sự"),
        (r"\bLĐLĐ\b", "Liên đoàn Lao động"),
        (r"(?<=Tổ quốc )VN\b", "Việt Nam"),
    )
)

_LEVEL = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố|thôn|bản|ấp|khu phố)"
_PLURAL = (
    r"(?:đơn vị|cơ quan|tổ chức|cá nhân|địa phương|nhân dân|người dân|bộ phận|đoàn thể|sở|"
    r"ngành|ban|bộ|phòng|trường học|doanh nghiệp|hợp tác xã|hộ gia đình|hộ dân|cộng đồng|"
    r"cán bộ|công chức|viên chức|người lao động|đảng viên|hội viên|đoàn viên|cử tri|"
    r"học sinh|phụ huynh|tổ dân phố|chủ đầu tư|nhà đầu tư|nhà thầu|mô hình tự quản|"
    r"trưởng thôn|thôn|chính quyền)"
)
CLASSES: Table[str] = Table(
    "classes-of-units",
    (
        Rule(
            "each-of-many",
            words(
                rf"(?<![\w])(?:các|những|mọi|mỗi|từng|cấp) (?:sở|ban|ngành|bộ|cấp|cơ quan|đơn vị|"
                rf"phòng|quân khu|tổ chức|đoàn thể|trường|{_LEVEL})(?![\w])(?! [A-ZĐ])"
            ),
            "class",
            (
                "UBND các xã, phường",
                "Hội Cựu chiến binh các cấp",
                "Giám đốc các Sở",
                "Ủy ban nhân dân cấp xã",
            ),
            ("Ủy ban nhân dân xã", "Ban Chỉ đạo cấp cao"),
        ),
        Rule(
            "levels-in-a-row",
            words(
                rf"^(?:Chủ tịch )?(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Công an) {_LEVEL}"
                rf"(?:,| và) {_LEVEL}"
            ),
            "class",
            ("Ủy ban nhân dân xã, phường, thị trấn", "UBND quận, huyện"),
            ("UBND xã Đồng Mới",),
        ),
        Rule(
            "plural-word-alone",
            words(
                rf"^{_PLURAL}(?:(?:,| và|/) {_PLURAL}){{0,5}}(?: (?:địa phương|cơ sở|các cấp|"
                rf"liên quan|có liên quan|chức năng|sự nghiệp(?: công)?(?: lập)?|"
                rf"(?:xã|phường|tỉnh)))?$"
            ),
            "class",
            (
                "đơn vị",
                "nhân dân",
                "hộ gia đình",
                "Cán bộ, công chức phường",
                "chính quyền địa phương",
            ),
            ("Bộ phận một cửa", "Phòng Kinh tế", "Ban Quản lý dự án"),
        ),
        Rule(
            "authority-at-large",
            words(
                r"^(?:cấp (?:có )?thẩm quyền|(?:cơ quan|cấp ủy|lực lượng) (?:có thẩm quyền|"
                r"chức năng|chuyên môn|ngang bộ|cấp trên|thuộc Chính phủ)|chính quyền cơ sở)"
            ),
            "class",
            ("cấp có thẩm quyền", "lực lượng chức năng", "cơ quan ngang bộ"),
            ("cơ quan Thuế", "Chính quyền phường Bình Hòa"),
        ),
    ),
)


@lru_cache(maxsize=16384)  # a country names the same units over and over
def is_class(name: str) -> bool:
    """Whether a name means a class of bodies or people, and no body of its own."""
    return CLASSES.first(modern_tones(normal(name))) is not None


_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)")
_DASH = re.compile(r"\s*[–—-]\s*")
_EDGES = ' .,;:*-“”"'


@lru_cache(maxsize=16384)
def full_name(name: str) -> str:
    """A unit's name with its abbreviations written out, one dash, one place of tone marks."""
    words = _BRACKETS.sub("", normal(name).replace("&", " & "))
    words = modern_tones(_DASH.sub(" - ", words))
    for pattern, full in ABBREVIATIONS:
        words = pattern.sub(full, words)
    words = normal(words.replace(" & ", " và ")).strip(_EDGES)
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=16384)
def head_of(name: str) -> Head | None:
    """The class of body that a full name begins with, or None: a name the table does not know."""
    key = compare_key(name) + " "
    return next((head for head in HEADS if key.startswith(head.words)), None)
