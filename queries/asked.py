"""A field as it is asked, and a root field as it is compiled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphql import FieldNode, GraphQLField, GraphQLNamedType
from graphql.execution.values import VariableValues

from graph_schema.errors import BadQuestion
from queries.given import Binder, Given, Parameter
from queries.mapping import KINDS
from queries.nulls import RefusedFields, Settled
from queries.project import Project, Rows
from queries.rows import Row, Scope
from queries.shapes import Many, One

Nodes = tuple[FieldNode, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One root field, compiled."""

    key: str
    nodes: Nodes
    nullable: bool
    cypher: str
    parameters: tuple[Parameter, ...]
    project: Project
    repair: Callable[[Rows, Mapping[str, object], RefusedFields], Settled]
    """The response of rows that lack a promised value, or of fields whose arguments were refused;
    raises the error of the root itself."""

    def ready(self, values: VariableValues) -> tuple[dict[str, object], RefusedFields]:
        """The values of the parameters, and the fields below the root whose arguments are bad."""
        parameters: dict[str, object] = {}
        refused: dict[int, Exception] = {}
        for parameter in self.parameters:
            try:
                parameters[parameter.name] = parameter.value(values)
            except BadQuestion as error:
                if parameter.nodes == self.nodes:
                    raise
                refused.setdefault(id(parameter.nodes[0]), error)
                parameters[parameter.name] = parameter.instead
        return parameters, refused


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it is asked: what it answers, its nodes and its arguments."""

    owner: str
    definition: GraphQLField
    kind: GraphQLNamedType
    nodes: Nodes
    arguments: Mapping[str, Given]

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.nodes[0].name.value


def first_of(shape: One, pattern: str, there: Scope, inner: Row) -> str:
    """The node at the other end, or the first of several in an order."""
    if not shape.order:
        return f"head([{pattern} | {inner.list}])"
    order = there.fill(shape.order, m=there.n, e=there.r)
    first = f"MATCH {pattern} WITH {there.n} ORDER BY {order} LIMIT 1"
    return f"head(COLLECT {{ {first} RETURN {inner.list} }})"


def of_a_day(
    shape: One | Many, scope: Scope, there: Scope, binder: Binder, asked: Asked
) -> tuple[str, tuple[str, ...]]:
    """The pattern of a field, and what must hold of a day where one is given."""
    if isinstance(shape, One) or not shape.on_day or "asOf" not in asked.arguments:
        return shape.pattern, ()
    day = binder.bind(asked.arguments["asOf"])
    held = scope.fill(shape.on_day, m=there.n, e=there.r, day=day)
    return shape.ever or shape.pattern, (held,)


def kind_of(types: list[str], scope: Scope) -> str:
    """Which of the types a node is."""
    cases = " ".join(f"WHEN {scope.fill(KINDS[name])} THEN '{name}'" for name in types)
    return f"CASE {cases} END"
