"""A real server over a store, and a real client that listens to its events."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx2 as httpx

from service.app import create_app
from service.feed import Feed, FeedLimits
from service.gate import Gate, LocalGate
from service.serving import serve_app, take_port
from service.store import Store
from tests.processes import patience

TOKEN = "a-token-of-this-test"
QUICK = FeedLimits(pause=0.05)


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers on a socket."""

    client: httpx.AsyncClient
    feed: Feed
    running: "asyncio.Task[None]"


@asynccontextmanager
async def served(
    store: Store, limits: FeedLimits = QUICK, gate: Gate | None = None
) -> AsyncIterator[Served]:
    """Serve on a free port of this machine."""
    ready, feed = asyncio.Event(), Feed(store.read, limits)
    app = create_app(store, gate=gate or LocalGate(TOKEN), feed=feed, secret="a-secret-of-a-test")
    with take_port("127.0.0.1", 0) as taken:
        running = asyncio.create_task(serve_app(app, taken, ready.set, feed.stop))
        await ready.wait()
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        try:
            async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
                yield Served(client, feed, running)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


@dataclass(frozen=True, slots=True)
class Heard:
    """One event."""

    event: str
    id: str | None
    data: Any


class Stream:
    """The events of one connection, one by one."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> Heard | None:
        """The next event; None when the connection ends."""
        found: dict[str, str] = {}
        async with asyncio.timeout(patience(20)):
            async for line in self._lines:
                if line.startswith(":"):
                    continue
                if not line and found:
                    data = json.loads(found["data"]) if found.get("data") else None
                    return Heard(found["event"], found.get("id"), data)
                name, _, value = line.partition(": ")
                if name:
                    found[name] = value
        return None


@asynccontextmanager
async def listening(
    client: httpx.AsyncClient, query: str, variables: object = None, **headers: str
) -> AsyncIterator[Stream]:
    """Subscribe; the answer's head has come."""
    body = {"query": query, "variables": variables}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = {"Accept": "text/event-stream"}
    async with client.stream("POST", "/graphql", json=body, headers=kind | named) as response:
        yield Stream(response)
