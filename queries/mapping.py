"""Each API type and field: its property, relationship or computed value in the graph.

The whole contract between the API and ``graph_schema.labels``; ``check_mapping`` compares it with
the schema when the service starts, so a field without a row here never reaches a user.
"""

from collections.abc import Mapping

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_input_object_type,
)

from graph_schema.labels import Label
from queries.doers import DOER_TYPES
from queries.entered import ENTERED_TYPES
from queries.filters import TABLES
from queries.known import KNOWN_TYPES
from queries.pieces import HISTORY, ID, first_named, in_work, properties, source_of
from queries.review import CHANGE_TYPES, REVIEW_TYPES
from queries.shapes import (
    Chains,
    Composed,
    Derived,
    Lineage,
    Lookup,
    Made,
    Many,
    One,
    Page,
    Part,
    Saying,
    Search,
    Several,
    Shape,
    Statistics,
    Tally,
    Value,
)
from queries.work import WORK_TYPES

Fields = Mapping[str, Shape]
_PAGE_TYPES = ("Connection", "Edge", "PageInfo", "Statistics", "Chain")
_PAGE_ARGUMENTS = ("first", "after", "last", "before")

# A document that was read says itself what it is; of one that is only cited, the first citation.
_DOCUMENT_NAMED = first_named(
    Saying("UNWIND [{n}] AS {e} WITH {e}", "''"),
    in_work(
        "({n})<-[{e}:IMPLEMENTS|CITES|AMENDS|REPLACES]-({m}:Document)",
        "coalesce({n}.known, false) = false",
    ),
)
_DOCUMENT: dict[str, Shape] = {
    **properties(
        id="id",
        kind="kind",
        number="number",
        symbol="symbol",
        title="title",
        secrecy="secrecy",
    ),
    "known": Value("coalesce({n}.known, false)"),
    "issued": Part("Period", "{n}.issued_code IS NOT NULL", prefix="issued_"),
    "issuer": One("Unit", "({n})-[:ISSUED_BY]->({m}:Unit)"),
    "directives": Lineage("DocumentLink", up=True),
    "carriedOutBy": Lineage("DocumentLink", up=False),
    "source": _DOCUMENT_NAMED,
    "history": HISTORY,
}

TYPES: Mapping[str, Fields] = {
    "Node": ID,
    "Document": _DOCUMENT,
    "Directive": _DOCUMENT,
    "Plan": {
        **_DOCUMENT,
        **properties(unreadCount="unread_count", file="sha256", version="version"),
        "completeness": Part("Completeness", ""),
        "reviewItems": Page(
            "ReviewItem", Label.REVIEW_ITEM, "({n})-[:HAS_REVIEW_ITEM]->(@)", "ReviewFilter"
        ),
        "corrections": Many(
            "Correction", "({n})-[:HAS_CORRECTION]->({m}:Correction)", ("{m}.at", "{m}.id")
        ),
        "signer": One("Signature", "({n})-[{e}:SIGNED_BY]->({m}:Person)"),
        "tasks": Page("Task", Label.TASK, "({n})-[:HAS_TASK]->(@)", "TaskFilter"),
        "targets": Page("Target", Label.TARGET, "({n})-[:HAS_TARGET]->(@)", "TargetFilter"),
        "phases": Many("Phase", "({n})-[:HAS_PHASE]->({m}:Phase)", ("{m}.order",)),
        "reportDuties": Many(
            "ReportDuty", "({n})-[:HAS_REPORT_DUTY]->({m}:ReportDuty)", ("{m}.order",)
        ),
    },
    "DocumentLink": {
        "depth": Value("{depth}"),
        "relation": Value("type({r})"),
        "document": Part("Document", ""),
        "source": source_of("{r}"),
    },
    "Period": {
        name: Value("{n}.{p}" + name) for name in ("start", "end", "precision", "text", "code")
    },
    "Source": {
        **properties(
            quote="quote",
            start="start",
            end="end",
            page="page",
            rule="rule",
            confidence="confidence",
            inheritedFrom="inherited_from",
            file="source",
        ),
        "document": Lookup("Document", "({m}:Document {{id: {n}.doc}})"),
        "correction": Lookup("Correction", "({m}:Correction {{id: {n}.corrected_by}})"),
    },
    **WORK_TYPES,
    **DOER_TYPES,
    **ENTERED_TYPES,
    **KNOWN_TYPES,
    "ChainWay": {
        "length": Derived("len({y}[0])"),
        "relations": Derived("{y}[0][::-1]"),
        "nodes": Derived("{y}[1]"),
    },
    **REVIEW_TYPES,
    "Query": {
        "node": Lookup("Node", "", {"id": None}),
        "nodes": Several("Node"),
        **{
            name: Lookup(kind, f"({{m}}:{label} {{{{id: {{a_id}}}}}})", {"id": None})
            for name, kind, label in (
                ("plan", "Plan", Label.DOCUMENT),
                ("document", "Document", Label.DOCUMENT),
                ("task", "Task", Label.TASK),
                ("target", "Target", Label.TARGET),
                ("unit", "Unit", Label.UNIT),
                ("person", "Person", Label.PERSON),
                ("position", "Position", Label.POSITION),
                ("place", "Place", Label.PLACE),
                ("correction", "Correction", Label.CORRECTION),
            )
        },
        "plans": Page("Plan", Label.PLAN, "(@)", "DocumentFilter"),
        "documents": Page("Document", Label.DOCUMENT, "(@)", "DocumentFilter"),
        "tasks": Page("Task", Label.TASK, "(@)", "TaskFilter"),
        "targets": Page("Target", Label.TARGET, "(@)", "TargetFilter"),
        "units": Page("Unit", Label.UNIT, "(@)", "UnitFilter"),
        "positions": Page("Position", Label.POSITION, "(@)", "PositionFilter"),
        "places": Page("Place", Label.PLACE, "(@)", "PlaceFilter"),
        "reportDuties": Page("ReportDuty", Label.REPORT_DUTY, "(@)", "ReportDutyFilter"),
        "people": Page("Person", Label.PERSON, "(@)", "PersonFilter"),
        "reviewItems": Page("ReviewItem", Label.REVIEW_ITEM, "(@)", "ReviewFilter"),
        "corrections": Page("Correction", Label.CORRECTION, "(@)", "CorrectionFilter"),
        "search": Search("SearchResult"),
        "changes": Page("Change", Label.CHANGE, "(@)", "ChangeFilter"),
        "chain": Chains("Chain"),
        "unitReport": Composed(
            "UnitReport", frozenset({"unit", "year", "asOf", "routine", "role"})
        ),
        "periodSnapshots": Composed("PeriodSnapshot", frozenset(_PAGE_ARGUMENTS)),
        "periodSnapshot": Composed("KeptPeriod", frozenset({"id"})),
        "statistics": Statistics("Statistics", Page("Task", Label.TASK, "(@)", "TaskFilter")),
    },
}

COMPOSED_TYPES = frozenset(
    {
        *("UnitReport", "ReportSummary", "ReportPlan", "ReportRow"),
        *("ReportRecurring", "ReportTimes"),
        *("PeriodSnapshot", "KeptPeriod", "KeptTask"),
    }
)
"""What composed fields lead to: their records are made where the field is gathered."""

NODES: tuple[Label, ...] = (
    Label.DOCUMENT,
    Label.TASK,
    Label.TARGET,
    Label.REPORT_DUTY,
    Label.PHASE,
    Label.UNIT,
    Label.PERSON,
    Label.POSITION,
    Label.PLACE,
    Label.REVIEW_ITEM,
    Label.CORRECTION,
    Label.PROGRESS,
    Label.EVIDENCE,
    Label.EXTENSION,
    Label.STEP,
    Label.MEASUREMENT,
    Label.OCCURRENCE,
    Label.CHANGE,
)
"""What ``node(id:)`` looks for."""

# Which label makes a node one of the API's types; the first that holds wins.
KINDS: Mapping[str, str] = {
    "Plan": "{n}:Plan",
    "Directive": "({n}:Document AND NOT {n}:Plan)",
    "Task": "{n}:Task",
    "Target": "{n}:Target",
    "ReportDuty": "{n}:ReportDuty",
    "Phase": "{n}:Phase",
    "Unit": "{n}:Unit",
    "Person": "{n}:Person",
    "Position": "{n}:Position",
    "Place": "{n}:Place",
    "ReviewItem": "{n}:ReviewItem",
    "Correction": "{n}:Correction",
    "Progress": "{n}:Progress",
    "Evidence": "{n}:Evidence",
    "Extension": "{n}:Extension",
    "Step": "{n}:Step",
    "Measurement": "{n}:Measurement",
    "Occurrence": "{n}:Occurrence",
    "Change": "{n}:Change",
}


def check_mapping(schema: GraphQLSchema) -> tuple[str, ...]:
    """What the API offers and this table cannot answer, or the reverse; empty when all is well."""
    faults: list[str] = []
    for name, kind in schema.type_map.items():
        if isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType)):
            possible = {possible.name for possible in schema.get_possible_types(kind)}
            untold = possible - set(KINDS) - CHANGE_TYPES
            faults += [f"{name}: which node is a {other} is not told" for other in sorted(untold)]
        if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            continue
        if name.startswith("__") or name.endswith(_PAGE_TYPES):
            continue
        if name in CHANGE_TYPES | COMPOSED_TYPES:
            continue
        offered, mapped = set(kind.fields), set(TYPES.get(name, {}))
        faults += [f"{name}.{field} has no mapping" for field in sorted(offered - mapped)]
        faults += [f"{name}.{field} is not in the schema" for field in sorted(mapped - offered)]
        for field_name in sorted(offered & mapped):
            faults += _argument_faults(kind, field_name)
    return tuple(faults)


def _argument_faults(kind: GraphQLObjectType | GraphQLInterfaceType, field: str) -> list[str]:
    shape, arguments = TYPES[kind.name][field], kind.fields[field].args
    where = f"{kind.name}.{field}"
    expected = _arguments_of(shape)
    faults = [f"{where}({name}:) has no mapping" for name in sorted(set(arguments) - expected)]
    for argument in arguments.values():
        named = get_named_type(argument.type)
        if is_input_object_type(named):
            table = TABLES.get(named.name)
            known = table.names if table else frozenset()
            faults += [f"{named.name}.{f} has no mapping" for f in named.fields if f not in known]
        elif isinstance(named, GraphQLEnumType) and isinstance(shape, Page):
            orders = TABLES[shape.table].orders
            faults += [f"{named.name}.{o} has no mapping" for o in named.values if o not in orders]
    return faults


def _arguments_of(shape: Shape) -> set[str]:
    match shape:
        case Made():
            names = {"asOf": "{day}", "by": "{end}"}
            return {name for name, word in names.items() if word in shape.cypher}
        case Many():
            return {"asOf"} if shape.on_day else set()
        case Tally():
            return {"asOf", "year", "routine", "role"}
        case Chains():
            return {"from", "to", "first"}
        case Statistics():
            return {"asOf", "by", "where", "first"}
        case Value() | Lookup() | Composed():
            return set(shape.arguments)
        case Page():
            return {"where", "orderBy", *_PAGE_ARGUMENTS}
        case Search():
            return {"text", *_PAGE_ARGUMENTS}
        case Lineage():
            return {"transitive", "relation"}
        case Several():
            return {shape.argument}
        case _:
            return set()
