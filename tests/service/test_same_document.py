"""One document, loaded by many programs at once, is in the graph once."""

import asyncio
import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.engines import ENGINES, Engines, make_empty
from tests.loaders.test_write import digest
from tests.service.command import ROOT, SAMPLES, clean_environment

PLAN = SAMPLES / "kh-27-dong-may.txt"
PROCESSES = 8
# The whole promise is 100 loads (DAUMOI_SAME_LOADS=100); the ordinary run makes do with fewer.
LOADS = int(os.environ.get("DAUMOI_SAME_LOADS", "24"))


def _load(times: int, environment: dict[str, str]) -> list[str]:
    """What each load came to, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.service.load_again", str(PLAN), str(times)],
        cwd=ROOT,
        env=clean_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("engine", ENGINES)
async def test_one_document_from_eight_programs_at_once_leaves_the_graph_of_one_load(
    engine: str, engines: Engines
) -> None:
    store = await engines.store(engine)
    environment = await engines.environment(engine)
    await make_empty(store)
    assert await asyncio.to_thread(_load, 1, environment) == ["new"]
    after_one = await digest(store)
    await make_empty(store)
    shares = [len(range(process, LOADS, PROCESSES)) for process in range(PROCESSES)]
    told = await asyncio.gather(*(asyncio.to_thread(_load, share, environment) for share in shares))
    assert Counter(word for words in told for word in words) == {"new": 1, "unchanged": LOADS - 1}
    assert await digest(store) == after_one
