"""Corrections on a record: a pure step that finds its place by hash, by words, or not at all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.corrections import Anchor, Correction, CorrectionKind, Part
from graph_schema.errors import NotCorrected
from graph_schema.model import PlanRecord, Quote
from loaders.corrected import Stray, apply_corrections, check_correction, with_reading
from loaders.corrected_places import locate
from loaders.corrected_values import FIELDS
from tests.loaders.texts import record_of
from tests.records import Draft

SET, DROP = CorrectionKind.SET_VALUE, CorrectionKind.DROP
_QUOTE = Quote("", 0, 0, "hand")


def plan(first: str = "") -> PlanRecord:
    draft = Draft()
    if first:
        draft.task("0", first)
    return (
        draft.task("1", "Trồng cây ven sông", lead=["Phòng Kinh tế"], due="2026")
        .task("2", "Thắp đèn đường thôn. Dựng cổng chào")
        .task("3", "Trồng cây ven sông")
        .target("1", "cây sống", 90, task="1")
        .target("1", "cây chết", 5, task="1")
        .report("Các thôn", "UBND xã", "hằng năm", "--11-25")
        .record()
    )


def correction(
    record: PlanRecord,
    kind: CorrectionKind,
    part: Part = Part.TASK,
    index: int = 0,
    field: str | None = None,
    value: tuple[str, ...] = (),
    name: str = "corr_1",
) -> Correction:
    quotes = {
        Part.TASK: [task.quote for task in record.tasks],
        Part.TARGET: [target.quote for target in record.targets],
        Part.REPORT: [duty.quote for duty in record.reports],
    }
    quote = quotes[part][index] if part in quotes else _QUOTE
    ref = record.tasks[index].ref if part is Part.TASK else "1"
    place = Anchor(part, record.source.sha256, quote.start, quote.end, quote.text, ref, 1)
    at = f"2026-06-01T00:00:0{name[-1]}"
    return Correction(name, kind, place, field, value, "An", "Sai", at)


def test_nothing_to_correct_changes_nothing() -> None:
    record = plan()
    assert apply_corrections(record, ()).record == record


def test_the_place_is_found_by_the_hash_or_by_words_that_are_there_once() -> None:
    record, shifted = plan(), plan("Một việc mới")
    second = correction(record, SET, index=1, field="due", value=("2027",))
    assert locate(record, second.anchor) == 1
    assert locate(shifted, second.anchor) == 2
    twice = correction(record, SET, index=2, field="due", value=("2027",))
    assert locate(record, twice.anchor) == 2, "the same words stand twice: the offsets tell"
    assert locate(shifted, twice.anchor) == 3, "the same words stand twice: the ref tells"
    nowhere = replace(twice.anchor, source="other", ref="9")
    assert locate(shifted, nowhere) is None


def test_a_correction_without_a_place_is_stray_and_changes_nothing() -> None:
    record = plan()
    lost = correction(record, DROP)
    lost = replace(lost, anchor=replace(lost.anchor, source="other", quote="không còn"))
    result = apply_corrections(record, (lost,))
    assert (result.record, result.applied, result.stray) == (record, (), (Stray(lost),))


def test_the_later_of_two_corrections_wins_and_a_withdrawn_one_counts_for_nothing() -> None:
    record = plan()
    first = correction(record, SET, field="due", value=("2027",), name="corr_1")
    later = correction(record, SET, field="due", value=("2028",), name="corr_2")
    both = apply_corrections(record, (first, later))
    due = both.record.tasks[0].due
    assert due is not None
    assert due.code == "2028"
    assert [done.read for done in both.applied] == [("2026",), ("2026",)], "what was read"
    taken = replace(later, withdrawn_at="2026-07-01")
    due = apply_corrections(record, (first, taken)).record.tasks[0].due
    assert due is not None
    assert due.code == "2027"


def test_what_is_dropped_leaves_the_places_of_the_others_as_they_were() -> None:
    record = plan()
    dropped = apply_corrections(record, (correction(record, DROP, Part.TARGET),)).record
    assert [(target.metric, target.dropped) for target in dropped.targets] == [
        ("cây sống", True),
        ("cây chết", False),
    ]


def test_a_title_that_is_corrected_yields_to_a_later_version_that_prints_another() -> None:
    record = plan()
    wanted = correction(record, SET, Part.DOCUMENT, 0, "title", ("Xanh",))
    said = with_reading(record, (), wanted)
    same = plan("Một việc mới")
    assert apply_corrections(same, (said,)).record.document.title == "Xanh"
    again = replace(said, id="corr_2", value=("Xanh hơn",), at="2026-06-02")
    assert apply_corrections(same, (said, again)).record.document.title == "Xanh hơn"
    other = replace(same, document=replace(same.document, title="Sạch"))
    result = apply_corrections(other, (said,))
    assert (result.record.document.title, result.stray) == ("Sạch", (Stray(said, ("Sạch",)),))


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", "28"), ("symbol", "KH-HĐND"), ("issuer", "UBND xã Khác"), ("date", "2026-06-01")],
)
def test_what_identifies_a_document_is_corrected_in_the_very_file_alone(
    field: str, value: str
) -> None:
    record, other = plan(), plan("Một việc mới")
    wanted = correction(record, SET, Part.DOCUMENT, 0, field, (value,))
    said = with_reading(record, (), wanted)
    assert apply_corrections(record, (said,)).stray == ()
    result = apply_corrections(other, (said,))
    assert result.record == other
    assert [lost.correction for lost in result.stray] == [said]


def test_the_same_words_under_another_number_and_heading_are_another_task() -> None:
    record = plan()
    said = with_reading(record, (), correction(record, SET, index=0, field="due", value=("2027",)))
    other = Draft().task("7", "Trồng cây ven sông", due="2026").record()
    assert apply_corrections(other, (said,)).stray == (Stray(said),)
    under = [replace(task, heading="Môi trường") for task in record.tasks[:2]]
    headed = replace(record, tasks=(*under, *record.tasks[2:]))
    wanted = correction(headed, SET, index=1, field="due", value=("2027",))
    said = with_reading(headed, (), wanted)
    moved = Draft().task("7", record.tasks[1].text).record()
    assert apply_corrections(moved, (said,)).stray == (Stray(said),), "another heading"
    there = replace(moved, tasks=(replace(moved.tasks[0], heading="Môi trường"),))
    due = apply_corrections(there, (said,)).record.tasks[0].due
    assert due is not None, "the same words, once, under the same heading"
    assert due.code == "2027"


@pytest.mark.parametrize(
    ("printed", "code", "strays"),
    [("2026", "2027", 0), ("2028", "2028", 1), ("2027", "2027", 0)],
)
def test_a_later_version_that_prints_a_new_value_wins_and_the_correction_is_told(
    printed: str, code: str, strays: int
) -> None:
    record = Draft().task("1", "Trồng cây ven sông", due="2026").record()
    said = with_reading(record, (), correction(record, SET, field="due", value=("2027",)))
    later = Draft().task("1", "Trồng cây ven sông", due=printed).task("2", "Mới").record()
    result = apply_corrections(later, (said,))
    due = result.record.tasks[0].due
    assert due is not None
    assert due.code == code
    assert result.stray == (Stray(said, (printed,)),) * strays


def test_a_newer_reader_of_the_very_file_does_not_win_over_who_looked_at_it() -> None:
    record = plan()
    said = with_reading(record, (), correction(record, SET, field="due", value=("2027",)))
    anew = replace(record, tasks=(replace(record.tasks[0], due=None), *record.tasks[1:]))
    due = apply_corrections(anew, (said,)).record.tasks[0].due
    assert due is not None
    assert due.code == "2027"


def test_what_stood_under_a_dropped_task_goes_to_the_task_above_or_to_the_plan() -> None:
    record = plan()
    dropped = apply_corrections(record, (correction(record, DROP),)).record
    assert [target.task_ref for target in dropped.targets] == [None, None]
    below = replace(record.tasks[0], parent_ref="2")
    child = replace(record.tasks[2], parent_ref="1")
    nested = replace(record, tasks=(below, record.tasks[1], child))
    dropped = apply_corrections(nested, (correction(nested, DROP),)).record
    assert [target.task_ref for target in dropped.targets] == ["2", "2"]
    assert [task.parent_ref for task in dropped.tasks] == [None, "2"]


def test_every_correction_of_one_value_shows_what_the_reader_read() -> None:
    record = plan()
    name = CorrectionKind.NAME_OWNER
    made = (
        correction(record, name, Part.TARGET, value=("Phòng Kinh tế",), name="corr_1"),
        correction(record, name, Part.TARGET, value=("Công an xã",), name="corr_2"),
        correction(record, SET, field="text", value=("Trồng tre",), name="corr_3"),
        correction(record, DROP, name="corr_4"),
    )
    read = [done.read for done in apply_corrections(record, made).applied]
    assert read == [(), (), ("Trồng cây ven sông",), ("Trồng cây ven sông",)]
    pieces = ("Thắp đèn đường thôn.", "Dựng cổng chào")
    cut = correction(record, CorrectionKind.SPLIT_TASK, index=1, value=pieces, name="corr_5")
    after = apply_corrections(record, (cut,)).record
    second = [
        correction(after, SET, index=2, field="text", value=(text,), name=name)
        for text, name in (("Dựng cổng", "corr_6"), ("Dựng hai cổng", "corr_7"))
    ]
    read = [done.read for done in apply_corrections(record, (cut, *second)).applied]
    assert read[1:] == [("Dựng cổng chào",), ("Dựng cổng chào",)]


def test_the_pieces_of_a_split_task_are_slices_of_the_source() -> None:
    record = plan()
    pieces = ("Thắp đèn đường thôn.", "Dựng cổng chào")
    split = correction(record, CorrectionKind.SPLIT_TASK, index=1, value=pieces)
    tasks = apply_corrections(record, (split,)).record.tasks
    assert [task.ref for task in tasks] == ["1", "2", "2/2", "3"]
    for task in tasks:
        assert record.source.text[task.quote.start : task.quote.end] == task.quote.text


def test_a_task_is_split_at_any_words_of_the_lines_below_its_item_too() -> None:
    text = (
        "KẾ HOẠCH\nDọn kênh năm 2026\n\nI. NHIỆM VỤ\n1. Nạo vét kênh\n- Cơ quan chủ trì: Phòng "
        "Kinh tế\n- Kinh phí: 4,5 tỷ đồng\n2. Gia cố đê bao.\nCắm tiêu ở ngã ba sông.\n"
        "- Trồng tre giữ đất\n- Đóng cọc\n3. Phòng Kinh tế kiểm kê thuyền.\n"
    )
    record = record_of(text)
    index = next(i for i, task in enumerate(record.tasks) if task.text.startswith("Gia cố"))
    task = record.tasks[index]
    assert "Cắm tiêu" in task.text
    assert "Cắm tiêu" not in task.quote.text
    pieces = ("Gia cố đê bao.", "Cắm tiêu ở ngã ba sông.")
    split = correction(record, CorrectionKind.SPLIT_TASK, index=index, value=pieces)
    result = apply_corrections(record, (split,))
    assert result.stray == ()
    cut = result.record.tasks[index : index + 2]
    assert tuple(one.text for one in cut) == pieces
    for one in cut:
        assert text[one.quote.start : one.quote.end] == one.quote.text
    for strange in ("Phòng Kinh tế kiểm kê thuyền.", "Nạo vét kênh", "Cắm mốc"):
        wrong = replace(split, value=("Gia cố đê bao.", strange))
        with pytest.raises(NotCorrected, match="không phải một đoạn"):
            check_correction(record, (), wrong)


def test_several_names_in_one_value_are_parted_by_semicolons() -> None:
    record = plan()
    leaders = ("Lê Văn An, Phó Chủ tịch UBND xã; Trần Thị Bé, Chủ tịch UBND xã",)
    said = (
        correction(record, SET, field="overseers", value=leaders, name="corr_1"),
        correction(record, SET, field="lead", value=("Phòng Kinh tế; Công an xã",), name="corr_2"),
    )
    task = apply_corrections(record, said).record.tasks[0]
    assert [(one.name, one.position) for one in task.overseers] == [
        ("Lê Văn An", "Phó Chủ tịch UBND xã"),
        ("Trần Thị Bé", "Chủ tịch UBND xã"),
    ]
    assert [one.name for one in task.lead] == ["Phòng Kinh tế", "Công an xã"]


_WORDS = st.text("abcdđêô 0123456789/-.,", max_size=12)


@st.composite
def corrections(draw: st.DrawFn) -> tuple[Correction, ...]:
    record = plan()
    made = []
    for number in range(draw(st.integers(0, 5))):
        part = draw(st.sampled_from([Part.TASK, Part.TARGET, Part.REPORT, Part.DOCUMENT]))
        size = {Part.TASK: 3, Part.TARGET: 2}.get(part, 1)
        kind = draw(st.sampled_from([SET, DROP, CorrectionKind.SPLIT_TASK]))
        field = draw(st.sampled_from(FIELDS[part]))
        value = tuple(draw(st.lists(_WORDS, max_size=3)))
        index = draw(st.integers(0, size - 1))
        made.append(correction(record, kind, part, index, field, value, f"corr_{number}"))
    return tuple(made)


@given(corrections())
def test_whatever_people_say_each_correction_is_applied_or_stray_and_refs_stay_unique(
    said: tuple[Correction, ...],
) -> None:
    record = plan()
    result = apply_corrections(record, said)
    ids = [done.correction.id for done in result.applied] + [
        lost.correction.id for lost in result.stray
    ]
    assert sorted(ids) == sorted(c.id for c in said)
    refs = [task.ref for task in result.record.tasks]
    assert len(refs) == len(set(refs))
    assert result.record.source == record.source
    assert apply_corrections(record, said) == result, "the same words, the same record"
    withdrawn = tuple(replace(c, withdrawn_at="2027") for c in said)
    assert apply_corrections(record, withdrawn).record == record
