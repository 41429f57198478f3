"""Whatever people write has a history of the changes that made or touched it, in any store."""

from collections.abc import Mapping

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import CorrectionKind
from graph_schema.labels import Label
from graph_schema.migrations import migrate
from service.corrections import Wanted, correct, withdraw
from service.store import Store
from tests.queries.asking import ask
from tests.service.correcting import SAID, load_file, rows, task_id
from tests.service.test_changes import change, changing
from tests.service.test_work import (
    _APPROVE,
    _CANCEL,
    _EXTEND,
    _MEASURE,
    _REOPEN,
    _REPORT,
    _SUBMIT,
)

_KINDS = ("Progress", "Extension", "Step", "Measurement", "Occurrence", "Evidence", "ReviewItem")
_OF_EACH = "history(orderBy: [AT]) { totalCount nodes { action by node { id } } }"
_EACH = " ".join(f"... on {kind} {{ {_OF_EACH} }}" for kind in (*_KINDS, "Place", "Phase"))
_HISTORY = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ id {_EACH} }} }}"
_LINKS = """
MATCH (c:Change)-[:CHANGED]->(n) RETURN c.id, labels(n)[0], n.id ORDER BY c.id, labels(n)[0], n.id
"""


async def _record_all(store: Store) -> Mapping[str, list[str]]:
    """Each kind of fact once; answers ids of each kind."""
    await load_file(store)
    task, other = await task_id(store, "III.1.b"), await task_id(store, "III.1.a")
    target = str((await rows(store, "MATCH (g:Target) RETURN g.id ORDER BY g.order"))[0][0])
    times = "MATCH (r:ReportDuty)-[:HAS_OCCURRENCE]->(o) RETURN r.id, o.due_end"
    duty, due = (await rows(store, f"{times} ORDER BY o.due_end"))[0]
    item = str((await rows(store, "MATCH (i:ReviewItem) RETURN i.id ORDER BY i.id"))[0][0])
    async with changing(store) as client:
        sent = await client.post("/evidence?name=bien-ban.txt", content=b"Ngay 01/09")
        file = sent.json()["id"]
        await change(client, _REPORT, task=task, percent=40, on="2026-09-01", evidence=[file])
        ((report,),) = await rows(store, "MATCH (p:Progress) RETURN p.id")
        await change(client, _APPROVE, progress=report, on="2026-09-02")
        await change(client, _EXTEND, task=task, end="2027-03-31", on="2026-09-03", reason="Mưa")
        await change(client, _CANCEL, task=other, on="2026-09-04", reason="Trùng")
        await change(client, _REOPEN, task=other, on="2026-09-05", reason="Nhầm")
        await change(client, _MEASURE, target=target, value=42.5, on="2026-09-01")
        await change(client, _SUBMIT, duty=duty, due=due, on="2026-10-02")
    done = await correct(store, Wanted(item, CorrectionKind.CONFIRM), SAID)
    found = {
        kind: [str(row[0]) for row in await rows(store, f"MATCH (n:{kind}) RETURN n.id")]
        for kind in _KINDS
    }
    submitted = "MATCH (o:Occurrence) WHERE o.submitted_on IS NOT NULL RETURN o.id"
    found["Occurrence"] = [str(row[0]) for row in await rows(store, submitted)]
    return {**found, "ReviewItem": [item], "Correction": [done.correction]}


async def _histories(store: Store, ids: list[str]) -> list[list[str]]:
    nodes = (await ask(store, _HISTORY, ids=ids))["nodes"]
    assert all(node["history"]["totalCount"] == len(node["history"]["nodes"]) for node in nodes)
    return sorted([change["action"] for change in node["history"]["nodes"]] for node in nodes)


EXPECTED: Mapping[str, list[list[str]]] = {
    "Progress": [["REPORTED", "APPROVED"]],
    "Extension": [["EXTENDED"]],
    "Step": [["CANCELLED"], ["REOPENED"]],
    "Measurement": [["MEASURED"]],
    "Occurrence": [["SUBMITTED"]],
    "Evidence": [["EVIDENCE_SENT", "REPORTED"]],
    "ReviewItem": [["CONFIRM"]],
}


async def test_what_people_write_tells_who_wrote_it(store: Store) -> None:
    ids = await _record_all(store)
    for kind, expected in EXPECTED.items():
        assert await _histories(store, ids[kind]) == expected, kind
    (extension,) = (await ask(store, _HISTORY, ids=ids["Extension"]))["nodes"]
    (task,) = await rows(store, "MATCH (t:Task)-[:HAS_EXTENSION]->() RETURN t.id")
    assert extension["history"]["nodes"][0]["node"] == {"id": task[0]}
    feed = "query($node: ID!) { changes(where: {node: $node}) { nodes { action } } }"
    found = (await ask(store, feed, node=ids["Measurement"][0]))["changes"]["nodes"]
    assert found == [{"action": "MEASURED"}]
    await withdraw(store, ids["Correction"][0], SAID)
    assert await _histories(store, ids["ReviewItem"]) == [["CONFIRM", "WITHDRAWN"]]


async def test_places_and_phases_have_a_history_that_is_empty(store: Store) -> None:
    await load_file(store)
    places = [str(row[0]) for row in await rows(store, "MATCH (p:Place) RETURN p.id")]
    assert await _histories(store, places) == [[]] * len(places)
    assert places


async def test_a_store_of_before_links_changes_to_what_they_made(store: Store) -> None:
    await _record_all(store)
    written = await rows(store, _LINKS)
    facts = (Label.EXTENSION, Label.STEP, Label.MEASUREMENT, Label.OCCURRENCE, Label.REVIEW_ITEM)

    async def forget(tx: AsyncManagedTransaction) -> None:
        for label in facts:
            await (await tx.run(f"MATCH (:Change)-[x:CHANGED]->(:{label}) DELETE x")).consume()
        await (await tx.run("MATCH (m:Migration) WHERE m.version >= 15 DELETE m")).consume()

    await store.write(forget)
    assert len(await rows(store, _LINKS)) == len(written) - 6
    async with store.session() as session:
        assert 15 in (await migrate(session)).applied
    assert await rows(store, _LINKS) == written


async def test_a_shared_file_that_is_more_secret_hides_no_report_of_an_open_task(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    async with changing(store) as client:
        file = (await client.post("/evidence?name=bien-ban.txt", content=b"Ngay")).json()["id"]
        await change(client, _REPORT, task=task, percent=40, on="2026-09-01", evidence=[file])

        async def hide(tx: AsyncManagedTransaction) -> None:
            await (await tx.run("MATCH (e:Evidence) SET e.secret = 2")).consume()

        await store.write(hide)
        await change(client, _REPORT, task=task, percent=50, on="2026-09-02", evidence=[file])
    found = await rows(store, "MATCH (c:Change {action: 'REPORTED'}) RETURN c.secret")
    assert found == [[None], [None]]
