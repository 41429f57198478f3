"""How far work on many rows is, told on stderr where it takes long."""

import time

from service.console import print_line

_EVERY = 5.0
"""Seconds between two lines: what is done sooner says nothing."""


class Told:
    """Counts rows that are done, and tells of them now and then."""

    def __init__(self, total: int, words: str) -> None:
        """Begin to count up to so many."""
        self._total, self._words = total, words
        self._done, self._last = 0, time.monotonic()

    def more(self, rows: int) -> None:
        """So many more are done."""
        self._done += rows
        if time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            print_line(f"[{self._done}/{self._total}] {self._words} …")
