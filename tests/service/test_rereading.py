"""What is stored is read anew by a later reader, from its own bytes."""

from dataclasses import replace
from pathlib import Path

from graph_schema.merge import find_reading
from graph_schema.migrations import migrate
from loaders.version import READER
from loaders.write import load_plan
from queries.anchors import find_otherwise_read
from service.loading import LoadReport
from service.reading import read_document
from service.rereading import find_outdated, reread
from service.store import Store
from tests.service.command import SAMPLES


async def test_documents_of_an_earlier_reader_are_read_anew_from_stored_bytes(store: Store) -> None:
    async with store.session() as session:
        await migrate(session)
    plan = sorted(SAMPLES.iterdir())[0]
    record = read_document(plan)
    before = replace(
        record,
        source=replace(record.source, reader="0+earlier"),
        tasks=record.tasks[:1],
        targets=(),
    )
    await store.load(lambda session: load_plan(session, before))
    files = await find_outdated(store)
    assert files == (record.source.sha256,)
    report = LoadReport()
    told: list[Path] = []
    await reread(store, files, report, told.append, ocr=False)
    assert [one.status for one in report.loaded] == ["changed"]
    assert told == [Path(plan.name)] == [one.path for one in report.loaded]
    tasks = await store.read("MATCH (:Plan)-[:HAS_TASK]->(t:Task) RETURN count(t)", {})
    assert tasks == [[len(record.tasks)]]
    assert await find_otherwise_read(store.read, READER) == ()
    async with store.session() as session:
        assert await session.execute_read(find_reading, record.source.sha256, READER) is not None
