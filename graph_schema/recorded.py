"""What people record, the chain of changes, webhooks: the nodes that no reading takes back."""

from graph_schema.labels import Label, NodeShape

_ENTERED = {
    "on": "ISO day from which it counts",
    "by": "who says it",
    "at": "when it was entered, UTC, ISO with Z",
}

RECORDED: tuple[NodeShape, ...] = (
    NodeShape(
        Label.PROGRESS,
        {
            "percent": "0 to 100; at 100 the task is done; absent: nothing is said of that",
            "result": "kết quả",
            "difficulty": "khó khăn, vướng mắc",
            "proposal": "đề xuất, kiến nghị",
            "state": "REPORTED, APPROVED or RETURNED",
            "decided_on": "ISO day of the approval or return",
            "decided_by": "by whom",
            "decided_at": "when that was entered, UTC, ISO with Z",
            "comment": "ý kiến phê duyệt",
        }
        | _ENTERED,
    ),
    NodeShape(
        Label.EXTENSION,
        {
            "from_end": "the last day that was in force; absent when there was none",
            "to_end": "the new last day",
            "reason": "why",
            "approver": "who allowed it",
        }
        | _ENTERED,
    ),
    NodeShape(Label.STEP, {"kind": "CANCELLED or REOPENED", "reason": "why"} | _ENTERED),
    NodeShape(
        Label.MEASUREMENT,
        {"value": "float", "period": "the period measured, as written", "note": "remarks"}
        | _ENTERED,
    ),
    NodeShape(
        Label.OCCURRENCE,
        {
            "due_end": "ISO last day of this report, or of this time of a recurring task",
            "submitted_on": "ISO day of the report; absent while it is due",
            "by": "who submitted it",
            "at": "when it was entered, UTC, ISO with Z",
            "late": "submitted after due_end",
        },
    ),
    NodeShape(
        Label.EVIDENCE,
        {
            "title": "file name or words of who gave it",
            "media_type": "told by its bytes",
            "size": "bytes",
            "sha256": "of the bytes",
            "url": "where it is fetched",
            "by": "who sent it",
            "at": "when it was given, UTC, ISO with Z",
        },
    ),
    NodeShape(Label.EVIDENCE_PART, {"order": "0, 1 …", "content": "at most 1 MB of the bytes"}),
    NodeShape(
        Label.CHANGE,  # each holds the hash of the one before it: see graph_schema/audit.py
        {
            "seq": "1, 2 … without a gap",
            "seq_key": "the same as twelve digits: orders are of words",
            "at": "when, UTC, ISO with Z",
            "by": "who",
            "action": "REPORTED, EXTENDED, LOADED …",
            "node": "id of what was changed",
            "field": "which value",
            "before": "its value before, as words or JSON",
            "after": "its value after",
            "reason": "why",
            "key": "digest of the idempotency key",
            "asked": "digest of what was asked under that key",
            "result": "id of what the change made",
            "previous": "hash of the change before",
            "hash": "SHA-256 of the previous hash and this record",
        },
    ),
    NodeShape(Label.CHANGE_HEAD, {"seq": "of the last change", "hash": "of the last change"}),
    NodeShape(
        Label.WEBHOOK,  # a receiver of changes; its secret signs, and is never shown again
        {
            "url": "where it is posted to",
            "events, unit, leader, plans": "what alone is told",
            "by, at": "who added it, and when",
            "reached": "number of the last change that it was told, or did not want",
            "attempt, next_at, why": "failed tries of the next one, when the next is due, why",
        },
    ),
    NodeShape(  # a change that never arrived, after every try
        Label.WEBHOOK_LETTER, {"webhook, seq, at, why": "which", "again": "to be sent once more"}
    ),
    NodeShape(Label.WEBHOOK_TURN, {"holder, until, asked": "which process sends, how long"}),
    NodeShape(
        Label.SNAPSHOT,  # a period report that is kept; it never changes
        {
            "name": "how people call it",
            "name_key": "the same, folded; no two have one",
            "scope": "what another report must share to be compared with it",
            "subject_id, subject": "the unit whose tasks it counts; without an id: all",
            "year": "whose tasks count, absent: of any year",
            "as_of": "ISO day",
            "digest": "SHA-256 of its lines",
            "counts": "tasks of each class, in the order of reports.model.Status",
            "least_secret": "how secret it is at least, whatever its documents are now: its unit",
            "by, at": "who kept it, and when",
            "change": "id of its record in the log",
        },
    ),
    NodeShape(
        Label.SNAPSHOT_PART,
        {"order": "0, 1 …", "lines": "some of its lines: code|class|words of each task"},
    ),
)
