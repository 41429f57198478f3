"""Review items and corrections in the graph: the rows of queries/mapping.py for them."""

from collections.abc import Mapping

from queries.pieces import HISTORY, properties, source_of
from queries.shapes import Lookup, Many, One, Shape, Value

CHANGE_TYPES = frozenset(
    {
        *("Mutation", "Corrected", "UnitsMerged", "Withdrawn", "Refused"),
        *("ProgressReported", "DeadlineExtended", "TaskCancelled", "TaskReopened"),
        *("ReportDecided", "MeasurementRecorded", "ReportSubmitted"),
        *("Subscription", "TaskChanged", "DocumentLoaded"),
        *("Appointed", "AppointmentEnded", "DocumentRead"),
        *("WebhookAdded", "WebhookRemoved", "WebhookRetried"),
    }
)
"""What a change or an event answers; its links are read like any question (queries/change.py)."""


REVIEW_TYPES: Mapping[str, Mapping[str, Shape]] = {
    "ReviewItem": {
        **properties(
            id="id", kind="kind", part="part", ref="ref", field="field", message="message"
        ),
        "open": Value("coalesce({n}.open, true)"),
        "settledBy": Lookup("Correction", "({m}:Correction {{id: {n}.settled_by}})"),
        "about": One("Node", "({n})-[:ABOUT]->({m})"),
        "plan": One("Plan", "({n})<-[:HAS_REVIEW_ITEM]-({m}:Document)"),
        "source": source_of("{n}"),
        "history": HISTORY,
    },
    "Correction": {
        "history": HISTORY,
        **properties(
            id="id",
            kind="kind",
            part="part",
            ref="ref",
            field="field",
            author="author",
            reason="reason",
            at="at",
            on="on",
            quote="quote",
            start="start",
            end="end",
            file="source",
            withdrawnAt="withdrawn_at",
            withdrawnBy="withdrawn_by",
            withdrawnReason="withdrawn_reason",
            unitName="unit_name",
            intoName="into_name",
        ),
        "value": Value("coalesce({n}.value, [])"),
        "readValue": Value("coalesce({n}.read_value, [])"),
        "into": One("Unit", "({n})-[:MERGES_INTO]->({m}:Unit)"),
        "plan": One("Plan", "({n})<-[:HAS_CORRECTION]-({m}:Plan)"),
        "corrects": Many("Node", "({n})-[:CORRECTS]->({m})", ("{m}.id",)),
    },
}
