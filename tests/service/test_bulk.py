"""What a load asks of Python while it makes much, and that it is asked no longer afterwards."""

import gc
import sys

import pytest

from service.memory import making_much


def test_a_load_collects_rarely_and_hands_over_soon_and_leaves_all_as_it_was() -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    with pytest.raises(RuntimeError), making_much():  # noqa: PT012 - the middle is what is told
        assert gc.get_threshold()[0] > before[0][0]
        assert sys.getswitchinterval() < before[1]
        raise RuntimeError
    assert (gc.get_threshold(), sys.getswitchinterval()) == before
