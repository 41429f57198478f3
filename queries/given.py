"""The values a question gives, and how to find them again in the next request of the same shape.

A statement is compiled once for a shape: which values are given, not what they are. So each value
is kept with the way to find it among the variables, and becomes a Cypher parameter, never text.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues, get_argument_values
from graphql.utilities import coerce_input_literal

from queries.caps import check_argument
from queries.sight import Sight

Find = Callable[[VariableValues], object]
Convert = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Given:
    """One value that is given: not null, not blank."""

    value: object
    find: Find
    parts: Mapping[str, "Given"] = field(default_factory=dict)

    def part(self, name: str) -> "Given | None":
        """A field of an input object, when it is given."""
        return self.parts.get(name)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A Cypher parameter: where its value comes from and how it is made ready."""

    name: str
    find: Find
    convert: Convert | None
    nodes: tuple[FieldNode, ...] = ()
    """The field whose argument it is."""
    instead: object = ""
    """What the statement runs with when the value is refused: that field's answer is not shown."""

    def value(self, variables: VariableValues) -> object:
        """Its value for one request."""
        found = self.find(variables)
        return found if self.convert is None else self.convert(found)


class Binder:
    """Gathers the parameters of one statement and hands out names that nobody else uses."""

    def __init__(self, sight: Sight, nodes: tuple[FieldNode, ...]) -> None:
        """Begin the statement of a root field that shows what ``sight`` reaches."""
        self.sight = sight
        self.parameters: list[Parameter] = []
        self._nodes = nodes
        self._names = 0

    @contextmanager
    def compiling(self, nodes: tuple[FieldNode, ...]) -> Iterator[None]:
        """What is bound meanwhile are arguments of this field."""
        outer, self._nodes = self._nodes, nodes
        yield
        self._nodes = outer

    def name(self, letter: str) -> str:
        """A fresh variable name."""
        self._names += 1
        return f"{letter}{self._names}"

    def bind(self, given: Given, convert: Convert | None = None, instead: object = "") -> str:
        """A parameter that takes this value: ``$p3``."""
        name = f"p{len(self.parameters)}"
        self.parameters.append(Parameter(name, given.find, convert, self._nodes, instead))
        return f"${name}"

    def constant(self, value: object) -> str:
        """A parameter with a value of the statement's own."""
        return self.bind(always(value))


def always(value: object) -> Given:
    """A value that is the same in every request."""
    return Given(value, lambda _: value)


def both(first: Given, second: Given | None) -> Given:
    """Two values in one parameter; the second one is null where it is not given."""
    return Given(None, lambda v: (first.find(v), second.find(v) if second is not None else None))


def plain(value: object) -> object:
    """A coerced value without the enum class that the schema may wrap it in."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return getattr(value, "value", value)


def is_blank(value: object) -> bool:
    """Null, spaces or an empty list: a box of a form that was left empty asks for nothing."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def field_arguments(
    definition: GraphQLField, node: FieldNode, variables: VariableValues
) -> dict[str, Given]:
    """The arguments that a field is given, defaults included; nulls and blanks are not given."""
    values = get_argument_values(definition, node, variables)
    written = {argument.name.value: argument.value for argument in node.arguments or ()}
    found: dict[str, Given] = {}
    for name, value in values.items():
        check_argument(name, value)
        kind = definition.args[name].type
        if is_blank(value) and not is_non_null_type(kind):
            continue
        given = _given(written[name], kind, variables) if name in written else None
        found[name] = given or always(plain(value))
    return found


def _given(node: ValueNode, kind: GraphQLInputType, variables: VariableValues) -> Given | None:
    bare = get_nullable_type(kind)
    if isinstance(node, VariableNode):
        name = node.name.value
        return _from_variable(
            variables.coerced.get(name), lambda v: v.coerced.get(name), is_non_null_type(kind)
        )
    if isinstance(node, ObjectValueNode) and isinstance(bare, GraphQLInputObjectType):
        parts = {
            item.name.value: _given(item.value, bare.fields[item.name.value].type, variables)
            for item in node.fields
        }
        return Given(None, lambda _: None, {name: part for name, part in parts.items() if part})
    value = plain(coerce_input_literal(node, kind, variables))
    if is_blank(value) and not is_non_null_type(kind):
        return None
    return Given(value, lambda v: plain(coerce_input_literal(node, kind, v)))


def _from_variable(value: object, find: Find, required: bool = False) -> Given | None:
    if is_blank(value) and not required:
        return None
    if not isinstance(value, dict):
        return Given(plain(value), lambda v: plain(find(v)))
    parts = {name: _from_variable(item, _within(find, name)) for name, item in value.items()}
    return Given(None, find, {name: part for name, part in parts.items() if part})


def _within(find: Find, name: str) -> Find:
    def inner(variables: VariableValues) -> object:
        outer = find(variables)
        return outer.get(name) if isinstance(outer, dict) else None

    return inner


def shape_of(value: object) -> object:
    """What a compiled statement rests on: which values are given, switches, choices and sizes."""
    if isinstance(value, dict):
        return tuple((name, shape_of(item)) for name, item in sorted(value.items()))
    if isinstance(value, list):
        choices = tuple(plain(item) for item in value if isinstance(item, Enum))
        return choices or not is_blank(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (str, float)):
        return not is_blank(value)
    return plain(value)
