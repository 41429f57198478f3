"""Lists that come back: what each cell means, by the workbook that a unit's program saved."""

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from graph_schema.classes import Status
from graph_schema.errors import DauMoiError
from loaders.office import convert
from service.reports.collect import Current, Judged, Outcome, judge
from service.reports.collect_read import read_list
from service.reports.model import ReportRow, ReportTable, arrange
from service.reports.words import COLUMNS
from service.reports.xlsx import HEAD_ROW, LIST, to_xlsx
from tests.service.reports.samples import a_report

_DAY = date(2026, 11, 20)
_ROW = ReportRow(
    text="Rà soát giếng",
    leads=("Phòng Kinh tế",),
    due=date(2026, 10, 31),
    status=Status.OPEN_OVERDUE,
    id="task_1",
    version=3,
    plan="Kế hoạch 1",
    plan_id="plan_1",
)
_AT = {column.key: at for at, column in enumerate(COLUMNS, 1)}
_Value = str | float | datetime | None
_Cells = dict[str, _Value]


def _current(row: ReportRow, **given: object) -> Current:
    known = Current(
        row.text, row.version, row.result, row.percent, row.difficulty, row.proposal, row.finished,
        row.updated,
    )  # fmt: skip
    return replace(known, **given)  # type: ignore[arg-type]


def _sent_back(row: ReportRow, cells: _Cells, percent_form: str = "") -> bytes:
    """The list of one task with these cells written over."""
    report = ReportTable("unit", "Phòng Kinh tế", "", 2026, _DAY, arrange([row]))
    book = load_workbook(io.BytesIO(to_xlsx(report)))
    for key, value in cells.items():
        book[LIST].cell(HEAD_ROW + 3, _AT[key]).value = value
    if percent_form:
        book[LIST].cell(HEAD_ROW + 3, _AT["percent"]).number_format = percent_form
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _judged(
    cells: _Cells, row: ReportRow = _ROW, percent_form: str = "", **given: object
) -> Judged:
    rows = read_list(_sent_back(row, cells, percent_form), "a.xlsx")
    return judge(rows, {row.id: _current(row, **given)}, _DAY)[0]


@pytest.mark.parametrize(
    ("value", "form", "percent"),
    [
        (60, "", 60),
        ("60 %", "", 60),
        ("60,0", "", 60),
        (0.6, "0%", 60),
        (0.57, "0.0%", 57),
        (1, "0%", 100),
        (0, "", 0),
        (0.6, "", None),
        (0.75, "", None),
        (40.5, "", None),
        (0.405, "0%", None),
        ("40,5", "", None),
        (101, "", None),
        (-1, "", None),
    ],
)
def test_a_percent_is_a_whole_number_or_a_share_in_a_percent_cell(
    value: _Value, form: str, percent: int | None
) -> None:
    one = _judged({"result": "Đã làm", "percent": value}, percent_form=form)
    assert one.percent == percent
    assert one.outcome is (Outcome.WRONG if percent is None else Outcome.CHANGE)


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 cut off", None])
def test_a_file_that_is_no_list_is_refused_by_its_name(content: bytes | None) -> None:
    """Of several that are given at once, it says which one."""
    if content is None:
        book = io.BytesIO()
        Workbook().save(book)
        content = book.getvalue()
    with pytest.raises(DauMoiError) as refused:
        read_list(content, "hỏng.xlsx")
    assert refused.value.sentence.startswith("hỏng.xlsx: ")


def test_a_blank_percent_keeps_the_last_one_and_says_so() -> None:
    one = _judged({"result": "Đã làm", "percent": None}, replace(_ROW, percent=40))
    assert (one.outcome, one.percent) == (Outcome.CHANGE, 40)
    assert "    Mức độ hoàn thành (%): để trống, giữ 40 đã báo trước" in one.lines()


@pytest.mark.parametrize("cell", ["result", "difficulty", "proposal"])
def test_a_blank_percent_of_a_task_without_one_is_left_out_not_made_nought(cell: str) -> None:
    one = _judged({cell: "Đường ngập"})
    assert (one.outcome, one.percent) == (Outcome.CHANGE, None)
    line = "    Mức độ hoàn thành (%): để trống, không ghi số nào, trạng thái không đổi"
    assert line in one.lines()


def test_a_day_of_completion_without_a_percent_is_refused() -> None:
    one = _judged({"result": "Đã làm", "finished": datetime(2026, 11, 2)})
    assert (one.outcome, one.percent) == (Outcome.WRONG, None)
    assert "không phải 100" in one.why


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"due": datetime(2026, 12, 31)}, "“Hạn hoàn thành” đã đổi nhưng không được nhận: 31/12"),
        ({"status": "Hoàn thành đúng hạn"}, "“Trạng thái” đã đổi nhưng không được nhận: Hoàn"),
        ({"leads": None}, "“Đơn vị chủ trì” đã đổi nhưng không được nhận: (trống)"),
    ],
)
def test_a_cell_that_is_not_taken_back_is_told(cells: _Cells, line: str) -> None:
    filled: _Cells = {"result": "Đã làm", "percent": 10}
    for one in (_judged(cells), _judged(cells | filled)):
        assert one.noticed
        assert [words for words in one.lines() if line in words]


def _as_it_was(content: bytes) -> bytes:
    return content


def _by_openpyxl(content: bytes) -> bytes:
    target = io.BytesIO()
    load_workbook(io.BytesIO(content)).save(target)
    return target.getvalue()


def _by_libreoffice(content: bytes) -> bytes:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    return convert(convert(content, "xlsx", "ods"), "ods", "xlsx")


@pytest.mark.parametrize("saved", [_as_it_was, _by_openpyxl, _by_libreoffice])
def test_a_list_that_was_only_saved_again_has_no_changed_cell(
    saved: Callable[[bytes], bytes],
) -> None:
    report = a_report(40)
    odd = replace(report.rows[0], text="a_x0041_b\x0bc\r\nd", id="task_odd", result="", heading="")
    report = replace(report, parts=(*report.parts, *arrange([odd])))
    rows = read_list(saved(to_xlsx(report)), "a.xlsx")
    assert len(rows) == 41
    assert [(row.where, row.dropped) for row in rows if row.dropped or row.mark is None] == []
    assert [row.where for row in rows if row.touched] == []


@pytest.mark.parametrize("told", [datetime(2026, 10, 25), "25/10/2026", "25.10.2026", "2026-10-25"])
def test_the_day_of_completion_is_the_day_of_the_report(told: _Value) -> None:
    one = _judged({"percent": 100, "finished": told})
    assert (one.outcome, one.on) == (Outcome.CHANGE, date(2026, 10, 25))
    assert "    Ngày hoàn thành: (trống) → 25/10/2026" in one.lines()
    assert not one.noticed


def test_work_done_without_a_day_is_of_the_day_of_the_report_and_says_so() -> None:
    one = _judged({"percent": 100})
    assert one.on == _DAY
    assert "    Ngày hoàn thành: để trống, lấy ngày báo cáo 20/11/2026" in "\n".join(one.lines())


_DONE = replace(_ROW, percent=100, finished=date(2026, 11, 10), updated=date(2026, 11, 10))


@pytest.mark.parametrize(
    ("row", "cells", "said"),
    [
        (_ROW, {"percent": 100, "finished": datetime(2026, 11, 21)}, "sau ngày báo cáo 20/11/2026"),
        (_ROW, {"percent": 100, "finished": "tháng 10"}, "không phải ngày/tháng/năm"),
        (_ROW, {"percent": 100, "finished": "31/02/2026"}, "không phải ngày/tháng/năm"),
        (_ROW, {"percent": 90, "finished": "25/10/2026"}, "không phải 100"),
        (_DONE, {"finished": "12/11/2026"}, "đã ghi trong kho: không dời được"),
        (_DONE, {"finished": "05/11/2026", "result": "Mới"}, "đứng trước báo cáo ngày 10/11/2026"),
    ],
)
def test_a_day_of_completion_that_cannot_be_is_refused(
    row: ReportRow, cells: _Cells, said: str
) -> None:
    one = _judged(cells, row)
    assert one.outcome is Outcome.WRONG
    assert said in one.why


def test_a_day_of_completion_is_put_right_to_an_earlier_one() -> None:
    one = _judged({"finished": "05/11/2026"}, _DONE)
    assert (one.outcome, one.on, one.percent) == (Outcome.CHANGE, date(2026, 11, 5), 100)
    between = _judged({"finished": "05/11/2026"}, _DONE, undone=date(2026, 11, 7))
    assert between.outcome is Outcome.WRONG
