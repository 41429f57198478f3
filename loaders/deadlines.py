"""Deadlines: by when and how often, as the text of an item or of a heading says it (thời hạn)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.dates import Moment, find_moments, merge
from loaders.lexicon import WORK_START
from loaders.passages import Words
from loaders.recurrences import Recurrence, find_recurrences
from loaders.rules import BY_FORM, BY_PLACE, Rule, Table, words

_UP_TO_DATE = (
    r"(?: (?:là|vào|hết|đến))?(?: (?:\d{1,2} giờ(?: \d{2})?,? ?))?"
    r"(?: (?:ngày|tháng|quý|năm|hết|cuối|giai đoạn|đầu))?"
)

DEADLINES: Table[str] = Table(
    "deadlines",
    (
        Rule(
            "no-later-than",
            words(
                rf"(?:trước|chậm nhất|muộn nhất|không muộn hơn|không quá|"
                rf"yêu cầu đến){_UP_TO_DATE} ?$"
            ),
            "by",
            (
                "hoàn thành trước ngày ",
                "chậm nhất là ngày ",
                "Chậm nhất đến ngày ",
                "yêu cầu đến ngày ",
            ),
            ("theo Quyết định ngày ",),
        ),
        Rule(
            "finished-in",
            words(
                r"(?:xong|hoàn thành|hoàn tất|kết thúc|trình|ban hành|"
                r"phê duyệt)(?: xong)? (?:trong |vào |từ |đến )?(?:cuối |đầu |hết )?(?:tháng|quý|"
                r"năm|ngày|giai đoạn)? ?$"
            ),
            "in",
            ("xong trong ", "hoàn thành trong năm ", "hoàn thành vào quý "),
            ("nhiệm kỳ ",),
        ),
        Rule(
            "from-now",
            words(
                r"(?<![\w])từ nay (?:cho )?(?:đến|tới)(?: hết)?(?: cuối)?"
                r"(?: (?:ngày|tháng|quý|năm))? ?$"
            ),
            "by",
            ("Từ nay đến hết tháng ", "mở đợt cao điểm từ nay đến ngày ", "từ nay đến hết năm "),
            ("từ đầu năm đến nay ",),
        ),
        Rule(
            "within",
            words(
                r"(?:^|[ (,])(?:(?:ngay )?trong(?: cả)?(?: tháng| quý| năm| giai đoạn)?|"
                r"vào (?:cuối |đầu )?(?:tháng|quý)) ?$"
            ),
            "in",
            (
                "phê duyệt chủ trương trong ",
                "(trong năm ",
                "trong giai đoạn ",
                "nội dung sơ kết vào quý ",
            ),
            ("trong đó ",),
            confidence=BY_FORM,
        ),
        Rule(
            "from",
            words(r"(?:^|[ (,])từ (?:ngày |tháng |quý |đầu |cuối )?(?:năm )?$"),
            "from",
            ("nhiệm vụ từ ", "từ năm "),
            ("từ nay đến năm ",),
            confidence=BY_FORM,
        ),
        Rule(
            "time-in-brackets",
            words(
                r"\((?:dự kiến |thời gian:? ?|hoàn thành:? ?|xong )?(?:trong |trước |"
                r"vào )?(?:cuối |đầu )?(?:ngày |tháng |quý |năm |giai đoạn )?$"
            ),
            "bracket",
            ("(", "(dự kiến tháng ", "(Quý "),
            ("(theo Quyết định ngày ",),
            confidence=BY_FORM,
        ),
        Rule(
            "task-years",
            words(r"(?:nội dung,? nhiệm vụ|nhiệm vụ|nội dung)(?: năm)? ?$"),
            "years",
            ("nội dung, nhiệm vụ năm ",),
            ("công tác bầu cử năm ",),
            confidence=BY_FORM,
        ),
    ),
)

_LEADING = re.compile(
    r"^(?:(?:Trong|Vào|Đến|Đến hết|Cuối|Đầu|Từ|Hết|Dự kiến|Trước|Chậm nhất|Giữa|Sau)(?: (?:là|"
    r"hết|cuối|đầu))? )?(?:ngày |tháng |quý |năm |giai đoạn |6 tháng )?$",
    re.IGNORECASE,
)
_ENDS_ADVERBIAL = re.compile(r" ?[,:]| ?\([^()]{0,60}\) ?[,:]")
_BEFORE_LAST_TIME = re.compile(
    r"([,;] )(?:(?:dự kiến|thời gian|vào|xong|đến|hết|cuối|đầu|trong|từ|\d{1,2}(?: giờ|h)"
    r"(?: ?\d{2})?[’']?,?)(?: là|:)? ){0,3}(?:ngày |tháng |quý |năm )?$",
    re.IGNORECASE,
)
_CLOSES = re.compile(r" ?(?:[.,;)/]|$|và |hằng |hàng )")
# "hoàn thành 4/5" counts what is done.
_MAY_COUNT = re.compile(r"(?:hoàn thành|hoàn tất|phê duyệt|ban hành|trình) $", re.IGNORECASE)
_EVENT = re.compile(
    r"(?:^|[.;] )(?:Tổ chức )?(?:ngày hội|hội (?:nghị|thi|thảo|chợ|thao|diễn|trại)|lễ|giải|lớp|"
    r"tập huấn|diễn tập|họp|ra quân|cuộc họp|buổi|đêm)(?![\w])[^.;]{0,160} (?:các )?ngày $"
    r"|(?<![\w])vào (?:các )?ngày $",
    re.IGNORECASE,
)
_END_OF = re.compile(r"^(?:đến )?(?:cuối|hết) ", re.IGNORECASE)
# A year after these words is the name's own ("Quy hoạch … năm 2030"), a day or a month is not.
_NAMED_YEAR = re.compile(
    r"(?:Quy hoạch[^,;.]{0,80}|Nghị quyết[^,;.]{0,60}|Chiến lược[^,;.]{0,80})"
    r"(?: đến)?(?<!trong)(?: năm| giai đoạn)? ?$",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r"(?:nhiệm vụ|việc|hoàn thành|xong)[^,;.]{0,40} trong(?: năm)? ?$")
_FOREIGN = re.compile(
    r"(?:nhiệm kỳ|khóa|thời kỳ|tầm nhìn(?: đến)?|Luật [^,;.()]{2,60}(?: ?\()?|"
    r"định hướng đến|từ nay|"
    r"(?:ngày (?:hội|lễ|bầu cử|truyền thống|thành lập|sinh|mất|giỗ|khai mạc)|kỷ niệm|"
    r"Quốc khánh)[^,;.()]{0,60}\((?:ngày)?|so với|"
    r"lưu ý (?:các|những|một số) [^,;.]{0,80} (?:trong|từ|vào)|"
    r"dự kiến [^,;.]{3,60} (?:trước|trong|vào))(?: ngày| tháng| quý)?"
    r"(?: đến)?(?: năm| giai đoạn)? ?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that governs an item, with its printed words."""

    code: str
    start: int
    end: int
    rule: str
    confidence: float


def find_deadline(text: str, masked: Iterable[tuple[int, int]]) -> Deadline | None:
    """The time by which the text itself wants its work done; dates of other things are none."""
    hidden = _mask(text, masked)
    printed = find_moments(hidden)
    moments = merge([m for m in printed if not m.yearly], hidden, lists=False)
    best: Deadline | None = None
    for moment in moments:
        found = _governs(hidden, moment)
        if found is None:
            continue
        if found.rule == "leading" or best is None or best.rule != "leading":
            best = found if best is None or _strength(found) > _strength(best) else best
    yearless = (_governs_each_year(hidden, moment) for moment in printed if moment.yearly)
    return best or next((found for found in yearless if found is not None), None)


def _governs_each_year(text: str, moment: Moment) -> Deadline | None:
    """ "hoàn thành ngày 15/5", "xong trước 30/4": a day whose year is not printed."""
    before = text[max(0, moment.start - 60) : moment.start] + _opening_words(text, moment)
    found = DEADLINES.first(before)
    if found is None or found.rule.name not in ("no-later-than", "finished-in"):
        return None
    named = before.lower().endswith("ngày ")
    if not named and (_MAY_COUNT.search(before) or not _CLOSES.match(text, moment.end)):
        return None
    if _FOREIGN.search(text[max(0, moment.start - _NEAR) : moment.start]):
        return None
    start = max(0, moment.start - 60) + found.match.start()
    return Deadline(moment.code, start, moment.end, found.rule.name, found.confidence)


_STRENGTH = (
    "trailing",
    "task-years",
    "from",
    "from-now",
    "time-in-brackets",
    "within",
    "leading",
    "finished-in",
    "no-later-than",
)


def _strength(deadline: Deadline) -> int:
    return min(_STRENGTH.index(deadline.rule), _STRENGTH.index("finished-in"))


_NEAR = 240
"""Letters before a time that tell whose it is; looking further back would cost its square."""


def _governs(text: str, moment: Moment) -> Deadline | None:
    before = text[: moment.start]
    opening = _opening_words(text, moment)
    near = before[-_NEAR:] + opening
    if _FOREIGN.search(near):
        return None
    years = re.fullmatch(r"\d{4}(?:\.\.\d{4})?", moment.code) is not None
    named = years and _NAMED_YEAR.search(near) is not None
    if named and not _IN_YEAR.search(near):
        return None
    sentence = (
        max(before.rfind(mark) + len(mark) for mark in (". ", "; ", ": ", "\n")) if before else 0
    )
    sentence = sentence if sentence > 1 else 0
    head = text[sentence : moment.start] + opening
    if (
        _LEADING.match(head.lstrip(" -"))
        and sentence == 0
        and _ENDS_ADVERBIAL.match(text, moment.end)
    ):
        code = moment.code.split("..")[-1] if _END_OF.match(head.strip() or " ") else moment.code
        return Deadline(code, sentence, moment.end, "leading", BY_FORM)
    found = DEADLINES.first(before[-60:] + opening)
    if found is None:
        return _trailing(text, moment, opening)
    if found.yields == "from" and ".." not in moment.code:
        return None
    if found.yields == "years" and (".." not in moment.code):
        return None
    if found.yields == "bracket" and not re.match(r"[^()]{0,60}\)", text[moment.end :]):
        return None
    start = moment.start - len((before[-60:] + opening)[found.match.start() :]) + len(opening)
    return Deadline(moment.code, max(0, start), moment.end, found.rule.name, found.confidence)


def _trailing(text: str, moment: Moment, opening: str) -> Deadline | None:
    """ "…, tháng 11/2025." at the very end of an item."""
    horizon = re.fullmatch(r"\d{4}\.\.\d{4}", moment.code) is not None
    if horizon or text[moment.end :].strip(" .;/"):
        return None
    found = _BEFORE_LAST_TIME.search(text[: moment.start] + opening)
    if found is None:
        return _held_on(text, moment, opening)
    start = moment.start - len((text[: moment.start] + opening)[found.end(1) :]) + len(opening)
    return Deadline(moment.code, start, moment.end, "trailing", BY_PLACE)


def _held_on(text: str, moment: Moment, opening: str) -> Deadline | None:
    """ "Tổ chức hội thi ngày 20/6/2026." at the very end of an item: the day of what is held."""
    if _DAY.match(moment.code) is None or not _EVENT.search(
        text[: moment.start][-_NEAR:] + opening
    ):
        return None
    return Deadline(moment.code, moment.start, moment.end, "trailing", BY_PLACE)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _opening_words(text: str, moment: Moment) -> str:
    """The words that the row of the moment took with it: "năm ", "trong năm "."""
    found = re.match(
        r"(?:trong |hết |cuối |đầu |từ |sau |đến )?(?:giai đoạn |thời kỳ |nhiệm kỳ |từ |ngày |"
        r"tháng |quý |năm )?",
        text[moment.start :],
        re.IGNORECASE,
    )
    return found[0] if found else ""


def _mask(text: str, masked: Iterable[tuple[int, int]]) -> str:
    out = text
    for start, end in masked:
        out = out[:start] + "\x00" * (end - start) + out[end:]
    for quoted in re.finditer(r"“[^“”]{0,400}”|\"[^\"]{0,300}\"", out):
        out = out[: quoted.start()] + "\x00" * len(quoted[0]) + out[quoted.end() :]
    return out


_NAMED_YEARLY = re.compile(
    r"(?:kế hoạch|chương trình|nghị quyết|chủ đề|dự toán|báo cáo|sinh hoạt|đánh giá|chỉ tiêu|"
    r"kinh phí|khen thưởng|"
    r"dự án)(?:,? \w+){0,5}$",
    re.IGNORECASE,
)
# "mỗi năm 60 người": so many a year, a measure and no rhythm of the work.
_RATE = re.compile(r" (?:(?:tối thiểu|ít nhất|trên|khoảng|không quá|có|đạt) ){0,2}\d")
# "Trực ban 24/24 giờ; thường xuyên.": set off at the end, it tells how often; within, how well.
_ALONE_AT_END = re.compile(r"(?:[;,.(] |[;(])(?:thực hiện )?$", re.IGNORECASE)
_BRACKET_LIST = re.compile(r"\((tuần|tháng|quý|năm)(?:, (?:tuần|tháng|quý|năm)){1,4}\)")


def find_task_recurrence(text: str, masked: Iterable[tuple[int, int]]) -> Recurrence | None:
    """How often the work itself comes back; the interval of a plan or a report it names is none."""
    hidden = _mask(text, masked)
    if listed := _BRACKET_LIST.search(hidden):
        said = ", ".join(f"hằng {unit}" for unit in re.findall(r"\w+", listed[0]))
        return Recurrence(listed.start(), listed.end(), said, "bracket-list")
    for found in find_recurrences(hidden):
        before = hidden[: found.start].rstrip(" ,")
        leading = (
            not before or before.endswith((".", ";")) or bool(re.fullmatch(r"[-–*+]?", before))
        )
        if found.rule == "regularly":
            if _ALONE_AT_END.search(hidden[: found.start]) and not hidden[found.end :].strip(" .;"):
                return found
            continue
        if found.rule == "periodically":
            if _recurs_itself(hidden, found):
                return _interval_after(hidden, found) or found
            continue
        if found.rule in ("months", "mid-term") and not leading:
            continue
        if before and "năm" in found.text and _RATE.match(hidden, found.end):
            continue
        if leading or not _NAMED_YEARLY.search(before):
            return _whole_list(hidden, found)
    return None


def _whole_list(text: str, found: Recurrence) -> Recurrence:
    """ "định kỳ quý, năm": the work comes back at every interval of the list."""
    if found.rule != "periodically-every":
        return found
    listed = [one.text for one in find_recurrences(text) if one.start == found.start]
    return replace(found, text=", ".join(listed))


def _interval_after(text: str, found: Recurrence) -> Recurrence | None:
    """ "định kỳ phát sóng (mỗi tháng 02 chuyên mục)": the bracket says how often."""
    bracket = re.match(r"[^.;()]{0,80}\(", text[found.end :])
    if bracket is None:
        return None
    start = found.end + bracket.end()
    return next((one for one in find_recurrences(text) if one.start == start), None)


_CLAUSE_BEFORE = re.compile(r"(?:^[-–*+ ]*|[;.] ?|(?<!xuyên) và )$")


def _recurs_itself(text: str, found: Recurrence) -> bool:
    """ "…; định kỳ đo lường, công bố": a clause of work that opens with the word."""
    before, after = text[: found.start], text[found.end :]
    if _CLAUSE_BEFORE.search(before) is None or re.search(r"báo cáo", after[:60]):
        return False
    return not before.strip("-–*+ ") or WORK_START.match(after.lstrip(" ,")) is not None


def leading_time(words_: Words) -> Moment | None:
    """The time that a heading prints: "Giai đoạn 2027 - 2028", "MỤC TIÊU … ĐẾN NĂM 2030"."""
    text = words_.text
    for moment in merge([m for m in find_moments(text) if not m.yearly], text, lists=True):
        if not re.search(
            r"từ nay|tầm nhìn|nhiệm kỳ|khóa|theo|Quyết định|Nghị quyết|Chỉ thị|Kế hoạch số|Luật|"
            r"Điều \d|sửa đổi|\([^()]*$|(?<![\w])sau [^,;]{0,40}$",
            text[: moment.start],
            re.IGNORECASE,
        ):
            return moment
    return None
