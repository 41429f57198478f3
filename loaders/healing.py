"""Healing: what layout broke is one again, and the way back to the source is kept.

A page break cuts a sentence by a blank line or a page number; a typist cuts a title where the line
is full; plain text carries table rows as tab-separated lines.
"""

import re
from collections.abc import Iterable, Iterator

from loaders.kinds import LINES, Kind
from loaders.letter_spacing import close_letters
from loaders.letters import LOWER
from loaders.lines import Cell, Extract, Line
from loaders.passages import Passage, join, read_line
from loaders.rules import Rule, Stand, Table, words

_SENTENCE_END = re.compile(r"[.;:!?…][”\"’')\]]{0,2}$")
_BROKEN = Table(
    "broken-lines",
    (
        Rule(
            "open-word",
            words(
                r"(?:[,(–]|[^-] ?-|\b(?:và|của|các|với|cho|trong|để|(?<!tiếp )theo|hoặc|từ|đến|"
                r"tại|về|năm|tháng|"
                r"ngày|là|do|bằng|những|trên|dưới|ở|được|bị|(?<!: )không|như))$"
            ),
            True,
            ("phát triển kinh tế và", "Hội Cựu chiến binh,", "Biết xin lỗi -", "trước ngày"),
            ("Phòng Kinh tế", "------", "Cơ quan phối hợp: Không"),
        ),
    ),
)
_LOWER_START = re.compile(rf"^[\"“'(]?[{LOWER}](?![.)])")
_TABLE_HEAD = re.compile(
    r"^\s*(?:STT|TT|Số TT|Nội dung|Nhiệm vụ|Tên nhiệm vụ|Mục tiêu)\b", re.IGNORECASE
)
_NEVER_JOINED = frozenset(
    {
        Kind.NATIONAL_NAME,
        Kind.MOTTO,
        Kind.RULE,
        Kind.NUMBER_LINE,
        Kind.PLACE_DATE,
        Kind.KIND_LINE,
        Kind.RECIPIENTS,
        Kind.SIGNATURE,
        Kind.APPENDIX,
        Kind.FORM,
        Kind.PAGE_NUMBER,
    }
)


def heal(extract: Extract) -> tuple[Passage, ...]:
    """The paragraphs of a document in order; page numbers are gone, broken sentences are whole."""
    source = extract.text
    lines = expand_tabs(extract.lines)
    passages = (close_letters(read_line(line, source)) for line in lines)
    width = _wrapped_at(extract)
    return tuple(_join_broken((passage for passage in passages if passage.text), width))


_CLOSES = re.compile(r"Trên đây,? là ")
"""The closing sentence goes on with nothing above it."""
_SHORTEST_WRAP, _LONGEST_WRAP, _WRAPPED_LINES = 55, 130, 30


def _wrapped_at(extract: Extract) -> int:
    """How wide a text is whose paragraphs were cut into lines of one width; 0 for all others."""
    lengths = [len(line.text) for line in extract.lines if line.cell is None]
    width = max(lengths, default=0)
    if len(lengths) < _WRAPPED_LINES or not _SHORTEST_WRAP <= width <= _LONGEST_WRAP:
        return 0
    full = sum(length >= 0.8 * width for length in lengths)
    return width if 2 * full > len(lengths) else 0


def expand_tabs(lines: Iterable[Line]) -> Iterator[Line]:
    """Rows that plain text writes with tabs, as cells of a table."""
    table, row, open_table = 1000, 0, False
    for line in lines:
        fields = line.text.split("\t") if line.cell is None else []
        filled = sum(1 for field in fields if field.strip())
        if len(fields) < 3 or filled < 3 or not (open_table or _TABLE_HEAD.match(line.text)):
            open_table = False
            yield line
            continue
        if not open_table:
            table, row, open_table = table + 1, -1, True
        row += 1
        start = line.start
        for column, field in enumerate(fields):
            if field.strip():
                cell = Cell(table, row, column, header=row == 0)
                yield Line(field, start, start + len(field), page=line.page, cell=cell)
            start += len(field) + 1


def _join_broken(passages: Iterable[Passage], width: int) -> Iterator[Passage]:
    open_parts: list[Passage] = []
    open_kind: Kind | None = None
    waiting: list[Passage] = []
    for passage in passages:
        kind = _kind(passage)
        if kind is Kind.PAGE_NUMBER and passage.cell is None:
            continue
        if kind is Kind.FOOTNOTE and open_parts:
            waiting.append(passage)
            continue
        if open_parts and (
            _names(open_parts, open_kind, passage, kind)
            or _stands_alone(open_parts, passage, kind)
            or _continues(open_parts, open_kind, passage, kind)
            or _goes_on(open_parts[-1], open_kind, passage, kind, width)
        ):
            open_parts.append(passage)
            continue
        if open_parts:
            yield join(open_parts)
        yield from waiting
        waiting = []
        open_parts, open_kind = [passage], kind
    if open_parts:
        yield join(open_parts)
    yield from waiting


_NAMED_BELOW = frozenset({Kind.BIG_PART, Kind.CHAPTER, Kind.SECTION, Kind.PART, Kind.ROMAN})
_LONGEST_NAME = 180


def _names(parts: list[Passage], before: Kind | None, passage: Passage, kind: Kind) -> bool:
    """ "Chương I" alone on its line has its name on the next (Nghị định 30, Phụ lục I, II.6đ)."""
    if before not in _NAMED_BELOW or kind is not Kind.PROSE or parts[0].cell != passage.cell:
        return False
    if len(passage.text) > _LONGEST_NAME or _SENTENCE_END.search(passage.text):
        return False
    mark = LINES.first(parts[0].text, Stand.BODY)
    alone = mark is not None and not parts[0].text[mark.match.end() :].strip(" .:–-")
    return alone and (len(parts) == 1 or (passage.text.isupper() and parts[-1].text.isupper()))


_LABEL_ALONE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\)|[IVX]{1,5}\.)$")
_NUMBER_SIGN = re.compile(r"Số ?:?$", re.IGNORECASE)
_NUMBER_BELOW = re.compile(r"\d{0,5} ?/ ?[^\W\d_]")


def _stands_alone(parts: list[Passage], passage: Passage, kind: Kind) -> bool:
    """A label that was cut off its words, or the "Số:" of the head off its number."""
    last = parts[-1]
    if len(parts) > 1 or last.cell != passage.cell:
        return False
    if _NUMBER_SIGN.match(last.text):
        return _NUMBER_BELOW.match(passage.text) is not None
    return kind is Kind.PROSE and last.cell is None and _LABEL_ALONE.match(last.text) is not None


def _goes_on(last: Passage, before: Kind | None, passage: Passage, kind: Kind, width: int) -> bool:
    """In a text of one width: the next word had no room on the full line right above it."""
    if not width or kind is not Kind.PROSE or before in _NEVER_JOINED:
        return False
    if last.cell is not None or passage.cell is not None or passage.text.isupper():
        return False
    word = passage.text.split(" ", 1)[0]
    return passage.line.start - last.line.end == 1 and len(last.line.text) + 1 + len(word) > width


def _kind(passage: Passage) -> Kind:
    stand = Stand.HEAD if passage.cell is None else Stand.TABLE
    found = LINES.first(passage.text, stand) or LINES.first(passage.text, Stand.TAIL)
    return found.yields if found else Kind.PROSE


def _continues(parts: list[Passage], before: Kind | None, passage: Passage, kind: Kind) -> bool:
    last = parts[-1]
    if last.cell != passage.cell or before in _NEVER_JOINED or kind in _NEVER_JOINED:
        return False
    if last.line.heading != passage.line.heading and passage.line.heading:
        return False
    text = last.text
    if kind is Kind.DASH or kind is Kind.PROSE:
        for opening, closing in ("“”", "()"):
            whole = " ".join(part.text for part in parts)
            first = re.search(f"[{opening}{closing}]", passage.text)
            if whole.count(opening) > whole.count(closing) and first and first[0] == closing:
                return not _SENTENCE_END.search(text) or kind is Kind.PROSE
    if kind is not Kind.PROSE or _SENTENCE_END.search(text) or _CLOSES.match(passage.text):
        return False
    if _LOWER_START.match(passage.text):
        return not (passage.text.startswith("(") and passage.text.endswith(")"))
    return _BROKEN.first(text) is not None and not passage.text.isupper() and not text.isupper()
