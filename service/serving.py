"""Serving: a port that is taken before anything else starts, and a server that ends in order."""

import asyncio
import errno
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from graph_schema.errors import BadSetting
from service.memory import keep_what_started

GRACE_SECONDS = 1
"""What a request in flight may still take; with the engine's own end it stays below 5 s."""
HEADER_SECONDS = 10.0
"""What a client may take to send the whole header of a request, from the first moment on."""
_BACKLOG = 2048
_CONNECTIONS = 512  # more are answered 503: files of the process stay for those that are served


def take_port(host: str, port: int) -> socket.socket:
    """A socket bound to the address before anything starts; a taken port is refused at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        taken = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadSetting(
            f"Không có địa chỉ {host!r} trên máy này: hãy sửa --host hay DAUMOI_HOST, thường là "
            "127.0.0.1 hoặc 0.0.0.0."
        ) from error
    try:
        if os.name == "posix":  # a port that was let go a moment ago is free
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
    except OSError as error:
        taken.close()
        raise _port_refused(host, port, error) from error
    return taken


def listen(taken: socket.socket) -> None:
    """Let connections in, to wait for whichever process takes them."""
    host, port = taken.getsockname()[:2]
    try:
        taken.listen(_BACKLOG)
    except OSError as error:
        raise _port_refused(host, port, error) from error


def _port_refused(host: str, port: int, error: OSError) -> BadSetting:
    if error.errno == errno.EADDRINUSE:
        return BadSetting(
            f"Cổng {port} trên {host} đang có chương trình khác dùng: hãy dừng chương trình đó, "
            "hoặc chọn cổng khác bằng --port hay DAUMOI_PORT."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return BadSetting(
            f"Không có địa chỉ {host!r} trên máy này: hãy sửa --host hay DAUMOI_HOST, thường là "
            "127.0.0.1 hoặc 0.0.0.0."
        )
    if error.errno == errno.EACCES:
        return BadSetting(
            f"Không có quyền mở cổng {port}: hãy chọn cổng từ 1024 trở lên bằng --port hay "
            "DAUMOI_PORT."
        )
    return BadSetting(f"Không mở được cổng {port} trên {host} ({error.strerror}).")


class _Cycle(Protocol):
    response_complete: bool


class _HeaderDeadline(asyncio.Protocol):
    """Beside uvicorn's protocol: who sends no whole header in time is let go.

    Uvicorn lets a connection wait without end until its first request, or behind a stray byte.
    """

    transport: asyncio.Transport
    cycle: _Cycle | None
    """Of the latest request whose header is whole; uvicorn keeps it."""
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection; its time runs."""
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        """Hand the bytes on; a whole header stops the clock, the next one starts it."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop()
        elif self._timer is None and self._awaits_header():
            self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock."""
        self._stop()
        super().connection_lost(exc)

    def _awaits_header(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _start(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(HEADER_SECONDS, self._let_go)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _let_go(self) -> None:
        self._timer = None
        if self._awaits_header():
            self.transport.close()


def with_header_deadline(protocol: type[asyncio.Protocol]) -> type[asyncio.Protocol]:
    """An HTTP protocol of uvicorn, whichever parser it uses, that lets slow clients go."""
    return type(protocol.__name__, (_HeaderDeadline, protocol), {})


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: this program's order of ending is one for all."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to ``run``."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so once questions are answered."""
        await super().startup(sockets)
        if self.started:
            keep_what_started()
            self._announce()


async def serve_app(
    app: ASGIApp,
    taken: socket.socket,
    announce: Callable[[], None],
    farewell: Callable[[], None] = lambda: None,
) -> None:
    """Answer on the socket until the task is cancelled; then end the requests in flight.

    ``farewell`` lets those go first that would stay without end.
    """
    host, port = taken.getsockname()[:2]
    config = uvicorn.Config(
        app,
        http=with_header_deadline(AutoHTTPProtocol),
        ws="none",
        lifespan="auto",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=_BACKLOG,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config, announce)
    serving = asyncio.create_task(server.serve([taken]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        farewell()
        server.should_exit = True
        await serving
        raise
    except OSError as error:
        raise _port_refused(host, port, error) from error


def address_of(taken: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = taken.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is taken out
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
