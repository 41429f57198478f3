"""A mutation: each root field makes its change in turn; what it then shows is read as a question.

The things that a result leads to (a plan, a unit) are compiled like any other question, with the
selection that stands under them.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    get_named_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from graph_schema.callers import Caller
from queries.asked import Statement
from queries.compile import compile_field
from queries.nulls import Settled
from queries.selection import Fields, Selections
from queries.sight import Sight


@dataclass(frozen=True, slots=True)
class Payload:
    """What a change came to: a type of the schema, its plain values, and ids that it leads to."""

    type: str
    values: Mapping[str, object]
    links: Mapping[str, str | None]


Change = Callable[[Mapping[str, object], Caller], Awaitable[Payload]]
"""Makes the change that a field's arguments ask for, in the name of who asks."""
Allow = Callable[[str, Caller], None]
"""Raises ``Forbidden`` for a field of the mutation root that the caller may not use."""
Show = Callable[[Statement], Awaitable[Settled]]


class Changer:
    """Answers one mutation, or one event of a subscription."""

    def __init__(
        self,
        schema: GraphQLSchema,
        root: GraphQLObjectType,
        selections: Selections,
        values: VariableValues,
        changes: Mapping[str, Change],
        caller: Caller,
        show: Show,
    ) -> None:
        """``show`` reads one thing that a result leads to, and says what of it cannot be read."""
        self._schema = schema
        self._root = root
        self._selections = selections
        self._values = values
        self._changes = changes
        self._caller = caller
        self._sight = Sight(caller.clearance)
        self._show = show
        self.errors: list[GraphQLError] = []
        """What was stored and could not be shown: the change itself is answered as made."""

    async def answer(self, fields: Fields) -> dict[str, object]:
        """The value of every root field, each change made after the one before it."""
        root = self._root
        found: dict[str, object] = {}
        for key, nodes in fields.items():
            name = nodes[0].name.value
            if name == "__typename":
                found[key] = root.name
                continue
            arguments = get_argument_values(root.fields[name], nodes[0], self._values)
            payload = await self._changes[name](arguments, self._caller)
            found[key] = await self._project(key, payload, nodes)
        return found

    async def _project(
        self, root: str, payload: Payload, nodes: tuple[FieldNode, ...]
    ) -> dict[str, object]:
        kind = self._schema.type_map[payload.type]
        if not isinstance(kind, GraphQLObjectType):
            raise TypeError(f"{payload.type} has no fields")
        asked = self._selections.fields(kind, (node.selection_set for node in nodes))
        shown: dict[str, object] = {}
        for key, under in asked.items():
            name = under[0].name.value
            if name == "__typename":
                shown[key] = kind.name
            elif name in payload.links:
                identity = payload.links[name]
                inner = get_named_type(kind.fields[name].type).name
                shown[key] = None
                if identity:
                    found = await self._link(key, inner, identity, under)
                    self.errors += (_below(root, error, under) for error in found.errors)
                    shown[key] = found.value
            else:
                shown[key] = payload.values[name]
        return shown

    async def _link(
        self, key: str, kind: str, identity: str, under: tuple[FieldNode, ...]
    ) -> Settled:
        """What stands under a link, read through the root field that finds its type by id."""
        chosen: tuple[SelectionNode, ...] = tuple(
            selection
            for node in under
            if node.selection_set is not None
            for selection in node.selection_set.selections
        )
        query = self._schema.query_type
        own = kind[0].lower() + kind[1:]
        if query is None or own not in query.fields:
            only = InlineFragmentNode(
                type_condition=NamedTypeNode(name=NameNode(value=kind)),
                directives=(),
                selection_set=SelectionSetNode(selections=chosen),
            )
            own, chosen = "node", (only,)
        lookup = FieldNode(
            name=NameNode(value=own),
            arguments=(
                ArgumentNode(name=NameNode(value="id"), value=StringValueNode(value=identity)),
            ),
            directives=(),
            selection_set=SelectionSetNode(selections=chosen),
        )
        statement = compile_field(
            self._schema, self._selections, self._values, key, (lookup,), self._sight
        )
        return await self._show(statement)


def _below(root: str, error: GraphQLError, under: tuple[FieldNode, ...]) -> GraphQLError:
    """The error where it stands in the whole answer."""
    path = list(error.path or ())
    nodes = list(under) if len(path) == 1 else error.nodes
    cause = error.original_error
    return GraphQLError(error.message, nodes, path=[root, *path], original_error=cause)
