"""One subgraph of Apollo Federation 2: which things other subgraphs may know by their ids."""

from dataclasses import replace

from graphql import (
    ConstDirectiveNode,
    GraphQLSchema,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    extend_schema,
    parse,
    print_ast,
    print_schema,
)
from graphql.language import TypeDefinitionNode

KEYED = ("Unit", "Person", "Plan", "Directive", "Document")
_SHARED = frozenset({"PageInfo"})
"""The same in every subgraph that pages as Relay does."""
_LINK = (
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", '
    'import: ["@key", "@shareable"])\n\n'
)
_ENTRY = '''
"""Thứ mà subgraph khác nêu: __typename và mã / a representation: __typename and id"""
scalar _Any

"""Những thứ subgraph khác biết bằng mã / what other subgraphs know by an id"""
union _Entity = Unit | Person | Plan | Directive

"""Subgraph này / this subgraph"""
type _Service {
  """Lược đồ, kèm chỉ dẫn của Federation / the schema with the directives of Federation"""
  sdl: String!
}

extend type Query {
  """Những thứ theo mã, đúng thứ tự đã nêu / the entities, in the order of what is given"""
  _entities(
    """__typename và id của từng thứ / __typename and id of each"""
    representations: [_Any!]!
  ): [_Entity]!

  """Subgraph này / this subgraph"""
  _service: _Service!
}
'''


def federated(core: GraphQLSchema) -> GraphQLSchema:
    """The schema with the two questions that a router asks."""
    schema = extend_schema(core, parse(_ENTRY))
    query = schema.query_type
    if query is None:
        raise TypeError("the schema has no query type")
    sdl = subgraph_text(core)
    query.fields["_service"].resolve = lambda *_: {"sdl": sdl}
    return schema


def subgraph_text(core: GraphQLSchema) -> str:
    """The schema as a router composes it with others."""
    document = parse(print_schema(core))
    definitions = (
        _marked(node) if isinstance(node, _MARKED) else node for node in document.definitions
    )
    return _LINK + "\n\n".join(print_ast(node) for node in definitions) + "\n"


_MARKED = (ObjectTypeDefinitionNode, InterfaceTypeDefinitionNode)


def _marked(
    node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
) -> TypeDefinitionNode:
    words = ""
    if node.name.value in KEYED:
        words = '@key(fields: "id")'
    elif node.name.value in _SHARED:
        words = "@shareable"
    if not words:
        return node
    return replace(node, directives=(*(node.directives or ()), _directive(words)))


def _directive(words: str) -> ConstDirectiveNode:
    (definition,) = parse(f"type A {words} {{ a: Int }}").definitions
    found: ConstDirectiveNode = definition.directives[0]  # type: ignore[attr-defined]
    return found
