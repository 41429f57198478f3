"""What a person is told of: dates that no calendar has, a document without kind or title."""

import pytest

from tests.loaders.texts import record_of

_PLAN = """ỦY BAN NHÂN DÂN
XÃ HỒ LÂM
Số: 12/KH-UBND
{title}
I. NHIỆM VỤ
1. Rà soát hộ nghèo, hoàn thành {date}.
"""


def _notes(title: str = "KẾ HOẠCH\nGiảm nghèo năm 2026", date: str = "trong năm") -> list[str]:
    return [note.code for note in record_of(_PLAN.format(title=title, date=date)).notes]


@pytest.mark.parametrize(
    "date",
    [
        "trước ngày 31/02/2026",
        "ngày 31/4",
        "30/02/2027",
        "ngày 29 tháng 02 năm 2026",
        "trong tháng 13",
        "tháng 15/2026",
        "ngày 0/5",
    ],
)
def test_a_date_that_no_calendar_has_is_told(date: str) -> None:
    assert _notes(date=date) == ["IMPOSSIBLE_DATE"]


@pytest.mark.parametrize(
    "date",
    ["ngày 28/02/2026", "ngày 29/02/2028", "tháng 12/2026", "trực 24/7", "bản đồ tỷ lệ 1/500",
     "lương tháng 13", "đạt 31/40 thôn", "theo số 31/13/2026/QĐ", "trong tháng 20,5%"],
)  # fmt: skip
def test_figures_that_are_no_date_or_a_real_one_are_not_told(date: str) -> None:
    assert _notes(date=date) == []


@pytest.mark.parametrize(
    ("issuer", "place_line", "told"),
    [
        ("XÃ TÂN THÀNH", "", True),
        ("XÃ TÂN THÀNH - TỈNH LÂM ĐỒNG", "", False),
        ("XÃ TÂN THÀNH", "Tỉnh Lâm Đồng, ngày 5 tháng 3 năm 2026", False),
        ("PHƯỜNG KIẾN AN", "", False),  # there is one alone
        ("XÃ HỒ LÂM", "", False),  # nothing in force is called so
        ("TỈNH LÂM ĐỒNG", "", False),
    ],
)
def test_a_commune_of_a_name_that_several_bear_is_told_where_no_province_is_named(
    issuer: str, place_line: str, told: bool
) -> None:
    title = f"{place_line}\nKẾ HOẠCH\nGiảm nghèo năm 2026".strip()
    text = _PLAN.format(title=title, date="trong năm").replace("XÃ HỒ LÂM", issuer)
    record = record_of(text)
    assert [note.code for note in record.notes] == ["PLACE_WITHOUT_PROVINCE"] * told
    if told:
        (note,) = record.notes
        assert "có 7 nơi cùng tên" in note.message
        assert "xã Tân Thành (tỉnh Lâm Đồng)" in note.message
        assert note.quote is not None
        assert note.quote.text == "ỦY BAN NHÂN DÂN"  # who issued it


def test_a_document_without_kind_or_title_says_so() -> None:
    assert _notes(title="") == ["NO_KIND", "NO_TITLE"]
    assert _notes(title="KẾ HOẠCH") == ["NO_TITLE"]


@pytest.mark.parametrize(
    "printed",
    [
        "K\u00a0Ế\u00a0\u00a0H\u00a0O\u00a0Ạ\u00a0C\u00a0H",
        "K Ế  H O Ạ C H",
        "K\u00a0Ế \u00a0 H\u00a0O\u00a0Ạ\u00a0C\u00a0H",
        "K Ế H O Ạ C H",
    ],
)
def test_a_kind_whose_letters_are_set_apart_is_read(printed: str) -> None:
    frame = record_of(_PLAN.format(title=f"{printed}\nGiảm nghèo", date="trong năm")).document
    assert (frame.kind, frame.title) == ("Kế hoạch", "Giảm nghèo")
    assert frame.issuer == "Ủy ban nhân dân xã Hồ Lâm"
    assert [quote.quote.text for quote in frame.quotes if quote.field == "kind"] == [printed]


def test_a_title_whose_words_stand_wider_apart_than_its_letters_is_read() -> None:
    title = "KẾ HOẠCH\nG i ả m  n g h è o"
    assert record_of(_PLAN.format(title=title, date="")).document.title == "Giảm nghèo"
