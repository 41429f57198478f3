"""Clients that go away while they are being answered leave nothing behind."""

import asyncio
import json
import os

import httpx2 as httpx

from service.app import create_app
from service.store import Store
from tests.processes import patience
from tests.queries.seed import load_all
from tests.service.answering import served

_GONE, _AT_ONCE, _SPARE = 1_000, 50, 5
_BODY = json.dumps({"query": "{ tasks { totalCount nodes { id text leads { name } } } }"}).encode()
_ASKED = (
    b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n" % len(_BODY)
) + _BODY


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


async def _ask_and_go(port: int, turn: int) -> None:
    """Ask, and break off at once, or after the server has begun to answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_ASKED)
    await writer.drain()
    await asyncio.sleep(0.002 * (turn % 5))
    writer.transport.abort()


async def test_a_thousand_clients_who_go_away_leave_no_question_and_no_descriptor(
    store: Store,
) -> None:
    await load_all(store)
    async with served(create_app(store)) as address, httpx.AsyncClient(base_url=address) as client:
        await _ask_at_once(client)
        port, before, tasks = int(address.rpartition(":")[2]), _descriptors(), _tasks()
        for at in range(0, _GONE, _AT_ONCE):
            await asyncio.gather(*(_ask_and_go(port, turn) for turn in range(at, at + _AT_ONCE)))
        async with asyncio.timeout(patience(2)):
            while _tasks() > tasks or _descriptors() > before + _SPARE:
                await asyncio.sleep(0.02)
        await _ask_at_once(client)


async def _ask_at_once(client: httpx.AsyncClient) -> None:
    question = json.loads(_BODY)
    asked = (client.post("/graphql", json=question) for _ in range(_AT_ONCE))
    assert {answer.status_code for answer in await asyncio.gather(*asked)} == {200}


def _tasks() -> int:
    return len(asyncio.all_tasks())
