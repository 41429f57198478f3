"""Uniqueness and indexes, as data; the texts run unchanged on both engines."""

from graph_schema.labels import TASK_ROLES, Label

UNIQUE: tuple[tuple[Label, str], ...] = tuple(
    (label, "id")
    for label in (
        Label.DOCUMENT,
        Label.TASK,
        Label.TARGET,
        Label.REPORT_DUTY,
        Label.UNIT,
        Label.PERSON,
        Label.POSITION,
        Label.PLACE,
        Label.SOURCE_FILE,
        Label.SOURCE_PART,
    )
)

INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.DOCUMENT, "symbol_key"),
    (Label.DOCUMENT, "plan_key"),
    (Label.TASK, "due_key"),
    (Label.TASK, "plan_key"),
    (Label.TARGET, "ownership"),
    (Label.TARGET, "plan_key"),
    (Label.UNIT, "name_key"),
    (Label.UNIT, "sort"),
    (Label.PERSON, "search"),
    (Label.POSITION, "search"),
    (Label.PLACE, "code"),
    (Label.PLACE, "search"),
)


REVIEW_UNIQUE: tuple[tuple[Label, str], ...] = (
    (Label.REVIEW_ITEM, "id"),
    (Label.CORRECTION, "id"),
)

REVIEW_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.REVIEW_ITEM, "plan_key"),
    (Label.CORRECTION, "source"),
    (Label.CORRECTION, "read_as"),
    (Label.CORRECTION, "kind"),
)

WORK_UNIQUE: tuple[tuple[Label, str], ...] = tuple(
    (label, "id")
    for label in (
        Label.PROGRESS,
        Label.EXTENSION,
        Label.STEP,
        Label.MEASUREMENT,
        Label.OCCURRENCE,
        Label.EVIDENCE,
        Label.EVIDENCE_PART,
        Label.CHANGE,
        Label.CHANGE_HEAD,
    )
)

WORK_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.TASK, "open_key"),
    (Label.CHANGE, "seq_key"),
    (Label.CHANGE, "key"),
)

# Neo4j wants an index for each label that is asked for; plans are documents as well.
ISSUED_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.DOCUMENT, "issued_key"),
    (Label.PLAN, "issued_key"),
)

BARE_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.TARGET, "unowned_key"),
    (Label.TARGET, "unowned_of"),
    (Label.TASK, "unled_key"),
    (Label.TASK, "unled_of"),
)


AS_OF_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.TASK, "closed_key"),
    (Label.EXTENSION, "on"),
)


WEBHOOK_UNIQUE: tuple[tuple[Label, str], ...] = (
    (Label.WEBHOOK, "id"),
    (Label.WEBHOOK_LETTER, "id"),
    (Label.WEBHOOK_TURN, "id"),
)


RECURRING_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.TASK, "recurs_key"),
    (Label.CHANGE, "at"),
    (Label.CHANGE, "by"),
    (Label.CHANGE, "action"),
)


def recurring_statements() -> tuple[str, ...]:
    """The twelfth one: tasks that recur, and changes by day, by whom and by what was done."""
    return _statements((), RECURRING_INDEXED)


def webhook_statements() -> tuple[str, ...]:
    """Who is told of changes by webhooks."""
    return _statements(WEBHOOK_UNIQUE, ())


REMINDER_UNIQUE: tuple[tuple[Label, str], ...] = (
    (Label.CONTACT, "id"),
    (Label.REMINDER, "id"),
)
REMINDER_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.CONTACT, "of"),
    (Label.REMINDER, "day"),
    (Label.REMINDER, "state"),
)


SNAPSHOT_UNIQUE: tuple[tuple[Label, str], ...] = (
    (Label.SNAPSHOT, "id"),
    (Label.SNAPSHOT_PART, "id"),
)
SNAPSHOT_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.SNAPSHOT, "name_key"),
    (Label.SNAPSHOT, "subject_id"),
)


NAME_INDEXED: tuple[tuple[Label, str], ...] = (
    (Label.POSITION, "sort"),
    (Label.PLACE, "sort"),
)


def name_statements() -> tuple[str, ...]:
    """The fifteenth one: offices and places by the Vietnamese alphabet."""
    return _statements((), NAME_INDEXED)


def role_statements() -> tuple[str, ...]:
    """The sixteenth one: who has a role in which tasks, by their deadlines."""
    return tuple(
        f"CREATE INDEX {rel.lower()}_due_of_index IF NOT EXISTS FOR ()-[r:{rel}]-() ON (r.due_of)"
        for rel in TASK_ROLES
    )


def snapshot_statements() -> tuple[str, ...]:
    """Period reports that are kept."""
    return _statements(SNAPSHOT_UNIQUE, SNAPSHOT_INDEXED)


def schema_statements() -> tuple[str, ...]:
    """The first migration: every constraint, then every index, each safe to run again."""
    return _statements(UNIQUE, INDEXED)


def review_statements() -> tuple[str, ...]:
    """The second one: what people review and correct."""
    return _statements(REVIEW_UNIQUE, REVIEW_INDEXED)


def work_statements() -> tuple[str, ...]:
    """The fifth one: what people record, and the chain of changes."""
    return _statements(WORK_UNIQUE, WORK_INDEXED)


def as_of_statements() -> tuple[str, ...]:
    """The sixth one: what was overdue on a day that is past, and is closed or put off since."""
    return _statements((), AS_OF_INDEXED)


def bare_statements() -> tuple[str, ...]:
    """The seventh one: what nobody owns or leads, in the order of its plans."""
    return _statements((), BARE_INDEXED)


def issued_statements() -> tuple[str, ...]:
    """The eighth one: documents by the day on which they were issued."""
    return _statements((), ISSUED_INDEXED)


def reminder_statements() -> tuple[str, ...]:
    """The address book, and what went out."""
    return _statements(REMINDER_UNIQUE, REMINDER_INDEXED)


def _statements(
    unique: tuple[tuple[Label, str], ...], indexed: tuple[tuple[Label, str], ...]
) -> tuple[str, ...]:
    constraints = tuple(
        f"CREATE CONSTRAINT {label.lower()}_{name} IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
        for label, name in unique
    )
    indexes = tuple(
        f"CREATE INDEX {label.lower()}_{name}_index IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        for label, name in indexed
    )
    return constraints + indexes
