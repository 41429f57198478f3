"""The disk fills up under a load: the write is refused whole, reads go on, and writes come back."""

import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.errors import StoreFull
from service.settings import load_settings
from service.store import Store, open_store
from tests.engines import make_empty

SIZE = 96 << 20
LEADERS = 3
_WHOLE = "MATCH (t:Task) RETURN t.id, COUNT { MATCH (:Unit)-[:LEADS]->(t) }"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or _run("mount", "-t", "tmpfs", f"-osize={SIZE}", "none", disk) != 0:
        pytest.skip("a small disk can be mounted by root alone")
    yield disk
    assert _run("umount", disk) == 0


@pytest.fixture
async def small_store(small_disk: Path) -> AsyncIterator[Store]:
    async with open_store(load_settings(data_folder=small_disk / "data")) as store:
        await make_empty(store)
        yield store


async def test_a_full_disk_refuses_the_write_whole_and_room_brings_writes_back(
    small_disk: Path, small_store: Store
) -> None:
    acknowledged = {await _write_task(small_store, number) for number in range(5)}
    _fill(small_disk / "ballast")
    with pytest.raises(StoreFull) as caught:
        await _write_tasks(small_store, range(5, 200), acknowledged)
    assert str(small_disk) in caught.value.sentence
    assert caught.value.code == "STORE_FULL"
    await _check(small_store, acknowledged)
    with pytest.raises(StoreFull):
        async with small_store.session() as session:
            await session.execute_write(partial(_task, "by session"))

    (small_disk / "ballast").unlink()
    freed = time.monotonic()
    acknowledged.add(await _write_task(small_store, 1000))
    assert time.monotonic() - freed <= 8.0  # 5 s where nothing else runs
    await _check(small_store, acknowledged)


async def _check(store: Store, acknowledged: set[str]) -> None:
    rows = await store.read(_WHOLE, {})
    assert {row[0] for row in rows} == acknowledged
    assert {row[1] for row in rows} == {LEADERS}


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while ballast.write(bytes(1 << 20)):
            pass
    assert shutil.disk_usage(path.parent).free == 0


async def _write_tasks(store: Store, numbers: Iterable[int], acknowledged: set[str]) -> None:
    for number in numbers:
        acknowledged.add(await _write_task(store, number))


async def _write_task(store: Store, number: int) -> str:
    await store.write(partial(_task, f"task_{number}"))
    return f"task_{number}"


async def _task(identity: str, tx: AsyncManagedTransaction) -> None:
    text = "x" * 100_000
    await (
        await tx.run("MERGE (t:Task {id: $id}) SET t.text = $text", {"id": identity, "text": text})
    ).consume()
    await (
        await tx.run(
            "MATCH (t:Task {id: $id}) UNWIND range(1, $leaders) AS order "
            "MERGE (u:Unit {id: 'unit_' + toString(order)}) MERGE (u)-[:LEADS]->(t)",
            {"id": identity, "leaders": LEADERS},
        )
    ).consume()


def _run(*command: str | Path) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode
