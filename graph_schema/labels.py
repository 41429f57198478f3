"""Node labels and relationship types, one table each: the words that stand in the graph.

Every node has ``id``: a kind, an underscore, a digest ("task_3kq…"), stable over re-reading.
Every node and relationship that a document says carries that document's words: ``quote``,
``start``, ``end`` (offsets into ``SourceFile.text``), ``rule``, ``confidence``, ``page``,
``inherited_from``, ``source`` (SHA-256 of the file) and ``doc`` (the id of the document).
What secret documents alone say carries ``secret`` (1 mật, 2 tối, 3 tuyệt mật; see secrecy.py).
Times are ISO strings (an index serves ranges of strings on both engines, not of dates).
"""

from dataclasses import dataclass
from enum import StrEnum

from graph_schema.properties import DUE, KEPT, QUOTED


class Label(StrEnum):
    """Kinds of nodes."""

    DOCUMENT = "Document"
    PLAN = "Plan"
    DIRECTIVE = "Directive"
    TASK = "Task"
    TARGET = "Target"
    REPORT_DUTY = "ReportDuty"
    PHASE = "Phase"
    UNIT = "Unit"
    PERSON = "Person"
    POSITION = "Position"
    PLACE = "Place"
    SOURCE_FILE = "SourceFile"
    SOURCE_PART = "SourcePart"
    REVIEW_ITEM = "ReviewItem"
    CORRECTION = "Correction"
    PROGRESS = "Progress"
    EXTENSION = "Extension"
    STEP = "Step"
    MEASUREMENT = "Measurement"
    OCCURRENCE = "Occurrence"
    EVIDENCE = "Evidence"
    EVIDENCE_PART = "EvidencePart"
    CHANGE = "Change"
    CHANGE_HEAD = "ChangeHead"
    WEBHOOK = "Webhook"
    WEBHOOK_LETTER = "WebhookLetter"
    WEBHOOK_TURN = "WebhookTurn"
    CONTACT = "Contact"
    REMINDER = "Reminder"
    SNAPSHOT = "Snapshot"
    SNAPSHOT_PART = "SnapshotPart"
    MIGRATION = "Migration"


class Rel(StrEnum):
    """Kinds of relationships."""

    IMPLEMENTS = "IMPLEMENTS"
    CITES = "CITES"
    AMENDS = "AMENDS"
    REPLACES = "REPLACES"
    ISSUED_BY = "ISSUED_BY"
    SIGNED_BY = "SIGNED_BY"
    HAS_TASK = "HAS_TASK"
    HAS_TARGET = "HAS_TARGET"
    HAS_REPORT_DUTY = "HAS_REPORT_DUTY"
    HAS_PHASE = "HAS_PHASE"
    IN_PHASE = "IN_PHASE"
    LEADS = "LEADS"
    EXECUTES = "EXECUTES"
    SUPPORTS = "SUPPORTS"
    OVERSEES = "OVERSEES"
    OWNS = "OWNS"
    ANSWERED = "ANSWERED"
    REPORTS = "REPORTS"
    REPORTS_TO = "REPORTS_TO"
    HOLDS = "HOLDS"
    IN = "IN"
    SITS_IN = "SITS_IN"
    PART_OF = "PART_OF"
    SUCCEEDED_BY = "SUCCEEDED_BY"
    READ_FROM = "READ_FROM"
    HAS_PART = "HAS_PART"
    HAS_REVIEW_ITEM = "HAS_REVIEW_ITEM"
    ABOUT = "ABOUT"
    HAS_CORRECTION = "HAS_CORRECTION"
    CORRECTS = "CORRECTS"
    MERGES_INTO = "MERGES_INTO"
    HAS_PROGRESS = "HAS_PROGRESS"
    HAS_EXTENSION = "HAS_EXTENSION"
    HAS_STEP = "HAS_STEP"
    HAS_MEASUREMENT = "HAS_MEASUREMENT"
    HAS_OCCURRENCE = "HAS_OCCURRENCE"
    HAS_EVIDENCE = "HAS_EVIDENCE"
    CHANGED = "CHANGED"
    COUNTS = "COUNTS"


TASK_ROLES = (Rel.LEADS, Rel.EXECUTES, Rel.SUPPORTS, Rel.OVERSEES)
"""Who does a task now, or sees to it."""


@dataclass(frozen=True, slots=True)
class NodeShape:
    """The properties of one label, with their meaning."""

    label: Label
    properties: dict[str, str]


NODES: tuple[NodeShape, ...] = (
    NodeShape(
        Label.DOCUMENT,  # also :Plan (it was read and assigns work), :Directive (another names it)
        {
            "kind": "tên loại: Kế hoạch, Nghị quyết …",
            "kind_key": "the same, accents folded",
            "number": "number, absent on a draft",
            "symbol": "number and symbol as one: 05-NQ/TU",
            "symbol_key": "the same, folded for matching: upper case, no spaces",
            "title": "trích yếu, healed",
            "issued_code": "compact partial date of issue",
            "issued_start": "ISO",
            "issued_end": "ISO",
            "issued_precision": "as due_precision",
            "issued_key": "issued_end, or 0000-00-00: never absent",
            "title_key": "Vietnamese sort key of the title, cut at 200 letters",
            "plan_key": "issued_key + id: the order of plans that tasks and targets repeat",
            "known": "true once it was read itself",
            "scope": "id of the issuer's place, or nation; tells equal numbers apart",
            "nearby": "scopes that a citation without an issuer can mean; absent once read",
            "issuer_id": "id of the issuing unit, once it was read itself",
            "secrecy": "độ mật",
            "search": "accents folded: symbol, title, issuer",
            "sha256": "of the file it was last read from",
            "reader": "version of the reader that read it",
            "task_count": "tasks it assigns (0 while not known)",
            "target_count": "targets it sets, in tasks or beside them",
            "unread_count": "lines of its task parts that no rule took",
            "version": "of the reading with its corrections: who corrects says what was seen",
        }
        | QUOTED,  # where its frame says what it is: title, or number and symbol
    ),
    NodeShape(
        Label.TASK,
        {
            "ref": "outline number: II.1.3",
            "text": "whole words, healed",
            "heading": "heading above it",
            "recurs": "hằng tuần …",
            "recurs_key": "ISO day of its last occurrence; absent of one that is done once",
            "routine": "nhiệm vụ thường xuyên",
            "order": "place in the document, zero-padded string",
            "plan_key": "of its plan",
            "has_lead": "kept flag: someone LEADS it",
            "unled_key": "plan_key, order, id of one that nobody leads; absent of others",
            "unled_of": "id of the plan's issuer + unled_key",
            "has_doer": "kept flag: someone LEADS or EXECUTES it",
            "deliverable": "kết quả, sản phẩm",
            "search": "accents folded text",
        }
        | DUE
        | KEPT
        | QUOTED,
    ),
    NodeShape(
        Label.TARGET,
        {
            "ref": "outline number of its item",
            "ordinal": "1, 2 … among the targets of one ref",
            "metric": "what is measured, healed",
            "op": "=, >= or <=",
            "value": "float",
            "value_max": "float, upper end of a range",
            "unit_of_measure": "as printed",
            "recurs": "hằng năm …",
            "ownership": "kept flag: DIRECT, VIA_TASK or NONE",
            "unowned_key": "plan_key, order, id of one that nobody owns; absent of others",
            "unowned_of": "id of the plan's issuer + unowned_key",
            "order": "place in the document, zero-padded string",
            "plan_key": "of its plan",
            "search": "accents folded metric",
        }
        | DUE
        | QUOTED,
    ),
    NodeShape(
        Label.REPORT_DUTY,
        {
            "by_text": "who reports, as written",
            "to_text": "to whom, as written",
            "via_text": "through whom, as written",
            "search": "accents folded: quote, and whom it names elsewhere, each after a bar",
            "recurs": "hằng năm …",
            "order": "place in the document, zero-padded string",
            "plan_key": "of its plan",
        }
        | DUE
        | QUOTED,
    ),
    NodeShape(
        Label.PHASE,
        {
            "ref": "outline number of its heading",
            "name": "Giai đoạn 1, Bước 2, Năm 2026",
            "text": "its whole heading, healed",
            "search": "accents folded text",
            "period_code": "compact partial date (graph_schema.periods)",
            "period_start": "ISO first day",
            "period_end": "ISO last day",
            "period_precision": "as due_precision",
            "period_text": "the words",
            "order": "place in the document, zero-padded string",
            "plan_key": "of its plan",
        }
        | QUOTED,
    ),
    NodeShape(
        Label.UNIT,
        {
            "name": "canonical name, with its place where the name alone would be ambiguous",
            "name_key": "canonical name folded for comparing, without its place",
            "search": "accents folded: name and aliases, each after a bar",
            "aliases": "every other form met, in order of first sight",
            "kind": "PEOPLE_COMMITTEE, DEPARTMENT, PARTY, FRONT, POLICE, OFFICE …, or OTHER",
            "collective": "a catch-all",
            "place_id": "id of its place, absent when national or unknown",
            "sort": "Vietnamese sort key of the name, cut at 200 letters",
            "settled": "false: the table could not place it, listed for review",
            "valid_from": "ISO first day, of one that was founded when it succeeded others",
            "valid_to": "ISO last day, of one that others succeeded",
        },
    ),
    NodeShape(
        Label.PERSON,
        {"name": "without rank", "search": "accents folded", "sort": "Vietnamese sort key"},
    ),
    NodeShape(
        Label.POSITION,
        {
            "title": "Phó Chủ tịch thường trực",
            "full_title": "title and unit: Phó Chủ tịch thường trực UBND phường …",
            "rank": "1 head, 2 standing deputy, 3 deputy, 9 other",
            "search": "accents folded full_title, UBND for Ủy ban nhân dân: prefix search",
            "sort": "Vietnamese sort key of full_title, cut at 200 letters",
            "version": "absent at first, one more each time that people say who holds it",
        },
    ),
    NodeShape(
        Label.PLACE,
        {
            "code": "official code in force since 1 July 2025; absent: not an official place",
            "name": "Kiến An",
            "kind": "phường, xã, đặc khu, thành phố, tỉnh, quốc gia",
            "full_name": "phường Kiến An",
            "search": "accents folded full_name",
            "sort": "Vietnamese sort key of full_name",
        },
    ),
    NodeShape(
        Label.SOURCE_FILE,
        {
            "sha256": "of the bytes",
            "media_type": "told by content",
            "file_name": "as it was given",
            "size": "bytes",
            "text": "what was read from them; quotes are slices of it",
            "reader": "version of the reader",
            "recognised": "whether the words were made out of pictures (OCR)",
        },
    ),
    NodeShape(
        Label.SOURCE_PART,
        {
            "order": "0, 1 …",
            "content": "at most 1 MB of the file's bytes: both engines are slow above",
        },
    ),
    NodeShape(
        Label.REVIEW_ITEM,  # made anew at each load; its id is of the words, so it stays settled
        {
            "kind": "ReviewKind: LOW_CONFIDENCE, UNSETTLED_UNIT, UNREAD_LINE …",
            "part": "Part: TASK, TARGET, LINE …",
            "ref": "outline number of its item",
            "ordinal": "1, 2 … among the parts of one ref",
            "field": "which value: due, lead …",
            "message": "what is to be looked at",
            "order": "place in the list, zero-padded string",
            "plan_key": "of its plan",
            "open": "false: a standing correction settles it",
            "settled_by": "id of that correction",
        }
        | QUOTED,
    ),
    NodeShape(
        Label.CORRECTION,  # never deleted: one that is taken back says when and by whom
        {
            "kind": "CorrectionKind: SET_VALUE, DROP, MERGE_UNIT …",
            "part": "Part: TASK, TARGET, REPORT, DOCUMENT, LINE",
            "source": "SHA-256 of the file whose place it is keyed to",
            "start": "first character of the place",
            "end": "one past the last",
            "quote": "the words at the place",
            "ref": "outline number there",
            "ordinal": "1, 2 … among the parts of one ref",
            "heading": "the heading over it",
            "asked": "id of the node that it was asked for",
            "field": "which value",
            "value": "list of words: the value set, the pieces of a split, the owner",
            "read_value": "list of words: what the latest reading says there",
            "was_read": "JSON list of words: what was read there when it was made",
            "author": "who",
            "reason": "why",
            "at": "when, ISO with seconds, UTC",
            "on": "ISO day from which an assignment holds",
            "item": "id of the review item that it settles",
            "read_as": "id that the document has without corrections",
            "unit": "id of the unit that is merged",
            "unit_name": "its name at that time",
            "into_name": "name of the unit that it is, at that time",
            "unit_properties": "all its properties as JSON, to set it up again",
            "into": "id of the unit that it is",
            "withdrawn_at": "when it was taken back",
            "withdrawn_by": "by whom",
            "withdrawn_reason": "why",
            "withdrawn_key": "the key under which it was taken back",
            "pending": "ids of documents that a merge, or its end, is still to be written into",
        },
    ),
)

# Who stands at which end. OVERSEES comes from a Person, a Position (an office without a name) or a
# Unit; ``position`` on it is the office as printed and ``position_id`` its node.
RELATIONSHIPS: dict[Rel, str] = {
    Rel.IMPLEMENTS: "(:Document)->(:Document) căn cứ, thực hiện",
    Rel.CITES: "(:Document)->(:Document) viện dẫn",
    Rel.AMENDS: "(:Document)->(:Document) sửa đổi",
    Rel.REPLACES: "(:Document)->(:Document) thay thế",
    Rel.ISSUED_BY: "(:Document)->(:Unit)",
    Rel.SIGNED_BY: "(:Document)->(:Person) {position, acting}",
    Rel.HAS_TASK: "(:Plan)->(:Task)",
    Rel.HAS_TARGET: "(:Plan)->(:Target) always, and (:Task)->(:Target) when the task holds it",
    Rel.HAS_REPORT_DUTY: "(:Plan)->(:ReportDuty)",
    Rel.HAS_PHASE: "(:Plan)->(:Phase) lộ trình",
    Rel.IN_PHASE: "(:Task)->(:Phase)",
    Rel.LEADS: "(:Unit)->(:Task) {order, as_written} chủ trì; also (:Person)",
    Rel.EXECUTES: "(:Unit)->(:Task) {order, as_written} thực hiện; also (:Person)",
    Rel.SUPPORTS: "(:Unit)->(:Task) {order, as_written} phối hợp",
    Rel.OVERSEES: "(:Person|Position|Unit)->(:Task) {order, position, position_id}",
    Rel.OWNS: "(:Unit|Person)->(:Target)",
    # The five before carry ``since`` where people assigned them from a day on; those to a task
    # ``due_of`` too (id of who has it, due_key, id of the task): the order of their lists.
    Rel.ANSWERED: "(:Unit|Person|Position)->(:Task|:Target) {role, since, until}: who had one of "
    "these roles (its type) from a day to a day, before people assigned it anew",
    Rel.REPORTS: "(:Unit)->(:ReportDuty)",
    Rel.REPORTS_TO: "(:ReportDuty)->(:Unit)",
    Rel.HOLDS: "(:Person)->(:Position) {as_of}: one for each document that says it, on its date; "
    "{from, to, entered_by, at}: one that people entered, without doc",
    Rel.IN: "(:Position)->(:Unit)",
    Rel.SITS_IN: "(:Unit)->(:Place)",
    Rel.PART_OF: "(:Place)->(:Place), (:Task)->(:Task), (:Unit)->(:Unit)",
    Rel.SUCCEEDED_BY: "(:Unit)->(:Unit) {id, on, until, founded, by, reason}: who takes its place "
    "from a day on; id is that of the correction that says so",
    Rel.READ_FROM: "(:Document)->(:SourceFile) every file it was ever read from",
    Rel.HAS_PART: "(:SourceFile)->(:SourcePart), (:Evidence)->(:EvidencePart), and (:Snapshot)",
    Rel.HAS_REVIEW_ITEM: "(:Plan)->(:ReviewItem)",
    Rel.ABOUT: "(:ReviewItem)->(:Task|:Target|:ReportDuty|:Unit|:Document)",
    Rel.HAS_CORRECTION: "(:Document)->(:Correction) every one, withdrawn ones too",
    Rel.CORRECTS: "(:Correction)->(:Document|:Task|:Target|:ReportDuty) what it changed",
    Rel.MERGES_INTO: "(:Correction)->(:Unit) the unit that a merged one is",
    Rel.HAS_PROGRESS: "(:Task)->(:Progress)",
    Rel.HAS_EXTENSION: "(:Task)->(:Extension) gia hạn",
    Rel.HAS_STEP: "(:Task)->(:Step) called off, taken up again",
    Rel.HAS_MEASUREMENT: "(:Target)->(:Measurement)",
    Rel.HAS_OCCURRENCE: "(:ReportDuty|:Task)->(:Occurrence)",
    Rel.HAS_EVIDENCE: "(:Progress)->(:Evidence)",
    Rel.CHANGED: "(:Change)->(any node of the API)",
    Rel.COUNTS: "(:Snapshot)->(:Document|:SourceFile) of which it counts tasks",
}
