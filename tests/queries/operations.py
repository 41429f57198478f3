"""Operations over the whole schema, drawn at random: every one is valid, none is refused.

One response key means one field with the same arguments throughout an operation, so that fields
always merge; the same field under the same key stands in many places all the same.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)
from hypothesis import strategies as st

from queries.mapping import TYPES
from queries.shapes import Composed
from tests.queries.operation_values import Pool, draw_day, draw_id, draw_words
from tests.queries.oracle_lists import USUAL, keys_of, make_cursor, order_of, values_of

_FRAGMENTS = 3
_VARIABLES = 8
_ALIASES = ("a", "b", "class", "rows", "None", "p", "_")


@dataclass(frozen=True, slots=True)
class Operation:
    """A text, the name of its operation and two sets of variables to ask it with."""

    text: str
    name: str | None
    variables: tuple[dict[str, object], ...]


@dataclass(slots=True)
class _Variable:
    kind: str
    hint: str
    default: str | None
    values: list[object]


@st.composite
def operations(draw: st.DrawFn, schema: GraphQLSchema, pool: Pool) -> Operation:
    """A whole operation."""
    return _Writer(draw, schema, pool).operation()


@dataclass(slots=True)
class _Writer:
    draw: st.DrawFn
    schema: GraphQLSchema
    pool: Pool
    fragments: dict[str, tuple[str, str]] = field(default_factory=dict)
    variables: dict[str, _Variable] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def operation(self) -> Operation:
        query = self.schema.query_type
        assert query is not None
        some = self.filtered(query) if self.chance(2) else self.selection(query, self.number(2, 4))
        named = self.chance(2) or bool(self.variables)
        texts = [f"fragment {name} on {on} {inner}" for name, (on, inner) in self.fragments.items()]
        texts.insert(0, f"query Q{self._declared()} {some}" if named else some)
        if named and self.chance(4):
            texts.insert(self.number(0, 1), "query Other { __typename }")
        values = tuple(
            {n: v.values[at] for n, v in self.variables.items() if v.values[at] is not Undefined}
            for at in (0, 1)
        )
        return Operation("\n".join(texts), "Q" if named else None, values)

    def _declared(self) -> str:
        if not self.variables:
            return ""
        each = (
            f"${name}: {v.kind}" + (f" = {v.default}" if v.default is not None else "")
            for name, v in self.variables.items()
        )
        return f"({', '.join(each)})"

    # Chances.

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def chance(self, one_in: int) -> bool:
        return self.number(1, one_in) == one_in

    # Selections.

    def selection(self, kind: GraphQLNamedType, depth: int) -> str:
        parts = [self._part(kind, depth) for _ in range(self.number(1, 4))]
        return "{ " + " ".join(parts) + " }"

    def filtered(self, query: GraphQLObjectType) -> str:
        """One list with its filters, told by the ids that are left."""
        if self.chance(6):
            return self._searched(query)
        lists = [n for n, f in query.fields.items() if {"where", "after"} <= set(f.args)]
        name = self.draw(st.sampled_from(lists))
        asked = query.fields[name]
        where = get_named_type(asked.args["where"].type)
        assert isinstance(where, GraphQLInputObjectType)
        given = [f"where: {self._input(where, 1, 4)}", *self._order(name, asked)]
        if self.chance(2):
            given.append(f"first: {self.number(0, 5)}")
        page = "{ totalCount nodes { __typename id } pageInfo { hasNextPage endCursor } }"
        return f"{{ {name}({', '.join(given)}) {page} }}"

    def _searched(self, query: GraphQLObjectType) -> str:
        given = [f"text: {self.value(query.fields['search'].args['text'].type, 'text')}"]
        if self.chance(2):
            given += self._order("search", query.fields["search"])
        page = "{ totalCount edges { cursor matched node { __typename ... on Node { id } } } }"
        return f"{{ search({', '.join(given)}) {page} }}"

    def _part(self, kind: GraphQLNamedType, depth: int) -> str:
        how = self.number(1, 10)
        if how == 1:
            return "__typename" + self.directive()
        if how == 2 or (how <= 6 and isinstance(kind, GraphQLUnionType)):
            condition = self._condition(kind)
            on = f" on {condition.name}" if condition is not kind or self.chance(2) else ""
            return f"...{on}{self.directive()} {self.selection(condition, depth)}"
        if how == 3:
            return self._spread(kind, depth)
        if isinstance(kind, GraphQLUnionType):
            return "union: __typename"
        return self._field(kind, depth)

    def _condition(self, kind: GraphQLNamedType) -> GraphQLNamedType:
        """A type whose fragment may stand in this one."""
        if isinstance(kind, GraphQLObjectType):
            unions = (union for union in self._unions() if kind in union.types)
            fitting: list[GraphQLNamedType] = [kind, *kind.interfaces, *unions]
            return self.draw(st.sampled_from(fitting))
        assert isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType))
        possible = self.schema.get_possible_types(kind)
        others: list[GraphQLInterfaceType | GraphQLUnionType] = [
            *self._interfaces(),
            *self._unions(),
        ]
        shared = (t for t in others if set(possible) & set(self.schema.get_possible_types(t)))
        fitting = [*possible, *shared]
        return self.draw(st.sampled_from(fitting))

    def _interfaces(self) -> list[GraphQLInterfaceType]:
        return [t for t in self.schema.type_map.values() if isinstance(t, GraphQLInterfaceType)]

    def _unions(self) -> list[GraphQLUnionType]:
        return [t for t in self.schema.type_map.values() if isinstance(t, GraphQLUnionType)]

    def _spread(self, kind: GraphQLNamedType, depth: int) -> str:
        condition = self._condition(kind)
        known = [name for name, (on, _) in self.fragments.items() if on == condition.name]
        if known and self.chance(2):
            name = self.draw(st.sampled_from(known))
        elif len(self.fragments) < _FRAGMENTS:
            inner = self.selection(condition, depth)
            name = f"F{len(self.fragments)}"
            self.fragments[name] = (condition.name, inner)
        else:
            return "__typename"
        return f"...{name}{self.directive()}"

    def directive(self) -> str:
        if not self.chance(8):
            return ""
        name = self.draw(st.sampled_from(["include", "skip"]))
        flag = self.schema.type_map["Boolean"]
        assert isinstance(flag, GraphQLScalarType)
        value = (
            self.variable(flag, "Boolean!", "if", lambda: self.chance(2))
            if self.chance(2)
            else None
        )
        return f" @{name}(if: {value or json.dumps(self.chance(2))})"

    def _field(self, kind: GraphQLNamedType, depth: int) -> str:
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        fields = {
            name: found
            for name, found in kind.fields.items()
            if not isinstance(TYPES.get(kind.name, {}).get(name), Composed)
            if depth > 0 or is_leaf_type(get_named_type(found.type))
        }
        if not fields:
            return "__typename"
        name = self.draw(st.sampled_from(sorted(fields)))
        inner = get_named_type(fields[name].type)
        arguments = self._arguments(name, fields[name])
        key = self._key(name, arguments, str(fields[name].type))
        text = f"{name}{arguments}" if key == name else f"{key}: {name}{arguments}"
        if is_leaf_type(inner):
            return text + self.directive()
        part = inner.name.endswith(("Connection", "Edge", "PageInfo"))
        return f"{text}{self.directive()} {self.selection(inner, depth if part else depth - 1)}"

    def _key(self, name: str, arguments: str, kind: str) -> str:
        meaning = (name, arguments, kind)
        key = self.draw(st.sampled_from(_ALIASES)) if self.chance(6) else name
        while self.keys.setdefault(key, meaning) != meaning:
            key = f"{name}{len(self.keys)}"
        return key

    # Arguments.

    def _arguments(self, name: str, asked: GraphQLField) -> str:
        given = [
            f"{key}: {self.value(argument.type, key)}"
            for key, argument in asked.args.items()
            if key not in ("orderBy", "after", "before")
            and (is_required_argument(argument) or self.chance(3))
        ]
        if "after" in asked.args and self.chance(3):
            given += self._order(name, asked)
        if len(given) > 1:
            given = self.draw(st.permutations(given))
        return f"({', '.join(given)})" if given else ""

    def _order(self, name: str, asked: GraphQLField) -> list[str]:
        """An order, and maybe a cursor under it; either as it is or by a variable."""
        if name == "search":
            values: list[object] = [
                self.number(0, 3),
                self.number(0, 4),
                self.number(1, 12),
                self._some("Task"),
            ]
            return [f"{self._side()}: {self._after(make_cursor('SEARCH', values), asked)}"]
        order = order_of(asked)
        kind = self.schema.type_map[order]
        known = sorted(kind.values) if isinstance(kind, GraphQLEnumType) else []
        chosen = self.draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
        words: list[str] = []
        if chosen:
            one = chosen[0] if len(chosen) == 1 and self.chance(2) else f"[{' '.join(chosen)}]"
            words.append(f"orderBy: {one}")
        label = get_named_type(asked.type).name.removesuffix("Connection")
        if self.pool.ids.get(label) and self.chance(2):
            names = list(dict.fromkeys(chosen)) or USUAL[order]
            thing = self.pool.graph.things[self._some(label)]
            cursor = make_cursor("+".join(names), values_of(thing, keys_of(order, names)))
            words.append(f"{self._side()}: {self._after(cursor, asked)}")
        return words

    def _side(self) -> str:
        return self.draw(st.sampled_from(["after", "before"]))

    def _some(self, label: str) -> str:
        return self.draw(st.sampled_from(self.pool.ids[label]))

    def _after(self, cursor: str, asked: GraphQLField) -> str:
        kind = asked.args["after"].type
        return (
            self.variable(kind, "String", cursor, lambda: cursor)
            if self.chance(2)
            else json.dumps(cursor)
        )

    def value(self, kind: GraphQLInputType, hint: str) -> str:
        """A value as it is written, here and there by a variable."""
        bare = get_nullable_type(kind)
        required = is_non_null_type(kind)
        if self.chance(3):
            return self.variable(kind, str(kind), hint, lambda: self._plain(kind, hint, required))
        if not required and self.chance(8):
            return "null"
        if isinstance(bare, GraphQLInputObjectType):
            return self._input(bare, 0, 3)
        return written(self._plain(kind, hint, required), kind)

    def _input(self, kind: GraphQLInputObjectType, least: int, most: int) -> str:
        chosen = self._chosen(kind, least, most)
        parts = (f"{name}: {self.value(kind.fields[name].type, name)}" for name in chosen)
        return "{ " + ", ".join(parts) + " }"

    def _chosen(self, kind: GraphQLInputObjectType, least: int = 0, most: int = 3) -> list[str]:
        names = st.sampled_from(sorted(kind.fields))
        return self.draw(st.lists(names, min_size=least, max_size=most, unique=True))

    def _plain(self, kind: GraphQLInputType, hint: str, required: bool) -> object:
        """A value as JSON has it."""
        bare = get_nullable_type(kind)
        if is_list_type(bare):
            items = [self._plain(bare.of_type, hint, True) for _ in range(self.number(0, 2))]
            return items[0] if len(items) == 1 and self.chance(2) else items
        if isinstance(bare, GraphQLInputObjectType):
            return {
                name: None if self.chance(8) else self._plain(bare.fields[name].type, name, False)
                for name in self._chosen(bare)
            }
        if isinstance(bare, GraphQLEnumType):
            return self.draw(st.sampled_from(sorted(bare.values)))
        return self._scalar(get_named_type(kind).name, hint, required)

    def _scalar(self, kind: str, hint: str, required: bool) -> object:
        if kind == "Boolean":
            return self.draw(st.booleans())
        if kind == "Int":
            return self.number(2024, 2027) if hint == "year" else self.number(0, 4)
        if kind == "Date":
            return draw_day(self.draw)
        if kind == "ID":
            return draw_id(self.draw, self.pool, hint)
        return draw_words(self.draw, self.pool, hint, blank=not required)

    # Variables.

    def variable(
        self, kind: GraphQLInputType, declared: str, hint: str, make: Callable[[], object]
    ) -> str:
        """A variable for a position of this type: declared so, or stricter, or with a default."""
        known = [n for n, v in self.variables.items() if (v.kind, v.hint) == (declared, hint)]
        if len(self.variables) >= _VARIABLES or (known and self.chance(3)):
            if not known:
                return written(make(), kind)
            return "$" + self.draw(st.sampled_from(known))
        name = f"v{len(self.variables)}"
        self.variables[name] = _Variable(declared, "", None, [])  # its place, while values are made
        required = declared.endswith("!")
        default = None
        if self.chance(3):
            default = written(make(), kind)
        values = [self._given(make, required, default is not None) for _ in (0, 1)]
        kept = declared
        if default is None and not required and None not in values and Undefined not in values:
            kept = declared + "!" if self.chance(3) else declared
        self.variables[name] = _Variable(kept, hint, default, values)
        return f"${name}"

    def _given(self, make: Callable[[], object], required: bool, default: bool) -> object:
        if (default or not required) and self.chance(4):
            return Undefined
        if not required and self.chance(4):
            return None
        return make()


def written(value: object, kind: GraphQLInputType) -> str:
    """A JSON value as GraphQL writes it."""
    bare = get_nullable_type(kind)
    if value is None:
        return "null"
    if is_list_type(bare):
        if not isinstance(value, list):
            return written(value, bare.of_type)
        return "[" + ", ".join(written(item, bare.of_type) for item in value) + "]"
    if isinstance(bare, GraphQLInputObjectType):
        assert isinstance(value, Mapping)
        parts = (f"{n}: {written(item, bare.fields[n].type)}" for n, item in value.items())
        return "{ " + ", ".join(parts) + " }"
    return (
        str(value) if isinstance(bare, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)
    )
