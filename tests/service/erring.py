"""How each error comes about: the service in the state that the page of the docs tells of."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2 as httpx
import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from service import intake as intakes
from service import request as requests
from service.api_keys import ApiKeys
from service.app import create_app
from service.documents_known import KnownDocuments, Trust
from service.feed import FeedLimits
from service.gate import Gate, LocalGate, ServedGate
from service.offer import Offer
from service.store import Store
from service.store_errors import disk_full, our_errors
from tests.loaders.pdf_files import pdf_of
from tests.service.answering import client_of
from tests.service.correcting import PLAN, task_id
from tests.service.listening import Served, served
from tests.service.served import SignIn
from tests.service.test_changes import change

WRITE_TOKEN = "MA_GHI"
READER_TOKEN = "MA_NGUOI_DOC"
REPORT = "mutation($input: ReportProgressInput!) { reportProgress(input: $input) { __typename } }"
FILES: Mapping[str, Callable[[], bytes]] = {
    "1200-id.json": lambda: b'{"query": "{ plans { nodes {' + b" id" * 1_200 + b' } } }"}',
    "nhieu-dong.txt": lambda: b"a\n" * 150_000,
    "quet.pdf": lambda: pdf_of([[]], picture=True),
    "ke-hoach.txt": lambda: PLAN.read_bytes() + "Một dòng thêm.\n".encode(),
}
"""What the page names by ``@name``."""
Body = bytes | AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Scene:
    """A store with one plan, and what a test may alter until it ends."""

    store: Store
    patch: pytest.MonkeyPatch
    sign_in: SignIn


Client = AbstractAsyncContextManager[httpx.AsyncClient]


def local(scene: Scene, offer: Offer | None = None) -> Client:
    """This machine's own service."""
    gate = LocalGate(WRITE_TOKEN)
    return client_of(create_app(scene.store, gate=gate, offer=offer, secret="a-secret-of-a-test"))


def _of_many(scene: Scene) -> Client:
    gate: Gate = ServedGate(ApiKeys(scene.store), scene.sign_in.oidc())
    return client_of(create_app(scene.store, gate=gate))


@asynccontextmanager
async def _tried_before(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    async with _of_many(scene) as client:
        wrong = {"Authorization": "Bearer daumoi_000000000000_sai"}
        tried = [(await client.get("/version", headers=wrong)).status_code for _ in range(10)]
        assert tried == [401] * 10
        yield client


def _sign_in_away(scene: Scene) -> Client:
    scene.sign_in.away = True
    return _of_many(scene)


@asynccontextmanager
async def _reported_before(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    async with local(scene) as client:
        client.headers["Authorization"] = f"Bearer {WRITE_TOKEN}"
        task = await task_id(scene.store, "III.1.b")
        await change(client, REPORT, task=task, percent=40, on="2026-08-20", by="Lê Văn An")
        yield client


def _with_bookmarks(scene: Scene) -> Client:
    scene.patch.setattr(scene.store, "engine_name", "Neo4j/2026.08.1")
    return local(scene)


def _impatient(scene: Scene) -> Client:
    scene.patch.setattr(requests, "BODY_SECONDS", 0.05)
    return local(scene)


def _misread(scene: Scene) -> Client:
    """A reading whose text is another's, as a fault of the reader would make it."""
    read = intakes.Intake._read

    async def spoilt(intake: intakes.Intake, name: str, content: bytes) -> object:
        record = await read(intake, name, content)
        return replace(record, source=replace(record.source, text=" " * len(record.source.text)))

    scene.patch.setattr(intakes.Intake, "_read", spoilt)
    return local(scene)


def _failing(method: str, error: Exception) -> Callable[[Scene], Client]:
    """The store's method meets an error of the driver, or one of ours."""

    def made(scene: Scene) -> Client:
        async def fail(*_: object, **__: object) -> None:
            with our_errors():
                raise error

        scene.patch.setattr(scene.store, method, fail)
        return local(scene)

    return made


@asynccontextmanager
async def _full_of_streams(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    async with served(scene.store, FeedLimits(pause=0.05, listeners=0)) as service:
        yield service.client


@asynccontextmanager
async def _nothing_may_wait(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    """Something comes about as soon as somebody listens."""
    async with served(scene.store, FeedLimits(pause=0.05, waiting=0)) as service:
        told = asyncio.create_task(_report_when_heard(scene, service))
        yield service.client
        await told


async def _report_when_heard(scene: Scene, service: Served) -> None:
    while not service.feed.listening:
        await asyncio.sleep(0.01)
    task = await task_id(scene.store, "III.1.a")
    await change(service.client, REPORT, task=task, percent=1, on="2026-09-01")


def _ended_in_engine() -> Neo4jError:
    return Neo4jError._hydrate_neo4j(
        code="Neo.TransientError.Transaction.TransactionTimedOut", message="timed out"
    )


SCENES: Mapping[str, Callable[[Scene], Client]] = {
    "REQUEST_TIMEOUT": _impatient,
    "BAD_BOOKMARK": _with_bookmarks,
    "TOO_MANY_STREAMS": _full_of_streams,
    "STREAM_TOO_SLOW": _nothing_may_wait,
    "DOCUMENT_NOT_TRUSTED": lambda scene: local(scene, Offer(documents=KnownDocuments(Trust.ONLY))),
    "INTROSPECTION_DISABLED": lambda scene: local(scene, Offer(graphiql=False, production=True)),
    "FORBIDDEN": _of_many,
    "TOO_MANY_ATTEMPTS": _tried_before,
    "AUTH_UNAVAILABLE": _sign_in_away,
    "CONFLICT": _reported_before,
    "DB_UNAVAILABLE": _failing("read", ServiceUnavailable("gone")),
    "DEADLINE_EXCEEDED": _failing("read", _ended_in_engine()),
    "STORE_FULL": _failing("write", disk_full(Path("/srv/daumoi"))),
    "INTERNAL": _failing("read", RuntimeError("a fault")),
    "BAD_RECORD": _misread,
}
"""Where a service that was just started does not do; the errors of engines that are really away,
slow or full are met in tests/chaos."""


async def stalled(start: bytes) -> AsyncIterator[bytes]:
    """A body that begins, and goes on when nobody waits any more."""
    yield start
    await asyncio.sleep(30)
