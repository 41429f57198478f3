"""What people recorded of some tasks, targets and duties: a little of each kind, in turn."""

from collections.abc import Mapping
from functools import partial

from neo4j import AsyncManagedTransaction

from graph_schema.labels import Label
from graph_schema.merge_work import Recorded, keep
from service.store import Store

_AT = "2026-06-0{}T08:00:00.000000Z"
_TASKS = "MATCH (t:Task) RETURN t.id ORDER BY t.id"
_TARGETS = "MATCH (g:Target) RETURN g.id ORDER BY g.id LIMIT 2"
_DUTIES = "MATCH (r:ReportDuty) RETURN r.id ORDER BY r.id LIMIT 2"
_RECURS = "MATCH (t:Task {id: $id}) SET t.recurs = 'hằng quý', t.recurs_key = '2026-09-15'"
# Who took an office up, and who had it before: said by people, without a document.
_HELD = """
MATCH (o:Position) WITH o ORDER BY o.id LIMIT 1 MATCH (p:Person) WITH o, p ORDER BY p.id LIMIT 2
WITH o, collect(p) AS two WITH o, two[0] AS former, two[1] AS now
CREATE (former)-[a:HOLDS]->(o) SET a = $former CREATE (now)-[b:HOLDS]->(o) SET b = $now
"""
_Event = tuple[str, Mapping[str, object]]


def _event(label: str, on: str, at: int, **values: object) -> _Event:
    return label, {"on": on, "at": _AT.format(at), "by": "Người Ghi", **values}


# Task by task, again from the first when there are more tasks.
_TURNS: tuple[tuple[_Event, ...], ...] = (
    (
        _event("Progress", "2026-06-02", 1, percent=40, result="Đang làm", state="REPORTED"),
        _event("Progress", "2026-06-30", 2, percent=100, result="Xong", state="APPROVED"),
    ),
    (
        _event(
            "Extension", "2026-07-15", 1, to_end="2026-09-15", from_end="2026-06-30", reason="Mưa"
        ),
    ),
    (_event("Step", "2026-06-10", 1, kind="CANCELLED", reason="Trùng"),),
    (),
    (
        _event("Progress", "2027-01-05", 1, percent=100, state="REPORTED"),
        _event("Progress", "2027-01-06", 2, difficulty="Thiếu vốn", state="REPORTED"),
    ),
    (
        _event("Progress", "2026-06-05", 1, percent=100, state="RETURNED", decided_on="2026-06-09"),
        _event("Step", "2026-06-10", 2, kind="CANCELLED"),
        _event("Step", "2026-06-20", 3, kind="REOPENED"),
    ),
)


async def record_some(store: Store) -> None:
    """Record them: the nodes, and what each task then keeps."""
    tasks = await store.read(_TASKS, {})
    for at, (identity,) in enumerate(tasks):
        events = _TURNS[at % len(_TURNS)]
        rows = [{**values, "id": f"{label}_{at}_{n}"} for n, (label, values) in enumerate(events)]
        for (label, _), row in zip(events, rows, strict=True):
            await _hang(store, "Task", str(identity), label, row)
        recorded = Recorded(Label.TASK, str(identity), ("", 1))
        await store.write(partial(keep, tasks=[recorded]))
    for at, (identity,) in enumerate(await store.read(_TARGETS, {})):
        for n, value in enumerate((12.5, 80.0)[at:]):
            row = {"id": f"m_{at}_{n}", "on": f"2026-0{6 + n}-01", "at": _AT.format(n + 1)}
            await _hang(store, "Target", str(identity), "Measurement", {**row, "value": value})
    for at, (identity,) in enumerate(await store.read(_DUTIES, {})):
        row = {"id": f"o_{at}", "due_end": "2026-06-25", "submitted_on": f"2026-06-2{4 + 3 * at}"}
        await _hang(store, "ReportDuty", str(identity), "Occurrence", row)
        due = {"id": f"o_{at}_due", "due_end": "2026-12-25"}
        await _hang(store, "ReportDuty", str(identity), "Occurrence", due)
    for (identity,) in tasks[:2]:
        await _write(store, _RECURS, {"id": identity})
        for n, day in enumerate(("2026-06-15", "2026-09-15")):
            row = {"id": f"o_{identity}_{n}", "due_end": day}
            row |= {"submitted_on": "2026-06-16", "by": "Người Ghi"} if n == 0 else {}
            await _hang(store, "Task", str(identity), "Occurrence", row)
    await _evidence_and_changes(store, str(tasks[0][0]))
    said = {"entered_by": "Người Ghi", "at": _AT.format(1)}
    former = {**said, "from": "2024-01-01", "to": "2026-03-31"}
    await _write(store, _HELD, {"former": former, "now": {**said, "from": "2026-04-01"}})


async def _evidence_and_changes(store: Store, task: str) -> None:
    evidence = {"id": "evidence_1", "title": "Biên bản", "size": 3, "url": "/evidence/1"}
    await _hang(store, "Progress", "Progress_0_1", "Evidence", evidence)
    for seq in (1, 2):
        row = {
            "id": f"change_{seq}",
            "seq": seq,
            "seq_key": f"{seq:012d}",
            "at": _AT.format(seq),
            "by": "Người Ghi",
        }
        more = {"action": "REPORTED", "field": "percent", "before": "0", "after": str(40 * seq)}
        await _write(
            store,
            "MATCH (t:Task {id: $id}) CREATE (c:Change)-[:CHANGED]->(t) SET c = $p",
            {"id": task, "p": {**row, **more}},
        )


async def _hang(
    store: Store, label: str, identity: str, kind: str, row: Mapping[str, object]
) -> None:
    await _write(
        store,
        f"MATCH (n:{label} {{id: $id}}) CREATE (n)-[:HAS_{kind.upper()}]->(f:{kind}) SET f = $p",
        {"id": identity, "p": dict(row)},
    )


async def _write(store: Store, statement: str, parameters: Mapping[str, object]) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        await (await tx.run(statement, dict(parameters))).consume()

    await store.write(work)
