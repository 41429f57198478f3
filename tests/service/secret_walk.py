"""Questions that lead everywhere: each field of each thing, each list, count, group and way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from graphql import (
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_enum_type,
    is_leaf_type,
)

from graph_schema import json_text
from graph_schema.callers import Caller, Role
from queries.execute import Question, Reader
from queries.mapping import KINDS
from service.reports.asked import COMPOSED
from service.store import Store
from tests.queries.asking import schema
from tests.queries.test_differential import _WIDE

DAY = "2026-12-31"
_AT_ONCE = 100
_MOST = 500
# What of these arguments chooses another way through the graph, besides the plain one.
_OTHERWISE = {
    "directives": ("(transitive: true, relation: [IMPLEMENTS, CITES, AMENDS, REPLACES])",),
    "carriedOutBy": ("(transitive: true, relation: [IMPLEMENTS, CITES, AMENDS, REPLACES])",),
}
_GROUPS = ("UNIT", "LEADER", "PLAN", "DIRECTIVE", "PLACE")
_COUNTED = "{ totalCount nodes { ... on Node { id } } edges { cursor } }"
# What a secret document says of open things leads to nothing.
_FILTERED = tuple(
    f"{{ {asked} {_COUNTED} }}"
    for asked in (
        'documents(where: {directive: "8/CT-BQP"})',
        'documents(where: {directive: "99/KH-UBND"})',
        'documents(where: {directive: "146/KH-UBND"})',
        'documents(where: {issuer: "Chính phủ"})',
        'documents(where: {issuer: "Bộ Quốc phòng"})',
        'documents(where: {place: "Hải Phòng"})',
        'tasks(where: {directive: "8/CT-BQP"})',
        'tasks(where: {directive: "146/KH-UBND"})',
        'targets(where: {directive: "146/KH-UBND"})',
        'tasks(where: {overseer: {position: "Trưởng Ban chỉ huy"}, role: [OVERSEE]})',
        'tasks(where: {overseer: {position: "Chủ tịch"}})',
        "tasks(where: {hasDoer: true}, orderBy: [UPDATED_DESC])",
        'people(where: {position: "Trưởng Ban chỉ huy"})',
        'people(where: {position: "Chủ tịch"})',
        'people(where: {position: "Phó Chủ tịch"})',
        'people(where: {unit: {name: "Ủy ban nhân dân xã Đồng Mới"}})',
        'positions(where: {unit: {name: "Ban Chỉ huy"}})',
        'units(where: {name: "Phòng Kinh tế"})',
        'reportDuties(where: {unit: {name: "Công an xã"}})',
        'search(text: "phong kinh te", first: 100)',
        'search(text: "chu tich", first: 100)',
        'search(text: "ke hoach 99", first: 100)',
    )
)
PARTS = (*KINDS, "lists", "filters", "reports")
_READER = Caller("Người đọc", Role.READER)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the part of the walk that it belongs to."""

    part: str
    text: str
    given: Mapping[str, object]


async def answer_of(store: Store, text: str, given: Mapping[str, object]) -> str:
    """The answer to a reader who may see nothing secret, as JSON; there must be one."""
    reader = Reader(
        schema(), partial(store.read, timeout=60), _WIDE, deadline=60, composed=COMPOSED
    )
    answer = await reader.answer(Question(text, given, None, _READER))
    assert answer.errors == (), (text, answer.errors[0].original_error or answer.errors)
    return json_text.dumps(answer.data).decode()


def everything(kinds: Mapping[str, Sequence[str]]) -> Iterator[Asked]:
    """All of it, of the nodes with these ids and labels."""
    for name in KINDS:
        ids = [identity for identity, labels in kinds.items() if name in labels]
        yield from (Asked(name, *question) for question in _of_a_kind(name, ids))
    yield from (Asked("lists", text, {}) for text in _of_lists())
    yield from (Asked("filters", text, {}) for text in _FILTERED)
    units = [identity for identity, labels in kinds.items() if "Unit" in labels]
    text = f'query($id: ID!) {{ unitReport(unit: $id, asOf: "{DAY}") {_report()} }}'
    yield from (Asked("reports", text, {"id": one}) for one in units[::3])


def _of_a_kind(name: str, ids: Sequence[str]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every field of the things of a kind, in each way that its arguments lead on."""
    kind = schema().type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    for field in _ways(kind):
        text = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {name} {{ {field} }} }} }}"
        for at in range(0, len(ids), _AT_ONCE):
            yield text, {"ids": ids[at : at + _AT_ONCE]}


def _of_lists() -> Iterator[str]:
    """Every list in every order from both ends, and how many there are; statistics by all."""
    query = schema().query_type
    assert query is not None
    for name, definition in query.fields.items():
        kind = get_named_type(definition.type)
        if not kind.name.endswith("Connection") or "text" in definition.args:
            continue
        each = f"{{ totalCount nodes {_shown(_node(kind), 1)} edges {{ cursor }} }}"
        orders = [""]
        if "orderBy" in definition.args:
            by = get_named_type(definition.args["orderBy"].type)
            assert is_enum_type(by)
            orders += [f", orderBy: [{order}]" for order in by.values]
        yield from (f"{{ {name}(first: {_MOST}{order}) {each} }}" for order in orders)
        yield f"{{ {name}(last: {_MOST}) {each} }}"
    for by in _GROUPS:
        yield f"{{ statistics(by: {by}) {_shown(schema().type_map['Statistics'], 3)} }}"


def _report() -> str:
    return _shown(schema().type_map["UnitReport"], 3)


def _node(kind: GraphQLNamedType) -> GraphQLNamedType:
    assert isinstance(kind, GraphQLObjectType)
    found: GraphQLNamedType = get_named_type(kind.fields["nodes"].type)
    return found


def _shown(kind: GraphQLNamedType, depth: int) -> str:
    """Every field that has no fields itself, and what else is there as deep as told."""
    if not isinstance(kind, GraphQLObjectType):
        return "{ __typename " + ("id " if kind.name == "Node" else "... on Node { id } ") + "}"
    parts = ["__typename"]
    for name, definition in kind.fields.items():
        inner = get_named_type(definition.type)
        if any(str(argument.type).endswith("!") for argument in definition.args.values()):
            continue
        if is_leaf_type(inner):
            parts.append(name)
        elif depth > 0:
            page = f"(first: {_MOST})" if "first" in definition.args else ""
            parts.append(f"{name}{page} {_shown(inner, depth - 1)}")
    return "{ " + " ".join(parts) + " }"


def _ways(kind: GraphQLObjectType) -> Iterator[str]:
    """Each field of a type, in each way that its arguments lead through the graph."""
    yield " ".join(
        name
        for name, definition in kind.fields.items()
        if is_leaf_type(get_named_type(definition.type)) and not definition.args
    )
    for name, definition in kind.fields.items():
        inner = get_named_type(definition.type)
        if is_leaf_type(inner):
            continue
        under = _shown(inner, 2 if inner.name.endswith("Connection") else 1)
        more = _OTHERWISE.get(name, ())
        bare: tuple[str, ...] = ("",)
        if "by" in definition.args and "asOf" in definition.args:
            bare = (f'(by: "{DAY}")', f'(by: "9999-12-31", asOf: "{DAY}")')
        elif "asOf" in definition.args:
            more = (*more, f'(asOf: "{DAY}")')
        if "first" in definition.args:
            more = (*more, f"(first: {_MOST})", f"(last: {_MOST})")
        for arguments in (*bare, *more):
            yield f"{name}{arguments} {under}"
