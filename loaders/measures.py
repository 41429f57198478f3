"""Measures: number, metric, operator and unit of a target (chỉ tiêu); one of each a target."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.dates import Moment, find_moments, merge
from loaders.letters import UPPER
from loaders.measured_heads import doers_end, values_now, without
from loaders.metrics import METRIC_DROP, metric_of
from loaders.passages import Words
from loaders.quantities import NUMBERS, is_measure, number_of, operator_of, parse_number, unit_of
from loaders.recurrences import find_recurrences
from loaders.rules import Found

_STRIVE = re.compile(r"(?:phấn|phân|phần) đ[ấầâ]u", re.IGNORECASE)
_STRIVES = re.compile(r"(?:phấn|phân|phần) đ[ấầâ]u|mục tiêu|chỉ tiêu", re.IGNORECASE)
_STATE = re.compile(
    r"(?:đạt (?:chuẩn|tiêu chuẩn|danh hiệu|đô thị|tiêu chí)|được công nhận|không còn|không để|"
    r"không phát sinh|^(?:phấn đấu |phân đầu )?hoàn thành(?! (?:(?:toàn bộ|tất cả|các) ){0,2}"
    r"(?:công việc|hồ sơ|thủ tục)(?![\w]))|^(?:triển khai |cơ bản )?hoàn thiện (?:xây dựng|"
    r"hệ thống)|^(?:tiếp tục )?duy trì|giữ vững (?:danh hiệu|địa bàn|kết quả)|trở thành|"
    r"không ma túy|nằm trong (?:nhóm|tốp|top)|xếp (?:trong|vào) (?:nhóm|tốp|top)|"
    r"hoàn thành (?:phổ cập|gắn|chỉ tiêu|việc|xây)|^là (?:địa bàn|đơn vị|phường|xã))",
    re.IGNORECASE,
)
_NONE_LEFT = re.compile(
    r"không còn (?P<noun>hộ|nhà|trường hợp|thôn|xã|trẻ em|người)", re.IGNORECASE
)
_SENTENCES = re.compile(rf"(?<=[^.A-Z0-9][.])\s(?=[{UPPER}0-9“])|(?<=\))\. ?(?=[{UPPER}])")


@dataclass(frozen=True, slots=True)
class Measure:
    """One target as a text says it."""

    words: Words
    metric: str
    op: str
    value: float | None
    value_max: float | None
    unit: str | None
    due: str | None
    due_words: Words | None
    recurs: str | None
    rule: str


def read_measures(text: Words, in_goals: bool, states: bool) -> list[Measure]:
    """Every target of a text; states without a number only where it says that it strives."""
    measures: list[Measure] = []
    for sentence in _sentences(text):
        if not in_goals and not _worth(sentence.text):
            continue
        measures.extend(_sentence_measures(sentence, in_goals, states))
    return measures


def _worth(text: str) -> bool:
    return (
        "%" in text
        or _STRIVES.search(text) is not None
        or bool(re.search(r"ít nhất|tối thiểu|^Là |mỗi năm (?:trên |từ |khoảng )?\d", text))
    )


def _sentences(text: Words) -> Iterator[Words]:
    start = 0
    for gap in [*_SENTENCES.finditer(text.text), None]:
        end = gap.start() if gap else len(text.text)
        if piece := text.cut(start, end).strip(" ."):
            yield piece
        start = gap.end() if gap else end


@dataclass(frozen=True, slots=True)
class _Time:
    code: str
    words: Words


# What is so already, and nothing to be reached.
_SO_FAR = re.compile(r"(?:Hiện nay|Hiện tại|Hiện có|Tính đến nay|Đến nay)(?![\w])")


def _sentence_measures(sentence: Words, in_goals: bool, states: bool) -> list[Measure]:
    if _SO_FAR.match(sentence.text) and not _STRIVE.search(sentence.text):
        return []
    governing = _leading_time(sentence)
    strives = in_goals or _STRIVES.search(sentence.text) is not None
    found: list[Measure] = []
    past_strive = in_goals
    for clause in _clauses(sentence):
        past_strive = past_strive or _STRIVE.search(clause.text) is not None
        measured = _clause_measures(clause, strives, governing, found)
        if measured:
            found.extend(measured)
        elif (
            states
            and (past_strive or re.match(r"Là (?:địa bàn|đơn vị)", clause.text))
            and not re.search(r"\d ?%", clause.text)
        ):
            found.extend(_states(clause, governing))
    return found


def _clauses(sentence: Words) -> Iterator[Words]:
    start = 0
    said = sentence.text
    for gap in [*re.finditer(r" ?; ?", said), None]:
        end = gap.start() if gap else len(said)
        if gap and said.count("(", start, end) > said.count(")", start, end) and ")" in said[end:]:
            continue
        if piece := sentence.cut(start, end):
            yield piece
        start = gap.end() if gap else end


_LEAD_TIME = re.compile(
    r"^(?:[^.;]{0,160}?(?:(?:phấn|phân|phần) đ[ấầâ]u|mục tiêu|"
    r"chỉ tiêu))?,? ?(?:cụ thể |riêng |trước mắt )?"
    r"(?=(?:đến|trong|giai đoạn|từ|năm|vào|hết)(?![\w]))",
    re.IGNORECASE,
)


def _leading_time(sentence: Words) -> _Time | None:
    """ "Phấn đấu đến năm 2030, A; B; C": the date of every clause up to the full stop."""
    found = _LEAD_TIME.match(sentence.text)
    if found is None:
        return None
    moments = _moments(sentence)
    for moment in moments:
        if moment.start <= found.end() + 12 and moment.start >= found.end() - 12:
            return _Time(moment.code, sentence.cut(min(moment.start, found.end()), moment.end))
    return None


def _moments(text: Words) -> list[Moment]:
    said = text.text
    moments = [m for m in find_moments(said) if not m.yearly]
    return [
        m
        for m in merge(moments, said, lists=False)
        if not re.search(
            r"so với(?: năm)? ?$|tầm nhìn(?: đến)?(?: năm)? ?$|nhiệm kỳ ?$|khóa ?$",
            said[: m.start],
            re.IGNORECASE,
        )
    ]


def _clause_measures(
    clause: Words, strives: bool, governing: _Time | None, earlier: list[Measure]
) -> list[Measure]:
    now = values_now(clause.text)
    hits = [
        hit
        for hit in NUMBERS.every(clause.text)
        if is_measure(clause.text, hit, strives)
        and not any(start <= hit.match.start() < end for start, end in now)
    ]
    result: list[Measure] = []
    first = _strive_inside(clause.text, hits)
    if first and not _COMPLETES.match(clause.text):
        result.extend(_states(clause.cut(0, first), governing))
    for index, hit in enumerate(hits):
        floor = first if index == 0 else _boundary(clause.text, hits[index - 1].match, hit.match)
        ceiling = (
            _boundary(clause.text, hit.match, hits[index + 1].match)
            if index + 1 < len(hits)
            else len(clause.text)
        )
        before = result[-1] if result else (earlier[-1] if earlier else None)
        made = _measure(clause, hit, floor, ceiling, governing, before)
        if index and _BARE.fullmatch(clause.text, floor, hit.match.start()):
            made = _as_one(result, made)
        result.append(made)
    return result


# "ít nhất 30% A, 30% B trong năm 2026": one operator and one time for both.
_BARE = re.compile(r"[,;]? ?(?:và )?")


def _as_one(earlier: list[Measure], last: Measure) -> Measure:
    before = earlier[-1]
    if before.due is None and last.due is not None:
        earlier[-1] = replace(before, due=last.due, due_words=last.due_words)
    shares = last.op == "=" and before.value_max is None and last.unit == before.unit
    return replace(last, op=before.op) if shares else last


# Work that is to be finished, no state that is to last.
_COMPLETES = re.compile(r"hoàn thành việc ", re.IGNORECASE)


def _strive_inside(text: str, hits: list[Found[str]]) -> int:
    """ "Duy trì A, phấn đấu 2 B": the state ends where the striving begins."""
    if not hits:
        return 0
    found = re.search(r", (?=(?:phấn|phân|phần) đ[ấầâ]u )", text[: hits[0].match.start()])
    return found.end() if found else 0


def _boundary(text: str, first: re.Match[str], second: re.Match[str]) -> int:
    """Where one measure ends and the next begins, between two numbers."""
    between = text[first.end() : second.start()]
    near = re.search(
        r"(?:,|;| và)(?: và)?(?: (?:trong đó|phấn đấu|có|đạt|trên|từ|ít nhất|tối thiểu|khoảng|"
        r"dưới|gồm|còn|đến năm \d{4}|năm \d{4}|đến|đạt trên|vào)){0,5} ?$",
        between,
    )
    if near:
        return first.end() + near.start()
    marks = [
        m.start()
        for m in re.finditer(
            r", ?(?=(?:tỷ lệ|tỉ lệ|số |tổng|trong đó|nâng|mức|thu |giá trị|vốn|hằng năm|hàng năm|"
            r"phấn đấu|đến|năm|có|bình quân))|;| và (?=(?:tỷ lệ|đến|từ|nâng|năm))| \(Trong đó",
            between,
            re.IGNORECASE,
        )
    ]
    if marks:
        return first.end() + marks[0]
    commas = [m.start() for m in re.finditer(",", between)]
    return first.end() + (commas[-1] if commas else 0)


# Who is to do it, in brackets after the work.
_ASSIGNED = re.compile(r" ?\((?=[^()]{0,160}(?:chủ trì|thực hiện|phối hợp|Giao ))[^()]{0,300}\)?$")
# The deadline of the work, not a part of what is measured.
_FINISHED_BY = re.compile(
    r", ?(?:(?:hoàn thành|hoàn tất|xong|kết thúc)(?: xong)? (?:trước|trong|vào)|chậm nhất|"
    r"muộn nhất|xong) [^,;]{4,60}$",
    re.IGNORECASE,
)


def _measure(
    clause: Words,
    hit: Found[str],
    floor: int,
    ceiling: int,
    governing: _Time | None,
    before: Measure | None,
) -> Measure:
    segment = clause.cut(floor, ceiling).strip(" ,;.():")
    segment = _without_lead_words(segment)
    if by := _FINISHED_BY.search(segment.text):
        segment = segment.cut(0, by.start())
    match = hit.match
    head = _head(clause, floor, match.start())
    low, high = number_of(match), match.groupdict().get("high")
    unit, noun_end, counted = unit_of(hit, segment.text)
    named = match.end() if hit.yields == "percent" else match.start("noun")
    tail = clause.text[named if counted else named + noun_end : ceiling]
    tail = _ASSIGNED.sub("", _FINISHED_BY.sub("", tail))
    after = (
        clause.text[match.end() : ceiling]
        if hit.yields == "percent"
        else clause.text[match.start("noun") + noun_end : ceiling]
    )
    op = operator_of(head, tail, after, high is not None, hit)
    due, due_words = _due(clause, floor, ceiling, governing)
    metric = metric_of(head, tail, unit)
    if not metric and before is not None:
        metric = before.metric
    recurrences = [r for r in find_recurrences(segment.text) if r.rule in ("every", "every-list")]
    leading = [r for r in find_recurrences(clause.text[:40]) if r.rule == "every"]
    recurs = next(iter([*recurrences, *leading]), None)
    return Measure(
        segment,
        metric,
        op,
        low,
        parse_number(high) if high else None,
        unit,
        due,
        due_words,
        recurs.text if recurs else None,
        hit.rule.name,
    )


def _head(clause: Words, floor: int, end: int) -> str:
    """The words before a number, without those that lead the work and what there is now."""
    now = values_now(clause.text)
    doers = doers_end(clause) if floor == 0 else 0
    return without(clause.text, doers if floor < doers < end else floor, end, now)


_LEAD_WORDS = re.compile(
    r"^(?:và |trong đó,? |đồng thời |phấn đấu,? |với mục tiêu:? |cụ thể:? )+".replace(
        ")+", "){1,3}"
    ),
    re.IGNORECASE,
)


def _without_lead_words(segment: Words) -> Words:
    found = _LEAD_WORDS.match(segment.text)
    return segment.cut(found.end()) if found else segment


def _due(
    clause: Words, floor: int, ceiling: int, governing: _Time | None
) -> tuple[str | None, Words | None]:
    segment = clause.cut(floor, ceiling)
    moments = [
        m for m in _moments(segment) if not re.search(r"\((?:[^()]*)$", segment.text[: m.start])
    ]
    if moments:
        moment = moments[-1]
        lead = re.search(
            r"(?:đến|hết|trong|vào|từ|cuối|trước)(?: hết| cuối)? ?$",
            segment.text[: moment.start],
            re.IGNORECASE,
        )
        start = lead.start() if lead else moment.start
        return moment.code, segment.cut(start, moment.end)
    if governing is not None:
        return governing.code, governing.words
    return None, None


def _states(clause: Words, governing: _Time | None) -> list[Measure]:
    """Yes/no states to be reached, as printed; "không còn hộ nghèo" is zero "hộ"."""
    found: list[Measure] = []
    for piece in _state_pieces(clause):
        text = piece.text
        if not _STATE.search(METRIC_DROP.sub("", text).strip(" ,")):
            continue
        due, due_words = _due(piece, 0, len(text), governing)
        none_left = _NONE_LEFT.search(text)
        metric = METRIC_DROP.sub(" ", text)
        metric = re.sub(r" {2,}", " ", metric).strip(" ,;.:-–")
        if none_left:
            metric = re.sub(r"^.*?không còn ", "", metric, flags=re.IGNORECASE)
        value = 0.0 if none_left else None
        unit = none_left["noun"].lower() if none_left else None
        found.append(Measure(piece, metric, "=", value, None, unit, due, due_words, None, "state"))
    return found


def _state_pieces(clause: Words) -> Iterator[Words]:
    """ "A đạt chuẩn “X”, B đạt chuẩn “Y”" are two; elsewhere a comma belongs to the state."""
    start = 0
    for gap in [
        *re.finditer(
            r"(?<=[”\"]), (?=[^“”;]{3,160}(?:đạt|được công nhận))|, (?=giữ vững)", clause.text
        ),
        None,
    ]:
        end = gap.start() if gap else len(clause.text)
        piece = clause.cut(start, end)
        strives = list(_STRIVE.finditer(piece.text))
        if strives and start == 0 and strives[-1].start() > 0:
            piece = piece.cut(strives[-1].start())
        if piece and not re.match(r"giữ vững", piece.text):
            yield piece
        start = gap.end() if gap else end
