"""The forms of cells of a workbook, and how a value becomes a cell of its own type."""

from datetime import date
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from service.reports.words import Value

_FONT: Final = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
LINE_POINTS = 15.0
_LONGEST = 32_767
"""Letters that a cell of a workbook holds at most."""
_CUT = "… (xem đầy đủ trong hệ thống)"
_FILL, _INPUT, _HEAD = "#E8EEF7", "#FFF9E5", "#D9E2F0"


class Looks:
    """The few forms of cells; a workbook keeps each once."""

    def __init__(self, book: Workbook) -> None:
        """Make them in this workbook."""
        cell = {**_FONT, "border": 1, "text_wrap": True}
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 14})
        self.note = book.add_format({**_FONT, "italic": True})
        self.head = book.add_format(
            {**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": _HEAD}
        )
        self.long_title = book.add_format(
            {**_FONT, "bold": True, "font_size": 14, "text_wrap": True}
        )
        band = {**_FONT, "bold": True, "text_wrap": True}
        self.plan = book.add_format({**band, "bg_color": _FILL})
        self.heading = book.add_format({**band, "italic": True})
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
        self.input_day = book.add_format({**words, "num_format": "dd/mm/yyyy", "align": "center"})
        self.late = book.add_format({"font_color": "#B00020", "bold": True})
        self.indents = tuple(
            book.add_format({**cell, "bold": not depth, "align": "left", "indent": depth})
            for depth in range(3)
        )


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    """A cell of its own type; words stay words whatever letter they begin with."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, fit(value), look)


def fit(words: str) -> str:
    """Words that a cell holds; what is cut says so."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    return words if len(words) <= _LONGEST else words[: _LONGEST - len(_CUT)] + _CUT


def print_on_a4(sheet: Worksheet) -> None:
    """A4, wide, in narrow margins, pages numbered."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&CTrang &P/&N")


def line_count(words: str, width: int) -> int:
    """Lines that words take in a column."""
    return sum(-(-len(line) // width) or 1 for line in words.split("\n"))
