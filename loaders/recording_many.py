"""Reports of many tasks in one transaction: each checked by itself, each with its own change.

What is refused of one keeps nothing of it, and nothing of the others back.
"""

from collections.abc import Iterable, Sequence

from neo4j import AsyncManagedTransaction

from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import write_changes
from graph_schema.merge_records import Subject, add_reports, find_last_percents, find_tasks
from graph_schema.merge_secrecy import keep_recorded
from graph_schema.merge_work import Recorded, keep
from graph_schema.secrecy import level_of
from loaders.asks import Ask, Told, new_id
from loaders.recording import check_ask, check_report, entry_of, report_made, report_said, unknown

_Checked = tuple[Ask, Subject]


async def record_reports(
    tx: AsyncManagedTransaction, asks: Sequence[Ask]
) -> list[Told | NotCorrected]:
    """Record one report of each of these tasks; what each came to, in their order.

    They are reports without evidence and without an idempotency key, no two of one task.
    """
    await take_turn(tx)
    found = await find_tasks(tx, [ask.node for ask in asks])
    told: list[Told | NotCorrected] = []
    fitting: list[_Checked] = []
    for ask in asks:
        try:
            subject = await _checked(tx, ask, found.get(ask.node))
        except NotCorrected as refused:
            told.append(refused)
            continue
        identity = new_id("progress")
        fitting.append((ask, subject))
        told.append(Told(identity, subject.id))
    written = [one for one in told if isinstance(one, Told)]
    if fitting:
        await _write(tx, fitting, [one.id for one in written])
    return told


async def _checked(tx: AsyncManagedTransaction, ask: Ask, subject: Subject | None) -> Subject:
    if subject is None:
        raise await unknown(tx, ask)
    await check_ask(tx, ask, subject)
    check_report(ask, subject)
    return subject


async def _write(
    tx: AsyncManagedTransaction, reports: Sequence[_Checked], ids: Iterable[str]
) -> None:
    tasks = [subject.id for _, subject in reports]
    before = await find_last_percents(tx, tasks)
    named = list(zip(reports, ids, strict=True))
    await add_reports(tx, [(of.id, fact, report_said(ask)) for (ask, of), fact in named])
    await keep(tx, [_raised(subject) for _, subject in reports])
    if secret := [subject.id for _, subject in reports if level_of(subject.properties)]:
        await keep_recorded(tx, secret)
    made = [report_made(ask, of, fact, before.get(of.id)) for (ask, of), fact in named]
    await write_changes(
        tx, [entry_of(ask, of, one) for (ask, of), one in zip(reports, made, strict=True)]
    )


def _raised(subject: Subject) -> Recorded:
    recorded, dropped = subject.recorded + 1, subject.text("dropped_on")
    return Recorded(Label.TASK, subject.id, ("", 1), recorded, dropped_on=dropped)
