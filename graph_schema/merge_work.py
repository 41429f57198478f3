"""Every write of what people record of tasks, targets and duties; no reading takes any of it back.

A reading writes tasks as if nothing had been recorded: what they keep (``graph_schema.dated``) is
put back in the same transaction. What a new version no longer has, but people recorded something
of, stays in its plan, called off from that day on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.dated import Facts, facts_of, kept, today
from graph_schema.labels import Label

Row = Mapping[str, object]

# Of which tasks, targets and duties of a document did people record something?
_RECORDED_TASKS = """
MATCH (p:Document {id: $doc})-[:HAS_TASK]->(t:Task) WHERE t.version > 0
RETURN t.id, t.ref, t.version, t.dropped_on
"""
_RECORDED_IN = """
UNWIND $ids AS id MATCH (d:Document {id: id}) MATCH (d)-[:HAS_TASK]->(t:Task) WHERE t.version > 0
RETURN t.id, t.version, t.dropped_on
"""
_RECORDED_TARGETS = """
MATCH (p:Document {id: $doc})-[:HAS_TARGET]->(g:Target)-[:HAS_MEASUREMENT]->()
RETURN DISTINCT g.id, g.ref, g.ordinal
"""
_RECORDED_DUTIES = """
MATCH (p:Document {id: $doc})-[:HAS_REPORT_DUTY]->(r:ReportDuty)-[:HAS_OCCURRENCE]->(o:Occurrence)
WHERE o.submitted_on IS NOT NULL RETURN DISTINCT r.id, r.order
"""
# What was submitted is not due a second time, whatever duty or task it moved from.
_SUBMITTED_ONCE = {
    label: f"UNWIND $ids AS id MATCH (r:{label} {{id: id}})-[:HAS_OCCURRENCE]->(s:Occurrence) "
    "WHERE s.submitted_on IS NOT NULL MATCH (r)-[:HAS_OCCURRENCE]->(o:Occurrence) "
    "WHERE o.submitted_on IS NULL AND o.due_end = s.due_end DETACH DELETE o"
    for label in (Label.REPORT_DUTY, Label.TASK)
}
# What was recorded of these tasks?
_FACTS = """
UNWIND $ids AS id MATCH (t:Task {id: id})-[:HAS_PROGRESS|HAS_EXTENSION|HAS_STEP]->(f)
RETURN t.id, labels(f), properties(f)
"""
_PRINTED = "UNWIND $ids AS id MATCH (t:Task {id: id}) RETURN t.id, t.due_end"
_SET_TASKS = "UNWIND $rows AS row MATCH (t:Task {id: row.id}) SET t += row.p"
# A new deadline is a new place in the lists of those who do these tasks (graph_schema.role_order).
_SET_PLACES = """
UNWIND $ids AS id MATCH (t:Task {id: id})<-[r:LEADS|EXECUTES|SUPPORTS|OVERSEES]-(who)
WITH r, who.id + ' ' + t.due_key + ' ' + t.id AS due_of WHERE coalesce(r.due_of, '') <> due_of
SET r.due_of = due_of
"""
# What stays after its plan let go of it is still ordered as the plan is.
_ORDER_AS = tuple(
    (
        label,
        "MATCH (d:Document {id: $doc}) UNWIND $ids AS id "
        f"MATCH (n:{label} {{id: id}}) SET n.plan_key = d.plan_key, n.doc = d.id",
    )
    for label in (Label.TASK, Label.TARGET, Label.REPORT_DUTY)
)
# So it is where nobody leads it or answers for it (the same place as in loaders/work_facts.py).
_ORDER_BARE = tuple(
    (
        label,
        "MATCH (d:Document {id: $doc}) OPTIONAL MATCH (d)-[:ISSUED_BY]->(u:Unit) "
        "WITH head(collect(u.id)) AS issuer UNWIND $ids AS id "
        f"MATCH (n:{label} {{id: id}}) WHERE n.{bare}_key IS NOT NULL "
        "WITH n, issuer, n.plan_key + ' ' + n.order + ' ' + n.id AS place "
        f"SET n.{bare}_key = place, n.{bare}_of = issuer + ' ' + place",
    )
    for label, bare in ((Label.TASK, "unled"), (Label.TARGET, "unowned"))
)
# What was recorded moves to the same task, target or duty of the document that its file is now
# read as.
_MOVE = tuple(
    f"UNWIND $rows AS row MATCH (a:{label} {{id: row.old}})-[x:{rel}]->(f) "
    f"MATCH (b:{label} {{id: row.new}}) CREATE (b)-[:{rel}]->(f) DELETE x"
    for label, rel in (
        ("Task", "HAS_PROGRESS"),
        ("Task", "HAS_EXTENSION"),
        ("Task", "HAS_STEP"),
        ("Task", "HAS_OCCURRENCE"),
        ("Target", "HAS_MEASUREMENT"),
        ("ReportDuty", "HAS_OCCURRENCE"),
    )
)
_MOVE_CHANGES = tuple(
    f"UNWIND $rows AS row MATCH (a:{label} {{id: row.old}})<-[x:CHANGED]-(c) "
    f"MATCH (b:{label} {{id: row.new}}) CREATE (c)-[:CHANGED]->(b) DELETE x"
    for label in ("Task", "Target", "ReportDuty", "Document")
)
_DROP = tuple(
    f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n"
    for label in ("Task", "Target", "ReportDuty")
)
_HANG = {
    "Task": "MATCH (d:Document {id: $doc}) UNWIND $ids AS id MATCH (n:Task {id: id}) "
    "CREATE (d)-[:HAS_TASK {doc: $doc}]->(n)",
    "Target": "MATCH (d:Document {id: $doc}) UNWIND $ids AS id MATCH (n:Target {id: id}) "
    "CREATE (d)-[:HAS_TARGET {doc: $doc}]->(n)",
    "ReportDuty": "MATCH (d:Document {id: $doc}) UNWIND $ids AS id MATCH (n:ReportDuty {id: id}) "
    "CREATE (d)-[:HAS_REPORT_DUTY {doc: $doc}]->(n)",
}
# Who stands to a task that moved with its document: said by that document from now on.
_SAID_BY = "UNWIND $ids AS id MATCH (n:Task {id: id})-[x]-() WHERE x.doc = $old SET x.doc = $doc"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A task, target or duty that people recorded something of."""

    label: Label
    id: str
    place: tuple[str, int]
    """Its ref and ordinal: where it stands in its document."""
    version: int = 0
    dropped_on: str | None = None
    document: str = ""
    """The document that it hangs on."""


async def find_recorded(tx: AsyncManagedTransaction, document: str) -> tuple[Recorded, ...]:
    """What of a document people recorded something of."""
    tasks = await (await tx.run(_RECORDED_TASKS, doc=document)).values()
    targets = await (await tx.run(_RECORDED_TARGETS, doc=document)).values()
    duties = await (await tx.run(_RECORDED_DUTIES, doc=document)).values()
    return (
        *(
            Recorded(Label.TASK, str(row[0]), (str(row[1]), 1), int(row[2]), row[3], document)
            for row in tasks
        ),
        *(
            Recorded(Label.TARGET, str(row[0]), (str(row[1]), int(row[2])), document=document)
            for row in targets
        ),
        *(
            Recorded(Label.REPORT_DUTY, str(row[0]), ("", int(row[1])), document=document)
            for row in duties
        ),
    )


async def put_back(
    tx: AsyncManagedTransaction,
    document: str,
    written: Mapping[tuple[Label, tuple[str, int]], str],
    recorded: Sequence[Recorded],
) -> None:
    """After a reading is written, what people recorded stands on its tasks as before.

    ``written`` tells which node the reading made at each place. ``recorded`` hung on the document,
    or on another one that its file was read as before.
    """
    if not recorded:
        return
    moved = [one for one in recorded if one.document != document]
    at_home = [one for one in recorded if one.document == document]
    for one in moved:
        new = written.get((one.label, one.place))
        if new is None:
            await _hang(tx, document, one)
            at_home.append(replace(one, document=document))
        else:
            await _move(tx, one, new)
            at_home.append(replace(one, id=new, document=document))
    for label, statement in _SUBMITTED_ONCE.items():
        if ids := [one.id for one in at_home if one.label is label]:
            await (await tx.run(statement, ids=ids)).consume()
    standing = set(written.values())
    tasks = [one for one in at_home if one.label is Label.TASK]
    for label, statement in (*_ORDER_AS, *_ORDER_BARE):
        if ids := [one.id for one in at_home if one.label is label and one.id not in standing]:
            await (await tx.run(statement, doc=document, ids=ids)).consume()
    day = today().isoformat()
    await keep(
        tx,
        [
            replace(one, dropped_on=None if one.id in standing else one.dropped_on or day)
            for one in tasks
        ],
    )


async def keep(tx: AsyncManagedTransaction, tasks: Sequence[Recorded]) -> None:
    """Write what tasks keep, anew from their printed deadlines and their events."""
    ids = [task.id for task in tasks]
    facts = await find_facts(tx, ids)
    printed = dict((await (await tx.run(_PRINTED, ids=ids)).values()) or ())
    rows = [
        {
            "id": task.id,
            "p": {
                **kept(
                    printed.get(task.id),
                    replace(facts.get(task.id, Facts()), dropped_on=task.dropped_on),
                ).properties(),
                "version": task.version,
                "dropped_on": task.dropped_on,
            },
        }
        for task in tasks
    ]
    await (await tx.run(_SET_TASKS, rows=rows)).consume()
    await (await tx.run(_SET_PLACES, ids=ids)).consume()


async def keep_again(tx: AsyncManagedTransaction, documents: Sequence[str]) -> None:
    """What tasks of these documents keep of what was recorded, for a store that kept less of it."""
    rows = await (await tx.run(_RECORDED_IN, ids=list(documents))).values()
    found = [Recorded(Label.TASK, str(row[0]), ("", 1), int(row[1]), row[2]) for row in rows]
    if found:
        await keep(tx, found)


async def find_facts(tx: AsyncManagedTransaction, ids: Iterable[str]) -> dict[str, Facts]:
    """What was recorded of each of these tasks."""
    rows = await (await tx.run(_FACTS, ids=list(ids))).values()
    found: defaultdict[str, list[tuple[str, Row]]] = defaultdict(list)
    for identity, labels, properties in rows:
        found[str(identity)].append((str(labels[0]), cast(Row, properties)))
    return {identity: facts_of(events) for identity, events in found.items()}


async def _move(tx: AsyncManagedTransaction, one: Recorded, new: str) -> None:
    rows = [{"old": one.id, "new": new}]
    for statement in (*_MOVE, *_MOVE_CHANGES):
        await (await tx.run(statement, rows=rows)).consume()
    for statement in _DROP:
        await (await tx.run(statement, ids=[one.id])).consume()


async def _hang(tx: AsyncManagedTransaction, document: str, one: Recorded) -> None:
    await (await tx.run(_HANG[one.label], doc=document, ids=[one.id])).consume()
    await (await tx.run(_SAID_BY, ids=[one.id], old=one.document, doc=document)).consume()
