"""A sentence that a page or a typist broke is one again; separate lines stay apart."""

import pytest

from loaders.healing import heal
from tests.loaders.texts import extract_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("chăm sóc cây xanh hằng năm phù\n\nhợp với điều kiện", 1),
        ("gắn với tiêu chí “4 xin”, “4\n\nluôn”, “5 không”", 1),
        ("các cơ quan, đơn vị, cá nhân\n\nliên quan.", 1),
        ("như “Mim cười chào dân\n\n- Nhiệt tình hướng dẫn”.", 1),
        ("Mặt trận Tổ quốc, Hội Cựu chiến binh,\n\nĐoàn Thanh niên giúp đỡ", 1),
        ("tổ chức các hoạt động, hội\n12\nthi, hội diễn", 1),
        ("6.\nTổ chức hội thi", 1),
        ("3.2.\n\nRà soát bờ kênh", 1),
        ("Số:\n45/KH-UBND", 1),
        ("Số:\nhồ sơ", 2),
        ("1. Mục đích\n\nXây dựng phường", 2),
        ("- Rà soát quy định.\n- Kiểm tra.", 2),
        ("và những năm tiếp theo\n\nThực hiện Chương trình", 2),
        ("phục vụ nhân dân\n\n(có phụ lục số 01 kèm theo)", 2),
    ],
)
def test_a_broken_sentence_is_one_line(text: str, lines: int) -> None:
    assert len(heal(extract_of(text))) == lines


def test_rows_written_with_tabs_become_cells() -> None:
    text = "STT\tNội dung\tĐơn vị chủ trì\n1\tRà soát\tPhòng A\nHết bảng"
    passages = heal(extract_of(text))
    cells = [passage.cell for passage in passages]
    assert [(cell.row, cell.column) for cell in cells if cell] == [
        (0, 0),
        (0, 1),
        (0, 2),
        (1, 0),
        (1, 1),
        (1, 2),
    ]
    assert cells[-1] is None


def test_a_footnote_inside_a_broken_sentence_stands_after_it() -> None:
    text = "tiếp tục triển khai các\n¹ Chỉ thị số 01-CT/TU\nnội dung đã đề ra."
    passages = heal(extract_of(text))
    assert passages[0].text == "tiếp tục triển khai các nội dung đã đề ra."
    assert passages[1].text.startswith("¹")
