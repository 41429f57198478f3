"""Reporting duties (chế độ báo cáo): who reports to whom, how often, by when."""

import re
from dataclasses import dataclass

from loaders.dates import Moment, find_moments
from loaders.lexicon import UNIT_START
from loaders.passages import Words
from loaders.recurrences import find_recurrences
from loaders.rules import BY_FORM, Found, Rule, Table, words
from loaders.subjects import find_subject, names_no_doer
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

_REPORT_ONLY = re.compile(
    r"^(?:định kỳ |hằng |hàng |thường xuyên |kịp thời |có trách nhiệm |chịu trách nhiệm |tuần|"
    r"tháng|quý|năm|0?[369] tháng|(?:vào |trước )?(?:ngày|thứ) \w+|"
    r",| và | hoặc |\([^()]{0,60}\)|đột xuất|một lần| ){0,12}"
    r"(?:trong (?:mùa|thời gian|quá trình|suốt)[^,;.]{3,50}?,? (?=báo cáo))?"
    r"(?:(?:tổng hợp|thống kê|rà soát)(?:,| và)? ?(?:kết quả,? )?)?(?:(?:xây dựng |gửi |"
    r"thực hiện (?:nghiêm |tốt |đầy đủ )?(?:chế độ )?(?:thông tin,? ?)?)?báo cáo|báo cáo)",
    re.IGNORECASE,
)
_OTHER_WORK = re.compile(
    r"[;.] ?(?:đề xuất|tham mưu|tổ chức|thực hiện|xây dựng|chủ trì|phối hợp|theo dõi|hướng dẫn|"
    r"kiểm tra|rà soát|triển khai)",
    re.IGNORECASE,
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
    r" (?:(?:những|các|một số) )?(?:vấn đề|tình hình|kết quả|tiến độ|khó khăn|vướng mắc|nội dung|"
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


def closes_work(duty: Duty) -> bool:
    """A report by one fixed day that ends a sentence of work: "rà soát …, báo cáo X quý I"."""
    if duty.due is None or duty.recurs is not None or duty.due.startswith("-"):
        return False
    before = duty.words.passage.text[: duty.words.start].rstrip()
    return before.endswith((",", ";", " và", " để")) or before[-1:].isalpha()


def is_report_only(text: Words) -> bool:
    """Whether a paragraph is nothing but a reporting duty: then it is no task."""
    subject = find_subject(text)
    predicate = text.cut(subject.predicate).text if subject else text.text
    if not _REPORT_ONLY.match(predicate):
        late = re.match(r"^(?:Định kỳ|Hằng|Hàng|Kết thúc|Trước|Sau)[^,]{0,120}, ", text.text)
        if late is None or not _REPORT_ONLY.match(text.text[late.end() :]):
            return False
    return _OTHER_WORK.search(text.text) is None


# "(lồng ghép trong báo cáo định kỳ)": into what else it goes, no duty of its own.
_MADE_PART_OF = re.compile(
    r"lồng ghép (?:trong|vào) (?:các )?báo cáo [^;.()]{0,160}", re.IGNORECASE
)


def _blank(text: str) -> str:
    return _MADE_PART_OF.sub(lambda found: "\x00" * len(found[0]), text)


def read_duties(text: Words, heading: tuple[UnitSpan, ...], wide: bool) -> list[Duty]:
    """Every reporting duty of a paragraph; ``wide`` where a section is about reporting."""
    duties: list[Duty] = []
    if not re.search(r"báo cáo|phản ánh|gửi về|trao đổi|kiến nghị", text.text, re.IGNORECASE):
        return duties
    for offset, sentence in _sentences(text):
        position, said = 0, _blank(sentence.text)
        while (found := next(DUTIES.every(said, position), None)) is not None:
            made = _duties_of(sentence, offset, found, heading, wide, duties)
            duties.extend(duty for duty in made if not any(_same(duty, known) for known in duties))
            position = found.match.end()
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
    return by and to and first.recurs == second.recurs and first.due == second.due


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
    by = _reporter(sentence, start, heading)
    if found.yields == "upward" and before and _AFTER_SO_THAT.search(sentence.text[:start]):
        by = _asked(sentence, start) or _received(before[-1]) or by
    via = _VIA.search(sentence.text, match.start())
    via_words = sentence.cut(*via.span("via")) if via else None
    window = _window(sentence.text, start, end)
    times: list[tuple[str | None, str | None]] = [(None, None)]
    if found.yields in ("periodic", "send", "review"):
        said = _blank(sentence.text)[window[0] : window[1]]
        times = _times(_intervals(said) or [None], _dues(said) or [None])
    span = (offset + start, offset + end)
    clause = sentence.cut(start, end).strip(" ,;.")
    return [
        Duty(clause, by, receiver, via_words, often, due, found.rule.name, span, found.confidence)
        for often, due in times
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
    if found.match[0].startswith(" và ") and not _dues(text[found.match.start() :]):
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


def _intervals(text: str) -> list[str | None]:
    found = find_recurrences(text)
    exact = [one.text for one in found if not one.vague]
    if exact:
        return list(dict.fromkeys(exact))
    return ["định kỳ"] if any(one.rule == "periodically" for one in found) else []


def _times(
    intervals: list[str | None], dues: list[str | None]
) -> list[tuple[str | None, str | None]]:
    """One duty for each interval, and for each of several days of one interval."""
    if len(dues) == len(intervals):
        return list(zip(intervals, dues, strict=True))
    if len(intervals) == 1:
        return [(intervals[0], due) for due in dues]
    return [(often, dues[0]) for often in intervals]


def _dues(text: str) -> list[str | None]:
    moments: list[Moment] = find_moments(text)
    yearly = [moment for moment in moments if moment.yearly]
    if yearly:
        return [moment.code for moment in yearly]
    dated = [
        m
        for m in moments
        if re.search(r"(?:trước|trong|chậm nhất|vào|xong)[^,;]{0,14}$", text[: m.start + 6])
    ]
    return [dated[0].code] if dated else []


def _receiver(sentence: Words, match: re.Match[str], end: int) -> Words | None:
    """To whom: the body after "báo cáo", "về" or "gửi"."""
    text = sentence.text
    first = max(text.rfind("báo cáo", 0, match.end()), match.start())
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


def _asked(sentence: Words, start: int) -> tuple[UnitSpan, ...]:
    """ "tham mưu X báo cáo Y": X reports."""
    found = re.search(r"tham mưu (?:cho )?(?=[^,;.]{3,80} báo cáo)", sentence.text[start:])
    return read_units(sentence.cut(start + found.end()))[0] if found else ()


def _reporter(sentence: Words, start: int, heading: tuple[UnitSpan, ...]) -> tuple[UnitSpan, ...]:
    if asked := _asked(sentence, start):
        return asked
    subject = find_subject(sentence)
    if subject and subject.predicate <= start + 400:
        return subject.units
    if given := re.match(r"(?:Yêu cầu|Giao|Đề nghị|Phân công) (?:cho )?", sentence.text):
        units, _ = read_units(sentence.cut(given.end()))
        if units:
            return units
    word = re.search(r"báo cáo|phản ánh|kiến nghị|đề xuất|sơ kết", sentence.text[start:])
    verb = start + word.start() if word else start
    for gap in re.finditer(
        r"(?:^|[,;] |(?:khó khăn|vướng mắc|phát sinh),? )", sentence.text[:verb]
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
