"""The garbage collector, of a service that runs for long and of a load that makes much."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# An answer is a few thousand lists that live together and end together. By measurement (docs/
# performance.md): the longest pauses come from walking over what the start made, again and again.
_YOUNG, _MIDDLE, _OLD = 10_000, 20, 50
_TURN_SECONDS = 0.0005
"""A thread that makes rows lets the one that talks to the database go on after so long."""


def keep_what_started() -> None:
    """Never look again at schema, modules and tables; collect what questions leave more rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


@contextmanager
def making_much() -> Iterator[None]:
    """While rows are made in one thread and sent in another: rare collections, short turns.

    Of Python's own five milliseconds, each answer of the database would wait for one turn.
    """
    thresholds, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(2 * _YOUNG, _MIDDLE, _OLD)
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(turn)
