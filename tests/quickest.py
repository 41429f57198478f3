"""How long work takes at its quickest, for a test that promises seconds or a proportion.

Other work on the machine only ever adds to it, so work that has become too slow is too slow in
every try, and work that is quick enough shows it in one of them. Of a proportion, both sides are
taken at their quickest; the short one is tried several times before they are compared.
"""

import gc
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

TRIES = 10
_SHORT_TRIES = 5


def quickest(work: Callable[[], object], within: float) -> float:
    """Seconds of the processor, of the first try that is within these or else of the best."""
    best = float("inf")
    for _ in range(TRIES):
        best = min(best, seconds_of(work))
        if best <= within:
            break
    return best


async def quickest_answer(ask: Callable[[int], Awaitable[object]], within: float) -> float:
    """Seconds from asking to the answer, as ``quickest`` has them.

    What is asked is told how often it was asked before, so that it can differ from try to try.
    """
    best = float("inf")
    for before in range(TRIES):
        began = time.perf_counter()
        await ask(before)
        best = min(best, time.perf_counter() - began)
        if best <= within:
            break
    return best


def grows_by_no_more(
    short: Callable[[], float], long: Callable[[], float], times: float, more: float
) -> bool:
    """Whether the long work takes at most so many times the short one's seconds, and these more.

    Both tell their seconds.
    """
    quick, slow = min(short() for _ in range(_SHORT_TRIES)), float("inf")
    for _ in range(TRIES):
        slow = min(slow, long())
        if slow <= times * quick + more:
            return True
        quick = min(quick, short())
    return False


def seconds_of(work: Callable[[], object]) -> float:
    """Of the processor, for this work and its own garbage alone."""
    with _nothing_else_collected():
        began = time.process_time()
        work()
        return time.process_time() - began


@contextmanager
def _nothing_else_collected() -> Iterator[None]:
    """What is in memory already is not gone through: it is of the tests before."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
