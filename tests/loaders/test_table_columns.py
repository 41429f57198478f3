"""Columns of tables by their heads and by what stands under them; none is dropped silently."""

import pytest

from graph_schema.model import PlanRecord
from loaders import read_plan


def read_table(*rows: str) -> PlanRecord:
    count = rows[0].count("|") + 1
    table = [rows[0], "|".join(["---"] * count), *rows[1:]]
    lines = ["# KẾ HOẠCH", "Giao việc năm 2026", "", *(f"| {row} |" for row in table)]
    return read_plan("\n".join(lines).encode(), "bang.md")


@pytest.mark.parametrize(
    "head",
    [
        "Ngày hoàn thành",
        "Hoàn thành",
        "Ngày phải hoàn thành",
        "Thời hạn",
        "Hạn chót",
        "Tiến độ",
        "Xong trước",
        "Hoàn thành trước",
        "Deadline",
    ],
)
def test_a_column_of_dates_is_known_by_any_of_its_heads(head: str) -> None:
    record = read_table(f"TT | Nhiệm vụ | Chủ trì | {head}", "1 | Lập bản đồ | Sở Y tế | 15/7/2026")
    assert [task.due and task.due.code for task in record.tasks] == ["2026-07-15"]
    assert record.notes == ()


def test_bodies_under_the_head_don_vi_do_the_work_beside_them() -> None:
    record = read_table("Đơn vị | Nhiệm vụ | Hoàn thành", "Phòng Kinh tế | Bố trí xe | 20/12/2026")
    assert [[unit.name for unit in task.execute] for task in record.tasks] == [["Phòng Kinh tế"]]


def test_two_columns_of_bodies_and_work_are_a_table_of_tasks() -> None:
    record = read_table("Đơn vị | Nhiệm vụ", "Sở Y tế | Lập bản đồ", "Các xã | Dán mã", "- | Họp")
    assert [[unit.name for unit in task.execute] for task in record.tasks] == [
        ["Sở Y tế"],
        ["Các xã"],
        [],
    ]


@pytest.mark.parametrize(
    ("cell", "does", "oversees"),
    [("Phòng Kinh tế", ["Phòng Kinh tế"], []), ("Lê Văn An", [], ["Lê Văn An"])],
)
def test_a_body_in_charge_does_the_work_and_a_person_oversees_it(
    cell: str, does: list[str], oversees: list[str]
) -> None:
    (task,) = read_table("TT | Nội dung | Phụ trách", f"1 | Lập bản đồ | {cell}").tasks
    assert [unit.name for unit in task.execute] == does
    assert [one.name for one in task.overseers] == oversees


def test_measures_under_the_head_don_vi_do_nothing() -> None:
    record = read_table("Nhiệm vụ | Đơn vị | Số lượng | Thời hạn", "Trồng cây | cây | 500 | 2026")
    assert [task.execute for task in record.tasks] == [()]


@pytest.mark.parametrize(
    ("head", "cell", "told"),
    [
        ("Mã hồ sơ", "HS-12", ["Mã hồ sơ"]),
        ("Đánh giá sơ bộ", "Việc khó", ["Đánh giá sơ bộ"]),
        ("Mã hồ sơ", "", []),
        ("Ghi chú", "Việc khó", []),
        ("Kinh phí", "4,5 tỷ đồng", []),
        ("Sản phẩm", "Tờ trình", []),
    ],
)
def test_a_column_that_no_rule_knows_is_told(head: str, cell: str, told: list[str]) -> None:
    record = read_table(f"TT | Nhiệm vụ | Chủ trì | {head}", f"1 | Lập bản đồ | Sở Y tế | {cell}")
    assert len(record.tasks) == 1
    assert [note.quote.text for note in record.notes if note.quote] == told
    assert {note.code for note in record.notes} <= {"COLUMN_NOT_READ"}


@pytest.mark.parametrize("count", [1, 4])
def test_a_sentence_below_a_table_has_one_ref_however_many_cells_stand_above_it(count: int) -> None:
    rows = [f"{number} | Lập bản đồ | Sở Y tế" for number in range(1, count + 1)]
    lines = ["# KẾ HOẠCH", "Giao việc", "", "I. NHIỆM VỤ", "", "| TT | Nhiệm vụ | Chủ trì |"]
    lines += [
        "|---|---|---|",
        *(f"| {row} |" for row in rows),
        "",
        "Giao Phòng A đôn đốc các thôn.",
    ]
    tasks = read_plan("\n".join(lines).encode(), "bang.md").tasks
    assert tasks[-1].ref == "I.p1"


@pytest.mark.parametrize(
    ("work", "cell", "due"),
    [
        ("Lập bản đồ, xong trước ngày 30/6/2026", "", "2026-06-30"),
        ("Lập bản đồ, xong trước ngày 30/6/2026", "Quý IV/2026", "2026-Q4"),
        ("Sửa Quyết định ngày 30/6/2026", "", None),
    ],
)
def test_words_of_a_row_date_it_where_its_column_does_not(
    work: str, cell: str, due: str | None
) -> None:
    (task,) = read_table(
        "TT | Nhiệm vụ | Chủ trì | Thời hạn", f"1 | {work} | Sở Y tế | {cell}"
    ).tasks
    assert (task.due.code if task.due else None) == due
