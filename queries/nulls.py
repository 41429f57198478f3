"""Where a value that the schema promises is missing: null up to the first field that may be null.

The rule of the specification ("Handling Execution Errors"), over an answer that was built with a
mark in each such place. It runs only when one is missing: an answer that is whole never comes here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from graph_schema.errors import BadQuestion
from queries.project import Absent, MissingValue
from queries.selection import Selections

Nodes = tuple[FieldNode, ...]
Path = list[str | int]
RefusedFields = Mapping[int, Exception]
"""Fields whose arguments were refused, each by the identity of its first node."""
INTERNAL = "internal"
_TYPENAME: GraphQLOutputType = GraphQLNonNull(GraphQLString)


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer without marks, and an error for each."""

    value: object
    errors: tuple[GraphQLError, ...]


def sentence_of(error: Exception) -> str:
    """What of an error is told: what is wrong with a question; of anything else, that it failed."""
    return error.sentence if isinstance(error, BadQuestion) else INTERNAL


def settle(
    schema: GraphQLSchema,
    selections: Selections,
    kind: GraphQLOutputType,
    nodes: Nodes,
    built: object,
    key: str,
    refused: RefusedFields,
) -> Settled:
    """The answer of a root field; raises the error when the field itself may not be null."""
    walk = _Walk(schema, selections, refused)
    value = walk.value(kind, nodes, built, [key])
    return Settled(value, tuple(walk.errors))


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: GraphQLOutputType
    nodes: list[FieldNode] = field(default_factory=list)


class _Walk:
    def __init__(
        self, schema: GraphQLSchema, selections: Selections, refused: RefusedFields
    ) -> None:
        self.errors: list[GraphQLError] = []
        self._refused = refused
        self._schema = schema
        self._selections = selections

    def value(self, kind: GraphQLOutputType, nodes: Nodes, built: object, path: Path) -> object:
        if is_non_null_type(kind):
            return self._whole(kind, nodes, built, path)
        try:
            return self._whole(kind, nodes, built, path)
        except GraphQLError as error:
            self.errors.append(error)
            return None

    def _whole(self, kind: GraphQLOutputType, nodes: Nodes, built: object, path: Path) -> object:
        bare = get_nullable_type(kind)
        if (cause := self._refused.get(id(nodes[0]))) is not None:
            raise GraphQLError(sentence_of(cause), list(nodes), path=path, original_error=cause)
        if isinstance(built, Absent):
            missing = MissingValue(built.field)
            raise GraphQLError(INTERNAL, list(nodes), path=path, original_error=missing)
        if built is None or is_leaf_type(bare):
            return built
        if is_list_type(bare):
            inner = cast(GraphQLOutputType, bare.of_type)
            items = enumerate(cast(list[object], built))
            return [self.value(inner, nodes, item, [*path, at]) for at, item in items]
        fields = self._fields(cast(GraphQLNamedType, bare), nodes)
        return {
            key: self.value(fields[key].kind, tuple(fields[key].nodes), item, [*path, key])
            for key, item in cast(Mapping[str, object], built).items()
        }

    def _fields(self, kind: GraphQLNamedType, nodes: Nodes) -> dict[str, _Asked]:
        """What any of the possible types is asked for: under one key all are alike in nulls."""
        sets = tuple(node.selection_set for node in nodes)
        found: dict[str, _Asked] = {}
        for owner in self._possible(kind):
            for key, own in self._selections.fields(owner, sets).items():
                definition = owner.fields.get(own[0].name.value)
                asked = found.setdefault(key, _Asked(definition.type if definition else _TYPENAME))
                asked.nodes.extend(node for node in own if node not in asked.nodes)
        return found

    def _possible(self, kind: GraphQLNamedType) -> list[GraphQLObjectType]:
        if is_abstract_type(kind):
            return list(self._schema.get_possible_types(kind))
        return [cast(GraphQLObjectType, kind)]
