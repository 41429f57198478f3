"""Headers and signatures whose two columns stand on the same lines."""

import pytest

from tests.loaders.texts import record_of

_BODY = "\nKẾ HOẠCH\nPhát triển du lịch\nI. NHIỆM VỤ\n1. Rà soát quỹ đất.\n"
_WIDE = """ĐẢNG BỘ TỈNH SÔNG HOA                      ĐẢNG CỘNG SẢN VIỆT NAM
BAN CHẤP HÀNH ĐẢNG BỘ XÃ
       BẾN LAU                             Bến Lau, ngày 17 tháng 6 năm 2026
          *
     Số 09-KH/ĐU
"""
_FRONT = """ỦY BAN MTTQ VIỆT NAM            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      XÃ BẾN LAU                     Độc lập - Tự do - Hạnh phúc
    BAN THƯỜNG TRỰC
   Số:      /KH-MTTQ-BTT             Bến Lau, ngày      tháng 10 năm 2026
"""
_SINGLE = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SÔNG HOA Độc lập - Tự do - Hạnh phúc
Số: 14/KH-UBND Sông Hoa, ngày 28 tháng 5 năm 2026
"""
_SHOUTED = """ỦY BAN NHÂN DÂN
XÃ BẾN LAU Độc lập - Tự do - Hạnh phúc
Số: 14/KH-UBND
BẾN LAU Bến Lau, ngày 28 tháng 5 năm 2026
"""


@pytest.mark.parametrize(
    ("header", "issuer", "place", "symbol", "date"),
    [
        (_WIDE, "Ban chấp hành đảng bộ xã Bến Lau", "xã Bến Lau", "KH/ĐU", "2026-06-17"),
        (
            _FRONT,
            "Ban Thường trực ủy ban MTTQ Việt Nam xã Bến Lau",
            "xã Bến Lau",
            "KH-MTTQ-BTT",
            "2026-10",
        ),
        (_SINGLE, "Ủy ban nhân dân tỉnh Sông Hoa", "tỉnh Sông Hoa", "KH-UBND", "2026-05-28"),
        (_SHOUTED, "Ủy ban nhân dân xã Bến Lau", "xã Bến Lau", "KH-UBND", "2026-05-28"),
    ],
)
def test_columns_on_the_same_lines_are_read_each_for_itself(
    header: str, issuer: str, place: str, symbol: str, date: str
) -> None:
    frame = record_of(header + _BODY).document
    assert (frame.issuer or "").lower() == issuer.lower()
    assert (frame.place, frame.symbol) == (place, symbol)
    assert str(frame.date and frame.date.code) == date


@pytest.mark.parametrize(
    "name", ["Rơ Châm H’Yéo", "Rơ Châm H'Yéo", "Y Blăng Niê", "K’Brơi Mlô", "Ksor H’Lan"]
)
@pytest.mark.parametrize("office", ["TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "CHỦ TỊCH"])
def test_a_signer_is_known_by_any_name(name: str, office: str) -> None:
    record = record_of(f"{_SINGLE}{_BODY}\nNơi nhận:\n- Lưu: VT.\n{office}\n\n{name}\n")
    assert record.document.signer is not None
    assert record.document.signer.name == name
    assert record.notes == ()


def test_a_signature_without_a_name_is_told() -> None:
    record = record_of(f"{_SINGLE}{_BODY}\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n")
    assert record.document.signer is None
    assert [note.code for note in record.notes] == ["NO_SIGNER"]


@pytest.mark.parametrize(
    ("tail", "recipients"),
    [
        (
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
            ["Như trên", "Lưu: VT"],
        ),
        ("TL. CHỦ TỊCH\nNơi nhận: CHÁNH VĂN PHÒNG\n- Như trên;", ["Như trên"]),
        ("Nơi nhận: Như trên; - Lưu: VT.\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", ["Như trên", "Lưu: VT"]),
    ],
)
def test_a_signature_on_a_line_of_the_recipients_is_none_of_them(
    tail: str, recipients: list[str]
) -> None:
    frame = record_of(f"{_SINGLE}{_BODY}\n{tail}\n\nTôn Thất Hưng\n").document
    assert list(frame.recipients) == recipients
    assert frame.signer is not None
    assert (frame.signer.acting, frame.signer.position) == ("TL. CHỦ TỊCH", "Chánh Văn phòng")
