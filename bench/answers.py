"""Whether the servers answer the same: each answer in one plain form, before anything is timed."""

import json
from collections.abc import Mapping

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

# One server wraps what another says plainly.
_WRAPPERS = frozenset({"nodes", "end", "unit", "document", "edges"})
_ONE = frozenset({"plan", "task", "issuer"})
_ORDERED = frozenset({"tasks", "nodes"})


def found(data: Json, path: tuple[str | int, ...]) -> Json:
    """What stands at a place in the data; nothing where a list is empty."""
    for step in path:
        if isinstance(step, int) and isinstance(data, list):
            data = data[step] if len(data) > step else None
        elif isinstance(step, str) and isinstance(data, dict):
            data = data[step]
        else:
            return None
    return data


def plain(value: Json, *, ordered: bool = True) -> Json:
    """The answer without the dress of its server; inner lists have no order in the peer."""
    if isinstance(value, list):
        members = [plain(member) for member in value]
        return members if ordered else sorted(members, key=_words)
    if isinstance(value, dict):
        return _plain_object(value)
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value


def _plain_object(value: Mapping[str, Json]) -> Json:
    if len(value) == 1 and next(iter(value)) in _WRAPPERS:
        (key, inner), *_ = value.items()
        return plain(inner, ordered=key in _ORDERED)
    built: dict[str, Json] = {}
    for key, inner in value.items():
        if key == "properties" and isinstance(inner, dict):
            built.update({name: plain(own) for name, own in inner.items()})
        elif key == "implements":
            built["directives"] = sorted(_line(inner).values(), key=_words)
        elif key in _ONE and isinstance(inner, list):
            built[key] = plain(inner[0]) if inner else None
        else:
            ordered = key in _ORDERED or (isinstance(inner, dict) and set(inner) == {"nodes"})
            built[key] = _listed(plain(inner), ordered)
    offices = built.pop("offices", None)
    if isinstance(offices, list):  # the peer asks for people and for bare offices apart
        people = built["overseers"] if isinstance(built["overseers"], list) else []
        bare: list[Json] = [{**o, "person": None} for o in offices if isinstance(o, dict)]
        built["overseers"] = sorted([*people, *bare], key=_words)
    return built


def _listed(value: Json, ordered: bool) -> Json:
    return sorted(value, key=_words) if isinstance(value, list) and not ordered else value


def _line(documents: Json) -> dict[str, Json]:
    """Documents up the line, each once: the peer nests them."""
    met: dict[str, Json] = {}
    for document in documents if isinstance(documents, list) else ():
        if isinstance(document, dict):
            above = document.get("implements")
            met[str(document["id"])] = {k: v for k, v in document.items() if k != "implements"}
            met |= _line(above)
    return met


def _words(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def difference(one: Json, other: Json, where: str = "") -> str | None:
    """Where two plain answers differ first, or None."""
    if isinstance(one, dict) and isinstance(other, dict):
        if set(one) != set(other):
            return f"{where}: keys {sorted(set(one) ^ set(other))}"
        pairs = [(f"{where}.{key}", one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{where}: {len(one)} and {len(other)} members"
        pairs = [(f"{where}[{n}]", *both) for n, both in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else f"{where}: {_words(one)[:80]} and {_words(other)[:80]}"
    return next((told for told in (difference(a, b, at) for at, a, b in pairs) if told), None)
