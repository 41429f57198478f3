"""What people record through the API: from the input of a mutation to what it answers."""

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from graph_schema.callers import Caller
from graph_schema.dated import instant, today
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from loaders.asks import Ask
from loaders.recording import record
from queries.caps import MAX_WORDS
from queries.change import Payload
from service.store import Store

Input = Mapping[str, object]
Make = Callable[[Store, Input, Caller], Awaitable[Payload]]

NOBODY = "văn phòng"
"""Who is on record where nobody in particular was proved or named."""
_MAX_NAME = 500
_FULL = 100


async def _report(store: Store, given: Input, caller: Caller) -> Payload:
    return await _payload(store, "ProgressReported", "task", report_asked(given, caller))


def report_asked(given: Input, caller: Caller) -> Ask:
    """A report as it is asked to be recorded; one that says nothing, or what cannot be, is not."""
    percent = cast(int | None, given.get("percent"))
    if percent is not None and not 0 <= percent <= _FULL:
        raise NotCorrected(
            f"percent phải từ 0 đến 100, không phải {percent}. (From 0 to 100.)", "percent"
        )
    values = {"percent": percent, **_words(given, "result", "difficulty", "proposal")}
    if evidence := cast(Sequence[str] | None, given.get("evidence")):
        values["evidence"] = tuple(dict.fromkeys(evidence))
    if all(value is None for value in values.values()):
        raise NotCorrected(
            "Báo cáo chưa nói gì: hãy ghi mức độ hoàn thành, kết quả, khó khăn, đề xuất hoặc minh "
            "chứng. (An empty report.)",
            "percent",
        )
    return _ask("REPORTED", Label.TASK, "task", given, caller, values)


async def _extend(store: Store, given: Input, caller: Caller) -> Payload:
    end = str(given["end"])
    ask = _ask(
        *("EXTENDED", Label.TASK, "task", given, caller),
        {"to_end": end, **_words(given, "approver")},
        needs_reason=True,
    )
    if end < ask.on:
        raise NotCorrected(f"Hạn mới {end} đứng trước ngày gia hạn {ask.on}. (In the past.)", "end")
    return await _payload(store, "DeadlineExtended", "task", ask)


async def _cancel(store: Store, given: Input, caller: Caller) -> Payload:
    ask = _ask("CANCELLED", Label.TASK, "task", given, caller, {}, needs_reason=True)
    return await _payload(store, "TaskCancelled", "task", ask)


async def _reopen(store: Store, given: Input, caller: Caller) -> Payload:
    ask = _ask("REOPENED", Label.TASK, "task", given, caller, {}, needs_reason=True)
    return await _payload(store, "TaskReopened", "task", ask)


async def _approve(store: Store, given: Input, caller: Caller) -> Payload:
    ask = _ask("APPROVED", Label.PROGRESS, "progress", given, caller, {})
    return await _payload(store, "ReportDecided", "task", ask)


async def _return(store: Store, given: Input, caller: Caller) -> Payload:
    ask = _ask("RETURNED", Label.PROGRESS, "progress", given, caller, {}, needs_reason=True)
    return await _payload(store, "ReportDecided", "task", ask)


async def _measure(store: Store, given: Input, caller: Caller) -> Payload:
    value = cast(float, given["value"])
    if not math.isfinite(value):
        raise NotCorrected("value phải là một số. (A finite number is wanted.)", "value")
    values = {"value": float(value), **_words(given, "period", "note")}
    ask = _ask("MEASURED", Label.TARGET, "target", given, caller, values)
    return await _payload(store, "MeasurementRecorded", "target", ask)


async def _submit(store: Store, given: Input, caller: Caller) -> Payload:
    values = {"due_end": given.get("due"), **_words(given, "note")}
    links: dict[str, str | None] = {"duty": None, "task": None}
    named = [name for name in links if given.get(name) is not None]
    if len(named) != 1:
        raise NotCorrected(
            "Hãy nêu một trong hai: duty (chế độ báo cáo) hoặc task (nhiệm vụ định kỳ). "
            "(Name either a duty or a task.)",
            "duty",
        )
    label = Label.TASK if named[0] == "task" else Label.REPORT_DUTY
    ask = _ask("SUBMITTED", label, named[0], given, caller, values)
    told = await _payload(store, "ReportSubmitted", named[0], ask)
    return replace(told, links={**links, **told.links})


WORK: Mapping[str, Make] = {
    "reportProgress": _report,
    "extendDeadline": _extend,
    "cancelTask": _cancel,
    "reopenTask": _reopen,
    "approve": _approve,
    "return": _return,
    "recordMeasurement": _measure,
    "submitReport": _submit,
}
"""What each field of the mutation root does."""


async def _payload(store: Store, kind: str, link: str, ask: Ask) -> Payload:
    told = await store.write(lambda tx: record(tx, ask))
    values = {"id": told.id, "repeated": told.repeated, "note": told.note}
    return Payload(kind, values, {link: told.node})


def _ask(
    action: str,
    label: Label,
    node: str,
    given: Input,
    caller: Caller,
    values: Mapping[str, object],
    *,
    needs_reason: bool = False,
) -> Ask:
    reason = text_of(given, "reason", MAX_WORDS)
    if needs_reason and reason is None:
        raise NotCorrected("Hãy nêu lý do. (Say the reason.)", "reason")
    return Ask(
        action,
        label,
        text_of(given, node, _MAX_NAME) or "",
        node,
        day_of(given),
        caller.signs_as(text_of(given, "by", _MAX_NAME) or NOBODY),
        instant(),
        caller,
        values,
        reason,
        text_of(given, "expectedVersion", _MAX_NAME),
        key_of(given),
    )


def day_of(given: Input, field: str = "on") -> str:
    """The day that a fact is of: by default today in Vietnam, never one to come."""
    day = given.get(field)
    now = today()
    if day is None:
        return now.isoformat()
    if date.fromisoformat(str(day)) > now:
        raise NotCorrected(
            f"Ngày {day} chưa tới (hôm nay là {now.isoformat()}). (A day to come.)", field
        )
    return str(day)


def key_of(given: Input) -> str | None:
    """The idempotency key; an empty one is a mistake."""
    if given.get("idempotencyKey") is None:
        return None
    key = text_of(given, "idempotencyKey", _MAX_NAME)
    if key is None:
        raise NotCorrected(
            "idempotencyKey trống: hãy nêu một khóa, hoặc bỏ hẳn. (An empty key.)", "idempotencyKey"
        )
    return key


def text_of(given: Input, field: str, most: int) -> str | None:
    """Words without blanks around them; None where nothing is said, refused where too long."""
    value = given.get(field)
    if value is None:
        return None
    text = str(value).strip()
    if len(text) > most:
        raise NotCorrected(f"“{field}” dài quá {most} ký tự. (Too long.)", field)
    if "\0" in text:
        raise NotCorrected(f"“{field}” có ký tự rỗng. (NUL in it.)", field)
    return text or None


def _words(given: Input, *fields: str) -> dict[str, object]:
    return {field: text_of(given, field, MAX_WORDS) for field in fields}
