"""Names that may be of one unit, and names that have nothing in common."""

import pytest

from loaders.alike import are_alike


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội", True),
        ("UBND xã Đồng Mây", "Ủy ban nhân dân xã Đồng Mây", True),
        ("Ban CHQS xã", "Ban Chỉ huy Quân sự xã", True),
        ("Phòng Kinh tế", "Phòng Kinh tế xã", True),
        ("Phòng Kinh Tế", "Phòng Kinh tê", True),
        ("Phòng Kinh tế", "Công an xã", False),
        ("Trạm Y tế xã", "Hội Nông dân xã", False),
        ("Ban Quản lý dự án", "Phòng Kinh tế", False),
    ],
)
def test_two_names_are_alike_or_strange_to_each_other(
    first: str, second: str, *, alike: bool
) -> None:
    assert are_alike(first, second) is alike
    assert are_alike(second, first) is alike
