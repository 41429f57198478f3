import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders import caps
from loaders.lines import Extract
from loaders.text import decode, read_text

SENTENCE = "Uỷ ban nhân dân phường Kiến An chủ trì, hoàn thành trước ngày 30/6/2026."


def check_slices(extract: Extract) -> None:
    """The promise of every reader: lines are slices of the text, in order, apart."""
    reached = 0
    for line in extract.lines:
        assert extract.text[line.start : line.end] == line.text
        assert reached <= line.start < line.end
        assert line.text.strip()
        reached = line.end


def as_windows_1258(text: str) -> bytes:
    """As Vietnamese Windows types: a vowel in its shape, then its tone as a mark of its own."""
    typed: list[str] = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        shape = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tone))
        typed.append(shape + tone)
    return "".join(typed).encode("cp1258")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_unicode_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize("text", [SENTENCE, "Đảng ủy xã; mương máng, hố ga", "Ơn bà, ưng ý"])
def test_windows_1258_is_told_by_its_vietnamese_letters(text: str) -> None:
    assert unicodedata.normalize("NFC", decode(as_windows_1258(text))) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bytes(range(1, 256)) * 20, "bảng mã"),
        ("Céng hoµ x· héi chñ nghÜa".encode("cp1252"), "bảng mã"),
        (b"\xff\xfea", "UTF-16"),
        (b"abc\x01\x02\x03\x04" * 50, "ký tự điều khiển"),
        ("\u00a0 \t\n".encode(), "khoảng trắng"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_text(content)


def test_spaces_tabs_and_combining_marks_stay_as_they_are() -> None:
    text = "  -\u00a0 Uy\u0309 ban \tnhân dân  \r\n\r\n\u00a0\r\nSTT\tNhiệm vụ\t\r\n"
    extract = read_text(text.encode())
    assert extract.text == text
    assert [line.text for line in extract.lines] == [
        "  -\u00a0 Uy\u0309 ban \tnhân dân  ",
        "STT\tNhiệm vụ\t",
    ]


def test_a_form_feed_turns_the_page() -> None:
    extract = read_text("một\n\fhai\nba\f\fbốn".encode())
    assert [(line.text, line.page) for line in extract.lines] == [
        ("một", 1),
        ("hai", 2),
        ("ba", 2),
        ("bốn", 4),
    ]


def test_a_text_without_form_feeds_knows_no_pages() -> None:
    assert read_text(b"a\nb").lines[0].page is None


@pytest.mark.parametrize(
    "text",
    [
        "a" * (caps.MAX_LINE_CHARACTERS + 1),
        "a\n" * (caps.MAX_LINES + 1),
        "a" * (caps.MAX_TEXT_BYTES + 1),
    ],
    ids=["one line", "lines", "bytes"],
)
def test_a_text_over_a_cap_is_refused(text: str) -> None:
    with pytest.raises(DocumentTooLarge):
        read_text(text.encode())


@given(st.text(min_size=1).filter(str.strip))
def test_lines_are_slices_of_any_text(text: str) -> None:
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs")) + "x"
    text = text.lstrip("\ufeff") or "x"
    extract = read_text(text.encode())
    check_slices(extract)
    assert extract.text == text


@given(st.lists(st.sampled_from(["a", " ", "\t", "\n", "\r", "\u2028", "\x0b", "đ", "\u0301"])))
def test_nothing_but_white_space_and_line_ends_stands_between_lines(letters: list[str]) -> None:
    text = "".join(letters) + "z"
    extract = read_text(text.encode())
    check_slices(extract)
    outside = list(text)
    for line in extract.lines:
        outside[line.start : line.end] = [""] * (line.end - line.start)
    assert not "".join(outside).strip()
