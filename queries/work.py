"""Work in the graph: the rows of queries/mapping.py for tasks, targets, duties and phases."""

from collections.abc import Mapping

from queries.entered import DATED_TASK, ENTERED, OCCURRENCES
from queries.pieces import CORRECTIONS, HISTORY, due, properties, source_of
from queries.shapes import Many, One, Part, Shape, Value

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

WORK_TYPES: Mapping[str, Mapping[str, Shape]] = {
    "Task": {
        **properties(
            id="id",
            ref="ref",
            text="text",
            heading="heading",
            recurs="recurs",
            routine="routine",
            deliverable="deliverable",
        ),
        "due": due(),
        **DATED_TASK,
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
        "corrections": CORRECTIONS,
        "source": source_of("{n}"),
    },
    "Phase": {
        **properties(id="id", ref="ref", name="name", text="text"),
        "period": Part("Period", "{n}.period_code IS NOT NULL", prefix="period_"),
        "plan": One("Plan", "({n})<-[:HAS_PHASE]-({m}:Document)"),
        "tasks": Many("Task", "({n})<-[:IN_PHASE]-({m}:Task)", "{m}.order"),
        "source": source_of("{n}"),
    },
    "Target": {
        **properties(
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
        "due": due(),
        "latest": One(
            "Measurement",
            "({n})-[:HAS_MEASUREMENT]->({m}:Measurement)",
            "{m}.on DESC, {m}.at DESC, {m}.id",
        ),
        "measurements": Many("Measurement", "({n})-[:HAS_MEASUREMENT]->({m}:Measurement)", ENTERED),
        "history": HISTORY,
        "owners": Many("Owner", "({n})<-[{e}:OWNS]-({m})", "{e}.order"),
        "plan": One("Plan", "({n})<-[:HAS_TARGET]-({m}:Document)"),
        "task": One("Task", "({n})<-[:HAS_TARGET]-({m}:Task)"),
        "corrections": CORRECTIONS,
        "source": source_of("{n}"),
    },
    "ReportDuty": {
        **properties(id="id", by="by_text", to="to_text", via="via_text", recurs="recurs"),
        "byUnit": One("Unit", "({n})<-[:REPORTS]-({m}:Unit)"),
        "toUnit": One("Unit", "({n})-[:REPORTS_TO]->({m}:Unit)"),
        "due": due(),
        "occurrences": OCCURRENCES,
        "history": HISTORY,
        "plan": One("Plan", "({n})<-[:HAS_REPORT_DUTY]-({m}:Document)"),
        "corrections": CORRECTIONS,
        "source": source_of("{n}"),
    },
}
