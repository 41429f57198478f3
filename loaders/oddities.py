"""Oddities of a source that are worth a person's eye: what cannot be true, or is not there."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator

from graph_schema.model import DirectiveMention, Frame, Note
from graph_schema.places import find_places, province_of
from loaders.kinds import Kind, KindLine
from loaders.outline import Node
from loaders.parts import Parts
from loaders.passages import Words
from loaders.signatures import unnamed_signature
from loaders.units import home_of

_WRITTEN_DATE = re.compile(
    r"(?<![\d/.-])(?P<named>ngày )?(?P<day>\d{1,2})(?: tháng |[/.-])(?P<month>\d{1,2})"
    r"(?:(?: năm |[/.-])(?P<year>(?:19|20)\d\d))?(?![\d/-]|[.,]\d| ?[%‰])",
    re.IGNORECASE,
)
_WRITTEN_MONTH = re.compile(
    r"(?<!lương )(?<!thưởng )(?<!lần )tháng (?P<month>1[3-9]|[2-9]\d)(?!\d|[.,]\d| ?[%‰])"
    r"(?:(?:/| năm )(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_LEAP_YEAR = 2024
_NAMED = 10
"""Places of one name that are told."""
WITHOUT_PROVINCE = "PLACE_WITHOUT_PROVINCE"
"""A commune that may be another of its name: its document does not say in which province."""


def missing_identity(frame: Frame, parts: Parts) -> Iterator[Note]:
    """A document whose kind or title could not be read: nobody would find it by them."""
    first = next((line.passage.words() for line in parts.lines()), None)
    quote = first.quote("frame") if first else None
    if frame.kind is None:
        yield Note("NO_KIND", "Không đọc được tên loại văn bản.", quote)
    if frame.title is None:
        yield Note("NO_TITLE", "Không đọc được trích yếu của văn bản.", quote)


def place_without_province(frame: Frame) -> Iterator[Note]:
    """A commune of which there are several, in a document that does not say which one it is."""
    home = home_of(frame.place, frame.province)
    if home.place is None or home.province is not None or not home.place.is_commune:
        return
    same = [
        f"{one.full_name} ({province_of(one).full_name})"
        for one in find_places(home.place.full_name)
    ]
    if not same:
        return
    more = f" và {len(same) - _NAMED} nơi nữa" if len(same) > _NAMED else ""
    message = (
        f"Văn bản không nêu tỉnh của {home.place.full_name}, mà có {len(same)} nơi cùng tên: "
        f"{'; '.join(same[:_NAMED])}{more}; đơn vị của văn bản này vì vậy đứng riêng trong kho: "
        "hãy ghi tên tỉnh vào đầu văn bản rồi nạp lại, hoặc gộp từng đơn vị (daumoi review "
        "merge-unit)."
    )
    quote = next((one.quote for one in frame.quotes if one.field == "issuer"), None)
    yield Note(WITHOUT_PROVINCE, message, quote)


def missing_signer(parts: Parts) -> Iterator[Note]:
    """A signature block with an office and no name that could be read."""
    if (words := unnamed_signature(parts)) is not None:
        message = "Không đọc được họ tên người ký dưới chức vụ."
        yield Note("NO_SIGNER", message, words.quote("signature"))


def skipped_parts(parts: Parts) -> Iterator[Note]:
    """Appendices that are forms or lists of names by their title: a person should know."""
    for part in parts.texts:
        if not part.head or part.head[0].kind is not Kind.APPENDIX:
            continue
        title = next((line.passage.words() for line in part.head[::-1] if line.passage.text), None)
        if part.kind == "form" and part.body and title is not None:
            message = f"“{title.shown}” là biểu mẫu hoặc danh sách nên không được đọc."
            yield Note("PART_NOT_READ", message, title.quote("form"))


def late_citations(frame: Frame, directives: Iterable[DirectiveMention]) -> Iterator[Note]:
    """Documents cited with a date after that of the document itself."""
    issued = frame.date
    for mention in directives:
        date = mention.date
        if issued is None or issued.end is None or date is None or date.start is None:
            continue
        if date.start > issued.end:
            message = "Văn bản được viện dẫn có ngày sau ngày ban hành."
            yield Note("DATE_AFTER_ISSUE", message, mention.quote)


def repeated_numbers(root: Node) -> Iterator[Note]:
    """Items printed with a number that another item of the section has."""
    for node in root.walk():
        repeated = "#" in node.ref.rsplit(".", 1)[-1]
        if repeated and node.line is not None and node.kind is not Kind.TABLE_CELL:
            message = f"Số mục {node.label} được in hai lần."
            yield Note("REPEATED_NUMBER", message, node.head.quote("outline"))


def impossible_dates(lines: Iterable[KindLine]) -> Iterator[Note]:
    """Days and months that no calendar has: they date nothing."""
    for line in lines:
        words = line.passage.words()
        for found in (*_WRITTEN_DATE.finditer(words.text), *_WRITTEN_MONTH.finditer(words.text)):
            if not _is_possible(found):
                yield _impossible(words.cut(*found.span()))


def _is_possible(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    month, year = int(parts["month"]), int(parts["year"] or _LEAP_YEAR)
    if "day" not in parts:
        return False
    if not parts["named"] and not parts["year"]:
        return True  # "24/7", "1/500": figures that need be no date
    return 1 <= month <= 12 and 1 <= int(parts["day"]) <= monthrange(year, month)[1]


def _impossible(words: Words) -> Note:
    message = f"Ngày tháng “{words.shown}” không có trong lịch, nên không được đọc làm thời hạn."
    return Note("IMPOSSIBLE_DATE", message, words.quote("dates"))
