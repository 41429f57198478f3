"""Official places: the numbers of the law, names as texts write them, and who follows whom."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.places import (
    OfficialPlace,
    find_places,
    former_places,
    official_place,
    official_places,
    predecessors,
    province_of,
    search_places,
    successors,
)
from graph_schema.vietnamese import modern_tones, normal

ALL = official_places()
PROVINCES = [place for place in ALL if place.province_code is None]
COMMUNES = [place for place in ALL if place.province_code is not None]


def names(places: tuple[OfficialPlace, ...]) -> list[str]:
    """Full names, for reading in a table."""
    return [place.full_name for place in places]


def test_the_numbers_are_those_of_the_law() -> None:
    assert Counter(place.kind for place in PROVINCES) == {"tỉnh": 28, "thành phố": 6}
    assert Counter(place.kind for place in COMMUNES) == {"xã": 2621, "phường": 687, "đặc khu": 13}


def test_codes_are_official_and_no_two_places_share_one() -> None:
    assert len({place.code for place in ALL}) == len(ALL)
    for place in ALL:
        assert place.code.isdecimal()
        assert len(place.code) == (2 if place.province_code is None else 5)
        assert province_of(place).province_code is None


def test_names_are_kept_in_one_form() -> None:
    for place in ALL:
        assert place.name == normal(place.name) == modern_tones(place.name)
        assert unicodedata.is_normalized("NFC", place.full_name)


def test_a_province_holds_no_two_communes_of_one_kind_and_name() -> None:
    assert len({(place.full_name, place.province_code) for place in COMMUNES}) == len(COMMUNES)


@pytest.mark.parametrize(
    ("code", "full_name", "province"),
    [
        ("01", "thành phố Hà Nội", "thành phố Hà Nội"),
        ("00004", "phường Ba Đình", "thành phố Hà Nội"),
        ("31", "thành phố Hải Phòng", "thành phố Hải Phòng"),
        ("11443", "phường Kiến An", "thành phố Hải Phòng"),
        ("04795", "phường Hòa Bình", "tỉnh Phú Thọ"),
        ("19742", "đặc khu Cồn Cỏ", "tỉnh Quảng Trị"),
        ("02671", "phường Cam Đường", "tỉnh Lào Cai"),
        ("10543", "phường Việt Hòa", "thành phố Hải Phòng"),
        ("24184", "xã Ea H'Leo", "tỉnh Đắk Lắk"),
    ],
)
def test_a_code_names_its_place(code: str, full_name: str, province: str) -> None:
    place = official_place(code)
    assert place is not None
    assert (place.full_name, province_of(place).full_name) == (full_name, province)


@pytest.mark.parametrize("code", ["", "1", "00", "00001", "99999", "Kiến An"])
def test_a_code_out_of_force_names_nothing(code: str) -> None:
    assert official_place(code) is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("phường Kiến An", ["phường Kiến An"]),
        ("Kiến An", ["phường Kiến An"]),
        ("PHƯỜNG KIẾN AN", ["phường Kiến An"]),
        ("P. Kiến An", ["phường Kiến An"]),
        ("P.Kiến An", ["phường Kiến An"]),
        ("xã Kiến An", []),
        ("X. Ea H’Leo", ["xã Ea H'Leo"]),
        ("Phường Văn Miếu Quốc Tử Giám", ["phường Văn Miếu - Quốc Tử Giám"]),
        ("Phường Nguyễn Uý", ["phường Nguyễn Úy"]),
        ("Đặc khu Côn Đảo", ["đặc khu Côn Đảo"]),
        ("TP.HCM", ["thành phố Hồ Chí Minh"]),
        ("TP. Hồ Chí Minh", ["thành phố Hồ Chí Minh"]),
        ("TPHCM", ["thành phố Hồ Chí Minh"]),
        ("TP Huế", ["thành phố Huế"]),
        ("Thủ đô Hà Nội", ["thành phố Hà Nội"]),
        ("T. Thanh Hoá", ["tỉnh Thanh Hóa"]),
        ("tỉnh Đắc Lắc", ["tỉnh Đắk Lắk"]),
        ("Lào Cai", ["tỉnh Lào Cai", "phường Lào Cai"]),
        ("thành phố Lào Cai", []),
        ("tỉnh Hải Dương", []),
        ("phường Cẩm Giàng", []),
        ("xã Cẩm Giàng", ["xã Cẩm Giàng", "xã Cẩm Giàng"]),
        ("xã Cẩm Giang", ["xã Cẩm Giang"]),
        ("Cam Giang", []),
        ("phường", []),
        ("", []),
    ],
)
def test_a_place_in_force_is_found_as_texts_write_it(name: str, found: list[str]) -> None:
    assert names(find_places(name)) == found
    assert names(find_places(unicodedata.normalize("NFD", name))) == found


@pytest.mark.parametrize(
    ("name", "province", "codes"),
    [
        ("phường Hòa Bình", None, ["04795", "11533", "27211"]),
        ("phường Hòa Bình", "tỉnh Phú Thọ", ["04795"]),
        ("phường Hòa Bình", "25", ["04795"]),
        ("phường Hòa Bình", "tỉnh Hòa Bình", ["04795"]),
        ("phường Hòa Bình", "Hải Dương", ["11533"]),
        ("phường Hòa Bình", "TP. Hải Phòng", ["11533"]),
        ("phường Hòa Bình", "tỉnh Lào Cai", []),
        ("phường Hòa Bình", "tỉnh Nào Đó", []),
        ("thành phố Hải Phòng", "31", ["31"]),
    ],
)
def test_a_province_narrows_what_is_found(
    name: str, province: str | None, codes: list[str]
) -> None:
    assert [place.code for place in find_places(name, province)] == codes


@pytest.mark.parametrize(
    ("old_name", "kind", "old_province", "now"),
    [
        ("tỉnh Hải Dương", None, None, ["thành phố Hải Phòng"]),
        ("Hải Dương", "tỉnh", None, ["thành phố Hải Phòng"]),
        ("tỉnh Hải Dương (cũ)", None, None, ["thành phố Hải Phòng"]),
        ("tỉnh Thừa Thiên - Huế", None, None, ["thành phố Huế"]),
        ("tỉnh Hà Tây", None, None, ["thành phố Hà Nội"]),
        ("Bà Rịa – Vũng Tàu", None, None, ["thành phố Hồ Chí Minh"]),
        ("huyện Côn Đảo", None, None, ["đặc khu Côn Đảo"]),
        (
            "huyện Kiến Thụy",
            None,
            None,
            ["xã Kiến Thụy", "xã Nghi Dương", "xã Kiến Minh", "xã Kiến Hưng", "xã Kiến Hải"],
        ),
        (
            "Q.1",
            None,
            "TP. Hồ Chí Minh",
            ["phường Tân Định", "phường Sài Gòn", "phường Bến Thành", "phường Cầu Ông Lãnh"],
        ),
        ("P.1", None, "Long An", ["phường Kiến Tường", "phường Long An"]),
        ("phường 01", None, "tỉnh Tây Ninh", ["phường Tân Ninh"]),
        ("Phường Đúc", "phường", None, ["phường Thuận Hóa"]),
        ("xã Hòa Bình", None, "Hải Dương", ["xã Kim Thành", "xã Hà Nam"]),
        ("xã Văn Khê", None, "Hà Nội", ["xã Mê Linh", "xã Yên Lãng", "xã Tiến Thắng", "xã Ô Diên"]),
        ("xã Kiến An", None, None, ["xã Chợ Mới"]),
        ("tỉnh Nào Đó", None, None, []),
        ("tỉnh Hải Dương", "huyện", None, []),
        ("Hải Dương", "châu", None, []),
    ],
)
def test_an_abolished_place_leads_to_those_on_its_land(
    old_name: str, kind: str | None, old_province: str | None, now: list[str]
) -> None:
    assert sorted(names(successors(old_name, kind, old_province))) == sorted(now)


def test_a_bare_name_leads_to_every_level_that_bore_it() -> None:
    kinds = [former.kind for former in former_places("Hải Dương")]
    assert kinds == ["tỉnh", "thành phố", "xã"]
    assert names(successors("Hải Dương"))[0] == "thành phố Hải Phòng"
    assert "phường Thành Đông" in names(successors("Hải Dương"))


def test_a_place_is_found_under_the_rank_it_had_before_it_rose() -> None:
    assert former_places("thị xã Đông Triều") == former_places("thành phố Đông Triều") != ()
    assert [former.kind for former in former_places("huyện Cao Lãnh")] == ["huyện"]


def test_an_old_place_is_sought_in_its_old_province_first_and_then_in_the_new_one() -> None:
    old, new = (successors("huyện Tuy Phong", None, at) for at in ("Bình Thuận", "Lâm Đồng"))
    assert old == new != ()
    assert successors("huyện Tuy Phong", None, "Hải Phòng") == ()


def test_two_old_communes_of_one_name_do_not_share_their_heirs() -> None:
    assert names(successors("phường 4", None, "tỉnh Tây Ninh")) == ["phường Tân Ninh"]
    assert "phường Cao Lãnh" not in names(successors("phường 4", None, "Tiền Giang"))


def test_every_place_in_force_knows_what_it_was_made_of() -> None:
    for place in ALL:
        assert predecessors(place), place.full_name
        for former in predecessors(place):
            assert place.code in former.successor_codes
    hai_phong, kien_an = (find_places(name)[0] for name in ("Hải Phòng", "Kiến An"))
    assert [former.full_name for former in predecessors(hai_phong)] == [
        "tỉnh Hải Dương",
        "thành phố Hải Phòng",
    ]
    assert "phường Văn Đẩu" in [former.full_name for former in predecessors(kien_an)]


def test_the_old_places_are_those_of_the_last_day_before_the_change() -> None:
    old = {former for place in ALL for former in predecessors(place)}
    lengths = Counter(len(former.code) for former in old)
    assert lengths == {2: 63 + 2, 3: 5, 5: 10_035}


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("phuong kien an", ["phường Kiến An"]),
        ("p kien an", ["phường Kiến An"]),
        ("Kiến An", ["phường Kiến An", "phường Phù Liễn", "xã Chợ Mới"]),
        ("hai duong", ["thành phố Hải Phòng", "phường Hải Dương"]),
        ("tinh hai duong", ["thành phố Hải Phòng"]),
        ("tp hcm", ["thành phố Hồ Chí Minh"]),
        ("ba ria vung tau", ["thành phố Hồ Chí Minh"]),
        ("xa cam giang", ["xã Cẩm Giang", "xã Cẩm Giàng"]),
        ("ea h'leo", ["xã Ea H'Leo"]),
    ],
)
def test_a_name_typed_without_accents_finds_today_s_place(typed: str, some: list[str]) -> None:
    assert set(some) <= set(names(search_places(typed)))


def test_a_search_for_nothing_finds_nothing() -> None:
    assert search_places("") == search_places("zz") == search_places("xã") == ()


@given(st.sampled_from(ALL))
def test_every_place_is_found_by_its_own_name(place: OfficialPlace) -> None:
    province = province_of(place)
    assert place in find_places(place.name)
    assert find_places(place.full_name, province.full_name) == (place,)
    assert find_places(place.full_name.upper(), province.code) == (place,)
    assert place in search_places(place.full_name)


@given(st.text())
def test_any_text_is_an_honest_question(text: str) -> None:
    for found in (find_places(text), find_places("An", text), search_places(text)):
        assert set(found) <= set(ALL)
    assert set(successors(text, text, text)) <= set(ALL)
