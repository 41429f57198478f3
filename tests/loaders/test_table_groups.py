"""Rows of tables without doer or date: tasks, headings of a group, or lines that went unread."""

import pytest

from graph_schema.model import PlanRecord
from loaders import read_plan
from tests.loaders.table_files import HEAD, Put, as_xlsx

HEADS = ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian")


def _read(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> PlanRecord:
    cells = [
        Put(row, column, text)
        for row, texts in enumerate((heads, *rows))
        for column, text in enumerate(texts)
        if text
    ]
    return read_plan(as_xlsx(cells), "bảng.xlsx")


def _tasks(record: PlanRecord) -> list[tuple[str, str | None]]:
    return [(task.text, task.heading) for task in record.tasks]


def test_a_numbered_row_without_doer_or_date_is_a_task_like_those_beside_it() -> None:
    record = _read(
        ("1", "Rà soát hộ nghèo", "Phòng Kinh tế", "30/6/2026"),
        ("2", "Công tác thông tin cơ sở", "", ""),
        ("3", "Cập nhật dữ liệu", "Công an xã", ""),
        ("4", "Sơ kết", "", ""),
    )
    assert _tasks(record) == [
        ("Rà soát hộ nghèo", None),
        ("Công tác thông tin cơ sở", None),
        ("Cập nhật dữ liệu", None),
        ("Sơ kết", None),
    ]
    assert not record.unread


def test_a_row_of_a_higher_number_heads_the_rows_under_it() -> None:
    record = _read(
        ("I", "Công tác tuyên truyền", "", ""),
        ("1", "Rà soát hộ nghèo", "Phòng Kinh tế", "30/6/2026"),
        ("II", "Công tác kiểm tra", "", ""),
        ("2", "Nhóm việc của xã", "", ""),
        ("a", "Cập nhật dữ liệu", "Công an xã", ""),
    )
    assert _tasks(record) == [
        ("Rà soát hộ nghèo", "Công tác tuyên truyền"),
        ("Cập nhật dữ liệu", "Nhóm việc của xã"),
    ]
    assert not record.unread


@pytest.mark.parametrize(
    ("text", "is_task"), [("Nạo vét kênh mương", True), ("Những phần khác", False)]
)
def test_in_a_table_without_numbers_a_last_row_is_a_task_or_unread(
    text: str, is_task: bool
) -> None:
    record = _read(
        ("Rà soát hộ nghèo", "Phòng Kinh tế", "30/6/2026"), (text, "", ""), heads=HEADS[1:]
    )
    assert [task.text for task in record.tasks][1:] == ([text] if is_task else [])
    assert [line.quote.text for line in record.unread] == ([] if is_task else [text])


def test_a_table_that_says_nowhere_who_does_it_is_a_list_of_tasks() -> None:
    record = _read(("I", "Phần chung", "", ""), ("1", "Rà soát", "", ""), ("2", "Sơ kết", "", ""))
    assert _tasks(record) == [("Rà soát", "Phần chung"), ("Sơ kết", "Phần chung")]


def test_a_doer_without_any_work_stays_unread() -> None:
    record = _read(
        ("1", "Rà soát hộ nghèo", "Phòng Kinh tế", "30/6/2026"), ("2", "", "Công an xã", "")
    )
    assert [line.quote.text for line in record.unread] == ["Công an xã"]


MARKDOWN = "\n\n".join((*HEAD, "1. Tổng vệ sinh đường làng.", "Phân công như sau:", "{}"))


@pytest.mark.parametrize("bar", ["| ", ""])
def test_a_table_whose_head_no_rule_knows_is_unread_and_no_part_of_a_task(bar: str) -> None:
    rows = ("Mảng | Nơi nào | Bao lâu", "---|---|---", "Dọn kênh mương | Thôn Đông | 30/4/2026")
    table = "\n".join(bar + row for row in rows)
    record = read_plan(MARKDOWN.format(table).encode(), "kế hoạch.md")
    assert [line.quote.text for line in record.unread] == [
        "Mảng",
        "Nơi nào",
        "Bao lâu",
        "Dọn kênh mương",
        "Thôn Đông",
        "30/4/2026",
    ]
    assert not [task for task in record.tasks if "kênh" in task.text]


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("Phòng Kinh tế (chủ trì), các thôn", ["Phòng Kinh tế"], ["các thôn"]),
        ("Công an xã, Phòng Kinh tế (chủ trì)", ["Phòng Kinh tế"], ["Công an xã"]),
        (
            "Phòng Kinh tế (chủ trì); Công an xã, các thôn (phối hợp)",
            ["Phòng Kinh tế"],
            ["Công an xã", "các thôn"],
        ),
        ("Phòng Kinh tế, các thôn", ["Phòng Kinh tế", "các thôn"], []),
    ],
)
@pytest.mark.parametrize("head", ["Đơn vị chủ trì", "Cơ quan chủ trì"])
def test_only_who_is_marked_to_lead_leads(
    cell: str, lead: list[str], support: list[str], head: str
) -> None:
    heads = ("TT", "Nhiệm vụ", head, "Thời gian")
    (task,) = _read(("1", "Rà soát hộ nghèo", cell, "30/6/2026"), heads=heads).tasks
    assert [unit.name for unit in task.lead] == lead
    assert [unit.name for unit in task.support] == support
