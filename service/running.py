"""Running until the end or until a signal: one order of ending for every command.

SIGINT, SIGTERM and SIGHUP all mean the same: what is open is closed in order, the engine last.
"""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TypeVar

import uvicorn

_T = TypeVar("_T")

_STOPPING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Stopped(Exception):
    """The user asked the program to end, and it has ended in order."""


def run(work: Callable[[], Coroutine[object, object, _T]]) -> _T:
    """Run to the end, or until a signal asks to stop; what is open is closed in order."""
    loop_factory = uvicorn.Config(app="", loop="auto", log_config=None).get_loop_factory()
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        try:
            return runner.run(_until_stopped(work()))
        except (asyncio.CancelledError, KeyboardInterrupt) as error:
            raise Stopped from error


async def _until_stopped(work: Coroutine[object, object, _T]) -> _T:
    task = asyncio.ensure_future(work)

    def stop() -> None:
        if not task.cancelling():  # a second Ctrl+C does not cut the first one's order short
            task.cancel()

    for number in _STOPPING:
        with suppress(NotImplementedError):  # Windows: the runner itself takes Ctrl+C
            asyncio.get_running_loop().add_signal_handler(number, stop)
    return await task
