"""Serving over a real socket: who sends no whole request header is let go, nobody else is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from service import serving
from service.app import create_app
from service.serving import serve_app, take_port
from tests.processes import patience
from tests.service.answering import FixedStore

SECONDS = 0.5
HEADER = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = HEADER + b"\r\n"


@pytest.fixture(params=[H11Protocol, HttpToolsProtocol])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers that uvicorn knows, with a deadline that a test can wait for."""
    monkeypatch.setattr(serving, "AutoHTTPProtocol", request.param)
    monkeypatch.setattr(serving, "HEADER_SECONDS", SECONDS)


@asynccontextmanager
async def service() -> AsyncIterator[int]:
    ready = asyncio.Event()
    with take_port("127.0.0.1", 0) as taken:
        running = asyncio.create_task(serve_app(create_app(FixedStore()), taken, ready.set))
        await ready.wait()
        try:
            yield taken.getsockname()[1]
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(WHOLE)
    assert b" 200 " in await reader.readline()
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.splitlines() if line.startswith(b"content-length"))
    await reader.readexactly(int(length.split(b":")[1]))


async def seconds_until_closed(port: int, *, whole: int, then: bytes) -> float:
    """Ask so many whole questions, then send these bytes one by one, each after a while."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    clock = asyncio.get_running_loop().time
    for _ in range(whole):
        await ask(reader, writer)
    started = clock()

    async def trickle() -> None:
        for byte in then:
            writer.write(bytes([byte]))
            await asyncio.sleep(SECONDS / 4)

    trickling = asyncio.create_task(trickle())
    try:
        async with asyncio.timeout(patience(4 * SECONDS)):
            with suppress(ConnectionResetError):
                await reader.read()
    finally:
        trickling.cancel()
        writer.close()
    return clock() - started


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("whole", "then"), [(0, b""), (0, HEADER), (2, HEADER)])
async def test_a_connection_without_a_whole_header_is_let_go_in_time(
    whole: int, then: bytes
) -> None:
    async with service() as port:
        assert await seconds_until_closed(port, whole=whole, then=then) >= 0.9 * SECONDS


@pytest.mark.usefixtures("parser")
async def test_a_connection_that_asks_now_and_then_is_kept() -> None:
    async with service() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(3):
            await ask(reader, writer)
            await asyncio.sleep(1.2 * SECONDS)
        writer.close()


def test_a_real_service_lets_a_client_go_within_fifteen_seconds() -> None:
    assert 0 < serving.HEADER_SECONDS <= 15
