"""What is listed for review: what is unsure, unread or odd; and how corrections close it."""

from dataclasses import replace

import pytest

from graph_schema.corrections import Anchor, Correction, CorrectionKind, Part, ReviewKind
from graph_schema.model import Note, PlanRecord, UnreadLine
from loaders.corrected import apply_corrections
from loaders.review import Item, Review, review_items
from loaders.units import home_of
from tests.records import Draft


def plan() -> PlanRecord:
    """One task, its deadline and its lead read unsurely; a line unread; a number printed twice."""
    record = (
        Draft()
        .task("1", "Trồng cây ven sông", lead=["Xưởng Diều Sáo"], due="2026")
        .target("1", "cây sống", 90, task="1")
        .record()
    )
    task = record.tasks[0]
    assert task.due_quote is not None
    unsure = replace(task, due_quote=replace(task.due_quote, confidence=0.7))
    unsure = replace(unsure, quote=replace(task.quote, confidence=0.9))
    line = UnreadLine(record.targets[0].quote, "không rõ")
    note = Note("repeated-number", "Số mục 1 được in hai lần.", task.quote)
    return replace(record, tasks=(unsure,), unread=(line,), notes=(note,))


def items(record: PlanRecord, *said: Correction) -> dict[ReviewKind, Item]:
    """The review items by kind; there is one of each."""
    confirming = {c.item: c.id for c in said if c.item}
    corrected = apply_corrections(record, said)
    review = Review("doc_1", record, corrected, (), confirming, {}, {}, ())
    frame = record.document
    found = review_items(review, home_of(frame.place, frame.province))
    assert len({item.kind for item in found}) == len(found)
    return {item.kind: item for item in found}


def said(record: PlanRecord, kind: CorrectionKind, *value: str, field: str = "") -> Correction:
    quote = record.tasks[0].quote
    place = Anchor(Part.TASK, record.source.sha256, quote.start, quote.end, quote.text, "1")
    return Correction("corr_1", kind, place, field, value, "An", "Sai", "2026-06-01")


def test_what_is_unsure_unsettled_unread_or_odd_is_listed_and_open() -> None:
    found = items(plan())
    assert {kind: (item.part, item.field) for kind, item in found.items()} == {
        ReviewKind.LOW_CONFIDENCE: (Part.TASK, "due"),
        ReviewKind.UNSETTLED_UNIT: (Part.TASK, "lead"),
        ReviewKind.UNREAD_LINE: (Part.LINE, ""),
        ReviewKind.ODDITY: (Part.LINE, "repeated-number"),
    }
    assert {item.settled_by for item in found.values()} == {None}
    assert "0,7" in found[ReviewKind.LOW_CONFIDENCE].message


@pytest.mark.parametrize(
    ("kind", "field", "value", "closed"),
    [
        (CorrectionKind.SET_VALUE, "due", ("2027",), {ReviewKind.LOW_CONFIDENCE}),
        (CorrectionKind.SET_VALUE, "text", ("Trồng tre",), set()),
        (CorrectionKind.DROP, "", (), {ReviewKind.LOW_CONFIDENCE, ReviewKind.UNSETTLED_UNIT}),
    ],
)
def test_a_correction_at_the_very_place_closes_what_it_settles(
    kind: CorrectionKind, field: str, value: tuple[str, ...], closed: set[ReviewKind]
) -> None:
    record = plan()
    found = items(record, said(record, kind, *value, field=field))
    assert {kind for kind, item in found.items() if item.settled_by == "corr_1"} == closed


def test_an_item_that_is_confirmed_stays_closed_where_a_newer_reader_shifts_the_text() -> None:
    record = plan()
    line = items(record)[ReviewKind.UNREAD_LINE]
    confirmed = replace(said(record, CorrectionKind.CONFIRM), item=line.id)
    moved = replace(record.unread[0].quote, start=7, end=9)
    shifted = replace(record, unread=(replace(record.unread[0], quote=moved),))
    assert items(shifted, confirmed)[ReviewKind.UNREAD_LINE].settled_by == "corr_1"
    assert items(shifted, confirmed)[ReviewKind.ODDITY].settled_by is None


def test_who_confirms_an_item_confirms_no_other_place_with_the_same_words() -> None:
    record = plan()
    twin = replace(record.tasks[0], ref="0")
    both = replace(record, tasks=(twin, *record.tasks), notes=(), unread=(), targets=())
    fields = ReviewKind.LOW_CONFIDENCE

    def listed(read: PlanRecord) -> dict[tuple[str, int], str]:
        corrected = apply_corrections(read, ())
        review = Review("doc_1", read, corrected, (), {}, {}, {}, ())
        frame = read.document
        found = review_items(review, home_of(frame.place, frame.province))
        return {item.place: item.id for item in found if item.kind is fields}

    moved = replace(twin, due_quote=replace(record.tasks[0].quote, confidence=0.7))
    apart = replace(both, tasks=(moved, *record.tasks))
    assert listed(record)["1", 1] == listed(apart)["1", 1]
    assert listed(apart)["0", 1] not in listed(record).values()


def test_a_correction_that_lost_its_place_is_listed_with_who_made_it() -> None:
    record = plan()
    lost = said(record, CorrectionKind.DROP)
    lost = replace(lost, anchor=replace(lost.anchor, source="other", quote="không còn"))
    stray = items(record, lost)[ReviewKind.STRAY_CORRECTION]
    assert "An" in stray.message
    assert "không còn" in stray.message
    assert stray.settled_by is None


def test_one_quote_that_several_tasks_take_a_time_from_is_one_item_until_all_are_set() -> None:
    record = plan()
    twin = replace(record.tasks[0], ref="2", lead=())
    both = replace(record, tasks=(*record.tasks, twin), notes=(), unread=())
    found = items(both)[ReviewKind.LOW_CONFIDENCE]
    assert (found.place, found.also) == (("1", 1), (("2", 1),))
    assert "còn ở 1 mục khác: 2." in found.message
    first = said(both, CorrectionKind.SET_VALUE, "2027", field="due")
    assert items(both, first)[ReviewKind.LOW_CONFIDENCE].settled_by is None
    second = replace(first, id="corr_2", anchor=replace(first.anchor, ref="2"))
    assert items(both, first, second)[ReviewKind.LOW_CONFIDENCE].settled_by == "corr_1"


def test_a_person_who_is_named_is_not_asked_about_as_a_unit() -> None:
    record = plan()
    who = replace(record.tasks[0].lead[0], person="Lê Văn An", position="Phó Chủ tịch")
    named = replace(record, tasks=(replace(record.tasks[0], lead=(who,)),))
    assert ReviewKind.UNSETTLED_UNIT not in items(named)


def test_why_a_line_is_unread_is_told_in_words() -> None:
    record = plan()
    line = replace(record.unread[0], reason="table-without-known-header")
    message = items(replace(record, unread=(line,)))[ReviewKind.UNREAD_LINE].message
    assert "bảng có dòng đầu lạ" in message
    assert "table-without" not in message
