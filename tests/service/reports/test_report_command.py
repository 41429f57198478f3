"""``daumoi report`` and ``daumoi collect``: from loaded plans to files, and back."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from service.reports.xlsx import HEAD_ROW, LIST
from tests.service.command import SAMPLES, Said, daumoi, serving

_CODE, _RESULT, _PERCENT, _DIFFICULTY, _FINISHED, _PHASE = 16, 12, 13, 14, 20, 18
_DAY = ("--as-of", "2026-12-31")
PLANS = (SAMPLES / "kh-27-dong-may.txt", SAMPLES / "kh-du-thao-dong-may.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two plans of one commune in a data folder that a service has open: commands go to it."""
    made = tmp_path_factory.mktemp("report")
    with serving(made, *PLANS):
        yield made


@pytest.fixture
def own_folder(tmp_path: Path) -> Iterator[Path]:
    """The same for a test that writes, so that the others read what was loaded."""
    with serving(tmp_path, *PLANS):
        yield tmp_path


def _report(folder: Path, *words: str | Path) -> Said:
    return daumoi("report", *words, folder=folder)


def test_the_figures_of_a_unit_add_up_over_its_plans(folder: Path) -> None:
    said = _report(folder, "unit", "phong kinh te", *_DAY, "--format", "json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert found["subject"]["name"] == "Phòng Kinh tế"
    assert len(found["plans"]) == 2
    tasks = [task for plan in found["plans"] for task in plan["tasks"]]
    assert found["summary"]["assigned"] == len(tasks) == 7
    assert sum(plan["summary"]["openOverdue"] for plan in found["plans"]) == 4
    assert {task["id"] for task in tasks if task["due"] and task["due"] <= "2026-12-31"} == set(
        found["tasksByStatus"]["OPEN_OVERDUE"]
    )


def test_a_letter_of_a_unit_names_it_and_the_body_above(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "bc.docx"
    said = _report(folder, "unit", "Phòng Kinh tế", *_DAY, "--output", target)
    assert said.code == 0, said.err
    head = docx.Document(io.BytesIO(target.read_bytes())).tables[0].rows[0].cells[0].text
    assert head.split("\n")[:2] == ["ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY", "PHÒNG KINH TẾ"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("unit", "Phòng Kinh té học"), "Tên gần giống: Phòng Kinh tế"),
        (("unit", "Phòng Kinh tế", "--place", "Bến Sao"), "có ở: xã Đồng Mây"),
        (("plan", "99/KH-UBND"), "Không có văn bản nào"),
        (("leader", "Bùi Văn Lựu"), "Tên gần giống: Bùi Văn Lực"),
        (("unit", "Phòng Kinh tế", "--as-of", "2026-02-30"), "không phải một ngày"),
        (("unit", "Phòng Kinh tế", "--format", "odt"), "một trong xlsx, docx"),
    ],
)
def test_what_is_not_there_is_told_with_what_there_is(
    folder: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = _report(folder, *words)
    assert said.code == 2
    assert sentence in said.err


def test_a_file_that_is_there_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "bc.csv"
    target.write_text("của tôi", "utf-8")
    said = _report(folder, "unit", "Phòng Kinh tế", "--output", target)
    assert said.code == 2
    assert "không ghi đè" in said.err
    assert target.read_text("utf-8") == "của tôi"


def test_a_letterhead_says_who_sends_and_signs(folder: Path, tmp_path: Path) -> None:
    office = tmp_path / "the-thuc.toml"
    office.write_text('issuer = "Văn phòng"\nsigner = "Lê A"\nday = 2026-12-31\n', "utf-8")
    target = tmp_path / "bc.docx"
    said = _report(folder, "plan", "27/KH-UBND", "--letterhead", office, "--output", target, *_DAY)
    assert said.code == 0, said.err
    letter = docx.Document(io.BytesIO(target.read_bytes()))
    assert "VĂN PHÒNG" in letter.tables[0].rows[0].cells[0].text
    assert "ngày 31 tháng 12 năm 2026" in letter.tables[0].rows[0].cells[1].text
    assert letter.tables[2].rows[0].cells[1].text.endswith("Lê A")


def test_a_period_is_frozen_and_a_later_one_is_held_against_it(
    folder: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "quy-ii.json"
    first = ("period", "--as-of", "2026-05-01", "--freeze", kept, "--format", "json")
    assert _report(folder, *first).code == 0
    later = ("period", "--as-of", "2026-12-31", "--against", kept, "--format", "json")
    found = json.loads(_report(folder, *later).out)
    before, now = found["comparison"]["summary"], found["summary"]
    slipped = [one for one in found["comparison"]["moved"] if one["move"] == "SLIPPED"]
    assert len(slipped) == now["openOverdue"] - before["openOverdue"] > 0
    kept.write_text(kept.read_text("utf-8").replace("OPEN_IN_TERM", "DONE_LATE", 1), "utf-8")
    altered = _report(folder, *later)
    assert altered.code == 2
    assert "đã bị sửa sau khi chốt" in altered.err


def test_a_list_that_was_filled_in_is_read_back_and_nothing_is_overwritten(
    own_folder: Path,
) -> None:
    folder, target = own_folder, own_folder / "danh-muc.xlsx"
    assert _report(folder, "unit", "Phòng Kinh tế", "--output", target).code == 0
    book = load_workbook(target)
    sheet = book[LIST]
    rows = [r for r in range(HEAD_ROW + 2, sheet.max_row + 1) if sheet.cell(r, _CODE).value]
    for row, percent in zip(rows, ("100", "50%", "nhiều"), strict=False):
        sheet.cell(row, _RESULT).value = "-Đã trình"
        sheet.cell(row, _PERCENT).value = percent
    sheet.cell(rows[0], _FINISHED).value = "02/03/2026"
    sheet.cell(rows[3], _CODE).value = "task_khac"
    sheet.cell(rows[4], _PHASE).value = "Giai đoạn 9"
    sheet.cell(rows[5], _DIFFICULTY).value = "Thiếu đất đắp"
    book.save(target)

    shown = daumoi("collect", target, folder=folder)
    assert shown.code == 2
    assert "7 dòng; 3 sẽ ghi" in shown.out
    assert "“nhiều” không phải một số nguyên" in shown.out
    assert "Kho không có nhiệm vụ mang mã task_khac" in shown.out
    assert "Ô “Lộ trình” đã đổi nhưng không được nhận: Giai đoạn 9" in shown.out
    assert "1 ô không để điền đã đổi, không được nhận" in shown.out
    assert "hãy xem lại rồi chạy lại với --apply" in shown.out

    written = daumoi("collect", target, "--apply", "--author", "Lê A", folder=folder)
    assert "3 đã ghi" in written.out
    assert "0 đã ghi, 3 đã có" in daumoi("collect", target, "--apply", folder=folder).out
    told = json.loads(_report(folder, "unit", "Phòng Kinh tế", "--format", "json").out)
    done = [task for plan in told["plans"] for task in plan["tasks"] if task["percent"] == 100]
    assert [(task["result"], task["statusText"], task["finished"]) for task in done] == [
        ("-Đã trình", "Hoàn thành đúng hạn", "2026-03-02")
    ]

    sheet.cell(rows[0], _RESULT).value = "Kết quả khác"
    book.save(target)
    stale = daumoi("collect", target, "--apply", folder=folder)
    assert stale.code == 2
    assert "Nhiệm vụ đã thay đổi trong kho sau khi xuất danh mục: không ghi đè." in stale.out


def test_a_calendar_of_a_unit_is_asked_for_by_place_and_says_what_it_counts(folder: Path) -> None:
    found = daumoi("calendar", "unit", "Phòng Kinh tế", "--place", "Đồng Mây", folder=folder)
    assert found.code == 0, found.err
    assert "Lịch của Phòng Kinh tế, xã Đồng Mây. Kể việc có thời hạn mà đơn vị chủ trì" in found.out
    assert "/calendar/unit/unit_" in found.out
    elsewhere = daumoi("calendar", "unit", "Phòng Kinh tế", "--place", "Bến Sao", folder=folder)
    assert (elsewhere.code, "có ở: xã Đồng Mây" in elsewhere.err) == (2, True)
