"""What was recognised from a picture and is no words goes unread instead of becoming work."""

from dataclasses import replace

import pytest

from loaders.plan import read_extract
from loaders.recognised import is_worded
from tests.loaders.texts import extract_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rà soát các tuyến đường thôn trước ngày 30/6/2026", True),
        ("Phối hợp với UBND xã nghiệm thu công trình", True),
        ("Khuyến khích nghề truyền thống; quét dọn giếng làng", True),
        ("| lI1 ]c~ Wz xTnq 4f", False),
        ("TtJr ]hhg vvn kqz thôn", False),
        ("12 | 34", False),
    ],
)
def test_words_are_told_by_the_syllables_that_vietnamese_has(text: str, expected: bool) -> None:
    assert is_worded(text) is expected


def test_a_recognised_item_that_is_no_words_is_unread_and_not_a_task() -> None:
    text = "KẾ HOẠCH\nSửa đường\nI. NHIỆM VỤ\n1. Rà soát các tuyến đường.\n2. TtJr ]hhg vvn kqz.\n"
    typed = extract_of(text)
    record = read_extract(replace(typed, recognised=True), text.encode(), "quét.pdf")
    assert [task.text for task in record.tasks] == ["Rà soát các tuyến đường."]
    assert ("TtJr ]hhg vvn kqz.", "not-words") in [
        (line.quote.text, line.reason) for line in record.unread
    ]
    assert len(read_extract(typed, text.encode(), "gõ.txt").tasks) == 2
