"""A service that loads documents and kills itself with -9 on the way: ``victim FOLDER STEP``.

It first tells what its folder holds, as JSON lines, then empties it and loads documents one by
one. STEP is the number of the statement (counted from 1) behind which it dies; 0: never.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Mapping

from neo4j import AsyncManagedTransaction, AsyncResult

from graph_schema.model import PlanRecord
from loaders.write import load_plan
from service.settings import load_settings
from service.store import Store, open_store
from tests.engines import make_empty
from tests.records import Draft

TASKS, LEADERS, TARGETS = 8, 2, 4
DOCUMENTS = 400

# Every read document with its parts, counted; then parts that belong to nothing, none expected.
WHOLE = """
MATCH (d:Document) WHERE d.known
RETURN d.symbol, COUNT { MATCH (d)-[:HAS_TASK]->(:Task) },
  COUNT { MATCH (d)-[:HAS_TASK]->(:Task)<-[:LEADS]-(:Unit) },
  COUNT { MATCH (d)-[:HAS_TARGET]->(:Target) },
  COUNT { MATCH (d)-[:READ_FROM]->(:SourceFile) }
"""
STRAYS = (
    "MATCH (t:Task) WHERE NOT EXISTS { MATCH (:Document)-[:HAS_TASK]->(t) } RETURN count(t)",
    "MATCH (t:Target) WHERE NOT EXISTS { MATCH (:Document)-[:HAS_TARGET]->(t) } RETURN count(t)",
    "MATCH (f:SourceFile) WHERE NOT EXISTS { MATCH (:Document)-[:READ_FROM]->(f) } RETURN count(f)",
    "MATCH (d:Document) WHERE NOT d.known AND NOT EXISTS { MATCH (:Plan)-[]->(d) } RETURN count(d)",
)


def document(number: int) -> PlanRecord:
    """A plan with every kind of part; no two are alike."""
    draft = Draft(number=number, title=f"Kế hoạch thử số {number}").cite("05-NQ/TU")
    for order in range(1, TASKS + 1):
        draft.task(
            f"II.{order}",
            f"Việc {order} của kế hoạch {number}",
            lead=[f"Phòng {order}", f"Ban {order}"][:LEADERS],
            due="2026-12-31",
        )
    for order in range(1, TARGETS + 1):
        draft.target(f"II.{order}", f"chỉ tiêu {order}", 90 + order, task=f"II.{order}")
    return draft.record()


async def main(folder: str, step: int) -> None:
    started = time.monotonic()
    async with open_store(load_settings(data_folder=folder)) as store:
        assert store.engine is not None
        _tell("started", {"java": store.engine.pid, "seconds": time.monotonic() - started})
        await _tell_state(store)
        await make_empty(store)
        counter = _Counter(step)
        for number in range(1, DOCUMENTS + 1):
            async with store.session() as session:
                outcome = await load_plan(session, document(number))
            _tell("acknowledged", {"number": number, "status": outcome.status})
            if number == 1:
                _tell("statements", {"count": counter.count})


async def _tell_state(store: Store) -> None:
    documents = await store.read(WHOLE, {})
    strays = [(await store.read(cypher, {}))[0][0] for cypher in STRAYS]
    _tell("state", {"documents": documents, "strays": strays})


def _tell(kind: str, words: Mapping[str, object]) -> None:
    print(json.dumps({"kind": kind, **words}), flush=True)


class _Counter:
    """Counts the statements of managed transactions, and dies behind the one that was asked."""

    def __init__(self, step: int) -> None:
        self.count = 0
        run = AsyncManagedTransaction.run

        async def counted(
            tx: AsyncManagedTransaction,
            query: str,
            parameters: dict[str, object] | None = None,
            **more: object,
        ) -> AsyncResult:
            result = await run(tx, query, parameters, **more)
            self.count += 1
            if self.count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        AsyncManagedTransaction.run = counted  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
