"""The schema as a promise: committed, described, and never broken without a word."""

import re
from collections.abc import Iterator

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    get_named_type,
)

from queries.review import CHANGE_TYPES
from service.schema import build_schema as build_api
from service.schema import core_schema, schema_text
from tests.house import ROOT

RELEASED = build_schema((ROOT / "docs" / "schema" / "released.graphql").read_text("utf-8"))
CHANGES = (ROOT / "docs" / "schema-changes.md").read_text("utf-8")
_RESULTS = CHANGE_TYPES
"""What a mutation comes to carries the id of something else."""
SERVED = schema_text(build_api())


def test_the_schema_that_is_committed_is_the_one_that_is_served() -> None:
    committed = (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert committed == SERVED, "run `make schema` and commit what it writes"


def _breaks(released: GraphQLSchema, now: GraphQLSchema) -> list[str]:
    """What a front end of the released schema could stumble over, each in one line."""
    return sorted(change.description for change in find_breaking_changes(released, now))


def test_a_change_that_breaks_front_ends_stands_in_the_changelog_of_the_schema() -> None:
    untold = [line for line in _breaks(RELEASED, build_schema(SERVED)) if line not in CHANGES]
    assert untold == [], (
        "these changes break front ends: take them back, or add each line with its reason "
        "to docs/schema-changes.md"
    )


def test_every_break_that_the_changelog_names_is_one() -> None:
    named = re.findall(r"^- `(.+?)`: \S", CHANGES.partition("## ")[2], re.MULTILINE)
    assert [line for line in named if line not in _breaks(RELEASED, build_schema(SERVED))] == []


def test_what_breaks_is_named() -> None:
    without = SERVED.replace("  ordinal: Int\n", "  order: Int\n", 1)
    required = SERVED.replace("  reason: String!\n", "  reason: String!\n  more: Int!\n", 1)
    assert _breaks(build_schema(SERVED), build_schema(without)) == [
        "Field Target.ordinal was removed."
    ]
    (named,) = _breaks(build_schema(SERVED), build_schema(required))
    assert "more" in named


def _descriptions(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    for name, kind in schema.type_map.items():
        if name.startswith("__") or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        yield name, kind.description
        for field_name, field in getattr(kind, "fields", {}).items():
            yield f"{name}.{field_name}", field.description
            for argument_name, argument in getattr(field, "args", {}).items():
                yield f"{name}.{field_name}({argument_name}:)", argument.description
        for value_name, value in getattr(kind, "values", {}).items():
            yield f"{name}.{value_name}", value.description


def test_every_type_field_argument_and_value_is_described_in_vietnamese_first() -> None:
    told = dict(_descriptions(core_schema(build_api())))
    assert len(told) > 300
    assert [where for where, text in told.items() if not re.search(r"\S / \S", text or "")] == []


def _connections(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    kinds = schema.type_map.values()
    return [
        kind
        for kind in kinds
        if isinstance(kind, GraphQLObjectType) and kind.name.endswith("Connection")
    ]


def test_every_connection_keeps_the_rules_of_relay() -> None:
    schema = build_schema(SERVED)
    page = schema.type_map["PageInfo"]
    assert isinstance(page, GraphQLObjectType)
    kinds = {name: str(field.type) for name, field in page.fields.items()}
    assert kinds == {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    }
    connections = _connections(schema)
    assert len(connections) > 7
    for connection in connections:
        assert str(connection.fields["pageInfo"].type) == "PageInfo!"
        edge = get_named_type(connection.fields["edges"].type)
        assert isinstance(edge, GraphQLObjectType)
        assert edge.name == connection.name.replace("Connection", "Edge")
        assert str(edge.fields["cursor"].type) == "String!"
        assert "node" in edge.fields


def test_every_field_that_answers_a_connection_is_read_forward_by_pages() -> None:
    for kind in build_schema(SERVED).type_map.values():
        if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            continue
        for name, field in kind.fields.items():
            if get_named_type(field.type).name.endswith("Connection"):
                arguments = {key: str(given.type) for key, given in field.args.items()}
                assert (arguments["first"], arguments["after"]) == ("Int", "String"), name


def test_whatever_has_an_id_is_a_node_and_found_by_it() -> None:
    schema = build_schema(SERVED)
    query = schema.query_type
    assert query is not None
    assert str(query.fields["node"].type) == "Node"
    assert str(query.fields["node"].args["id"].type) == "ID!"
    for kind in schema.type_map.values():
        if (
            isinstance(kind, GraphQLObjectType)
            and kind.name not in _RESULTS
            and "id" in kind.fields
        ):
            assert "Node" in {interface.name for interface in kind.interfaces}, kind.name
