"""What a person should look at in one reading, and which of it is settled already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from graph_schema.corrections import CorrectionKind, Part, ReviewKind
from graph_schema.identity import reading_version, review_item_id
from graph_schema.model import PlanRecord, Quote, ReportDuty, Source, Target, Task, UnitMention
from loaders.corrected import IDENTITY, Corrected, Stray
from loaders.corrected_places import places_of
from loaders.oddities import WITHOUT_PROVINCE
from loaders.rules import SURE
from loaders.units import Home, SettledUnit, settle_unit
from loaders.unread import why_unread

_SPLITS_AND_DROPS = (CorrectionKind.SPLIT_TASK, CorrectionKind.DROP)
_MEASURE = frozenset({"metric", "op", "value", "valueMax", "unitOfMeasure"})
_FIELDS = {
    "text": "nội dung",
    "due": "thời hạn",
    "recurs": "định kỳ",
    "lead": "đơn vị chủ trì",
    "execute": "đơn vị thực hiện",
    "support": "đơn vị phối hợp",
    "overseers": "lãnh đạo phụ trách",
    "deliverable": "sản phẩm",
    "metric": "chỉ tiêu",
    "owners": "đơn vị chịu trách nhiệm",
    "by": "đơn vị báo cáo",
    "to": "nơi nhận báo cáo",
    "via": "đơn vị trung gian",
    "directives": "văn bản được dẫn",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
    "date": "ngày ban hành",
    "symbol": "số, ký hiệu",
    "number": "số",
    "signer": "người ký",
}


@dataclass(frozen=True, slots=True)
class Review:
    """What a load knows of people's work on a document."""

    document: str
    """Its id without corrections: what review items are known by."""
    read: PlanRecord
    """The record without corrections."""
    corrected: Corrected
    history: tuple[str, ...]
    """Ids of every correction of the document, withdrawn ones too."""
    confirming: Mapping[str, str]
    """Review item to the correction that confirms it."""
    merged: Mapping[str, SettledUnit]
    """A unit's id by its words to the unit that it is."""
    merging: Mapping[str, str]
    """The same to the correction that says so."""
    undecided: tuple[int, ...]
    """Which directives fit several documents."""

    def version(self, source: Source) -> str:
        """What somebody saw who looks at this reading."""
        applied = [done.correction.id for done in self.corrected.applied]
        return reading_version(
            source.sha256, source.reader, (*applied, *sorted(self.confirming.values()))
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    id: str
    kind: ReviewKind
    part: Part
    place: tuple[str, int]
    """Ref and ordinal of the part it is in."""
    field: str
    message: str
    quote: Quote | None
    unit: str | None = None
    """Id of the unit that it is about."""
    settled_by: str | None = None
    also: tuple[tuple[str, int], ...] = ()
    """Places of other parts that the same words stand for: one heading over several tasks."""


class _Value(NamedTuple):
    part: Part
    place: tuple[str, int]
    field: str
    quote: Quote | None
    unit: UnitMention | None = None


def review_items(review: Review, home: Home) -> tuple[Item, ...]:
    """Every review item of a reading, in the order of the document."""
    found = sorted(_found(review, home), key=lambda item: item.quote.start if item.quote else -1)
    seen: Counter[tuple[str, ...]] = Counter()
    items: list[Item] = []
    for item in found:
        words = item.quote.text if item.quote else item.message
        key = (item.kind, item.part, item.place[0], item.field, words)
        seen[key] += 1
        identity = review_item_id(review.document, *key, seen[key])
        settled = item.settled_by or review.confirming.get(identity) or _settled(review, item)
        items.append(replace(item, id=identity, settled_by=settled))
    return tuple(items)


def _settled(review: Review, item: Item) -> str | None:
    """The correction that was made at the very place, at each of them if there are several."""
    found = [_settled_at(review, item, place) for place in (item.place, *item.also)]
    return found[0] if all(found) else None


def _settled_at(review: Review, item: Item, place: tuple[str, int]) -> str | None:
    for done in reversed(review.corrected.applied):
        if (done.part, done.was) != (item.part, place):
            continue
        kind, field = done.correction.kind, done.correction.field
        if kind is CorrectionKind.DROP:
            return done.correction.id
        if item.kind is not ReviewKind.LOW_CONFIDENCE:
            continue
        same = field == item.field or (item.field == "metric" and field in _MEASURE)
        split = kind in _SPLITS_AND_DROPS and item.field == "text"
        named = kind is CorrectionKind.NAME_OWNER and item.field == "owners"
        if same or split or named:
            return done.correction.id
    return None


def _found(review: Review, home: Home) -> Iterator[Item]:
    record = review.read
    values = tuple(_values(record))
    yield from _all_unsure(values)
    yield from _unsettled_units(review, values, home)
    for index in review.undecided:
        mention = record.directives[index]
        message = f"“{mention.symbol}” khớp với nhiều văn bản trong kho, chưa rõ là văn bản nào."
        yield _item(ReviewKind.UNSETTLED_CITATION, Part.DOCUMENT, message, mention.quote)
    for line in record.unread:
        message = f"Dòng trong phần giao việc chưa đọc được: {why_unread(line.reason)}."
        yield _item(ReviewKind.UNREAD_LINE, Part.LINE, message, line.quote)
    for note in record.notes:
        item = _item(ReviewKind.ODDITY, Part.LINE, note.message, note.quote, note.code)
        merged = _issuer_merged(review, home) if note.code == WITHOUT_PROVINCE else None
        yield replace(item, settled_by=merged)
    for lost in review.corrected.stray:
        anchor = lost.correction.anchor
        place = (anchor.ref, anchor.ordinal)
        kind, said = ReviewKind.STRAY_CORRECTION, _why_stray(lost)
        yield Item("", kind, anchor.part, place, lost.correction.id, said, None)


def _issuer_merged(review: Review, home: Home) -> str | None:
    """The word of a person by which who issued it is a body of a place with its province."""
    issuer = review.read.document.issuer
    return review.merging.get(settle_unit(issuer, False, home).id) if issuer else None


def _why_stray(lost: Stray) -> str:
    """What became of a correction that changes nothing here, and what to do."""
    said = lost.correction
    who = f"Phép sửa của {said.author} ngày {said.at[:10]} ({said.id})"
    if lost.now is None:
        return f"{who} không còn tìm thấy chỗ của nó: “{said.anchor.quote[:120]}”."
    name = _FIELDS.get(said.field or "", said.field or "người chịu trách nhiệm")
    now, wanted = ("; ".join(values)[:120] or "trống" for values in (lost.now, said.value))
    if said.anchor.part is Part.DOCUMENT and said.field in IDENTITY:
        return (
            f"{who} đặt {name} là “{wanted}” cho tệp trước; tệp này ghi “{now}” nên giữ như tệp "
            "ghi: nếu vẫn sai thì sửa lại ở đây."
        )
    return (
        f"Văn bản nay ghi {name} là “{now}”, nên phép sửa thành “{wanted}” không còn dùng: {who}."
    )


def _item(kind: ReviewKind, part: Part, message: str, quote: Quote | None, field: str = "") -> Item:
    return Item("", kind, part, ("", 1), field, message, quote)


def _all_unsure(values: Iterable[_Value]) -> Iterator[Item]:
    """One item for one quote, however many parts take their value from it."""
    same: dict[tuple[object, ...], list[tuple[_Value, Quote]]] = {}
    for value in values:
        quote = value.quote
        if quote is not None and quote.confidence < SURE:
            key = (value.part, value.field, quote.start, quote.end)
            same.setdefault(key, []).append((value, quote))
    yield from (_unsure(*found[0], [value.place for value, _ in found]) for found in same.values())


def _unsure(value: _Value, quote: Quote, places: list[tuple[str, int]]) -> Item:
    name = _FIELDS.get(value.field, value.field)
    message = f"Cần xem lại {name}: độ tin cậy {quote.confidence:.2g}.".replace("0.", "0,")
    also = tuple(place for place in dict.fromkeys(places) if place != value.place)
    if also:
        refs = ", ".join(dict.fromkeys(ref for ref, _ in also if ref))
        message += f" Cùng những lời này còn ở {len(also)} mục khác" + (
            f": {refs}." if refs else "."
        )
    kind = ReviewKind.LOW_CONFIDENCE
    return Item(*("", kind, value.part, value.place, value.field, message, quote), also=also)


def _unsettled_units(review: Review, values: Iterable[_Value], home: Home) -> Iterator[Item]:
    """Each unit that no table settles, once, where the document names it first."""
    named: dict[str, _Value] = {}
    for value in values:
        if value.unit is None or value.unit.collective or value.unit.person is not None:
            continue
        named.setdefault(value.unit.name, value)
    met: set[str] = set()
    for name, value in named.items():
        unit = settle_unit(name, False, home)
        if unit.settled or unit.id in met:
            continue
        met.add(unit.id)
        other = review.merged.get(unit.id)
        yield Item(
            "",
            ReviewKind.UNSETTLED_UNIT,
            value.part,
            value.place,
            value.field,
            f"Chưa rõ “{unit.name}” là đơn vị nào, ở đâu.",
            value.quote,
            other.id if other else unit.id,
            review.merging.get(unit.id),
        )


def _values(record: PlanRecord) -> Iterator[_Value]:
    for found in record.document.quotes:
        yield _Value(Part.DOCUMENT, ("", 1), found.field, found.quote)
    for mention in record.directives:
        yield _Value(Part.DOCUMENT, ("", 1), "directives", mention.quote)
    for task, place in zip(record.tasks, places_of(record, Part.TASK), strict=True):
        yield from _task_values(task, place)
    for target, place in zip(record.targets, places_of(record, Part.TARGET), strict=True):
        yield from _target_values(target, place)
    for duty, place in zip(record.reports, places_of(record, Part.REPORT), strict=True):
        yield from _report_values(duty, place)


def _task_values(task: Task, place: tuple[str, int]) -> Iterator[_Value]:
    for field, quote in (
        ("text", task.quote),
        ("due", task.due_quote),
        ("recurs", task.recurs_quote),
        ("deliverable", task.deliverable),
    ):
        yield _Value(Part.TASK, place, field, quote)
    for field, units in (
        ("lead", task.lead),
        ("execute", task.execute),
        ("support", task.support),
    ):
        for unit in units:
            yield _Value(Part.TASK, place, field, unit.quote, unit)
    for leader in task.overseers:
        yield _Value(Part.TASK, place, "overseers", leader.quote)


def _target_values(target: Target, place: tuple[str, int]) -> Iterator[_Value]:
    yield _Value(Part.TARGET, place, "metric", target.quote)
    if target.due_quote is not None and target.due_quote != target.quote:
        yield _Value(Part.TARGET, place, "due", target.due_quote)
    for unit in target.owners:
        yield _Value(Part.TARGET, place, "owners", unit.quote, unit)


def _report_values(duty: ReportDuty, place: tuple[str, int]) -> Iterator[_Value]:
    yield _Value(Part.REPORT, place, "text", duty.quote)
    for field, unit in (("by", duty.by), ("to", duty.to), ("via", duty.via)):
        if unit is not None:
            yield _Value(Part.REPORT, place, field, unit.quote, unit)
