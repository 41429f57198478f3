"""A service that dies by -9 at a write that it is told of: ``cut_short ARMED WORDS…``.

While the file ARMED says ``before``, the next write dies when all is said and nothing is committed;
``after``: when it is committed, and nobody has been told. WORDS are those of ``daumoi``.
"""

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from neo4j import AsyncManagedTransaction, AsyncSession

from service.__main__ import run_command

_T = TypeVar("_T")


def _arm(armed: Path) -> None:
    write = AsyncSession.execute_write

    async def cut(
        session: AsyncSession,
        work: Callable[..., Awaitable[_T]],
        *given: object,
        **named: object,
    ) -> _T:
        moment = armed.read_text() if armed.exists() else ""

        async def wholly(tx: AsyncManagedTransaction, /, *given: object, **named: object) -> _T:
            done = await work(tx, *given, **named)
            _die(moment == "before")
            return done

        done = await write(session, wholly, *given, **named)
        _die(moment == "after")
        return done

    AsyncSession.execute_write = cut  # type: ignore[method-assign, assignment]


def _die(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _arm(Path(sys.argv[1]))
    sys.exit(run_command(sys.argv[2:]))
