"""Reporting duties (chế độ báo cáo): who reports to whom, how often, by when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.giving import given_body
from loaders.lexicon import UNIT_START
from loaders.passages import Words
from loaders.report_only import reporting_subject
from loaders.report_times import Times, prints_due, read_times, report_pieces
from loaders.rules import BY_FORM, Found, Rule, Table, words
from loaders.subjects import names_no_doer
from loaders.unit_lists import UnitSpan, read_units

_PERIOD = (
    r"(?:định kỳ|(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)|"
    r"(?<![\d/] )(?<![\d/])(?<!ngày )0?[369] tháng(?! \d| đầu| cuối| năm)(?: một lần)?)"
)

DUTIES: Table[str] = Table(
    "duties",
    (
        Rule(
            "difficulties",
            words(
                r"nếu (?:có |thấy |gặp |phát sinh )?[^.]{0,60}?(?:khó khăn|vướng mắc|phát sinh|"
                r"vấn đề|sửa đổi|bổ sung)[^.]{0,200}?"
                r"(?:báo cáo|phản ánh|đề xuất|kiến nghị|trao đổi|gửi)(?! (?:xem xét))|"
                r"trường hợp vượt (?:quá )?thẩm quyền"
                r"[^.;]{0,80}?báo cáo"
            ),
            "conditional",
            (
                "nếu có khó khăn, vướng mắc kịp thời phản ánh",
                "nếu có phát sinh, vướng mắc các đơn vị báo cáo",
                "trường hợp vượt thẩm quyền, kịp thời tổng hợp, báo cáo",
            ),
            ("báo cáo kết quả thực hiện",),
        ),
        Rule(
            "periodic",
            words(
                rf"{_PERIOD}(?:(?!định kỳ)[^.;]){{0,80}}?(?<!xây dựng )(?<!các )"
                r"(?<!mẫu )báo cáo(?! (?:viên|tài chính|tổng hợp chung))|"
                r"(?<!các )(?<!mẫu )báo cáo(?:(?!báo cáo)[^.;]){0,150}?"
                rf"(?:{_PERIOD}|(?:trước|vào) ngày \d{{1,2}}|trước ngày)"
            ),
            "periodic",
            (
                "Định kỳ hằng năm báo cáo kết quả",
                "báo cáo tình hình thực hiện về Phòng trước ngày 18 hằng tháng",
                "định kỳ tổng hợp kết quả thực hiện, báo cáo",
            ),
            ("báo cáo kịp thời",),
        ),
        Rule(
            "on-days",
            words(
                r"(?<!các )(?<!mẫu )báo cáo (?:kết quả|tình hình|tiến độ|tổng kết|sơ kết|năm|"
                r"tháng|quý)(?:(?!báo cáo)[^.;:]){0,80}?(?<!số) (?:ngày )?\d{1,2}/\d{1,2}(?![\d/])"
            ),
            "periodic",
            ("báo cáo kết quả 30/6 và 30/11", "báo cáo năm trước 05/12"),
            ("báo cáo kết quả theo Kế hoạch số 30/KH", "báo cáo tình hình 15/2/2026"),
        ),
        Rule(
            "results-sent",
            words(
                r"(?:^|(?<=[.;] ))kết quả (?:(?:thực hiện|triển khai|rà soát|tổ chức|kiểm tra)"
                r"[^.;:]{0,80}? )?(?:(?:đề nghị|yêu cầu|được|xin) )?(?:tổng hợp,? )?"
                r"(?:gửi|báo cáo|phản ánh)(?: về| cho| đến)? "
                r"(?=(?:Ủy ban|UBND|Phòng|Sở|Ban |Văn phòng|Bộ|Công an|Đảng|Hội|Thường trực|"
                r"Trung tâm|cơ quan))"
            ),
            "send",
            (
                "Kết quả thực hiện đề nghị gửi về Văn phòng",
                "Kết quả gửi về Phòng Kinh tế trước ngày 20",
            ),
            ("Kết quả thực hiện các chỉ tiêu của xã", "báo cáo kết quả về UBND phường"),
        ),
        Rule(
            "periodic-review",
            words(r"định kỳ (?:(?!định kỳ)[^.;]){0,120}?(?:sơ kết|tổng kết|đánh giá kết quả)"),
            "review",
            ("Định kỳ 6 tháng, hàng năm, giữa nhiệm kỳ, Sở tổ chức sơ kết",),
            ("tổ chức sơ kết",),
        ),
        Rule(
            "prompt",
            words(r"kịp thời (?:tổng hợp,? )?báo cáo|báo cáo kịp thời"),
            "prompt",
            ("Kịp thời báo cáo Lãnh đạo Sở", "báo cáo kịp thời việc đề nghị"),
            ("kịp thời phản ánh",),
        ),
        Rule(
            "gathers-and-reports",
            words(r"tổng hợp[^.;]{0,120}?báo cáo(?! (?:tổng hợp|tình hình (?!.{0,60}gửi)))"),
            "upward",
            (
                "để tổng hợp, báo cáo Thành phố",
                "tổng hợp, tham mưu Ủy ban nhân dân phường báo cáo cấp",
            ),
            ("tổng hợp kết quả.",),
            confidence=BY_FORM,
        ),
        Rule(
            "sends-report",
            words(
                r"(?<!xây dựng )(?<!các )(?<!mẫu )báo cáo (?:về |kết quả |tình hình |tiến độ |"
                r"việc |bằng văn bản )?(?:(?!báo cáo)[^.;]){0,160}?(?:gửi về|gửi|về|với|tới|lên) "
                r"(?=(?:Ủy ban|UBND|Phòng|Sở|"
                r"Ban |Văn phòng|Bộ|Công an|Đảng|Hội|Thường trực|Trung tâm|cơ quan|Tỉnh|Thành|"
                r"Thủ tướng|Chính phủ))|"
                r"thực hiện (?:nghiêm )?chế độ (?:thông tin,? ?)?báo cáo|gửi báo cáo|(?:^|"
                r"[;.,] | (?=và ))(?:và )?(?:tổng hợp,? )?báo cáo,? (?=(?:Ủy ban|UBND|"
                r"Chủ tịch|Thủ tướng|"
                r"Chính phủ|Tỉnh ủy|Thành ủy|Đảng ủy|Ban Thường|Bộ |Sở |Lãnh đạo|Quốc hội|"
                r"Hội đồng))"
            ),
            "send",
            ("báo cáo kết quả về UBND phường", "Thực hiện chế độ thông tin báo cáo"),
            ("xây dựng báo cáo tổng hợp",),
        ),
    ),
)

_TO = re.compile(
    r"báo cáo(?:(?:,| và) (?:kiến nghị|đề xuất|tham mưu))?(?: với| cho| lên| gửi)?,? |"
    r"(?:gửi về|gửi|về|với|tới|lên)(?: cho)? ",
    re.IGNORECASE,
)
_VIA = re.compile(r"\((?:thông )?qua (?P<via>[^()]{3,120})\)")
_NAMED_ABOVE = re.compile(
    r"(?:cấp có thẩm quyền|cấp trên|Thành phố|Tỉnh|Trung ương|Chính phủ)", re.IGNORECASE
)


# "Ban Thường vụ Đảng ủy những vấn đề phát sinh": the name ends where what is told begins.
_TOLD_OF = re.compile(
    r" (?:(?:những|các|một số) )?(?:chỉ tiêu|biện pháp|giải pháp|trường hợp|vấn đề|tình hình|"
    r"kết quả|tiến độ|khó khăn|vướng mắc|nội dung|"
    r"(?<!giúp )việc(?! làm))(?![\w])"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """One reporting duty; several intervals are several duties."""

    words: Words
    by: tuple[UnitSpan, ...]
    to: Words | None
    via: Words | None
    recurs: str | None
    due: str | None
    rule: str
    span: tuple[int, int]
    confidence: float


def closes_work(duty: Duty, near: Sequence[Duty]) -> bool:
    """A report by one fixed day that ends a sentence of work: "rà soát …, báo cáo X quý I"."""
    if duty.due is None or duty.recurs is not None or duty.due.startswith("-"):
        return False
    at = (duty.words.passage, duty.span)
    if any(other is not duty and (other.words.passage, other.span) == at for other in near):
        return False
    before = duty.words.passage.text[: duty.words.start].rstrip()
    return before.endswith((",", ";", " và", " để")) or before[-1:].isalpha()


# "(lồng ghép trong báo cáo định kỳ)": into what else it goes, no duty of its own.
_MADE_PART_OF = re.compile(
    r"lồng ghép (?:trong|vào) (?:các )?báo cáo [^;.()]{0,160}", re.IGNORECASE
)


# "A báo cáo X hằng tháng; báo cáo tổng kết …": to X again.
_ALSO = re.compile(r"báo cáo [^;]{2,200}; ?(?:gửi )?báo cáo [^;]{0,200}$", re.IGNORECASE)
# "Báo cáo hằng tháng:" over those who report by then.
_PERIODS_TITLE = re.compile(
    r"(?:chế độ )?báo cáo [^,;.:]{0,30}(?:, [^,;.:]{3,20})? ?:$", re.IGNORECASE
)


def _blank(text: str) -> str:
    return _MADE_PART_OF.sub(lambda found: "\x00" * len(found[0]), text)


def read_duties(text: Words, heading: tuple[UnitSpan, ...], wide: bool) -> list[Duty]:
    """Every reporting duty of a paragraph; ``wide`` where a section is about reporting."""
    duties: list[Duty] = []
    if _PERIODS_TITLE.match(text.text):
        return duties
    if not re.search(r"báo cáo|phản ánh|gửi về|trao đổi|kiến nghị", text.text, re.IGNORECASE):
        return duties
    for offset, sentence in _sentences(text):
        position, said = 0, _blank(sentence.text)
        while (found := next(DUTIES.every(said, position), None)) is not None:
            made = _duties_of(sentence, offset, found, heading, wide, duties)
            if duties and _ALSO.search(said[: found.match.end()]):
                made = [duty if duty.to else replace(duty, to=duties[-1].to) for duty in made]
            duties.extend(duty for duty in made if not any(_same(duty, known) for known in duties))
            position = found.match.end()
            if not made and found.match[0].lower().endswith("báo cáo"):
                position = max(found.match.start() + 1, position - len("báo cáo"))
            if made:
                position = max(position, _clause_end(sentence.text, position))
            if made and found.yields == "conditional":
                break
    return duties


def _sentences(text: Words) -> list[tuple[int, Words]]:
    pieces: list[tuple[int, Words]] = []
    start = 0
    for gap in [*re.finditer(r"(?<=[^.])\. (?=[^\W\d_])", text.text), None]:
        end = gap.start() if gap else len(text.text)
        piece = text.cut(start, end)
        if piece:
            pieces.append((piece.start - text.start, piece))
        start = gap.end() if gap else end
    return pieces


def _same(first: Duty, second: Duty) -> bool:
    by = [unit.name for unit in first.by] == [unit.name for unit in second.by]
    to = (first.to.text if first.to else None) == (second.to.text if second.to else None)
    prompt = (first.rule == "prompt") == (second.rule == "prompt")
    return by and to and prompt and first.recurs == second.recurs and first.due == second.due


def _duties_of(
    sentence: Words,
    offset: int,
    found: Found[str],
    heading: tuple[UnitSpan, ...],
    wide: bool,
    before: list[Duty],
) -> list[Duty]:
    match = found.match
    start, end = match.start(), _clause_end(sentence.text, match.end())
    receiver = _receiver(sentence, match, end)
    if not _counts(sentence.text, found, receiver, wide):
        return []
    by = _reporter(sentence, (start, end), heading)
    if found.yields == "upward" and before and _AFTER_SO_THAT.search(sentence.text[:start]):
        by = _asked(sentence, (start, end)) or _received(before[-1]) or by
    via = _VIA.search(sentence.text, match.start())
    via_words = sentence.cut(*via.span("via")) if via else None
    span = (offset + start, offset + end)
    clause = sentence.cut(start, end).strip(" ,;.")
    rule = found.rule.name
    pieces = _pieces(sentence, (start, end), receiver, found.yields)
    return [
        Duty(own or clause, by, to, via_words, often, due, rule, span, found.confidence)
        for own, to, times in pieces
        for often, due in times
    ]


def _pieces(
    sentence: Words, span: tuple[int, int], receiver: Words | None, yields: str
) -> list[tuple[Words | None, Words | None, Times]]:
    """Each report of a clause with its own times; one that names no receiver has that of all."""
    if yields not in ("periodic", "send", "review"):
        return [(None, receiver, [(None, None)])]
    said = _blank(sentence.text)
    pieces = report_pieces(said, *_window(sentence.text, *span))
    if len(pieces) == 1:
        return [(None, receiver, read_times(said[slice(*pieces[0])]))]
    return [
        (
            sentence.cut(max(start, span[0]), end).strip(" ,;."),
            _to_whom(sentence, start, end) or receiver,
            read_times(said[start:end]),
        )
        for start, end in pieces
    ]


_AFTER_SO_THAT = re.compile(r"để(?: được)? ?$")
_AT_LARGE = re.compile(r"cấp (?:có )?(?:thẩm quyền|trên)", re.IGNORECASE)
_DECIDES = re.compile(
    r",? ?(?:để )?(?:xem xét|phê duyệt|quyết định|trình|cho ý kiến|chấp thuận|cho phép|bố trí)"
)


def _counts(text: str, found: Found[str], receiver: Words | None, wide: bool) -> bool:
    """Whether what a row took is a duty: named body, and no asking for a decision."""
    if found.yields == "review":
        return wide and "báo cáo" in text
    if found.yields in ("periodic", "prompt"):
        return True
    if found.match[0].startswith(" và ") and not prints_due(text[found.match.start() :]):
        return False
    if receiver is None:
        return found.yields == "send" and (wide or "chế độ" in found.match[0])
    if found.yields == "conditional":
        return _AT_LARGE.match(receiver.text) is None
    after = text[text.find(receiver.text, found.match.start()) + len(receiver.text) :]
    if _DECIDES.match(after):
        return False
    so_that = _AFTER_SO_THAT.search(text[: found.match.start()]) is not None
    return (
        found.yields == "send" or so_that or wide or bool(_SENT.search(text[found.match.start() :]))
    )


_SENT = re.compile(r"báo cáo[^.;]{0,160}(?:gửi|về) ", re.IGNORECASE)


def _received(duty: Duty) -> tuple[UnitSpan, ...]:
    return read_units(duty.to)[0] if duty.to else ()


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause with its adverbials: from the last semicolon to its end."""
    opened = max(text.rfind(";", 0, start) + 1, 0)
    return opened, end


def _clause_end(text: str, position: int) -> int:
    stop = re.search(
        r";|,? để (?:tổng hợp|được|xem xét|kịp thời|cùng|chỉ đạo|có)|\.$", text[position:]
    )
    return position + stop.start() if stop else len(text)


def _receiver(sentence: Words, match: re.Match[str], end: int) -> Words | None:
    """To whom: the body after "báo cáo", "về" or "gửi"."""
    first = max(sentence.text.rfind("báo cáo", 0, match.end()), match.start())
    return _to_whom(sentence, first, end)


def _to_whom(sentence: Words, first: int, end: int) -> Words | None:
    text = sentence.text
    for opening in _TO.finditer(text, first, min(len(text), end + 1)):
        position = opening.end()
        if UNIT_START.match(text, position):
            units, length = read_units(sentence.cut(position))
            if units:
                named = sentence.cut(position, position + length)
                told = _TOLD_OF.search(named.text)
                return named.cut(0, told.start() if told else None).strip(" ,")
        if above := _NAMED_ABOVE.match(text, position):
            return sentence.cut(*above.span())
    return None


def _asked(sentence: Words, clause: tuple[int, int]) -> tuple[UnitSpan, ...]:
    """ "tham mưu X báo cáo Y": X reports."""
    found = re.search(r"tham mưu (?:cho )?(?=[^,;.]{3,80} báo cáo)", sentence.text[slice(*clause)])
    return read_units(sentence.cut(clause[0] + found.end()))[0] if found else ()


def _reporter(
    sentence: Words, clause: tuple[int, int], heading: tuple[UnitSpan, ...]
) -> tuple[UnitSpan, ...]:
    start = clause[0]
    if asked := _asked(sentence, clause):
        return asked
    if told := given_body(sentence):
        return told
    subject = reporting_subject(sentence)
    if subject and subject.predicate <= start + 400:
        return subject.units
    if given := re.match(r"(?:Yêu cầu|Giao|Đề nghị|Phân công) (?:cho )?", sentence.text):
        units, _ = read_units(sentence.cut(given.end()))
        if units:
            return units
    word = re.search(r"báo cáo|phản ánh|kiến nghị|đề xuất|sơ kết", sentence.text[start:])
    verb = start + word.start() if word else start
    for gap in re.finditer(
        r"(?:^|[,;] |(?:khó khăn|vướng mắc|phát sinh),? |(?:đề nghị|yêu cầu) )",
        sentence.text[:verb],
    ):
        if UNIT_START.match(sentence.text, gap.end()):
            units, end = read_units(sentence.cut(gap.end()))
            between = sentence.text[gap.end() + end : verb]
            if (
                units
                and not names_no_doer(units)
                and re.fullmatch(
                    r",? ?(?:kịp thời|chủ động|cần|phải|thì)? ?(?:có văn bản )?", between
                )
            ):
                return units
    return heading
