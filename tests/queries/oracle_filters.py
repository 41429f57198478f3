"""What each filter means, over things in memory."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from graph_schema.dated import NO_DEADLINE
from graph_schema.identity import office_key, symbol_key
from graph_schema.vietnamese import search_key
from tests.queries import oracle_dated as dated
from tests.queries.oracle_graph import Thing
from tests.queries.oracle_lists import Where, each, has_name, has_words, is_named, roles_of

Holds = Callable[[Thing, object, Where], bool]


def _has_title(position: Thing, title: object) -> bool:
    return str(position.values["search"]).startswith(office_key(str(title)))


def _held_with(person: Thing, document: object, title: object) -> bool:
    return any(
        held.values.get("doc") == document and _has_title(held.end, title)
        for held in person.after("HOLDS")
    )


def _is_unit(unit: Thing, asked: Where) -> bool:
    places = [link.end for link in unit.after("SITS_IN")]
    return (
        "Unit" in unit.labels
        and ("id" not in asked or unit.id == asked["id"])
        and ("name" not in asked or is_named(unit, asked["name"]))
        and ("place" not in asked or any(has_name(place, asked["place"]) for place in places))
    )


def _overseen(task: Thing, asked: object, _: Where) -> bool:
    who = cast(Where, asked)
    links = list(task.before("OVERSEES"))
    people = [link for link in links if "Person" in link.start.labels]
    title, wanted = who.get("position"), True
    if "name" in who or "person" in who:
        wanted = any(
            ("name" not in who or has_name(link.start, who["name"]))
            and ("person" not in who or link.start.id == who["person"])
            and (title is None or _held_with(link.start, link.values.get("doc"), title))
            for link in people
        )
    elif title is not None:
        bare = [link.start for link in links if "Position" in link.start.labels]
        wanted = any(_has_title(office, title) for office in bare) or any(
            _held_with(link.start, link.values.get("doc"), title) for link in people
        )
    bodies = [link.start for link in links if "Unit" in link.start.labels]
    return wanted and ("unit" not in who or any(has_name(b, who["unit"]) for b in bodies))


def _issued_by(issuer: object, plans: Iterable[Thing]) -> bool:
    return any(has_name(link.end, issuer) for plan in plans for link in plan.after("ISSUED_BY"))


def _issued_by_unit(unit: object, plans: Iterable[Thing]) -> bool:
    return any(link.end.id == unit for plan in plans for link in plan.after("ISSUED_BY"))


def _plans(thing: Thing, kind: str) -> list[Thing]:
    return [link.start for link in thing.before(kind) if "Plan" in link.start.labels]


def _below(kind: str) -> Holds:
    return lambda thing, plan, _: any(link.start.id == plan for link in thing.before(kind))


def _due_end(thing: Thing) -> str | None:
    """The last day in force, which an extension may have put off; none without a deadline."""
    day = str(thing.values.get("due_key") or NO_DEADLINE)
    return None if day == NO_DEADLINE else day


def ownership(target: Thing) -> str:
    """Who answers for a target, told from its relationships."""
    if any(target.before("OWNS")):
        return "DIRECT"
    tasks = [link.start for link in target.before("HAS_TARGET") if "Task" in link.start.labels]
    done = any(any(task.before("LEADS", "EXECUTES")) for task in tasks)
    return "VIA_TASK" if done else "NONE"


def _flag(name: str, usual: bool) -> Holds:
    return lambda thing, wanted, _: thing.values.get(name, usual) == wanted


_DUE: Mapping[str, Holds] = {
    "dueFrom": lambda t, day, _: (_due_end(t) or "") >= str(day),
    "dueTo": lambda t, day, _: (_due_end(t) or NO_DEADLINE) <= min(str(day), "9999-12-30"),
    "text": lambda t, words, _: has_words(t, words),
}
_KIND: Holds = lambda t, kinds, _: t.values["kind"] in each(kinds)  # noqa: E731


def _of_place_kind(place: Thing, kinds: object, _: Where) -> bool:
    return search_key(str(place.values["kind"])) in [search_key(str(kind)) for kind in each(kinds)]


def _rests_on(documents: Iterable[Thing], wanted: object) -> bool:
    return any(
        above.id == wanted or above.values.get("symbol_key") == symbol_key(str(wanted))
        for above in dated.above(documents)
    )


def _sits_within(units: Iterable[Thing], wanted: object) -> bool:
    return _lies_within([link.end for unit in units for link in unit.after("SITS_IN")], wanted)


def _lies_within(level: list[Thing], wanted: object) -> bool:
    while level:
        if any(place.id == wanted or has_name(place, wanted) for place in level):
            return True
        level = [link.end for place in level for link in place.after("PART_OF")]
    return False


def _issuers(plans: Iterable[Thing]) -> list[Thing]:
    return [link.end for plan in plans for link in plan.after("ISSUED_BY")]


def _occurs(thing: Thing, kinds: object, where: Where) -> bool:
    day = dated.day_of(where)
    found = (dated.occurrence_status(link.end, day) for link in thing.after("HAS_OCCURRENCE"))
    return any(status in each(kinds) for status in found)


FILTERS: Mapping[str, Mapping[str, Holds]] = {
    "TaskFilter": {
        **_DUE,
        "plan": _below("HAS_TASK"),
        "overseer": _overseen,
        "unit": lambda t, unit, where: any(
            _is_unit(link.start, cast(Where, unit)) for link in t.before(*roles_of(where))
        ),
        "role": lambda t, _, where: any(t.before(*roles_of(where))),
        "issuer": lambda t, name, _: _issued_by(name, _plans(t, "HAS_TASK")),
        "issuerId": lambda t, unit, _: _issued_by_unit(unit, _plans(t, "HAS_TASK")),
        "hasDue": lambda t, yes, _: ("due_code" in t.values or _due_end(t) is not None) == yes,
        "hasLead": lambda t, yes, _: any(t.before("LEADS")) == yes,
        "hasDoer": lambda t, yes, _: any(t.before("LEADS", "EXECUTES")) == yes,
        "routine": lambda t, yes, _: t.values.get("routine") == yes,
        "asOf": lambda t, day, _: str(t.values["assigned_key"]) <= str(day),
        "status": lambda t, kinds, where: dated.status_of(t, dated.day_of(where)) in each(kinds),
        "year": lambda t, year, _: dated.of_year(t, year),
        "occurrenceStatus": _occurs,
        "directive": lambda t, text, _: _rests_on(_plans(t, "HAS_TASK"), text),
        "place": lambda t, name, _: _sits_within(_issuers(_plans(t, "HAS_TASK")), name),
        "ownership": lambda t, kinds, _: any(
            ownership(link.end) in each(kinds) for link in t.after("HAS_TARGET")
        ),
        "collectiveLead": lambda t, yes, _: (
            any(link.start.values.get("collective") is True for link in t.before("LEADS")) == yes
        ),
        "reportedBefore": lambda t, day, _: str(t.values["reported_key"]) < str(day),
    },
    "TargetFilter": {
        **_DUE,
        "plan": _below("HAS_TARGET"),
        "owner": lambda t, unit, _: any(
            _is_unit(link.start, cast(Where, unit)) for link in t.before("OWNS")
        ),
        "issuer": lambda t, name, _: _issued_by(name, _plans(t, "HAS_TARGET")),
        "issuerId": lambda t, unit, _: _issued_by_unit(unit, _plans(t, "HAS_TARGET")),
        "ownership": lambda t, kinds, _: ownership(t) in each(kinds),
        "directive": lambda t, text, _: _rests_on(_plans(t, "HAS_TARGET"), text),
        "place": lambda t, name, _: _sits_within(_issuers(_plans(t, "HAS_TARGET")), name),
        "hasMeasurement": lambda t, yes, _: any(t.after("HAS_MEASUREMENT")) == yes,
    },
    "DocumentFilter": {
        "text": _DUE["text"],
        "symbol": lambda t, text, _: t.values.get("symbol_key") == symbol_key(str(text)),
        "issuer": lambda t, name, _: _issued_by(name, [t]),
        "issuerId": lambda t, unit, _: _issued_by_unit(unit, [t]),
        "directive": lambda t, text, _: _rests_on([t], text),
        "place": lambda t, name, _: _sits_within(_issuers([t]), name),
        "kind": lambda t, kind, _: (
            "kind" in t.values and search_key(str(t.values["kind"])) == search_key(str(kind))
        ),
        "known": _flag("known", False),
        "issuedFrom": lambda t, day, _: str(t.values.get("issued_end", "")) >= str(day),
        "issuedTo": lambda t, day, _: str(t.values.get("issued_end", "9999")) <= str(day),
    },
    "UnitFilter": {
        "place": lambda t, name, _: any(has_name(e.end, name) for e in t.after("SITS_IN")),
        "name": lambda t, name, _: has_name(t, name),
        "within": lambda t, name, _: _sits_within([t], name),
        "kind": _KIND,
        "collective": _flag("collective", False),
        "settled": _flag("settled", True),
        "validOn": lambda t, day, _: (
            str(t.values.get("valid_from", ""))
            <= str(day)
            <= str(t.values.get("valid_to", "9999-12-31"))
        ),
    },
    "PersonFilter": {
        "position": lambda t, title, _: any(_has_title(e.end, title) for e in t.after("HOLDS")),
        "unit": lambda t, unit, _: any(
            _is_unit(seat.end, cast(Where, unit))
            for held in t.after("HOLDS")
            for seat in held.end.after("IN")
        ),
        "name": lambda t, name, _: has_name(t, name),
    },
    "PositionFilter": {
        "unit": lambda t, unit, _: any(_is_unit(e.end, cast(Where, unit)) for e in t.after("IN")),
        "title": lambda t, title, _: _has_title(t, title),
        "rank": lambda t, ranks, _: t.values.get("rank") in each(ranks),
    },
    "PlaceFilter": {
        "within": lambda t, name, _: _lies_within([t], name),
        "name": lambda t, name, _: has_name(t, name),
        "kind": _of_place_kind,
    },
    "ReportDutyFilter": {
        **{name: _DUE[name] for name in ("dueFrom", "dueTo")},
        "plan": _below("HAS_REPORT_DUTY"),
        "unit": lambda t, unit, _: any(
            _is_unit(link.start, cast(Where, unit)) for link in t.before("REPORTS")
        ),
        "issuer": lambda t, name, _: _issued_by(name, _plans(t, "HAS_REPORT_DUTY")),
        "issuerId": lambda t, unit, _: _issued_by_unit(unit, _plans(t, "HAS_REPORT_DUTY")),
        "place": lambda t, name, _: _sits_within(_issuers(_plans(t, "HAS_REPORT_DUTY")), name),
        "status": _occurs,
        "asOf": lambda *_: True,
    },
    "ReviewFilter": {
        "plan": _below("HAS_REVIEW_ITEM"),
        "kind": _KIND,
        "open": lambda t, yes, _: t.values.get("open", True) == yes,
    },
    "ChangeFilter": {
        "node": lambda t, node, _: any(link.end.id == node for link in t.after("CHANGED")),
        "since": lambda t, day, _: str(t.values["at"]) >= dated.begins(str(day)),
        "action": lambda t, actions, _: t.values["action"] in each(actions),
        "by": lambda t, name, _: t.values["by"] == name,
    },
    "CorrectionFilter": {
        "plan": _below("HAS_CORRECTION"),
        "kind": _KIND,
        "author": lambda t, name, _: t.values.get("author") == name,
        "withdrawn": lambda t, yes, _: ("withdrawn_at" in t.values) == yes,
    },
}


def keep(things: Iterable[Thing], filters: str, where: Where, linked: bool) -> list[Thing]:
    """Those where every condition holds; below a doer, ``role`` says which of his links."""
    table = FILTERS[filters]
    asked = [name for name in where if not (name == "role" and (linked or "unit" in where))]
    return [
        thing for thing in things if all(table[name](thing, where[name], where) for name in asked)
    ]
