"""Many things at once by their ids, in the order that was asked: ``nodes``, ``_entities``."""

from collections.abc import Mapping, Sequence
from typing import cast

from graph_schema.errors import BadQuestion
from graph_schema.labels import Label
from queries.given import Binder, Given
from queries.mapping import NODES
from queries.paths import where
from queries.shapes import Several

_ENTITIES = (Label.DOCUMENT, Label.UNIT, Label.PERSON)
# What do these ids stand for? Each label's own index is asked, once an id.
_WITH_IDS = "UNWIND {ids} AS {i} MATCH ({m}:{label} {{id: {i}}}){seen} RETURN {m}"
_ANY_OF = "CALL () {{ {each} }} WITH DISTINCT {m}"
FEDERATED: Mapping[str, Several] = {"_entities": Several("_Entity", "representations")}


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
