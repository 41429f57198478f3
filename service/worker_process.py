"""One worker of ``daumoi serve --workers``: answers on the socket that the supervisor took.

Its standard input is a pipe that the supervisor alone holds: the first line says what to serve
(passwords stand there and nowhere else), its end means that the supervisor is gone.
"""

import asyncio
import logging
import os
import socket
import sys
from collections.abc import Coroutine, Mapping
from dataclasses import asdict, dataclass
from typing import cast

from graph_schema import json_text
from service.answering import Secrets, answer_on
from service.console import log_into, speak_utf8
from service.offer import offer_of
from service.running import Stopped, run
from service.settings import load_settings
from service.store import join_store

READY = b"ready\n"
_LOG = logging.getLogger("daumoi.worker")


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is told: the socket it inherits, the database, the shared secrets."""

    slot: int
    descriptor: int
    settings: Mapping[str, str]
    uri: str
    auth: tuple[str, str] | None
    database: str | None
    token: str
    secret: str

    def line(self) -> bytes:
        """As it goes through the pipe."""
        return json_text.dumps(asdict(self)) + b"\n"


def read_order(line: bytes) -> Order:
    """What the supervisor has said."""
    said = cast(dict[str, object], json_text.loads(line))
    auth = said["auth"]
    user, password = auth if isinstance(auth, list) else (None, None)
    return Order(
        slot=int(str(said["slot"])),
        descriptor=int(str(said["descriptor"])),
        settings=cast(Mapping[str, str], said["settings"]),
        uri=str(said["uri"]),
        auth=None if auth is None else (str(user), str(password)),
        database=None if said["database"] is None else str(said["database"]),
        token=str(said["token"]),
        secret=str(said["secret"]),
    )


def main() -> None:
    """Serve until a signal, or until the supervisor's pipe ends."""
    speak_utf8()
    order = read_order(sys.stdin.buffer.readline())
    settings = load_settings(**order.settings)
    log_into(settings.data_folder, f"daumoi-{order.slot}.log")
    with socket.socket(fileno=order.descriptor) as taken:

        async def serve() -> None:
            async with join_store(order.uri, order.auth, order.database) as store:
                offer, shared = offer_of(settings), Secrets(order.token, order.secret)
                await answer_on(taken, store, settings, offer, shared, _say_ready)

        try:
            run(lambda: _until_alone(serve()))
        except Stopped:
            _LOG.info("worker %d has ended in order", order.slot)


async def _until_alone(serving: Coroutine[object, object, None]) -> None:
    """Serve until the supervisor is gone, at the start too, and end in order."""
    task = asyncio.ensure_future(serving)
    _pipe_ended().add_done_callback(lambda _: task.cancel())
    await task


def _pipe_ended() -> "asyncio.Future[None]":
    """Done when the supervisor holds the pipe no longer."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def look() -> None:
        if not os.read(sys.stdin.fileno(), 1024) and not ended.done():
            loop.remove_reader(sys.stdin.fileno())
            ended.set_result(None)

    loop.add_reader(sys.stdin.fileno(), look)
    return ended


def _say_ready() -> None:
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
