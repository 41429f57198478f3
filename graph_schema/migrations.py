"""Numbered steps from one schema version to the next, and the runner.

A step is safe to run again: a process killed inside one resumes at the next start. What was run is
kept in the store as ``(:Migration)`` with a checksum, so that an altered step or a store of a newer
program is refused instead of guessed at.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from neo4j import AsyncManagedTransaction, AsyncSession
from neo4j.exceptions import ClientError

from graph_schema.constraints import (
    as_of_statements,
    bare_statements,
    issued_statements,
    name_statements,
    recurring_statements,
    reminder_statements,
    review_statements,
    role_statements,
    schema_statements,
    snapshot_statements,
    webhook_statements,
    work_statements,
)
from graph_schema.errors import StoreMismatch
from graph_schema.merge import take_turn
from graph_schema.merge_names import find_by_words, order_documents, order_names
from graph_schema.merge_secrecy import hide_unnamed
from graph_schema.merge_work import keep_again


@dataclass(frozen=True, slots=True)
class Fill:
    """What a step writes into the nodes of a store, some at a time: no statement is long."""

    ids: str
    """Finds the ids."""
    each: str
    """Writes those of ``$ids``."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a step writes as every change does, by the same statements: of some nodes at a time."""

    ids: str
    """Finds the ids."""
    name: str
    """Which of the writes."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number, its name, its statements, each run in a transaction of its own."""

    version: int
    name: str
    statements: tuple[str, ...]
    fills: tuple[Fill, ...] = ()
    """Run after the statements."""
    rewrites: tuple[Rewrite, ...] = ()
    """Run last."""

    @property
    def checksum(self) -> str:
        """SHA-256 of the statements: an altered step is noticed."""
        words = (*self.statements, *(text for fill in self.fills for text in (fill.ids, fill.each)))
        words += tuple(text for one in self.rewrites for text in (one.ids, one.name))
        return hashlib.sha256("\n;\n".join(words).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """The version the store stands at, and the steps that this run took."""

    version: int
    applied: tuple[int, ...]


# Which documents assign work? What their tasks keep is written anew from what is printed; a task
# that people recorded something of has it already.
_PLANS = "MATCH (d:Document) WHERE d.known = true RETURN d.id"
# Which units took the place of others, or gave theirs?
_SUCCEEDED = "MATCH (u:Unit)-[:SUCCEEDED_BY]-(:Unit) RETURN DISTINCT u.id"
_KEEP_DATES = """
UNWIND $ids AS id MATCH (d:Document {id: id})
MATCH (d)-[:HAS_TASK]->(t:Task) WHERE t.version IS NULL
SET t.version = 0, t.due_key = coalesce(t.due_end, '9999-12-31'),
  t.open_key = coalesce(t.due_end, '9999-12-31'), t.closed_key = '9999-12-31',
  t.reported_key = '0000-00-00', t.assigned_key = coalesce(d.issued_start, '0000-00-00')
"""

# Targets that nobody owns and tasks that nobody leads are listed from an index of their own.
_KEEP_UNOWNED = """
UNWIND $ids AS id MATCH (d:Document {id: id})
MATCH (d)-[:HAS_TARGET]->(g:Target) WHERE g.ownership = 'NONE'
SET g.unowned_key = g.plan_key + ' ' + g.order,
  g.unowned_of = d.issuer_id + ' ' + g.plan_key + ' ' + g.order
"""
_KEEP_UNLED = """
UNWIND $ids AS id MATCH (d:Document {id: id})
MATCH (d)-[:HAS_TASK]->(t:Task) WHERE t.has_lead = false
SET t.unled_key = t.plan_key + ' ' + t.order,
  t.unled_of = d.issuer_id + ' ' + t.plan_key + ' ' + t.order
"""

# Which documents that were read bear a mark of secrecy? What they say gets their level; what others
# name too stays open.
_MARKED = """
MATCH (d:Document) WHERE d.secrecy IS NOT NULL AND toUpper(d.secrecy) CONTAINS 'MẬT' RETURN d.id
"""
_PARTS = "HAS_TASK|HAS_TARGET|HAS_REPORT_DUTY|HAS_PHASE|HAS_REVIEW_ITEM|HAS_CORRECTION"
_LEVELS = (
    "UNWIND $ids AS id MATCH (d:Document {id: id}) SET d.secret = CASE "
    "WHEN toUpper(d.secrecy) CONTAINS 'KHÔNG MẬT' OR toUpper(d.secrecy) CONTAINS 'GIẢI MẬT' "
    "THEN null WHEN toUpper(d.secrecy) CONTAINS 'TUYỆT MẬT' THEN 3 "
    "WHEN toUpper(d.secrecy) CONTAINS 'TỐI MẬT' THEN 2 ELSE 1 END",
    f"UNWIND $ids AS id MATCH (d:Document {{id: id}})-[:{_PARTS}]->(n) "
    "WHERE d.secret IS NOT NULL SET n.secret = d.secret",
    f"UNWIND $ids AS id MATCH (d:Document {{id: id}})-[:{_PARTS}]->(n) WHERE d.secret IS NOT NULL "
    "MATCH (n)-[x]-() WHERE x.doc = id SET x.secret = d.secret",
    f"UNWIND $ids AS id MATCH (d:Document {{id: id}})-[:{_PARTS}]->(n) WHERE d.secret IS NOT NULL "
    "MATCH (n)-[:HAS_PROGRESS|HAS_EXTENSION|HAS_STEP|HAS_MEASUREMENT|HAS_OCCURRENCE]->(f) "
    "SET f.secret = d.secret",
    f"UNWIND $ids AS id MATCH (d:Document {{id: id}})-[:{_PARTS}]->(n) WHERE d.secret IS NOT NULL "
    "MATCH (n)-[:HAS_PROGRESS]->(f) MATCH (f)-[:HAS_EVIDENCE]->(e) SET e.secret = d.secret",
    f"UNWIND $ids AS id MATCH (d:Document {{id: id}})-[:{_PARTS}]->(n) WHERE d.secret IS NOT NULL "
    "MATCH (n)<-[:CHANGED]-(c:Change) SET c.secret = d.secret",
    "UNWIND $ids AS id MATCH (d:Document {id: id}) WHERE d.secret IS NOT NULL "
    "MATCH (d)<-[:CHANGED]-(c:Change) SET c.secret = d.secret",
    "UNWIND $ids AS id MATCH (d:Document {id: id})-[x]-() "
    "WHERE d.secret IS NOT NULL AND x.doc = id SET x.secret = d.secret",
    "UNWIND $ids AS id MATCH (d:Document {id: id})-[:IMPLEMENTS|CITES|AMENDS|REPLACES]->(c) "
    "WHERE d.secret IS NOT NULL MATCH (c)-[x:ISSUED_BY]->() WHERE x.doc = id "
    "SET x.secret = d.secret",
    "UNWIND $ids AS id MATCH (d:Document {id: id})-[:SIGNED_BY]->(p:Person) "
    "WHERE d.secret IS NOT NULL MATCH (p)-[x:HOLDS]->() WHERE x.doc = id SET x.secret = d.secret",
    "UNWIND $ids AS id MATCH (d:Document {id: id})-[:HAS_TASK|HAS_TARGET]->(n) "
    "WHERE d.secret IS NOT NULL MATCH (n)-[y]-(p:Person) WHERE y.doc = id "
    "MATCH (p)-[x:HOLDS]->() WHERE x.doc = id SET x.secret = d.secret",
)
# Who is named by no open document is as secret as the least secret that names them.
_NOWHERE_OPEN = (
    "NOT EXISTS { MATCH (a)-[y]-() WHERE y.doc IS NOT NULL AND y.secret IS NULL } "
    "AND (a.secret IS NULL OR a.secret > d.secret) SET a.secret = d.secret"
)
_NAMED_BY_SECRET = tuple(
    f"UNWIND $ids AS id MATCH (d:Document {{id: id}}) WHERE d.secret IS NOT NULL MATCH {way} "
    f"WHERE x.doc = id WITH DISTINCT d, a WHERE {also}{_NOWHERE_OPEN}"
    for way, also in (
        (f"(d)-[:{_PARTS}]->(n) MATCH (n)-[x]-(a:Person)", ""),
        ("(d)-[x:SIGNED_BY]->(a:Person)", ""),
        ("(d)-[x:IMPLEMENTS|CITES|AMENDS|REPLACES]->(a:Document)", "a.known = false AND "),
        (f"(d)-[:{_PARTS}]->(n) MATCH (n)-[x]-(a:Position)", ""),
        ("(d)-[:SIGNED_BY]->(p:Person) MATCH (p)-[x:HOLDS]->(a:Position)", ""),
        (
            "(d)-[:HAS_TASK|HAS_TARGET]->(n) MATCH (n)-[]-(p:Person) "
            "MATCH (p)-[x:HOLDS]->(a:Position)",
            "",
        ),
        (f"(d)-[:{_PARTS}]->(n) MATCH (n)-[x]-(a:Unit)", ""),
        ("(d)-[x:ISSUED_BY]->(a:Unit)", ""),
    )
)


# Who does which tasks, by their deadlines, is listed from an index of its own.
_KEEP_PLACES = """
UNWIND $ids AS id MATCH (d:Document {id: id})
MATCH (d)-[:HAS_TASK]->(t:Task)<-[r:LEADS|EXECUTES|SUPPORTS|OVERSEES]-(who)
SET r.due_of = who.id + ' ' + t.due_key + ' ' + t.id
"""
# What nobody owns or leads: each by its id as well, so that no two have one place. Below whom: the
# unit that issued the plan, whatever others were merged into it.
_KEEP_BARE = tuple(
    f"UNWIND $ids AS id MATCH (d:Document {{id: id}}) MATCH (d)-[:{rel}]->(n) "
    f"WHERE n.{name}_key IS NOT NULL OPTIONAL MATCH (d)-[:ISSUED_BY]->(u:Unit) "
    "WITH n, n.plan_key + ' ' + n.order + ' ' + n.id AS place, head(collect(u.id)) AS issuer "
    f"SET n.{name}_key = place, n.{name}_of = issuer + ' ' + place"
    for rel, name in (("HAS_TARGET", "unowned"), ("HAS_TASK", "unled"))
)
# Which units, offices and places are there?
_NAMED = tuple(f"MATCH (n:{label}) RETURN n.id" for label in ("Unit", "Position", "Place"))
# Whoever recorded a fact changed more than the task, target or duty that it is of.
_RECORDED_BY = tuple(
    (
        f"MATCH (f:{fact}) WHERE f.at IS NOT NULL RETURN f.id",
        f"UNWIND $ids AS id MATCH (f:{fact} {{id: id}}) MATCH (f)<-[:HAS_{fact.upper()}]-(n) "
        "MATCH (n)<-[:CHANGED]-(c:Change) WHERE c.result = id MERGE (c)-[:CHANGED]->(f)",
    )
    for fact in ("Extension", "Step", "Measurement", "Occurrence")
)
# A correction of its document that settles a review item changed that too.
_SETTLED_BY = (
    "MATCH (i:ReviewItem) WHERE i.settled_by IS NOT NULL RETURN i.id",
    "UNWIND $ids AS id MATCH (i:ReviewItem {id: id}) MATCH (i)<-[:HAS_REVIEW_ITEM]-(d:Document) "
    "MATCH (d)-[:HAS_CORRECTION]->(k:Correction) WHERE k.id = i.settled_by "
    "MATCH (k)<-[:CHANGED]-(c:Change) MERGE (c)-[:CHANGED]->(i)",
)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "labels, ids and the writers' turn",
        (
            "CREATE CONSTRAINT migration_id IF NOT EXISTS FOR (n:Migration) REQUIRE n.id IS UNIQUE",
            *schema_statements(),
            # Every load takes this node first, so that loads of several processes go one by one.
            "MERGE (m:Migration {id: 'turn'}) ON CREATE SET m.turn = 0",
        ),
    ),
    Migration(2, "review items and corrections", review_statements()),
    Migration(
        3,
        "phases of plans",
        ("CREATE CONSTRAINT phase_id IF NOT EXISTS FOR (n:Phase) REQUIRE n.id IS UNIQUE",),
    ),
    Migration(
        4,
        "corrections by time",
        ("CREATE INDEX correction_at_index IF NOT EXISTS FOR (n:Correction) ON (n.at)",),
    ),
    Migration(
        5,
        "dated facts and the chain of changes",
        work_statements(),
        (Fill(_PLANS, _KEEP_DATES),),
    ),
    Migration(6, "what was overdue on a day", as_of_statements()),
    Migration(
        7,
        "what nobody owns or leads, in the order of its plans",
        bare_statements(),
        (Fill(_PLANS, _KEEP_UNOWNED), Fill(_PLANS, _KEEP_UNLED)),
    ),
    Migration(8, "documents by the day on which they were issued", issued_statements()),
    Migration(9, "receivers of changes", webhook_statements()),
    Migration(10, "the address book and reminders", reminder_statements()),
    Migration(
        11,
        "how secret everything is",
        ("CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE n.id IS UNIQUE",),
        tuple(Fill(_MARKED, each) for each in (*_LEVELS, *_NAMED_BY_SECRET)),
    ),
    Migration(
        12,
        "tasks that recur, and changes by day, by whom and by what was done",
        recurring_statements(),
    ),
    Migration(13, "period reports that are kept", snapshot_statements()),
    Migration(
        14,
        "what was known of tasks by day, and how secret units are whose place was taken",
        (),
        rewrites=(Rewrite(_PLANS, "kept"), Rewrite(_SUCCEEDED, "levels")),
    ),
    Migration(
        15,
        "names by the Vietnamese alphabet, kinds without accents, what changed recorded facts",
        name_statements(),
        tuple(Fill(*fill) for fill in (*_RECORDED_BY, _SETTLED_BY)),
        (
            *(Rewrite(ids, "names") for ids in _NAMED),
            Rewrite("MATCH (d:Document) RETURN d.id", "documents"),
            Rewrite("MATCH (n:ReportDuty) RETURN n.id", "words"),
            Rewrite("MATCH (n:Phase) RETURN n.id", "words"),
            Rewrite(_PLANS, "kept"),  # a returned report is no last report
        ),
    ),
    Migration(
        16,
        "who does which tasks, by their deadlines",
        role_statements(),
        (Fill(_PLANS, _KEEP_PLACES),),
    ),
    Migration(
        17,
        "what nobody owns or leads, each in a place of its own",
        (),
        tuple(Fill(_PLANS, each) for each in _KEEP_BARE),
    ),
)
_Parameters = Mapping[str, str | int | list[str]]
_Write = Callable[[AsyncManagedTransaction, Sequence[str]], Awaitable[None]]
_REWRITES: Mapping[str, _Write] = {
    "kept": keep_again,
    "levels": hide_unnamed,
    "names": order_names,
    "documents": order_documents,
    "words": find_by_words,
}
_AT_ONCE = 50
"""Documents that a step fills in one transaction."""

# What was run on this store, and how did it read then?
_APPLIED = """
MATCH (m:Migration) WHERE m.version IS NOT NULL
RETURN m.version AS version, m.name AS name, m.checksum AS checksum
ORDER BY version
"""

_RECORD = """
MERGE (m:Migration {id: $id})
SET m.version = $version, m.name = $name, m.checksum = $checksum, m.at = $at
"""


async def migrate(session: AsyncSession) -> MigrationReport:
    """Bring the store to this program's version; a store that is newer or altered is refused."""
    applied = await session.execute_read(_read_applied)
    _check(applied)
    steps = [step for step in MIGRATIONS if step.version not in applied]
    for step in steps:
        for statement in step.statements:
            await _set_up(session, statement)
        for fill in step.fills:
            await _fill(session, fill)
        for rewrite in step.rewrites:
            await _rewrite(session, rewrite)
        await session.execute_write(
            _run,
            _RECORD,
            {
                "id": f"V{step.version:04d}",
                "version": step.version,
                "name": step.name,
                "checksum": step.checksum,
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
            },
        )
    return MigrationReport(MIGRATIONS[-1].version, tuple(step.version for step in steps))


async def _set_up(session: AsyncSession, statement: str) -> None:
    try:
        await session.execute_write(_run, statement, {})
    except ClientError as error:
        # `IF NOT EXISTS` does not see what another service makes at this moment (Neo4j 2026.08).
        if not re.fullmatch(r"Neo\.ClientError\.Schema\.\w+AlreadyExists", error.code or ""):
            raise


def _check(applied: dict[int, tuple[str, str]]) -> None:
    known = {step.version: step for step in MIGRATIONS}
    for version, (name, checksum) in applied.items():
        step = known.get(version)
        if step is None:
            raise StoreMismatch(
                f"Kho dữ liệu đã ở phiên bản lược đồ {version} ({name}), mới hơn chương trình này "
                f"({MIGRATIONS[-1].version}): hãy dùng bản daumoi mới hơn."
            )
        if step.checksum != checksum:
            raise StoreMismatch(
                f"Bước nâng cấp lược đồ {version} ({name}) trong kho khác với bước của chương "
                "trình này: hãy dùng đúng bản daumoi đã tạo kho, hoặc nạp lại vào một kho mới."
            )


async def _read_applied(tx: AsyncManagedTransaction) -> dict[int, tuple[str, str]]:
    result = await tx.run(_APPLIED)
    return {record["version"]: (record["name"], record["checksum"]) async for record in result}


async def _fill(session: AsyncSession, fill: Fill) -> None:
    async def write(tx: AsyncManagedTransaction, part: Sequence[str]) -> None:
        await _run(tx, fill.each, {"ids": list(part)})

    await _some_at_a_time(session, fill.ids, write)


async def _rewrite(session: AsyncSession, rewrite: Rewrite) -> None:
    await _some_at_a_time(session, rewrite.ids, _REWRITES[rewrite.name])


async def _some_at_a_time(session: AsyncSession, which: str, write: _Write) -> None:
    async def in_turn(tx: AsyncManagedTransaction, part: Sequence[str]) -> None:
        await take_turn(tx)  # what is filled in from what stands must not be changed meanwhile
        await write(tx, part)

    ids = await session.execute_read(_ids, which)
    for start in range(0, len(ids), _AT_ONCE):
        await session.execute_write(in_turn, ids[start : start + _AT_ONCE])


async def _ids(tx: AsyncManagedTransaction, statement: str) -> list[str]:
    # The statements are this module's own words, never a user's.
    return [str(row[0]) for row in await (await tx.run(statement)).values()]


async def _run(tx: AsyncManagedTransaction, statement: str, parameters: _Parameters) -> None:
    # The statements are this module's own words, never a user's.
    result = await tx.run(statement, dict(parameters))
    await result.consume()
