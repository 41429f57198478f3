"""Cells of a PDF's tables: what a narrow column broke is one again, what a writer broke is not."""

from textwrap import wrap

import pytest

from loaders.lines import Line
from loaders.pdf_document import read_document
from tests.loaders.pdf_files import Rule, Words, pdf_of, width_of

SIZE, MARGIN, TOP = 11.0, 5.5, 700.0
WIDEST = "Văn hóa x"
"""What just fills the column; every row stands at its left edge."""


def read_cell(rows: list[str], apart: float = 0) -> list[str]:
    width = width_of(WIDEST, SIZE) + 2 * MARGIN
    xs, bottom = [80.0, 80.0 + width, 80.0 + 2 * width], TOP - 14 * len(rows) - 20
    rules = [Rule(xs[0], y, xs[-1], y) for y in (TOP, bottom)]
    rules += [Rule(x, bottom, x, TOP) for x in xs]
    words = [
        Words(xs[0] + MARGIN, TOP - 14 - 13 * index - (apart if index > 1 else 0), row, SIZE)
        for index, row in enumerate(rows)
    ]
    lines: tuple[Line, ...] = read_document(
        pdf_of([[*rules, *words, Words(xs[1] + MARGIN, TOP - 14, "bên cạnh", SIZE)]]),
        lambda count: None,
    ).lines
    return [line.text for line in lines if line.cell and line.cell.column == 0]


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Y tế - Xã hội",
        "Phòng Văn hóa - Xã hội",
        "Đ/c Hoàng Thị Hồng Mận, Chủ tịch UBND xã",
        "Cán bộ UBND xã Điểu",
        "Trước ngày 30/6/2026",
        "Trồng rừng 2.000 cây",
    ],
)
def test_what_a_narrow_column_broke_is_one_text(text: str) -> None:
    assert read_cell(wrap(text, len(WIDEST))) == [text]


@pytest.mark.parametrize(
    "rows",
    [
        ["Sở Y", "Sở"],
        ["Sở Y tế;", "Công an xã"],
        ["Văn phòng.", "Công an xã"],
        ["- Văn", "- Công an"],
        ["- Văn hóa", "- Công an"],
        ["Văn hóa x", "1. Công an"],
    ],
)
def test_a_clear_break_in_a_cell_parts_its_words(rows: list[str]) -> None:
    assert read_cell(rows) == rows


def test_figures_under_a_whole_year_are_no_part_of_it() -> None:
    assert " ".join(read_cell(["3/6/2026", "15"])) == "3/6/2026 15"


def test_rows_set_farther_apart_than_others_are_two_texts() -> None:
    rows = ["Văn phòng", "Ủy ban xã", "Công an"]
    assert read_cell(rows) == [" ".join(rows)]
    assert read_cell(rows, apart=6) == [" ".join(rows[:2]), rows[2]]
