"""What a question may cost: refused before it is parsed, validated, compiled or read.

Every pass visits a fragment once, however often it is spread: a document whose fragments double
costs no more to refuse than to read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from service.question_text import parse_question, refusal

_TOKEN = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|[{}\[\]()]')
# Parts of a thing that is counted already.
_FREE = ("Connection", "Edge", "PageInfo", "Period", "Source")
_SOUGHT = frozenset({"Unit", "Person", "Position", "Place"})
"""Kinds whose source is looked for among all that documents say of them."""
_GIVEN = frozenset({"ids", "representations"})
"""Arguments that list what is asked for, one by one."""
_SCHEMA_FIELDS = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Allowance:
    """The figures; a question of this project's own stays far below every one."""

    characters: int = 20_000
    tokens: int = 1_000
    nesting: int = 48
    """Brackets of any kind, before the parser sees them."""
    depth: int = 12
    schema_depth: int = 16
    """Fields below ``__schema`` and ``__type``: what an IDE asks first."""
    aliases: int = 15
    repeats: int = 20
    """How often one selection may ask for the same thing; each pair is compared."""
    directives: int = 50
    fields: int = 10
    """Fields at the root."""
    cost: int = 90_000
    """Things that an answer may hold."""
    usual_list: int = 5
    """Items of a list that is not read by pages: it may hold more, and mostly holds fewer."""
    line: int = 20
    """Documents up or down the line."""


class QuestionLimits:
    """Refuses what is too long, too deep, too wide or too costly."""

    def __init__(
        self,
        schema: GraphQLSchema,
        allowance: Allowance | None = None,
        *,
        introspection: bool = True,
    ) -> None:
        """Limits over one schema; without ``introspection`` nobody is told the schema."""
        self._introspection = introspection
        self._schema = schema
        self._allowance = allowance or Allowance()

    def check_text(self, text: str) -> None:
        """Refuse what the parser should not even see."""
        most = self._allowance.characters
        self._check_nesting(text[:most])
        if len(text) > most:
            raise refusal(
                "QUERY_TOO_COMPLEX",
                f"Câu hỏi dài {len(text)} chữ, quá {most}",
                "the question is too long",
                requested=len(text),
                limit=most,
            )

    def parse(self, text: str) -> DocumentNode:
        """The document; one of too many words and signs is refused as that."""
        return parse_question(text, self._allowance.tokens)

    def _check_nesting(self, text: str) -> None:
        depth, deepest, most = 0, 0, self._allowance.nesting
        for found in _TOKEN.finditer(text):
            mark = found[0]
            if mark in "{[(":
                depth += 1
                deepest = max(deepest, depth)
            elif mark in "}])":
                depth -= 1
        if deepest > most:
            raise _too_deep(deepest, most)

    def check_document(self, document: DocumentNode) -> None:
        """Refuse depth, aliases, directives and root fields over the allowance."""
        fragments = _fragments(document)
        depths = _Depths(fragments, self._allowance)
        counts = _Counts()
        for definition in document.definitions:
            if isinstance(definition, (OperationDefinitionNode, FragmentDefinitionNode)):
                counts.add(definition.selection_set, definition.directives or ())
            if isinstance(definition, OperationDefinitionNode):
                depths.check(definition.selection_set)
                self._check_roots(definition, fragments)
        if counts.schema and not self._introspection:
            raise refusal(
                "INTROSPECTION_DISABLED",
                "Dịch vụ này không cho hỏi lược đồ",
                "the schema is not told here",
            )
        most = self._allowance
        for found, limit, vietnamese, english in (
            (counts.aliases, most.aliases, "Quá nhiều bí danh", "too many aliases"),
            (counts.directives, most.directives, "Quá nhiều chỉ thị", "too many directives"),
            (counts.repeats, most.repeats, "Một trường được hỏi quá nhiều lần", "repeated fields"),
        ):
            if found > limit:
                told = f"{vietnamese}: {found}, quá {limit}"
                raise refusal("QUERY_TOO_COMPLEX", told, english, requested=found, limit=limit)

    def _check_roots(
        self,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> None:
        asked = len(set(_root_keys(operation.selection_set, fragments, set())))
        most = self._allowance.fields
        if asked > most:
            raise refusal(
                "QUERY_TOO_COMPLEX",
                f"Quá nhiều câu hỏi trong một lần: {asked}, quá {most}",
                "too many root fields",
                requested=asked,
                limit=most,
            )

    def told(self, text: str, cost: int) -> dict[str, int]:
        """What a question that was answered comes to, beside what it may."""
        document = self.parse(text)
        depths, counts = _Depths(_fragments(document), self._allowance), _Counts()
        depth = 0
        for definition in document.definitions:
            if isinstance(definition, (OperationDefinitionNode, FragmentDefinitionNode)):
                counts.add(definition.selection_set, definition.directives or ())
            if isinstance(definition, OperationDefinitionNode):
                depth = max(depth, depths.data(definition.selection_set))
        return {
            "requested": cost,
            "limit": self._allowance.cost,
            "depth": depth,
            "depthLimit": self._allowance.depth,
            "aliases": counts.aliases,
            "aliasLimit": self._allowance.aliases,
        }

    def check_cost(
        self, document: DocumentNode, operation: OperationDefinitionNode, values: VariableValues
    ) -> int:
        """Refuse an answer that could hold more than allowed; how much it could hold."""
        root = self._schema.get_root_type(operation.operation)
        if root is None:
            return 0
        costs = _Costs(self._schema, _fragments(document), values, self._allowance)
        cost, most = costs.of(root, operation.selection_set), self._allowance.cost
        if cost > most:
            raise refusal(
                "QUERY_TOO_COMPLEX",
                f"Câu trả lời có thể tới {cost} mục, quá {most}: hãy hỏi trang ngắn hơn",
                "the answer could be too large; ask for smaller pages",
                cost=cost,
                limit=most,
            )
        return cost


def _too_deep(asked: int, most: int) -> GraphQLError:
    return refusal(
        "QUERY_TOO_DEEP",
        f"Câu hỏi sâu {asked} tầng, quá {most}",
        "the question is too deep",
        requested=asked,
        limit=most,
    )


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }


def _root_keys(
    selections: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    visited: set[str],
) -> list[str]:
    keys: list[str] = []
    for node in selections.selections:
        if isinstance(node, FieldNode):
            keys.append(node.alias.value if node.alias else node.name.value)
        elif isinstance(node, InlineFragmentNode):
            keys += _root_keys(node.selection_set, fragments, visited)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in visited:
            visited.add(node.name.value)
            if node.name.value in fragments:
                spread = fragments[node.name.value].selection_set
                keys += _root_keys(spread, fragments, visited)
    return keys


class _Counts:
    """How often aliases, directives and one field are written, wherever they stand."""

    def __init__(self) -> None:
        self.aliases = 0
        self.directives = 0
        self.repeats = 0
        self.schema = 0

    def add(self, selections: SelectionSetNode, directives: Iterable[object]) -> None:
        self.directives += sum(1 for _ in directives)
        keys = Counter(
            node.alias.value if node.alias else node.name.value
            for node in selections.selections
            if isinstance(node, FieldNode)
        )
        self.repeats = max(self.repeats, *keys.values(), 0)
        for node in selections.selections:
            inner = getattr(node, "selection_set", None)
            if isinstance(node, FieldNode):
                self.aliases += node.alias is not None
                self.schema += node.name.value in _SCHEMA_FIELDS
            if inner is None:
                self.directives += len(node.directives or ())
            else:
                self.add(inner, node.directives or ())


class _Depths:
    """How deep fields stand, each fragment measured once."""

    def __init__(
        self, fragments: Mapping[str, FragmentDefinitionNode], allowance: Allowance
    ) -> None:
        self._fragments = fragments
        self._allowance = allowance
        self._known: dict[str, tuple[int, int]] = {}

    def check(self, selections: SelectionSetNode) -> None:
        """Refuse a selection that is too deep, in data or in questions about the schema."""
        data, schema = self._of(selections)
        if data > self._allowance.depth:
            raise _too_deep(data, self._allowance.depth)
        if schema > self._allowance.schema_depth:
            raise _too_deep(schema, self._allowance.schema_depth)

    def data(self, selections: SelectionSetNode) -> int:
        """How deep data stands."""
        return self._of(selections)[0]

    def _of(self, selections: SelectionSetNode) -> tuple[int, int]:
        """The depth of data, and the depth below ``__schema`` and ``__type``."""
        data = schema = 0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                deep, deep_schema = self._of(node.selection_set) if node.selection_set else (0, 0)
                if node.name.value in _SCHEMA_FIELDS:
                    deep, deep_schema = 0, max(deep, deep_schema)
                deep += 1
            elif isinstance(node, InlineFragmentNode):
                deep, deep_schema = self._of(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                deep, deep_schema = self._fragment(node.name.value)
            else:
                continue
            data, schema = max(data, deep), max(schema, deep_schema)
        return data, schema

    def _fragment(self, name: str) -> tuple[int, int]:
        if name not in self._known:
            self._known[name] = (0, 0)  # a cycle: validation says so
            fragment = self._fragments.get(name)
            if fragment is not None:
                self._known[name] = self._of(fragment.selection_set)
        return self._known[name]


class _Costs:
    """How many things an answer may hold, each fragment priced once for a type and a page."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        values: VariableValues,
        allowance: Allowance,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._values = values
        self._allowance = allowance
        self._known: dict[tuple[str, str], int] = {}

    def of(self, kind: GraphQLNamedType, selections: SelectionSetNode, size: int = 1) -> int:
        """Things below one of this type; ``size`` is the page that it is a part of."""
        total = 0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                total += self._field(kind, node, size)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inner = self._schema.type_map[condition.name.value] if condition else kind
                total += self.of(inner, node.selection_set, size)
            elif isinstance(node, FragmentSpreadNode):
                total += self._fragment(kind, node.name.value, size)
        return total

    def _fragment(self, kind: GraphQLNamedType, name: str, size: int) -> int:
        key = (f"{kind.name}*{size}", name)
        if key not in self._known:
            fragment = self._fragments[name]
            inner = self._schema.type_map[fragment.type_condition.name.value]
            self._known[key] = self.of(inner, fragment.selection_set, size)
        return self._known[key]

    def _field(self, kind: GraphQLNamedType, node: FieldNode, size: int) -> int:
        name = node.name.value
        if name.startswith("__") or not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            return 0
        definition = kind.fields[name]
        inner = get_named_type(definition.type)
        if is_leaf_type(inner) or node.selection_set is None:
            return 0
        if "first" in definition.args:
            given = get_argument_values(definition, node, self._values)
            asked = given.get("first") if given.get("last") is None else given["last"]
            if asked is None:  # null asks for the usual page
                asked = definition.args["first"].default_value
            return self.of(inner, node.selection_set, max(asked, 1))
        own = 0 if inner.name.endswith(_FREE) else 1
        if name == "source" and kind.name in _SOUGHT:
            own = self._allowance.usual_list
        times = 1
        if kind.name.endswith("Connection"):
            times = size if name in ("nodes", "edges") else 1
        elif asked := _GIVEN & set(definition.args):
            given = get_argument_values(definition, node, self._values)
            times = max((len(given.get(name) or ()) for name in asked), default=1)
        elif is_list_type(get_nullable_type(definition.type)):
            most = self._allowance
            times = most.line if "transitive" in definition.args else most.usual_list
            if kind.name in ("Statistics", "Chain"):
                times = size
        return times * (own + self.of(inner, node.selection_set))
