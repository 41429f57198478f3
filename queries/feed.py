"""The chain of changes as a feed: what came after a number, and whom it concerns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from graph_schema.callers import Secrecy
from queries.anchors import Read
from queries.audit import read_head
from queries.change import Payload

TASK_CHANGED, DOCUMENT_LOADED = "taskChanged", "documentLoaded"
_LOADS = frozenset({"LOADED", "RELOADED"})

# A part of the chain after a number: each change, and the tasks and documents that it is about.
_PART = """
MATCH (c:Change) WHERE c.seq_key > $after AND c.seq_key <= '999999999999'
RETURN properties(c), [(c)-[:CHANGED]->(t:Task) | t.id], [(c)-[:CHANGED]->(d:Document) | d.id]
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


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that came about: a task changed, or a document was loaded."""

    field: str
    """Of the subscription root."""
    seq: int
    node: str
    change: Mapping[str, object]
    units: frozenset[str]
    leaders: frozenset[str]
    plans: frozenset[str]
    secrecy: Secrecy

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
        (cast(Mapping[str, object], change), _ids(tasks), _ids(documents))
        for change, tasks, documents in rows
    ]
    about = await _about(read, changes)
    events = [event for row in changes for event in _events(*row, about)]
    return int(str(changes[-1][0]["seq"])), tuple(events)


_Row = tuple[Mapping[str, object], tuple[str, ...], tuple[str, ...]]
_About = Mapping[str, list[object]]


async def _about(read: Read, changes: Sequence[_Row]) -> _About:
    tasks = sorted({task for _, found, _ in changes for task in found})
    loaded = sorted({d for change, _, found in changes if _is_load(change) for d in found})
    rows = await read(_OF_TASKS, {"ids": tasks}) if tasks else []
    rows += await read(_OF_DOCUMENTS, {"ids": loaded}) if loaded else []
    return {str(row[0]): row[1:] for row in rows}


def _events(
    change: Mapping[str, object],
    tasks: tuple[str, ...],
    documents: tuple[str, ...],
    about: _About,
) -> Iterable[Event]:
    found = [(TASK_CHANGED, task) for task in tasks if task in about]
    if _is_load(change):
        found += [(DOCUMENT_LOADED, one) for one in documents if one in about]
    for name, node in found:
        units, leaders, plans, levels = (cast(list[object], part) for part in about[node])
        yield Event(
            name,
            int(str(change["seq"])),
            node,
            change,
            frozenset(map(str, units)),
            frozenset(map(str, leaders)),
            frozenset(map(str, plans)),
            Secrecy(max(int(str(level or 0)) for level in (*levels, change.get("secret")))),
        )


def _is_load(change: Mapping[str, object]) -> bool:
    return change.get("action") in _LOADS


def _ids(found: object) -> tuple[str, ...]:
    return tuple(sorted(map(str, cast(list[object], found))))
