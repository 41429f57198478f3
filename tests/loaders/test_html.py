import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders import caps
from loaders.html import is_html, read_html
from loaders.lines import Cell, Line
from tests.loaders.test_text import as_windows_1258, check_slices


def read(body: str) -> tuple[Line, ...]:
    extract = read_html(f"<html><body>{body}</body></html>".encode())
    check_slices(extract)
    return extract.lines


def texts(body: str) -> list[str]:
    return [line.text for line in read(body)]


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("<p>Ủy ban\n  nhân   dân</p>", ["Ủy ban nhân dân"]),
        ("<p>a&nbsp;&nbsp; b</p><p>&nbsp;</p>", ["a\u00a0\u00a0 b"]),
        ("<p>một<br>hai</p>ba<div>bốn", ["một", "hai", "ba", "bốn"]),
        ("<p><b>Đ</b>iều <i>1</i></p>", ["Điều 1"]),
        ("<p>giữ<del>bỏ</del><ins>thêm</ins></p>", ["giữthêm"]),
        ("<p>a<span style='display: none'>ẩn</span>b</p>", ["ab"]),
        ("<p style='mso-hide:all'>ẩn</p><p hidden>ẩn</p>b", ["b"]),
        ("<style>.kin{display:none}</style><p class='kin x'>ẩn</p>b", ["b"]),
        ("<script>alert(1)</script><p>a</p><xml><w:p>x</w:p></xml>", ["a"]),
        ("<!--[if gte mso 9]><xml>ẩn</xml><![endif]--><p>a</p>", ["a"]),
        ("<p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span>"
         "</span><![endif]>Tên</p>", ["1. Tên"]),
        ("<p>a<o:p></o:p></p>", ["a"]),
        ("<pre>một\n  hai</pre>", ["một", "hai"]),
        ("<p>x<a style='mso-footnote-id:ftn1'>[1]</a>y</p>", ["xy"]),
        ("<p>a\u00adb\ufeffc</p>", ["abc"]),
    ],
)  # fmt: skip
def test_a_page_prints_what_a_browser_shows(body: str, printed: list[str]) -> None:
    assert texts(body) == printed


def test_lists_print_their_bullets_and_numbers() -> None:
    body = (
        "<ol start=3 type=a><li>ba<li>bốn<ol><li>trong</ol><li value=9>chín</ol>"
        "<ul><li><p>chấm</p><ul><li>vòng</ul></ul>"
        "<ol style='list-style-type:upper-roman'><li>La Mã</ol>"
        "<ul style='list-style-type:none'><li>trơn</ul>"
    )
    assert [(line.text, line.indent) for line in read(body)] == [
        ("c. ba", 1),
        ("d. bốn", 1),
        ("1. trong", 2),
        ("i. chín", 1),
        ("• chấm", 1),
        ("◦ vòng", 2),
        ("I. La Mã", 1),
        ("trơn", 1),
    ]


def test_spans_are_laid_out_and_a_table_inside_a_cell_is_its_own() -> None:
    body = (
        "<table><thead><tr><th rowspan=2>STT<th colspan=2>Nhiệm vụ<tr><th>a<th>b</thead>"
        "<tr><td>1<td>Một<br>dòng<td><table><tr><td>trong</table></table>"
    )
    assert [(line.text, line.cell) for line in read(body)] == [
        ("STT", Cell(0, 0, 0, rows=2, header=True)),
        ("Nhiệm vụ", Cell(0, 0, 1, columns=2, header=True)),
        ("a", Cell(0, 1, 1, header=True)),
        ("b", Cell(0, 1, 2, header=True)),
        ("1", Cell(0, 2, 0)),
        ("Một", Cell(0, 2, 1)),
        ("dòng", Cell(0, 2, 1)),
        ("trong", Cell(1, 0, 0)),
    ]


def test_looks_come_from_tags_and_from_styles_without_their_office_twins() -> None:
    body = (
        "<h2>Đề mục</h2><p align=center><b style='mso-bidi-font-weight:normal'>đậm</b></p>"
        "<p style='text-align:center;font-style:italic'>nghiêng</p>"
        "<p style='font-weight:700'>bảy</p><p><b>nửa</b> kia</p>"
        "<p style='margin-left:72.0pt'>lùi</p><p style='mso-list:l0 level3 lfo1'>ba</p>"
        "<p style='mso-outline-level:4'>bốn</p>"
    )
    looks = [
        (line.heading, line.bold, line.italic, line.centred, line.indent) for line in read(body)
    ]
    assert looks == [
        (2, True, False, False, 0),
        (None, True, False, True, 0),
        (None, False, True, True, 0),
        (None, True, False, False, 0),
        (None, False, False, False, 0),
        (None, False, False, False, 2),
        (None, False, False, False, 3),
        (4, False, False, False, 0),
    ]


def test_word_turns_pages_by_a_style() -> None:
    body = "<p>một</p><br clear=all style='page-break-before:always'><p>hai</p>"
    assert [line.page for line in read(body)] == [1, 2]
    assert [line.page for line in read("<p>một</p>")] == [None]


def test_notes_are_marked() -> None:
    body = (
        "<p>a</p><div style='mso-element:footnote-list'><div style='mso-element:footnote'>n</div>"
    )
    assert [(line.text, line.footnote) for line in read(body)] == [("a", False), ("n", True)]


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [
        ("utf-8", "Uỷ ban".encode()),
        ("windows-1258", as_windows_1258("Uỷ ban")),
        ("windows-1252", b"U&#7927; ban"),
        ("iso-8859-1", b"U&#7927; ban"),
        ("khong-co-that", "Uỷ ban".encode()),
        (None, "Uỷ ban".encode("utf-8-sig")),
    ],
)
def test_the_declared_charset_is_taken_as_browsers_take_it(
    charset: str | None, encoded: bytes
) -> None:
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>".encode()
    content = b"<html>" + (meta if charset else b"") + b"<p>" + encoded
    if encoded.startswith(b"\xef\xbb\xbf"):
        content = b"\xef\xbb\xbf<html><p>" + encoded[3:]
    assert [line.text.replace("y\u0309", "ỷ") for line in read_html(content).lines] == ["Uỷ ban"]


def test_a_picture_in_the_page_costs_nothing() -> None:
    picture = "A" * 11_000_000
    assert texts(f'<p>a<img src="data:image/png;base64,{picture}">b</p>') == ["ab"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<!DOCTYPE html><p>a", True),
        (b"\xef\xbb\xbf  <HTML xmlns:o='x'>", True),
        (b"<?xml version='1.0'?><!-- a --><html>", True),
        ("<html>".encode("utf-16"), True),
        (b"<p>a</p>", True),
        ("Kế hoạch <html>".encode(), False),
        (b"<!---->" * 500 + b"x", False),
    ],
)
def test_html_is_told_by_its_first_tag(content: bytes, expected: bool) -> None:
    assert is_html(content) is expected


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>" * 100_000,
        "<p " + " ".join(f"a{index}=1" for index in range(caps.MAX_ATTRIBUTES + 100)) + ">",
        "<i></i>" * (caps.MAX_TAGS // 2 + 1),
        "<table><tr><td colspan=1000><td colspan=1000></table>",
        "<table>" + "<tr><td colspan=900>x" * 300 + "</table>",
        "x" * (caps.MAX_LINE_CHARACTERS + 1),
    ],
    ids=["depth", "attributes", "tags", "columns", "cells", "line"],
)
def test_a_page_over_a_cap_is_refused(body: str) -> None:
    with pytest.raises(DocumentTooLarge):
        read_html(f"<html>{body}".encode())


def test_a_page_without_a_word_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="không có chữ"):
        read("<p><img src=a.png></p>")


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<br>", "<table>", "<tr>", "<td rowspan=2>", "</table>", "<ul>", "<li>",
             "</ul>", "<b>", "</i>", "a", " ", "&nbsp;", "<!--", "-->", "<pre>", "\n",
             "<ol type=x>", "<li value=-1>", "<td colspan=0>", "<h1>", "<del>", "<![if x]>", "<",
             "&#0;", "&#x301;"]
        )
    )
)  # fmt: skip
def test_lines_are_slices_whatever_the_tags(pieces: list[str]) -> None:
    extract = read_html(("<html><p>đầu</p>" + "".join(pieces)).encode())
    check_slices(extract)
