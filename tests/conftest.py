"""Fixtures of the whole project: a store on each engine, empty for each test."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest
from hypothesis import settings

from service.store import Store
from tests.engines import ENGINES, Engines, make_empty
from tests.scheduling import ByEngine
from tests.spy import auto_commit_writes_refused

# How long an example takes tells of the machine, which may be busy: limits of time stand in tests.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")

_TIMED = (
    "/tests/chaos/test_disk_full.py",
    "/tests/chaos/test_durability.py",
    "/tests/chaos/test_engine_death.py",
    "/tests/chaos/test_service_death.py",
    "/tests/service/test_engine.py",
    "/tests/service/test_workers.py",
)
"""Tests of what has to be back, or ended, within seconds: nothing else runs beside them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the timed ones, which ``make test`` runs after the others."""
    for item in items:
        if any(part in item.path.as_posix() for part in _TIMED):
            item.add_marker("alone")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByEngine:
    """Each engine's tests in one process."""
    return ByEngine(config, log)


@pytest.fixture(scope="session", autouse=True)
def _every_write_is_in_a_transaction() -> Iterator[None]:
    with auto_commit_writes_refused():
        yield


@pytest.fixture(scope="session")
async def engines(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Engines]:
    """Both engines, each started when a test first asks for it."""
    async with AsyncExitStack() as stack:
        yield Engines(tmp_path_factory.mktemp("engines"), stack)


@pytest.fixture(params=ENGINES)
async def store(request: pytest.FixtureRequest, engines: Engines) -> Store:
    """An open store without data, its schema in the newest version; the test runs on each engine.

    Tests share the engines: whoever stops or kills one starts one of his own.
    """
    opened = await engines.store(request.param)
    await make_empty(opened)
    return opened


@pytest.fixture(params=ENGINES)
async def bare_store(request: pytest.FixtureRequest, engines: Engines) -> AsyncIterator[Store]:
    """As ``store``, but no migration is on record: for the tests of the migrations themselves."""
    opened = await engines.store(request.param)
    await make_empty(opened, schema=False)
    yield opened
    await make_empty(opened, schema=False)
