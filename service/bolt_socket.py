"""What a connection has received already is taken at once.

The driver (6.4.1, pinned) reads each message in four parts, and each part as a task of its own with
a timer, whether its bytes wait in memory or not: a tenth or more of what a short answer costs. The
time that the server asks for (``connection.recv_timeout_seconds``) still bounds every wait.
"""

import asyncio

from neo4j._async_compat.network._bolt_socket import AsyncBoltSocketBase

_read_part = AsyncBoltSocketBase.recv_into


def take_what_is_there() -> None:
    """Have every connection of this process read so; asked for again, it changes nothing."""
    AsyncBoltSocketBase.recv_into = _recv_into  # type: ignore[method-assign]


async def _recv_into(self: AsyncBoltSocketBase, buffer: bytearray | memoryview, nbytes: int) -> int:
    if self._read_deadline is not None:  # while connecting
        taken: int = await _read_part(self, buffer, nbytes)
        return taken
    reader = self._reader
    if reader._buffer:  # type: ignore[attr-defined] # read() does not wait then
        found = await reader.read(nbytes)
    else:
        async with asyncio.timeout(self._read_timeout):
            found = await reader.read(nbytes)
    buffer[: len(found)] = found
    return len(found)
