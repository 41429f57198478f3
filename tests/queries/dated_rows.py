"""Many tasks in chosen classes, written as rows: each keeps what the product would make it keep."""

from collections.abc import Iterable, Mapping, Sequence

from neo4j import AsyncManagedTransaction

from graph_schema.dated import Extension, Facts, Report, Step, StepKind, kept
from service.store import Store

DAY = "2026-11-20"
"""The day on which the tasks are in the class that they are made for."""
_BATCH = 2_000
_AT = "2026-06-01T00:00:00.000000Z"


def _report(on: str, percent: int = 100) -> Report:
    return Report(f"progress_{on}", on, _AT, percent)


# Class to the printed deadline and what was recorded.
WAYS: Mapping[str, tuple[str | None, Facts]] = {
    "DONE_ON_TIME": ("2026-09-30", Facts((_report("2026-09-30"),))),
    "DONE_LATE": ("2026-09-30", Facts((_report("2026-10-01"),))),
    "DONE_WITHOUT_DEADLINE": (None, Facts((_report("2026-08-15"),))),
    "OPEN_IN_TERM": (DAY, Facts((_report("2026-10-01", 40),))),
    "OPEN_OVERDUE": ("2026-11-19", Facts()),
    "OPEN_WITHOUT_DEADLINE": (None, Facts()),
    "CANCELLED": (
        "2026-09-30",
        Facts(steps=(Step("step_1", "2026-07-01", _AT, StepKind.CANCELLED),)),
    ),
}
PUT_OFF = ("2026-06-30", Facts(extensions=(Extension("x", "2026-08-01", _AT, "2026-12-31"),)))
"""Overdue through July, in term again since an extension."""

_PLAN = """
MERGE (d:Document:Plan {id: $plan}) SET d.known = true, d.plan_key = $plan, d.issued_key = $plan
MERGE (u:Unit {id: $unit}) SET u.name = $unit, u.search = $unit, u.sort = $unit
"""
_TASKS = """
UNWIND $rows AS row MATCH (d:Document {id: row.plan}) MATCH (u:Unit {id: row.unit})
CREATE (t:Task) SET t = row.p
CREATE (d)-[:HAS_TASK]->(t)
CREATE (u)-[:LEADS {order: 1, due_of: u.id + ' ' + t.due_key + ' ' + t.id}]->(t)
"""
_EXTENSIONS = """
UNWIND $rows AS row MATCH (t:Task {id: row.id})
CREATE (t)-[:HAS_EXTENSION]->(:Extension {id: 'ext_' + row.id, on: row.on, to_end: row.end})
"""


def task_row(
    identity: str,
    way: tuple[str | None, Facts],
    *,
    plan: str = "doc_p",
    unit: str = "unit_u",
    assigned: str = "2026-01-15",
    routine: bool = False,
) -> dict[str, object]:
    """A task as the write path would keep it."""
    printed, facts = way
    properties = {
        "id": identity,
        "order": identity,
        "ref": identity,
        "text": identity,
        "search": identity,
        "plan_key": plan,
        "has_lead": True,
        "has_doer": True,
        "routine": routine,
        "assigned_key": assigned,
        "version": 0,
        **kept(printed, facts).properties(),
    }
    if printed is not None:
        properties |= {"due_code": printed, "due_start": printed, "due_end": printed}
        properties |= {"due_precision": "DAY", "due_text": printed}
    extensions = [{"id": identity, "on": x.on, "end": x.to_end} for x in facts.extensions]
    held = {k: v for k, v in properties.items() if v is not None}
    return {"plan": plan, "unit": unit, "p": held, "extensions": extensions}


def classes(
    counts: Mapping[str, int], prefix: str = "t", spread: int = 1
) -> list[dict[str, object]]:
    """So many tasks of each class, over so many plans and units."""
    ends = ["", *map(str, range(1, spread))]
    return [
        task_row(
            f"{prefix}_{name}_{number:05d}",
            WAYS[name],
            plan=f"doc_p{ends[number % spread]}",
            unit=f"unit_u{ends[number % spread]}",
        )
        for name, count in counts.items()
        for number in range(count)
    ]


async def write_rows(store: Store, rows: Sequence[dict[str, object]]) -> None:
    """Write them, some at a time."""
    for plan, unit in sorted({(str(row["plan"]), str(row["unit"])) for row in rows}):
        await write(store, _PLAN, {"plan": plan, "unit": unit})
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        await write(store, _TASKS, {"rows": some})
    await write(store, _EXTENSIONS, {"rows": list(_extensions(rows))})


def _extensions(rows: Iterable[dict[str, object]]) -> Iterable[object]:
    for row in rows:
        found = row["extensions"]
        assert isinstance(found, list)
        yield from found


async def write(store: Store, statement: str, parameters: Mapping[str, object]) -> None:
    """Run one statement that writes."""

    async def work(tx: AsyncManagedTransaction) -> None:
        await (await tx.run(statement, dict(parameters))).consume()

    await store.write(work)


async def drop_rows(store: Store) -> None:
    """Delete the tasks some at a time: the embedded engine ends a statement that takes long."""
    drop = "MATCH (t:Task) WITH t LIMIT 2000 DETACH DELETE t"
    while (await store.read("MATCH (t:Task) RETURN count(t)", {}))[0][0]:
        await write(store, drop, {})
