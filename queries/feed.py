"""The chain of changes as a feed: what came after a number, and whom it concerns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from graph_schema.callers import Secrecy
from graph_schema.merge_reminders import REMINDED
from queries.anchors import Read
from queries.audit import read_head
from queries.change import Payload
from queries.reminders import Announced, read_announced

TASK_CHANGED, DOCUMENT_LOADED, REMINDER = "taskChanged", "documentLoaded", "reminder"
_LOADS = frozenset({"LOADED", "RELOADED"})

# A part of the chain after a number: each change, and the tasks and documents that it is about.
_PART = """
MATCH (c:Change) WHERE c.seq_key > $after AND c.seq_key <= '999999999999'
RETURN properties(c), [(c)-[:CHANGED]->(t:Task) | t.id], [(c)-[:CHANGED]->(d:Document) | d.id],
  [(c)-[:CHANGED]->(r:ReportDuty) | r.id]
ORDER BY c.seq_key LIMIT 100
"""
# Whose work is a task, and of which plan, how secret is it kept?
_OF_TASKS = """
UNWIND $ids AS id MATCH (t:Task {id: id})
RETURN t.id, [(t)<-[:LEADS|EXECUTES|SUPPORTS]-(u:Unit) | u.id], [(t)<-[:OVERSEES]-(o) | o.id],
  [(t)<-[:HAS_TASK]-(d:Document) | d.id], [t.secret]
"""
# The same of everything that a document assigns.
_OF_DOCUMENTS = """
UNWIND $ids AS id MATCH (d:Document {id: id})
RETURN d.id, [(d)-[:HAS_TASK]->(:Task)<-[:LEADS|EXECUTES|SUPPORTS]-(u:Unit) | u.id],
  [(d)-[:HAS_TASK]->(:Task)<-[:OVERSEES]-(o) | o.id], [d.id], [d.secret]
"""
# Of which plan is a duty to report, how secret is it kept?
_OF_DUTIES = """
UNWIND $ids AS id MATCH (r:ReportDuty {id: id})
RETURN r.id, [] AS units, [] AS leaders, [(r)<-[:HAS_REPORT_DUTY]-(d:Document) | d.id], [r.secret]
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that came about: a task changed, a document was loaded, somebody was reminded."""

    field: str
    """Of the subscription root."""
    seq: int
    node: str
    change: Mapping[str, object]
    units: frozenset[str]
    leaders: frozenset[str]
    plans: frozenset[str]
    secrecy: Secrecy
    reminder: Announced | None = None

    def payload(self) -> Payload:
        """As the subscription answers it."""
        names = ("at", "by", "action", "field", "before", "after", "reason")
        told: dict[str, object] = {name: self.change.get(name) for name in names}
        if self.field == TASK_CHANGED:
            return Payload("TaskChanged", {**told, "seq": self.seq}, {"task": self.node})
        return Payload("DocumentLoaded", {**told, "seq": self.seq}, {"plan": self.node})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events someone wants; an empty filter takes all."""

    fields: frozenset[str] = frozenset({TASK_CHANGED, DOCUMENT_LOADED})
    unit: str | None = None
    leader: str | None = None
    plans: frozenset[str] = field(default_factory=frozenset)
    clearance: Secrecy = Secrecy.OPEN

    def takes(self, event: Event) -> bool:
        """Whether the event is wanted, and may be told."""
        return (
            event.field in self.fields
            and event.secrecy <= self.clearance
            and (self.unit is None or self.unit in event.units)
            and (self.leader is None or self.leader in event.leaders)
            and (not self.plans or bool(self.plans & event.plans))
        )

    def of(self, events: Iterable[Event]) -> tuple[tuple[int, Sequence[Event]], ...]:
        """What is wanted of these, change by change: the number of each, and its events."""
        wanted = filter(self.takes, events)
        grouped = groupby(wanted, key=lambda event: event.seq)
        return tuple((seq, tuple(group)) for seq, group in grouped)


async def read_end(read: Read) -> int:
    """The number of the last change; 0 while nothing was changed."""
    return (await read_head(read))[0]


async def read_events(read: Read, after: int) -> tuple[int, tuple[Event, ...]]:
    """The number up to which was read, and what came about after ``after`` up to there."""
    rows = await read(_PART, {"after": f"{after:012d}"})
    if not rows:
        return after, ()
    changes = [
        (cast(Mapping[str, object], change), _ids(tasks), _ids(documents), _ids(duties))
        for change, tasks, documents, duties in rows
    ]
    about = await _about(read, changes)
    ids = [str(change["result"]) for change, *_ in changes if _is_reminder(change)]
    reminders = await read_announced(read, ids) if ids else {}
    events = [event for row in changes for event in _events(row, about, reminders)]
    return int(str(changes[-1][0]["seq"])), tuple(events)


_Row = tuple[Mapping[str, object], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_About = Mapping[str, list[object]]


async def _about(read: Read, changes: Sequence[_Row]) -> _About:
    tasks = sorted({task for _, found, _, _ in changes for task in found})
    loaded = sorted({d for change, _, found, _ in changes if _is_load(change) for d in found})
    duties = sorted({d for change, _, _, found in changes if _is_reminder(change) for d in found})
    rows = await read(_OF_TASKS, {"ids": tasks}) if tasks else []
    rows += await read(_OF_DOCUMENTS, {"ids": loaded}) if loaded else []
    rows += await read(_OF_DUTIES, {"ids": duties}) if duties else []
    return {str(row[0]): row[1:] for row in rows}


def _found(row: _Row) -> Sequence[tuple[str, str]]:
    """The events of a change, each with its node."""
    change, tasks, documents, duties = row
    if _is_reminder(change):
        return [(REMINDER, node) for node in (*tasks, *duties)]
    loaded = documents if _is_load(change) else ()
    return [*((TASK_CHANGED, task) for task in tasks), *((DOCUMENT_LOADED, d) for d in loaded)]


def _events(row: _Row, about: _About, reminders: Mapping[str, Announced]) -> Iterable[Event]:
    change = row[0]
    reminder = reminders.get(str(change.get("result")))
    for name, node in _found(row):
        if node not in about:
            continue
        units, leaders, plans, levels = (cast(list[object], part) for part in about[node])
        if reminder is not None:  # whose it is, is who was reminded
            units = leaders = [reminder.recipient]
        yield Event(
            name,
            int(str(change["seq"])),
            node,
            change,
            frozenset(map(str, units)),
            frozenset(map(str, leaders)),
            frozenset(map(str, plans)),
            Secrecy(max(int(str(level or 0)) for level in (*levels, change.get("secret")))),
            reminder,
        )


def _is_load(change: Mapping[str, object]) -> bool:
    return change.get("action") in _LOADS


def _is_reminder(change: Mapping[str, object]) -> bool:
    return change.get("action") == REMINDED


def _ids(found: object) -> tuple[str, ...]:
    return tuple(sorted(map(str, cast(list[object], found))))
