"""A document that was parsed and checked: its operations, and the one that is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)
from graphql.execution.values import VariableValues

from graph_schema.callers import Caller
from graph_schema.errors import BadQuestion

Cell = tuple[str, str]
"""A type and one of its fields."""
MayRead = Callable[[frozenset[Cell], Caller], None]
"""Raises ``Forbidden`` for fields that the caller may not read."""
_WITH_FIELDS = (GraphQLObjectType, GraphQLInterfaceType)


class Limits(Protocol):
    """What a question may cost; each refuses with a GraphQLError that has a code."""

    def check_text(self, text: str) -> None:
        """Before anything is parsed."""

    def parse(self, text: str) -> DocumentNode:
        """The document of a text that is not too long."""

    def check_document(self, document: DocumentNode) -> None:
        """Before anything is validated."""

    def check_cost(
        self, document: DocumentNode, operation: OperationDefinitionNode, values: VariableValues
    ) -> int:
        """Before anything is compiled; how many things the answer may hold."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What every run of a document shares."""

    document: DocumentNode
    long: Mapping[str, str]
    """The variables that stand for a cursor: one may be longer than a name."""
    operations: tuple[OperationDefinitionNode, ...]
    fragments: Mapping[str, FragmentDefinitionNode]
    fields: Mapping[str | None, frozenset[Cell]]
    """What each operation asks of which type, by the operation's name."""

    def asked(self, operation: OperationDefinitionNode) -> frozenset[Cell]:
        """What one of the operations asks of which type."""
        return self.fields[_name_of(operation)]


def prepare(schema: GraphQLSchema, document: DocumentNode, long: Mapping[str, str]) -> Prepared:
    """A valid document, taken apart."""
    definitions = document.definitions
    operations = tuple(d for d in definitions if isinstance(d, OperationDefinitionNode))
    fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
    fields = {_name_of(one): _fields_of(schema, one, fragments) for one in operations}
    return Prepared(document, long, operations, fragments, fields)


def _name_of(operation: OperationDefinitionNode) -> str | None:
    return operation.name.value if operation.name else None


def _fields_of(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
) -> frozenset[Cell]:
    """Every field that an operation asks, of each type that may answer it.

    What a change needs, and what the schema tells of itself, is asked elsewhere.
    """
    found: set[Cell] = set()
    opened: set[str] = set()
    root = schema.get_root_type(operation.operation)
    left: list[tuple[GraphQLNamedType | None, SelectionSetNode]] = [(root, operation.selection_set)]
    while left:
        kind, selections = left.pop()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                name = node.name.value
                if name.startswith("__") or not isinstance(kind, _WITH_FIELDS):
                    continue
                found |= {(one.name, name) for one in _answering(schema, kind)}
                if node.selection_set is not None:
                    left.append((get_named_type(kind.fields[name].type), node.selection_set))
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inner = schema.type_map[condition.name.value] if condition else kind
                left.append((inner, node.selection_set))
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in opened:
                opened.add(node.name.value)
                fragment = fragments[node.name.value]
                on = schema.type_map[fragment.type_condition.name.value]
                left.append((on, fragment.selection_set))
    return frozenset(cell for cell in found if cell[0] != "Mutation")


def _answering(
    schema: GraphQLSchema, kind: GraphQLObjectType | GraphQLInterfaceType
) -> tuple[GraphQLNamedType, ...]:
    if isinstance(kind, GraphQLObjectType):
        return (kind,)
    return (kind, *schema.get_possible_types(kind))


def choose(prepared: Prepared, name: str | None) -> OperationDefinitionNode:
    """The operation of this name, or the only one."""
    named = [
        operation
        for operation in prepared.operations
        if name is None or (operation.name and operation.name.value == name)
    ]
    if len(named) != 1:
        raise GraphQLError(
            "Hãy nêu đúng một phép bằng operationName. (Say by operationName which operation.)",
            extensions={"code": BadQuestion.code},
        )
    return named[0]


def only_meta(
    document: DocumentNode, operation: OperationDefinitionNode, nodes: Sequence[FieldNode]
) -> DocumentNode:
    """The document with only its questions about the schema, for graphql-core to answer."""
    asked = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=(),
        selection_set=SelectionSetNode(selections=tuple(nodes)),
    )
    fragments = (d for d in document.definitions if isinstance(d, FragmentDefinitionNode))
    return DocumentNode(definitions=(asked, *fragments))
