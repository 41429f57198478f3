"""What an operation asks and answers, told for any language."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    parse,
    type_from_ast,
    validate,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type as an answer or a variable has it; ``of`` is set for a list."""

    name: str
    null: bool
    of: "Kind | None" = None


@dataclass(slots=True)
class Shape:
    """An object of an answer: its fields, which of them may be absent, in their order."""

    name: str
    fields: dict[str, tuple[Kind, bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of an operation; one that need not be given has a default or may be null."""

    name: str
    kind: Kind
    needed: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its name, text, variables and the shapes of its answer, inner ones first."""

    name: str
    text: str
    variables: tuple[Variable, ...]
    shapes: tuple[Shape, ...]


def read_operations(schema: GraphQLSchema, folder: Path) -> list[Operation]:
    """The operations of a folder; one that the schema does not take is an error by name."""
    return [_operation(schema, file) for file in sorted(folder.glob("*.graphql"))]


def enums_of(schema: GraphQLSchema, operations: list[Operation]) -> dict[str, list[str]]:
    """The enums that the operations name, with their values."""
    named = {
        name
        for operation in operations
        for kind in _kinds(operation)
        for name in _names(kind)
        if isinstance(schema.type_map.get(name), GraphQLEnumType)
    }
    return {
        name: list(cast(GraphQLEnumType, schema.type_map[name]).values) for name in sorted(named)
    }


def _kinds(operation: Operation) -> Iterator[Kind]:
    yield from (variable.kind for variable in operation.variables)
    yield from (kind for shape in operation.shapes for kind, _ in shape.fields.values())


def _names(kind: Kind) -> Iterator[str]:
    yield kind.name
    if kind.of is not None:
        yield from _names(kind.of)


def _operation(schema: GraphQLSchema, file: Path) -> Operation:
    text = file.read_text(encoding="utf-8").strip()
    document = parse(text)
    if errors := validate(schema, document):
        raise ValueError(f"{file.name}: {errors[0].message}")
    (definition,) = document.definitions
    if not isinstance(definition, OperationDefinitionNode) or definition.name is None:
        raise ValueError(f"{file.name}: one operation with a name is wanted")
    root = schema.get_root_type(definition.operation)
    if root is None:
        raise ValueError(f"{file.name}: the schema has no such operations")
    shapes: list[Shape] = []
    _shape(schema, definition.name.value, root, definition.selection_set, shapes)
    return Operation(
        definition.name.value, text, tuple(_variables(schema, document)), tuple(shapes)
    )


def _variables(schema: GraphQLSchema, document: DocumentNode) -> Iterator[Variable]:
    definition = cast(OperationDefinitionNode, document.definitions[0])
    for node in definition.variable_definitions or ():
        kind = type_from_ast(schema, node.type)
        if kind is None or not is_leaf_type(get_named_type(kind)):
            raise ValueError(f"${node.variable.name.value}: only scalars and enums are taken")
        needed = is_non_null_type(kind) and node.default_value is None
        yield Variable(node.variable.name.value, _kind(kind, get_named_type(kind).name), needed)


def _kind(kind: GraphQLType, name: str) -> Kind:
    if is_non_null_type(kind):
        return replace(_kind(kind.of_type, name), null=False)
    if is_list_type(kind):
        return Kind("list", null=True, of=_kind(kind.of_type, name))
    return Kind(name, null=True)


def _shape(
    schema: GraphQLSchema,
    name: str,
    kind: GraphQLNamedType,
    selections: SelectionSetNode,
    shapes: list[Shape],
) -> str:
    shape = Shape(name)
    _fill(schema, shape, kind, selections, shapes, absent=False)
    shapes.append(shape)
    return name


def _fill(
    schema: GraphQLSchema,
    shape: Shape,
    kind: GraphQLNamedType,
    selections: SelectionSetNode,
    shapes: list[Shape],
    *,
    absent: bool,
) -> None:
    for node in selections.selections:
        if isinstance(node, InlineFragmentNode):
            inner = schema.type_map[node.type_condition.name.value] if node.type_condition else kind
            other = absent or inner is not kind
            _fill(schema, shape, inner, node.selection_set, shapes, absent=other)
        elif isinstance(node, FieldNode):
            key = node.alias.value if node.alias else node.name.value
            if key in shape.fields:
                continue
            shape.fields[key] = (
                _field(schema, shape.name + _capital(key), kind, node, shapes),
                absent,
            )
        else:
            raise ValueError(f"{shape.name}: named fragments are not taken")


def _field(
    schema: GraphQLSchema,
    name: str,
    kind: GraphQLNamedType,
    node: FieldNode,
    shapes: list[Shape],
) -> Kind:
    if node.name.value == "__typename":
        return Kind("String", null=False)
    if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
        raise ValueError(f"{kind.name} has no fields")
    declared = kind.fields[node.name.value].type
    inner = get_named_type(declared)
    if node.selection_set is None:
        return _kind(declared, inner.name)
    return _kind(declared, _shape(schema, name, inner, node.selection_set, shapes))


def _capital(word: str) -> str:
    word = word.strip("_")
    return word[:1].upper() + word[1:]
