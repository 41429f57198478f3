"""Sessions of the driver for single reads: each is used again for a few seconds.

The driver (6.4.1) checks a whole configuration whenever a session is made, which costs a third of a
short read. A session holds no connection between reads; which database is the user's own it
remembers no longer than ``_KEPT_SECONDS``, and bookmarks of its own not at all (``NoBookmarks``).
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping

from neo4j import AsyncSession, Bookmarks, Query
from neo4j.api import AsyncBookmarkManager

_Make = Callable[[Bookmarks | None], AsyncSession]

_KEPT_SECONDS = 5.0
_IDLE_MOST = 50


class NoBookmarks(AsyncBookmarkManager):
    """Of one server: a session sends no bookmark of what it read before, which may be gone."""

    async def get_bookmarks(self) -> tuple[str, ...]:
        """None."""
        return ()

    async def update_bookmarks(
        self, previous_bookmarks: Iterable[str], new_bookmarks: Iterable[str]
    ) -> None:
        """Nothing is kept."""


class ReadSessions:
    """Hands each read a session that no other read has at that time."""

    def __init__(self, make: _Make, clock: Callable[[], float] = time.monotonic) -> None:
        """Make sessions in this way when none is at rest."""
        self._make = make
        self._clock = clock
        self._idle: list[tuple[float, AsyncSession]] = []
        self._closed = False

    async def values(
        self, query: Query, parameters: Mapping[str, object], marks: Bookmarks | None
    ) -> list[list[object]]:
        """The rows of one statement, from a database that is as far as these bookmarks.

        A session that failed, was cut off or was given bookmarks is not used again.
        """
        made, session = await self._take(marks)
        try:
            # The one auto-commit statement of the program: it reads (see tests/spy.py).
            result = await session.run(query, dict(parameters))
            rows: list[list[object]] = await result.values()
        except BaseException as error:
            if isinstance(error, asyncio.CancelledError):
                session.cancel()  # an answer that may still come is nobody's
            await session.close()
            raise
        if marks is None and len(self._idle) < _IDLE_MOST and not self._closed:
            self._idle.append((made, session))
        else:
            await session.close()
        return rows

    async def aclose(self) -> None:
        """Let those at rest go, and those that come back from now on."""
        self._closed = True
        while self._idle:
            await self._idle.pop()[1].close()

    async def _take(self, marks: Bookmarks | None) -> tuple[float, AsyncSession]:
        now = self._clock()
        while self._idle and marks is None:
            made, session = self._idle.pop()
            if now - made < _KEPT_SECONDS:
                return made, session
            await session.close()
        return now, self._make(marks)
