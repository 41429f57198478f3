"""Who answers for a target: only where the item itself says it."""

import pytest

from loaders import read_plan
from loaders.owners import owned_measures
from tests.loaders.texts import words

GOALS = [
    (
        "Trồng mới tối thiểu 200 cây; giao Sở Xây dựng chịu trách nhiệm thực hiện chỉ tiêu này.",
        [(200, ["Sở Xây dựng"])],
    ),
    (
        "Tỷ lệ hộ dân có nước sạch đạt 95% (Phòng Kinh tế chịu trách nhiệm); tỷ lệ chất thải được "
        "thu gom đạt 90%.",
        [(95, ["Phòng Kinh tế"]), (90, [])],
    ),
    (
        "Tỷ lệ A đạt 95%; tỷ lệ B đạt 50%. Phòng Kinh tế chịu trách nhiệm hoàn thành các chỉ tiêu "
        "này.",
        [(95, ["Phòng Kinh tế"]), (50, ["Phòng Kinh tế"])],
    ),
    (
        "Có 4/5 trường đạt chuẩn quốc gia (Đơn vị chịu trách nhiệm: Phòng Văn hóa - Xã hội)",
        [(4, ["Phòng Văn hóa - Xã hội"])],
    ),
    (
        "Tỷ lệ hộ nghèo còn dưới 1%. Giao Phòng Kinh tế, Hạ tầng và Đô thị chủ trì, Hội Nông dân "
        "phối hợp thực hiện chỉ tiêu này.",
        [(1, ["Phòng Kinh tế, Hạ tầng và Đô thị"])],
    ),
    ("100% tổ dân phố chủ trì tổ chức ngày hội.", [(100, [])]),
    (
        "Trồng mới 50 ha rừng (Hạt Kiểm lâm chủ trì, Phòng Kinh tế phối hợp); thu ngân sách đạt "
        "500 tỷ đồng, do Thuế cơ sở chịu trách nhiệm chính.",
        [(50, ["Hạt Kiểm lâm"]), (500, ["Thuế cơ sở"])],
    ),
    ("Tỷ lệ hộ nghèo còn dưới 1% (năm 2025 là 2%).", [(1, [])]),
]
TASKS = [
    (
        "Phấn đấu thu gom 98% rác; giao Phòng Kinh tế chịu trách nhiệm về chỉ tiêu này.",
        [(98, ["Phòng Kinh tế"])],
    ),
    ("Phấn đấu thu gom 98% rác (Phòng Kinh tế chủ trì thực hiện).", [(98, [])]),
]
TABLE = """# KẾ HOẠCH
Năm 2026

I. CHỈ TIÊU

| TT | Chỉ tiêu | Đơn vị tính | Năm 2026 | Cơ quan chủ trì theo dõi, đánh giá |
|---|---|---|---|---|
| 1 | Tỷ lệ hộ dân có nước sạch | % | 95 | Phòng Kinh tế; Trạm Y tế |
| 2 | Số cây trồng mới | cây | 1.000 | Hội Nông dân |
"""


def _read(text: str, in_goals: bool) -> list[tuple[float | None, list[str]]]:
    found = owned_measures(words(text), in_goals=in_goals, states=True)
    return [(one.measure.value, [owner.name for owner in one.owners]) for one in found]


@pytest.mark.parametrize(("text", "expected"), GOALS)
def test_an_item_of_the_goals_says_who_answers_for_it(
    text: str, expected: list[tuple[float, list[str]]]
) -> None:
    assert _read(text, in_goals=True) == expected


@pytest.mark.parametrize(("text", "expected"), TASKS)
def test_in_a_task_only_the_word_target_makes_an_owner(
    text: str, expected: list[tuple[float, list[str]]]
) -> None:
    assert _read(text, in_goals=False) == expected


def test_the_bracket_that_names_the_owner_is_no_part_of_the_metric() -> None:
    (one,) = owned_measures(
        words("Tỷ lệ hộ dân có nước sạch đạt 95% (Phòng Kinh tế chủ trì)"), True, True
    )
    assert one.measure.metric == "Tỷ lệ hộ dân có nước sạch"
    assert one.measure.words.shown == "Tỷ lệ hộ dân có nước sạch đạt 95%"


def test_a_line_under_a_goal_names_its_owner() -> None:
    text = "# KẾ HOẠCH\nNăm 2026\n\nI. MỤC TIÊU\n1. Mục tiêu cụ thể\na) Tỷ lệ hộ dân có nước sạch "
    text += "đạt 95%.\n- Đơn vị chịu trách nhiệm: Phòng Kinh tế.\n"
    record = read_plan(text.encode(), "kh.txt")
    assert [[owner.name for owner in target.owners] for target in record.targets] == [
        ["Phòng Kinh tế"]
    ]


def test_a_column_of_a_table_of_targets_names_the_owners() -> None:
    record = read_plan(TABLE.encode(), "kh.md")
    assert [(t.value, [owner.name for owner in t.owners]) for t in record.targets] == [
        (95, ["Phòng Kinh tế", "Trạm Y tế"]),
        (1000, ["Hội Nông dân"]),
    ]


def test_a_row_of_work_holds_the_targets_that_its_words_say() -> None:
    text = """# KẾ HOẠCH
Năm 2026

I. NHIỆM VỤ

| STT | Nội dung | Đơn vị thực hiện | Thời gian |
|---|---|---|---|
| 1 | 100% hộ gia đình phân loại rác | Tổ dân phố | Năm 2027 |
"""
    record = read_plan(text.encode(), "kh.md")
    (target,) = record.targets
    assert (target.value, target.task_ref, target.due and target.due.code) == (
        100,
        record.tasks[0].ref,
        "2027",
    )
