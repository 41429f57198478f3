"""Phases of a plan: the headings under which work stands in time."""

import pytest

from graph_schema.model import PlanRecord
from loaders.phases import PHASES
from tests.loaders.texts import record_of

HEAD = "Số: 5/KH-UBND\nKẾ HOẠCH\nVề A\n"
ROAD_MAP = (
    HEAD + "I. MỤC TIÊU\n1. Giai đoạn 2026-2028: đạt 90% hộ dân có nước sạch.\n"
    "II. NHIỆM VỤ\n1. Phòng Kinh tế rà soát các tuyến đường.\n"
    "III. LỘ TRÌNH THỰC HIỆN\n"
    "1. Giai đoạn 1 (từ tháng 01/2026 đến tháng 6/2026): Chuẩn bị\n"
    "- Phòng Kinh tế khảo sát các tuyến đường.\n- Công an xã rà soát hộ dân.\n"
    "2. Giai đoạn 2027 - 2028\n- Phòng Kinh tế nhân rộng mô hình.\n"
)


def _phases(record: PlanRecord) -> list[tuple[str, str, str | None]]:
    return [(p.ref, p.name, p.period.code if p.period else None) for p in record.phases]


def test_the_phases_of_a_road_map_hold_the_tasks_under_them() -> None:
    record = record_of(ROAD_MAP)
    assert _phases(record) == [
        ("III.1", "Giai đoạn 1", "2026-01..2026-06"),
        ("III.2", "Giai đoạn 2027 - 2028", "2027..2028"),
    ]
    assert [(task.ref, task.phase_ref) for task in record.tasks] == [
        ("II.1", None),
        ("III.1.1", "III.1"),
        ("III.1.2", "III.1"),
        ("III.2.1", "III.2"),
    ]


def test_work_under_a_phase_takes_its_time_even_from_brackets() -> None:
    record = record_of(ROAD_MAP)
    assert [task.due and task.due.code for task in record.tasks] == [
        None,
        "2026-01..2026-06",
        "2026-01..2026-06",
        "2027..2028",
    ]


def test_every_words_of_a_phase_are_those_of_the_source() -> None:
    record = record_of(ROAD_MAP)
    for phase in record.phases:
        for quote in (phase.quote, phase.period_quote):
            assert quote is not None
            assert record.source.text[quote.start : quote.end] == quote.text


def test_an_item_of_a_road_map_that_opens_with_its_time_is_a_phase_and_work_at_once() -> None:
    record = record_of(
        HEAD + "I. TIẾN ĐỘ THỰC HIỆN\n1. Tháng 5/2026: Phòng Kinh tế khảo sát các tuyến đường.\n"
        "2. Quý III/2026: Công an xã rà soát hộ dân.\n3. Các thôn tuyên truyền đến nhân dân.\n"
    )
    assert _phases(record) == [
        ("I.1", "Tháng 5/2026", "2026-05"),
        ("I.2", "Quý III/2026", "2026-Q3"),
    ]
    assert [(task.ref, task.phase_ref) for task in record.tasks] == [
        ("I.1", "I.1"),
        ("I.2", "I.2"),
        ("I.3", None),
    ]


def test_a_time_line_under_a_step_is_its_period() -> None:
    record = record_of(
        HEAD + "I. CÁC BƯỚC THỰC HIỆN\n1. Bước 1: Khảo sát\n- Phòng Kinh tế khảo sát.\n"
        "- Thời gian thực hiện: Quý II/2026.\n"
    )
    assert _phases(record) == [("I.1", "Bước 1", "2026-Q2")]


@pytest.mark.parametrize(
    "text",
    ["Giai đoạn 2026 - 2030 là giai đoạn tăng tốc", "Bước đầu đạt kết quả", "Trong giai đoạn 1"],
)
def test_a_sentence_that_names_a_time_is_no_phase(text: str) -> None:
    assert PHASES.first(text) is None
