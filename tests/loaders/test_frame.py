"""Thể thức is read in every order of its lines, and nothing is invented where it is blank."""

import pytest

from tests.loaders.texts import record_of

BODY = "\nI. NHIỆM VỤ\n1. Rà soát hồ sơ.\n2. Kiểm tra./.\n"
STATE = (
    "UBND TỈNH AN LẠC\nSỞ CÔNG THƯƠNG\nSố:      /KH-SCT\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "An Lạc, ngày       tháng 4 năm 2026\nKẾ HOẠCH\nThực hiện Đề án phát triển công nghiệp\n"
    "theo hướng xanh, hiện đại\n(Ban hành kèm theo Nghị quyết số 35-NQ/TU ngày 29/12/2025)\n"
    "Căn cứ chức năng, nhiệm vụ được giao, Sở Công Thương xây dựng Kế hoạch như sau:"
)
LOST = (
    "Số: /KH-UBND\nP. Hòa Bình, ngày tháng 5 năm 2026\nKẾ HOẠCH HÀNH ĐỘNG\nTriển khai phong trào\n"
    "Thực hiện chủ trương của thành phố;\n"
    "Ủy ban nhân dân phường ban hành Kế hoạch triển khai tại phường Hòa Bình, cụ thể như sau:"
)
FRONT = (
    "ỦY BAN MTTQ VIỆT NAM\nXÃ AN PHÚ\nBAN THƯỜNG TRỰC\nSố: 16/KH-MTTQ-BTT\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "An Phú, ngày 18 tháng 11 năm 2025\nKẾ HOẠCH\nThực hiện công tác bầu cử\n"
    "Ban Thường trực Ủy ban MTTQ Việt Nam xã ban hành kế hoạch như sau:"
)
CASES = [
    (STATE, (None, "KH-SCT", "2026-04", "Sở Công Thương tỉnh An Lạc", "tỉnh An Lạc")),
    (LOST, (None, "KH-UBND", "2026-05", "Ủy ban nhân dân phường Hòa Bình", "phường Hòa Bình")),
    (
        FRONT,
        (
            16,
            "KH-MTTQ-BTT",
            "2025-11-18",
            "Ban Thường trực Ủy ban MTTQ Việt Nam xã An Phú",
            "xã An Phú",
        ),
    ),
]
SIGNATURES = [
    (
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Ba",
        ("Trần Văn Ba", "Chủ tịch", "TM. ỦY BAN NHÂN DÂN"),
    ),
    (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n[đã ký]\nLê Thị Tư",
        ("Lê Thị Tư", "Phó Chủ tịch", "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH"),
    ),
    ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nPhạm Văn Năm", ("Phạm Văn Năm", "Phó Giám đốc", "KT. GIÁM ĐỐC")),
    ("TRƯỞNG BAN PHÓ THỦ TƯỚNG Đỗ Văn Sáu", ("Đỗ Văn Sáu", "Trưởng Ban, Phó Thủ tướng", None)),
    (
        "KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nLê Thị Tư",
        ("Lê Thị Tư", "Phó Chủ nhiệm", "KT. BỘ TRƯỞNG, CHỦ NHIỆM"),
    ),
    ("KT. CHỦ TỊ CH P HÓ CHỦ T Ị CH Ngu y ễn Hữu Bảy", ("Nguyễn Hữu Bảy", "Phó Chủ tịch", None)),
]


@pytest.mark.parametrize(("head", "expected"), CASES)
def test_the_header_is_read_in_any_order(head: str, expected: tuple[object, ...]) -> None:
    frame = record_of(head + BODY).document
    date = frame.date.code if frame.date else None
    assert (frame.number, frame.symbol, date, frame.issuer, frame.place) == expected


@pytest.mark.parametrize(("tail", "expected"), SIGNATURES)
def test_the_signer_is_read_with_office_and_capacity(
    tail: str, expected: tuple[str, str, str | None]
) -> None:
    signer = record_of(STATE + BODY + "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n" + tail).document.signer
    assert signer is not None
    assert (signer.name, signer.position) == expected[:2]
    if expected[2] is not None:
        assert signer.acting == expected[2]


def test_a_title_broken_over_lines_is_healed_and_its_bracket_left_out() -> None:
    assert record_of(STATE + BODY).document.title == (
        "Thực hiện Đề án phát triển công nghiệp theo hướng xanh, hiện đại"
    )


def test_a_short_line_that_opens_the_text_is_no_part_of_the_title() -> None:
    head, _, _ = STATE.partition("(Ban hành kèm theo")
    text = f"{head}\nSở Công Thương xây dựng Kế hoạch, cụ thể như sau:{BODY}"
    assert record_of(text).document.title == (
        "Thực hiện Đề án phát triển công nghiệp theo hướng xanh, hiện đại"
    )


def test_a_line_of_capitals_that_ends_with_a_colon_is_part_of_the_title() -> None:
    text = (
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG MỚI\nSố: 8/KH-UBND\nKẾ HOẠCH\nTRIỂN KHAI PHONG TRÀO THI ĐUA\n"
        f"CHỦ ĐỀ NĂM 2026:\n“KỶ CƯƠNG, TRÁCH NHIỆM”\n{BODY}"
    )
    assert record_of(text).document.title == (
        "TRIỂN KHAI PHONG TRÀO THI ĐUA CHỦ ĐỀ NĂM 2026: “KỶ CƯƠNG, TRÁCH NHIỆM”"
    )


def test_an_official_letter_has_its_subject_for_a_title() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN LẠC\nSố: 12/UBND-KT\nV/v tăng cường quản lý khoáng sản\n"
        "An Lạc, ngày 03 tháng 3 năm 2026\nKính gửi: Các sở\n"
        "Để khắc phục tồn tại, Chủ tịch UBND tỉnh yêu cầu thực hiện một số nội dung như sau:\n"
        "1. Sở Xây dựng\n- Tăng cường kiểm tra các công trình./."
    )
    frame = record_of(text).document
    assert (frame.kind, frame.title) == ("Công văn", "tăng cường quản lý khoáng sản")


def test_recipients_are_no_actors() -> None:
    record = record_of(
        STATE + BODY + "Nơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn A"
    )
    assert record.document.recipients == ("UBND tỉnh (b/c)", "Lưu: VT")
    assert all(not task.execute for task in record.tasks)


def test_a_decision_that_carries_a_plan_keeps_one_identity() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH AN LẠC\nSố: 32/QĐ-UBND\nAn Lạc, ngày 28 tháng 6 năm 2026\n"
        "QUYẾT ĐỊNH\nVề ban hành Kế hoạch hỗ trợ nhà ở\nCỦ TỊCH\nCăn cứ Luật số 71/2025/QH15;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n"
        "Điều 2. Giám đốc Sở Xây dựng chịu trách nhiệm thi hành./.\nNơi nhận:\n- Như Điều 2;\n"
        "CHỦ TỊCH\nTrần Văn Ba\nKẾ HOẠCH\nHỗ trợ nhà ở\n"
        "(Kèm theo Quyết định số 32/QĐ-UBND ngày 28/6/2026)\nI. NHIỆM VỤ\n1. Rà soát hồ sơ./."
    )
    record = record_of(text)
    assert (record.document.kind, record.document.number) == ("Quyết định", 32)
    assert [task.quote.text for task in record.tasks] == ["Rà soát hồ sơ./."]
    assert [mention.symbol for mention in record.directives] == ["71/2025/QH15"]
