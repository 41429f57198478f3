"""The pages of figures of a workbook: classes and rates with a chart, and what moved since."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from graph_schema.classes import Status
from service.reports.compare import MOVED_HEADS, moved_words
from service.reports.model import Comparison, ReportTable
from service.reports.words import (
    RATE_WORDS,
    STATUS_WORDS,
    as_of_words,
    day_words,
    summary_rows,
    title_of,
)
from service.reports.xlsx_looks import LINE_POINTS, Looks, fit, line_count, print_on_a4, put

FIGURES = "Tổng hợp"
MOVED = "So với kỳ trước"
_TOP = 3
_MOVED_WIDTHS = (26, 70, 26, 26, 22)


class Figures:
    """The page of figures: classes, rates, a chart, and how plans add up to the whole."""

    def __init__(self, book: Workbook, sheet: Worksheet, looks: Looks, report: ReportTable) -> None:
        """Draw on this sheet."""
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
        top = max(self._write_summary(_TOP), _TOP + 15) + 2
        self._write_plans(top)
        self._draw(top, top + len(self._report.parts) + 1)
        print_on_a4(sheet)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(_TOP, 0)

    def _write_summary(self, top: int) -> int:
        """The figures with the notes under them; answers the first row that is free."""
        sheet, looks, report = self._sheet, self._looks, self._report
        figures = summary_rows(report.summary, report.recurring)
        sheet.write_string(top, 0, "Chỉ số", looks.head)
        sheet.write_string(top, 1, "Số liệu", looks.head)
        for row, (words, value, depth) in enumerate(figures, top + 1):
            sheet.write_string(row, 0, words, looks.indents[depth])
            if words in RATE_WORDS:
                _put_rate(sheet, row, 1, value, looks)
            else:
                sheet.write_number(
                    row, 1, int(value or 0), looks.whole if depth else looks.bold_whole
                )
        notes = top + len(figures) + 2
        for at, note in enumerate(report.notes, notes):
            sheet.write_string(at, 0, note, looks.note)
        return notes + len(report.notes)

    def _write_plans(self, top: int) -> None:
        sheet, looks, parts = self._sheet, self._looks, self._report.parts
        heads = ("Văn bản giao nhiệm vụ", "Tổng số", *(STATUS_WORDS[status] for status in Status))
        sheet.set_row(top, 3 * LINE_POINTS)
        for at, head in enumerate(heads):
            sheet.write_string(top, at, head, looks.head)
        for row, part in enumerate(parts, top + 1):
            sheet.set_row(row, LINE_POINTS * line_count(part.plan, 58) + 1)
            sheet.write_string(row, 0, fit(part.plan), looks.text)
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
        self._sheet.insert_chart(_TOP, 3, chart, {"x_offset": 4})


def _put_rate(sheet: Worksheet, row: int, column: int, value: float | None, looks: Looks) -> None:
    if value is None:
        sheet.write_string(row, column, "–", looks.bold)
    else:
        sheet.write_number(row, column, value, looks.rate)


def write_moved(sheet: Worksheet, looks: Looks, comparison: Comparison) -> None:
    """What became of tasks since the report before."""
    words = f"So với số liệu chốt đến hết ngày {day_words(comparison.as_of)}"
    sheet.write_string(0, 0, words, looks.title)
    for at, (head, width) in enumerate(zip(MOVED_HEADS, _MOVED_WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(2, at, head, looks.head)
    for row, one in enumerate(comparison.moved, 3):
        for at, value in enumerate(moved_words(one)):
            put(sheet, row, at, value, looks.text)
    sheet.autofilter(2, 0, 2 + max(len(comparison.moved), 1), len(MOVED_HEADS) - 1)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    print_on_a4(sheet)
    sheet.fit_to_pages(1, 0)
