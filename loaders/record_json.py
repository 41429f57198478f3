"""A record as JSON: what ``daumoi read --json`` prints, for programs that compare or check it.

The keys of the exchange format come first and hold plain names; ``spans`` beside them holds where
each value was read, by which rule, how surely.
"""

from collections.abc import Iterable

from graph_schema.model import (
    DirectiveMention,
    Frame,
    OverseerMention,
    Phase,
    PlanRecord,
    Quote,
    ReportDuty,
    Source,
    Target,
    Task,
    UnitMention,
)
from graph_schema.periods import Period

Json = dict[str, object]


def to_json(record: PlanRecord) -> Json:
    """The record in the exchange format."""
    return {
        "document": _document(record.document),
        "directives": [_directive(mention) for mention in record.directives],
        "tasks": [_task(task) for task in record.tasks],
        "phases": [_phase(phase) for phase in record.phases],
        "targets": [_target(target) for target in record.targets],
        "reports": [_report(duty) for duty in record.reports],
        "unread": [
            {"quote": line.quote.text, "reason": line.reason, "spans": {"quote": _span(line.quote)}}
            for line in record.unread
        ],
        "notes": [
            {"code": note.code, "message": note.message, "spans": {"quote": _span(note.quote)}}
            for note in record.notes
        ],
        "source": _source(record.source),
    }


def _source(source: Source) -> Json:
    return {
        "file_name": source.file_name,
        "media_type": source.media_type,
        "sha256": source.sha256,
        "reader": source.reader,
    }


def _document(frame: Frame) -> Json:
    signer = frame.signer
    return {
        "kind": frame.kind,
        "number": frame.number,
        "symbol": frame.symbol,
        "date": _code(frame.date),
        "issuer": frame.issuer,
        "place": frame.place,
        "province": frame.province,
        "title": frame.title,
        "signer": {"name": signer.name, "position": signer.position, "acting": signer.acting}
        if signer
        else None,
        "secrecy": frame.secrecy,
        "recipients": list(frame.recipients),
        "spans": {found.field: _span(found.quote) for found in frame.quotes},
    }


def _code(period: Period | None) -> str | None:
    return period.code if period else None


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _span(quote: Quote | None) -> Json | None:
    if quote is None:
        return None
    out: Json = {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "rule": quote.rule,
        "confidence": quote.confidence,
    }
    if quote.page is not None:
        out["page"] = quote.page
    if quote.inherited_from is not None:
        out["inherited_from"] = quote.inherited_from
    return out


def _unit_spans(units: Iterable[UnitMention]) -> list[Json]:
    return [_unit_of(unit) for unit in units]


def _unit_of(unit: UnitMention) -> Json:
    out: Json = {"collective": unit.collective, "quote": _span(unit.quote)}
    if unit.person is not None:
        out.update(person=unit.person, position=unit.position)
    return out


def _unit_span(unit: UnitMention | None) -> Json | None:
    return _unit_spans([unit])[0] if unit else None


def _directive(mention: DirectiveMention) -> Json:
    return {
        "kind": mention.kind,
        "symbol": mention.symbol,
        "date": _code(mention.date),
        "issuer": mention.issuer,
        "title": mention.title,
        "relation": str(mention.relation),
        "changes": str(mention.changes) if mention.changes else None,
        "quote": mention.quote.text,
        "spans": {"quote": _span(mention.quote)},
    }


def _phase(phase: Phase) -> Json:
    return {
        "ref": phase.ref,
        "name": phase.name,
        "text": phase.text,
        "quote": phase.quote.text,
        "period": _code(phase.period),
        "period_quote": phase.period_quote.text if phase.period_quote else None,
        "spans": {"quote": _span(phase.quote), "period": _span(phase.period_quote)},
    }


def _task(task: Task) -> Json:
    return {
        "ref": task.ref,
        "heading": task.heading,
        "quote": task.quote.text,
        "text": task.text,
        "lead": [unit.name for unit in task.lead],
        "execute": [unit.name for unit in task.execute],
        "support": [unit.name for unit in task.support],
        "overseers": [_overseer(overseer) for overseer in task.overseers],
        "due": _code(task.due),
        "due_quote": task.due_quote.text if task.due_quote else None,
        "recurs": task.recurs,
        "routine": task.routine,
        "parent_ref": task.parent_ref,
        "phase_ref": task.phase_ref,
        "deliverable": task.deliverable.text if task.deliverable else None,
        "spans": {
            "quote": _span(task.quote),
            "lead": _unit_spans(task.lead),
            "execute": _unit_spans(task.execute),
            "support": _unit_spans(task.support),
            "overseers": [_span(overseer.quote) for overseer in task.overseers],
            "due": _span(task.due_quote),
            "recurs": _span(task.recurs_quote),
            "deliverable": _span(task.deliverable),
        },
    }


def _overseer(overseer: OverseerMention) -> Json:
    if overseer.unit is not None:
        return {"unit": overseer.unit}
    return {"name": overseer.name, "position": overseer.position}


def _target(target: Target) -> Json:
    return {
        "ref": target.ref,
        "quote": target.quote.text,
        "metric": target.metric,
        "op": target.op,
        "value": _number(target.value),
        "value_max": _number(target.value_max),
        "unit": target.unit,
        "due": _code(target.due),
        "due_quote": target.due_quote.text if target.due_quote else None,
        "recurs": target.recurs,
        "owners": [unit.name for unit in target.owners],
        "task_ref": target.task_ref,
        "spans": {
            "quote": _span(target.quote),
            "due": _span(target.due_quote),
            "owners": _unit_spans(target.owners),
        },
    }


def _report(duty: ReportDuty) -> Json:
    return {
        "by": duty.by.name if duty.by else None,
        "to": duty.to.name if duty.to else None,
        "via": duty.via.name if duty.via else None,
        "recurs": duty.recurs,
        "due": _code(duty.due),
        "quote": duty.quote.text,
        "spans": {
            "quote": _span(duty.quote),
            "by": _unit_span(duty.by),
            "to": _unit_span(duty.to),
            "via": _unit_span(duty.via),
        },
    }
