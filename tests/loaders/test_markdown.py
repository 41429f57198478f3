import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lines import Line
from loaders.markdown import is_markdown, read_markdown
from loaders.markdown_inline import read_inline
from tests.loaders.test_text import check_slices


def read(text: str) -> tuple[Line, ...]:
    extract = read_markdown(text.encode())
    check_slices(extract)
    return extract.lines


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**Điều 1.** Ban hành", "Điều 1. Ban hành"),
        ("*Nơi nhận:*", "Nơi nhận:"),
        ("***Lưu ý*** chung", "Lưu ý chung"),
        ("*a **b***", "a b"),
        ("**m) Nội dung** tiếp **", "m) Nội dung tiếp **"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("(*) ghi chú (*)", "(*) ghi chú (*)"),
        ("đá vôi[^1] và cát", "đá vôi và cát"),
        ("theo [Nghị quyết 57](https://a.vn/x)", "theo Nghị quyết 57"),
        ("![dấu](a.png)Số: 1", "Số: 1"),
        (r"1\. Tên \*", "1. Tên *"),
        ("a&nbsp;b &amp; c", "a\u00a0b & c"),
        ("<u>Gạch</u><br>xuống", "Gạch\nxuống"),
        ("x < 5 và y > 3", "x < 5 và y > 3"),
        ("`KH-UBND`", "KH-UBND"),
        ("~~bỏ~~ giữ", "bỏ giữ"),
    ],
)
def test_markup_of_a_line_is_read_and_the_words_stay(source: str, text: str) -> None:
    assert read_inline(source).text == text


@pytest.mark.parametrize(
    ("source", "bold", "italic"),
    [
        ("**I. MỤC ĐÍCH**", True, False),
        ("***Lưu ý***", True, True),
        ("**a** **b**", True, False),
        ("**a** b", False, False),
        ("*a*", False, True),
        ("a", False, False),
        ("**a*b**", True, False),
    ],
)
def test_a_line_is_bold_when_all_of_it_is(source: str, bold: bool, italic: bool) -> None:
    words = read_inline(source)
    assert (words.bold, words.italic) == (bold, italic)


def test_headings_items_rules_and_notes_are_told_apart() -> None:
    lines = read(
        "# KẾ HOẠCH\n---\n## I. MỤC ĐÍCH ##\n- Một\n  - Hai\n1. Ba\n* Thời gian: 2026\n"
        "> Trích\n[^1]: Ghi chú\n```\n# không phải đề mục\n```\n<!-- trang 2\n-->\n"
    )
    assert [(line.text, line.heading, line.indent, line.footnote) for line in lines] == [
        ("KẾ HOẠCH", 1, 0, False),
        ("I. MỤC ĐÍCH", 2, 0, False),
        ("- Một", None, 0, False),
        ("- Hai", None, 1, False),
        ("1. Ba", None, 0, False),
        ("* Thời gian: 2026", None, 0, False),
        ("Trích", None, 0, False),
        ("Ghi chú", None, 0, True),
        ("# không phải đề mục", None, 0, False),
    ]


def test_a_paragraph_that_was_wrapped_is_one_line_and_short_lines_stay() -> None:
    source = (
        "# KẾ HOẠCH\n\nỦY BAN NHÂN DÂN\nXÃ BẾN LAU\n\n"
        "- Tăng cường tuyên truyền sâu rộng tới mọi người dân trong toàn xã về\n"
        "Luật Lâm nghiệp và các văn bản; nâng cao trách nhiệm của các chủ rừng;\n"
        "thường xuyên kiểm tra.\n- Rà soát.\n"
    )
    lines = [line.text for line in read_markdown(source.encode()).lines]
    assert lines[1:3] == ["ỦY BAN NHÂN DÂN", "XÃ BẾN LAU"]
    assert lines[3].endswith(
        "về Luật Lâm nghiệp và các văn bản; nâng cao trách nhiệm của các chủ "
        "rừng; thường xuyên kiểm tra."
    )
    assert lines[4:] == ["- Rà soát."]


_WRAPPED = "- Dọn kênh, đắp lại bờ, thu\ngom bèo ở các xóm ven sông.\n\n" * 12


def _typed(source: str) -> list[str]:
    return [line.text.strip("*") for line in read_markdown(source.encode()).lines]


def test_in_a_page_wrapped_throughout_what_is_emphasised_together_is_one_line() -> None:
    emphasised = "**II. NỘI\nDUNG**\n\n**1.****\n**Dọn kênh ở các xóm\n\n"
    assert _typed(emphasised + _WRAPPED)[:2] == ["II. NỘI DUNG", "1. Dọn kênh ở các xóm"]
    assert _typed(emphasised)[:2] == ["II. NỘI", "DUNG"]


def test_a_signature_in_one_emphasis_stays_on_its_lines() -> None:
    signed = "**TM. TỔ THỦY NÔNG\nCHỦ TỊCH\nAn Lau**\n"
    assert _typed(_WRAPPED + signed)[-3:] == ["TM. TỔ THỦY NÔNG", "CHỦ TỊCH", "An Lau"]


def test_in_a_page_wrapped_throughout_a_name_that_a_line_end_cuts_is_whole() -> None:
    source = f"{_WRAPPED}Giao Tổ thủy nông của xã Bến\nLau đắp bờ.\n\nTRƯỞNG TỔ\nAn Lau\n"
    lines = _typed(source)
    assert "Giao Tổ thủy nông của xã Bến Lau đắp bờ." in lines
    assert lines[-2:] == ["TRƯỞNG TỔ", "An Lau"]


def test_cells_of_a_pipe_table_keep_their_place() -> None:
    lines = read("|STT|Nhiệm vụ|\n|---|:--:|\n|1|Rà soát<br>quy hoạch|\n| |a \\| b|\n\nSau bảng")
    places = [
        (line.text, line.cell and (line.cell.table, line.cell.row, line.cell.column))
        for line in lines
    ]
    assert places == [
        ("STT", (0, 0, 0)),
        ("Nhiệm vụ", (0, 0, 1)),
        ("1", (0, 1, 0)),
        ("Rà soát", (0, 1, 1)),
        ("quy hoạch", (0, 1, 1)),
        ("a | b", (0, 2, 1)),
        ("Sau bảng", None),
    ]
    assert [line.cell.header for line in lines if line.cell] == [True, True] + [False] * 4


def test_a_table_without_its_row_of_dashes_has_no_head() -> None:
    lines = read("| Nơi nhận: - Như Điều 3; | CHỦ TỊCH |\n\n# x")
    assert [line.cell and line.cell.header for line in lines] == [False, False, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Kế hoạch", True),
        ("a\n|---|---|\nb", True),
        ("x **đậm** y", True),
        ("[^1]: ghi chú", True),
        ("1. Mục đích\n- Một\n* Thời gian", False),
        ("Số: #123 ** chú thích", False),
        ("--------\nĐộc lập - Tự do", False),
    ],
)
def test_markdown_is_told_by_marks_that_plain_text_has_no_use_for(
    text: str, expected: bool
) -> None:
    assert is_markdown(text) is expected


@given(st.text(alphabet="ab |*_#-[]()^:`<>\\&;!\n~1.", min_size=1))
def test_lines_are_slices_whatever_the_marks(text: str) -> None:
    extract = read_markdown(f"# đầu\n{text}".encode())
    check_slices(extract)


@given(st.lists(st.sampled_from(["*", "**", "***", "_", "__", "a", " ", "(", ")"])))
def test_emphasis_never_loses_a_letter(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert read_inline(source).text.count("a") == source.count("a")
