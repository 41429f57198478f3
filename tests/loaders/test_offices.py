"""Offices are cut into a title and the unit it is held in."""

import pytest

from loaders.offices import split_offices


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Chủ tịch UBND phường", [("Chủ tịch", "UBND phường", 1)]),
        (
            "Phó Chủ tịch thường trực Ủy ban nhân dân phường",
            [("Phó Chủ tịch thường trực", "Ủy ban nhân dân phường", 2)],
        ),
        (
            "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh",
            [("Phó Bí thư", "Tỉnh ủy", 3), ("Chủ tịch", "UBND tỉnh", 1)],
        ),
        (
            "Trưởng Ban xây dựng Đảng - Trưởng Tiểu ban",
            [
                ("Trưởng Ban xây dựng Đảng", "Ban xây dựng Đảng", 1),
                ("Trưởng Tiểu ban", None, 1),
            ],
        ),
        (
            "Trưởng phòng Văn hóa, Thể thao và Du lịch",
            [
                (
                    "Trưởng phòng Văn hóa, Thể thao và Du lịch",
                    "Phòng Văn hóa, Thể thao và Du lịch",
                    1,
                )
            ],
        ),
        ("Giám đốc Sở", [("Giám đốc", None, 1)]),
        ("Phó giám đốc", [("Phó giám đốc", None, 3)]),
        (
            "Phó chủ tịch Thường trực, phụ trách lĩnh vực kinh tế",
            [("Phó chủ tịch Thường trực", None, 2)],
        ),
        ("Phó Chủ tịch UBND xã phụ trách", [("Phó Chủ tịch", "UBND xã", 3)]),
        ("Phó Chủ tịch UBND xã phụ trách lĩnh vực kinh tế", [("Phó Chủ tịch", "UBND xã", 3)]),
        (
            "Phó Bí thư Thường trực Đảng ủy xã phụ trách chung",
            [("Phó Bí thư Thường trực", "Đảng ủy xã", 2)],
        ),
        ("Trưởng Công an phường", [("Trưởng Công an phường", "Công an phường", 1)]),
    ],
)
def test_an_office_is_a_title_and_a_unit(
    printed: str, expected: list[tuple[str, str | None, int]]
) -> None:
    assert [(o.title, o.unit, o.rank) for o in split_offices(printed)] == expected
