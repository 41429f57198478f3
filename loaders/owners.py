"""Who answers for a target (chịu trách nhiệm về chỉ tiêu), where the item itself says it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph_schema.model import UnitMention
from loaders.assemble import mention_unit
from loaders.labels import Attribute, Labelled
from loaders.lexicon import UNIT_START
from loaders.measures import Measure, read_measures
from loaders.passages import Words
from loaders.rules import BY_FORM, Rule, Table, words
from loaders.unit_lists import split_units

_ANSWERS = (
    r"(?:(?:có trách nhiệm|chịu trách nhiệm)(?: chính)?|chủ trì|theo dõi|phụ trách|"
    r"(?:là|làm) đầu mối)"
)
_DOES = (
    r"(?:,? ?(?:và )?(?:thực hiện|theo dõi|đôn đốc|đánh giá|tổng hợp|tham mưu|hoàn thành|"
    r"triển khai|về|việc|kết quả|tổ chức|phụ trách|chịu trách nhiệm|chủ trì|báo cáo)){0,5}"
)
_THESE = r" (?P<all>các |những )?(?P<share>chỉ tiêu)"

OWNERS: Table[str] = Table(
    "owners",
    (
        Rule(
            "labelled-bracket",
            words(
                r" ?(?P<mark>\((?:đơn vị|cơ quan|bộ phận) (?:chịu trách nhiệm|chủ trì|phụ trách|"
                rf"theo dõi|đầu mối){_DOES} ?: ?(?P<units>[^;.()]{{2,160}})\))"
            ),
            "owner",
            ("đạt 95% (Đơn vị chịu trách nhiệm: Phòng Kinh tế)",),
            ("(Đơn vị tính: %)",),
        ),
        Rule(
            "bracket",
            words(
                rf" ?(?P<mark>[(\[](?:do |giao )?(?P<units>[^;.():\[\]]{{2,160}}?) {_ANSWERS}"
                r"(?![\w])[^():\[\]]{0,160}?(?P<share>chỉ tiêu)?[^():\[\]]{0,60}[)\]])"
            ),
            "owner",
            (
                "đạt 95% (Phòng Kinh tế chủ trì)",
                "đạt 95% (giao Công an xã chịu trách nhiệm thực hiện)",
                "(Công an xã chủ trì theo dõi chỉ tiêu này)",
                "trồng 50 ha rừng (Hạt Kiểm lâm chủ trì, Phòng Kinh tế phối hợp)",
            ),
            ("đạt 95% (năm 2025 là 90%)", "(trong đó 50% được công nhận)"),
            confidence=BY_FORM,
        ),
        Rule(
            "by-whom-at-the-end",
            words(
                rf"(?P<mark>(?:, ?do| [-–]) (?P<units>[^\W\d_][^;.():]{{2,90}}?) {_ANSWERS}{_DOES})"
                r"(?=[;.]|$)"
            ),
            "owner",
            (
                "giảm còn 1%, do Phòng Kinh tế chịu trách nhiệm chính.",
                "đạt trên 90% - Phòng Văn hóa - Xã hội chủ trì theo dõi",
            ),
            ("đạt trên 90%, do đó Phòng Kinh tế cần chủ trì rà soát",),
            confidence=BY_FORM,
        ),
        Rule(
            "given-this-target",
            words(
                rf"(?:^|[,;.(] ?)(?P<mark>(?:trong đó,? |và )?(?:giao|phân công|đề nghị)(?: cho)? "
                rf"(?P<units>[^;.()]{{2,160}}?) {_ANSWERS}(?:[^;.()]{{0,100}}? phối hợp)?{_DOES}"
                rf"{_THESE}(?: này| trên| nêu trên| nói trên)?)(?=[,;.)]|$)"
            ),
            "owner",
            (
                "; giao Sở Xây dựng chịu trách nhiệm thực hiện chỉ tiêu này.",
                "Giao Phòng Kinh tế theo dõi, đôn đốc thực hiện các chỉ tiêu trên",
            ),
            ("giao chỉ tiêu cho từng đơn vị", "Giao Phòng Kinh tế xây dựng kế hoạch"),
        ),
        Rule(
            "answers-for-this-target",
            words(
                rf"(?:^|[;.(] ?)(?P<mark>(?:trong đó,? |và |do )?(?P<units>[^;.()]{{2,120}}?) "
                rf"(?:là (?:đơn vị|cơ quan) )?{_ANSWERS}{_DOES}{_THESE}"
                rf" (?:này|trên|nêu trên|nói trên))(?=[ ,;.)]|$)"
            ),
            "owner",
            ("; Phòng Kinh tế chịu trách nhiệm về chỉ tiêu này",),
            ("Phòng Kinh tế chịu trách nhiệm về công tác này",),
        ),
    ),
)
_ANSWERING = words(rf"{_ANSWERS}|chịu trách nhiệm")
_EMPTY = re.compile(r" ?\( ?\)| ?\[ ?\]| ?[)\]]$")
_OWNING = frozenset({Attribute.LEAD, Attribute.EXECUTE})


@dataclass(frozen=True, slots=True)
class OwnedMeasure:
    """A measure and those who answer for it."""

    measure: Measure
    owners: tuple[UnitMention, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    owners: tuple[UnitMention, ...]
    all_before: bool
    names_target: bool


def owned_measures(text: Words, in_goals: bool, states: bool) -> list[OwnedMeasure]:
    """The targets of a text with their owners; in a task only "chỉ tiêu" itself makes one."""
    marks = [mark for mark in _marks(text) if in_goals or mark.names_target]
    measures = [
        measure
        for measure in read_measures(text, in_goals=in_goals, states=states)
        if not any(_within(measure.words, mark, text) for mark in marks)
    ]
    owners: dict[int, tuple[UnitMention, ...]] = {}
    last = text.start
    for mark in marks:
        for index in _governed(measures, mark, text, last):
            owners[index] = mark.owners
        last = mark.end
    return [
        OwnedMeasure(_without_brackets(measure, marks), owners.get(index, ()))
        for index, measure in enumerate(measures)
    ]


def _without_brackets(measure: Measure, marks: Sequence[_Mark]) -> Measure:
    """What stands in brackets for the owner is no part of what is measured."""
    said = measure.words
    for mark in marks:
        if said.start < mark.start < said.end:
            inner = said.passage.words(mark.start, mark.end).strip("()[], -–").text
            metric = _EMPTY.sub("", measure.metric.replace(inner, "")).strip(" ,;.([-–")
            if measure.unit:
                metric = metric.removesuffix(f" {measure.unit}")
            closes = mark.end >= said.end - 1
            cut = said.cut(0, mark.start - said.start).strip(" ,;.") if closes else said
            measure = replace(measure, words=cut, metric=metric)
    return measure


def _marks(text: Words) -> list[_Mark]:
    said = text.text
    if _ANSWERING.search(said) is None:
        return []
    found: list[_Mark] = []
    for hit in OWNERS.every(said):
        named = text.cut(*hit.match.span("units"))
        spans = [span for span in split_units(named) if span.name]
        if not spans or not UNIT_START.match(named.text):
            continue
        groups = hit.match.groupdict()
        start, end = hit.match.span("mark")
        found.append(
            _Mark(
                text.start + start,
                text.start + end,
                tuple(mention_unit(span, hit.rule.name, None, hit.confidence) for span in spans),
                groups.get("all") is not None,
                groups.get("share") is not None,
            )
        )
    return found


def _within(measured: Words, mark: _Mark, text: Words) -> bool:
    return measured.passage is text.passage and mark.start <= measured.start < mark.end


def _governed(measures: Sequence[Measure], mark: _Mark, text: Words, floor: int) -> Iterator[int]:
    """Those of the clause before the mark; with "các chỉ tiêu trên" all since the last mark."""
    before = [
        index
        for index, measure in enumerate(measures)
        if measure.words.passage is text.passage and floor <= measure.words.start < mark.start
    ]
    if not before:
        return
    if mark.all_before:
        yield from before
        return
    passage = text.passage.text
    nearest = measures[before[-1]].words
    clause = max(passage.rfind(stop, 0, nearest.start) for stop in (";", ". "))
    yield from (index for index in before if measures[index].words.start > clause)


def label_owners(labels: Iterable[tuple[Labelled, Words]]) -> tuple[UnitMention, ...]:
    """ "Đơn vị chịu trách nhiệm: Phòng X" under an item of the part for goals."""
    return tuple(
        mention_unit(span, label.rule)
        for label, value in labels
        if label.attribute in _OWNING
        for span in split_units(value)
        if span.name
    )


def cell_owners(cells: Iterable[Words], rule: str) -> tuple[UnitMention, ...]:
    """The units of a column "Đơn vị chịu trách nhiệm" of a table of chỉ tiêu."""
    return tuple(mention_unit(s, rule) for words_ in cells for s in split_units(words_) if s.name)
