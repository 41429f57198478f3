"""The two forms of a line stay tied letter by letter to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lines import Line
from loaders.passages import join, modern_tones, read_line
from tests.loaders.texts import passage


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("Uỷ ban  nhân dân", "Ủy ban nhân dân"),
        ("hoà bình, khoá XVI, thuỷ lợi, quý I", "hòa bình, khóa XVI, thủy lợi, quý I"),
        ("**Điều 1.** Ban hành", "Điều 1. Ban hành"),
        ("###### *\\* Nhiệm vụ, giải pháp*", "* Nhiệm vụ, giải pháp"),
        ("* Đơn vị thực hiện", "* Đơn vị thực hiện"),
        ("17,4 km<sup>2</sup>", "17,4 km2"),
        ("đa\u0323i bi\u00ea\u0309u", "đại biểu"),
        ("\ufeffKẾ\u00a0HOẠCH", "KẾ HOẠCH"),
        ("Số 12\u20113", "Số 12-3"),
        ("Ðảng ủy", "Đảng ủy"),
    ],
)
def test_rules_see_one_form_of_every_spelling(printed: str, seen: str) -> None:
    assert passage(printed).text == seen


@given(st.text(alphabet="aáạ\u0301\u0323ỷuyoà *#<b>\\\u00a0\t.“”đÐ", max_size=60))
def test_every_slice_quotes_the_source_exactly(text: str) -> None:
    line = Line(text, 3, 3 + len(text))
    source = "xyz" + text + "end"
    read = read_line(line, source)
    assert len(read.text) == len(read.shown) == len(read.starts) == len(read.ends)
    for start in range(len(read.text)):
        quote = read.words(start, start + 5).quote("test")
        assert source[quote.start : quote.end] == quote.text


@given(st.text(alphabet="uỷuýquỳhoàkhoẻ UY", max_size=40))
def test_moving_a_tone_mark_never_changes_the_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(modern_tones(composed)) == len(composed)


def test_joined_lines_quote_the_break_between_them() -> None:
    source = "phấn đấu đến\n\nnăm 2030 không còn"
    first = read_line(Line("phấn đấu đến", 0, 12), source)
    second = read_line(Line("năm 2030 không còn", 14, 32), source)
    whole = join([first, second])
    assert whole.text == "phấn đấu đến năm 2030 không còn"
    assert whole.words(9, 21).quote("test").text == "đến\n\nnăm 2030"
