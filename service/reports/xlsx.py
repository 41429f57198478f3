"""A report as a workbook: a page of figures with a chart, and the list, to print or to fill in."""

import io
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from graph_schema.classes import Status
from graph_schema.own_files import OWN_FILE
from service.reports.mark import mark_of
from service.reports.model import PlanPart, ReportRow, ReportTable
from service.reports.words import (
    COLUMNS,
    STATUS_WORDS,
    Column,
    Value,
    as_of_words,
    title_of,
    value_words,
)
from service.reports.xlsx_figures import FIGURES, MOVED, Figures, write_moved
from service.reports.xlsx_looks import LINE_POINTS, Looks, fit, line_count, print_on_a4, put

LIST = "Nhiệm vụ"
MARK_HEAD = "Dấu bản xuất"
"""The head of the hidden column by which a list that comes back is told from what changed since."""
HEAD_ROW = 3
_HIGHEST = 409.0
_PAGE_BREAKS = [11, 18]
"""Three sheets of paper side by side: 25 columns on one would be too small to read."""
_SCALE = 62
_TITLE_LETTERS, _TITLE_LINES, _TITLE_POINTS = 34, 6, 19.0
_BAND_LETTERS = 34
"""Letters of a line of the title, and of a plan or heading: bold ones are wider than others."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}


def to_xlsx(report: ReportTable) -> bytes:
    """The workbook; the same report gives the same bytes."""
    target = io.BytesIO()
    with Workbook(target, _OPTIONS) as book:
        moment = datetime(report.as_of.year, report.as_of.month, report.as_of.day)
        book.set_properties(
            {"title": title_of(report), "created": moment, "author": "Đầu Mối",
             "keywords": OWN_FILE}
        )  # fmt: skip
        looks = Looks(book)
        figures, listed = book.add_worksheet(FIGURES), book.add_worksheet(LIST)
        Figures(book, figures, looks, report).write()
        _List(listed, looks, report).write()
        if report.comparison is not None:
            write_moved(book.add_worksheet(MOVED), looks, report.comparison)
        listed.activate()
    return target.getvalue()


class _List:
    """The list: 25 columns, a line for each plan and heading, a filter over all of it."""

    def __init__(self, sheet: Worksheet, looks: Looks, report: ReportTable) -> None:
        self._sheet = sheet
        self._looks = looks
        self._report = report
        self._row = HEAD_ROW
        self._number = 0

    def write(self) -> None:
        """Every row, then how it is looked at and printed."""
        sheet, looks = self._sheet, self._looks
        self._write_title(title_of(self._report))
        sheet.write_string(1, 0, as_of_words(self._report), looks.note)
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, column.width)
            sheet.write_string(HEAD_ROW, at, column.head, looks.head)
        sheet.set_row(HEAD_ROW, 45)
        sheet.set_column(len(COLUMNS), len(COLUMNS), 12, None, {"hidden": True})
        sheet.write_string(HEAD_ROW, len(COLUMNS), MARK_HEAD, looks.head)
        for part in self._report.parts:
            self._write_part(part)
        self._set_up()

    def _write_title(self, words: str) -> None:
        """The title over the two columns that stand on every sheet of paper, so none cuts it."""
        lines = min(line_count(words, _TITLE_LETTERS), _TITLE_LINES)
        self._sheet.set_row(0, lines * _TITLE_POINTS)
        self._sheet.merge_range(0, 0, 0, 1, fit(words), self._looks.long_title)

    def _write_part(self, part: PlanPart) -> None:
        self._write_band(part.plan, self._looks.plan)
        for heading, rows in part.headings:
            if heading:
                self._write_band(heading, self._looks.heading)
            for row in rows:
                self._write_row(row)

    def _write_band(self, words: str, look: Format) -> None:
        """A line over rows; its cells are not joined, so that the filter goes on to work.

        Its words keep to the column that stands on every sheet of paper.
        """
        self._row += 1
        lines = line_count(words, _BAND_LETTERS)
        self._sheet.set_row(self._row, min(lines * LINE_POINTS + 1, _HIGHEST), look)
        self._sheet.write_string(self._row, 1, fit(words), look)

    def _write_row(self, row: ReportRow) -> None:
        self._row += 1
        self._number += 1
        self._sheet.set_row(self._row, _height(row))
        for at, column in enumerate(COLUMNS):
            value = self._number if column.key == "number" else column.value(row)
            put(self._sheet, self._row, at, value, self._look(column, value))
        self._sheet.write_string(self._row, len(COLUMNS), mark_of(row), self._looks.text)

    def _look(self, column: Column, value: Value) -> Format:
        looks = self._looks
        if column.filled:
            return {"percent": looks.input_whole, "finished": looks.input_day}.get(
                column.key, looks.input
            )
        if isinstance(value, date):
            return looks.day
        return looks.centred if isinstance(value, int) else looks.text

    def _set_up(self) -> None:
        sheet, last = self._sheet, max(self._row, HEAD_ROW + 1)
        sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        percent, finished, status = map(_place, ("percent", "finished", "status"))
        sheet.data_validation(HEAD_ROW + 1, percent, last, percent, _WHOLE_PERCENT)
        sheet.data_validation(HEAD_ROW + 1, finished, last, finished, _DAY_THAT_CAME)
        sheet.conditional_format(
            HEAD_ROW + 1, status, last, status,
            {"type": "cell", "criteria": "==", "format": self._looks.late,
             "value": f'"{STATUS_WORDS[Status.OPEN_OVERDUE]}"'},
        )  # fmt: skip
        print_on_a4(sheet)
        sheet.print_area(0, 0, last, len(COLUMNS) - 1)
        sheet.repeat_rows(HEAD_ROW)
        sheet.repeat_columns(0, 1)
        sheet.set_print_scale(_SCALE)
        sheet.set_v_pagebreaks(_PAGE_BREAKS)


_WHOLE_PERCENT = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 0,
    "maximum": 100,
    "ignore_blank": True,
    "error_title": "Mức độ hoàn thành",
    "error_message": "Hãy ghi một số nguyên từ 0 đến 100, không ghi dấu %.",
}

_DAY_THAT_CAME = {
    "validate": "date",
    "criteria": "<=",
    "value": "=TODAY()",
    "ignore_blank": True,
    "error_title": "Ngày hoàn thành",
    "error_message": "Hãy ghi ngày/tháng/năm đã hoàn thành, không sau hôm nay.",
}


def _place(key: str) -> int:
    return next(at for at, column in enumerate(COLUMNS) if column.key == key)


def _height(row: ReportRow) -> float:
    """Points that the longest cell of a row needs: not every program fits rows to their words."""
    most = max(line_count(value_words(column.value(row)), column.width) for column in COLUMNS)
    return min(LINE_POINTS * most + 1, _HIGHEST)
