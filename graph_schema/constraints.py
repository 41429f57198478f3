"""Uniqueness and indexes, as data; the texts run unchanged on both engines."""

from graph_schema.labels import Label

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


def schema_statements() -> tuple[str, ...]:
    """The first migration: every constraint, then every index, each safe to run again."""
    unique = tuple(
        f"CREATE CONSTRAINT {label.lower()}_{name} IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
        for label, name in UNIQUE
    )
    indexed = tuple(
        f"CREATE INDEX {label.lower()}_{name}_index IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        for label, name in INDEXED
    )
    return unique + indexed
