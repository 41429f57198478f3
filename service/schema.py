"""The schema: the types of the API, made once; its text is the project's schema.graphql."""

import strawberry
from graphql import GraphQLSchema, lexicographic_sort_schema, print_schema
from strawberry.schema.config import StrawberryConfig

from service.types import Directive, Person, Phase, Plan, Position, ReportDuty
from service.types_changes import Mutation
from service.types_common import DATE, Date
from service.types_days import Place
from service.types_live import Subscription
from service.types_query import Query


def build_schema() -> strawberry.Schema:
    """The schema with every type, also those that only ``node(id:)`` leads to."""
    return strawberry.Schema(
        Query,
        Mutation,
        Subscription,
        types=[Plan, Directive, Person, Phase, Place, Position, ReportDuty],
        config=StrawberryConfig(scalar_map={Date: DATE}),
    )


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema under Strawberry's, which parsing and compiling rest on."""
    core: GraphQLSchema = schema._schema
    return core


def schema_text(schema: strawberry.Schema) -> str:
    """The schema in its own language, sorted: committed and served as schema.graphql."""
    return print_schema(lexicographic_sort_schema(core_schema(schema))) + "\n"
