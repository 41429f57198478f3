"""The identity of a document, in the headers and signatures that bodies of every kind print."""

import pytest

from graph_schema.model import Frame
from loaders import read_plan
from loaders.names import PLACE
from tests.loaders.texts import record_of

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
WORK = "I. NHIỆM VỤ\n1. Văn phòng rà soát hồ sơ.\n2. Công an tổ chức tuần tra./.\n"
ISSUERS = [
    (
        "ĐẢNG BỘ THÀNH PHỐ CẦN THƠ\nBAN CHẤP HÀNH\n*\nSố 09-NQ/TU\n",
        "Ban Chấp hành Đảng bộ thành phố Cần Thơ",
    ),
    ("TỈNH ỦY LÀO CAI\nBAN THƯỜNG VỤ\n*\nSố 11-CT/TU\n", "Ban Thường vụ Tỉnh ủy Lào Cai"),
    (
        "ỦY BAN BẦU CỬ\nXÃ ĐỒNG MỚI\nTIỂU BAN AN NINH, TRẬT TỰ\nSố: 02/KH-TBANTT\n",
        "Tiểu ban An ninh, trật tự - Ủy ban bầu cử xã Đồng Mới",
    ),
    (
        "TỈNH NINH BÌNH\nBAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ\nSố: 12/KH-BCĐ\n",
        "Ban Chỉ đạo chuyển đổi số tỉnh Ninh Bình",
    ),
    (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nVĂN PHÒNG\nSố: 77/KH-VP\n",
        "Văn phòng Ủy ban nhân dân thành phố Huế",
    ),
    (
        "UBND TỈNH LÂM ĐỒNG\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 1234/KH-SGDĐT\n",
        "Sở Giáo dục và Đào tạo tỉnh Lâm Đồng",
    ),
    ("THỦ TƯỚNG CHÍNH PHỦ\nSố: 1131/QĐ-TTg\n", "Thủ tướng Chính phủ"),
    (
        "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nSố: 512/QĐ-BNNMT\n",
        "Bộ Nông nghiệp và Môi trường",
    ),
    ("Ủ Y BAN NHÂN DÂN\nT ỈNH YÊN BÁI\nSố: 45 /KH - UBND\n", "Ủy ban nhân dân tỉnh Yên Bái"),
]


def _frame(text: str) -> Frame:
    return record_of(text).document


@pytest.mark.parametrize(("header", "issuer"), ISSUERS)
def test_the_issuer_is_named_in_full(header: str, issuer: str) -> None:
    assert _frame(f"{header}{STATE}KẾ HOẠCH\nVề A\n{WORK}").issuer == issuer


SIGNATURES = [
    ("TRƯỞNG CÔNG AN XÃ\nTrung tá Lò Văn Pâng\n", ("Lò Văn Pâng", "Trưởng Công an")),
    ("CHỦ TỊCH\nNguyễn Đăng Quang\n", ("Nguyễn Đăng Quang", "Chủ tịch")),
    ("PHÓ CHỦ TỊCH UBND TỈNH\nLê Văn Tám\n", ("Lê Văn Tám", "Phó Chủ tịch UBND tỉnh")),
    ("KT. CHỦ TỊCH\nPHÓ CHỦ T Ị CH\nNguyễn Thế Phước\n", ("Nguyễn Thế Phước", "Phó Chủ tịch")),
]


@pytest.mark.parametrize(("signature", "expected"), SIGNATURES)
def test_a_signer_has_no_rank_and_an_own_office(signature: str, expected: tuple[str, str]) -> None:
    signer = _frame(f"Số: 5/KH-UBND\nKẾ HOẠCH\nVề A\n{WORK}{signature}").signer
    assert signer is not None
    assert (signer.name, signer.position) == expected


def test_an_office_alone_ends_a_body_that_has_no_closing_mark() -> None:
    text = f"Số: 5/KH-UBND\nKẾ HOẠCH\nVề A\n{WORK.replace('./.', '.')}CHỦ TỊCH\nLê Văn Tám\n"
    record = record_of(text)
    assert record.document.signer is not None
    assert record.document.signer.name == "Lê Văn Tám"
    assert [task.ref for task in record.tasks] == ["I.1", "I.2"]


def test_recipients_that_stand_beside_the_signature_are_read() -> None:
    text = (
        "Số: 5/KH-UBND\n# KẾ HOẠCH\n\nVề A\n\nI. NHIỆM VỤ\n\n1. Công an tổ chức tuần tra./.\n\n"
        "| Nơi nhận:<br>- Đảng ủy xã,<br>- Các thôn;<br>- Lưu: VT. | CHỦ TỊCH<br>Lê Văn Tám |\n"
        "|---|---|\n"
    )
    assert read_plan(text.encode(), "kh.md").document.recipients == (
        "Đảng ủy xã",
        "Các thôn",
        "Lưu: VT",
    )


def test_text_in_two_columns_keeps_the_signature_apart_from_the_recipients() -> None:
    text = (
        "Số: 5-CTr/ĐU\nCHƯƠNG TRÌNH\nVề A\n\nI. NHIỆM VỤ\n\n1. Công an tổ chức tuần tra./.\n\n"
        "Nơi nhận:                         T/M BAN CHẤP HÀNH\n"
        "- Ban Thường vụ Tỉnh ủy,                BÍ THƯ\n"
        "- Các chi bộ,\n- Lưu: VP,   VT.\n"
        "                                     Hà Quang Tuyển\n"
    )
    frame = record_of(text).document
    assert frame.signer is not None
    assert (frame.signer.name, frame.signer.position) == ("Hà Quang Tuyển", "Bí thư")
    assert frame.recipients == ("Ban Thường vụ Tỉnh ủy", "Các chi bộ", "Lưu: VP, VT")


def test_a_plan_that_is_nothing_but_a_table_under_its_title_gives_its_rows() -> None:
    text = (
        "# KẾ HOẠCH\nPhân công nhiệm vụ năm 2026\n\n"
        "| STT | Nội dung | Đơn vị thực hiện | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Rà soát hồ sơ | Phòng Kinh tế | Quý I/2026 |\n"
        "| 2 | Tuần tra ban đêm | Công an xã | Năm 2026 |\n\nNơi nhận:\n- Đảng ủy;\n"
    )
    record = read_plan(text.encode(), "kh.md")
    assert record.document.title == "Phân công nhiệm vụ năm 2026"
    assert [task.text for task in record.tasks] == ["Rà soát hồ sơ", "Tuần tra ban đêm"]
    assert record.document.recipients == ("Đảng ủy",)


@pytest.mark.parametrize(
    "lines",
    [
        ("ỦY BAN NHÂN DÂN XÃ HỒ LÂM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"),
        ("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "XÃ HỒ LÂM", "VIỆT NAM"),
        ("ỦY BAN NHÂN CỘNG HÒA XÃ HỘI", "DÂN", "CHỦ NGHĨA", "XÃ HỒ LÂM", "VIỆT NAM"),
        ("ỦY BAN", "NHÂN DÂN", "XÃ HỒ LÂM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"),
    ],
)
def test_what_a_narrow_column_breaks_off_the_national_name_is_no_issuer(
    lines: tuple[str, ...],
) -> None:
    text = "\n".join((*lines, "Số: 12/KH-UBND", "KẾ HOẠCH", "Dọn vệ sinh", "I. NHIỆM VỤ", "1. Rà."))
    assert record_of(text).document.issuer == "Ủy ban nhân dân xã Hồ Lâm"


@pytest.mark.parametrize(
    ("above", "province"),
    [
        ("ĐẢNG BỘ TỈNH LÂM SƠN", "tỉnh Lâm Sơn"),
        ("TỈNH ỦY LÂM SƠN", "tỉnh Lâm Sơn"),
        ("ĐẢNG BỘ THÀNH PHỐ SÔNG BIỂN", "thành phố Sông Biển"),
        ("ĐẢNG BỘ HUYỆN LÂM SƠN", None),
    ],
)
def test_the_body_above_the_issuer_tells_the_province(above: str, province: str | None) -> None:
    text = f"{above}\nĐẢNG ỦY XÃ HỒ LÂM\n*\nSố 12-CTr/ĐU\nCHƯƠNG TRÌNH\nCông tác\n{WORK}"
    frame = record_of(text).document
    assert (frame.issuer, frame.place) == ("Đảng ủy xã Hồ Lâm", "xã Hồ Lâm")
    assert frame.province == province


@pytest.mark.parametrize(
    ("header", "issuer", "place"),
    [
        ("XÃ BẢO LÂM 1", "Ủy ban nhân dân xã Bảo Lâm 1", "xã Bảo Lâm 1"),
        ("XÃ BẢO LÂM", "Ủy ban nhân dân xã Bảo Lâm", "xã Bảo Lâm"),
        ("PHƯỜNG HÀ GIANG 2", "Ủy ban nhân dân phường Hà Giang 2", "phường Hà Giang 2"),
    ],
)
def test_a_commune_that_is_told_apart_by_a_number_keeps_it(
    header: str, issuer: str, place: str
) -> None:
    name = place.partition(" ")[2]
    text = (
        f"ỦY BAN NHÂN DÂN\n{header}\nSố: 11/KH-UBND\n{STATE}{name}, ngày 20 tháng 02 năm 2026\n"
        f"KẾ HOẠCH\nTriển khai thi đua\nI. NHIỆM VỤ\n1. Công an {place} tuần tra trong 6 tháng.\n"
    )
    record = record_of(text)
    assert (record.document.issuer, record.document.place) == (issuer, place)


def test_a_number_after_another_place_is_no_part_of_its_name() -> None:
    for words, name in (
        ("xã Tân Phước 3 tháng đầu năm", "Tân Phước"),
        ("xã Bảo Lâm 12 thôn", "Bảo Lâm"),
        ("xã Đồng Mới 2 lần", "Đồng Mới"),
        ("xã Bảo Lâm 4", "Bảo Lâm 4"),
        ("phường 2 Bảo Lộc", "2 Bảo Lộc"),
    ):
        found = PLACE.search(words)
        assert found is not None, words
        assert found["name"] == name
