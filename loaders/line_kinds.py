"""What a line of a document can be, and the names of kinds of documents."""

from enum import StrEnum


class Kind(StrEnum):
    """What a line is."""

    NATIONAL_NAME = "national_name"
    MOTTO = "motto"
    RULE = "rule"
    """A drawn line."""
    NUMBER_LINE = "number_line"
    PLACE_DATE = "place_date"
    SUBJECT = "subject"
    ADDRESSEE = "addressee"
    KIND_LINE = "kind_line"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    APPENDIX = "appendix"
    FORM = "form"
    FOOTNOTE = "footnote"
    PAGE_NUMBER = "page_number"
    TABLE_CELL = "table_cell"
    BIG_PART = "big_part"
    CHAPTER = "chapter"
    PART = "part"
    SECTION = "section"
    ROMAN = "roman"
    ARTICLE = "article"
    NUMBER = "number"
    DOTTED = "dotted"
    DEEP_DOTTED = "deep_dotted"
    LETTER = "letter"
    PAREN = "paren"
    ORDINAL = "ordinal"
    STAR = "star"
    INTRO = "intro"
    """Prose that opens a list."""
    DASH = "dash"
    PLUS = "plus"
    PROSE = "prose"


NUMBERED = frozenset(
    {
        Kind.BIG_PART,
        Kind.CHAPTER,
        Kind.PART,
        Kind.SECTION,
        Kind.ROMAN,
        Kind.ARTICLE,
        Kind.NUMBER,
        Kind.DOTTED,
        Kind.DEEP_DOTTED,
    }
)
BULLETS = frozenset({Kind.DASH, Kind.PLUS, Kind.STAR})
HEADINGS = NUMBERED | {Kind.LETTER, Kind.PAREN, Kind.ORDINAL}

# Names of kinds of documents as they are printed in capitals, longest first (Nghị định
# 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 36-HD/VPTW).
DOCUMENT_KINDS = (
    "Chương trình hành động",
    "Kế hoạch hành động",
    "Kế hoạch liên tịch",
    "Nghị quyết liên tịch",
    "Thông tư liên tịch",
    "Kế hoạch",
    "Chương trình",
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Hướng dẫn",
    "Đề án",
    "Phương án",
    "Dự án",
    "Thông báo",
    "Thông tri",
    "Báo cáo",
    "Tờ trình",
    "Công điện",
    "Kết luận",
    "Quy chế",
    "Quy định",
    "Nghị định",
    "Thông tư",
    "Luật",
)
