"""A person's words in a correction: they mean what a document means by them, or are refused."""

import pytest

from graph_schema.errors import NotCorrected
from graph_schema.model import Quote
from loaders.said_values import (
    mention_leader,
    read_date,
    read_number,
    read_period,
    read_recurrence,
    shown_number,
)

_QUOTE = Quote("", 0, 0, "hand")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1500", 1500),
        ("1.500", 1500),
        ("1.500,5", 1500.5),
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("12,1250", 12.125),
        ("1.234.567", 1234567),
        ("-3,5", -3.5),
        ("05", 5),
        ("1.500,3", 1500.3),
        ("100", 100),
        ("0,00001", 0.00001),
    ],
)
def test_a_number_is_read_as_documents_print_it(text: str, value: float) -> None:
    assert read_number(text) == value
    assert read_number(shown_number(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        *("1_000", "12.5", "1,500", "1.50", "1.5000", "1500.5", "1,500.5", "1 500", "5 7", "1e5"),
        *("inf", "nan", "95%", "hai", "", "١٢", "9" * 400, "1..500", ",5", "5,"),
    ],
)
def test_what_is_no_number_or_may_be_two_is_refused(text: str) -> None:
    with pytest.raises(NotCorrected) as refused:
        read_number(text)
    assert refused.value.field == "value"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-10-31", "2026-10-31"),
        ("31/10/2026", "2026-10-31"),
        ("2026-Q4", "2026-Q4"),
        ("quý IV/2026", "2026-Q4"),
        ("tháng 6/2026", "2026-06"),
        ("2026..2030", "2026..2030"),
        ("--11-25", "--11-25"),
        ("trước ngày 30/6/2026", "2026-06-30"),
        ("Trong năm 2026", "2026"),
        ("ngày 22 tháng 12 năm 2026.", "2026-12-22"),
        ("từ tháng 9 đến tháng 12/2026", "2026-09..2026-12"),
        ("giai đoạn 2026-2030", "2026..2030"),
    ],
)
def test_a_time_is_read_as_people_type_it(text: str, code: str) -> None:
    assert read_period(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        *("2026-13", "2026-1", "31/02/2026", "trước ngày 30/6", "30/6", "2026 hoặc 2027"),
        *("năm 2026 nếu kịp", "khoảng 2026", "2026-Q5", "20261", "sớm", "2026-10-31x"),
    ],
)
def test_what_is_only_partly_a_time_is_refused(text: str) -> None:
    with pytest.raises(NotCorrected):
        read_period(text)


@pytest.mark.parametrize("text", ["31/10/2026", "2026-10", "2026", "ngày 5 tháng 6 năm 2026"])
def test_a_document_has_a_day_a_month_or_a_year(text: str) -> None:
    assert read_date(text) == read_period(text)


@pytest.mark.parametrize("text", ["2026..2030", "--11-25", "2026-Q4", "giai đoạn 2026-2030"])
def test_a_document_has_no_span_quarter_or_yearly_day(text: str) -> None:
    with pytest.raises(NotCorrected):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hàng năm", "hằng năm"),
        ("Hằng quý", "hằng quý"),
        ("6 tháng", "6 tháng"),
        ("định kỳ hằng tháng", "hằng tháng"),
        ("thường xuyên", "thường xuyên"),
        ("hằng tuần, hằng tháng, hằng quý, hằng năm",) * 2,
        ("6 tháng, hằng năm và định kỳ",) * 2,
        ("02 tuần/lần", "02 tuần/lần"),
    ],
)
def test_a_recurrence_is_said_in_the_one_spelling(text: str, said: str) -> None:
    assert read_recurrence(text) == said


@pytest.mark.parametrize("text", ["blabla", "hằng năm nhé", "2026", "hàng hóa", "và", "năm"])
def test_what_is_no_recurrence_is_refused(text: str) -> None:
    with pytest.raises(NotCorrected):
        read_recurrence(text)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Phòng Kinh tế", (None, None, "Phòng Kinh tế")),
        ("Đảng ủy xã", (None, None, "Đảng ủy xã")),
        ("UBND xã", (None, None, "UBND xã")),
        ("Công an xã", (None, None, "Công an xã")),
        ("Phó Chủ tịch UBND xã", (None, "Phó Chủ tịch UBND xã", None)),
        ("Lê Văn An, Chủ tịch UBND xã", ("Lê Văn An", "Chủ tịch UBND xã", None)),
        ("Lê Văn An - Phó Chủ tịch UBND xã", ("Lê Văn An", "Phó Chủ tịch UBND xã", None)),
        ("Lê Văn An – Trưởng Công an xã", ("Lê Văn An", "Trưởng Công an xã", None)),
        ("Phó Chủ tịch UBND xã Lê Văn An", ("Lê Văn An", "Phó Chủ tịch UBND xã", None)),
        ("Phó Chủ tịch UBND xã, Lê Văn An", ("Lê Văn An", "Phó Chủ tịch UBND xã", None)),
        ("Giám đốc Sở Tài chính Lê Văn An", ("Lê Văn An", "Giám đốc Sở Tài chính", None)),
        ("Chủ tịch UBND phường Lê Thanh Nghị", (None, "Chủ tịch UBND phường Lê Thanh Nghị", None)),
        ("Chủ tịch UBND xã Thạch Lĩnh", (None, "Chủ tịch UBND xã Thạch Lĩnh", None)),
        ("Trưởng thôn Đông Hà", (None, "Trưởng thôn Đông Hà", None)),
        ("Đồng chí Lê Văn An", ("Lê Văn An", None, None)),
        ("ông Lê Văn An", ("Lê Văn An", None, None)),
    ],
)
def test_who_answers_is_told_as_a_unit_a_person_or_an_office(
    text: str, who: tuple[str | None, str | None, str | None]
) -> None:
    found = mention_leader(text, _QUOTE)
    assert (found.name, found.position, found.unit) == who


@pytest.mark.parametrize("text", ["ai đó", "x", "Lê Văn An sẽ làm", "đồng chí"])
def test_a_leader_of_no_known_form_is_refused(text: str) -> None:
    with pytest.raises(NotCorrected):
        mention_leader(text, _QUOTE)
