"""What stands behind the signature is read, told as unread, or named as a form: never silent."""

import pytest

from graph_schema.model import PlanRecord
from tests.loaders.texts import record_of

_PLAN = """ỦY BAN NHÂN DÂN
XÃ HỒ LÂM
Số: 12/KH-UBND
KẾ HOẠCH
Dọn vệ sinh năm 2026
I. NHIỆM VỤ
1. Rà soát các tuyến đường./.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Nam
"""


def _read(*lines: str) -> PlanRecord:
    return record_of(_PLAN + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    "title",
    [
        ("DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-UBND)"),
        ("Danh mục nhiệm vụ", "Ban hành kèm theo Kế hoạch số 12/KH-UBND của UBND xã Hồ Lâm."),
        ("LỊCH DỌN VỆ SINH",),
        ("BIỂU PHÂN CÔNG NHIỆM VỤ",),
        (),
    ],
)
def test_sentences_under_the_title_of_an_appendix_are_its_work(title: tuple[str, ...]) -> None:
    record = _read("PHỤ LỤC", *title, "Nạo vét kênh mương.", "Trồng cây xanh dọc đường.")
    assert [task.text for task in record.tasks][1:] == [
        "Nạo vét kênh mương.",
        "Trồng cây xanh dọc đường.",
    ]


def test_numbered_sentences_after_the_signature_are_unread_and_receivers_are_not() -> None:
    record = _read(
        "Nơi nhận:",
        "1. Như trên;",
        "2. Lưu: VT.",
        "1. Thôn Đông dọn kênh Cầu Đá.",
        "2. Thôn Đoài trồng cây xanh dọc đường.",
    )
    assert [(line.quote.text, line.reason) for line in record.unread] == [
        ("Thôn Đông dọn kênh Cầu Đá.", "after-signature"),
        ("Thôn Đoài trồng cây xanh dọc đường.", "after-signature"),
    ]


def test_an_appendix_that_is_a_list_of_names_is_told_and_one_of_work_is_not() -> None:
    listed = _read("PHỤ LỤC", "DANH SÁCH TỔ CÔNG TÁC", "1. Ông Lê Văn Ba, Tổ trưởng.")
    assert [note.code for note in listed.notes] == ["PART_NOT_READ"]
    assert "DANH SÁCH TỔ CÔNG TÁC" in listed.notes[0].message
    assert not _read("PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "1. Rà soát hộ nghèo.").notes


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (("PHỤ LỤC", "DANH MỤC NHIỆM VỤ"), "PHỤ LỤC: DANH MỤC NHIỆM VỤ"),
        (
            ("Phụ lục I", "LỊCH DỌN VỆ SINH", "(Kèm theo Kế hoạch số 5/KH-UBND)"),
            "Phụ lục I: LỊCH DỌN VỆ SINH",
        ),
        (("PHỤ LỤC",), "PHỤ LỤC"),
    ],
)
def test_work_of_an_appendix_without_headings_stands_under_its_title(
    title: tuple[str, ...], heading: str
) -> None:
    record = _read(*title, "Nạo vét kênh mương.")
    assert [task.heading for task in record.tasks][1:] == [heading]
