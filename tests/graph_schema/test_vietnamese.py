"""Vietnamese letters: what is folded for comparing and searching, and how names are ordered."""

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph_schema.vietnamese import compare_key, modern_tones, normal, search_key, sort_key

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
NAMES = st.text(VIETNAMESE + VIETNAMESE.upper() + " -'.,0123456789\u0300\u0301\u0302\u0323")
ANY = st.text() | NAMES


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Phường \u00a0 Kiến\tAn\n", "Phường Kiến An"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("Ɖà Nẵng", "Đà Nẵng"),
        ("Hải\u200b Phòng\ufeff", "Hải Phòng"),
        ("Kiê\u00adn", "Kiên"),
        (unicodedata.normalize("NFD", "Đặng Ngọc Quế"), "Đặng Ngọc Quế"),
        ("Quê\u0341", "Quế"),
        ("Que\u0301\u0302", "Quế"),
        ("Ca\u0300\u0306m", "Cằm"),
        ("Uỷ ban", "Uỷ ban"),
        ("", ""),
    ],
)
def test_a_name_is_kept_in_one_unicode_form_with_its_letters(text: str, kept: str) -> None:
    assert normal(text) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("HOÀ BÌNH", "Hòa Bình"),
        ("Hoà Bình", "Hòa Bình"),
        ("khoẻ", "khỏe"),
        ("Thuỷ sản", "Thủy sản"),
        ("Hòan Kiếm", "Hoàn Kiếm"),
        ("ngòai", "ngoài"),
        ("Hùynh Thúc Kháng", "Huỳnh Thúc Kháng"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("qúê", "quế"),
        ("gíao dục", "giáo dục"),
        ("văn hóa–xã hội", "Văn hóa - Xã hội"),
        ("Kế hoạch — Tổng hợp", "Kế hoạch - Tổng hợp"),
        ("Văn hóa & Thông tin", "Văn hóa và Thông tin"),
        ("Cư M’gar", "Cư M'gar"),
        ("Phường Kiến An.", "phường  Kiến An"),
    ],
)
def test_two_ways_to_write_one_name_compare_as_one(one: str, other: str) -> None:
    assert compare_key(one) == compare_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cẩm Giang", "Cẩm Giàng"),
        ("Mỹ Tho", "Mỹ Thọ"),
        ("Hòa An", "Hoa An"),
        ("của", "cuả"),
        ("gìn", "gín"),
        ("Sở Y tế", "Sở Tư pháp"),
        ("Phường 1", "Phường 11"),
    ],
)
def test_two_names_compare_as_two(one: str, other: str) -> None:
    assert compare_key(one) != compare_key(other)


@pytest.mark.parametrize(
    "word",
    [
        "quý",
        "quà",
        "quế",
        "gì",
        "gìn",
        "giữ",
        "giếng",
        "của",
        "mía",
        "Huế",
        "thuở",
        "hoặc",
        "ngoẻo",
        "khuỷu",
        "huỳnh",
        "tòa",
        "ủy",
        "già",
    ],
)
def test_a_tone_in_its_place_stays(word: str) -> None:
    assert modern_tones(word) == word


def test_moving_a_tone_keeps_case_and_spaces() -> None:
    assert modern_tones(" UỶ BAN  Hoà Bình, Thuỷ ") == " ỦY BAN  Hòa Bình, Thủy "


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Phường Kiến An", "phuong kien an"),
        ("Đặc khu Bạch Long Vĩ", "dac khu bach long vi"),
        ("Ủy ban", "uy ban"),
        ("05-NQ/TU", "05 nq tu"),
        ("trên 95%", "tren 95%"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("Cư M’gar", "cu m gar"),
    ],
)
def test_a_search_needs_no_accents(text: str, typed: str) -> None:
    assert search_key(text) == typed
    assert search_key(typed) == typed


@example("ÙYÒAA")
@example("gìuya")
@example("oà\u0301")
@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    for fold in (normal, modern_tones, compare_key, search_key):
        once = fold(text)
        assert fold(once) == once


@given(ANY)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    for fold in (normal, modern_tones, compare_key, search_key, sort_key):
        assert fold(composed) == fold(decomposed) == fold(text)


@given(NAMES)
def test_capitals_never_tell_names_apart(text: str) -> None:
    assert compare_key(text.upper()) == compare_key(text)
    assert search_key(text.upper()) == search_key(text)
    assert sort_key(text.upper()) == sort_key(text)


@given(ANY, ANY)
def test_names_that_compare_as_one_are_found_and_sorted_as_one(one: str, other: str) -> None:
    folded = compare_key(one)
    assert search_key(folded) == search_key(one)
    assert sort_key(folded) == sort_key(one)
    if sort_key(one) == sort_key(other):
        assert search_key(one) == search_key(other)


@given(st.text(VIETNAMESE + " ", min_size=1))
def test_a_search_form_is_plain_letters(text: str) -> None:
    assert search_key(text).replace(" ", "").isascii()


IN_ORDER = """
A
Ạ
A Lưới
An
Ạn
An Ánh
An Bình
An - Bình
An Bình 2
An Bình 10
An Bình Đông
Anh
Ánh
Ăn
Ân
Ấn
Ba
Bà
Bả
Bã
Bá
Bạ
Bà Rịa
Bà Rịa - Vũng Tàu
Băng
Bông
Dân
Đa
Đà Nẵng
Em
Ế
Ga
Oanh
Ô
Ơ
Phường 2
Phường 10
Phường An
Ta Nung
Tây
Tổ
Tơ
Ủy
Ưu
Yên
中
""".strip().split("\n")


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    shuffled = IN_ORDER.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_the_order_holds_letter_by_letter() -> None:
    assert sorted(reversed(VIETNAMESE), key=sort_key) == list(VIETNAMESE)


@given(st.text(VIETNAMESE, min_size=1, max_size=8), st.text(VIETNAMESE, min_size=1, max_size=8))
def test_a_name_sorts_before_its_longer_forms(name: str, rest: str) -> None:
    assert sort_key(name) < sort_key(f"{name} {rest}") < sort_key(f"{name}{'z' * 9}")


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_numbers_sort_by_their_size(one: int, other: int) -> None:
    assert (sort_key(f"Tổ {one}") < sort_key(f"Tổ {other}")) == (one < other)
    assert sort_key(f"Tổ {one}") < sort_key("Tổ A")
