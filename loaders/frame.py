"""Thể thức: who issued the document, its kind, number, symbol, date, title and signer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph_schema.model import FieldQuote, Frame
from graph_schema.periods import Period
from loaders.issuers import Issuer, read_issuer, read_place
from loaders.kinds import DOCUMENT_KINDS, Kind, KindLine
from loaders.letters import LOWER, UPPER
from loaders.parts import Part, Parts
from loaders.passages import Words
from loaders.rules import BY_FORM, PRINTED
from loaders.side_by_side import columns_of
from loaders.signatures import read_recipients, read_signer

_NUMBER_LINE = re.compile(
    r"Số ?:? ?(?P<number>\d{1,5})?[.…_ ]{0,30}(?P<mark>[/–-]) ?(?P<symbol>[\wĐđ&]{1,30}(?: "
    r"?[-–/&] ?[\wĐđ&]{1,30}){0,6})",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    r"(?P<place>[^;:]{1,60}), ?ngày ?(?P<day>\d ?\d?)? ?[.…_]{0,12} ?tháng ?(?P<month>\d ?\d?)? "
    r"?[.…_]{0,12} ?"
    r"năm ?(?P<year>\d ?\d ?\d ?\d)?",
    re.IGNORECASE,
)
# What stands of the issuer on the line of the date: "TAM THÁI Tam Thái, ngày …".
_SHOUTED = re.compile(rf"^\W*(?=[{UPPER} ]{{4}})(?:[{UPPER}]{{2,}} ){{1,6}}(?=[{UPPER}][{LOWER}])")
_BASIS = re.compile(
    r"^(?:Căn cứ|Thực hiện|Triển khai|Để|Nhằm|Theo|Xét|Trên cơ sở|Tiếp tục thực hiện|Thi hành|"
    r"Sau khi|Trong (?:thời gian|những)|Ngày)(?![\w])",
    re.IGNORECASE,
)
_SECRECY = re.compile(
    r"^[\W_]{0,4}(?:ĐỘ MẬT ?: ?)?(?:(?P<secret>TUYỆT MẬT|TỐI MẬT|MẬT)|HỎA TỐC|THƯỢNG KHẨN|KHẨN)"
    r"[\W_]{0,4}$",
    re.IGNORECASE,
)
_PARENT = re.compile(
    r"(?:kèm theo|ban hành theo) (?P<kind>[^\d]{3,40}?)(?: số ?:?)? ?(?P<number>\d{1,5})?[ .…]*(?"
    r"P<mark>[/–-]) ?(?P<symbol>[\wĐđ&]{1,30}(?:[-–/&][\wĐđ&]{1,30}){0,6})",
    re.IGNORECASE,
)


# What a sentence of the body says where the header is silent.
_SURE = {"preamble-subject": BY_FORM, "closing-words": BY_FORM}


@dataclass(frozen=True, slots=True)
class Header:
    """Number, symbol and date as one line or another prints them, with the words."""

    number: int | None
    symbol: str | None
    symbol_words: Words | None
    date: Period | None
    date_words: Words | None
    landmark: str | None


def read_frame(parts: Parts) -> Frame:
    """The identity of the document; what the source does not print is None."""
    main = parts.texts[0]
    front = _front(main)
    header = _read_header(parts, front)
    kind = _read_kind(main, parts.alone_appendix)
    title = _read_title(main)
    issuer = read_issuer(parts, front, header.landmark)
    signer = read_signer(parts)
    place, province = read_place(parts, issuer, header.landmark)
    quotes = [
        FieldQuote(name, words.quote(rule, _SURE.get(rule, PRINTED)))
        for name, words, rule in (
            ("kind", kind[1], "kind-line"),
            ("symbol", header.symbol_words, "number-line"),
            ("date", header.date_words, "place-and-date"),
            ("title", title[1], "title"),
            ("issuer", issuer.words if issuer else None, issuer.rule if issuer else ""),
            ("signer", signer[1] if signer else None, "signature"),
        )
        if words
    ]
    return Frame(
        kind=kind[0],
        number=header.number,
        symbol=header.symbol,
        date=header.date,
        issuer=issuer.name if issuer else None,
        place=place,
        province=province,
        title=title[0],
        signer=signer[0] if signer else None,
        secrecy=_read_secrecy(front),
        recipients=read_recipients(parts),
        quotes=tuple(quotes),
    )


def _front(main: Part) -> Sequence[KindLine]:
    """The lines before the kind of the document; without one, before the first long prose."""
    for index, line in enumerate(main.head):
        if line.kind is Kind.KIND_LINE:
            return main.head[:index]
    for index, line in enumerate(main.head):
        if line.kind is Kind.PROSE and (
            len(line.passage.text) > 120 or _BASIS.match(line.passage.text)
        ):
            return main.head[:index]
    return main.head


def _read_header(parts: Parts, front: Sequence[KindLine]) -> Header:
    number: int | None = None
    symbol: str | None = None
    symbol_words: Words | None = None
    date: Period | None = None
    date_words: Words | None = None
    landmark: str | None = None
    for line in front:
        words = line.passage.words()
        if symbol is None and (found := _NUMBER_LINE.search(words.text)):
            symbol, symbol_words = _symbol(found), words.cut(*found.span())
            number = int(found["number"]) if found["number"] else None
            words = words.cut(found.end())
        if date_words is None and (found := _PLACE_DATE.search(words.text)):
            date, date_words = _date(found), words.cut(*found.span())
            landmark = _landmark(columns_of(line), words.cut(*found.span("place")))
    if symbol is None and parts.alone_appendix:
        return _parent_header(
            parts.texts[0], Header(number, symbol, None, date, date_words, landmark)
        )
    return Header(number, symbol, symbol_words, date, date_words, landmark)


def _landmark(columns: Sequence[Words], place: Words) -> str:
    """The place of the date alone, without what stands on its line in the column beside it."""
    starts = [column.start - place.start for column in columns if column.start > place.start]
    own = [start for start in starts if start < place.end - place.start]
    return _SHOUTED.sub("", place.cut(max(own, default=0)).shown)


def _parent_header(part: Part, header: Header) -> Header:
    """An appendix that stands alone has the number, symbol and date of its parent."""
    for line in part.head:
        words = line.passage.words()
        if found := _PARENT.search(words.text):
            tail = _PLACE_DATE.search(", " + words.text[found.end() :])
            return Header(
                int(found["number"]) if found["number"] else None,
                _symbol(found),
                words.cut(*found.span()),
                _date(tail) if tail else header.date,
                words if tail else header.date_words,
                header.landmark,
            )
    return header


def _symbol(found: re.Match[str]) -> str:
    return re.sub(r" ?([-–/&]) ?", r"\1", found["symbol"]).replace("–", "-").strip("-/")


def _date(found: re.Match[str]) -> Period | None:
    year, month, day = ((found[part] or "").replace(" ", "") for part in ("year", "month", "day"))
    if not year:
        return None
    code = year
    if month and 1 <= int(month) <= 12:
        code += f"-{int(month):02d}"
        if day:
            code += f"-{int(day):02d}"
    try:
        return Period.parse(code)
    except ValueError:
        return Period.parse(code[:7])


def _read_kind(main: Part, alone: bool) -> tuple[str | None, Words | None]:
    for line in main.head:
        if line.kind is Kind.KIND_LINE:
            text = line.passage.text
            for name in DOCUMENT_KINDS:
                if text.casefold().startswith(name.casefold()):
                    return name, line.passage.words(0, len(name))
        if line.kind is Kind.SUBJECT:
            return "Công văn", line.passage.words()
    if alone:
        return "Phụ lục", main.head[0].passage.words()
    return None, None


def _read_title(main: Part) -> tuple[str | None, Words | None]:
    """Trích yếu: the lines between the kind and the first basis, healed to one."""
    lines: list[KindLine] = []
    started = False
    for line in main.head:
        if line.kind in (Kind.KIND_LINE, Kind.APPENDIX) and not started:
            started = True
            continue
        if line.kind is Kind.SUBJECT and not started:
            return line.head.shown.strip(" :"), line.head
        if not started or line.kind in (Kind.RULE, Kind.NATIONAL_NAME, Kind.MOTTO):
            if lines:
                break
            continue
        if not _is_title_line(line, bool(lines)):
            break
        lines.append(line)
    if not lines:
        return None, None
    first, last = lines[0].passage, lines[-1].passage
    title = " ".join(line.passage.shown for line in lines)
    if first is last:
        bracket = re.search(r" ?\((?:ban hành )?kèm theo", title, re.IGNORECASE)
        title = title[: bracket.start()] if bracket else title
    return title.strip(" .;"), first.words()


def _is_title_line(line: KindLine, follows: bool) -> bool:
    text = line.passage.text
    if line.kind not in (Kind.PROSE, Kind.SUBJECT) or text.startswith("(") or line.passage.cell:
        return False
    if text.endswith((";", ":", ".")) and len(text) > 60 and not text.isupper():
        return False
    if not follows:
        return True
    # "UBND xã xây dựng Kế hoạch, cụ thể như sau:" begins the text; "CHỦ ĐỀ NĂM 2026:" does not.
    if text.endswith(":") and not text.isupper():
        return False
    return not _BASIS.match(text) and len(text) < 260 and not _is_body(text)


def _is_body(text: str) -> bool:
    """An authority alone on its line, as a Decision prints it before its bases."""
    return (
        text.isupper()
        and re.match(
            r"^(?:CHÍNH PHỦ|CHỦ TỊCH|ỦY BAN|THỦ TƯỚNG|HỘI ĐỒNG|BỘ TRƯỞNG|GIÁM ĐỐC|QUỐC HỘI|BAN )",
            text,
        )
        is not None
    )


def _read_secrecy(front: Sequence[KindLine]) -> str | None:
    """The mark of secrecy, or of urgency where there is none: a document may carry both."""
    marks = [(found, line) for line in front if (found := _SECRECY.match(line.passage.text))]
    marks.sort(key=lambda mark: mark[0]["secret"] is None)
    return marks[0][1].passage.shown if marks else None


__all__ = ["Header", "Issuer", "read_frame"]
