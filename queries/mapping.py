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
from queries.filters import TABLES
from queries.responsibility import EVERY_ROLE
from queries.review import CHANGE_TYPES, REVIEW_TYPES
from queries.shapes import Lineage, Lookup, Many, One, Page, Part, Search, Shape, Value

Fields = Mapping[str, Shape]
CONNECTION_FIELDS = frozenset({"nodes", "edges", "pageInfo", "totalCount"})
_PAGE_TYPES = ("Connection", "Edge", "PageInfo")

_ROLE = (
    "CASE type({r}) WHEN 'LEADS' THEN 'LEAD' WHEN 'EXECUTES' THEN 'EXECUTE' "
    "WHEN 'SUPPORTS' THEN 'SUPPORT' ELSE 'OVERSEE' END"
)
# Who leads stands before who executes and who supports, each in the order of the document.
_ROLE_ORDER = (
    "[CASE type({e}) WHEN 'LEADS' THEN 0 WHEN 'EXECUTES' THEN 1 ELSE 2 END, "
    "coalesce({e}.order, 0), {m}.id]"
)
_ROLES_OF_UNIT = (
    "[x IN ['LEADS', 'EXECUTES', 'SUPPORTS', 'OVERSEES'] WHERE x IN "
    "[({n})<-[{e}:LEADS|EXECUTES|SUPPORTS|OVERSEES]-(:Unit {{id: {a_unit}}}) | type({e})] | "
    "CASE x WHEN 'LEADS' THEN 'LEAD' WHEN 'EXECUTES' THEN 'EXECUTE' "
    "WHEN 'SUPPORTS' THEN 'SUPPORT' ELSE 'OVERSEE' END]"
)


def _properties(**names: str) -> dict[str, Shape]:
    return {field: Value("{n}." + name) for field, name in names.items()}


def _source(holder: str) -> Part:
    return Part("Source", holder + ".quote IS NOT NULL", holder=holder)


def _due() -> Part:
    return Part("Period", "{n}.due_code IS NOT NULL", prefix="due_")


_ID = _properties(id="id")
_CORRECTIONS = Many("Correction", "({n})<-[:CORRECTS]-({m}:Correction)", "[{m}.at, {m}.id]")
_UNIT = Part("Unit", "{n}:Unit")
_PERSON = Part("Person", "{n}:Person")

_DOCUMENT: dict[str, Shape] = {
    **_properties(
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
}

TYPES: Mapping[str, Fields] = {
    "Node": _ID,
    "Document": _DOCUMENT,
    "Directive": _DOCUMENT,
    "Plan": {
        **_DOCUMENT,
        **_properties(unreadCount="unread_count", file="sha256", version="version"),
        "reviewItems": Page(
            "ReviewItem", Label.REVIEW_ITEM, "({n})-[:HAS_REVIEW_ITEM]->(@)", "ReviewFilter"
        ),
        "corrections": Many(
            "Correction", "({n})-[:HAS_CORRECTION]->({m}:Correction)", "[{m}.at, {m}.id]"
        ),
        "signer": One("Signature", "({n})-[{e}:SIGNED_BY]->({m}:Person)"),
        "tasks": Page("Task", Label.TASK, "({n})-[:HAS_TASK]->(@)", "TaskFilter"),
        "targets": Page("Target", Label.TARGET, "({n})-[:HAS_TARGET]->(@)", "TargetFilter"),
        "phases": Many("Phase", "({n})-[:HAS_PHASE]->({m}:Phase)", "{m}.order"),
        "reportDuties": Many(
            "ReportDuty", "({n})-[:HAS_REPORT_DUTY]->({m}:ReportDuty)", "{m}.order"
        ),
    },
    "Task": {
        **_properties(
            id="id",
            ref="ref",
            text="text",
            heading="heading",
            recurs="recurs",
            routine="routine",
            deliverable="deliverable",
        ),
        "due": _due(),
        "plan": One("Plan", "({n})<-[:HAS_TASK]-({m}:Document)"),
        "parent": One("Task", "({n})-[:PART_OF]->({m}:Task)"),
        "phase": One("Phase", "({n})-[:IN_PHASE]->({m}:Phase)"),
        "leads": Many("Unit", "({n})<-[{e}:LEADS]-({m}:Unit)", "{e}.order"),
        "executors": Many("Unit", "({n})<-[{e}:EXECUTES]-({m}:Unit)", "{e}.order"),
        "supports": Many("Unit", "({n})<-[{e}:SUPPORTS]-({m}:Unit)", "{e}.order"),
        "assignments": Many(
            "Assignment", "({n})<-[{e}:LEADS|EXECUTES|SUPPORTS]-({m})", _ROLE_ORDER
        ),
        "overseers": Many("Overseer", "({n})<-[{e}:OVERSEES]-({m})", "{e}.order"),
        "targets": Many("Target", "({n})-[:HAS_TARGET]->({m}:Target)", "{m}.order"),
        "roles": Value(_ROLES_OF_UNIT, {"unit": None}),
        "corrections": _CORRECTIONS,
        "source": _source("{n}"),
    },
    "Phase": {
        **_properties(id="id", ref="ref", name="name", text="text"),
        "period": Part("Period", "{n}.period_code IS NOT NULL", prefix="period_"),
        "plan": One("Plan", "({n})<-[:HAS_PHASE]-({m}:Document)"),
        "tasks": Many("Task", "({n})<-[:IN_PHASE]-({m}:Task)", "{m}.order"),
        "source": _source("{n}"),
    },
    "Target": {
        **_properties(
            id="id",
            ref="ref",
            ordinal="ordinal",
            metric="metric",
            op="op",
            value="value",
            valueMax="value_max",
            unitOfMeasure="unit_of_measure",
            recurs="recurs",
            ownership="ownership",
        ),
        "due": _due(),
        "owners": Many("Owner", "({n})<-[{e}:OWNS]-({m})", "{e}.order"),
        "plan": One("Plan", "({n})<-[:HAS_TARGET]-({m}:Document)"),
        "task": One("Task", "({n})<-[:HAS_TARGET]-({m}:Task)"),
        "corrections": _CORRECTIONS,
        "source": _source("{n}"),
    },
    "ReportDuty": {
        **_properties(id="id", by="by_text", to="to_text", via="via_text", recurs="recurs"),
        "byUnit": One("Unit", "({n})<-[:REPORTS]-({m}:Unit)"),
        "toUnit": One("Unit", "({n})-[:REPORTS_TO]->({m}:Unit)"),
        "due": _due(),
        "plan": One("Plan", "({n})<-[:HAS_REPORT_DUTY]-({m}:Document)"),
        "corrections": _CORRECTIONS,
        "source": _source("{n}"),
    },
    "Unit": {
        **_properties(
            id="id", name="name", kind="kind", collective="collective", settled="settled"
        ),
        "aliases": Value("coalesce({n}.aliases, [])"),
        "place": One("Place", "({n})-[:SITS_IN]->({m}:Place)"),
        "tasks": Page("Task", Label.TASK, "({n})-[:{roles}]->(@)", "TaskFilter", distinct=True),
        "ownedTargets": Page(
            "Target", Label.TARGET, "({n})-[:OWNS]->(@)", "TargetFilter", distinct=True
        ),
        "documents": Page(
            "Document", Label.DOCUMENT, "({n})<-[:ISSUED_BY]-(@)", "DocumentFilter", distinct=True
        ),
        "corrections": Many(
            "Correction", "({n})<-[:MERGES_INTO]-({m}:Correction)", "[{m}.at, {m}.id]"
        ),
    },
    "Place": {
        **_properties(id="id", name="name", kind="kind", fullName="full_name", code="code"),
        "parent": One("Place", "({n})-[:PART_OF]->({m}:Place)"),
    },
    "Position": {
        **_properties(id="id", title="title", fullTitle="full_title", rank="rank"),
        "unit": One("Unit", "({n})-[:IN]->({m}:Unit)"),
    },
    "Person": {
        **_properties(id="id", name="name"),
        "offices": Many(
            "Holding", "({n})-[{e}:HOLDS]->({m}:Position)", "[coalesce({e}.as_of, ''), {m}.id]"
        ),
        "tasks": Page(
            "Task",
            Label.TASK,
            "({n})-[:{roles}]->(@)",
            "TaskFilter",
            distinct=True,
            roles=EVERY_ROLE,
        ),
    },
    "Holding": {
        "position": Part("Position", "{n}:Position"),
        "asOf": Value("{r}.as_of"),
        "source": _source("{r}"),
    },
    "Signature": {
        "person": _PERSON,
        "position": Value("{r}.position"),
        "acting": Value("{r}.acting"),
        "source": _source("{r}"),
    },
    "Overseer": {
        "position": Value("{r}.position"),
        "person": _PERSON,
        "office": Part("Position", "{n}:Position"),
        "unit": _UNIT,
        "source": _source("{r}"),
    },
    "Assignment": {
        "role": Value(_ROLE),
        "unit": _UNIT,
        "person": _PERSON,
        "asWritten": Value("{r}.as_written"),
        "source": _source("{r}"),
    },
    "Owner": {
        "unit": _UNIT,
        "person": _PERSON,
        "office": Part("Position", "{n}:Position"),
        "asWritten": Value("{r}.as_written"),
        "source": _source("{r}"),
    },
    "DocumentLink": {
        "depth": Value("{depth}"),
        "relation": Value("type({r})"),
        "document": Part("Document", ""),
        "source": _source("{r}"),
    },
    "Period": {
        name: Value("{n}.{p}" + name) for name in ("start", "end", "precision", "text", "code")
    },
    "Source": {
        **_properties(
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
    **REVIEW_TYPES,
    "Query": {
        "node": Lookup("Node", "", {"id": None}),
        **{
            name: Lookup(kind, f"({{m}}:{label} {{{{id: {{a_id}}}}}})", {"id": None})
            for name, kind, label in (
                ("plan", "Plan", Label.DOCUMENT),
                ("document", "Document", Label.DOCUMENT),
                ("task", "Task", Label.TASK),
                ("target", "Target", Label.TARGET),
                ("unit", "Unit", Label.UNIT),
                ("person", "Person", Label.PERSON),
                ("correction", "Correction", Label.CORRECTION),
            )
        },
        "plans": Page("Plan", Label.PLAN, "(@)", "DocumentFilter"),
        "documents": Page("Document", Label.DOCUMENT, "(@)", "DocumentFilter"),
        "tasks": Page("Task", Label.TASK, "(@)", "TaskFilter"),
        "targets": Page("Target", Label.TARGET, "(@)", "TargetFilter"),
        "units": Page("Unit", Label.UNIT, "(@)", "UnitFilter"),
        "people": Page("Person", Label.PERSON, "(@)", "PersonFilter"),
        "reviewItems": Page("ReviewItem", Label.REVIEW_ITEM, "(@)", "ReviewFilter"),
        "corrections": Page("Correction", Label.CORRECTION, "(@)", "CorrectionFilter"),
        "search": Search("SearchResult"),
    },
}

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
        if name.startswith("__") or name.endswith(_PAGE_TYPES) or name in CHANGE_TYPES:
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
        case Value() | Lookup():
            return set(shape.arguments)
        case Page():
            return {"where", "orderBy", "first", "after"}
        case Search():
            return {"text", "first", "after"}
        case Lineage():
            return {"transitive", "relation"}
        case _:
            return set()
