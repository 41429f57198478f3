"""One look a second at the chain of changes, for everybody of this process who listens.

Nobody listens: nothing is read. Listeners that ask the same are shown each event by one read. A
listener that does not keep up is ended, never waited for; by the number of its last event it goes
on where it was.
"""

import asyncio
import contextlib
import contextvars
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from graph_schema.errors import StoreUnavailable
from queries.anchors import Read
from queries.feed import Event, Wanted, read_end, read_events

Show = Callable[[Event], Awaitable[bytes]]
"""What a listener is shown of an event."""
_LOG = logging.getLogger("daumoi.feed")
_SHOWN_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class FeedLimits:
    """The figures of one process."""

    pause: float = 1.0
    """Seconds between two looks."""
    listeners: int = 200
    waiting: int = 256
    """Events that wait for a slow listener before it is ended."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is sent; the number stands with the last one of its change that is told.

    Whoever comes back with a number was told all of that change: nothing of it comes again.
    """

    seq: int | None
    content: bytes


class End:
    """Why a listener hears nothing more."""


TOO_SLOW: Final = End()
STOPPING: Final = End()
FAULT: Final = End()


@dataclass(eq=False, slots=True)
class Listener:
    """Somebody who listens, and what waits for them."""

    key: Hashable
    """The same for all who are shown the same."""
    wanted: Wanted
    show: Show
    queue: asyncio.Queue[Told | End] = field(default_factory=asyncio.Queue)
    ended: bool = False
    after: int = 0
    """The number after which it is told as things come."""

    def give(self, told: Told, most: int) -> None:
        """Let an event wait for it; one too many ends it."""
        if self.ended:
            return
        if self.queue.qsize() >= most:
            self.end(TOO_SLOW)
        else:
            self.queue.put_nowait(told)

    def end(self, why: End) -> None:
        """Nothing more comes after what waits."""
        if not self.ended:
            self.ended = True
            self.queue.put_nowait(why)


class TooManyListeners(Exception):
    """This process tells as many as it may."""


class Feed:
    """Reads the chain for all listeners of this process."""

    def __init__(self, read: Read, limits: FeedLimits | None = None) -> None:
        """``read`` runs one statement."""
        self.limits = limits or FeedLimits()
        self._read = read
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._seq = 0
        self._stopping = False
        self._wake = asyncio.Event()

    @property
    def listening(self) -> int:
        """How many listen."""
        return len(self._listeners)

    async def listen(self, listener: Listener, last_seen: int | None = None) -> tuple[int, int]:
        """Tell this one from now on; ``past`` holds what it missed since what it has seen last.

        Answers the numbers after which, and up to which, it missed something.
        """
        if self._stopping or len(self._listeners) >= self.limits.listeners:
            raise TooManyListeners
        end = await read_end(self._read)
        if not self._listeners:
            self._seq = end
        listener.after = max(end, self._seq)
        self._listeners.add(listener)
        if self._task is None or self._task.done():
            # A context of its own: what the first one's request must see is no matter of others.
            looking = asyncio.get_running_loop().create_task
            self._task = looking(self._look(), context=contextvars.Context())
        return (listener.after if last_seen is None else last_seen), listener.after

    def leave(self, listener: Listener) -> None:
        """Tell this one nothing more; when nobody is left, nothing is read."""
        self._listeners.discard(listener)
        if not self._listeners:
            self._wake.set()

    def stop(self) -> None:
        """Let everybody go."""
        self._stopping = True
        self._wake.set()
        for listener in self._listeners:
            listener.end(STOPPING)

    async def past(self, listener: Listener, after: int, until: int) -> AsyncGenerator[Told, None]:
        """What came about before it listened."""
        while after < until and not listener.ended:
            reached, events = await read_events(self._read, after)
            for seq, wanted in listener.wanted.of(e for e in events if e.seq <= until):
                for event in wanted:
                    number = seq if event is wanted[-1] else None
                    yield Told(number, await listener.show(event))
            if reached == after:
                return
            after = reached

    async def _look(self) -> None:
        """Look while somebody listens; a read that has begun is ended, never cut short."""
        while self._listeners and not self._stopping:
            try:
                await self._catch_up()
            except StoreUnavailable as error:
                _LOG.warning("the chain of changes is not read: %s", error.__cause__ or error)
            except Exception:
                _LOG.exception("the chain of changes is not told")
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.limits.pause):
                    await self._wake.wait()

    async def _catch_up(self) -> None:
        while True:
            reached, events = await read_events(self._read, self._seq)
            for seq, change in groupby(events, key=lambda event: event.seq):
                await self._tell(seq, tuple(change))
                self._seq = seq
            if reached == self._seq and not events:
                return
            self._seq = reached

    async def _tell(self, seq: int, change: Sequence[Event]) -> None:
        """What came of one change; equal listeners want the same of it."""
        groups: dict[Hashable, list[Listener]] = {}
        for listener in self._listeners:
            if listener.after < seq:
                groups.setdefault(listener.key, []).append(listener)
        turns = asyncio.Semaphore(_SHOWN_AT_ONCE)

        async def tell(group: list[Listener]) -> None:
            for _, wanted in group[0].wanted.of(change):
                for event in wanted:
                    async with turns:
                        content = await group[0].show(event)
                    for listener in group:
                        told = Told(seq if event is wanted[-1] else None, content)
                        listener.give(told, self.limits.waiting)
                    await asyncio.sleep(0)  # those who listen take what waits for them

        async def tell_or_end(group: list[Listener]) -> None:
            try:
                await tell(group)
            except Exception:
                _LOG.exception("change %d is not told to %d listeners", seq, len(group))
                for listener in group:
                    listener.end(FAULT)

        await asyncio.gather(*map(tell_or_end, groups.values()))


async def next_of(listener: Listener, seconds: float) -> Told | End | None:
    """What waits for a listener; None when nothing came for so long."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await listener.queue.get()
    return None
