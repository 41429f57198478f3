"""What people record of tasks, targets and duties: decided and written in one transaction.

Every one is written with its record in the chain of changes, or not at all.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry, key_digest
from graph_schema.dated import (
    NO_DEADLINE,
    State,
    StepKind,
    closed_since,
    deadline_on,
    state_on,
)
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import find_change, write_changes
from graph_schema.merge_evidence import find_missing, link_evidence
from graph_schema.merge_records import (
    Subject,
    add_fact,
    find_label,
    find_last_change,
    find_last_percent,
    find_last_value,
    find_report,
    find_subject,
    set_properties,
)
from graph_schema.merge_secrecy import keep_recorded
from graph_schema.merge_work import Recorded, keep
from graph_schema.secrecy import level_of
from loaders.asks import Ask, Made, Told, new_id, signed
from loaders.submitting import submit

_Make = Callable[[AsyncManagedTransaction, Ask, Subject], Awaitable[Made]]


async def record(tx: AsyncManagedTransaction, ask: Ask) -> Told:
    """Record one fact, with its change; the same key again answers as the first time."""
    await take_turn(tx)
    if (told := await _repeated(tx, ask)) is not None:
        return told
    asked = ask
    if ask.label is Label.PROGRESS:
        ask = await _on_its_task(tx, ask)
    subject = await find_subject(tx, ask.label, ask.node)
    if subject is None:
        raise await unknown(tx, ask)
    await check_ask(tx, ask, subject)
    made = await _MAKERS[ask.action](tx, ask, subject)
    await _raise_version(tx, subject)
    entry = entry_of(asked, subject, made)
    if level_of(subject.properties):
        await keep_recorded(tx, [subject.id])
    await write_changes(tx, [entry])
    return Told(made.id, subject.id, note=made.note)


async def _repeated(tx: AsyncManagedTransaction, ask: Ask) -> Told | None:
    if ask.key is None:
        return None
    earlier = await find_change(tx, ask.key)
    if earlier is None:
        return None
    if earlier.get("asked") != ask.digest():
        raise NotCorrected(
            "Khóa idempotencyKey này đã dùng cho một thay đổi khác: hãy dùng khóa mới. "
            "(The key was used for another change.)",
            "idempotencyKey",
            code="CONFLICT",
        )
    return Told(str(earlier["result"]), str(earlier["node"]), repeated=True)


async def _on_its_task(tx: AsyncManagedTransaction, ask: Ask) -> Ask:
    """A decision on a report is a change of its task."""
    found = await find_report(tx, ask.node)
    if found is None:
        raise await unknown(tx, ask)
    task, report = found
    return replace(
        ask, label=Label.TASK, node=task, values={**ask.values, "report": ask.node, "was": report}
    )


def entry_of(asked: Ask, subject: Subject, made: Made) -> Entry:
    """What the chain of changes says of a fact."""
    return Entry(
        asked.action,
        asked.at,
        asked.by,
        subject.id,
        ((subject.label, subject.id), *made.about),
        made.field,
        made.before,
        made.after,
        asked.reason,
        None if asked.key is None else key_digest(asked.key),
        asked.digest(),
        made.id,
    )


async def unknown(tx: AsyncManagedTransaction, ask: Ask) -> NotCorrected:
    """Why what a fact is to be recorded of is not found."""
    other = await find_label(tx, ask.node)
    if other is None:
        return NotCorrected(
            "Trong kho không có gì mang mã này. (Nothing has this id.)",
            ask.node_field,
            code="NOT_FOUND",
        )
    return NotCorrected(
        f"Mã này là của một {other}, không phải {ask.label}. (Of another kind.)", ask.node_field
    )


async def check_ask(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> None:
    """Refuse who may not record it, and who saw another version."""
    _check_unit(ask, subject)
    await _check_version(tx, ask, subject)


def _check_unit(ask: Ask, subject: Subject) -> None:
    if not ask.caller.may_act_for(subject.units):
        raise NotCorrected(
            f"{ask.caller.name} không thuộc đơn vị chủ trì, thực hiện hay phối hợp ở đây: hãy nhờ "
            "đơn vị ấy, hoặc thư ký tổng hợp. (Not one of its units.)",
            ask.node_field,
            code="FORBIDDEN",
        )


async def _check_version(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> None:
    current = str(subject.version)
    if ask.expected is None or ask.expected == current:
        return
    now = filter(None, (f"phiên bản {current}", await find_last_change(tx, subject)))
    stands, given = await _values(tx, ask, subject)
    both = "" if given is None else f"; đang có {stands or 'chưa có gì'}, gửi {given}"
    raise NotCorrected(
        f"Đã có người thay đổi từ lúc xem (nay là {'; '.join(now)}){both}: hãy tải lại, so "
        "lại rồi gửi. Không có gì bị ghi đè. (Somebody changed it since it was seen.)",
        "expectedVersion",
        code="CONFLICT",
        expected=ask.expected,
        current=current,
        current_value=stands,
        given_value=given,
    )


async def _values(
    tx: AsyncManagedTransaction, ask: Ask, subject: Subject
) -> tuple[str | None, str | None]:
    """The value that stands and the one that was sent, of what sets a value."""
    match ask.action:
        case "REPORTED":
            stands: object = await find_last_percent(tx, subject.id)
            given = ask.values.get("percent")
        case "MEASURED":
            stands, given = await find_last_value(tx, subject.id), ask.values["value"]
        case "EXTENDED":
            printed = subject.text("due_end")
            stands = deadline_on(ask.on, printed, subject.texts("deadlines"))
            given = ask.values["to_end"]
        case _:
            return None, None
    stands_now = None if stands is None else str(stands)
    return stands_now, None if given is None else str(given)


async def _raise_version(tx: AsyncManagedTransaction, subject: Subject) -> None:
    version = subject.recorded + 1
    if subject.label is Label.TASK:
        task = Recorded(
            Label.TASK, subject.id, ("", 1), version, dropped_on=subject.text("dropped_on")
        )
        await keep(tx, [task])
    else:
        await set_properties(tx, subject.label, subject.id, {"version": version})


def _day_state(subject: Subject, day: str) -> State:
    return state_on(day, subject.texts("states"))


async def _report(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    check_report(ask, subject)
    evidence = [str(one) for one in cast(Sequence[object], ask.values.get("evidence") or ())]
    if missing := await find_missing(tx, evidence):
        raise NotCorrected(
            f"Không có minh chứng {missing[0][:80]}: hãy gửi tệp lên POST /evidence trước. "
            "(No such file.)",
            "evidence",
            code="NOT_FOUND",
        )
    before = await find_last_percent(tx, subject.id)
    identity = new_id("progress")
    await add_fact(tx, Label.PROGRESS, subject, identity, report_said(ask))
    level = level_of(subject.properties)
    open_as_task = await link_evidence(tx, identity, evidence, level)
    made = report_made(ask, subject, identity, before)
    return replace(made, about=(*made.about, *((Label.EVIDENCE, one) for one in open_as_task)))


def check_report(ask: Ask, subject: Subject) -> None:
    """Refuse a report of what is called off."""
    if _day_state(subject, NO_DEADLINE) is State.CANCELLED:
        raise NotCorrected(
            "Nhiệm vụ này đã rút hoặc hủy: hãy mở lại (reopenTask) rồi báo cáo. (It is cancelled.)",
            ask.node_field,
        )


def report_said(ask: Ask) -> dict[str, object]:
    """A report as it is stored."""
    said = {name: value for name, value in ask.values.items() if name != "evidence"}
    return {**said, **signed(ask), "state": "REPORTED"}


def report_made(ask: Ask, subject: Subject, identity: str, before: int | None) -> Made:
    """What a report came to, and what the chain of changes says of it."""
    note = None
    assigned = subject.text("assigned_key")
    if assigned is not None and ask.on < assigned:
        note = f"Ngày báo cáo {ask.on} đứng trước ngày ban hành kế hoạch {assigned}: xin xem lại."
    was, percent = (None if p is None else str(p) for p in (before, ask.values["percent"]))
    about = ((Label.PROGRESS, identity),)
    return Made(identity, "progress", was, percent or was, note, about)


async def _extend(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    if closed_since(subject.texts("states")) != NO_DEADLINE:
        raise NotCorrected(
            "Nhiệm vụ này đã xong hoặc đã hủy: không gia hạn nữa. (It is done or cancelled.)",
            ask.node_field,
        )
    printed = subject.text("due_end")
    former = deadline_on(ask.on, printed, subject.texts("deadlines"))
    end = str(ask.values["to_end"])
    current = subject.text("due_key") or NO_DEADLINE
    if end >= NO_DEADLINE:
        raise NotCorrected(
            f"Hạn mới {end} không phải một hạn: hãy nêu ngày có thật sẽ phải xong. (No deadline.)",
            "end",
        )
    if current != NO_DEADLINE and end <= current:
        raise NotCorrected(
            f"Hạn mới {end} không sau hạn đang có {current}. (Not later than the deadline.)", "end"
        )
    identity = new_id("extension")
    properties = {
        **ask.values,
        **signed(ask),
        "reason": ask.reason,
        "to_code": end,
        "to_precision": "DAY",
        "from_end": former,
        "from_code": former,
        "from_precision": None if former is None else "DAY",
    }
    await add_fact(tx, Label.EXTENSION, subject, identity, properties)
    about = ((Label.EXTENSION, identity),)
    return Made(identity, "due", former, end, about=about)


async def _cancel(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    before = _day_state(subject, NO_DEADLINE)
    if before is State.CANCELLED:
        raise NotCorrected(
            "Nhiệm vụ này đã rút hoặc hủy rồi. (It is cancelled already.)", ask.node_field
        )
    return await _step(tx, ask, subject, StepKind.CANCELLED, before)


async def _reopen(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    before = _day_state(subject, NO_DEADLINE)
    if subject.text("dropped_on") is not None:
        raise NotCorrected(
            "Bản mới của kế hoạch không còn nhiệm vụ này: không mở lại được. "
            "(The plan no longer has it.)",
            ask.node_field,
        )
    if before is State.OPEN:
        raise NotCorrected("Nhiệm vụ này đang mở. (It is open.)", ask.node_field)
    return await _step(tx, ask, subject, StepKind.REOPENED, before)


async def _step(
    tx: AsyncManagedTransaction, ask: Ask, subject: Subject, kind: StepKind, before: State
) -> Made:
    since = subject.texts("states")
    if since and ask.on < since[-1].split("|")[0]:
        raise NotCorrected(
            f"Ngày {ask.on} đứng trước lần đổi trạng thái gần nhất ({since[-1].split('|')[0]}). "
            "(Before the last change of its state.)",
            "on",
        )
    identity = new_id("step")
    properties = {**signed(ask), "kind": str(kind), "reason": ask.reason}
    await add_fact(tx, Label.STEP, subject, identity, properties)
    return Made(identity, "status", str(before), str(kind), about=((Label.STEP, identity),))


async def _decide(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    report = str(ask.values["report"])
    was = ask.values["was"]
    before = dict(was) if isinstance(was, Mapping) else {}
    wanted = "APPROVED" if ask.action == "APPROVED" else "RETURNED"
    if before.get("state") != "REPORTED":
        raise NotCorrected(
            f"Báo cáo này đã được {before.get('decided_by')} quyết định rồi "
            f"({before.get('state')}). (It is decided already.)",
            ask.node_field,
            code="CONFLICT",
            expected=wanted,
            current=str(before.get("state")),
        )
    if ask.on < str(before["on"]):
        raise NotCorrected(
            f"Ngày {ask.on} đứng trước ngày báo cáo {before['on']}. (Before the report's day.)",
            "on",
        )
    properties = {
        "state": wanted,
        "decided_on": ask.on,
        "decided_by": ask.by,
        "decided_at": ask.at,
        "comment": ask.reason,
    }
    await set_properties(tx, Label.PROGRESS, report, properties)
    about = ((Label.PROGRESS, report),)
    return Made(report, "progress.state", str(before.get("state")), wanted, about=about)


async def _measure(tx: AsyncManagedTransaction, ask: Ask, subject: Subject) -> Made:
    before = await find_last_value(tx, subject.id)
    identity = new_id("measurement")
    await add_fact(tx, Label.MEASUREMENT, subject, identity, {**ask.values, **signed(ask)})
    was = None if before is None else str(before)
    about = ((Label.MEASUREMENT, identity),)
    return Made(identity, "latest", was, str(ask.values["value"]), about=about)


_MAKERS: Mapping[str, _Make] = {
    "REPORTED": _report,
    "EXTENDED": _extend,
    "CANCELLED": _cancel,
    "REOPENED": _reopen,
    "APPROVED": _decide,
    "RETURNED": _decide,
    "MEASURED": _measure,
    "SUBMITTED": submit,
}
