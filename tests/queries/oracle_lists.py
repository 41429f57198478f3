"""Lists as the API means them, over things in memory: filters, orders, pages and cursors."""

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from graph_schema.identity import OFFICE_WORDS, office_key, symbol_key
from graph_schema.vietnamese import search_key
from tests.queries.oracle_graph import Thing

Where = Mapping[str, object]
Holds = Callable[[Thing, object, Where], bool]
ROLES = {"LEAD": "LEADS", "EXECUTE": "EXECUTES", "SUPPORT": "SUPPORTS", "OVERSEE": "OVERSEES"}
DOERS = ("LEADS", "EXECUTES", "SUPPORTS")
ORDERS = {
    "TaskOrder": {"PLAN": "plan_key", "REF": "order", "DUE": "due_key"},
    "TargetOrder": {"PLAN": "plan_key", "REF": "order", "DUE": "due_key"},
    "DocumentOrder": {"ISSUED": "plan_key", "ISSUED_DESC": "-issued_key", "TITLE": "title_key"},
    "NameOrder": {"NAME": "sort"},
    "ReviewOrder": {"PLAN": "plan_key", "REF": "order"},
    "CorrectionOrder": {"AT": "at", "AT_DESC": "-at"},
}
USUAL = {
    "TaskOrder": ["PLAN", "REF"],
    "TargetOrder": ["PLAN", "REF"],
    "DocumentOrder": ["ISSUED_DESC", "TITLE"],
    "NameOrder": ["NAME"],
    "ReviewOrder": ["PLAN", "REF"],
    "CorrectionOrder": ["AT_DESC"],
}


def given(value: object) -> object:
    """What is left of an input when nulls, blanks and empty parts ask for nothing."""
    if isinstance(value, dict):
        parts = {name: given(item) for name, item in value.items()}
        return {name: item for name, item in parts.items() if item is not None} or None
    if value == [] or (isinstance(value, str) and not value.strip()):
        return None
    return value


def roles_of(where: Where, usual: Sequence[str] = DOERS) -> Sequence[str]:
    """The relationships that are meant."""
    chosen = where.get("role")
    return [ROLES[str(role)] for role in each(chosen)] if chosen else usual


def each(value: object) -> list[object]:
    """A list, of one where one is given."""
    return value if isinstance(value, list) else [value]


def names_of(thing: Thing) -> list[str]:
    """Its names, folded."""
    return [" ".join(name.split()) for name in str(thing.values["search"]).split("|")]


def _forms(text: object) -> set[str]:
    key = search_key(str(text))
    short = office_key(key)
    long = short
    for words, abbreviation in OFFICE_WORDS:
        long = long.replace(abbreviation, words)
    return {key, short, long}


def has_name(thing: Thing, text: object) -> bool:
    """Whether whole words of one of its names are these."""
    return any(f" {form} " in f" {name} " for form in _forms(text) for name in names_of(thing))


def is_named(thing: Thing, text: object) -> bool:
    """Whether one of its names begins with these words."""
    return any(f"{name} ".startswith(f"{f} ") for f in _forms(text) for name in names_of(thing))


def has_words(thing: Thing, text: object) -> bool:
    """Whether each word begins a word of it."""
    held = re.split(r"[\s|]+", str(thing.values["search"]))
    return all(any(w.startswith(word) for w in held) for word in search_key(str(text)).split())


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


def _plans(thing: Thing, kind: str) -> list[Thing]:
    return [link.start for link in thing.before(kind) if "Plan" in link.start.labels]


def _below(kind: str) -> Holds:
    return lambda thing, plan, _: any(link.start.id == plan for link in thing.before(kind))


def _due_end(thing: Thing) -> str | None:
    return cast(str | None, thing.values.get("due_end"))


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
    "dueTo": lambda t, day, _: (_due_end(t) or "9999") <= str(day),
    "text": lambda t, words, _: has_words(t, words),
}
_KIND: Holds = lambda t, kinds, _: t.values["kind"] in each(kinds)  # noqa: E731
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
        "hasDue": lambda t, yes, _: ("due_code" in t.values) == yes,
        "hasLead": lambda t, yes, _: any(t.before("LEADS")) == yes,
        "hasDoer": lambda t, yes, _: any(t.before("LEADS", "EXECUTES")) == yes,
        "routine": lambda t, yes, _: t.values.get("routine") == yes,
    },
    "TargetFilter": {
        **_DUE,
        "plan": _below("HAS_TARGET"),
        "owner": lambda t, unit, _: any(
            _is_unit(link.start, cast(Where, unit)) for link in t.before("OWNS")
        ),
        "issuer": lambda t, name, _: _issued_by(name, _plans(t, "HAS_TARGET")),
        "ownership": lambda t, kinds, _: ownership(t) in each(kinds),
    },
    "DocumentFilter": {
        "text": _DUE["text"],
        "symbol": lambda t, text, _: t.values.get("symbol_key") == symbol_key(str(text)),
        "issuer": lambda t, name, _: _issued_by(name, [t]),
        "kind": lambda t, kind, _: (
            str(t.values.get("kind", "")).lower() == " ".join(str(kind).lower().split())
        ),
        "known": _flag("known", False),
        "issuedFrom": lambda t, day, _: str(t.values.get("issued_end", "")) >= str(day),
        "issuedTo": lambda t, day, _: str(t.values.get("issued_end", "9999")) <= str(day),
    },
    "UnitFilter": {
        "place": lambda t, name, _: any(has_name(e.end, name) for e in t.after("SITS_IN")),
        "name": lambda t, name, _: has_name(t, name),
        "kind": _KIND,
        "collective": _flag("collective", False),
        "settled": _flag("settled", True),
    },
    "PersonFilter": {
        "position": lambda t, title, _: any(_has_title(e.end, title) for e in t.after("HOLDS")),
        "name": lambda t, name, _: has_name(t, name),
    },
    "ReviewFilter": {
        "plan": _below("HAS_REVIEW_ITEM"),
        "kind": _KIND,
        "open": lambda t, yes, _: t.values.get("open", True) == yes,
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


def keys_of(order: str, names: Sequence[str]) -> list[str]:
    """The properties that decide, first one first; ``-`` descends."""
    return [*(ORDERS[order][name] for name in names), "id"]


def values_of(thing: Thing, keys: Sequence[str]) -> list[object]:
    """What a cursor holds of it."""
    return [thing.values[key.lstrip("-")] for key in keys]


def stands_after(values: Sequence[object], other: Sequence[object], keys: Sequence[str]) -> bool:
    """Whether one stands behind the other in an order."""
    for value, than, key in zip(values, other, keys, strict=True):
        if value != than:
            return (cast(str, value) < cast(str, than)) == key.startswith("-")
    return False


def make_cursor(name: str, values: Sequence[object]) -> str:
    """The cursor as the API writes it."""
    text = json.dumps([name, *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_cursor(cursor: str) -> list[object]:
    """The values in a cursor, without the name of its order."""
    return cast(list[object], json.loads(base64.urlsafe_b64decode(cursor)))[1:]
