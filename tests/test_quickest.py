"""The clock of tests that promise seconds: noise passes by, what is slow every time does not."""

from collections.abc import Callable, Sequence
from itertools import chain, repeat

import pytest

from tests.quickest import grows_by_no_more


def _telling(seconds: Sequence[float]) -> Callable[[], float]:
    left = chain(seconds, repeat(seconds[-1]))
    return lambda: next(left)


@pytest.mark.parametrize(
    ("short", "long", "holds"),
    [
        ([1.0], [4.0], True),
        ([1.0], [16.0], False),  # a square
        ([1.0], [30.0, 15.0, 4.0], True),  # noise
        ([1.0, 0.1, 1.0], [4.0], False),  # the short one is what it takes at its quickest
        ([5.0, 5.0, 1.0], [16.0], False),  # noise
        ([1.7, 1.7, 1.7, 1.0], [16.0], False),
    ],
)
def test_growth_is_told_from_noise(
    short: Sequence[float], long: Sequence[float], holds: bool
) -> None:
    assert grows_by_no_more(_telling(short), _telling(long), times=10, more=0.0) is holds
