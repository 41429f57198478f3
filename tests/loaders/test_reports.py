"""A reporting duty is one entry an interval, and never a task of its own."""

import pytest

from loaders.report_only import is_report_only
from loaders.reports import read_duties
from loaders.unit_lists import split_units
from tests.loaders.texts import words

DUTIES = [
    (
        "định kỳ 6 tháng, hằng năm báo cáo Ban Thường vụ Đảng ủy trước ngày 10/6 và ngày 10/12.",
        [("6 tháng", "--06-10"), ("hằng năm", "--12-10")],
    ),
    (
        "Định kỳ hằng năm báo cáo kết quả gửi về Ủy ban nhân dân xã trước ngày 25 tháng 11",
        [("hằng năm", "--11-25")],
    ),
    (
        "Định kỳ hằng tháng, quý, năm báo cáo kết quả về UBND phường",
        [("hằng tháng", None), ("hằng quý", None), ("hằng năm", None)],
    ),
    (
        "Các phòng báo cáo tình hình về Phòng Tổng hợp trước ngày 18 hằng tháng",
        [("hằng tháng", None)],
    ),
    (
        "định kỳ hàng năm (trước ngày 10/12) hoặc đột xuất báo cáo UBND tỉnh (qua Sở Y tế)",
        [("hằng năm", "--12-10")],
    ),
    ("định kỳ tổng hợp kết quả thực hiện, báo cáo UBND phường theo quy định", [("định kỳ", None)]),
    (
        "hằng năm tham mưu sơ kết, báo cáo Chủ tịch UBND xã trước ngày 10/12",
        [("hằng năm", "--12-10")],
    ),
    ("Kịp thời báo cáo Lãnh đạo Sở các chỉ tiêu có khả năng không đạt", [(None, None)]),
    ("nếu có khó khăn, vướng mắc kịp thời phản ánh về UBND xã để giải quyết", [(None, None)]),
    (
        "định kỳ 6 tháng báo cáo kết quả về Sở Y tế trước ngày 15 tháng 6 và trước ngày 01 "
        "tháng 12 để tổng hợp",
        [("6 tháng", "--06-15"), ("6 tháng", "--12-01")],
    ),
    ("Báo cáo kết quả rà soát tới Sở Y tế trong quý III năm 2026", [(None, "2026-Q3")]),
    (
        "Đánh giá tình hình và báo cáo Thủ tướng Chính phủ trong quý IV năm 2026",
        [(None, "2026-Q4")],
    ),
    ("Tổ chức đánh giá kết quả thực hiện và báo cáo Tỉnh ủy", []),
    (
        "định kỳ 6 tháng, năm báo cáo Ban Thường vụ Đảng ủy",
        [("6 tháng", None), ("hằng năm", None)],
    ),
    ("Chủ trì xây dựng các báo cáo tổng hợp chung", []),
    ("định kỳ 02 tuần/lần tổng hợp, báo cáo UBND tỉnh", [("02 tuần/lần", None)]),
    ("trường hợp vượt thẩm quyền, kịp thời báo cáo UBND tỉnh xem xét", [(None, None)]),
    ("trường hợp vượt thẩm quyền tham mưu, báo cáo cấp có thẩm quyền xem xét", []),
    ("Đánh giá kết quả (lồng ghép trong báo cáo công tác định kỳ của tỉnh)", []),
    ("Báo cáo UBND tỉnh về tuyên truyền, lồng ghép trong báo cáo định kỳ", [(None, None)]),
    ("Tham mưu, báo cáo UBND tỉnh xem xét, bố trí kinh phí", []),
    (
        "Tổng hợp kết quả, báo cáo UBND xã trước ngày 25 hằng tháng và báo cáo tổng kết trước ngày "
        "05/12/2026.",
        [("hằng tháng", None), (None, "2026-12-05")],
    ),
    (
        "Các trường gửi báo cáo 6 tháng trước 15/6, báo cáo năm trước 15/12 về UBND xã.",
        [("6 tháng", "--06-15"), ("hằng năm", "--12-15")],
    ),
    (
        "Hội báo cáo tháng trước ngày 22, báo cáo quý trước ngày 20, báo cáo năm trước 05/12 về "
        "UBND xã.",
        [("hằng tháng", None), ("hằng quý", None), ("hằng năm", "--12-05")],
    ),
    ("báo cáo năm 2026 về UBND xã trước ngày 15/12/2026", [(None, "2026-12-15")]),
    ("định kỳ quý, năm báo cáo UBND xã.", [("hằng quý", None), ("hằng năm", None)]),
    ("Công an xã báo cáo kết quả 30/6 và 30/11.", [(None, "--06-30"), (None, "--11-30")]),
    ("Báo cáo định kỳ hằng tháng:", []),
]
RECEIVERS = [
    (
        "Phòng báo cáo UBND xã trước ngày 25 hằng tháng và báo cáo tổng kết trước 05/12/2026.",
        ["UBND xã", "UBND xã"],
    ),
    (
        "Trước ngày 25 hằng tháng, Hội Nông dân báo cáo UBND xã; báo cáo tổng kết trước ngày "
        "05/12/2026.",
        ["UBND xã", "UBND xã"],
    ),
    (
        "Phòng báo cáo UBND xã trước ngày 25 hằng tháng, báo cáo Sở Y tế trước ngày 28 hằng tháng",
        ["UBND xã", "Sở Y tế"],
    ),
    (
        "Kết quả thực hiện đề nghị gửi về Văn phòng Đảng ủy trước ngày 25/6/2026.",
        ["Văn phòng Đảng ủy"],
    ),
]
ONLY = [
    ("Định kỳ tổng hợp, báo cáo tình hình dư luận xã hội.", True),
    ("Định kỳ hằng năm báo cáo kết quả thực hiện về UBND phường để tổng hợp.", True),
    ("Định kỳ vào ngày 25 hàng tháng báo cáo kết quả về UBND huyện.", True),
    ("Báo cáo UBND huyện vào thứ Sáu hàng tuần.", True),
    ("Thực hiện chế độ thông tin báo cáo về Ban Thường trực.", True),
    ("Định kỳ quý, năm Phòng Kinh tế báo cáo UBND xã.", True),
    ("Định kỳ quý, năm Phòng Kinh tế kiểm tra các chợ.", False),
    ("Kết quả thực hiện đề nghị gửi về Văn phòng UBND xã trước ngày 25/6/2026.", True),
    ("Kết quả thực hiện các chỉ tiêu là căn cứ xếp loại cuối năm.", False),
    ("Định kỳ báo cáo kết quả về UBND phường; đề xuất khen thưởng các tập thể.", False),
    ("Chủ trì xây dựng các báo cáo tổng hợp chung.", False),
    ("Rà soát các mỏ; báo cáo UBND tỉnh.", False),
]


@pytest.mark.parametrize(("text", "expected"), DUTIES)
def test_every_interval_is_one_duty(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    found = read_duties(words(text), (), wide=False)
    assert [(duty.recurs, duty.due) for duty in found] == expected


@pytest.mark.parametrize(("text", "only"), ONLY)
def test_a_paragraph_that_only_reports_is_no_task(text: str, only: bool) -> None:
    assert is_report_only(words(text)) is only


def test_a_duty_says_who_reports_to_whom_and_through_whom() -> None:
    heading = split_units(words("Các tổ dân phố"))
    text = "Hằng năm báo cáo kết quả về Ủy ban nhân dân xã (qua Văn phòng) trước ngày 01/12."
    (duty,) = read_duties(words(text), heading, wide=False)
    assert [unit.name for unit in duty.by] == ["Các tổ dân phố"]
    assert duty.to is not None
    assert duty.to.text == "Ủy ban nhân dân xã"
    assert duty.via is not None
    assert duty.via.text == "Văn phòng"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Ban Thường vụ Đảng ủy những vấn đề phát sinh", "Ban Thường vụ Đảng ủy"),
        ("Ủy ban nhân dân tỉnh kết quả thực hiện", "Ủy ban nhân dân tỉnh"),
        ("Trung tâm Dịch vụ việc làm", "Trung tâm Dịch vụ việc làm"),
    ],
)
def test_the_name_of_a_receiver_ends_where_what_is_told_begins(said: str, name: str) -> None:
    text = words(f"Các chi bộ báo cáo {said} trước ngày 20 hằng tháng.")
    (duty,) = read_duties(text, (), wide=True)
    assert duty.to is not None
    assert duty.to.text == name


@pytest.mark.parametrize(("said", "receivers"), RECEIVERS)
def test_each_report_of_a_sentence_goes_to_the_body_that_it_names_or_that_stands_for_all(
    said: str, receivers: list[str]
) -> None:
    found = [duty.to.text if duty.to else None for duty in read_duties(words(said), (), wide=True)]
    assert found == receivers


@pytest.mark.parametrize(
    ("said", "reporters"),
    [
        (
            "Định kỳ hằng quý, các cơ quan, đơn vị, tổ dân phố báo cáo kết quả về Phòng Kinh tế để "
            "tổng hợp, tham mưu Ủy ban nhân dân phường báo cáo cấp có thẩm quyền.",
            ["các cơ quan, đơn vị, tổ dân phố", "Ủy ban nhân dân phường"],
        ),
        (
            "Nếu phát sinh khó khăn, vướng mắc, đề nghị các cơ quan, đơn vị, địa phương kịp thời "
            "báo cáo UBND tỉnh.",
            ["các cơ quan, đơn vị, địa phương"],
        ),
    ],
)
def test_who_reports_is_told_by_the_clause_of_the_report_and_not_by_what_becomes_of_it(
    said: str, reporters: list[str]
) -> None:
    duties = read_duties(words(said), (), wide=False)
    assert [
        words(said).text[duty.by[0].words.start : duty.by[-1].words.end] for duty in duties
    ] == reporters
