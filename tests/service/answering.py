"""The application in a test: asked over ASGI, with a store or with what stands in for one."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2 as httpx
import uvicorn
from starlette.types import ASGIApp

from graph_schema.errors import StoreUnavailable
from service.app import create_app
from service.offer import Offer
from service.store import Store

GRAPHQL_JSON = "application/graphql-response+json"


class FixedStore(Store):
    """A store that answers every statement with the same rows, or with the same error."""

    def __init__(
        self, rows: list[list[object]] | None = None, error: Exception | None = None
    ) -> None:
        self.engine_name = "fixed"
        self.asked = 0
        self._rows: list[list[object]] = [[[[], 0]]] if rows is None else rows
        self._error = error

    async def read(
        self, cypher: str, parameters: Mapping[str, object], timeout: float = 5.0
    ) -> list[list[object]]:
        """The same rows, or the error."""
        self.asked += 1
        if self._error is not None:
            raise self._error
        return self._rows

    async def ready(self) -> bool:
        """Unless it is the error of a store that is away."""
        return not isinstance(self._error, StoreUnavailable)


@asynccontextmanager
async def client_of(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a socket."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


@asynccontextmanager
async def asking(store: Store, offer: Offer | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the whole application over a store."""
    async with client_of(create_app(store, offer=offer)) as client:
        yield client


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """The address of the application on a real socket."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, ws="none", log_config=None))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await running


async def post(client: httpx.AsyncClient, text: str, /, **variables: object) -> httpx.Response:
    """A question as a modern client asks it."""
    return await client.post(
        "/graphql",
        json={"query": text, "variables": variables},
        headers={"accept": GRAPHQL_JSON},
    )


async def data_of(client: httpx.AsyncClient, text: str, /, **variables: object) -> Any:  # noqa: ANN401
    """The data of an answer without errors."""
    answer = await post(client, text, **variables)
    body = answer.json()
    assert "errors" not in body, body
    return body["data"]
