"""Which fields a selection asks of a type: fragments opened, @include and @skip obeyed."""

from collections.abc import Iterable, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_directive_values

Fields = dict[str, tuple[FieldNode, ...]]


class Selections:
    """Collects fields as the specification says (CollectFields), for one operation's fragments."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
    ) -> None:
        """Keep what every selection of the operation needs."""
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def fields(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> Fields:
        """Response key to the field nodes that share it, in the order of the question."""
        found: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selections in sets:
            if selections is not None:
                self._collect(kind, selections, found, visited)
        return {key: tuple(nodes) for key, nodes in found.items()}

    def _collect(
        self,
        kind: GraphQLObjectType,
        selections: SelectionSetNode,
        found: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        for node in selections.selections:
            if not self._is_included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                if condition is None or self._applies(kind, condition.name.value):
                    self._collect(kind, node.selection_set, found, visited)
            elif isinstance(node, FragmentSpreadNode):
                self._open(kind, node.name.value, found, visited)

    def _open(
        self,
        kind: GraphQLObjectType,
        name: str,
        found: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        if name in visited:
            return
        visited.add(name)
        fragment = self._fragments[name]
        if self._applies(kind, fragment.type_condition.name.value):
            self._collect(kind, fragment.selection_set, found, visited)

    def _applies(self, kind: GraphQLObjectType, name: str) -> bool:
        condition: GraphQLNamedType | None = self._schema.type_map.get(name)
        if condition is kind:
            return True
        return (
            condition is not None
            and is_abstract_type(condition)
            and self._schema.is_sub_type(condition, kind)
        )

    def _is_included(self, node: SelectionNode) -> bool:
        if not node.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, node, self._variables)
        if skip and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self._variables)
        return not include or bool(include["if"])
