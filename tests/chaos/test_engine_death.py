"""The engine is killed or stopped under load: nothing that was acknowledged is lost or torn."""

import asyncio
import os
import random
import signal
import time
from pathlib import Path

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.errors import DeadlineExceeded, StoreUnavailable
from service.engine import EmbeddedEngine
from service.store import Store
from tests.chaos.rounds import rounds
from tests.processes import stopped

WRITERS = 4
LEADERS = 3
READY_SECONDS = 8.0
LAG_SECONDS = 0.5  # 0.1 s where nothing else runs
STILL_SECONDS = float(os.environ.get("DAUMOI_STILL_SECONDS", "0"))
"""How long the engine is held still; 60 by hand, under 200 reads."""
STILL_READS = 200 if STILL_SECONDS else 40

_TASK = "MERGE (t:Task {id: $task}) SET t.text = $task"
_LEADERS = """
UNWIND $units AS unit
MATCH (t:Task {id: $task})
MERGE (u:Unit {id: unit})
MERGE (u)-[:LEADS]->(t)
"""
_WHOLE = "MATCH (t:Task) RETURN t.id, COUNT { MATCH (:Unit)-[:LEADS]->(t) }"


async def _write_task(store: Store, writer: int, number: int) -> str:
    task = f"task_{writer}_{number}"
    units = [f"unit_{writer}_{order}" for order in range(LEADERS)]

    async def work(tx: AsyncManagedTransaction) -> None:
        await (await tx.run(_TASK, {"task": task})).consume()
        await (await tx.run(_LEADERS, {"task": task, "units": units})).consume()

    await store.write(work)
    return task


async def _write_until(
    stop: asyncio.Event, store: Store, writer: int, acknowledged: set[str], unknown: list[int]
) -> None:
    number = 1_000_000 * len(unknown)
    while not stop.is_set():
        number += 1
        try:
            acknowledged.add(await _write_task(store, writer, number))
        except StoreUnavailable:  # killed at the very commit: the client cannot know
            unknown.append(number)


async def _kill_under_load(store: Store, engine: EmbeddedEngine, acknowledged: set[str]) -> float:
    """One round: the seconds from the kill to the first answer."""
    stop, before = asyncio.Event(), len(acknowledged)
    base = int(time.monotonic() * 1000)
    async with asyncio.TaskGroup() as writers:
        for writer in range(WRITERS):
            writers.create_task(_write_until(stop, store, base + writer, acknowledged, []))
        while len(acknowledged) < before + WRITERS:
            await asyncio.sleep(0.01)
        await asyncio.sleep(random.uniform(0.0, 0.4))
        os.kill(engine.pid, signal.SIGKILL)
        killed = time.monotonic()
        while not await store.ready():
            assert time.monotonic() - killed < READY_SECONDS
        seconds = time.monotonic() - killed
        await asyncio.sleep(random.uniform(0.0, 0.2))
        stop.set()
    return seconds


async def test_a_killed_engine_loses_nothing_acknowledged_and_tears_nothing(
    own_store: Store, own_engine: EmbeddedEngine
) -> None:
    acknowledged: set[str] = set()
    pids, slowest = {own_engine.pid}, 0.0
    for _ in range(count := rounds(3)):
        slowest = max(slowest, await _kill_under_load(own_store, own_engine, acknowledged))
        pids.add(own_engine.pid)
    rows = await own_store.read(_WHOLE, {})
    kept = {row[0] for row in rows}
    print(f"{count} kills, {len(acknowledged)} acknowledged, ready again <= {slowest:.1f} s")
    assert len(pids) == count + 1
    assert acknowledged - kept == set()
    assert [row for row in rows if row[1] != LEADERS] == []


async def test_a_stopped_engine_answers_nobody_late_and_is_well_when_it_goes_on(
    own_store: Store, own_engine: EmbeddedEngine
) -> None:
    assert await own_store.ready()
    with stopped(own_engine.pid):
        until = time.monotonic() + STILL_SECONDS
        outcomes = await asyncio.gather(*(_timed_read(own_store) for _ in range(STILL_READS)))
        assert {kind for kind, _ in outcomes} == {DeadlineExceeded}
        assert max(seconds for _, seconds in outcomes) <= 5.0
        asked = time.monotonic()
        assert not await own_store.ready()
        assert time.monotonic() - asked <= 3.0
        await asyncio.sleep(until - time.monotonic())
    asked = time.monotonic()
    assert await own_store.ready()
    assert time.monotonic() - asked <= 3.0
    outcomes = await asyncio.gather(*(_timed_read(own_store) for _ in range(60)))
    assert {kind for kind, _ in outcomes} == {None}


async def test_a_write_to_a_stopped_engine_is_given_up_in_time(
    own_store: Store, own_engine: EmbeddedEngine
) -> None:
    with stopped(own_engine.pid):
        started = time.monotonic()
        with pytest.raises(DeadlineExceeded):
            await own_store.write(_nothing, timeout=1.0)
        assert time.monotonic() - started <= 1.0 + LAG_SECONDS
    assert await own_store.ready()


async def test_a_thousand_clients_of_a_dead_engine_are_answered_in_time_and_block_nobody(
    own_store: Store, own_engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await own_store.ready()
    with monkeypatch.context() as patch:
        patch.setattr(own_engine, "_java", Path("/nowhere/jre/bin/java"))
        os.kill(own_engine.pid, signal.SIGKILL)
        async with asyncio.TaskGroup() as clients:
            lag = clients.create_task(_longest_lag(1.0))
            asked = [clients.create_task(_timed_read(own_store, 1.0)) for _ in range(1000)]
        outcomes = [task.result() for task in asked]
        # Before the loss of the engine is noticed, a question is late; after, the store is away.
        assert {kind for kind, _ in outcomes} <= {StoreUnavailable, DeadlineExceeded}
        assert max(seconds for _, seconds in outcomes) <= 1.0 + LAG_SECONDS
        assert lag.result() < LAG_SECONDS
    started = time.monotonic()
    await own_engine.wait_until_up()
    assert time.monotonic() - started < READY_SECONDS
    assert await own_store.read("RETURN 1", {}) == [[1]]


async def _longest_lag(seconds: float) -> float:
    """The longest time that the event loop kept a task waiting."""
    longest, end = 0.0, time.monotonic() + seconds
    while (before := time.monotonic()) < end:
        await asyncio.sleep(0.01)
        longest = max(longest, time.monotonic() - before - 0.01)
    return longest


async def _nothing(tx: AsyncManagedTransaction) -> None:
    await (await tx.run("MERGE (p:Place {id: 'nothing'})")).consume()


async def _timed_read(store: Store, timeout: float = 5.0) -> tuple[type[Exception] | None, float]:
    started = time.monotonic()
    try:
        rows = await store.read("RETURN 1", {}, timeout)
    except StoreUnavailable as error:
        return type(error), time.monotonic() - started
    assert rows == [[1]]
    return None, time.monotonic() - started
