"""What each field of one thing means, over the graph in memory."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graph_schema.corrections import REVISIONS
from tests.queries import oracle_dated as dated
from tests.queries.oracle_filters import ownership
from tests.queries.oracle_graph import Link, Thing, Values
from tests.queries.oracle_known import known_of
from tests.queries.oracle_lists import DOERS, ROLES, each

_LONGEST = 8
_USUAL_LINE = ("IMPLEMENTS", "CITES")
_BEST = ("REPLACES", "IMPLEMENTS", "CITES", "AMENDS")
_ROLE = {relationship: role for role, relationship in ROLES.items()}
_PERIODS = {"due": "due_", "issued": "issued_", "period": "period_"}
_KEPT_AS = {
    ("ReportDuty", "by"): "by_text",
    ("ReportDuty", "to"): "to_text",
    ("ReportDuty", "via"): "via_text",
    ("Correction", "file"): "source",
}
_USUALLY: Mapping[tuple[str, str], object] = {
    ("Plan", "known"): False,
    ("Directive", "known"): False,
    ("Unit", "aliases"): [],
    ("Position", "version"): 0,
    ("Correction", "value"): [],
    ("Correction", "readValue"): [],
    ("ReviewItem", "open"): True,
}
_GIVEN_LATER = ("Overseer", "Assignment", "Owner")
# Who has which roles in a thing, shown as units alone or with what is said of it.
_IN_ROLE: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("Task", "leads"): ("Unit", ("LEADS",)),
    ("Task", "executors"): ("Unit", ("EXECUTES",)),
    ("Task", "supports"): ("Unit", ("SUPPORTS",)),
    ("Task", "assignments"): ("", DOERS),
    ("Task", "overseers"): ("", ("OVERSEES",)),
    ("Target", "owners"): ("", ("OWNS",)),
}
_OF_THE_THING = {"person": "Person", "unit": "Unit", "office": "Position"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing as one relationship shows it."""

    thing: Thing
    link: Link
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """Values that stand on a node or a relationship: a source, a period."""

    values: Values
    prefix: str = ""


def field_of(thing: Thing, name: str, asked: Mapping[str, Any]) -> object:
    """The value of a field of a thing."""
    kind = thing.kind or next(iter(thing.labels))
    if name == "source":
        return source_of(thing.values)
    if (kind, name) in _DATED:
        return _DATED[kind, name](thing, dated.day_of(asked))
    if kind == "Extension" and name in ("from", "to"):
        end = thing.values.get(f"{name}_end")
        period = {"start": end, "end": end, "precision": "DAY", "code": end}
        return None if end is None else Held(period)
    if name == "known" and asked:
        return known_of(thing, str(asked["by"]), str(asked.get("asOf") or asked["by"]))
    if name == "offices":
        return _offices(thing, asked)
    if name == "holders":
        return _holders(thing, asked)
    if (kind, name) in _IN_ROLE:
        label, kinds = _IN_ROLE[kind, name]
        found = _had(thing, kinds, asked)
        return [s.thing for s in found if label in s.thing.labels] if label else found
    if name == "summary":
        return dated.summary_of(thing, asked)
    if name == "completeness":
        return dated.completeness(thing)
    if name in _PERIODS:
        prefix = _PERIODS[name]
        return Held(thing.values, prefix) if f"{prefix}code" in thing.values else None
    if (kind, name) in _LINKED:
        return _LINKED[kind, name](thing)
    if name in ("directives", "carriedOutBy"):
        return _line(thing, name == "directives", asked)
    if name == "roles":
        return _roles(thing, asked)
    if name == "ownership":
        return ownership(thing)
    if (kind, name) == ("Task", "version"):
        changes = [link.start.values.get("action") for link in thing.before("CHANGED")]
        return int(str(thing.values.get("version", 0))) + sum(
            action in REVISIONS for action in changes
        )
    if (kind, name) == ("Plan", "file"):
        return thing.values.get("sha256")
    kept = _KEPT_AS.get((kind, name), snake(name))
    return thing.values.get(kept, _USUALLY.get((kind, name)))


def field_seen(seen: Seen, kind: str, name: str, asked: Mapping[str, Any]) -> object:
    """The value of a field of what a relationship shows."""
    if kind in _GIVEN_LATER and name in ("from", "to"):
        return seen.link.values.get({"from": "since", "to": "until"}[name])
    if (kind, name) == ("Overseer", "holders"):
        office = str(seen.link.values.get("position_id"))
        ends = [seen.thing, *(link.end for link in seen.thing.after("HOLDS"))]
        found = next((thing for thing in ends if thing.id == office), None)
        return [] if found is None else _holders(found, asked)
    if name == "source":
        return None if "corrected_by" in seen.link.values else source_of(seen.link.values)
    if name == "depth":
        return seen.depth
    if name == "relation":
        return seen.link.kind
    if name == "role":
        return _ROLE[_role(seen.link)]
    if name == "document" or (kind, name) in (
        ("Holding", "position"),
        ("Holder", "person"),
        ("Signature", "person"),
    ):
        return seen.thing
    if name in _OF_THE_THING:
        return seen.thing if _OF_THE_THING[name] in seen.thing.labels else None
    if (kind, name) in (("Holding", "by"), ("Holder", "by")):
        return seen.link.values.get("entered_by")
    return seen.link.values.get(snake(name))


def source_of(values: Values) -> Held | None:
    """The source of a fact, where it has words."""
    return Held(values) if "quote" in values else None


def snake(name: str) -> str:
    """A field's name as a property's."""
    return re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", name)


def _line(start: Thing, up: bool, asked: Mapping[str, Any]) -> list[Seen]:
    kinds = [str(kind) for kind in each(asked.get("relation") or list(_USUAL_LINE))]
    found: dict[str, Seen] = {}
    level = {start.id: start}
    for depth in range(1, (_LONGEST if asked.get("transitive") is True else 1) + 1):
        reached: dict[str, list[Seen]] = {}
        for thing in level.values():
            for link in thing.after(*kinds) if up else thing.before(*kinds):
                other = link.end if up else link.start
                if other is not start and other.id not in found:
                    reached.setdefault(other.id, []).append(Seen(other, link, depth))
        level = {identity: ways[0].thing for identity, ways in reached.items()}
        found |= {identity: min(ways, key=_better) for identity, ways in reached.items()}
    ordered = sorted(found.values(), key=lambda seen: seen.thing.id)
    ordered.sort(key=lambda seen: str(seen.thing.values["issued_key"]), reverse=True)
    return sorted(ordered, key=lambda seen: seen.depth)


def _better(seen: Seen) -> tuple[int, int]:
    return _BEST.index(seen.link.kind), cast(int, seen.link.values.get("start", 0))


def _roles(task: Thing, asked: Mapping[str, Any]) -> list[str]:
    links = (e for e in task.before(*ROLES.values()) if "Unit" in e.start.labels)
    held = {link.kind for link in links if link.start.id == asked["unit"]}
    return [role for role, relationship in ROLES.items() if relationship in held]


# Ways from a thing to others.

_Find = Callable[[Thing], object]


def _one(links: Iterable[Link], end: bool, label: str = "") -> Thing | None:
    found = [link.end if end else link.start for link in links]
    return next((thing for thing in found if not label or label in thing.labels), None)


def _to(kind: str) -> _Find:
    return lambda thing: _one(thing.after(kind), True)


def _from(kind: str, label: str = "") -> _Find:
    return lambda thing: _one(thing.before(kind), False, label)


def _many(kind: str, out: bool, *keys: str) -> _Find:
    def find(thing: Thing) -> list[Thing]:
        links = thing.after(kind) if out else thing.before(kind)
        found = [link.end if out else link.start for link in links]
        return sorted(found, key=lambda other: [str(other.values[key]) for key in keys])

    return find


def _in_order(links: Iterable[Link]) -> list[Link]:
    """As the document has them; of those that share a place the earlier, then the lower id."""
    return sorted(
        links,
        key=lambda e: (cast(int, e.values.get("order", 0)), _begun(e), e.start.id),
    )


def _begun(link: Link) -> str:
    return str(link.values.get("since", ""))


def _role(link: Link) -> str:
    return str(link.values.get("role", link.kind))


def _had(thing: Thing, kinds: Iterable[str], asked: Mapping[str, Any]) -> list[Seen]:
    """Who has some roles; of a day, who had them then, once the task was given."""
    day = asked.get("asOf")
    links = [link for link in thing.into if _role(link) in kinds]
    if day is None:
        links = [link for link in links if link.kind != "ANSWERED"]
    else:
        given = str(thing.values.get("assigned_key", "")) <= str(day)
        links = [link for link in links if given and _was_so(link, str(day))]
    return [
        Seen(link.start, link)
        for kind in kinds
        for link in _in_order(link for link in links if _role(link) == kind)
    ]


def _was_so(link: Link, day: str) -> bool:
    return str(link.values.get("since", "")) <= day <= str(link.values.get("until", "9999-12-31"))


def _changed(change: Thing) -> Thing | None:
    """Rather the thing than the report or correction that changed it."""
    nodes = [link.end for link in change.after("CHANGED")]
    besides = {"Progress", "Correction"}
    return min(nodes, key=lambda n: (bool(besides & n.labels), n.id), default=None)


def _successions(links: Iterable[Link], end: bool) -> list[Seen]:
    seen = [Seen(link.end if end else link.start, link) for link in links]
    return sorted(seen, key=lambda s: (str(s.link.values["on"]), s.thing.id))


def _signer(plan: Thing) -> Seen | None:
    return next((Seen(link.end, link) for link in plan.after("SIGNED_BY")), None)


def _offices(person: Thing, asked: Mapping[str, Any]) -> list[Seen]:
    held = sorted(person.after("HOLDS"), key=lambda e: (*_since(e), e.end.id))
    return [Seen(link.end, link) for link in held if _held_on(link, asked)]


def _holders(office: Thing, asked: Mapping[str, Any]) -> list[Seen]:
    held = sorted(office.before("HOLDS"), key=lambda e: (*_since(e), e.start.id), reverse=True)
    return [Seen(link.start, link) for link in held if _held_on(link, asked)]


def _since(held: Link) -> tuple[str, str]:
    values = held.values
    return str(values.get("from", values.get("as_of", ""))), str(values.get("doc", ""))


def _held_on(held: Link, asked: Mapping[str, Any]) -> bool:
    if "asOf" not in asked:
        return True
    day, known = str(asked["asOf"]), _since(held)[0]
    said = [
        other.values
        for other in held.start.after("HOLDS")
        if other.end is held.end and "doc" not in other.values
    ]
    if "doc" in held.values and any(
        str(one.get("from", "")) <= day and known <= str(one.get("to", "9999-12-31"))
        for one in said
    ):
        return False
    return known <= day <= str(held.values.get("to", "9999-12-31"))


def _deadline(task: Thing, day: str) -> Held | None:
    found = dated.in_force(task, day)
    return None if found is None else Held(found)


def _known_day(name: str, unknown: str) -> Callable[[Thing, str], object]:
    return lambda task, _: None if task.values[name] == unknown else task.values[name]


_DATED: Mapping[tuple[str, str], Callable[[Thing, str], object]] = {
    ("Task", "status"): dated.status_of,
    ("Task", "deadline"): _deadline,
    ("Task", "daysOverdue"): dated.days_overdue,
    ("Task", "closedOn"): _known_day("closed_key", "9999-12-31"),
    ("Task", "reportedOn"): _known_day("reported_key", "0000-00-00"),
    ("Occurrence", "status"): dated.occurrence_status,
}
_CORRECTED = _many("CORRECTS", False, "at", "id")
_LINKED: Mapping[tuple[str, str], _Find] = {
    ("Plan", "issuer"): _to("ISSUED_BY"),
    ("Directive", "issuer"): _to("ISSUED_BY"),
    ("Plan", "signer"): _signer,
    ("Plan", "phases"): _many("HAS_PHASE", True, "order"),
    ("Plan", "reportDuties"): _many("HAS_REPORT_DUTY", True, "order"),
    ("Plan", "corrections"): _many("HAS_CORRECTION", True, "at", "id"),
    ("Task", "progress"): dated.entered("HAS_PROGRESS", latest_first=True),
    ("Task", "extensions"): dated.entered("HAS_EXTENSION"),
    ("Task", "steps"): dated.entered("HAS_STEP"),
    ("Task", "occurrences"): dated.occurrences,
    ("ReportDuty", "occurrences"): dated.occurrences,
    ("Target", "measurements"): dated.entered("HAS_MEASUREMENT"),
    ("Target", "latest"): dated.latest,
    ("Progress", "evidence"): dated.entered("HAS_EVIDENCE"),
    ("Change", "node"): _changed,
    ("Task", "plan"): _from("HAS_TASK"),
    ("Task", "parent"): _to("PART_OF"),
    ("Task", "phase"): _to("IN_PHASE"),
    ("Task", "targets"): _many("HAS_TARGET", True, "order"),
    ("Task", "corrections"): _CORRECTED,
    ("Phase", "plan"): _from("HAS_PHASE"),
    ("Phase", "tasks"): _many("IN_PHASE", False, "order"),
    ("Target", "plan"): _from("HAS_TARGET", "Document"),
    ("Target", "task"): _from("HAS_TARGET", "Task"),
    ("Target", "corrections"): _CORRECTED,
    ("ReportDuty", "byUnit"): _from("REPORTS"),
    ("ReportDuty", "toUnit"): _to("REPORTS_TO"),
    ("ReportDuty", "plan"): _from("HAS_REPORT_DUTY"),
    ("ReportDuty", "corrections"): _CORRECTED,
    ("Unit", "place"): _to("SITS_IN"),
    ("Unit", "succeededBy"): lambda unit: _successions(unit.after("SUCCEEDED_BY"), end=True),
    ("Unit", "predecessors"): lambda unit: _successions(unit.before("SUCCEEDED_BY"), end=False),
    ("Unit", "corrections"): _many("MERGES_INTO", False, "at", "id"),
    ("Place", "parent"): _to("PART_OF"),
    ("Position", "unit"): _to("IN"),
    ("ReviewItem", "about"): _to("ABOUT"),
    ("ReviewItem", "plan"): _from("HAS_REVIEW_ITEM"),
    ("Correction", "into"): _to("MERGES_INTO"),
    ("Correction", "plan"): _from("HAS_CORRECTION", "Plan"),
    ("Correction", "corrects"): _many("CORRECTS", True, "id"),
}
