"""The service is killed with -9 while it loads: each document is wholly in or wholly out.

No engine is left behind, and the next start finds the folder free at once.
"""

import asyncio
import json
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.chaos.rounds import rounds
from tests.chaos.victim import LEADERS, TARGETS, TASKS
from tests.engines import ROOT
from tests.processes import ends_within

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

START_SECONDS = 30.0  # 1.5 s where nothing else runs; a folder that stays locked is refused
WHOLE = [TASKS, TASKS * LEADERS, TARGETS, 1]


@dataclass(slots=True)
class Life:
    """What one victim told, from its start to its death."""

    java: int = 0
    start_seconds: float = 0.0
    documents: dict[str, list[int]] = field(default_factory=dict)
    strays: list[int] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    statements: int = 0

    def hear(self, line: bytes) -> None:
        told = json.loads(line)
        match told["kind"]:
            case "started":
                self.java, self.start_seconds = told["java"], told["seconds"]
            case "state":
                self.documents = {row[0]: row[1:] for row in told["documents"]}
                self.strays = told["strays"]
            case "acknowledged":
                self.acknowledged.add(f"{told['number']}/KH-UBND")
            case "statements":
                self.statements = told["count"]


NEVER = 0


async def _live(folder: Path, step: int) -> Life:
    """Run a victim until -9 ends it: behind its step, or from outside soon after a document."""
    life, words = Life(), folder / "victim.log"
    with words.open("wb") as log:
        victim = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.victim", str(folder), str(step)),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert victim.stdout is not None
    kill = asyncio.get_running_loop().call_later
    while line := await victim.stdout.readline():
        life.hear(line)
        if step == NEVER and len(life.acknowledged) == 1:
            kill(random.uniform(0.0, 0.3), victim.kill)
    assert await victim.wait() == -signal.SIGKILL, words.read_text(encoding="utf-8")[-2000:]
    assert await asyncio.to_thread(ends_within, life.java, 2.0), "an orphan engine"
    return life


def _check(before: Life, step: int, after: Life) -> None:
    """What the next life found of the one that died behind that step."""
    assert after.start_seconds < START_SECONDS
    assert set(after.strays) == {0}
    assert [name for name, parts in after.documents.items() if parts != WHOLE] == []
    assert before.acknowledged - set(after.documents) == set()
    untold = set(after.documents) - before.acknowledged  # committed, and killed before the word
    assert len(untold) <= (1 if step == NEVER else 0)


async def test_a_service_killed_at_any_step_of_a_load_leaves_no_half_document_and_no_engine(
    tmp_path: Path,
) -> None:
    step, life = NEVER, await _live(tmp_path, NEVER)
    statements = life.statements
    assert statements > 5
    # Behind each of some statements of the first document, of one of the second; then anywhere.
    inside = sorted({round(part * statements) for part in _parts(rounds(2))} - {0})
    for following in (*inside, statements + statements // 2, NEVER, 1):
        after = await _live(tmp_path, following)
        _check(life, step, after)
        step, life = following, after
    print(f"killed behind the statements {inside} of {statements}")


def _parts(count: int) -> list[float]:
    return [number / count for number in range(1, count + 1)]
