"""A store with something of everything: hand-made plans, a real layout, corrections, a merge."""

from dataclasses import replace

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import CorrectionKind
from loaders.known_names import Names
from service.assigning import assign, unassign
from service.corrections import Wanted, correct, merge, succeed, withdraw
from service.store import Store
from tests.queries.recorded import record_some
from tests.queries.seed import load_all
from tests.service.correcting import SAID, load_file, task_id

_NEW = replace(SAID, names=Names(new=True))
_TARGET = "MATCH (g:Target {ref: 'II.1.1'}) RETURN g.id LIMIT 1"
_UNITS = """
MATCH (u:Unit)-[:LEADS|EXECUTES|SUPPORTS]->(t:Task) WHERE t.source = $file
RETURN u.id, count(t) AS tasks ORDER BY tasks, u.id LIMIT 2
"""
_OTHERS = "MATCH (u:Unit)-[:LEADS]->(:Task) RETURN DISTINCT u.id ORDER BY u.id LIMIT 2"
_ITEM = "MATCH (i:ReviewItem) RETURN i.id ORDER BY i.id LIMIT 1"


async def load_world(store: Store) -> None:
    """Load and correct it, all through the product's own write path."""
    await load_all(store)
    outcome = await load_file(store)
    set_value, name_owner = CorrectionKind.SET_VALUE, CorrectionKind.NAME_OWNER
    task = await task_id(store, "III.1.b")
    target = str((await store.read(_TARGET, {}))[0][0])
    for wanted in (
        Wanted(task, set_value, "lead", ("Công an xã", "Nguyễn Thu Hà, Phó Chủ tịch UBND xã")),
        Wanted(task, set_value, "overseers", ("Đảng ủy xã",)),
        Wanted(target, name_owner, None, ("Phòng Kinh tế",)),
        Wanted(target, name_owner, None, ("Nguyễn Thu Hà, Phó Chủ tịch UBND xã",)),
        Wanted(target, name_owner, None, ("Chủ tịch UBND xã",)),
        Wanted(str((await store.read(_ITEM, {}))[0][0]), CorrectionKind.CONFIRM),
    ):
        await correct(store, wanted, _NEW)
    for change, who, role, on in (
        (assign, "Trạm Y tế xã", "LEAD", "2026-07-15"),
        (assign, "Nguyễn Thu Hà, Phó Chủ tịch UBND xã", "OVERSEE", "2026-08-01"),
        (unassign, "Đảng ủy xã", "OVERSEE", "2026-10-01"),
        (unassign, "Trạm Y tế xã", "LEAD", "2026-10-01"),
        (assign, "Chủ tịch UBND xã", "OVERSEE", "2026-10-02"),
    ):
        await change(store, task, role, who, replace(_NEW, on=on))
    taken_back = await correct(store, Wanted(task, set_value, "due", ("31/10/2026",)), SAID)
    await withdraw(store, taken_back.correction, SAID)
    file = await store.read(
        "MATCH (d:Document {id: $id}) RETURN d.sha256", {"id": outcome.document_id}
    )
    units = await store.read(_UNITS, {"file": file[0][0]})
    await merge(store, str(units[0][0]), str(units[1][0]), SAID)
    third, fourth = await store.read(_OTHERS, {})
    reorganised = replace(SAID, on="2026-08-01")
    await succeed(store, str(third[0]), str(fourth[0]), reorganised, founded=True)
    await record_some(store)
    await store.write(_load_earlier)


async def _load_earlier(tx: AsyncManagedTransaction) -> None:
    """The plans were there before anything was recorded of them."""
    at = {"at": "2026-05-31T08:00:00.000000Z"}
    await (await tx.run("MATCH (c:Change {action: 'LOADED'}) SET c.at = $at", at)).consume()
