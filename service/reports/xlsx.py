"""A report as a workbook: a page of figures with a chart, and the list, to print or to fill in."""

import io
from datetime import date, datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from service.reports.mark import mark_of
from service.reports.model import PlanPart, ReportRow, ReportTable, Status
from service.reports.words import (
    COLUMNS,
    RATE_WORDS,
    STATUS_WORDS,
    Column,
    Value,
    as_of_words,
    summary_rows,
    title_of,
    value_words,
)

FIGURES = "Tổng hợp"
LIST = "Nhiệm vụ"
MARK_HEAD = "Dấu bản xuất"
"""The head of the hidden column by which a list that comes back is told from what changed since."""
HEAD_ROW = 3
_FONT: Final = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_LINE_POINTS, _HIGHEST = 15.0, 409.0
_LONGEST = 32_767
"""Letters that a cell of a workbook holds at most."""
_CUT = "… (xem đầy đủ trong hệ thống)"
_FILL, _INPUT, _HEAD = "#E8EEF7", "#FFF9E5", "#D9E2F0"
_PAGE_BREAKS = [11, 18]
"""Three sheets of paper side by side: 25 columns on one would be too small to read."""
_SCALE = 62
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
        book.set_properties({"title": title_of(report), "created": moment, "author": "Đầu Mối"})
        looks = _Looks(book)
        figures, listed = book.add_worksheet(FIGURES), book.add_worksheet(LIST)
        _Figures(book, figures, looks, report).write()
        _List(listed, looks, report).write()
        listed.activate()
    return target.getvalue()


class _Looks:
    """The few forms of cells; a workbook keeps each once."""

    def __init__(self, book: Workbook) -> None:
        cell = {**_FONT, "border": 1, "text_wrap": True}
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 14})
        self.note = book.add_format({**_FONT, "italic": True})
        self.head = book.add_format(
            {**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": _HEAD}
        )
        self.plan = book.add_format({**_FONT, "bold": True, "bg_color": _FILL})
        self.heading = book.add_format({**_FONT, "bold": True, "italic": True})
        self.text = book.add_format(cell)
        self.bold = book.add_format({**cell, "bold": True})
        self.centred = book.add_format({**cell, "align": "center"})
        self.day = book.add_format({**cell, "align": "center", "num_format": "dd/mm/yyyy"})
        self.whole = book.add_format({**cell, "num_format": "#,##0"})
        self.bold_whole = book.add_format({**cell, "bold": True, "num_format": "#,##0"})
        self.rate = book.add_format({**cell, "bold": True, "num_format": "0.00%"})
        # Cells that the unit fills in hold text: a "-" at the start makes no formula.
        words = {**cell, "bg_color": _INPUT, "num_format": "@", "locked": False}
        self.input = book.add_format(words)
        self.input_whole = book.add_format({**words, "num_format": "0", "align": "center"})
        self.late = book.add_format({"font_color": "#B00020", "bold": True})
        self.indents = tuple(
            book.add_format({**cell, "bold": not depth, "align": "left", "indent": depth})
            for depth in range(3)
        )


def _put(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    """A cell of its own type; words stay words whatever letter they begin with."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, _fit(value), look)


def _fit(words: str) -> str:
    """Words that a cell holds; what is cut says so."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    return words if len(words) <= _LONGEST else words[: _LONGEST - len(_CUT)] + _CUT


class _List:
    """The list: 25 columns, a line for each plan and heading, a filter over all of it."""

    def __init__(self, sheet: Worksheet, looks: _Looks, report: ReportTable) -> None:
        self._sheet = sheet
        self._looks = looks
        self._report = report
        self._row = HEAD_ROW
        self._number = 0

    def write(self) -> None:
        """Every row, then how it is looked at and printed."""
        sheet, looks = self._sheet, self._looks
        sheet.write_string(0, 0, title_of(self._report), looks.title)
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

    def _write_part(self, part: PlanPart) -> None:
        self._write_band(part.plan, self._looks.plan)
        for heading, rows in part.headings:
            if heading:
                self._write_band(heading, self._looks.heading)
            for row in rows:
                self._write_row(row)

    def _write_band(self, words: str, look: Format) -> None:
        """A line over rows; its cells are not joined, so that the filter goes on to work."""
        self._row += 1
        self._sheet.set_row(self._row, None, look)
        self._sheet.write_string(self._row, 1, _fit(words), look)

    def _write_row(self, row: ReportRow) -> None:
        self._row += 1
        self._number += 1
        self._sheet.set_row(self._row, _height(row))
        for at, column in enumerate(COLUMNS):
            value = self._number if column.key == "number" else column.value(row)
            _put(self._sheet, self._row, at, value, self._look(column, value))
        self._sheet.write_string(self._row, len(COLUMNS), mark_of(row), self._looks.text)

    def _look(self, column: Column, value: Value) -> Format:
        looks = self._looks
        if column.filled:
            return looks.input_whole if column.key == "percent" else looks.input
        if isinstance(value, date):
            return looks.day
        return looks.centred if isinstance(value, int) else looks.text

    def _set_up(self) -> None:
        sheet, last = self._sheet, max(self._row, HEAD_ROW + 1)
        sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        percent = next(at for at, column in enumerate(COLUMNS) if column.key == "percent")
        sheet.data_validation(HEAD_ROW + 1, percent, last, percent, _WHOLE_PERCENT)
        status = next(at for at, column in enumerate(COLUMNS) if column.key == "status")
        sheet.conditional_format(
            HEAD_ROW + 1, status, last, status,
            {"type": "cell", "criteria": "==", "format": self._looks.late,
             "value": f'"{STATUS_WORDS[Status.OPEN_OVERDUE]}"'},
        )  # fmt: skip
        _print_on_a4(sheet)
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


def _print_on_a4(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&CTrang &P/&N")


def _height(row: ReportRow) -> float:
    """Points that the longest cell of a row needs: not every program fits rows to their words."""
    most = max(_line_count(value_words(column.value(row)), column.width) for column in COLUMNS)
    return min(_LINE_POINTS * most + 1, _HIGHEST)


def _line_count(words: str, width: int) -> int:
    return sum(-(-len(line) // width) or 1 for line in words.split("\n"))


class _Figures:
    """The page of figures: classes, rates, a chart, and how plans add up to the whole."""

    def __init__(
        self, book: Workbook, sheet: Worksheet, looks: _Looks, report: ReportTable
    ) -> None:
        self._book = book
        self._sheet = sheet
        self._looks = looks
        self._report = report

    def write(self) -> None:
        """The whole page."""
        sheet, looks = self._sheet, self._looks
        sheet.set_column(0, 0, 58)
        sheet.set_column(1, 9, 13)
        sheet.write_string(0, 0, title_of(self._report), looks.title)
        sheet.write_string(1, 0, as_of_words(self._report), looks.note)
        self._write_summary(HEAD_ROW)
        top = HEAD_ROW + 17 + len(self._report.notes)
        self._write_plans(top)
        self._draw(top, top + len(self._report.parts) + 1)
        _print_on_a4(sheet)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(HEAD_ROW, 0)

    def _write_summary(self, top: int) -> None:
        sheet, looks = self._sheet, self._looks
        sheet.write_string(top, 0, "Chỉ số", looks.head)
        sheet.write_string(top, 1, "Số liệu", looks.head)
        for row, (words, value, depth) in enumerate(summary_rows(self._report.summary), top + 1):
            sheet.write_string(row, 0, words, looks.indents[depth])
            if words in RATE_WORDS:
                _put_rate(sheet, row, 1, value, looks)
            else:
                sheet.write_number(
                    row, 1, int(value or 0), looks.whole if depth else looks.bold_whole
                )
        for at, note in enumerate(self._report.notes, top + 15):
            sheet.write_string(at, 0, note, looks.note)

    def _write_plans(self, top: int) -> None:
        sheet, looks, parts = self._sheet, self._looks, self._report.parts
        heads = ("Văn bản giao nhiệm vụ", "Tổng số", *(STATUS_WORDS[status] for status in Status))
        sheet.set_row(top, 3 * _LINE_POINTS)
        for at, head in enumerate(heads):
            sheet.write_string(top, at, head, looks.head)
        for row, part in enumerate(parts, top + 1):
            sheet.set_row(row, _LINE_POINTS * _line_count(part.plan, 58) + 1)
            sheet.write_string(row, 0, _fit(part.plan), looks.text)
            figures = (part.summary.assigned, *(part.summary.count(status) for status in Status))
            for at, figure in enumerate(figures, 1):
                sheet.write_number(row, at, figure, looks.whole)
        whole, last = self._report.summary, top + len(parts) + 1
        sheet.write_string(last, 0, "Cộng", looks.bold)
        sums = (whole.assigned, *(whole.count(status) for status in Status))
        for at, figure in enumerate(sums, 1):
            letter = chr(ord("A") + at)
            formula = f"=SUM({letter}{top + 2}:{letter}{last})" if parts else "=0"
            sheet.write_formula(last, at, formula, looks.bold_whole, figure)

    def _draw(self, heads: int, sums: int) -> None:
        """How many tasks stand in each class: the last line of the table of plans."""
        first, last = 2, 1 + len(Status)
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": "Số nhiệm vụ",
                "categories": [FIGURES, heads, first, heads, last],
                "values": [FIGURES, sums, first, sums, last],
                "data_labels": {"value": True},
                "fill": {"color": "#2F5C9E"},
                "gap": 60,
            }
        )
        chart.set_title({"name": "Nhiệm vụ theo trạng thái", "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 620, "height": 300})
        self._sheet.insert_chart(HEAD_ROW, 3, chart, {"x_offset": 4})


def _put_rate(sheet: Worksheet, row: int, column: int, value: float | None, looks: _Looks) -> None:
    if value is None:
        sheet.write_string(row, column, "–", looks.bold)
    else:
        sheet.write_number(row, column, value, looks.rate)
