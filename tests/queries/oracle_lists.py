"""Lists as the API means them, over things in memory: filters, orders, pages and cursors."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import cast

from graphql import GraphQLField, get_named_type

from graph_schema.identity import OFFICE_WORDS, office_key
from graph_schema.vietnamese import search_key
from tests.queries.oracle_graph import Thing

Where = Mapping[str, object]
ROLES = {"LEAD": "LEADS", "EXECUTE": "EXECUTES", "SUPPORT": "SUPPORTS", "OVERSEE": "OVERSEES"}
DOERS = ("LEADS", "EXECUTES", "SUPPORTS")
ORDERS = {
    "TaskOrder": {
        "PLAN": "plan_key",
        "REF": "order",
        "DUE": "due_key",
        "DUE_DESC": "-due_key",
        "UPDATED": "reported_key",
        "UPDATED_DESC": "-reported_key",
    },
    "ChangeOrder": {"AT": "at", "AT_DESC": "-at"},
    "ChangeFilter": {"SEQ": "seq_key"},
    "FullNameOrder": {"FULL_NAME": "sort", "FULL_NAME_DESC": "-sort"},
    "TargetOrder": {
        "PLAN": "plan_key",
        "REF": "order",
        "DUE": "due_key",
        "DUE_DESC": "-due_key",
    },
    "DocumentOrder": {
        "ISSUED": "plan_key",
        "ISSUED_DESC": "-issued_key",
        "TITLE": "title_key",
        "TITLE_DESC": "-title_key",
    },
    "NameOrder": {"NAME": "sort", "NAME_DESC": "-sort"},
    "ReviewOrder": {"PLAN": "plan_key", "REF": "order"},
    "CorrectionOrder": {"AT": "at", "AT_DESC": "-at"},
}
USUAL = {
    "ChangeOrder": ["AT_DESC"],
    "ChangeFilter": ["SEQ"],
    "FullNameOrder": ["FULL_NAME"],
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
    return [" ".join(name.split()) for name in _searched(thing).split("|")]


def _searched(thing: Thing) -> str:
    """Its folded words; an office's title both abbreviated, as it is kept, and written out."""
    kept = whole = str(thing.values["search"])
    if "Position" not in thing.labels:
        return kept
    for words, abbreviation in OFFICE_WORDS:
        whole = whole.replace(abbreviation, words)
    return f"{kept}|{whole}"


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
    held = re.split(r"[\s|]+", _searched(thing))
    return all(any(w.startswith(word) for w in held) for word in search_key(str(text)).split())


def matched(thing: Thing, text: str) -> list[str]:
    """The words that begin as those of a text do: as written, or folded where none is."""
    starts = search_key(text).split()
    names = ["symbol", "full_title", "title", "full_name", "name", "text", "metric"]
    if "ReportDuty" in thing.labels:
        names += ["quote", "by_text", "to_text", "via_text"]
    shown = [thing.values.get(name) for name in names] + cast(
        list[object], thing.values.get("aliases", [])
    )
    words: dict[str, str] = {}
    told = set()
    for word in " ".join(str(value) for value in shown if value).split():
        begun = [p for p in search_key(word).split() if any(p.startswith(s) for s in starts)]
        if begun:
            bare = word.strip(" .,;:…“”\"'()[]")
            words[bare.casefold()] = words.get(bare.casefold(), bare)
            told |= set(begun)
    for word in re.split(r"[\s|]+", _searched(thing)):
        if any(word.startswith(start) for start in starts) and word not in told:
            words.setdefault(f"folded {word}", word)
    return list(words.values())


def order_of(definition: GraphQLField) -> str:
    """The name of a list's orders; one that has a single order is named by its filter."""
    return get_named_type(
        definition.args["orderBy" if "orderBy" in definition.args else "where"].type
    ).name


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
