"""The workbook, opened by another program."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph_schema.classes import Status
from service.reports.mark import mark_of
from service.reports.model import ReportRow
from service.reports.words import COLUMNS, STATUS_WORDS
from service.reports.xlsx import HEAD_ROW, LIST, to_xlsx
from service.reports.xlsx_figures import FIGURES
from tests.service.reports.samples import HOSTILE, a_report

REPORT = a_report(60)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(to_xlsx(REPORT)))


@pytest.fixture
def listed(book: Workbook) -> Worksheet:
    return book[LIST]


def _column(sheet: Worksheet, key: str) -> dict[str, object]:
    """What each task has in one column, by its code."""
    keys = [column.key for column in COLUMNS]
    at, code = keys.index(key) + 1, keys.index("id") + 1
    rows = range(HEAD_ROW + 2, sheet.max_row + 1)
    return {
        str(sheet.cell(row, code).value): sheet.cell(row, at).value
        for row in rows
        if sheet.cell(row, code).value
    }


def test_the_list_has_the_25_columns_and_every_task_once(listed: Worksheet) -> None:
    heads = [cell.value for cell in listed[HEAD_ROW + 1]]
    assert heads[:25] == [column.head for column in COLUMNS]
    assert list(_column(listed, "text")) == [row.id for row in REPORT.rows]
    assert list(_column(listed, "number").values()) == list(range(1, 61))


def test_days_are_days_and_numbers_are_numbers(listed: Worksheet) -> None:
    dues, percents = _column(listed, "due"), _column(listed, "percent")
    for row in REPORT.rows:
        due = row.due and datetime(row.due.year, row.due.month, row.due.day)
        assert dues[row.id] == (due or row.due_words)
        assert percents[row.id] == row.percent
    days = [
        cell for cells in listed.iter_rows() for cell in cells if isinstance(cell.value, datetime)
    ]
    assert {cell.number_format for cell in days} == {"dd/mm/yyyy"}


def test_a_cell_that_starts_like_a_formula_stays_text(listed: Worksheet) -> None:
    results = _column(listed, "result")
    assert {str(value) for value in results.values()} == {h.replace("\r", "\n") for h in HOSTILE}
    assert [c.coordinate for row in listed.iter_rows() for c in row if c.data_type == "f"] == []


def test_plans_and_headings_stand_over_their_rows(listed: Worksheet) -> None:
    names = [str(listed.cell(row, 2).value) for row in range(HEAD_ROW + 2, listed.max_row + 1)]
    expected: list[str] = []
    for part in REPORT.parts:
        expected.append(part.plan)
        for heading, rows in part.headings:
            expected += [heading, *(row.text for row in rows)]
    assert names == expected


def test_the_list_is_filtered_frozen_and_ready_to_print(listed: Worksheet) -> None:
    assert listed.auto_filter.ref == f"A{HEAD_ROW + 1}:Y{listed.max_row}"
    assert listed.freeze_panes == f"C{HEAD_ROW + 2}"
    assert (listed.page_setup.paperSize, listed.page_setup.orientation) == (9, "landscape")
    assert listed.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
    assert listed.print_title_cols == "$A:$B"
    assert str(listed.print_area).endswith(f"$A$1:$Y${listed.max_row}")
    assert [mark.id for mark in listed.col_breaks.brk] == [11, 18]
    assert {cell.font.name for row in listed.iter_rows() for cell in row if cell.value} == {
        "Times New Roman"
    }


def test_the_mark_of_each_row_is_hidden_beside_it(listed: Worksheet) -> None:
    assert listed.column_dimensions["Z"].hidden
    marks = {listed.cell(r, 16).value: listed.cell(r, 26).value for r in range(6, listed.max_row)}
    assert marks[REPORT.rows[0].id] == mark_of(REPORT.rows[0])


def test_the_figures_add_up_and_are_drawn(book: Workbook) -> None:
    sheet = book[FIGURES]
    figures = {str(row[0].value): row[1].value for row in sheet.iter_rows(HEAD_ROW + 2, 17)}
    assert figures["Tổng số nhiệm vụ"] == 60
    for status in Status:
        assert figures[STATUS_WORDS[status]] == REPORT.summary.count(status)
    assert len(getattr(sheet, "_charts"))  # noqa: B009 - it has no public name == 1
    last = sheet.max_row
    plans = len(REPORT.parts)
    assert sheet.cell(last, 2).value == f"=SUM(B{last - plans}:B{last - 1})"
    assert sum(int(str(sheet.cell(last - n, 2).value)) for n in range(1, plans + 1)) == 60


def test_the_same_report_gives_the_same_bytes() -> None:
    assert to_xlsx(REPORT) == to_xlsx(a_report(60))


def test_words_longer_than_a_cell_are_cut_and_say_so() -> None:
    row = ReportRow(text="x" * 40_000, id="task_1", plan_id="p", plan="Kế hoạch")
    report = a_report(0)
    report = type(report)(
        "unit", "A", "", 2026, report.as_of, (type(a_report(1).parts[0])("K", "p", (row,)),)
    )
    sheet = load_workbook(io.BytesIO(to_xlsx(report)))[LIST]
    told = str(sheet.cell(HEAD_ROW + 3, 2).value)
    assert len(told) == 32_767
    assert told.endswith("… (xem đầy đủ trong hệ thống)")


def test_a_report_without_tasks_is_a_workbook_too() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(a_report(0))))
    assert book.sheetnames == [FIGURES, LIST]
    assert book[FIGURES].cell(HEAD_ROW + 2, 2).value == 0


def test_titles_and_headings_keep_to_the_columns_that_every_sheet_of_paper_has(
    listed: Worksheet,
) -> None:
    """Words that run over into the next columns are cut where a sheet of paper ends."""
    assert "A1:B1" in [str(joined) for joined in listed.merged_cells.ranges]
    assert listed["A1"].alignment.wrap_text
    named = {name for part in REPORT.parts for name in (part.plan, *(h for h, _ in part.headings))}
    bands = [r for r in range(HEAD_ROW + 2, listed.max_row + 1) if listed.cell(r, 2).value in named]
    assert bands
    for row in bands:
        words = str(listed.cell(row, 2).value)
        assert listed.cell(row, 2).alignment.wrap_text
        assert (listed.row_dimensions[row].height or 0) >= 15 * (len(words) // 38 + 1)
