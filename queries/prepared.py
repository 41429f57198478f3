"""A document that was parsed and checked: its operations, and the one that is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.execution.values import VariableValues

from graph_schema.errors import BadQuestion


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
