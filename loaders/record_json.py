"""A record as JSON and back: what ``daumoi read`` prints and ``daumoi load`` takes again."""

import base64
from typing import TypedDict

from graph_schema.model import (
    DirectiveMention,
    OverseerMention,
    PlanRecord,
    Quote,
    ReportDuty,
    Target,
    Task,
    UnitMention,
)
from graph_schema.periods import Period

Json = dict[str, object]


def to_json(record: PlanRecord, with_source: bool = False) -> Json:
    """The record in the exchange format; ``with_source`` adds the text and bytes it rests on."""
    frame = record.document
    signer = frame.signer
    out: Json = {
        "document": {
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
            "quotes": {found.field: _quote(found.quote) for found in frame.quotes},
        },
        "directives": [_directive(mention) for mention in record.directives],
        "tasks": [_task(task) for task in record.tasks],
        "targets": [_target(target) for target in record.targets],
        "reports": [_report(duty) for duty in record.reports],
        "unread": [{"reason": line.reason, "span": _quote(line.quote)} for line in record.unread],
        "notes": [
            {
                "code": note.code,
                "message": note.message,
                "span": _quote(note.quote) if note.quote else None,
            }
            for note in record.notes
        ],
    }
    return out


def _code(period: Period | None) -> str | None:
    return period.code if period else None


def _quote(quote: Quote | None) -> Json | None:
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


def _directive(mention: DirectiveMention) -> Json:
    return {
        "kind": mention.kind,
        "symbol": mention.symbol,
        "date": _code(mention.date),
        "issuer": mention.issuer,
        "title": mention.title,
        "relation": str(mention.relation),
        "quote": mention.quote.text,
        "span": _quote(mention.quote),
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
        "value": target.value,
        "value_max": target.value_max,
        "unit": target.unit,
        "due": _code(target.due),
        "due_quote": target.due_quote.text if target.due_quote else None,
        "recurs": target.recurs,
        "owners": [unit.name for unit in target.owners],
        "task_ref": target.task_ref,
    }


def _name(unit: UnitMention | None) -> str | None:
    return unit.name if unit else None


def _report(duty: ReportDuty) -> Json:
    return {
        "by": _name(duty.by),
        "to": _name(duty.to),
        "via": _name(duty.via),
        "recurs": duty.recurs,
        "due": _code(duty.due),
        "quote": duty.quote.text,
        "span": _quote(duty.quote),
    }
