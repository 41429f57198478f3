"""What people record, written one fact at a time: reports, extensions, measures, submissions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import REVISIONS
from graph_schema.identity import occurrence_id
from graph_schema.labels import Label, Rel

Row = Mapping[str, object]

# What is recorded of, its version, the units that answer for it, and how often it was corrected.
_SUBJECTS = {
    Label.TASK: """
    MATCH (n:Task {id: $id})
    RETURN properties(n), [(n)<-[:LEADS|EXECUTES|SUPPORTS]-(u:Unit) | u.id],
      COUNT { MATCH (n)<-[:CHANGED]-(c:Change) WHERE c.action IN $revisions }
    """,
    Label.TARGET: """
    MATCH (n:Target {id: $id})
    RETURN properties(n), [(n)<-[:OWNS]-(u:Unit) | u.id] +
      [(n)<-[:HAS_TARGET]-(:Task)<-[:LEADS|EXECUTES]-(u:Unit) | u.id], 0
    """,
    Label.REPORT_DUTY: """
    MATCH (n:ReportDuty {id: $id})
    RETURN properties(n), [(n)<-[:REPORTS]-(u:Unit) | u.id], 0
    """,
}
_LABELS = tuple(
    f"MATCH (n:{label} {{id: $id}}) RETURN '{label}'"
    for label in (
        Label.TASK,
        Label.TARGET,
        Label.REPORT_DUTY,
        Label.DOCUMENT,
        Label.UNIT,
        Label.PERSON,
        Label.PROGRESS,
    )
)
# To which task does a report belong, and what does it say?
_TASK_OF = "MATCH (p:Progress {id: $id})<-[:HAS_PROGRESS]-(t:Task) RETURN t.id, properties(p)"
# What was said last of a task?
_LAST_PERCENT = """
MATCH (t:Task {id: $id})-[:HAS_PROGRESS]->(p:Progress) WHERE p.percent IS NOT NULL
RETURN p.percent ORDER BY p.on DESC, p.at DESC LIMIT 1
"""
_LAST_VALUE = """
MATCH (g:Target {id: $id})-[:HAS_MEASUREMENT]->(m:Measurement)
RETURN m.value, m.on, m.period ORDER BY m.on DESC, m.at DESC LIMIT 1
"""
_LAST_CHANGE = """
MATCH (n {id: $id})<-[:CHANGED]-(c:Change) WHERE c.action <> 'REMINDED'
RETURN c.by, c.field, c.after ORDER BY c.seq DESC LIMIT 1
"""
_OCCURRENCE = {
    label: f"MATCH (r:{label} {{id: $id}})-[:HAS_OCCURRENCE]->(o:Occurrence) "
    "WHERE coalesce(o.due_end, '9999-12-31') = $due RETURN properties(o)"
    for label in (Label.REPORT_DUTY, Label.TASK)
}
# Which times that a duty or a task is due did nobody submit, the earliest first?
_NOT_SUBMITTED = {
    label: f"MATCH (r:{label} {{id: $id}})-[:HAS_OCCURRENCE]->(o:Occurrence) "
    "WHERE o.submitted_on IS NULL RETURN o.due_end ORDER BY o.due_end"
    for label in (Label.REPORT_DUTY, Label.TASK)
}
# When is, or was, a duty or a task due, by its document and by what people submitted?
_DUE_DAYS = {
    label: f"MATCH (r:{label} {{id: $id}})-[:HAS_OCCURRENCE]->(o:Occurrence) "
    "WHERE o.due_end IS NOT NULL RETURN o.id, o.due_end ORDER BY o.due_end"
    for label in (Label.REPORT_DUTY, Label.TASK)
}
_ADD = {
    (label, rel, fact): f"MATCH (n:{label} {{id: $id}}) "
    f"CREATE (f:{fact} {{id: $fact}}) SET f += $p CREATE (n)-[:{rel}]->(f)"
    for label, rel, fact in (
        (Label.TASK, Rel.HAS_PROGRESS, Label.PROGRESS),
        (Label.TASK, Rel.HAS_EXTENSION, Label.EXTENSION),
        (Label.TASK, Rel.HAS_STEP, Label.STEP),
        (Label.TARGET, Rel.HAS_MEASUREMENT, Label.MEASUREMENT),
        (Label.REPORT_DUTY, Rel.HAS_OCCURRENCE, Label.OCCURRENCE),
        (Label.TASK, Rel.HAS_OCCURRENCE, Label.OCCURRENCE),
    )
}
_RELS = {fact: rel for _, rel, fact in _ADD}
# The same of many tasks at once: what each says of itself, what was said last, one report of each.
_TASKS = """
UNWIND $ids AS id MATCH (n:Task {id: id})
RETURN n.id, properties(n), [(n)<-[:LEADS|EXECUTES|SUPPORTS]-(u:Unit) | u.id],
  COUNT { MATCH (n)<-[:CHANGED]-(c:Change) WHERE c.action IN $revisions }
"""
_PERCENTS = """
UNWIND $ids AS id MATCH (t:Task {id: id})-[:HAS_PROGRESS]->(p:Progress)
WHERE p.percent IS NOT NULL RETURN t.id, p.on, p.at, p.percent
"""
_ADD_REPORTS = """
UNWIND $rows AS row MATCH (n:Task {id: row.id})
CREATE (f:Progress {id: row.fact}) SET f += row.p CREATE (n)-[:HAS_PROGRESS]->(f)
"""
_SET = {
    label: f"MATCH (n:{label} {{id: $id}}) SET n += $p"
    for label in (Label.PROGRESS, Label.TARGET, Label.REPORT_DUTY, Label.OCCURRENCE)
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fact is recorded of."""

    label: Label
    id: str
    properties: Row
    units: frozenset[str]
    """Ids of the units that answer for it."""
    revisions: int = 0
    """How often people corrected it, or took that back."""

    @property
    def recorded(self) -> int:
        """One more with each fact that people recorded."""
        return int(str(self.properties.get("version") or 0))

    @property
    def version(self) -> int:
        """One more with each change."""
        return self.recorded + self.revisions

    def text(self, name: str) -> str | None:
        """One of its properties, as words."""
        value = self.properties.get(name)
        return None if value is None else str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """One of its properties that is a list."""
        return tuple(map(str, cast(list[object], self.properties.get(name) or ())))


async def find_subject(tx: AsyncManagedTransaction, label: Label, identity: str) -> Subject | None:
    """The node of this kind with this id."""
    given = {"id": identity, "revisions": list(REVISIONS)}
    rows = await (await tx.run(_SUBJECTS[label], given)).values()
    if not rows:
        return None
    units = frozenset(map(str, rows[0][1]))
    return Subject(label, identity, rows[0][0], units, int(rows[0][2]))


async def find_tasks(tx: AsyncManagedTransaction, ids: Sequence[str]) -> dict[str, Subject]:
    """Tasks by their ids."""
    rows = await (await tx.run(_TASKS, ids=list(ids), revisions=list(REVISIONS))).values()
    return {
        str(identity): Subject(
            Label.TASK, str(identity), properties, frozenset(map(str, units)), int(revisions)
        )
        for identity, properties, units, revisions in rows
    }


async def find_last_percents(tx: AsyncManagedTransaction, tasks: Sequence[str]) -> dict[str, int]:
    """How far tasks are, each by the report of the latest day that says it."""
    rows = await (await tx.run(_PERCENTS, ids=list(tasks))).values()
    in_order = sorted(rows, key=lambda row: (str(row[1]), str(row[2])))
    return {str(row[0]): int(row[3]) for row in in_order}


async def add_reports(tx: AsyncManagedTransaction, reports: Sequence[tuple[str, str, Row]]) -> None:
    """Hang reports on their tasks: id of the task, id of the report, what it says."""
    rows = [{"id": task, "fact": fact, "p": dict(said)} for task, fact, said in reports]
    await (await tx.run(_ADD_REPORTS, rows=rows)).consume()


async def find_label(tx: AsyncManagedTransaction, identity: str) -> str | None:
    """What kind of thing an id is of, when it is of any."""
    for statement in _LABELS:
        if rows := await (await tx.run(statement, id=identity)).values():
            return str(rows[0][0])
    return None


async def find_report(tx: AsyncManagedTransaction, identity: str) -> tuple[str, Row] | None:
    """The task of a report, and the report."""
    rows = await (await tx.run(_TASK_OF, id=identity)).values()
    return (str(rows[0][0]), cast(Row, rows[0][1])) if rows else None


async def find_last_percent(tx: AsyncManagedTransaction, task: str) -> int | None:
    """How far a task is, by the report of the latest day that says it."""
    rows = await (await tx.run(_LAST_PERCENT, id=task)).values()
    return int(rows[0][0]) if rows else None


async def find_last_value(tx: AsyncManagedTransaction, target: str) -> float | None:
    """The value of a target that was measured last."""
    rows = await (await tx.run(_LAST_VALUE, id=target)).values()
    return float(rows[0][0]) if rows else None


async def find_last_change(tx: AsyncManagedTransaction, subject: Subject) -> str:
    """Who changed it last, and to what, in a few words."""
    statement = _LAST_CHANGE.replace("(n {", f"(n:{subject.label} {{")
    rows = await (await tx.run(statement, id=subject.id)).values()
    if not rows:
        return ""
    by, field, after = rows[0]
    return f"{by}: {field or ''} = {after}" if after is not None else str(by)


async def find_occurrence(tx: AsyncManagedTransaction, subject: Subject, due: str) -> Row | None:
    """The report of a duty, or of a recurring task, for one day."""
    rows = await (await tx.run(_OCCURRENCE[subject.label], id=subject.id, due=due)).values()
    return cast(Row, rows[0][0]) if rows else None


async def find_not_submitted(tx: AsyncManagedTransaction, subject: Subject) -> tuple[str, ...]:
    """The days on which it is due and that nobody has submitted anything for, in their order."""
    rows = await (await tx.run(_NOT_SUBMITTED[subject.label], id=subject.id)).values()
    return tuple(str(row[0]) for row in rows)


async def find_due_days(tx: AsyncManagedTransaction, subject: Subject) -> tuple[str, ...]:
    """Every day on which it is due or was by its document's words, in their order.

    A day that a person submitted for where the words name none is no such day.
    """
    rows = await (await tx.run(_DUE_DAYS[subject.label], id=subject.id)).values()
    return tuple(day for made, day in rows if made == occurrence_id(subject.id, day))


async def add_fact(
    tx: AsyncManagedTransaction, fact: Label, subject: Subject, identity: str, properties: Row
) -> None:
    """Hang a recorded fact on what it is of."""
    statement = _ADD[subject.label, _RELS[fact], fact]
    await (await tx.run(statement, id=subject.id, fact=identity, p=dict(properties))).consume()


async def set_properties(
    tx: AsyncManagedTransaction, label: Label, identity: str, properties: Row
) -> None:
    """Write some properties of a report, a target, a duty or one report of a duty."""
    await (await tx.run(_SET[label], id=identity, p=dict(properties))).consume()
