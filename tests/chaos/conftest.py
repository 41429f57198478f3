"""A store of one's own, for tests that kill and stop its engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.engine import EmbeddedEngine
from service.settings import load_settings
from service.store import Store, open_store
from tests.engines import make_empty


@pytest.fixture(scope="module")
def chaos_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chaos")


@pytest.fixture(scope="module")
async def own_store(chaos_folder: Path) -> AsyncIterator[Store]:
    """An embedded store that no other module uses; emptied, its schema in place."""
    async with open_store(load_settings(data_folder=chaos_folder)) as store:
        await make_empty(store)
        yield store


@pytest.fixture
def own_engine(own_store: Store) -> EmbeddedEngine:
    assert own_store.engine is not None
    return own_store.engine
