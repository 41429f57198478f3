"""Sentences and brackets of an item that say no more than who oversees it or does it."""

import pytest

from loaders.clauses import read_clauses
from tests.loaders.texts import record_of, words

OVERSEEN = [
    (
        "Rà soát hộ nghèo. Đồng chí Trần Văn Nam, Phó Chủ tịch UBND xã chỉ đạo.",
        ("Trần Văn Nam", "Phó Chủ tịch UBND xã"),
    ),
    (
        "Nạo vét kênh mương (Đồng chí Lê Thị Hoa, Phó Bí thư Đảng ủy phụ trách).",
        ("Lê Thị Hoa", "Phó Bí thư Đảng ủy"),
    ),
    (
        "Trồng cây xanh. Đ/c Ngô Văn Bình - PCT UBND xã phụ trách.",
        ("Ngô Văn Bình", "PCT UBND xã"),
    ),
    (
        "Trồng cây xanh; đồng chí Phó Chủ tịch UBND xã trực tiếp phụ trách, chỉ đạo",
        (None, "Phó Chủ tịch UBND xã"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), OVERSEEN)
def test_a_person_named_after_the_work_oversees_it(
    text: str, expected: tuple[str | None, str]
) -> None:
    said = read_clauses(words(text), ())
    assert [(one.name, one.position) for one in said.overseers] == [expected]
    assert not said.execute


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dọn vệ sinh (các thôn thực hiện, xong trong tháng 5/2026).", ["các thôn"]),
        ("Trực đêm (Công an xã và các thôn thực hiện).", ["Công an xã", "các thôn"]),
        (
            "Dọn vệ sinh (các thôn thực hiện). Đồng chí Trần Văn Nam phụ trách.",
            ["các thôn"],
        ),
        (
            "Tuần tra đêm, giao Trung đội dân quân cơ động thực hiện.",
            ["Trung đội dân quân cơ động"],
        ),
        ("VP HĐND-UBND chuẩn bị hội nghị.", ["VP HĐND-UBND"]),
        ("Chuẩn bị hội nghị (VP HĐND-UBND thực hiện).", ["VP HĐND-UBND"]),
    ],
)
def test_a_body_in_a_bracket_or_given_the_work_does_it(text: str, expected: list[str]) -> None:
    assert [unit.name for unit in read_clauses(words(text), ()).execute] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Xử lý ô nhiễm (các thôn được hỗ trợ kinh phí).",
        "Rà soát hộ nghèo. Đồng chí Trần Văn Nam báo cáo kết quả.",
        "Học tập gương (Đồng chí Trần Văn Nam đã phụ trách lớp học, nay nghỉ hưu).",
        "Kiểm tra các đơn vị (do đồng chí nào phụ trách thì nêu rõ).",
    ],
)
def test_other_brackets_and_sentences_name_no_overseer_and_no_doer(text: str) -> None:
    said = read_clauses(words(text), ())
    assert not said.overseers
    assert not said.execute


_ITEM = "I. NHIỆM VỤ\n1. Xây dựng bộ nhận diện.\n{line}\n2. Tập huấn cho hộ dân.\n"


@pytest.mark.parametrize("end", ["", ".", ";"])
def test_an_assignment_in_brackets_on_its_own_line_is_of_the_item_above(end: str) -> None:
    line = f"(Đơn vị chủ trì: Phòng VH-XH; đơn vị phối hợp: Đoàn xã; thời gian: Quý III/2026){end}"
    first, second = record_of(_ITEM.format(line=line)).tasks
    assert first.text == "Xây dựng bộ nhận diện."
    assert [unit.name for unit in first.lead] == ["Phòng VH-XH"]
    assert [unit.name for unit in first.support] == ["Đoàn xã"]
    assert first.due is not None
    assert first.due.code == "2026-Q3"
    assert (second.lead, second.due) == ((), None)


def test_other_brackets_on_a_line_of_their_own_assign_nothing() -> None:
    tasks = record_of(_ITEM.format(line="(Phụ lục kèm theo: danh sách hộ dân)")).tasks
    assert [(task.lead, task.execute, task.due) for task in tasks] == [((), (), None)] * 2
