"""A store from before answers, after its upgrade, as one that this version wrote from the start."""

from dataclasses import replace

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import CorrectionKind
from graph_schema.migrations import MIGRATIONS, migrate
from service.corrections import Wanted, correct, succeed
from service.store import Store
from tests.service.correcting import SAID, facts, load_file, rows, task_id
from tests.service.test_changes import change, changing
from tests.service.test_work import _APPROVE, _REPORT

_LEVELS = """
MATCH (n) WHERE (n:Unit OR n:Correction OR n:Change) AND n.secret IS NOT NULL
RETURN labels(n)[0], n.id, n.secret ORDER BY n.id
"""
_FORGET_LEVELS = (
    "MATCH (u:Unit)-[:SUCCEEDED_BY]-(:Unit) SET u.secret = null, u.valid_to = '2020-01-01'",
    "MATCH (c:Correction {id: $id})<-[:CHANGED]-(h:Change) SET c.secret = null, h.secret = null",
)
_FORGET_STEPS = "MATCH (m:Migration) WHERE m.version >= $step DELETE m"
_FORGET_NAMES = (
    *(f"MATCH (n:{label}) SET n.sort = 'older'" for label in ("Unit", "Position", "Place")),
    "MATCH (d:Document) SET d.title_key = 'older', d.kind_key = null",
    "MATCH (n) WHERE n:ReportDuty OR n:Phase SET n.search = null",
)


async def _as_before(store: Store, *statements: str, step: int = 14, **given: object) -> None:
    """The store as an older program left it."""

    async def work(tx: AsyncManagedTransaction) -> None:
        for statement in (*statements, _FORGET_STEPS):
            await (await tx.run(statement, {**given, "step": step})).consume()

    await store.write(work)


async def _upgrade(store: Store, step: int = 14) -> None:
    async with store.session() as session:
        steps = tuple(range(step, MIGRATIONS[-1].version + 1))
        assert (await migrate(session)).applied == steps


async def test_what_was_known_of_tasks_is_kept_of_all_that_was_recorded_before(
    store: Store,
) -> None:
    await load_file(store)
    task, other = await task_id(store, "III.1.b"), await task_id(store, "III.1.a")
    async with changing(store) as client:
        for one in (task, other):
            await change(client, _REPORT, task=one, percent=100, on="2026-09-01")
        ((report,),) = await rows(
            store, "MATCH (t:Task {id: $id})-[:HAS_PROGRESS]->(p) RETURN p.id", id=task
        )
        approved = await change(client, _APPROVE, progress=report, on="2026-09-02")
        assert approved["__typename"] == "ReportDecided", approved
    written = await facts(store)
    known = await rows(store, "MATCH (t:Task) WHERE t.known IS NOT NULL RETURN count(t)")
    assert known == [[2]]
    await _as_before(store, "MATCH (t:Task) WHERE t.version > 0 SET t.known = null")
    assert await facts(store) != written
    await _upgrade(store)
    assert await facts(store) == written


async def test_units_whose_place_was_taken_are_as_secret_as_their_documents(store: Store) -> None:
    document = (await load_file(store)).document_id
    found = await rows(
        store, "MATCH (u:Unit)-[:LEADS|EXECUTES]->(:Task) RETURN DISTINCT u.id ORDER BY u.id"
    )
    old, new = str(found[0][0]), str(found[1][0])
    done = await succeed(store, old, new, replace(SAID, on="2026-08-01"), founded=False)
    await correct(store, Wanted(document, CorrectionKind.SET_VALUE, "secrecy", ("Mật",)), SAID)
    levels, written = await rows(store, _LEVELS), await facts(store)
    await _as_before(store, *_FORGET_LEVELS, id=done.correction)
    assert len(await rows(store, _LEVELS)) == len(levels) - 4
    await _upgrade(store)
    assert await rows(store, _LEVELS) == levels
    assert await facts(store) == written


async def test_names_stand_by_the_alphabet_and_kinds_are_found_without_accents(
    store: Store,
) -> None:
    await load_file(store)
    written = await facts(store)
    await _as_before(store, *_FORGET_NAMES, step=15)
    assert await facts(store) != written
    await _upgrade(store, 15)
    assert await facts(store) == written


async def test_who_does_a_task_gets_its_place_in_their_list_as_a_load_writes_it(
    store: Store,
) -> None:
    await load_file(store)
    written = await facts(store)
    await _as_before(store, "MATCH ()-[r]->(:Task) SET r.due_of = null", step=16)
    assert await facts(store) != written
    await _upgrade(store, 16)
    assert await facts(store) == written
