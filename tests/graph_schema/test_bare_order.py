"""What nobody owns or leads stands in its place below the issuer of its plan, whatever comes."""

from dataclasses import replace

from neo4j import AsyncManagedTransaction

from graph_schema.migrations import migrate
from graph_schema.model import PlanRecord
from service.store import Store
from tests.queries.recorded import record_some
from tests.queries.seed import load, load_all
from tests.records import Draft
from tests.service.correcting import rows
from tests.service.test_changes import change, changing
from tests.service.test_work import _MEASURE, _REPORT, _SUBMIT

_BARE = {"Task": "unled", "Target": "unowned"}
_HELD = "MATCH (n:{label}) WHERE n.{name}_key IS NOT NULL RETURN n.id, n.{name}_key, n.{name}_of"
_MISPLACED = """
MATCH (d:Document)-[:HAS_TASK|HAS_TARGET]->(n:{label}) WHERE n.{name}_key IS NOT NULL
OPTIONAL MATCH (d)-[:ISSUED_BY]->(u:Unit)
WITH n, u, d.plan_key + ' ' + n.order + ' ' + n.id AS place
WHERE n.{name}_key <> place OR coalesce(n.{name}_of, '') <> coalesce(u.id + ' ' + place, '')
RETURN n.id, n.{name}_key, n.{name}_of, place
"""


async def _well_placed(store: Store) -> dict[str, list[list[object]]]:
    """Those that have a place, by label; each of them has its own."""
    for label, name in _BARE.items():
        assert await rows(store, _MISPLACED.format(label=label, name=name)) == []
    return {
        label: sorted(await rows(store, _HELD.format(label=label, name=name)), key=str)
        for label, name in _BARE.items()
    }


async def test_after_loading_and_after_what_people_record_each_has_its_place(store: Store) -> None:
    await load_all(store)
    before = await _well_placed(store)
    assert all(before.values())
    await record_some(store)
    assert await _well_placed(store) == before


def _version(number: int, *refs: str) -> PlanRecord:
    draft = Draft(number=number, date="2026-07-02", title="Việc chưa có chủ trì")
    for ref in refs:
        draft.task(ref, f"Việc {ref} của xã").target(ref, f"tỷ lệ của việc {ref}", 90, task=ref)
    return draft.record()


async def test_what_stays_of_a_former_reading_moves_with_its_file(store: Store) -> None:
    """A newer reader finds another number in the file, and one task less."""
    before = _version(88, "I.1", "I.2", "I.3")
    after = replace(before, tasks=before.tasks[1:], targets=before.targets[1:])
    await load(store, before)
    found = await rows(store, "MATCH (t:Task {ref: 'I.1'})-[:HAS_TARGET]->(g) RETURN t.id, g.id")
    ((task, target),) = found
    async with changing(store) as client:
        await change(client, _REPORT, task=task, percent=50, on="2026-08-01")
        await change(client, _MEASURE, target=target, value=42.5, on="2026-08-01")
    document, source = replace(before.document, number=89), replace(before.source, reader="2")
    await load(store, replace(after, document=document, source=source))
    assert await rows(store, "MATCH (d:Plan) RETURN d.number") == [[89]]
    placed = await _well_placed(store)
    assert task in {row[0] for row in placed["Task"]}
    assert target in {row[0] for row in placed["Target"]}
    assert {label: len(held) for label, held in placed.items()} == {"Task": 3, "Target": 3}


async def test_a_report_that_stays_of_a_former_reading_is_ordered_as_its_file_is(
    store: Store,
) -> None:
    draft = Draft(number=88, date="2026-07-02", title="Báo cáo hằng quý")
    before = draft.task("I.1", "Rà soát").report("Phòng Kinh tế", "UBND xã", "", "2026-09-30")
    record = before.record()
    await load(store, record)
    ((duty,),) = await rows(store, "MATCH (r:ReportDuty) RETURN r.id")
    async with changing(store) as client:
        await change(client, _SUBMIT, duty=duty, due="2026-09-30", on="2026-09-29")
    document, source = replace(record.document, number=89), replace(record.source, reader="2")
    await load(store, replace(record, document=document, source=source, reports=()))
    found = "MATCH (d:Plan)-[:HAS_REPORT_DUTY]->(r) RETURN d.number, r.id, r.plan_key = d.plan_key"
    assert await rows(store, found) == [[89, duty, True]]


async def test_a_store_of_before_gets_the_places_that_a_load_writes_below_who_issues_now(
    store: Store,
) -> None:
    await load_all(store)
    await load(store, _version(88, "I.1", "I.2"))
    written = await _well_placed(store)

    async def age(tx: AsyncManagedTransaction) -> None:
        for text in (
            *(
                f"MATCH (n:{label}) WHERE n.{name}_key IS NOT NULL "
                f"SET n.{name}_key = n.plan_key + ' ' + n.order, n.{name}_of = 'unit_of_before x'"
                for label, name in _BARE.items()
            ),
            # The unit that issued them was merged into the one that does now.
            "MATCH (d:Plan) SET d.issuer_id = 'unit_of_before'",
            "MATCH (m:Migration) WHERE m.version >= 17 DELETE m",
        ):
            await (await tx.run(text)).consume()

    await store.write(age)
    async with store.session() as session:
        assert (await migrate(session)).applied[0] == 17
    assert await _well_placed(store) == written
