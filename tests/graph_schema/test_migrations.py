"""The store's schema: brought to this program's version once, and refused where it does not fit."""

import asyncio
import dataclasses
from functools import partial

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema import migrations
from graph_schema.errors import StoreMismatch
from graph_schema.migrations import MIGRATIONS, Migration, migrate
from service.store import Store
from tests.error_page import command_of
from tests.queries.seed import load_all


async def test_a_new_store_takes_every_step_once(bare_store: Store) -> None:
    async with bare_store.session() as session:
        first = await migrate(session)
        again = await migrate(session)
    assert first.applied == tuple(step.version for step in MIGRATIONS)
    assert again.applied == ()
    assert again.version == first.version == MIGRATIONS[-1].version


@pytest.mark.parametrize("bare_store", ["neo4j"], indirect=True)
@pytest.mark.parametrize("steps", [0, 4])
async def test_services_that_start_together_on_an_empty_or_an_older_store_all_come_up(
    bare_store: Store, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, several in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        shown = f"SHOW {several} YIELD name, type WHERE type <> 'LOOKUP' RETURN name"
        for (name,) in await bare_store.read(shown, {}):
            await bare_store.write(partial(_drop, kind, str(name)))

    if steps:
        monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:steps])
        async with bare_store.session() as session:
            await migrate(session)
            await session.execute_write(_create_plan)
        monkeypatch.undo()

    async def start() -> int:
        async with bare_store.session() as session:
            return (await migrate(session)).version

    started = await asyncio.gather(*(start() for _ in range(3)))
    assert started == [MIGRATIONS[-1].version] * 3
    recorded = await bare_store.read("MATCH (m:Migration) RETURN m.id", {})
    assert len(recorded) == len({row[0] for row in recorded}) == len(MIGRATIONS) + 1
    kept = await bare_store.read("MATCH (t:Task) RETURN t.id, t.due_key ORDER BY t.id", {})
    assert kept == ([["t1", "2026-05-31"], ["t2", "9999-12-31"]] if steps else [])


async def _drop(kind: str, name: str, tx: AsyncManagedTransaction) -> None:
    await (await tx.run(f"DROP {kind} `{name}`")).consume()


async def test_a_store_of_a_former_version_takes_the_steps_that_it_lacks(
    bare_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bare_store.session() as session:
        monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:1])
        await migrate(session)
        monkeypatch.undo()
        report = await migrate(session)
    assert report.applied == tuple(step.version for step in MIGRATIONS[1:])


async def test_two_nodes_of_one_id_are_refused_by_the_store(bare_store: Store) -> None:
    async with bare_store.session() as session:
        await migrate(session)
        await session.execute_write(_create_task)
        with pytest.raises(Exception, match="t1"):
            await session.execute_write(_create_task)


async def _create_task(tx: object) -> None:
    result = await tx.run("CREATE (t:Task {id: 't1'})")  # type: ignore[attr-defined]
    await result.consume()


async def test_a_step_that_was_cut_off_is_run_again(
    bare_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = dataclasses.replace(
        MIGRATIONS[0], statements=(*MIGRATIONS[0].statements[:5], "NO CYPHER AT ALL")
    )
    async with bare_store.session() as session:
        monkeypatch.setattr(migrations, "MIGRATIONS", (broken,))
        with pytest.raises(Exception, match="NO"):
            await migrate(session)
        monkeypatch.undo()
        report = await migrate(session)
    assert report.applied == tuple(step.version for step in MIGRATIONS)


async def test_a_store_of_a_newer_program_is_refused(
    bare_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Migration(99, "của bản mới hơn", ("MATCH (n:Nothing) RETURN n",))
    async with bare_store.session() as session:
        monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, later))
        await migrate(session)
        monkeypatch.undo()
        with pytest.raises(StoreMismatch, match="99") as refused:
            await migrate(session)
    _, told = command_of("STORE_MISMATCH")
    assert f"Lỗi: {refused.value.sentence}" == told


async def test_an_altered_step_is_refused(
    bare_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    altered = dataclasses.replace(
        MIGRATIONS[0], statements=(*MIGRATIONS[0].statements, "MATCH (n:Nothing) RETURN n")
    )
    async with bare_store.session() as session:
        await migrate(session)
        monkeypatch.setattr(migrations, "MIGRATIONS", (altered,))
        with pytest.raises(StoreMismatch, match="khác"):
            await migrate(session)


async def test_a_store_of_a_former_version_is_filled_with_what_tasks_keep(
    bare_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bare_store.session() as session:
        monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:4])
        await migrate(session)
        await session.execute_write(_create_plan)
        monkeypatch.undo()
        await migrate(session)
    rows = await bare_store.read(
        "MATCH (t:Task) RETURN t.id, t.due_key, t.open_key, t.closed_key, t.assigned_key, "
        "t.reported_key, t.version",
        {},
    )
    never, none = "0000-00-00", "9999-12-31"
    assert sorted(rows) == [
        ["t1", "2026-05-31", "2026-05-31", none, "2026-01-05", never, 0],
        ["t2", none, none, none, "2026-01-05", never, 0],
    ]


async def _create_plan(tx: object) -> None:
    result = await tx.run(  # type: ignore[attr-defined]
        "CREATE (d:Document:Plan {id: 'd', known: true, issued_start: '2026-01-05'}) "
        "CREATE (d)-[:HAS_TASK]->(:Task {id: 't1', due_end: '2026-05-31'}) "
        "CREATE (d)-[:HAS_TASK]->(:Task {id: 't2'})"
    )
    await result.consume()


BARE_KEYS = (
    "MATCH (n:Target) RETURN n.id, n.unowned_key, n.unowned_of ORDER BY n.id",
    "MATCH (n:Task) RETURN n.id, n.unled_key, n.unled_of ORDER BY n.id",
)
LOSE_BARE_KEYS = (
    "MATCH (n:Target) SET n.unowned_key = null, n.unowned_of = null",
    "MATCH (n:Task) SET n.unled_key = null, n.unled_of = null",
    "MATCH (m:Migration) WHERE m.version >= $version DELETE m",
)


async def test_a_store_of_a_former_version_gets_the_keys_of_bare_work_that_a_load_writes(
    store: Store,
) -> None:
    await load_all(store)
    written = [await store.read(text, {}) for text in BARE_KEYS]
    assert all(any(row[2] for row in rows) and not all(row[2] for row in rows) for rows in written)

    async def lose(tx: AsyncManagedTransaction) -> None:
        for text in LOSE_BARE_KEYS:
            await (await tx.run(text, version=6)).consume()

    await store.write(lose)
    async with store.session() as session:
        report = await migrate(session)
    assert 6 in report.applied
    assert [await store.read(text, {}) for text in BARE_KEYS] == written
