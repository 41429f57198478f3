"""One step ahead: what comes next is made in a thread while what came last is used."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


async def ahead(items: Iterable[_T]) -> AsyncGenerator[_T]:
    """The items, in their order; the maker of them runs in one thread at a time."""
    stream = iter(items)

    def step() -> list[_T]:
        return list(islice(stream, 1))

    coming = asyncio.create_task(asyncio.to_thread(step))
    try:
        while made := await coming:
            coming = asyncio.create_task(asyncio.to_thread(step))
            yield made[0]
    finally:
        coming.cancel()
