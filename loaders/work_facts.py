"""Tasks, targets and report duties as nodes, and who stands to each in which role."""

from collections.abc import Iterable
from datetime import date

from graph_schema.dated import NEVER, NO_DEADLINE
from graph_schema.facts import Value
from graph_schema.identity import occurrence_id, phase_id, report_duty_id, target_id, task_id
from graph_schema.labels import Label, Rel
from graph_schema.model import Phase, PlanRecord, Quote, ReportDuty, Target, Task
from graph_schema.periods import Period
from graph_schema.searched import duty_words
from graph_schema.vietnamese import search_key
from loaders.fact_book import FactBook
from loaders.frame_facts import plan_key
from loaders.report_days import due_days, task_days
from loaders.role_facts import say_owners, say_task_roles
from loaders.units import SettledUnit


def _due(period: Period | None, quote: Quote | None) -> dict[str, Value]:
    end = period.end.isoformat() if period and period.end else None
    return {
        "due_code": period.code if period else None,
        "due_start": period.start.isoformat() if period and period.start else None,
        "due_end": end,
        "due_precision": period.precision if period else None,
        "due_text": quote.text if quote else None,
        "due_key": end or NO_DEADLINE,
    }


def _unreported(due: Period | None, issued: Period | None) -> dict[str, Value]:
    """What a task keeps before anything is recorded of it (``graph_schema.dated``)."""
    return {
        "assigned_key": issued.start.isoformat() if issued and issued.start else NEVER,
        "closed_key": NO_DEADLINE,
        "open_key": due.end.isoformat() if due and due.end else NO_DEADLINE,
        "reported_key": NEVER,
        "version": 0,
    }


def _bare_keys(
    name: str,
    bare: bool,
    record: PlanRecord,
    place: tuple[str, int, str],
    issuer: SettledUnit | None,
) -> dict[str, Value]:
    """Of a piece of work that lacks somebody: its place among those that do; absent of others.

    ``place`` is its document, its place there, and its id.
    """
    document, order, identity = place
    plan = plan_key(record.document.date, document)
    key = f"{plan} {order:05d} {identity}" if bare else None
    below = f"{issuer.id} {key}" if key and issuer else None
    return {f"{name}_key": key, f"{name}_of": below}


def add_task(
    book: FactBook, record: PlanRecord, order: int, task: Task, issuer: SettledUnit | None
) -> None:
    """A task (nhiệm vụ) with its units and overseers."""
    identity = task_id(book.document, task.ref)
    place, days = (book.document, order, identity), task_days(record, task)
    book.add_node(
        Label.TASK,
        identity,
        {
            "ref": task.ref,
            "text": task.text,
            "heading": task.heading,
            "recurs": task.recurs,
            "recurs_key": days[-1].isoformat() if days else None,
            "routine": task.routine,
            "order": f"{order:05d}",
            "plan_key": plan_key(record.document.date, book.document),
            "has_lead": bool(task.lead),
            **_bare_keys("unled", not task.lead, record, place, issuer),
            "has_doer": bool(task.lead or task.execute),
            "deliverable": task.deliverable.text if task.deliverable else None,
            "search": search_key(task.text),
            **_due(task.due, task.due_quote),
            **_unreported(task.due, record.document.date),
            **book.provenance(task.quote),
        },
    )
    node = (Label.TASK, identity)
    book.say(Rel.HAS_TASK, (Label.DOCUMENT, book.document), node, book.provenance(None))
    _add_occurrences(book, node, days)
    say_task_roles(book, task, node, issuer, record.document.date)
    if task.phase_ref and any(phase.ref == task.phase_ref for phase in record.phases):
        phase = (Label.PHASE, phase_id(book.document, task.phase_ref))
        book.say(Rel.IN_PHASE, node, phase, book.provenance(None))
    if task.parent_ref and any(other.ref == task.parent_ref for other in record.tasks):
        above = (Label.TASK, task_id(book.document, task.parent_ref))
        book.say(Rel.PART_OF, node, above, book.provenance(None))


def add_phase(book: FactBook, record: PlanRecord, order: int, phase: Phase) -> None:
    """A phase (giai đoạn) of the plan; its tasks are joined to it as they come."""
    identity, period = phase_id(book.document, phase.ref), phase.period
    book.add_node(
        Label.PHASE,
        identity,
        {
            "ref": phase.ref,
            "name": phase.name,
            "text": phase.text,
            "search": search_key(phase.text),
            "period_code": period.code if period else None,
            "period_start": period.start.isoformat() if period and period.start else None,
            "period_end": period.end.isoformat() if period and period.end else None,
            "period_precision": period.precision if period else None,
            "period_text": phase.period_quote.text if phase.period_quote else None,
            "order": f"{order:05d}",
            "plan_key": plan_key(record.document.date, book.document),
            **book.provenance(phase.quote),
        },
    )
    document = (Label.DOCUMENT, book.document)
    book.say(Rel.HAS_PHASE, document, (Label.PHASE, identity), book.provenance(None))


def add_targets(book: FactBook, record: PlanRecord, issuer: SettledUnit | None) -> None:
    """Every target (chỉ tiêu) and who answers for it."""
    doers = {task.ref for task in record.tasks if task.lead or task.execute}
    refs = {task.ref for task in record.tasks}
    count: dict[str, int] = {}
    for order, target in enumerate(record.targets):
        ordinal = count[target.ref] = count.get(target.ref, 0) + 1
        if target.dropped:
            continue
        ownership = "NONE"
        if target.owners or target.answerable:
            ownership = "DIRECT"
        elif target.task_ref in doers:
            ownership = "VIA_TASK"
        identity = target_id(book.document, target.ref, ordinal)
        place = (book.document, order, identity)
        book.add_node(
            Label.TARGET,
            identity,
            {
                **_target_properties(book, record, target),
                "ordinal": ordinal,
                "ownership": ownership,
                **_bare_keys("unowned", ownership == "NONE", record, place, issuer),
                "order": f"{order:05d}",
            },
        )
        node = (Label.TARGET, identity)
        nothing = book.provenance(None)
        book.say(Rel.HAS_TARGET, (Label.DOCUMENT, book.document), node, nothing)
        if target.task_ref in refs and target.task_ref is not None:
            task = (Label.TASK, task_id(book.document, target.task_ref))
            book.say(Rel.HAS_TARGET, task, node, nothing)
        say_owners(book, target, node, issuer, record.document.date)


def _target_properties(book: FactBook, record: PlanRecord, target: Target) -> dict[str, Value]:
    return {
        "ref": target.ref,
        "metric": target.metric,
        "op": target.op,
        "value": None if target.value is None else float(target.value),
        "value_max": None if target.value_max is None else float(target.value_max),
        "unit_of_measure": target.unit,
        "recurs": target.recurs,
        "plan_key": plan_key(record.document.date, book.document),
        "search": search_key(target.metric),
        **_due(target.due, target.due_quote),
        **book.provenance(target.quote),
    }


def add_report_duty(book: FactBook, record: PlanRecord, order: int, duty: ReportDuty) -> None:
    """A reporting duty (chế độ báo cáo): who reports to whom."""
    identity = report_duty_id(book.document, order)
    book.add_node(
        Label.REPORT_DUTY,
        identity,
        {
            "by_text": duty.by.name if duty.by else None,
            "to_text": duty.to.name if duty.to else None,
            "via_text": duty.via.name if duty.via else None,
            "recurs": duty.recurs,
            "search": duty_words(
                duty.quote.text, *(said.name for said in (duty.by, duty.to, duty.via) if said)
            ),
            "order": f"{order:05d}",
            "plan_key": plan_key(record.document.date, book.document),
            **_due(duty.due, None),
            "due_text": duty.due.code if duty.due else None,
            **book.provenance(duty.quote),
        },
    )
    node = (Label.REPORT_DUTY, identity)
    document = (Label.DOCUMENT, book.document)
    book.say(Rel.HAS_REPORT_DUTY, document, node, book.provenance(None))
    if duty.by is not None:
        unit = (Label.UNIT, book.unit(duty.by.name, duty.by.collective).id)
        book.say(Rel.REPORTS, unit, node, book.provenance(duty.by.quote))
    if duty.to is not None:
        unit = (Label.UNIT, book.unit(duty.to.name, duty.to.collective).id)
        book.say(Rel.REPORTS_TO, node, unit, book.provenance(duty.to.quote))
    _add_occurrences(book, node, due_days(record, duty))


def _add_occurrences(book: FactBook, of: tuple[Label, str], days: Iterable[date]) -> None:
    """Each day on which a duty or a recurring task is due."""
    for day in days:
        identity = occurrence_id(of[1], day.isoformat())
        book.add_node(Label.OCCURRENCE, identity, {"due_end": day.isoformat()})
        book.keep(Rel.HAS_OCCURRENCE, of, (Label.OCCURRENCE, identity))
