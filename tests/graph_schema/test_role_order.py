"""The place of a task in the lists of those who do it follows its deadline, whoever moves it."""

from typing import Any

from service.store import Store
from tests.queries.asking import ask
from tests.queries.recorded import record_some
from tests.queries.seed import load_all
from tests.service.correcting import PLAN, load_file, load_text, rows, task_id
from tests.service.test_assigned_over_time import _ASSIGN, _HA, _SIGNED, _UNASSIGN
from tests.service.test_changes import change, changing
from tests.service.test_work import _EXTEND

_ROLES = "LEADS|EXECUTES|SUPPORTS|OVERSEES"
_MISPLACED = f"""
MATCH (who)-[r:{_ROLES}]->(t:Task)
WHERE coalesce(r.due_of, '') <> who.id + ' ' + t.due_key + ' ' + t.id
RETURN type(r), who.id, t.id, r.due_of
"""
_HELD = f"MATCH ()-[r:{_ROLES}]->(:Task) RETURN count(r)"
_DUE_OF = f"""
MATCH ()-[r:{_ROLES}]->(t:Task {{id: $id}}) RETURN DISTINCT split(r.due_of, ' ')[1]
"""
_IN_TIME = "query($where: TaskFilter!) { tasks(where: $where, first: 500) { nodes { id } } }"


async def _well_placed(store: Store) -> int:
    """How many have a role; each of them has its task in its place."""
    assert await rows(store, _MISPLACED) == []
    return int(str((await rows(store, _HELD))[0][0]))


async def test_every_role_has_its_place_after_loading_and_after_what_people_record(
    store: Store,
) -> None:
    await load_all(store)
    before = await _well_placed(store)
    await record_some(store)
    assert await _well_placed(store) == before > 8


async def test_an_extension_moves_the_task_in_every_list_and_stays_over_a_new_reading(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    assert await rows(store, _DUE_OF, id=task) == [["2026-09-30"]]
    given = {"task": task, "on": "2026-10-05", "reason": "Chờ vốn", "approver": "Chủ tịch"}
    async with changing(store) as client:
        assert "id" in await change(client, _EXTEND, **given, end="2026-10-31")
    assert await rows(store, _DUE_OF, id=task) == [["2026-10-31"]]
    for given, found in (({"dueTo": "2026-10-30"}, False), ({"dueFrom": "2026-10-31"}, True)):
        due: Any = await ask(store, _IN_TIME, where={"dueFrom": "2026-09-30", **given})
        assert ({"id": task} in due["tasks"]["nodes"]) is found, "what is in force counts"
    await load_text(store, PLAN.read_text("utf-8") + "\n", "ban-moi.txt")
    assert await rows(store, _DUE_OF, id=task) == [["2026-10-31"]]
    assert await _well_placed(store) > 3


async def test_whom_people_assign_has_the_task_in_its_place(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    before = await _well_placed(store)
    given = {"node": task, "role": "OVERSEE", **_SIGNED}
    async with changing(store) as client:
        await change(client, _ASSIGN, **given, who=_HA, on="2026-08-01")
        assert await _well_placed(store) == before + 1
        await change(client, _UNASSIGN, **given, who=_HA, on="2026-10-01")
    assert await _well_placed(store) == before
