"""The driver: pool, deadlines, retries, readiness. One a process, for either engine.

Reads are single statements without a transaction of their own, tried again while time is left.
Writes are managed transactions, always: on the embedded engine a statement outside of one may be
half kept when the engine dies (26.10.2).
"""

import asyncio
import itertools
import logging
import math
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import TypeVar

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    Bookmarks,
    NotificationMinimumSeverity,
    Query,
)
from neo4j.api import AsyncBookmarkManager
from neo4j.exceptions import (
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_schema.errors import DauMoiError, StoreUnavailable
from service.bolt_socket import take_what_is_there
from service.bookmarks import seen_here
from service.engine import EmbeddedEngine
from service.engine_address import running_address
from service.read_sessions import NoBookmarks, ReadSessions
from service.settings import Settings
from service.store_errors import (
    PASSING,
    disk_full,
    our_errors,
    refused_connection,
    too_late,
    unavailable,
)

READ_SECONDS = 5.0
WRITE_SECONDS = 30.0
SESSION_SECONDS = 300.0
READY_SECONDS = 2.0
FIRST_SECONDS = 20.0
"""A server that has just started on a busy machine makes its first plan in more than five."""

_T = TypeVar("_T")
_log = logging.getLogger("daumoi.store")
# The driver tells of every retry; without a log set up, Python would print that to the terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
take_what_is_there()

_NO_BOOKMARKS = NoBookmarks()
_CONNECT_SECONDS = 5.0
# Of a reader's time: what the engine may use, and when the answer is given up, so that "in 5 s"
# holds at the client with the answer's way back inside.
_ENGINE_SHARE = 0.85
_OUR_SHARE = 0.95
_READ_PAUSES = (0.02, 0.1, 0.4)  # a dead connection of the pool costs one try; a restart waits
_RACES = 6  # two writers that make one node at once: the loser finds it at the next try
_VANISHED = 50  # what was there when a statement began, taken away by another writer before its end
_RETRY_SECONDS = 15.0  # a server that is away is given this long to come back


class Store:
    """The graph database as the rest of the program sees it."""

    def __init__(
        self,
        driver: AsyncDriver,
        *,
        uri: str,
        database: str | None,
        engine_name: str,
        engine: EmbeddedEngine | None = None,
        bookmarks: AsyncBookmarkManager | None = None,
    ) -> None:
        """Take a driver that has met its server; ``open_store`` makes stores."""
        self.uri = uri
        self.engine_name = engine_name
        self.engine = engine
        self._driver = driver
        self._database = database
        self._bookmarks = bookmarks
        self._reads = ReadSessions(self._reading_session)

    @property
    def keeps_bookmarks(self) -> bool:
        """Whether the database tells how far it is; the embedded one is alone and needs not to."""
        return self.engine_name.startswith("Neo4j/")

    async def read(
        self, cypher: str, parameters: Mapping[str, object], timeout: float = READ_SECONDS
    ) -> list[list[object]]:
        """The rows of one reading statement, within the time; late is an error, never a hang."""
        query = Query(cypher, timeout=timeout * _ENGINE_SHARE)
        try:
            async with asyncio.timeout(timeout * _OUR_SHARE):
                with our_errors():
                    return await self._read_until_answered(query, parameters)
        except TimeoutError as error:
            raise self._late(timeout) from error

    async def write(
        self,
        work: Callable[[AsyncManagedTransaction], Awaitable[_T]],
        timeout: float = WRITE_SECONDS,
    ) -> _T:
        """Do the work in one transaction, wholly or not at all; it may be called more than once."""
        return await self.load(lambda session: session.execute_write(work), timeout * _OUR_SHARE)

    async def load(
        self, work: Callable[[AsyncSession], Awaitable[_T]], timeout: float = SESSION_SECONDS
    ) -> _T:
        """Hand a loader a session for one transaction; a lost race or connection is tried again."""
        async with self._writing(timeout):
            return await self._load_until_won(work)

    @asynccontextmanager
    async def session(self, timeout: float = SESSION_SECONDS) -> AsyncIterator[AsyncSession]:
        """A session for transactions of any number; the driver repeats what may be repeated."""
        async with self._writing(timeout), self._open_session() as session:
            yield session

    async def ready(self) -> bool:
        """Whether a question would be answered now."""
        try:
            await self.read("RETURN 1", {}, timeout=READY_SECONDS)
        except StoreUnavailable as error:
            _log.warning("store is not ready: %s", error.__cause__ or error)
            return False
        return True

    async def aclose(self) -> None:
        """Keep nothing of the driver, which ends next."""
        await self._reads.aclose()

    async def _read_until_answered(
        self, query: Query, parameters: Mapping[str, object]
    ) -> list[list[object]]:
        for pause in _READ_PAUSES:
            try:
                return await self._read_once(query, parameters)
            except PASSING as error:
                _log.info("read is tried again: %s", error)
            except ClientError as error:
                if not (_forgotten(error) or _vanished(error)):
                    raise
            await asyncio.sleep(pause)
        return await self._read_once(query, parameters)

    async def _read_once(
        self, query: Query, parameters: Mapping[str, object]
    ) -> list[list[object]]:
        if self.engine is not None and not self.engine.is_up:
            await self.engine.wait_until_up()
        return await self._reads.values(query, parameters, _marks_to_see())

    def _reading_session(self, marks: Bookmarks | None) -> AsyncSession:
        return self._driver.session(
            database=self._database,
            default_access_mode=READ_ACCESS,
            bookmarks=marks,
            bookmark_manager=self._bookmarks or _NO_BOOKMARKS,
        )

    async def _load_until_won(self, work: Callable[[AsyncSession], Awaitable[_T]]) -> _T:
        races, vanished, absent_since, pauses = 0, 0, math.inf, _write_pauses()
        while True:  # the caller's time ends it
            try:
                return await self._load_once(work)
            except ConstraintError as error:
                races += 1
                if races == _RACES:
                    raise
                _log.info("write lost a race: %s", error)
            except TransientError as error:
                _log.info("write is tried again: %s", error)
            except ClientError as error:
                if _vanished(error) and vanished < _VANISHED:
                    vanished += 1
                elif not _forgotten(error):
                    raise
            except (ServiceUnavailable, SessionExpired) as error:
                absent_since = min(absent_since, time.monotonic())
                if time.monotonic() - absent_since > _RETRY_SECONDS or not error.is_retryable():
                    raise
                _log.info("write is tried again: %s", error)
            await asyncio.sleep(next(pauses))

    async def _load_once(self, work: Callable[[AsyncSession], Awaitable[_T]]) -> _T:
        if self.engine is not None and not self.engine.is_up:
            await self.engine.wait_until_up()
        # The tries are counted here, not by the driver: it would not know of a restart.
        async with self._open_session(retry_seconds=0) as session:
            return await work(session)

    @asynccontextmanager
    async def _open_session(
        self, retry_seconds: float = _RETRY_SECONDS
    ) -> AsyncIterator[AsyncSession]:
        """A session that goes on from what this request has seen, and adds to it."""
        seen = seen_here()
        before = seen.marks if seen is not None else frozenset()
        async with self._driver.session(
            database=self._database,
            bookmarks=_marks_to_see(),
            bookmark_manager=self._bookmarks,
            max_transaction_retry_time=retry_seconds,
        ) as session:
            yield session
            if seen is not None and self.keeps_bookmarks:
                seen.written(before, frozenset((await session.last_bookmarks()).raw_values))

    @asynccontextmanager
    async def _writing(self, seconds: float) -> AsyncIterator[None]:
        """In time, on an engine that is up; a failure on a full disk is told as such."""
        try:
            async with asyncio.timeout(seconds):
                if self.engine is not None:
                    await self.engine.recover_from_starving()
                    await self.engine.wait_until_up()
                with our_errors():
                    yield
        except TimeoutError as error:
            raise self._late(seconds) from error
        except Neo4jError as error:
            if self.engine is None or not self.engine.is_starved():
                raise
            raise disk_full(self.engine.folder) from error

    def _late(self, seconds: float) -> StoreUnavailable:
        if self.engine is not None and not self.engine.is_up:
            return unavailable()
        return too_late(seconds)


@asynccontextmanager
async def open_store(
    settings: Settings, *, join: bool = False, brief: bool = False
) -> AsyncIterator[Store]:
    """The store that the settings name; without an address, the embedded engine starts and ends.

    With ``join``, the engine of a service that runs on the data folder is used where there is one;
    ``brief`` starts one that answers a few questions soonest.
    """
    if settings.database_uri is not None:
        password = settings.password
        auth = None if password is None else (settings.database_user, password)
        async with join_store(settings.database_uri, auth, settings.database_name) as store:
            yield store
        return
    running = await running_address(settings.data_folder) if join else None
    if running is not None:
        async with join_store(running.uri, running.auth, EmbeddedEngine.database) as store:
            yield store
        return
    engine = EmbeddedEngine(settings.data_folder, brief=brief)
    await engine.start()
    try:
        async with join_store(engine.uri, engine.auth, engine.database) as store:
            store.engine = engine
            yield store
    finally:
        await engine.stop()


@asynccontextmanager
async def join_store(
    uri: str, auth: tuple[str, str] | None, database: str | None
) -> AsyncIterator[Store]:
    """The store at an address, whoever runs its database."""
    driver, name = await _first_contact(uri, auth)
    # Read-your-writes over the members of a cluster; a single server needs no bookmarks.
    bookmarks = AsyncGraphDatabase.bookmark_manager() if uri.startswith("neo4j") else None
    store = Store(driver, uri=uri, database=database, engine_name=name, bookmarks=bookmarks)
    async with driver, aclosing(store):
        await _check_database(store, uri)
        yield store


async def _first_contact(uri: str, auth: tuple[str, str] | None) -> tuple[AsyncDriver, str]:
    """A driver that has met its server; notices are left out where the server knows how to."""
    try:
        try:
            return await _meet(uri, auth, NotificationMinimumSeverity.OFF)
        except ConfigurationError:  # a Bolt below 5.2 cannot leave notices out
            return await _meet(uri, auth, None)
    except (DriverError, Neo4jError, OSError, TimeoutError) as error:
        raise refused_connection(error, uri) from error


async def _meet(
    uri: str, auth: tuple[str, str] | None, notices: NotificationMinimumSeverity | None
) -> tuple[AsyncDriver, str]:
    driver = AsyncGraphDatabase.driver(
        uri,
        auth=auth,
        notifications_min_severity=notices,
        max_connection_pool_size=50,
        connection_acquisition_timeout=10.0,
        connection_timeout=3.0,
        initial_retry_delay=0.05,
        retry_delay_multiplier=1.6,
        telemetry_disabled=True,
        user_agent="daumoi",
    )
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            info = await driver.get_server_info()
    except BaseException:
        await driver.close()
        raise
    return driver, _engine_name(info.agent)


async def _check_database(store: Store, uri: str) -> None:
    try:
        await store.read("RETURN 1", {}, timeout=FIRST_SECONDS)
    except DauMoiError:
        raise
    except (DriverError, Neo4jError) as error:
        raise refused_connection(error, uri) from error


def _marks_to_see() -> Bookmarks | None:
    seen = seen_here()
    return Bookmarks.from_raw_values(seen.marks) if seen is not None and seen.marks else None


def _forgotten(error: ClientError) -> bool:
    """Whether it was a bookmark of another database: one that was there before a restore."""
    seen = seen_here()
    if seen is None or not seen.marks or "InvalidBookmark" not in (error.code or ""):
        return False
    _log.warning("a bookmark that the database does not know is forgotten: %s", error)
    seen.marks = frozenset()
    return True


def _vanished(error: ClientError) -> bool:
    """Whether it is the embedded engine's word for a race that the driver would not try again."""
    return (error.code or "").endswith("EntityNotFound")


def _write_pauses() -> Iterator[float]:
    """Growing to one second, and never the same for two writers that met."""
    for attempt in itertools.count():
        yield random.uniform(0.5, 1.0) * min(0.05 * 2**attempt, 1.0)  # noqa: S311 - no secret


def _engine_name(agent: str) -> str:
    """``Neo4j/2026.08.1``; ArcadeDB calls itself a Neo4j and names itself in brackets."""
    _, found, own = agent.partition("(ArcadeDB ")
    return f"ArcadeDB/{own.rstrip(')')}" if found else agent
