"""An operation's root field, with all that it selects, to one Cypher statement.

The statement answers positional lists; beside it grows the Python expression that turns them back
into the response. Text comes from the mapping's own words; every value of a user is a parameter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues

from queries.asked import Asked, Nodes, Statement, first_of, kind_of, of_a_day
from queries.chains import USUAL_WAYS, ways
from queries.given import Binder, always, field_arguments
from queries.lineage import links
from queries.mapping import KINDS, TYPES
from queries.nulls import RefusedFields, Settled, settle
from queries.pages import build_page, page_text, search_text
from queries.paging import row_limit
from queries.paths import where
from queries.project import (
    Rows,
    build_projection,
    object_source,
    optional_source,
    required_source,
)
from queries.rows import Row, Scope
from queries.said import place_of, said_first
from queries.selection import Selections
from queries.several import FEDERATED, match_by_id, several_match
from queries.shapes import (
    Chains,
    Composed,
    Derived,
    First,
    Lineage,
    Lookup,
    Made,
    Many,
    One,
    Page,
    Part,
    Search,
    Several,
    Statistics,
    Tally,
    Value,
)
from queries.sight import Sight
from queries.statistics import build_statistics, counts_of, tally
from queries.status import day_of, days_of


def compile_field(
    schema: GraphQLSchema,
    selections: Selections,
    variables: VariableValues,
    key: str,
    nodes: Nodes,
    sight: Sight,
) -> Statement:
    """Compile one root field of a query for who sees so far."""
    compiler = _Compiler(schema, selections, variables, Binder(sight, nodes))
    asked = compiler.asked("Query", nodes)
    row = Row("y")
    cypher, source = compiler.root(asked, row)

    def repair(rows: Rows, parameters: Mapping[str, object], refused: RefusedFields) -> Settled:
        marked = build_projection(source, marking=True)(rows, parameters)
        return settle(schema, selections, asked.definition.type, nodes, marked, key, refused)

    return Statement(
        key,
        nodes,
        not is_non_null_type(asked.definition.type),
        cypher,
        tuple(compiler.binder.parameters),
        build_projection(source),
        repair,
    )


class _Compiler:
    def __init__(
        self,
        schema: GraphQLSchema,
        selections: Selections,
        variables: VariableValues,
        binder: Binder,
    ) -> None:
        self.binder = binder
        self._sight = binder.sight
        self._schema = schema
        self._selections = selections
        self._variables = variables

    def asked(self, owner: str, nodes: Nodes) -> Asked:
        """What the schema says of the field that these nodes ask for."""
        kind = self._schema.type_map[owner]
        if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            raise TypeError(f"{owner} has no fields")
        definition = kind.fields[nodes[0].name.value]
        arguments = field_arguments(definition, nodes[0], self._variables)
        return Asked(owner, definition, get_named_type(definition.type), nodes, arguments)

    def root(self, asked: Asked, row: Row) -> tuple[str, str]:
        """The statement of a root field, and the response built from its rows."""
        shape = FEDERATED.get(asked.name) or TYPES[asked.owner][asked.name]
        if isinstance(shape, Several):
            return self._several(shape, asked, row)
        if isinstance(shape, Lookup):
            m = self.binder.name("m")
            built = self._object(asked, Scope(m), row)
            text = f"{match_by_id(self.binder, shape, m, asked.arguments)} RETURN {row.list} AS r"
        else:
            built = self._field(asked.owner, asked.nodes, Scope(""), row)
            text = row.statement
        return text, optional_source(row.name, "first(rows)", built)

    def _several(self, shape: Several, asked: Asked, row: Row) -> tuple[str, str]:
        m = self.binder.name("m")
        match, picked = several_match(self.binder, shape, asked.arguments, m)
        row.add(f"{m}.id")
        row.add(kind_of(list(KINDS), Scope(m)))
        built = self._object(asked, Scope(m), row)
        text = f"{match} RETURN {row.list} AS r"
        return text, f"[(None if {row.name} is None else {built}) for {row.name} in {picked}]"

    # Objects: what a selection adds to the row, and the response built from it.

    def _object(self, asked: Asked, scope: Scope, row: Row) -> str:
        if is_abstract_type(asked.kind):
            return self._abstract(asked, scope, row)
        kind, fields = self._open(asked)
        return object_source(
            {key: self._field(kind, own, scope, row) for key, own in fields.items()}
        )

    def _abstract(self, asked: Asked, scope: Scope, row: Row) -> str:
        """Fields that every type is asked for alike stand once; the others stand by type."""
        sets = tuple(node.selection_set for node in asked.nodes)
        possible = {t.name: t for t in self._schema.get_possible_types(asked.kind)}  # type: ignore[arg-type]
        types = [possible[name] for name in KINDS if name in possible]
        fields = {t.name: self._selections.fields(t, sets) for t in types}
        first = fields[types[0].name]
        mapped = TYPES.get(asked.kind.name, {})
        shared = {
            key: self._field(asked.kind.name, own, scope, row)
            for key, own in first.items()
            if own[0].name.value in mapped and all(f.get(key) == own for f in fields.values())
        }
        if all(set(own) == set(shared) for own in fields.values()):
            return object_source(shared)
        kind = row.add(kind_of([t.name for t in types], scope))
        branches = [
            (t.name, self._branch(t.name, fields[t.name], shared, scope, row)) for t in types
        ]
        source = branches[-1][1]
        for name, branch in reversed(branches[:-1]):
            source = f"({branch} if {kind} == {name!r} else {source})"
        return source

    def _branch(
        self,
        owner: str,
        fields: Mapping[str, Nodes],
        shared: Mapping[str, str],
        scope: Scope,
        row: Row,
    ) -> str:
        place = row.reserve()
        own = Row(place)
        built = {
            key: shared[key] if key in shared else self._field(owner, nodes, scope, own)
            for key, nodes in fields.items()
        }
        if own.items:
            row.fill(place, f"CASE WHEN {scope.fill(KINDS[owner])} THEN {own.list} ELSE null END")
        return object_source(built)

    # Fields.

    def _field(self, owner: str, nodes: Nodes, scope: Scope, row: Row) -> str:
        if nodes[0].name.value == "__typename":
            return repr(owner)
        with self.binder.compiling(nodes):
            return self._shaped(self.asked(owner, nodes), owner, scope, row)

    def _shaped(self, asked: Asked, owner: str, scope: Scope, row: Row) -> str:
        match TYPES[owner][asked.name]:
            case Value() as shape:
                return self._value(shape, asked, scope, row)
            case Part() as shape:
                return self._part(shape, asked, scope, row)
            case Made() as shape:
                return self._made(shape, asked, scope, row)
            case Derived() as shape:
                row.aged |= shape.aged
                return shape.source.format(y=row.name)
            case Tally() as shape:
                place, needs = row.reserve(), self._inner()
                built = self.summary(asked, counts_of(place), needs)
                given, roles = asked.arguments, shape.roles
                row.fill(place, tally(self.binder, scope.n, given, roles, aged=needs.aged))
                return built
            case Statistics() as shape:
                _, fields = self._open(asked)
                return build_statistics(
                    self.binder, shape, asked.arguments, fields, row, _Groups(self)
                )
            case One() | Many() as shape:
                return self._related(shape, asked, scope, row)
            case First() as shape:
                inner, there = self._inner(), Scope(self.binder.name("e"))
                inner.add(place_of(there.n))
                built = self._object(asked, there, inner)
                found = row.add(said_first(self.binder, shape, scope, there.n, inner.list))
                return optional_source(inner.name, f"earliest({found})", built)
            case Lookup() as shape:
                inner, there = self._inner(), Scope(self.binder.name("m"))
                built = self._object(asked, there, inner)
                match = scope.fill(shape.match, m=there.n) + where(self._sight.of(there.n))
                found = row.add(f"head(COLLECT {{ MATCH {match} RETURN {inner.list} }})")
                return optional_source(inner.name, found, built)
            case Chains():
                return self._chain(asked, row)
            case Lineage() as shape:
                return self._lineage(shape, asked, scope, row)
            case Page() | Search() as shape:
                return self._page(shape, asked, scope, row)
            case Several() | Composed():
                raise TypeError(f"{asked.name} stands at the root alone")

    def _value(self, shape: Value, asked: Asked, scope: Scope, row: Row) -> str:
        values = {}
        for name, convert in shape.arguments.items():
            given = day_of(asked.arguments) if name == "asOf" else asked.arguments[name]
            values[f"a_{name}"] = self.binder.bind(given, convert)
        day = values.get("a_asOf", "")
        found = row.add(scope.fill(shape.cypher, e=self.binder.name("e"), day=day, **values))
        read = {name: f"p[{parameter[1:]!r}]" for name, parameter in values.items()}
        found = shape.reads.format(v=found, **read)
        if is_non_null_type(asked.definition.type):
            return required_source(found, f"{asked.owner}.{asked.name}")
        return found

    def _part(self, shape: Part, asked: Asked, scope: Scope, row: Row) -> str:
        held = replace(scope, n=scope.fill(shape.holder), p=shape.prefix)
        if not shape.present:
            return self._object(asked, held, row)
        inner = self._inner()
        built = self._object(asked, held, inner)
        present = scope.fill(shape.present)
        found = row.add(f"CASE WHEN {present} THEN {inner.list} ELSE null END")
        return optional_source(inner.name, found, built)

    def _made(self, shape: Made, asked: Asked, scope: Scope, row: Row) -> str:
        inner, there = self._inner(), Scope(self.binder.name("v"))
        built = self._object(asked, there, inner)
        made = scope.fill(shape.cypher, **days_of(self.binder, asked.arguments))
        found = row.add(f"head([{there.n} IN [{made}] WHERE {there.n} IS NOT NULL | {inner.list}])")
        return optional_source(inner.name, found, built)

    def summary(self, asked: Asked, counts: str, row: Row) -> str:
        """A summary of counts; the row that holds them is told what it needs."""
        built = self._object(asked, Scope(""), inner := self._inner())
        row.aged |= inner.aged
        return optional_source(inner.name, counts, built)

    def group(self, owner: str, nodes: Nodes, scope: Scope, row: Row) -> str:
        """One group of statistics; its counts are the first item of its row."""
        kind, fields = self.open(owner, nodes)
        counts = f"{row.name}[0]"
        return object_source(
            {
                key: self.summary(self.asked(kind, under), counts, row)
                if under[0].name.value == "summary"
                else self._field(kind, under, scope, row)
                for key, under in fields.items()
            }
        )

    def _related(self, shape: One | Many, asked: Asked, scope: Scope, row: Row) -> str:
        inner, there = self._inner(), Scope(self.binder.name("m"), self.binder.name("e"))
        template, held = of_a_day(shape, scope, there, self.binder, asked)
        pattern = self._seen(scope.fill(template, m=there.n, e=there.r), there.n, held)
        if isinstance(shape, One):
            built = self._object(asked, there, inner)
            found = row.add(first_of(shape, pattern, there, inner))
            return optional_source(inner.name, found, built)
        for value in shape.order:
            inner.add(scope.fill(value, m=there.n, e=there.r))
        built = self._object(asked, there, inner)
        found = row.add(f"[{pattern} | {inner.list}][0..{shape.most}]")
        ordered = f"ordered({found}, {len(shape.order)})"
        turned = "[::-1]" if shape.latest_first else ""
        return f"[{built} for {inner.name} in {ordered}{turned}]"

    def _chain(self, asked: Asked, row: Row) -> str:
        kind, fields = self._open(asked)
        m, way, node = self.binder.name("m"), self._inner(), self._inner()
        limit = self.binder.bind(
            asked.arguments.get("first") or always(USUAL_WAYS), row_limit("first"), 1
        )
        found, size = row.reserve(), f"p[{limit[1:]!r}] - 1"
        built = {}
        for key, nodes in fields.items():
            values = {"cut": f"len({found}) > {size}"}
            if nodes[0].name.value == "ways":
                one = self._way(self.asked(kind, nodes), m, way, node)
                values["ways"] = f"[{one} for {way.name} in {found}[:{size}]]"
            built[key] = values.get(nodes[0].name.value, repr(kind))
        ends = (asked.arguments["from"], asked.arguments["to"])
        row.fill(found, ways(self.binder, *ends, m, node.list, limit))
        return object_source(built)

    def _way(self, asked: Asked, m: str, way: Row, node: Row) -> str:
        kind, fields = self._open(asked)
        built = {}
        for key, nodes in fields.items():
            built[key] = self._field(kind, nodes, Scope(m), way)
            if nodes[0].name.value == "nodes":
                one = self._object(self.asked(kind, nodes), Scope(m), node)
                built[key] = f"[{one} for {node.name} in {built[key]}][::-1]"
        return object_source(built)

    def _seen(self, pattern: str, m: str, held: Iterable[str]) -> str:
        """A pattern of a list, with what must hold of it and for who asks."""
        named, seen = self._sight.along(pattern, lambda: self.binder.name("s"))
        return named + where((*held, *seen, *self._sight.of(m)))

    def _lineage(self, shape: Lineage, asked: Asked, scope: Scope, row: Row) -> str:
        names = {letter: self.binder.name(letter) for letter in "msdr"}
        inner, there = self._inner(), Scope(names["m"], names["r"], depth=names["d"])
        built = self._object(asked, there, inner)
        steps = links(shape.up, asked.arguments, {**names, "n": scope.n}, self._sight)
        found = row.add(f"COLLECT {{ {steps} RETURN {inner.list} }}")
        return f"[{built} for {inner.name} in {found}]"

    def _page(self, shape: Page | Search, asked: Asked, scope: Scope, row: Row) -> str:
        m, kind = self.binder.name("m"), asked.kind.name
        if isinstance(shape, Page):
            text = page_text(self.binder, shape, scope.n, m, asked.arguments)
        else:
            text = search_text(self.binder, m, asked.arguments)

        _, fields = self._open(asked)
        return build_page(text, kind, fields, row, self._inner(), _PageParts(self, m))

    def open(self, owner: str, nodes: Nodes) -> tuple[str, Mapping[str, Nodes]]:
        """The object type that a field answers, and what is asked of it."""
        return self._open(self.asked(owner, nodes))

    def _open(self, asked: Asked) -> tuple[str, Mapping[str, Nodes]]:
        if not isinstance(asked.kind, GraphQLObjectType):
            raise TypeError(f"{asked.kind.name} has no fields of its own")
        sets = tuple(node.selection_set for node in asked.nodes)
        return asked.kind.name, self._selections.fields(asked.kind, sets)

    def node(self, owner: str, nodes: Nodes, scope: Scope, row: Row) -> str:
        """One node of a page."""
        return self._object(self.asked(owner, nodes), scope, row)

    def _inner(self) -> Row:
        return Row(self.binder.name("y"))


@dataclass(frozen=True, slots=True)
class _Groups:
    compiler: _Compiler

    def group(self, owner: str, nodes: Nodes, g: str, row: Row) -> str:
        return self.compiler.group(owner, nodes, Scope(g), row)

    def summary(self, owner: str, nodes: Nodes, counts: str, row: Row) -> str:
        return self.compiler.summary(self.compiler.asked(owner, nodes), counts, row)

    def load(self, owner: str, nodes: Nodes, row: Row) -> str:
        return self.compiler.node(owner, nodes, Scope(""), row)


@dataclass(frozen=True, slots=True)
class _PageParts:
    compiler: _Compiler
    m: str

    def item(self, owner: str, nodes: Nodes, element: Row) -> str:
        return self.compiler.node(owner, nodes, Scope(self.m), element)

    def open(self, owner: str, nodes: Nodes) -> tuple[str, Mapping[str, Nodes]]:
        return self.compiler.open(owner, nodes)
