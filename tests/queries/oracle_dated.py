"""Classes, deadlines and counts as of a day, in memory: told from the plain functions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from graph_schema import dated
from tests.queries.oracle_graph import Graph, Link, Thing
from tests.queries.oracle_lists import DOERS, ROLES, Where, each

CLASSES = (
    "DONE_ON_TIME",
    "DONE_LATE",
    "DONE_WITHOUT_DEADLINE",
    "OPEN_IN_TERM",
    "OPEN_OVERDUE",
    "OPEN_WITHOUT_DEADLINE",
    "CANCELLED",
)
_STEPS_UP = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """Tasks counted by class, and the open ones by the age of their last report."""

    counts: Mapping[str, int]
    ages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of statistics."""

    of: Thing
    summary: Counted


@dataclass(frozen=True, slots=True)
class Grouped:
    """Statistics as a whole."""

    day: str
    total: Counted
    groups: list[Group]
    cut: bool


def day_of(asked: Mapping[str, Any]) -> str:
    """The day that is asked for, or today."""
    return str(asked.get("asOf") or dated.today().isoformat())


def deadline_of(task: Thing, day: str) -> str | None:
    """The last day in force on a day."""
    printed = cast(str | None, task.values.get("due_end"))
    return dated.deadline_on(day, printed, cast(list[str], task.values.get("deadlines", [])))


def status_of(task: Thing, day: str) -> str | None:
    """The class of a task on a day."""
    if str(task.values["assigned_key"]) > day:
        return None
    state = dated.state_on(day, cast(list[str], task.values.get("states", [])))
    if state is not dated.State.OPEN:
        return str(state)
    end = deadline_of(task, day)
    if end is None:
        return "OPEN_WITHOUT_DEADLINE"
    return "OPEN_OVERDUE" if end < day else "OPEN_IN_TERM"


def occurrence_status(one: Thing, day: str) -> str:
    """The class of one report of a duty."""
    submitted, end = one.values.get("submitted_on"), str(one.values["due_end"])
    if submitted is not None and str(submitted) <= day:
        return "DONE_LATE" if str(submitted) > end else "DONE_ON_TIME"
    return "OPEN_OVERDUE" if end < day else "OPEN_IN_TERM"


def days_overdue(task: Thing, day: str) -> int | None:
    """How long a task is overdue; None when it is not."""
    end = deadline_of(task, day)
    if end is None or status_of(task, day) != "OPEN_OVERDUE":
        return None
    return (date.fromisoformat(day) - date.fromisoformat(end)).days


def in_force(task: Thing, day: str) -> Mapping[str, object] | None:
    """The deadline in force, as a period's values."""
    end = deadline_of(task, day)
    if end is None or end == task.values.get("due_end"):
        names = ("start", "end", "precision", "text", "code")
        return {name: task.values.get(f"due_{name}") for name in names} if end else None
    return {"start": end, "end": end, "precision": "DAY", "code": end}


def of_year(task: Thing, year: object) -> bool:
    """Assigned by the end of the year, and not closed before it began."""
    assigned, closed = str(task.values["assigned_key"]), str(task.values["closed_key"])
    return assigned <= f"{year}-12-31" and closed >= f"{year}-01-01"


def count(tasks: Iterable[Thing], day: str) -> Counted:
    """How many of these are in each class, and how stale the open ones are."""
    several = list(tasks)
    found = Counter(status_of(task, day) for task in several)
    open_ones = [task for task in several if str(status_of(task, day)).startswith("OPEN")]
    ages = Counter(age_of(task, day) for task in open_ones)
    return Counted({name: found[name] for name in CLASSES}, ages)


def age_of(task: Thing, day: str) -> str:
    """How long before a day a task was last reported on."""
    reports = [link.end.values for link in task.after("HAS_PROGRESS")]
    days = [
        str(one["on"])
        for one in reports
        if one.get("state") != "RETURNED" or str(one["decided_on"]) > day
    ]
    last = max((on for on in [*days, str(task.values["reported_key"])] if on <= day), default="")
    if last in ("", dated.NEVER):
        return "openNeverReported"
    gone = (date.fromisoformat(day) - date.fromisoformat(last)).days
    if gone > 90:
        return "openReportedOver90DaysAgo"
    return "openReported30To90DaysAgo" if gone >= 30 else "openReportedUnder30DaysAgo"


def summary_of(doer: Thing, asked: Mapping[str, Any]) -> Counted:
    """The tasks of a unit or person."""
    usual = DOERS if doer.kind == "Unit" else tuple(ROLES.values())
    kinds = [ROLES[str(role)] for role in each(asked["role"])] if asked.get("role") else usual
    tasks = {link.end.id: link.end for link in doer.after(*kinds)}.values()
    kept = (
        task
        for task in tasks
        if ("year" not in asked or of_year(task, asked["year"]))
        and ("routine" not in asked or bool(task.values.get("routine")) == asked["routine"])
    )
    return count(kept, day_of(asked))


def group(tasks: Iterable[Thing], asked: Mapping[str, Any], where: Where) -> Grouped:
    """Tasks counted whole and in groups."""
    day = str(asked.get("asOf") or where.get("asOf") or dated.today().isoformat())
    known = [task for task in tasks if status_of(task, day) is not None]
    members: dict[str, tuple[Thing, dict[str, Thing]]] = {}
    for task in known:
        for thing in _groups(task, str(asked["by"]), where):
            members.setdefault(thing.id, (thing, {}))[1][task.id] = task
    groups = [Group(thing, count(held.values(), day)) for thing, held in members.values()]
    groups.sort(key=lambda one: (-sum(one.summary.counts.values()), one.of.id))
    first = int(asked.get("first", 200))
    return Grouped(day, count(known, day), groups[:first], len(groups) > first)


def _groups(task: Thing, by: str, where: Where) -> Iterable[Thing]:
    chosen = where.get("role")
    kinds = [ROLES[str(role)] for role in each(chosen)] if chosen else DOERS
    plans = [link.start for link in task.before("HAS_TASK")]
    if by == "UNIT":
        return [e.start for e in task.before(*kinds) if "Unit" in e.start.labels]
    if by == "LEADER":
        return [link.start for link in task.before("OVERSEES")]
    if by == "PLAN":
        return plans
    if by == "PLACE":
        issuers = [link.end for plan in plans for link in plan.after("ISSUED_BY")]
        return [link.end for unit in issuers for link in unit.after("SITS_IN")]
    return above(plans)


def above(plans: Iterable[Thing]) -> list[Thing]:
    """What documents rest on, at any depth."""
    level, found = list(plans), dict[str, Thing]()
    for _ in range(_STEPS_UP):
        level = [link.end for plan in level for link in plan.after("IMPLEMENTS", "CITES")]
        found |= {document.id: document for document in level}
    return list(found.values())


def entered(kind: str, latest_first: bool = False) -> Any:  # noqa: ANN401 - a resolver
    """What people entered of a thing, by the day it is of."""

    def find(thing: Thing) -> list[Thing]:
        held: Iterable[Link] = thing.after(kind)
        found = sorted((link.end for link in held), key=_entry)
        return found[::-1] if latest_first else found

    return find


def begins(day: str) -> str:
    """Midnight in Vietnam, seven hours before that of UTC."""
    try:
        before = date.fromisoformat(day) - timedelta(days=1)
    except OverflowError:
        return ""
    return f"{before}T17:00:00.000000Z"


def latest(target: Thing) -> Thing | None:
    """The latest measurement; of one moment, the lower id."""
    found = sorted((link.end for link in target.after("HAS_MEASUREMENT")), key=lambda m: m.id)
    return max(found, key=lambda m: (str(m.values["on"]), str(m.values["at"])), default=None)


def occurrences(thing: Thing) -> list[Thing]:
    """The reports of a duty."""
    found = (link.end for link in thing.after("HAS_OCCURRENCE"))
    return sorted(found, key=lambda one: (str(one.values["due_end"]), one.id))


def _entry(thing: Thing) -> tuple[str, str, str]:
    return str(thing.values.get("on", "")), str(thing.values.get("at", "")), thing.id


def of_summary(counted: Counted, name: str) -> object:
    """A count or a rate."""
    if name.startswith(("openReported", "openNever")):
        return counted.ages.get(name, 0)
    one = counted.counts
    done = one["DONE_ON_TIME"] + one["DONE_LATE"] + one["DONE_WITHOUT_DEADLINE"]
    late, overdue = one["DONE_LATE"], one["OPEN_OVERDUE"]
    every = sum(one.values())
    whole: dict[str, object] = {
        "assigned": every,
        "done": done,
        "open": every - done - one["CANCELLED"],
        "completionRateOfAll": _rate(done, every),
        "completionRateOfDue": _rate(done, done + overdue),
        "overdueRateOfAll": _rate(overdue, every),
        "overdueRateOfDue": _rate(overdue, done + overdue),
        "overdueRateOfDated": _rate(overdue, one["DONE_ON_TIME"] + late + overdue),
        "onTimeRateOfDone": _rate(one["DONE_ON_TIME"], done),
        "lateRateOfDone": _rate(late, done),
        "undatedRateOfDone": _rate(one["DONE_WITHOUT_DEADLINE"], done),
    }
    named = {"".join(w.title() for w in key.split("_")): n for key, n in one.items()}
    return whole[name] if name in whole else named[name[0].upper() + name[1:]]


def _rate(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def of_group(one: Group, name: str) -> object:
    """A field of a group."""
    names = ("name", "full_title", "symbol", "title", "kind", "id")
    if name == "label":
        return next(str(one.of.values[key]) for key in names if key in one.of.values)
    return one.of if name == "of" else one.summary


def of_grouped(whole: Grouped, name: str) -> object:
    """A field of statistics."""
    return {
        "asOf": whole.day,
        "total": whole.total,
        "groups": whole.groups,
        "cut": whole.cut,
        "loads": loads([of_summary(one.summary, "open") for one in whole.groups]),
    }[name]


@dataclass(frozen=True, slots=True)
class Band:
    """A class of load."""

    values: Mapping[str, object]


def loads(counts: list[Any]) -> list[Band]:
    """The classes of load of these groups."""
    if not counts:
        return []
    ranked = sorted(counts)
    low, high = ranked[(len(ranked) - 1) // 4], ranked[(len(ranked) - 1) * 3 // 4]
    fence = int(high + 1.5 * (high - low))
    tops = {"LIGHT": low, "USUAL": high, "HEAVY": fence, "VERY_HEAVY": max(*ranked, fence + 1)}
    bands, start = [], 0
    for name, top in tops.items():
        held = len([count for count in ranked if start <= count <= top])
        end = None if name == "VERY_HEAVY" else top
        bands.append(Band({"load": name, "from": start, "to": end, "groups": held}))
        start = top + 1
    return bands


def completeness(plan: Thing) -> Band:
    """How many tasks and targets of a plan have what they need."""
    tasks = [link.end for link in plan.after("HAS_TASK")]
    targets = [link.end for link in plan.after("HAS_TARGET")]
    lead = sum(bool(task.values.get("has_lead")) for task in tasks)
    due = sum("due_code" in task.values for task in tasks)
    owner = sum(target.values.get("ownership", "NONE") != "NONE" for target in targets)
    figure = sum(bool(list(target.after("HAS_MEASUREMENT"))) for target in targets)
    return Band(
        {
            "tasks": len(tasks),
            "tasksWithLead": lead,
            "tasksWithDue": due,
            "targets": len(targets),
            "targetsWithOwner": owner,
            "targetsWithFigure": figure,
            "leadRate": _rate(lead, len(tasks)),
            "dueRate": _rate(due, len(tasks)),
            "ownerRate": _rate(owner, len(targets)),
            "figureRate": _rate(figure, len(targets)),
        }
    )


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a document down."""

    nodes: list[Thing]
    relations: list[str]

    def field(self, name: str) -> object:
        """A field of it."""
        return len(self.relations) if name == "length" else getattr(self, name)


@dataclass(frozen=True, slots=True)
class Chain:
    """The ways, shortest first."""

    ways: list[Way]
    cut: bool


def chain(graph: Graph, start: str, end: str, first: int) -> Chain:
    """Every way from a document down to a doer, task or target."""
    above, below = graph.things.get(start), graph.things.get(end)
    if above is None or below is None:
        return Chain([], False)
    lower = [way for way in _lower(below) if "Document" in way.nodes[0].labels]
    ways = [whole for way in lower for whole in _upward(way, above, 0)]
    ways.sort(key=lambda w: (len(w.relations), "".join(f"{n.id}|" for n in w.nodes[::-1])))
    return Chain(ways[:first], len(ways) > first)


def _on(way: Way, links: Iterable[Link], up: bool = True) -> list[Way]:
    ends = ((link.start if up else link.end, link.kind) for link in links)
    return [Way([thing, *way.nodes], [kind, *way.relations]) for thing, kind in ends]


def _lower(below: Thing) -> list[Way]:
    begin = Way([below], [])
    if "Target" in below.labels:
        held = [w for w in _on(begin, below.before("HAS_TARGET")) if "Task" in w.nodes[0].labels]
        return [way for task in held for way in _on(task, task.nodes[0].before("HAS_TASK"))]
    if "Task" in below.labels:
        return _on(begin, below.before("HAS_TASK"))
    if not {"Unit", "Person", "Position"} & below.labels:
        return []
    ends = [(begin, below.after(*ROLES.values()), below.after("OWNS"))]
    for hold in below.before("HOLDS"):  # by the document that says what its holder does
        doc, over = hold.values.get("doc"), _on(begin, [hold])[0]
        said = [x for x in hold.start.after(*ROLES.values(), "OWNS") if x.values.get("doc") == doc]
        own = [link for link in said if link.kind == "OWNS"]
        if doc is not None:
            ends.append((over, iter([x for x in said if x.kind != "OWNS"]), iter(own)))
    done = [way for begun, roles, _ in ends for way in _on(begun, roles, up=False)]
    owned = [way for begun, _, owns in ends for way in _on(begun, owns, up=False)]
    return [
        *(way for task in done for way in _on(task, task.nodes[0].before("HAS_TASK"))),
        *(way for one in owned for way in _on(one, one.nodes[0].before("HAS_TARGET"))),
    ]


def _upward(way: Way, above: Thing, depth: int) -> Iterable[Way]:
    if way.nodes[0].id == above.id:
        yield way
    if depth < _STEPS_UP:
        for longer in _on(way, way.nodes[0].after("IMPLEMENTS", "CITES"), up=False):
            yield from _upward(longer, above, depth + 1)
