"""Loading into a store where others write too: what another try can settle is tried again."""

from pathlib import Path

import pytest
from neo4j import AsyncManagedTransaction, AsyncSession
from neo4j.exceptions import ClientError, TransientError

from graph_schema.model import PlanRecord
from loaders.write import LoadOutcome, load_plan
from service import loading
from service.documents import find_documents
from service.loading import LoadReport, load_documents
from service.store import Store
from tests.service.command import SAMPLES

PLAN = SAMPLES / "kh-88-lam-hai.txt"


class Rival:
    """A loader that at first loses: to another's node, or to whatever error is given."""

    def __init__(self, times: int, error: Exception | None = None) -> None:
        self.tries = 0
        self._times = times
        self._error = error

    async def load(self, session: AsyncSession, record: PlanRecord) -> LoadOutcome:
        """The real load, once the losses are over."""
        self.tries += 1
        if self.tries > self._times:
            return await load_plan(session, record)
        if self._error is not None:
            raise self._error
        await session.execute_write(_make_twice)
        raise AssertionError("the constraint did not hold")


async def _make_twice(tx: AsyncManagedTransaction) -> None:
    for _ in range(2):
        await (await tx.run("CREATE (:Task {id: 'one'})")).consume()


async def loaded(store: Store, path: Path) -> LoadReport:
    report = LoadReport()
    await load_documents(store, find_documents([path]), report, lambda _: None)
    return report


@pytest.mark.parametrize("error", [None, TransientError("deadlock")], ids=["race", "deadlock"])
async def test_a_load_that_loses_to_another_writer_is_tried_again(
    error: Exception | None, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rival = Rival(2, error)
    monkeypatch.setattr(loading, "load_plan", rival.load)
    report = await loaded(store, PLAN)
    assert report.refused == []
    assert report.count("new") == 1
    assert rival.tries == 3
    assert await store.read("MATCH (t:Task {id: 'one'}) RETURN count(t)", {}) == [[0]]


@pytest.mark.parametrize("error", [None, ClientError("a mistake")], ids=["constraint", "mistake"])
async def test_a_load_that_no_try_can_settle_costs_its_file_alone(
    error: Exception | None, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rival = Rival(100, error)
    monkeypatch.setattr(loading, "load_plan", rival.load)
    monkeypatch.setattr(loading, "fault_sentence", str)  # the details, not the id of a log
    report = await loaded(store, PLAN)
    (refused,) = report.refused
    assert refused.path == PLAN
    assert ("ClientError" if error else "ConstraintError") in refused.reason
    assert rival.tries == (1 if error else 6)
