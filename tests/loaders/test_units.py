"""Units are units of places; abbreviations meet their full names and likeness never merges."""

import pytest

from loaders.units import Home, SettledUnit, home_of, settle_unit

# An invented commune, so that no official table settles it.
HOME = home_of("xã Đồng Mới", "tỉnh Bình Sơn Hạ")
CITY = home_of("tỉnh Bình Sơn Hạ", None)


def settled(name: str, home: Home = HOME) -> SettledUnit:
    return settle_unit(name, False, home)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã", "Uỷ ban nhân dân xã Đồng Mới"),
        ("UBND xã", "Ủy ban nhân dân"),
        ("Văn phòng HĐND&UBND xã", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Phòng VH-XH", "Phòng Văn hóa – Xã hội xã"),
        ("Phòng VHXH", "phòng Văn hoá - Xã hội"),
        ("Công an xã", "Công an xã Đồng Mới"),
        ("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam xã"),
        ("BTT Ủy ban MTTQ VN xã", "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("Sở GDĐT", "Sở Giáo dục và Đào tạo tỉnh"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Bình Sơn Hạ"),
        ("UBND xã", "Ủy ban nhân dân xã Đồng Mới - tỉnh Bình Sơn Hạ"),
        ("UBND xã", "UBND xã Đồng Mới, Tỉnh Bình Sơn Hạ"),
        ("UBND xã Hồ Lâm", "Ủy ban nhân dân xã Hồ Lâm – tỉnh Bình Sơn Hạ"),
        ("Phòng Kinh tế xã Hồ Lâm", "Phòng Kinh tế xã Hồ Lâm - tỉnh Bình Sơn Hạ"),
    ],
)
def test_two_forms_of_one_name_are_one_unit(one: str, other: str) -> None:
    assert settled(one).id == settled(other).id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã", "UBND tỉnh"),
        ("Công an xã", "Công an tỉnh"),
        ("Văn phòng HĐND&UBND xã", "Công an xã"),
        ("Đảng ủy xã", "Đảng ủy UBND xã"),
        ("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("UBND xã Đồng Mới", "UBND xã Đồng Cũ"),
        ("Trường Tiểu học Đồng Mới", "Trường Tiểu học"),
    ],
)
def test_two_bodies_stay_two_units(one: str, other: str) -> None:
    assert settled(one).id != settled(other).id


def test_a_department_of_two_communes_is_two_units() -> None:
    other = home_of("xã Đồng Cũ", "tỉnh Bình Sơn Hạ")
    assert settled("Phòng Văn hóa - Xã hội").id != settled("Phòng Văn hóa - Xã hội", other).id


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Phòng Văn hóa - Xã hội", "xã Đồng Mới"),
        ("UBND xã", "xã Đồng Mới"),
        ("Sở Tài chính", "tỉnh Bình Sơn Hạ"),
        ("Ban Thường vụ Tỉnh ủy", "tỉnh Bình Sơn Hạ"),
        ("Ban Chấp hành Đảng bộ tỉnh", "tỉnh Bình Sơn Hạ"),
        ("Tỉnh ủy Bình Sơn Hạ", "tỉnh Bình Sơn Hạ"),
        ("Bộ Chính trị", None),
        ("Thủ tướng Chính phủ", None),
        ("Ban Tuyên giáo và Dân vận Trung ương", None),
    ],
)
def test_a_unit_sits_where_its_kind_sits(name: str, place: str | None) -> None:
    unit = settled(name)
    assert (unit.place.full_name if unit.place else None) == place


def test_the_same_province_body_is_one_unit_for_a_commune_and_for_the_province() -> None:
    assert settled("Sở Tài chính").id == settled("Sở Tài chính", CITY).id


def test_a_name_that_no_table_knows_is_marked_for_review() -> None:
    assert not settled("Câu lạc bộ Hương Quê").settled
    assert settled("Phòng Kinh tế").settled


def test_a_class_of_body_is_shown_with_its_place_and_a_department_without() -> None:
    assert settled("Công an xã").name == "Công an xã Đồng Mới"
    assert settled("Phòng Kinh tế").name == "Phòng Kinh tế"


def test_an_official_place_carries_its_code_and_its_province() -> None:
    home = home_of("phường Kiến An", "thành phố Hải Phòng")
    assert home.place is not None
    assert home.place.code is not None
    assert home.province is not None
    assert home.province.code == "31"


def test_a_body_of_a_commune_that_begins_like_a_ministry_stays_in_its_commune() -> None:
    desk = settled("Bộ phận Một cửa")
    assert desk.place is not None
    assert desk.place.full_name == "xã Đồng Mới"


def test_another_province_is_found_in_the_whole_country() -> None:
    home = home_of("phường Kiến An", "thành phố Hải Phòng")
    unit = settle_unit("UBND tỉnh Quảng Ninh", False, home)
    assert unit.place is not None
    assert unit.place.code == "22"


def test_units_of_two_documents_that_name_no_place_stay_two() -> None:
    one, other = (home_of(None, None, document) for document in ("a", "b"))
    first, second = (settle_unit("Phòng Kinh tế", False, home) for home in (one, other))
    assert first.id != second.id
    assert not first.settled
    assert (
        settle_unit("Bộ Chính trị", False, one).id == settle_unit("Bộ Chính trị", False, other).id
    )


@pytest.mark.parametrize("above", [None, "thành phố Hải Phòng", "tỉnh Sông Hoa", "tỉnh Trại Mây"])
def test_a_province_that_no_table_knows_is_one_place_wherever_it_is_named(
    above: str | None,
) -> None:
    own = home_of("tỉnh Sông Hoa", above).place
    over_a_commune = home_of("xã Bến Lau", "tỉnh Sông Hoa").province
    cited = settle_unit("UBND tỉnh Sông Hoa", False, home_of("xã Bến Lau", above)).place
    assert own is not None
    assert over_a_commune is not None
    assert cited is not None
    assert own.id == over_a_commune.id == cited.id


def test_communes_of_one_name_in_two_provinces_stay_two() -> None:
    homes = (home_of("xã Bến Lau", f"tỉnh {name}").place for name in ("Sông Hoa", "Trại Mây"))
    assert len({place.id for place in homes if place is not None}) == 2


def test_a_commune_named_with_its_province_is_the_official_one_whoever_names_it() -> None:
    for home in (HOME, Home(None, None)):
        unit = settled("UBND phường Kiến An - Thành phố Hải Phòng", home)
        assert unit.name == "Ủy ban nhân dân phường Kiến An"
        assert unit.place is not None
        assert unit.place.code is not None
