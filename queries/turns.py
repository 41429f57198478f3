"""Turns at what costs much: so many at one time, the others wait a moment or are refused."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph_schema.errors import StoreUnavailable


@asynccontextmanager
async def turn(turns: asyncio.Semaphore, seconds: float, refusal: str) -> AsyncIterator[None]:
    """One turn; ``refusal`` is the sentence for who waited so many seconds in vain."""
    try:
        async with asyncio.timeout(seconds):
            await turns.acquire()
    except TimeoutError:
        raise StoreUnavailable(refusal) from None
    try:
        yield
    finally:
        turns.release()
