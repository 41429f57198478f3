"""Work in the graph: the rows of queries/mapping.py for tasks, targets, duties and phases."""

from collections.abc import Mapping

from queries.entered import DATED_TASK, ENTERED, OCCURRENCES
from queries.known import KNOWN
from queries.pieces import CORRECTIONS, HISTORY, due, properties, source_of
from queries.shapes import Many, One, Part, Shape, Value

_IN_ORDER = ("coalesce({e}.order, 0)", "coalesce({e}.since, '')", "{m}.id")
# Who leads stands before who executes and who supports, each in the order of the document.
_ROLE_ORDER = (
    "CASE coalesce({e}.role, type({e})) WHEN 'LEADS' THEN 0 WHEN 'EXECUTES' THEN 1 ELSE 2 END",
    *_IN_ORDER,
)
# Who had a role on a day: those who have it since, and those who had it until later.
_HELD_ON = "coalesce({e}.since, '') <= {day} AND coalesce({e}.until, '9999-12-31') >= {day}"
_ON_DAY = "{n}.assigned_key <= {day} AND " + _HELD_ON
_ROLES_OF_UNIT = (
    "[x IN ['LEADS', 'EXECUTES', 'SUPPORTS', 'OVERSEES'] WHERE x IN "
    "[({n})<-[{e}:LEADS|EXECUTES|SUPPORTS|OVERSEES]-(:Unit {{id: {a_unit}}}) | type({e})] | "
    "CASE x WHEN 'LEADS' THEN 'LEAD' WHEN 'EXECUTES' THEN 'EXECUTE' "
    "WHEN 'SUPPORTS' THEN 'SUPPORT' ELSE 'OVERSEE' END]"
)


def _in_role(kind: str, roles: str, who: str = "") -> Many:
    """Those who have some roles, or had them on the day that is asked for."""
    named = " OR ".join(f"{{e}}.role = '{role}'" for role in roles.split("|"))
    return Many(
        kind,
        f"({{n}})<-[{{e}}:{roles}]-({{m}}{who})",
        _ROLE_ORDER if "|" in roles else _IN_ORDER,
        on_day=f"{_ON_DAY} AND ({{e}}.role IS NULL OR {named})",
        ever=f"({{n}})<-[{{e}}:{roles}|ANSWERED]-({{m}}{who})",
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
        "known": KNOWN,
        "plan": One("Plan", "({n})<-[:HAS_TASK]-({m}:Document)"),
        "parent": One("Task", "({n})-[:PART_OF]->({m}:Task)"),
        "phase": One("Phase", "({n})-[:IN_PHASE]->({m}:Phase)"),
        "leads": _in_role("Unit", "LEADS", ":Unit"),
        "executors": _in_role("Unit", "EXECUTES", ":Unit"),
        "supports": _in_role("Unit", "SUPPORTS", ":Unit"),
        "assignments": _in_role("Assignment", "LEADS|EXECUTES|SUPPORTS"),
        "overseers": _in_role("Overseer", "OVERSEES"),
        "targets": Many("Target", "({n})-[:HAS_TARGET]->({m}:Target)", ("{m}.order",)),
        "roles": Value(_ROLES_OF_UNIT, {"unit": None}),
        "corrections": CORRECTIONS,
        "source": source_of("{n}"),
    },
    "Phase": {
        **properties(id="id", ref="ref", name="name", text="text"),
        "period": Part("Period", "{n}.period_code IS NOT NULL", prefix="period_"),
        "plan": One("Plan", "({n})<-[:HAS_PHASE]-({m}:Document)"),
        "tasks": Many("Task", "({n})<-[:IN_PHASE]-({m}:Task)", ("{m}.order",)),
        "history": HISTORY,
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
        "owners": Many(
            "Owner",
            "({n})<-[{e}:OWNS]-({m})",
            _IN_ORDER,
            on_day=_HELD_ON,
            ever="({n})<-[{e}:OWNS|ANSWERED]-({m})",
        ),
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
