"""Things by their ids: one, or many in the order that was asked (``nodes``, ``_entities``)."""

from collections.abc import Mapping, Sequence
from typing import cast

from graph_schema.errors import BadQuestion
from graph_schema.labels import Label
from queries.given import Binder, Given
from queries.mapping import NODES
from queries.paths import where
from queries.shapes import Lookup, Several

_ENTITIES = (Label.DOCUMENT, Label.UNIT, Label.PERSON)
_FOUND = "MATCH {found}{only}"
# What does this id stand for? Each label's own index is asked.
_WITH_ID = "MATCH ({m}:{label} {{id: {id}}}){seen} RETURN {m}"
_ONE_OF = "CALL () {{ {each} }} WITH {m}"
# What do these ids stand for? Each label's own index is asked, once an id.
_WITH_IDS = "UNWIND {ids} AS {i} MATCH ({m}:{label} {{id: {i}}}){seen} RETURN {m}"
_ANY_OF = "CALL () {{ {each} }} WITH DISTINCT {m}"
FEDERATED: Mapping[str, Several] = {"_entities": Several("_Entity", "representations")}


def match_by_id(binder: Binder, shape: Lookup, m: str, arguments: Mapping[str, Given]) -> str:
    """The statement's beginning that finds one thing by its id."""
    value, seen = binder.bind(arguments["id"]), binder.sight.of(m)
    if shape.match:
        only = where((f"{m}:Plan", *seen) if shape.type == "Plan" else seen)
        return _FOUND.format(found=shape.match.format(m=m, a_id=value), only=only)
    each = (_WITH_ID.format(m=m, label=x, id=value, seen=where(seen)) for x in NODES)
    return _ONE_OF.format(each=" UNION ALL ".join(each), m=m)


def several_match(
    binder: Binder, shape: Several, arguments: Mapping[str, Given], m: str
) -> tuple[str, str]:
    """The statement's beginning, and the Python that puts its rows in the order of the ids."""
    given = arguments[shape.argument]
    ids, kinds = binder.bind(given, _ids), binder.bind(given, _kinds)
    labels = NODES if shape.type == "Node" else _ENTITIES
    i = binder.name("i")
    seen = where(binder.sight.of(m))
    each = " UNION ALL ".join(
        _WITH_IDS.format(ids=ids, i=i, m=m, label=x, seen=seen) for x in labels
    )
    return _ANY_OF.format(each=each, m=m), f"picked(rows, p[{ids[1:]!r}], p[{kinds[1:]!r}])"


def _ids(value: object) -> list[str]:
    return [i for i, _ in map(_representation, cast(Sequence[object], value))]


def _kinds(value: object) -> list[str | None]:
    return [kind for _, kind in map(_representation, cast(Sequence[object], value))]


def _representation(value: object) -> tuple[str, str | None]:
    if isinstance(value, str):
        return value, None
    if isinstance(value, dict):
        identity, kind = value.get("id"), value.get("__typename")
        if isinstance(identity, str) and isinstance(kind, str):
            return identity, kind
    raise BadQuestion(
        "Mỗi mục của representations phải có __typename và id là chữ. "
        "(A representation has a __typename and an id.)"
    )
