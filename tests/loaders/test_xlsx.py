import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders import caps
from loaders.lines import Cell, Line
from loaders.reader import read_plan
from loaders.source import extract
from tests.loaders.office_files import with_entry
from tests.loaders.test_text import check_slices

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CellValue = datetime.datetime | datetime.date | datetime.time | float | bool | str


def book() -> tuple[openpyxl.Workbook, Worksheet]:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Phân công"
    return made, sheet


def saved(made: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(content: bytes) -> tuple[Line, ...]:
    found = extract(content, "phân công.xlsx")
    check_slices(found)
    return found.lines


def test_a_task_table_is_read_row_by_row_with_merged_cells_once() -> None:
    made, sheet = book()
    sheet.append(["KẾ HOẠCH PHÂN CÔNG"])
    sheet.merge_cells("A1:C1")
    sheet.append(["STT", "Nhiệm vụ", "Chủ trì"])
    sheet.append([1, "Rà soát\nquy hoạch", "Phòng Kinh tế"])
    sheet.append([2, "Báo cáo", None])
    sheet.merge_cells("C3:C4")
    sheet["A1"].font = Font(bold=True)
    lines = read(saved(made))
    assert [(line.text, line.cell) for line in lines] == [
        ("KẾ HOẠCH PHÂN CÔNG", Cell(0, 0, 0, columns=3)),
        ("STT", Cell(0, 1, 0)),
        ("Nhiệm vụ", Cell(0, 1, 1)),
        ("Chủ trì", Cell(0, 1, 2)),
        ("1", Cell(0, 2, 0)),
        ("Rà soát", Cell(0, 2, 1)),
        ("quy hoạch", Cell(0, 2, 1)),
        ("Phòng Kinh tế", Cell(0, 2, 2, rows=2)),
        ("2", Cell(0, 3, 0)),
        ("Báo cáo", Cell(0, 3, 1)),
    ]
    assert [line.bold for line in lines[:2]] == [True, False]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (datetime.date(2026, 6, 30), "dd/mm/yyyy", "30/06/2026"),
        (datetime.date(2026, 6, 30), "yyyy-mm-dd", "30/06/2026"),
        (datetime.datetime(2026, 5, 1), "mm/yyyy", "05/2026"),
        (datetime.datetime(2026, 5, 1, 13, 30), "d/m/yy h:mm", "01/05/2026 13:30"),
        (datetime.time(7, 5), "h:mm", "07:05"),
        (0.955, "0.0%", "95,5%"),
        (1, "0%", "100%"),
        (1234567.5, "#,##0.0", "1.234.567,5"),
        (2989.5, "General", "2989,5"),
        (12, "General", "12"),
        (7, '0" đồng chí"', "7"),
        (True, "General", "x"),
        ("24/7", "@", "24/7"),
    ],
)
def test_a_value_is_shown_as_its_cell_shows_it(value: CellValue, form: str, shown: str) -> None:
    made, sheet = book()
    sheet["B2"] = value
    sheet["B2"].number_format = form
    assert [line.text for line in read(saved(made))] == [shown]


def test_hidden_sheets_rows_and_columns_are_not_read() -> None:
    made, sheet = book()
    for row in (["a", "ẩn", "b"], ["ẩn", "ẩn", "ẩn"], ["c", "ẩn", "d"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    hidden = made.create_sheet("Nháp")
    hidden["A1"] = "ẩn"
    hidden.sheet_state = "hidden"
    assert [line.text for line in read(saved(made))] == ["a", "b", "c", "d"]


def test_several_sheets_are_headed_by_their_names() -> None:
    made, sheet = book()
    sheet["A1"] = "một"
    made.create_sheet("Chỉ tiêu")["A1"] = "hai"
    made.create_sheet("Trống")
    lines = read(saved(made))
    assert [(line.text, line.heading, line.page) for line in lines] == [
        ("Phân công", 1, 1),
        ("một", None, 1),
        ("Chỉ tiêu", 1, 2),
        ("hai", None, 2),
    ]
    assert [line.cell and line.cell.table for line in lines] == [None, 0, None, 1]


@pytest.mark.parametrize(
    "rows",
    [
        (("Mã", "Diễn giải", "Ai", "Khi nào"), ("A1", "Dọn kênh ở xóm Đồng", "Tổ 2", "tháng 6")),
        (("Làm gì", "Ai"), ("Dọn kênh ở xóm Đồng", "Tổ thủy nông"), ("Đắp bờ", "Tổ thủy nông")),
    ],
)
def test_a_sheet_whose_head_tells_nothing_goes_unread_and_never_away(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    made, sheet = book()
    for row in rows:
        sheet.append(row)
    record = read_plan(saved(made), "bang.xlsx")
    unread = {line.quote.text: line.reason for line in record.unread}
    assert not record.tasks
    assert unread["Dọn kênh ở xóm Đồng"] == "table-without-known-header"


def test_a_formula_that_was_never_computed_is_refused_with_its_cell() -> None:
    made, sheet = book()
    sheet["C7"] = "=1+1"
    with pytest.raises(UnreadableDocument, match="hàng 7, cột 3"):
        read(saved(made))


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("xl/workbook.xml", "xl/workbook.xml"),
        ("xl/worksheets/sheet1.xml", "sheet1.xml"),
        ("xl/styles.xml", "xl/styles.xml"),
    ],
)
def test_a_broken_part_is_named(part: str, reason: str) -> None:
    made, sheet = book()
    sheet["A1"] = "chữ"
    with pytest.raises(UnreadableDocument, match=reason):
        read(with_entry(saved(made), part, b"<broken"))


def with_sheet(rows: str, more: str = "", strings: str = "") -> bytes:
    made, sheet = book()
    sheet["A1"] = "chữ"
    content = with_entry(
        saved(made),
        "xl/worksheets/sheet1.xml",
        f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{more}</worksheet>".encode(),
    )
    if strings:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            links = archive.read("xl/_rels/workbook.xml.rels").decode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        link = f'<Relationship Id="rs" Type="{kind}" Target="strings.xml"/></Relationships>'
        links = links.replace("</Relationships>", link)
        content = with_entry(content, "xl/_rels/workbook.xml.rels", links.encode())
        content = with_entry(content, "xl/strings.xml", f"<sst {MAIN}>{strings}</sst>".encode())
    return content


def test_shared_strings_are_read_with_their_runs_and_without_reading_aids() -> None:
    strings = "<si><t>một</t></si><si><r><t>ha</t></r><r><t>i</t></r><rPh><t>x</t></rPh></si>"
    rows = '<row><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    assert [line.text for line in read(with_sheet(rows, strings=strings))] == ["hai", "một"]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>99</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
    ],
)
def test_a_cell_that_points_nowhere_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableDocument, match="Bảng tính hỏng"):
        read(with_sheet(f"<row>{cell}</row>"))


def test_cells_that_do_not_say_where_they_stand_follow_each_other() -> None:
    rows = (
        '<row><c><v>1</v></c><c><v>2</v></c></row><row><c r="C2"><v>3</v></c><c><v>4</v></c></row>'
    )
    places = [(line.cell.row, line.cell.column) for line in read(with_sheet(rows)) if line.cell]
    assert places == [(0, 0), (0, 1), (1, 2), (1, 3)]


def test_a_merge_of_the_whole_sheet_costs_nothing() -> None:
    rows = '<row><c r="A1" t="inlineStr"><is><t>chữ</t></is></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    lines = read(with_sheet(rows, merged))
    assert lines[0].cell == Cell(0, 0, 0, rows=1_048_576, columns=16_384)


def test_a_sheet_over_the_line_cap_is_refused() -> None:
    numbers = range(1, caps.MAX_LINES + 2)
    rows = "".join(f'<row><c r="A{n}"><v>{n * 7919 % 1000003}</v></c></row>' for n in numbers)
    with pytest.raises(DocumentTooLarge):
        read(with_sheet(rows))
