"""A commit that was acknowledged is on the disk: the engine synced before it answered."""

import asyncio
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from neo4j import AsyncManagedTransaction

from service.engine import EmbeddedEngine
from service.store import Store

COMMITS = 100
SYNCS = "fsync,fdatasync,msync,sync_file_range"
_SYNC = re.compile(rf"\b(?:{SYNCS.replace(',', '|')})\(")


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("strace"), reason="needs strace")
async def test_every_acknowledged_commit_was_synced_first(
    own_store: Store, own_engine: EmbeddedEngine, tmp_path: Path
) -> None:
    async with _traced(own_engine.pid, tmp_path / "trace"):
        for number in range(1, COMMITS + 1):
            await own_store.write(partial(_commit, number))
            # strace holds the engine's thread until its line is written: no sync is seen late.
            assert _syncs(tmp_path / "trace") >= number


async def _commit(number: int, tx: AsyncManagedTransaction) -> None:
    await (await tx.run("MERGE (t:Task {id: $id})", {"id": f"synced_{number}"})).consume()


@asynccontextmanager
async def _traced(pid: int, trace: Path) -> AsyncIterator[None]:
    strace = await asyncio.create_subprocess_exec(
        *("strace", "-f", "-e", f"trace={SYNCS}", "-o", str(trace), "-p", str(pid)),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert strace.stderr is not None
    said = (await strace.stderr.readline()).decode()
    if "attached" not in said:
        await strace.wait()
        pytest.skip(f"strace may not look into processes here: {said}")
    try:
        yield
    finally:
        strace.send_signal(signal.SIGINT)
        await strace.wait()


def _syncs(trace: Path) -> int:
    return len(_SYNC.findall(trace.read_text(encoding="utf-8", errors="replace")))
