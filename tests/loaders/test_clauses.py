"""Who leads, does, supports and oversees, in the wordings of real plans."""

import pytest

from loaders.clauses import is_liability, read_clauses
from loaders.persons import split_persons
from loaders.subjects import asked_doer, find_subject, inline_doer
from loaders.unit_lists import split_units
from tests.loaders.texts import words

HEADING = "Sở Nội vụ"
# (text, heading, lead, execute, support)
WORDINGS = [
    ("Chủ trì, phối hợp với Sở Y tế rà soát", HEADING, [HEADING], [], ["Sở Y tế"]),
    ("Khẩn trương chủ trì, phối hợp với các sở, ngành", HEADING, [HEADING], [], ["các sở, ngành"]),
    ("Chủ trì phối hợp với các đơn vị liên quan", HEADING, [HEADING], [], ["các đơn vị liên quan"]),
    ("Chủ trì, rà soát toàn bộ các mỏ", HEADING, [HEADING], [], []),
    ("Là đầu mối tổng hợp, theo dõi tiến độ", HEADING, [HEADING], [], []),
    ("Là cơ quan thường trực, đôn đốc các ngành", HEADING, [HEADING], [], []),
    ("Rà soát hồ sơ; chủ trì tổ chức sơ kết", HEADING, [HEADING], [], []),
    ("Tham mưu xây dựng kế hoạch", HEADING, [], [HEADING], []),
    ("Chủ động phối hợp chặt chẽ với các sở, ngành", HEADING, [], [HEADING], ["các sở, ngành"]),
    ("Phối hợp với Công an tỉnh kiểm tra", HEADING, [], [], [HEADING, "Công an tỉnh"]),
    ("Phối hợp tuyên truyền nâng cao ý thức", HEADING, [], [], [HEADING]),
    (
        "Phối hợp các cơ quan, đơn vị liên quan thực hiện",
        HEADING,
        [],
        [],
        [HEADING, "các cơ quan, đơn vị liên quan"],
    ),
    ("Tham gia góp ý đối với dự kiến nhân sự", HEADING, [], [], [HEADING]),
    ("Căn cứ chức năng, nhiệm vụ, tham gia phối hợp công tác", HEADING, [], [HEADING], []),
    ("Xác định rõ cơ quan chủ trì, thời hạn xử lý", HEADING, [], [HEADING], []),
    (
        "Giao Công an tỉnh chủ trì, phối hợp với Sở Tư pháp tham mưu",
        "",
        ["Công an tỉnh"],
        [],
        ["Sở Tư pháp"],
    ),
    ("Rà soát quy chế (Giao Công an tỉnh tham mưu)", "", [], ["Công an tỉnh"], []),
    ("giao UBND phường An Bình tìm kiếm nhà đầu tư", "", [], ["UBND phường An Bình"], []),
    (
        "Đề nghị Ủy ban Mặt trận Tổ quốc xã chủ trì, phối hợp với Hội Nông dân xã",
        "",
        ["Ủy ban Mặt trận Tổ quốc xã"],
        [],
        ["Hội Nông dân xã"],
    ),
    (
        "Các Sở, ban, ngành và UBND cấp xã, phường nêu cao trách nhiệm",
        "",
        [],
        ["Các Sở, ban, ngành", "UBND cấp xã, phường"],
        [],
    ),
    ("Hàng năm, các đơn vị tổ chức rà soát", "", [], ["các đơn vị"], []),
    ("Các thôn phối hợp vận động Nhân dân bàn giao đất", "", [], [], ["Các thôn"]),
    ("Yêu cầu Sở Xây dựng, UBND các xã xác định rõ", "", [], ["Sở Xây dựng", "UBND các xã"], []),
    ("Yêu cầu các chủ đầu tư thu gom", HEADING, [], [HEADING], []),
    (
        "Phòng Kinh tế có trách nhiệm phối hợp với Công an xã rà soát",
        "",
        [],
        [],
        ["Phòng Kinh tế", "Công an xã"],
    ),
    (
        "Hội Nông dân xã thành lập tổ hợp tác; Hội Phụ nữ xã tham gia hướng dẫn",
        "",
        [],
        ["Hội Nông dân xã"],
        ["Hội Phụ nữ xã"],
    ),
    (
        "Phân công đồng chí Vi Thị Hoa, Phó Bí thư trực tiếp chỉ đạo; giao đồng chí Lô Văn Pản, "
        "Chánh Văn phòng Đảng ủy tham mưu",
        "",
        [],
        ["Lô Văn Pản"],
        [],
    ),
    ("Mời gọi đầu tư. Giao UBND xã làm đầu mối tiếp xúc", "", ["UBND xã"], [], []),
    (
        "Các chi bộ, đảng bộ trực thuộc căn cứ Chương trình xây dựng kế hoạch",
        "",
        [],
        ["Các chi bộ, đảng bộ trực thuộc"],
        [],
    ),
    (
        "Việc tuyển quân do cơ quan quân sự làm thường trực; Công an xã phối hợp.",
        "",
        ["cơ quan quân sự"],
        [],
        ["Công an xã"],
    ),
    (
        "Kiểm tra các cơ sở; giao Phòng Kinh tế chủ trì, Công an xã phối hợp.",
        "",
        ["Phòng Kinh tế"],
        [],
        ["Công an xã"],
    ),
    ("Phòng Y tế phụ trách nội dung tuyên truyền.", "", [], ["Phòng Y tế"], []),
    ("Phối hợp với Sở Y tế tổ chức hội thảo", HEADING, [], [], [HEADING, "Sở Y tế"]),
    (
        "Các tổ chức, cá nhân được cấp giấy phép khai thác có trách nhiệm bảo vệ khoáng sản",
        "",
        [],
        ["Các tổ chức, cá nhân được cấp giấy phép khai thác"],
        [],
    ),
    (
        "Trên cơ sở Nghị quyết này, các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ theo chức "
        "năng, nhiệm vụ xây dựng kế hoạch",
        "",
        [],
        ["các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"],
        [],
    ),
    (
        "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập Đề án",
        "",
        ["Sở Xây dựng"],
        [],
        ["Sở Tài chính"],
    ),
    (
        "Các chi bộ thôn đưa nội dung vào nghị quyết. Ủy ban Kiểm tra đưa vào chương trình.",
        "",
        [],
        ["Các chi bộ thôn", "Ủy ban Kiểm tra"],
        [],
    ),
    (
        "Sở Y tế lập danh sách. Các đơn vị phải nộp hồ sơ đúng hạn. Sở được bổ sung kinh phí.",
        "",
        [],
        ["Sở Y tế"],
        [],
    ),
    (
        "Chủ tịch UBND các xã chỉ đạo các phòng, ban phối hợp làm việc với đơn vị tư vấn",
        "",
        [],
        ["Chủ tịch UBND các xã"],
        ["đơn vị tư vấn"],
    ),
    (
        "Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh căn cứ chức năng, nhiệm vụ tăng cường giám sát",
        "",
        [],
        ["Ủy ban Mặt trận Tổ quốc tỉnh"],
        [],
    ),
    ("Nhà đầu tư khẩn trương lập hồ sơ điều chỉnh", "", [], ["Nhà đầu tư"], []),
    ("Thường xuyên gặp gỡ người dân, doanh nghiệp, tổ chức; lắng nghe", "", [], [], []),
    ("Vận động các tổ chức, cá nhân tham gia xã hội hóa", "", [], [], []),
    ("Huy động sự tham gia của các đoàn thể", "", [], [], []),
    ("Xây dựng quy chế phối hợp với các tỉnh giáp ranh", "", [], [], []),
    ("Tham gia các đoàn do Thường trực HĐND xã chủ trì", HEADING, [], [], [HEADING]),
    ("Đầu tư ứng dụng công nghệ thông tin, AI xây dựng cơ sở dữ liệu", "", [], [], []),
]
LEADERS = [
    (
        "Đồng chí Nguyễn Hữu An, Chủ tịch UBND phường.",
        [("Nguyễn Hữu An", "Chủ tịch UBND phường", None)],
    ),
    (
        "Phó giám đốc Hoàng Văn Bình, Phó giám đốc Nguyễn Đình Chi.",
        [("Hoàng Văn Bình", "Phó giám đốc", None), ("Nguyễn Đình Chi", "Phó giám đốc", None)],
    ),
    ("Giám đốc Sở.", [(None, "Giám đốc Sở", None)]),
    ("Đảng ủy phường", [(None, None, "Đảng ủy phường")]),
    (
        "Ông: Hoàng Văn Bình - Phó Giám đốc Sở Công Thương;",
        [("Hoàng Văn Bình", "Phó Giám đốc Sở Công Thương", None)],
    ),
    (
        "đồng chí Trần Thị Dung, Phó Chủ tịch UBND xã và đồng chí Lê Văn Em, Trưởng Công an xã",
        [("Trần Thị Dung", "Phó Chủ tịch UBND xã", None), ("Lê Văn Em", "Trưởng Công an xã", None)],
    ),
]


@pytest.mark.parametrize(("text", "heading", "lead", "execute", "support"), WORDINGS)
def test_every_wording_gives_its_roles(
    text: str, heading: str, lead: list[str], execute: list[str], support: list[str]
) -> None:
    said = read_clauses(words(text), split_units(words(heading)) if heading else ())
    assert [unit.name for unit in said.lead] == lead
    assert [unit.name for unit in said.execute] == execute
    assert [unit.name for unit in said.support] == support


@pytest.mark.parametrize(("text", "expected"), LEADERS)
def test_leaders_are_read_with_their_offices(
    text: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert [(p.name, p.position, p.unit) for p in split_persons(words(text))] == expected


def test_a_person_who_directs_oversees_and_does_not_execute() -> None:
    text = (
        "Đồng chí Ủy viên Ban Thường vụ, Chủ tịch Hội Nông dân xã lãnh đạo, chỉ đạo chung công tác"
    )
    said = read_clauses(words(text), split_units(words(HEADING)))
    assert [person.position for person in said.overseers] == [
        "Ủy viên Ban Thường vụ, Chủ tịch Hội Nông dân xã"
    ]
    assert not said.execute


def test_another_doer_than_the_heading_stands() -> None:
    said = read_clauses(
        words("Trên cơ sở kế hoạch, Công an xã tổ chức tuần tra"), split_units(words(HEADING))
    )
    assert [unit.name for unit in said.execute] == ["Công an xã"]


def test_a_bare_level_is_no_doer() -> None:
    assert (
        find_subject(words("Căn cứ sự chỉ đạo của cấp trên, phường triển khai thực hiện")) is None
    )


def test_a_unit_before_a_colon_does_what_follows() -> None:
    found = inline_doer(words("+ Hội Nông dân: Xây dựng mô hình".lstrip("+ ")))
    assert found is not None
    assert [unit.name for unit in found[0]] == ["Hội Nông dân"]
    assert inline_doer(words("Cải cách thủ tục: rà soát, đơn giản hóa")) is None


def test_liability_gives_no_work() -> None:
    assert is_liability(
        words("Chủ tịch UBND các xã chịu trách nhiệm trước pháp luật nếu để xảy ra vi phạm")
    )
    assert not is_liability(words("Sở Y tế chịu trách nhiệm tổ chức thực hiện"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thủ tướng Chính phủ yêu cầu Chủ tịch Ủy ban nhân dân các tỉnh:", 1),
        ("UBND tỉnh yêu cầu Sở Xây dựng, Sở Tài chính và UBND các xã, phường:", 3),
        ("UBND phường yêu cầu các đơn vị thực hiện các nội dung sau:", 0),
        ("UBND phường xây dựng Kế hoạch như sau:", 0),
    ],
)
def test_a_preamble_that_ends_with_bodies_asks_them(line: str, expected: int) -> None:
    assert len(asked_doer(words(line))) == expected
