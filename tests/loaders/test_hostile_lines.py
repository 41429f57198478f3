"""A line of one phrase over and over costs in proportion to its length, whatever the phrase."""

import pytest

from tests.loaders.texts import record_of
from tests.quickest import grows_by_no_more, seconds_of

_HEAD = "ỦY BAN NHÂN DÂN XÃ A\nSố: 1/KH-UBND\nKẾ HOẠCH\nThử\n"
_TASKS, _GOALS = "II. NHIỆM VỤ\n1. ", "II. MỤC TIÊU\n1. "
PHRASES = [
    (_TASKS, "Phòng Kinh tế, "),
    (_TASKS, "Phòng Kinh tế và "),
    (_TASKS, "đồng chí A, "),
    (_TASKS, "; giao Sở A "),
    (_TASKS, "phối hợp với Sở A "),
    (_TASKS, "Kế hoạch số 1/KH-UBND "),
    (_TASKS, "báo cáo UBND xã "),
    (_TASKS, "quý I/2026, "),
    (_TASKS, "95% hộ; "),
    (_GOALS, "ngày 25 hằng tháng "),
    (_GOALS, "Giai đoạn 2026-2030 "),
    (_GOALS, "95% hộ; "),
    (_GOALS, "ít nhất 5 hộ, "),
]
_SHORT, _FACTOR = 2_500, 4
_ALLOWED = 2.5
"""Times the proportional cost: a square would be four times it, and a busy machine is uneven."""


@pytest.mark.parametrize(("section", "phrase"), PHRASES)
def test_four_times_the_phrases_cost_about_four_times_as_much(section: str, phrase: str) -> None:
    short, long = (
        _HEAD + section + phrase * (letters // len(phrase)) + "\n"
        for letters in (_SHORT, _SHORT * _FACTOR)
    )
    assert grows_by_no_more(
        lambda: seconds_of(lambda: record_of(short)),
        lambda: seconds_of(lambda: record_of(long)),
        times=_ALLOWED * _FACTOR,
        more=0.02,
    )
