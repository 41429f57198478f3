"""The same table of tasks gives the same facts, whatever file holds it and however it is laid."""

from collections.abc import Callable

import pytest

from loaders import read_plan
from tests.loaders.table_files import (
    Put,
    Table,
    as_docx,
    as_html,
    as_markdown,
    as_pdf,
    as_xlsx,
)

PLAIN: Table = tuple(
    Put(row, column, text)
    for row, cells in enumerate(
        (
            ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"),
            ("1", "Rà soát các tuyến đường thôn", "Phòng Kinh tế", "Công an xã", "30/6/2026"),
            ("2", "Lập danh sách hộ hiến đất", "Phòng Kinh tế", "Các thôn", "Quý III/2026"),
            ("3", "Cắm biển báo ở ngã ba chợ", "Công an xã", "Đoàn xã", "Quý IV/2026"),
        )
    )
    for column, text in enumerate(cells)
)
MERGED: Table = (
    *(Put(0, column, text, rows=2) for column, text in ((0, "TT"), (1, "Nhiệm vụ"))),
    Put(0, 2, "Phân công", columns=2),
    Put(0, 4, "Thời hạn", rows=2),
    Put(1, 2, "Chủ trì"),
    Put(1, 3, "Phối hợp"),
    *(
        Put(cell.row + 1, cell.column, cell.text, 2 if (cell.row, cell.column) == (1, 2) else 1)
        for cell in PLAIN
        if cell.row and (cell.row, cell.column) != (2, 2)
    ),
)
FACTS = [
    ("Rà soát các tuyến đường thôn", ["Phòng Kinh tế"], ["Công an xã"], "2026-06-30"),
    ("Lập danh sách hộ hiến đất", ["Phòng Kinh tế"], ["Các thôn"], "2026-Q3"),
    ("Cắm biển báo ở ngã ba chợ", ["Công an xã"], ["Đoàn xã"], "2026-Q4"),
]
Write = Callable[[Table], bytes]
FORMATS: dict[str, Write] = {
    "docx": as_docx,
    "html": as_html,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
}


def facts(content: bytes) -> list[tuple[str, list[str], list[str], str | None]]:
    return [
        (
            task.text,
            [unit.name for unit in task.lead],
            [unit.name for unit in task.support],
            task.due.code if task.due else None,
        )
        for task in read_plan(content, "bảng").tasks
    ]


@pytest.mark.parametrize("write", [*FORMATS.values(), as_markdown], ids=[*FORMATS, "md"])
def test_a_plain_table_gives_the_same_facts_in_every_format(write: Write) -> None:
    assert facts(write(PLAIN)) == FACTS


@pytest.mark.parametrize("write", [*FORMATS.values(), as_markdown], ids=[*FORMATS, "md"])
def test_a_head_of_two_rows_and_a_lead_over_two_tasks_change_nothing(write: Write) -> None:
    assert facts(write(MERGED)) == FACTS


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_table_over_two_pages_is_one_table(repeat: int) -> None:
    assert facts(as_pdf(PLAIN, breaks=(3,), repeat=repeat)) == FACTS


@pytest.mark.parametrize("repeat", [0, 2])
def test_a_head_of_two_rows_printed_again_on_the_next_page_is_no_task(repeat: int) -> None:
    assert facts(as_pdf(MERGED, breaks=(4,), repeat=repeat)) == FACTS


def test_a_head_that_word_repeats_by_itself_is_read_once() -> None:
    assert facts(as_docx(MERGED, repeated=2)) == FACTS


@pytest.mark.parametrize("name", ["docx", "html", "xlsx"])
def test_a_head_typed_again_in_the_middle_is_no_task(name: str) -> None:
    again = [
        *(cell for cell in PLAIN if cell.row < 3),
        *(Put(3, cell.column, cell.text) for cell in PLAIN if cell.row == 0),
        *(Put(4, cell.column, cell.text) for cell in PLAIN if cell.row == 3),
    ]
    assert facts(FORMATS[name](again)) == FACTS


BROKEN: Table = (
    *(cell for cell in PLAIN if cell.row < 2),
    *(Put(2, cell.column, cell.text) for cell in PLAIN if cell.row == 2 and cell.column != 1),
    Put(2, 1, "Lập danh sách"),
    Put(3, 1, "hộ hiến đất"),
    *(Put(3, column, "") for column in (0, 2, 3, 4)),
    *(Put(4, cell.column, cell.text) for cell in PLAIN if cell.row == 3),
)


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_row_that_the_page_breaks_is_one_row(repeat: int) -> None:
    assert facts(as_pdf(BROKEN, breaks=(3,), repeat=repeat)) == FACTS


LISTED = (
    *(cell for cell in PLAIN if cell.row < 3 and (cell.row, cell.column) != (2, 3)),
    Put(2, 3, "- Các thôn"),
    Put(3, 3, "- Đoàn xã"),
    *(Put(3, column, "") for column in (0, 1, 2, 4)),
)


def test_a_list_that_the_page_breaks_is_one_cell() -> None:
    assert [row[2] for row in facts(as_pdf(LISTED, breaks=(3,), repeat=1))] == [
        ["Công an xã"],
        ["Các thôn", "Đoàn xã"],
    ]


def test_a_table_without_ruled_lines_is_told_by_its_head_and_its_columns() -> None:
    assert facts(as_pdf(PLAIN, ruled=False)) == FACTS
