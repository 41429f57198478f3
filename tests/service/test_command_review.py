"""``daumoi review``: the list, a correction and its undoing, in words and with exit codes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.command import SAMPLES, Said, daumoi, serving

WHO = ("--author", "Trần Thị Soát", "--reason", "Văn bản giấy ghi khác")


UNIT = ("--kind", "UNSETTLED_UNIT")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A plan that names a body of no known kind and prints a number twice; a service has it open.

    So a command need not start an engine: it goes to the one that runs.
    """
    made = tmp_path_factory.mktemp("review")
    text = (SAMPLES / "kh-27-dong-may.txt").read_text("utf-8")
    text = text.replace("Ban Quản lý dự án xã", "Xưởng Diều Sáo")
    (made / "kh.txt").write_text(text.replace("b) Kiểm đếm nhà", "a) Kiểm đếm nhà"), "utf-8")
    with serving(made, made / "kh.txt"):
        yield made


def _correction(said: Said) -> str:
    assert said.code == 0, said.err
    found = re.search(r"corr_\w+", said.out)
    assert found is not None
    return found[0]


def test_the_list_names_the_document_the_words_and_their_place(folder: Path) -> None:
    said = daumoi("review", folder=folder)
    assert said.code == 0, said.err
    assert said.out.startswith("27/KH-UBND ")
    assert re.search(r"item_\w+\tIII\.2\.a\tchưa rõ đơn vị: Chưa rõ “Xưởng Diều Sáo”", said.out)
    assert re.search(r"“Xưởng Diều Sáo” \(ký tự \d+–\d+\)", said.out)
    assert "điều lạ: " in said.out
    items = json.loads(daumoi("review", *UNIT, "--json", folder=folder).out)
    assert [item["kind"] for item in items] == ["UNSETTLED_UNIT"]


def test_what_is_corrected_is_shown_beside_what_was_read_until_it_is_withdrawn(
    folder: Path,
) -> None:
    item = json.loads(daumoi("review", *UNIT, "--json", folder=folder).out)[0]
    task = json.loads(daumoi("review", "show", item["id"], "--json", folder=folder).out)
    assert task["about"]["__typename"] == "Unit"

    corrected = daumoi(
        "review", "correct", item["plan"]["id"], "--field", "title", "--value", "Xanh, sạch, số",
        *WHO, folder=folder,
    )  # fmt: skip
    title = _correction(corrected)
    assert "đặt lại title = Xanh, sạch, số" in corrected.out
    assert "Bản đọc: Triển khai thực hiện Kế hoạch số 88/KH-UBND" in corrected.out
    assert "Xanh, sạch, số" in daumoi("review", "show", title, folder=folder).out

    settled = _correction(daumoi("review", "confirm", item["id"], *WHO, folder=folder))
    assert daumoi("review", *UNIT, folder=folder).out == "Tổng cộng: 0 chỗ cần soát lại.\n"
    assert settled in daumoi("review", "--all", folder=folder).out

    for identity in (title, settled):
        gone = daumoi("review", "withdraw", identity, *WHO, folder=folder)
        assert "Đã rút: Trần Thị Soát" in gone.out
    assert daumoi("review", "corrections", folder=folder).out == "Tổng cộng: 0 phép sửa.\n"
    kept = daumoi("review", "corrections", "--all", folder=folder)
    assert all(identity in kept.out for identity in (title, settled))
    assert item["id"] in daumoi("review", folder=folder).out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("confirm", "item_none", *WHO), "Chỉ xác nhận được một mục cần soát"),
        (("drop", "task_none", *WHO), "mang mã này"),
        (("withdraw", "corr_none", *WHO), "Không có phép sửa này"),
        (("show", "item_none"), "Không có gì mang mã item_none"),
        (("correct", "task_x", "--field", "due", *WHO), "Hãy nêu --value"),
        (("drop", "task_none"), "Thiếu tùy chọn --reason"),
        (("merge-unit", "Phòng Kinh tế", "Phòng Không Có", *WHO), "Không có đơn vị nào tên"),
        (("--kind", "lạ"), "Không có loại LẠ"),
        (("--plan", "45/KH-UBND"), "mang mã hoặc số, ký hiệu “45/KH-UBND”"),
        (("parts", "doc_none"), "mang mã hoặc số, ký hiệu “doc_none”"),
        (("correct", "task_x", "--feild", "due"), "xem daumoi review correct --help"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    folder: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = daumoi("review", *words, folder=folder)
    assert said.code == 2
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_document_is_named_by_its_symbol_and_every_part_of_it_is_listed(folder: Path) -> None:
    by_symbol = daumoi("review", "--plan", "27/KH-UBND", folder=folder)
    assert by_symbol.out == daumoi("review", folder=folder).out
    listed = daumoi("review", "parts", "27/kh-ubnd", folder=folder)
    assert listed.code == 0, listed.err
    assert re.search(r"task_\w+\tIII\.1\.b\tnhiệm vụ: Xây dựng 09 điểm", listed.out)
    assert re.search(r"target_\w+\tII\.1\.1\tchỉ tiêu: ", listed.out)
    assert re.search(r"duty_\w+\t–\tbáo cáo: ", listed.out)
    parts = json.loads(daumoi("review", "parts", "27/KH-UBND", "--json", folder=folder).out)
    assert f"Tổng cộng: {len(parts)} mục." in listed.out


def test_several_leaders_are_set_shown_and_told_as_there_already_when_said_again(
    folder: Path,
) -> None:
    parts = json.loads(daumoi("review", "parts", "27/KH-UBND", "--json", folder=folder).out)
    task = next(part["id"] for part in parts if part["id"].startswith("task_"))
    both = "Lê Văn An, Phó Chủ tịch UBND xã; Trần Thị Bé, Chủ tịch UBND xã"
    named = ("review", "correct", task, "--field", "overseers", "--value", both, *WHO)
    refused = daumoi(*named, folder=folder)
    assert (refused.code, "“Lê Văn An”" in refused.err, "--unknown" in refused.err) == (
        2,
        True,
        True,
    )
    wanted = (*named, "--unknown")
    made = daumoi(*wanted, folder=folder)
    identity = _correction(made)
    shown = daumoi("review", "show", task, folder=folder)
    assert f"\tLãnh đạo phụ trách: {both}\n" in shown.out
    again = daumoi(*wanted, folder=folder)
    assert again.out.startswith("Đã có, không ghi gì thêm:")
    assert identity in again.out
    gone = ("review", "withdraw", identity, *WHO)
    assert daumoi(*gone, folder=folder).out.startswith("Đã ghi:")
    assert daumoi(*gone, folder=folder).out.startswith("Đã rút từ trước")


def test_a_merge_of_strange_names_is_warned_of_and_its_withdrawal_names_both(folder: Path) -> None:
    merged = daumoi("review", "merge-unit", "Xưởng Diều Sáo", "Phòng Kinh tế", *WHO, folder=folder)
    identity = _correction(merged)
    assert "là hai tên khác hẳn nhau" in merged.out
    assert f"daumoi review withdraw {identity}" in merged.out
    gone = daumoi("review", "withdraw", identity, *WHO, folder=folder)
    assert re.search(r"gộp đơn vị: Xưởng Diều Sáo → Phòng Kinh tế", gone.out)
    assert "?" not in gone.out


def test_a_second_reading_tells_how_many_documents_it_need_not_read(folder: Path) -> None:
    said = daumoi("reread", folder=folder)
    assert said.code == 0, said.err
    assert said.out.startswith("1 văn bản đã do chính bản đọc này đọc từ trước")


def test_help_names_every_field_that_can_be_set(folder: Path) -> None:
    told = "".join(daumoi("review", "correct", "--help", folder=folder).out.split())
    for field in ("overseers", "valueMax", "unitOfMeasure", "via", "secrecy"):
        assert field in told


@pytest.mark.parametrize(
    "words",
    [("review",), ("review", "show", "item_x"), ("review", "drop", "task_x", *WHO), ("reread",),
     ("original", "27/KH-UBND")],
)  # fmt: skip
def test_a_mistyped_data_folder_is_refused_and_not_made(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    option = ("--data-folder", "nhầm")
    rest = (words[0], *option, *words[1:])
    said = daumoi(*rest, folder=tmp_path)
    assert said.code == 2
    assert "Chưa có dữ liệu trong" in said.err
    assert list(tmp_path.iterdir()) == []


def test_the_original_file_is_given_back_byte_for_byte_and_never_written_over(
    folder: Path, tmp_path: Path
) -> None:
    data = ("--data-folder", folder / ".data")
    said = daumoi("original", "27/KH-UBND", *data, folder=tmp_path)
    assert said.code == 0, said.err
    assert (tmp_path / "kh.txt").read_bytes() == (folder / "kh.txt").read_bytes()
    again = daumoi("original", "27/KH-UBND", *data, folder=tmp_path)
    assert (again.code, again.out) == (2, "")
    assert "không ghi đè" in again.err
    named = daumoi("original", "27/KH-UBND", "--output", "b.txt", *data, folder=tmp_path)
    assert named.code == 0
    assert (tmp_path / "b.txt").read_bytes() == (folder / "kh.txt").read_bytes()
