"""How the driver's connections read: what is there without waiting, the rest within their time."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Protocol, cast

import pytest
from neo4j._async.io._bolt._bolt_socket import AsyncBoltSocket
from neo4j._exceptions import SocketDeadlineExceededError

from service.bolt_socket import take_what_is_there
from service.memory import keep_what_started

Server = Callable[[asyncio.StreamWriter], Coroutine[object, object, None]]


class Socket(Protocol):
    """What the driver does with a connection."""

    async def recv_into(self, buffer: memoryview, nbytes: int) -> int:
        """Some bytes, at least one; none when the other side has closed."""

    def set_read_timeout(self, timeout: float) -> None:
        """Bound each wait."""

    def set_read_deadline(self, deadline: float) -> None:
        """Bound all waits together."""


@asynccontextmanager
async def _connected(serve: Server) -> AsyncIterator[Socket]:
    take_what_is_there()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(writer)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            yield cast(Socket, AsyncBoltSocket(reader, None, writer))
        finally:
            writer.close()


async def _read(socket: Socket, size: int) -> bytes:
    buffer, used = bytearray(size), 0
    while used < size:
        count = await socket.recv_into(memoryview(buffer)[used:], size - used)
        if not count:
            break
        used += count
    return bytes(buffer[:used])


async def test_bytes_that_come_in_pieces_are_read_whole_and_in_order() -> None:
    async def serve(writer: asyncio.StreamWriter) -> None:
        for piece in (b"a", b"bcd", b"e", b"fghij"):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.02)

    async with _connected(serve) as socket:
        socket.set_read_timeout(5)
        assert [await _read(socket, 2), await _read(socket, 6)] == [b"ab", b"cdefgh"]
        assert [await _read(socket, 2), await _read(socket, 4)] == [b"ij", b""]


async def test_bytes_that_are_there_cost_no_task_of_their_own() -> None:
    async def serve(writer: asyncio.StreamWriter) -> None:
        writer.write(bytes(1000))
        await writer.drain()

    made: list[object] = []
    reading = asyncio.current_task()

    def note(
        loop: asyncio.AbstractEventLoop, work: Coroutine[object, object, object], **more: object
    ) -> asyncio.Task[object]:
        if asyncio.current_task(loop) is reading:  # others of this loop go on with their own
            made.append(work)
        return asyncio.Task(work, loop=loop)

    async with _connected(serve) as socket:
        socket.set_read_timeout(5)
        await _read(socket, 10)
        asyncio.get_running_loop().set_task_factory(note)  # type: ignore[arg-type]
        for _ in range(90):
            await _read(socket, 11)
        asyncio.get_running_loop().set_task_factory(None)
    assert made == []


@pytest.mark.parametrize("bound", ["timeout", "deadline"])
async def test_a_server_that_is_silent_is_given_up_in_time(bound: str) -> None:
    async def serve(writer: asyncio.StreamWriter) -> None:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.3)

    async with _connected(serve) as socket:
        if bound == "timeout":
            socket.set_read_timeout(0.1)
        else:
            socket.set_read_deadline(0.1)
        with pytest.raises((TimeoutError, SocketDeadlineExceededError)):
            await asyncio.wait_for(_read(socket, 2), 0.28)


def test_what_the_start_has_made_is_not_walked_over_again() -> None:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # as Python starts, whatever served in this process before
    try:
        keep_what_started()
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] > 700
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
