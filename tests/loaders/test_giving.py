"""Who gives out the work is not who does it; persons in charge oversee it."""

import pytest

from loaders.clauses import read_clauses
from loaders.giving import given_body, told_units
from loaders.unit_lists import split_units
from tests.loaders.texts import words

HEADING = "Phòng Nội vụ"
# (text, lead, execute, support)
GIVEN = [
    (
        "Chủ tịch UBND xã giao Phòng Kinh tế chủ trì, phối hợp với Công an xã kiểm tra.",
        ["Phòng Kinh tế"],
        [],
        ["Công an xã"],
    ),
    (
        "Giám đốc Sở giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở kiểm tra.",
        ["Văn phòng Sở"],
        [],
        ["Thanh tra Sở"],
    ),
    ("UBND xã yêu cầu Phòng Kinh tế khẩn trương lập danh sách.", [], ["Phòng Kinh tế"], []),
    (
        "UBND xã đề nghị Ủy ban MTTQ Việt Nam xã vận động Nhân dân.",
        [],
        ["Ủy ban MTTQ Việt Nam xã"],
        [],
    ),
    (
        "UBND xã phân công Phòng Kinh tế phối hợp với Công an xã kiểm tra chợ.",
        [],
        [],
        ["Phòng Kinh tế", "Công an xã"],
    ),
    (
        "Ban Thường vụ Đảng uỷ giao Văn phòng Đảng uỷ hằng năm tham mưu sơ kết.",
        [],
        ["Văn phòng Đảng uỷ"],
        [],
    ),
    ("Thống nhất giao Phòng Kinh tế tham mưu phương án.", [], ["Phòng Kinh tế"], []),
    (
        "Giao cho Phòng Kinh tế làm chủ đầu tư; Ban Quản lý dự án làm đơn vị điều hành.",
        [],
        ["Phòng Kinh tế", "Ban Quản lý dự án"],
        [],
    ),
    (
        "Giao Công an xã, Ban CHQS xã, các thôn, làng, buôn tuần tra.",
        [],
        ["Công an xã", "Ban CHQS xã", "các thôn, làng, buôn"],
        [],
    ),
    ("Xây dựng kế hoạch, phân công thành viên dự Ngày hội.", [], [], []),
    ("Giao Phòng Kinh tế, trong tháng 6/2026, hoàn thành hồ sơ.", [], ["Phòng Kinh tế"], []),
    (
        "Các ông, bà Trưởng các đoàn thể, Trưởng thôn phối hợp triển khai.",
        [],
        [],
        ["Trưởng các đoàn thể", "Trưởng thôn"],
    ),
    ("UBND xã yêu cầu Phòng Kinh tế: Lập hồ sơ.", [], ["Phòng Kinh tế"], []),
    ("UBND xã giao trách nhiệm cho Trưởng các thôn quản lý.", [], ["Trưởng các thôn"], []),
    ("UBND xã kính đề nghị UBND tỉnh hỗ trợ kinh phí.", [], ["UBND tỉnh"], []),
    ("UBND xã giao: Phòng Kinh tế lập hồ sơ.", [], ["Phòng Kinh tế"], []),
    ("UBND phường Hồng An giao Phòng Kinh tế chủ trì lập hồ sơ.", ["Phòng Kinh tế"], [], []),
    ("Thường trực Đảng ủy yêu cầu các chi bộ sinh hoạt chuyên đề.", [], ["các chi bộ"], []),
    ("UBND xã yêu cầu các thôn bẻ măng đúng mùa.", [], [], []),
    ("UBND xã giao đất cho các hộ tái định cư.", [], ["UBND xã"], []),
    ("UBND các xã giao các thôn rà soát hộ nghèo.", [], ["UBND các xã"], []),
    ("UBND các xã chỉ đạo các thôn rà soát hộ nghèo.", [], ["UBND các xã"], []),
    ("Phòng Kinh tế đề nghị UBND xã phê duyệt phương án.", [], ["Phòng Kinh tế"], []),
]
# (text, overseers, lead, execute)
OVERSEEN = [
    (
        "UBND xã chỉ đạo Phòng Kinh tế thực hiện việc kiểm kê.",
        [(None, None, "UBND xã")],
        [],
        ["Phòng Kinh tế"],
    ),
    (
        "Rà soát quỹ đất (Đảng uỷ UBND xã lãnh đạo, chỉ đạo Trung tâm Y tế thực hiện)",
        [(None, None, "Đảng uỷ UBND xã")],
        [],
        ["Trung tâm Y tế"],
    ),
    (
        "Chủ tịch UBND xã giao Phó Chủ tịch Nguyễn Thị Mận trực tiếp chỉ đạo, Phòng Kinh tế tham "
        "mưu.",
        [("Nguyễn Thị Mận", "Phó Chủ tịch", None)],
        [],
        ["Phòng Kinh tế"],
    ),
    (
        "UBND xã giao đồng chí Nguyễn Thị Mận, Phó Chủ tịch UBND xã chỉ đạo Phòng Kinh tế triển "
        "khai.",
        [("Nguyễn Thị Mận", "Phó Chủ tịch UBND xã", None)],
        [],
        ["Phòng Kinh tế"],
    ),
    (
        "Phân công đồng chí Nguyễn Văn Bình, Phó Chủ tịch UBND xã theo dõi, chỉ đạo; đồng chí "
        "Trần Thị Cúc, Trưởng phòng Kinh tế làm đầu mối tham mưu.",
        [("Nguyễn Văn Bình", "Phó Chủ tịch UBND xã", None)],
        ["Trần Thị Cúc"],
        [],
    ),
    (
        "Giao PCT Nguyễn Hữu Tâm chỉ đạo Phòng Kinh tế thực hiện.",
        [("Nguyễn Hữu Tâm", "PCT", None)],
        [],
        ["Phòng Kinh tế"],
    ),
    (
        "Đồng chí Uỷ viên Ban Thường vụ, Chủ nhiệm Uỷ ban Kiểm tra Đảng uỷ phụ trách chung việc "
        "kiểm tra.",
        [(None, "Uỷ viên Ban Thường vụ, Chủ nhiệm Uỷ ban Kiểm tra Đảng uỷ", None)],
        [],
        [],
    ),
    (
        "Đ/c Nguyễn Văn Bình - PCT UBND xã phụ trách, chỉ đạo.",
        [("Nguyễn Văn Bình", "PCT UBND xã", None)],
        [],
        [],
    ),
    (
        "Giao đồng chí Lê Văn An, Phó Chủ tịch UBND xã phụ trách; Phòng Kinh tế chủ trì tham mưu.",
        [("Lê Văn An", "Phó Chủ tịch UBND xã", None)],
        ["Phòng Kinh tế"],
        [],
    ),
    (
        "Phó Chủ tịch UBND xã Nguyễn Văn Bình trực tiếp chỉ đạo Phòng Kinh tế thực hiện.",
        [("Nguyễn Văn Bình", "Phó Chủ tịch UBND xã", None)],
        [],
        ["Phòng Kinh tế"],
    ),
    (
        "Đ/c Phạm Quốc Dũng (PCT UBND xã) phụ trách chung.",
        [("Phạm Quốc Dũng", "PCT UBND xã", None)],
        [],
        [],
    ),
    (
        "UBND xã chỉ đạo, Phòng Kinh tế thực hiện.",
        [(None, None, "UBND xã")],
        [],
        ["Phòng Kinh tế"],
    ),
    (
        "Ông Y Blăng Niê - Phó Chủ tịch UBND xã phụ trách các buôn.",
        [("Y Blăng Niê", "Phó Chủ tịch UBND xã", None)],
        [],
        [],
    ),
    ("Dọn vệ sinh (PCT Nguyễn Hữu Tâm chỉ đạo).", [("Nguyễn Hữu Tâm", "PCT", None)], [], []),
    (
        "Xây dựng kế hoạch; bà Đặng Thị Ngọc Ánh, Chủ tịch Hội Nông dân xã phụ trách chung; ông "
        "Nguyễn Phước Lộc – Phó Chủ tịch phụ trách các thôn.",
        [
            ("Đặng Thị Ngọc Ánh", "Chủ tịch Hội Nông dân xã", None),
            ("Nguyễn Phước Lộc", "Phó Chủ tịch", None),
        ],
        [],
        [],
    ),
]
# (text, heading, execute)
FURTHER = [
    ("Chậm nhất ngày 30/9/2026, các trường học nộp danh sách.", "", ["các trường học"]),
    ("Hết tháng 9/2026, Phòng Kinh tế tổng hợp danh sách.", "", ["Phòng Kinh tế"]),
    ("Từ nay đến hết tháng 12/2026, Công an xã mở cao điểm.", "", ["Công an xã"]),
    (
        "Thực hiện Công văn số 15/SCT-QLNL của Sở Công Thương, Phòng Kinh tế lập danh sách.",
        "",
        ["Phòng Kinh tế"],
    ),
    (
        "Thường trực HĐND, các Ban và đại biểu HĐND xã giám sát việc thực hiện.",
        "",
        ["Thường trực HĐND", "các Ban", "đại biểu HĐND xã"],
    ),
    (
        "Hội Phụ nữ xã phụ trách ẩm thực; Đoàn Thanh niên xã đảm nhận trò chơi; Hội Nông dân xã "
        "cung ứng nông sản.",
        "",
        ["Hội Phụ nữ xã", "Đoàn Thanh niên xã", "Hội Nông dân xã"],
    ),
    (
        "Yêu cầu Tổ công nghệ số hướng dẫn người dân; Đoàn Thanh niên xã hỗ trợ người già.",
        "",
        ["Tổ công nghệ số", "Đoàn Thanh niên xã"],
    ),
    (
        "Về giải phóng mặt bằng: Yêu cầu Tổ công tác vận động 14 hộ; Công an phường xây dựng "
        "phương án.",
        "",
        ["Tổ công tác", "Công an phường"],
    ),
    (
        "Phun hóa chất tại các trường; Công an xã: bảo vệ hiện trường; lưu ý: đeo khẩu trang.",
        "Trạm Y tế xã",
        ["Trạm Y tế xã", "Công an xã"],
    ),
    ("Về kinh phí: Bố trí từ ngân sách xã.", HEADING, [HEADING]),
    ("Rà soát hồ sơ. (Trưởng thôn thực hiện trước 01/7/2026)", "", ["Trưởng thôn"]),
]
PARTNERS = [
    (
        "phối hợp với Ban Quản lý Rừng phòng hộ đẩy nhanh việc cắm mốc",
        "Ban Quản lý Rừng phòng hộ",
    ),
    ("phối hợp với các thôn, làng rà soát hộ nghèo", "các thôn, làng"),
    (
        "phối hợp với các cơ quan tham mưu, giúp việc Đảng uỷ tổ chức học tập",
        "các cơ quan tham mưu, giúp việc Đảng uỷ",
    ),
    ("phối hợp với các cơ quan tham mưu theo dõi, đôn đốc", "các cơ quan tham mưu"),
]


@pytest.mark.parametrize(("text", "lead", "execute", "support"), GIVEN)
def test_whom_the_work_is_given_to_does_it_and_not_the_giver(
    text: str, lead: list[str], execute: list[str], support: list[str]
) -> None:
    said = read_clauses(words(text), ())
    assert [unit.name for unit in said.lead] == lead
    assert [unit.name for unit in said.execute] == execute
    assert [unit.name for unit in said.support] == support
    assert not said.overseers


@pytest.mark.parametrize(("text", "overseers", "lead", "execute"), OVERSEEN)
def test_who_directs_oversees_and_the_directed_do(
    text: str,
    overseers: list[tuple[str | None, str | None, str | None]],
    lead: list[str],
    execute: list[str],
) -> None:
    said = read_clauses(words(text), ())
    assert [(one.name, one.position, one.unit) for one in said.overseers] == overseers
    assert [unit.name for unit in said.lead] == lead
    assert [unit.name for unit in said.execute] == execute


@pytest.mark.parametrize(("text", "heading", "execute"), FURTHER)
def test_doers_after_a_leading_phrase_or_in_a_later_clause_are_found(
    text: str, heading: str, execute: list[str]
) -> None:
    said = read_clauses(words(text), split_units(words(heading)) if heading else ())
    assert [unit.name for unit in said.execute] == execute


@pytest.mark.parametrize(("text", "partner"), PARTNERS)
def test_the_name_of_a_partner_ends_before_the_verb_and_is_whole(text: str, partner: str) -> None:
    assert [unit.name for unit in read_clauses(words(text), ()).support] == [partner]


def test_a_heading_that_tells_bodies_to_work_names_those_and_not_who_tells_them() -> None:
    told = told_units(words("UBND xã yêu cầu Phòng Kinh tế, Công an xã:"))
    assert [unit.name for unit in told] == ["Phòng Kinh tế", "Công an xã"]
    assert told_units(words("Phòng Kinh tế, Công an xã:")) == ()
    assert told_units(words("UBND xã yêu cầu Phòng Kinh tế lập hồ sơ:")) == ()


def test_the_body_that_is_given_a_report_makes_it() -> None:
    sentence = words("Ban Thường vụ Đảng ủy giao Văn phòng Đảng ủy báo cáo hằng năm")
    assert [unit.name for unit in given_body(sentence)] == ["Văn phòng Đảng ủy"]
    assert given_body(words("Văn phòng Đảng ủy báo cáo Ban Thường vụ hằng năm")) == ()
