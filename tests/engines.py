"""Both engines, as the tests use them: the embedded one and a real Neo4j, each started once.

A Neo4j of one's own is used instead when NEO4J_URI (and NEO4J_USER, NEO4J_PASSWORD) is set. The
tests EMPTY the database they are given.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NoReturn

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.errors import StoreUnavailable
from graph_schema.migrations import migrate
from service.engine_process import find_java, free_ports
from service.settings import Settings, load_settings
from service.store import Store, open_store
from tests.once import one_at_a_time

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("embedded", "neo4j")
NEO4J = "2026.08.1"
_START_SECONDS = 120.0
_PATIENCE = 5


class Engines:
    """Stores on either engine, opened when a test first asks and kept to the session's end."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._stores: dict[str, Store] = {}
        self._known: dict[str, Settings] = {}
        self._missing: dict[str, str] = {}

    async def store(self, name: str) -> Store:
        """The open store; an engine that cannot be had skips the test, or fails it in CI."""
        if name in self._missing:
            _cannot_be_had(self._missing[name])
        if name not in self._stores:
            try:
                settings = await self._settings(name)
            except NotToBeHad as error:
                self._missing[name] = str(error)
                _cannot_be_had(str(error))
            self._stores[name] = await self._open(settings)
        return self._stores[name]

    async def environment(self, name: str) -> dict[str, str]:
        """The settings under which a program of its own comes to the same database."""
        settings = await self._settings(name)
        if settings.database_uri is None:
            return {"DAUMOI_DATA_FOLDER": str(settings.data_folder)}
        wanted = {
            "DAUMOI_DATABASE_URI": settings.database_uri,
            "DAUMOI_DATABASE_USER": os.environ.get("NEO4J_USER"),
            "DAUMOI_DATABASE_PASSWORD": os.environ.get("NEO4J_PASSWORD"),
        }
        return {key: str(value) for key, value in wanted.items() if value}

    async def _open(self, settings: Settings) -> Store:
        for _ in range(_PATIENCE):
            try:
                return await self._stack.enter_async_context(open_store(settings))
            except StoreUnavailable:  # a busy machine: its first answer takes its time
                await asyncio.sleep(1)
        return await self._stack.enter_async_context(open_store(settings))

    async def _settings(self, name: str) -> Settings:
        if name not in self._known:
            self._known[name] = await self._make_settings(name)
        return self._known[name]

    async def _make_settings(self, name: str) -> Settings:
        if name == "embedded":
            return load_settings(data_folder=self._folder / "embedded")
        if uri := os.environ.get("NEO4J_URI"):
            return load_settings(
                database_uri=uri,
                database_user=os.environ.get("NEO4J_USER"),
                database_password=os.environ.get("NEO4J_PASSWORD"),
            )
        port = free_ports().bolt
        await self._start_neo4j(port)
        return load_settings(database_uri=f"bolt://127.0.0.1:{port}")

    async def _start_neo4j(self, port: int) -> None:
        jars = await asyncio.to_thread(neo4j_jars)
        home = self._folder / "neo4j"
        home.mkdir()
        log = (self._folder / "neo4j.log").open("wb")
        self._stack.callback(log.close)
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, str(ROOT / "tests" / "neo4j_server.py")),
            *(str(jars), str(libjvm()), str(home), str(port)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
        self._stack.push_async_callback(_end, child)
        assert child.stdout is not None
        async with asyncio.timeout(_START_SECONDS):
            line = await child.stdout.readline()
        if line.strip() != b"up":
            words = Path(log.name).read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"Neo4j {NEO4J} did not start: {words[-2000:]}")


class NotToBeHad(Exception):
    """Why an engine is not there."""


def neo4j_jars() -> Path:
    """The folder of Neo4j's jars, fetched by Maven once and kept."""
    cache = Path(os.environ.get("DAUMOI_TEST_CACHE") or ROOT / ".cache")
    with one_at_a_time(cache / f"neo4j-{NEO4J}.lock"):
        return _fetched(cache)


def _fetched(cache: Path) -> Path:
    folder = cache / f"neo4j-{NEO4J}"
    if (folder / f"neo4j-{NEO4J}.jar").is_file():
        return folder
    if shutil.which("mvn") is None:
        raise NotToBeHad(f"Neo4j {NEO4J}: neither its jars in {folder} nor Maven to fetch them")
    fresh = cache / f"neo4j-{NEO4J}.{os.getpid()}"
    pom, to_folder = ROOT / "tests" / "neo4j-pom.xml", f"-DoutputDirectory={fresh}"
    copy = ("dependency:copy-dependencies", "-DincludeScope=runtime", to_folder)
    fetched = subprocess.run(
        ["mvn", "-q", "-B", "-f", str(pom), *copy],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    if fetched.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise NotToBeHad(f"Neo4j {NEO4J}: Maven could not fetch it: {fetched.stdout[-300:]}")
    if folder.exists():  # a fetch that was cut short, or another run that was faster
        shutil.rmtree(folder)
    fresh.replace(folder)
    return folder


async def make_empty(store: Store, *, schema: bool = True) -> None:
    """No node but the record of the schema, and the schema in its newest version."""
    await store.write(_delete_data if schema else _delete_all)
    if schema:
        async with store.session() as session:
            await migrate(session)


async def plan_anew(store: Store) -> None:
    """Let Neo4j plan from the statistics of the graph as it stands, not of what earlier tests left.

    It does so by itself some seconds after a graph has changed; a test does not wait for that.
    """
    async with store.session() as session:
        await (await session.run("CALL db.prepareForReplanning()")).consume()


async def _delete_data(tx: AsyncManagedTransaction) -> None:
    await (await tx.run("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")).consume()


async def _delete_all(tx: AsyncManagedTransaction) -> None:
    await (await tx.run("MATCH (n) DETACH DELETE n")).consume()


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.kill()
    await child.wait()


def _cannot_be_had(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true" or os.environ.get("DAUMOI_REQUIRE_NEO4J") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def libjvm() -> Path:
    """The Java machine of the embedded engine's wheel, as a library."""
    lib = find_java().parents[1] / "lib" / "server"
    return next(path for path in lib.iterdir() if path.stem in {"libjvm", "jvm"})
