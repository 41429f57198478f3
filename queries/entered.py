"""What people record, and what it comes to: the rows of queries/mapping.py for dated facts."""

from collections.abc import Mapping

from graph_schema.classes import RATES, Rate, Status
from graph_schema.dated import NEVER, NO_DEADLINE
from graph_schema.occurrences import MOST
from queries.pieces import HISTORY, properties
from queries.shapes import Derived, Made, Many, One, Part, Shape, Tally, Value
from queries.status import AGES, CLASSES, DEADLINE_PERIOD, OCCURRENCE_STATUS, OVERDUE_SINCE, STATUS

ENTERED = ("{m}.on", "{m}.at", "{m}.id")
OCCURRENCES = Many(
    "Occurrence",
    "({n})-[:HAS_OCCURRENCE]->({m}:Occurrence)",
    ("{m}.due_end", "{m}.id"),
    most=MOST,
)

# Of what a change is history of: rather the thing than what was recorded or corrected of it.
_BESIDE = " OR ".join(
    f"{{m}}:{label}"
    for label in (
        *("Progress", "Correction", "Extension", "Step", "Measurement", "Occurrence"),
        *("Evidence", "ReviewItem"),
    )
)
_FIRST_CHANGED = f"CASE WHEN {_BESIDE} THEN 1 ELSE 0 END, {{m}}.id"


def _day(name: str) -> Made:
    """A period of one day, kept as that day alone."""
    held = "{n}." + name
    return Made(
        "Period",
        f"CASE WHEN {held} IS NULL THEN null ELSE {{{{start: {held}, end: {held}, "
        f"precision: 'DAY', text: null, code: {held}}}}} END",
    )


# One more with each fact that people recorded, each correction, and each that was taken back
# (graph_schema.corrections.REVISIONS, which a test holds this against).
VERSION = (
    "coalesce({n}.version, 0) + COUNT {{ MATCH ({n})<-[:CHANGED]-({n}v:Change) WHERE {n}v.action "
    "IN ['SET_VALUE', 'SPLIT_TASK', 'NAME_OWNER', 'DROP', 'WITHDRAWN'] }}"
)
DATED_TASK: Mapping[str, Shape] = {
    "status": Value(STATUS, {"asOf": None}),
    "deadline": Made("Period", DEADLINE_PERIOD),
    "daysOverdue": Value(OVERDUE_SINCE, {"asOf": None}, "days_between({v}, {a_asOf})"),
    "closedOn": Value("{n}.closed_key", reads=f"known_day({{v}}, {NO_DEADLINE!r})"),
    "reportedOn": Value("{n}.reported_key", reads=f"known_day({{v}}, {NEVER!r})"),
    "version": Value(VERSION),
    "progress": Many("Progress", "({n})-[:HAS_PROGRESS]->({m}:Progress)", ENTERED, True),
    "extensions": Many("Extension", "({n})-[:HAS_EXTENSION]->({m}:Extension)", ENTERED),
    "steps": Many("Step", "({n})-[:HAS_STEP]->({m}:Step)", ENTERED),
    "occurrences": OCCURRENCES,
    "history": HISTORY,
}


def _count(*statuses: Status) -> str:
    return "(" + " + ".join(f"{{y}}[{CLASSES.index(status)}]" for status in statuses) + ")"


def _aged(name: str) -> Derived:
    return Derived(f"{{y}}[{len(CLASSES) + AGES.index(name)}]", aged=True)


def _rate(rate: Rate) -> Derived:
    return Derived(f"rate({_count(*rate.part)}, {_count(*rate.whole)})")


_TASKS_OF = "({n})-[:HAS_TASK]->({e}:Task)"
_TARGETS_OF = "({n})-[:HAS_TARGET]->({e}:Target)"


def _share(whole: str, of: str, pattern: str, holds: str) -> dict[str, Shape]:
    """How many of a plan's tasks or targets have something, and which share that is."""
    found = f"[{pattern} | CASE WHEN {holds} THEN 1 ELSE 0 END]"
    counted = f"[reduce(s = 0, x IN {found} | s + x), size({found})]"
    return {
        f"{whole}With{of}": Value(counted, reads="{v}[0]"),
        f"{of.lower()}Rate": Value(counted, reads="rate(*{v})"),
    }


ENTERED_TYPES: Mapping[str, Mapping[str, Shape]] = {
    "Progress": {
        **properties(
            id="id",
            percent="percent",
            result="result",
            difficulty="difficulty",
            proposal="proposal",
            on="on",
            by="by",
            at="at",
            state="state",
            decidedOn="decided_on",
            decidedBy="decided_by",
            comment="comment",
        ),
        "history": HISTORY,
        "evidence": Many(
            "Evidence", "({n})-[:HAS_EVIDENCE]->({m}:Evidence)", ("coalesce({m}.at, '')", "{m}.id")
        ),
    },
    "Evidence": {
        **properties(
            id="id", title="title", mediaType="media_type", size="size", sha256="sha256", url="url"
        ),
        "history": HISTORY,
    },
    "Extension": {
        **properties(id="id", reason="reason", on="on", by="by", at="at", approver="approver"),
        "from": _day("from_end"),
        "to": _day("to_end"),
        "history": HISTORY,
    },
    "Step": {
        **properties(id="id", kind="kind", reason="reason", on="on", by="by", at="at"),
        "history": HISTORY,
    },
    "Measurement": {
        **properties(
            id="id", value="value", on="on", period="period", by="by", at="at", note="note"
        ),
        "history": HISTORY,
    },
    "Occurrence": {
        **properties(id="id", dueEnd="due_end", submittedOn="submitted_on", by="by", at="at"),
        "status": Value(OCCURRENCE_STATUS, {"asOf": None}),
        "history": HISTORY,
    },
    "Change": {
        **properties(
            id="id",
            seq="seq",
            at="at",
            by="by",
            action="action",
            field="field",
            before="before",
            after="after",
            reason="reason",
        ),
        "node": One("Node", "({n})-[:CHANGED]->({m})", _FIRST_CHANGED),
    },
    "Summary": {
        "assigned": Derived(_count(*CLASSES)),
        "done": Derived(_count(*(status for status in CLASSES if status.is_done))),
        "doneOnTime": Derived(_count(Status.DONE_ON_TIME)),
        "doneLate": Derived(_count(Status.DONE_LATE)),
        "doneWithoutDeadline": Derived(_count(Status.DONE_WITHOUT_DEADLINE)),
        "open": Derived(_count(*(status for status in CLASSES if status.is_open))),
        "openInTerm": Derived(_count(Status.OPEN_IN_TERM)),
        "openOverdue": Derived(_count(Status.OPEN_OVERDUE)),
        "openWithoutDeadline": Derived(_count(Status.OPEN_WITHOUT_DEADLINE)),
        "cancelled": Derived(_count(Status.CANCELLED)),
        "openNeverReported": _aged("NEVER"),
        "openReportedOver90DaysAgo": _aged("OVER_90_DAYS"),
        "openReported30To90DaysAgo": _aged("FROM_30_TO_90_DAYS"),
        "openReportedUnder30DaysAgo": _aged("UNDER_30_DAYS"),
        **{name: _rate(rate) for name, rate in RATES.items()},
    },
    "LoadBand": {
        name: Derived(f"{{y}}[{at}]") for at, name in enumerate(("load", "from", "to", "groups"))
    },
    "Completeness": {
        "tasks": Value("size([({n})-[:HAS_TASK]->({e}:Task) | 1])"),
        "targets": Value("size([({n})-[:HAS_TARGET]->({e}:Target) | 1])"),
        **_share("tasks", "Lead", _TASKS_OF, "{e}.has_lead"),
        **_share("tasks", "Due", _TASKS_OF, "{e}.due_code IS NOT NULL"),
        **_share("targets", "Owner", _TARGETS_OF, "coalesce({e}.ownership, 'NONE') <> 'NONE'"),
        **_share("targets", "Figure", _TARGETS_OF, "size([({e})-[:HAS_MEASUREMENT]->(f) | 1]) > 0"),
    },
    "StatisticsGroup": {
        "of": Part("Node", ""),
        "label": Value(
            "coalesce({n}.name, {n}.full_title, {n}.symbol, {n}.title, {n}.kind, {n}.id)"
        ),
        "summary": Tally("Summary"),
    },
}
