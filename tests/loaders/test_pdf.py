import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders import caps
from loaders.lines import Cell, Line
from loaders.pdf_document import read_document
from loaders.source import extract
from tests.loaders.pdf_files import Page, Rule, Words, file_of, pdf_of, stream, width_of
from tests.loaders.test_text import check_slices

LEFT, RIGHT, LEADING = 85.0, 538.0, 16.0


def read(*pages: Page) -> tuple[Line, ...]:
    found = read_document(pdf_of(pages), lambda count: None)
    check_slices(found)
    return found.lines


def texts(*pages: Page) -> list[str]:
    return [line.text for line in read(*pages)]


def column(rows: list[str], x: float = LEFT, y: float = 700, size: float = 12) -> list[Words]:
    return [Words(x, y - LEADING * index, row, size) for index, row in enumerate(rows)]


def full_row(end: str = "") -> str:
    """Words that fill a row of the body to its right edge."""
    letters = int((RIGHT - LEFT) / width_of("x"))
    return ("Ủy ban nhân dân phường " * 9)[: letters - len(end) - 1].rstrip().ljust(
        letters - len(end), "g"
    ) + end


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def test_rows_that_fill_the_column_are_one_paragraph() -> None:
    rows = [full_row(), full_row(), "kết thúc.", "Đoạn mới", full_row(), "Dân phố"]
    joined = texts(column(rows))
    assert joined == [" ".join(rows[:3]), "Đoạn mới", " ".join(rows[4:])]


@pytest.mark.parametrize("marker", ["-", "1.", "a)", "II.", "Điều 2.", "+", "1.1", "(3)"])
def test_an_item_begins_a_paragraph(marker: str) -> None:
    rows = [full_row("."), f"{marker} Rà soát"]
    assert texts(column(rows)) == rows


def test_a_dash_inside_a_sentence_begins_no_item() -> None:
    rows = [full_row(), full_row(), "- xã hội và môi trường."]
    assert texts(column(rows)) == [" ".join(rows)]


def test_a_hyphen_at_the_end_of_a_row_holds_on_to_its_word() -> None:
    assert texts(column([full_row(), full_row(" 35-"), "NQ/TU"]))[0].endswith(" 35-NQ/TU")


def test_rows_of_a_short_list_are_not_taken_for_a_broken_paragraph() -> None:
    rows = ["Công an phường", "Ban Chỉ huy Quân sự phường", "Trạm Y tế"]
    assert texts(column(rows)) == rows


@pytest.mark.parametrize("marker", ["1.", "a)", "II.", "-", "2.1.", "Điều 2."])
@pytest.mark.parametrize("tab", [24.0, 60.0])
def test_a_number_before_a_wide_tab_is_one_with_its_words(marker: str, tab: float) -> None:
    after = LEFT + width_of(marker) + tab
    marks = [Words(LEFT, 700 - 32 * index, marker) for index in range(3)]
    works = [Words(after, 700 - 32 * index, f"Rà soát {index}") for index in range(3)]
    further = [Words(after, 684 - 32 * index, "bổ sung hồ sơ;") for index in range(3)]
    rows = texts([*marks, *works, *further])
    assert rows == [f"{marker} Rà soát {index} bổ sung hồ sơ;" for index in range(3)]


def test_a_header_of_two_columns_is_read_column_by_column() -> None:
    left = column(["UBND TỈNH", "SỞ CÔNG THƯƠNG", "Số: 12/KH-SCT"], x=90)
    right = column(["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "Lào Cai, ngày 03 tháng 4"], x=330)
    body = column([full_row(), "hết."], y=600)
    assert texts([*left, *right, *body])[:6] == [word.text for word in (*left, *right)]


def test_a_page_of_two_columns_is_read_down_the_first_one_first() -> None:
    left = column([f"trái {index};" for index in range(6)])
    right = column([f"phải {index};" for index in range(6)], x=320)
    assert texts([*left, *right]) == [word.text for word in (*left, *right)]


def test_a_list_of_recipients_stays_whole_beside_the_signature() -> None:
    left = column(["Nơi nhận:", "- Tỉnh ủy;", "- Các sở;", "- Lưu: VT."])
    right = [Words(350, 700, "KT. CHỦ TỊCH"), Words(345, 684, "PHÓ CHỦ TỊCH")]
    name = Words(350, 600, "Trần Văn A")
    assert texts([*left, *right, name]) == [
        "Nơi nhận:", "- Tỉnh ủy;", "- Các sở;", "- Lưu: VT.",
        "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn A",
    ]  # fmt: skip


def test_a_ruled_table_gives_its_cells_with_merged_ones_once() -> None:
    xs, ys = [80.0, 120.0, 300.0, 500.0], [700.0, 660.0, 620.0, 580.0]
    rules = [rule for rule in grid(xs, ys) if (rule.x0, rule.y0) != (xs[0], 660.0)]
    rules += [Rule(xs[1], 660, xs[3], 660)]
    words = [
        Words(85, 680, "TT"),
        Words(130, 685, "Rà soát quy hoạch chung"),
        Words(130, 670, "đô thị"),
        Words(310, 680, "Phòng"),
        Words(130, 640, "Báo cáo"),
        Words(85, 600, "Cộng"),
    ]
    lines = read([*rules, *words])
    assert [(line.text, line.cell) for line in lines] == [
        ("TT", Cell(0, 0, 0, rows=2)),
        ("Rà soát quy hoạch chung đô thị", Cell(0, 0, 1)),
        ("Phòng", Cell(0, 0, 2)),
        ("Báo cáo", Cell(0, 1, 1)),
        ("Cộng", Cell(0, 2, 0)),
    ]


def test_a_table_over_two_pages_is_one_and_its_repeated_head_is_read_once() -> None:
    xs = [80.0, 120.0, 500.0]

    def page(number: int) -> list[Words | Rule]:
        head = [Words(85, 680, "TT"), Words(130, 680, "Nhiệm vụ")]
        row = [Words(85, 640, str(number)), Words(130, 640, f"Việc {number}")]
        return [*grid(xs, [700.0, 660.0, 620.0]), *head, *row]

    lines = read(page(1), page(2))
    assert [(line.text, line.cell and (line.cell.table, line.cell.row)) for line in lines] == [
        ("TT", (0, 0)),
        ("Nhiệm vụ", (0, 0)),
        ("1", (0, 1)),
        ("Việc 1", (0, 1)),
        ("2", (0, 2)),
        ("Việc 2", (0, 2)),
    ]
    assert [line.page for line in lines] == [1, 1, 1, 1, 2, 2]


def test_text_stands_before_and_after_its_table() -> None:
    rules = grid([80.0, 200.0, 500.0], [600.0, 560.0])
    words = [
        Words(85, 700, "Trước"),
        Words(85, 580, "ô"),
        Words(210, 580, "hai"),
        Words(85, 500, "Sau"),
    ]
    assert texts([*rules, *words]) == ["Trước", "ô", "hai", "Sau"]


def test_a_frame_around_a_text_is_no_table() -> None:
    assert read([*grid([80.0, 500.0], [720.0, 600.0]), Words(90, 700, "Hộp")])[0].cell is None


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2/9", "2/9"])
def test_page_numbers_belong_to_the_paper(number: str) -> None:
    first = column([full_row()], y=100)
    second = [Words(290, 800, number), *column(["tiếp tục ở trang sau."])]
    lines = read(first, second)
    assert [(line.text, line.page) for line in lines] == [
        (f"{full_row()} tiếp tục ở trang sau.", 1)
    ]


def test_a_head_that_every_page_repeats_is_furniture() -> None:
    pages: list[Page] = [
        [Words(85, 810, f"UBND phường – tờ {index}"), *column([f"Đoạn {index}."])]
        for index in range(4)
    ]
    assert texts(*pages) == [f"Đoạn {index}." for index in range(4)]


def test_notes_under_a_short_rule_come_last_and_their_figure_leaves_the_word() -> None:
    page: Page = [
        Words(85, 700, "đá vôi"),
        Words(85 + width_of("đá vôi"), 705, "1", 6),
        Rule(85, 120, 230, 120),
        Words(85, 100, "Ghi chú của trang", 9),
    ]
    lines = read(page, column(["Trang sau."]))
    assert [(line.text, line.footnote) for line in lines] == [
        ("đá vôi", False),
        ("Trang sau.", False),
        ("Ghi chú của trang", True),
    ]


def test_centred_lines_are_marked() -> None:
    title = Words((LEFT + RIGHT) / 2 - width_of("KẾ HOẠCH") / 2, 740, "KẾ HOẠCH")
    lines = read([title, *column([full_row(), "hết."])])
    assert [(line.text[:8], line.centred) for line in lines] == [
        ("KẾ HOẠCH", True),
        (full_row()[:8], False),
    ]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("turn", "places"),
    [
        (90, [(300, 100), (320, 100), (360, 100)]),
        (180, [(500, 340), (500, 360), (500, 400)]),
        (270, [(320, 700), (300, 700), (260, 700)]),
    ],
)
def test_a_turned_page_is_read_as_its_letters_stand(
    turn: int, places: list[tuple[float, float]], rotate: int
) -> None:
    rows = ["một hai ba.", "bốn năm.", "sáu."]
    words = [Words(x, y, row, turn=turn) for (x, y), row in zip(places, rows, strict=True)]
    found = read_document(pdf_of([words], rotate=rotate), lambda count: None)
    assert [line.text for line in found.lines] == rows


def test_decomposed_letters_stay_in_their_word() -> None:
    assert texts([Words(85, 700, "Uy\u0309 ban")]) == ["Uy\u0309 ban"]


def scan() -> bytes:
    return pdf_of([[], []], picture=True)


def garbled() -> bytes:
    shifted = "".join(chr(ord(letter) + 0x4C0) if letter != " " else " " for letter in full_row())
    return pdf_of([column([f"{shifted}{index}" for index in range(8)])])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (scan(), "bản quét.*trang 1, 2"),
        (garbled(), "Lớp chữ của tệp bị hỏng"),
        (pdf_of([column(["a"])])[:-20], "cắt cụt"),
        (pdf_of([[]]), "không có chữ"),
        (b"%PDF-1.7\n%%EOF", "không mở được"),
    ],
    ids=["scan", "garbled", "cut", "empty", "no body"],
)
def test_a_pdf_without_a_text_to_trust_is_refused_with_the_reason(
    content: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        extract(content, "kế hoạch.pdf")


def test_a_scan_with_a_recognised_text_layer_is_read() -> None:
    content = pdf_of([column([full_row(), "hết."])], picture=True)
    assert extract(content, "a.pdf").lines[0].text == f"{full_row()} hết."


def test_a_pdf_under_a_password_is_refused() -> None:
    content = file_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[]/Count 0>>",
            3: b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32
            + b">>>",
        },
        trailer="/Encrypt 3 0 R/ID[<00112233445566778899aabbccddeeff>"
        "<00112233445566778899aabbccddeeff>]",
    )  # fmt: skip
    with pytest.raises(UnreadableDocument, match="mật khẩu"):
        extract(content, "a.pdf")


def test_a_pdf_cut_at_each_of_a_hundred_places_is_refused() -> None:
    whole = pdf_of([column([full_row(), "hết."])])
    for index in range(100):
        with pytest.raises(UnreadableDocument):
            extract(whole[: len(whole) * index // 100], "a.pdf")


def test_a_pdf_over_the_page_cap_is_refused() -> None:
    kids = "3 0 R " * (caps.MAX_PAGES + 1)
    content = file_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Kids[{kids}]/Count {caps.MAX_PAGES + 1}>>".encode(),
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            4: stream(b""),
        }
    )
    with pytest.raises(DocumentTooLarge, match="số trang"):
        extract(content, "a.pdf")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Words,
            st.integers(0, 580).map(float),
            st.integers(0, 830).map(float),
            st.sampled_from(["a", "Ủy ban", "-", "1.", "12", "KT. CHỦ TỊCH", full_row()]),
            st.sampled_from([6.0, 12.0, 14.0]),
        ),
        min_size=1,
        max_size=25,
    ),
    st.lists(
        st.builds(
            Rule,
            *(st.sampled_from([0.0, 80.0, 81.0, 200.0, 400.0, 590.0]) for _ in range(4)),
        ),
        max_size=12,
    ),
)
def test_every_word_of_any_page_is_read_once(words: list[Words], rules: list[Rule]) -> None:
    placed = {(word.x, word.y): word for word in words}
    marks: Page = [Words(300, 400, "chữ"), *placed.values(), *rules]
    found = read_document(pdf_of([marks]), lambda count: None)
    check_slices(found)
    assert "chữ" in found.text
