"""The changes of the API: from the input of a mutation to what it answers."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from graph_schema.callers import Caller
from graph_schema.corrections import CorrectionKind
from graph_schema.errors import NotCorrected
from loaders.correcting import Done
from loaders.known_names import Names
from queries.change import Change, Payload
from queries.given import plain
from queries.hidden import find_hidden
from queries.sight import Sight
from service import webhook_changes
from service.appointing import begin, end
from service.assigning import assign, unassign
from service.corrections import Said, Wanted, correct, merge, succeed, withdraw
from service.intake import Intake, load_document
from service.store import Store
from service.work import WORK, Make, day_of

_Input = Mapping[str, object]
_MAX_NAME = 500
_UNSEEN = (
    "Chưa làm được: có điều mà người gửi không được xem đang cản, hãy nhờ người được xem. "
    "(Something that the sender may not see stands in the way.)"
)


def changes_of(store: Store, intake: Intake | None = None) -> Mapping[str, Change]:
    """What each field of the mutation root does, over one store."""
    intake = intake or Intake(store)
    makers: dict[str, Make] = {
        **WORK,
        "correct": _correct,
        "assign": partial(_assign, assign),
        "unassign": partial(_assign, unassign),
        "appoint": begin,
        "endAppointment": end,
        "mergeUnits": _merge,
        "withdrawCorrection": _withdraw,
        "addWebhook": webhook_changes.add_one,
        "removeWebhook": webhook_changes.remove_one,
        "retryWebhook": webhook_changes.retry_one,
        "loadDocument": lambda _, given, caller: load_document(intake, given, caller),
    }
    return {name: partial(_or_refused, make, store) for name, make in makers.items()}


async def _or_refused(
    make: Callable[[Store, _Input, Caller], Awaitable[Payload]],
    store: Store,
    arguments: _Input,
    caller: Caller,
) -> Payload:
    try:
        return await make(store, await _seen(store, arguments["input"], caller), caller)
    except NotCorrected as refused:
        current = await _told(store, refused.current, caller)
        unseen = refused.current is not None and current is None
        said: dict[str, object] = {
            "code": refused.code,
            "message": _UNSEEN if unseen else refused.sentence,
            "field": refused.field,
            "expected": refused.expected,
            "current": current,
            "currentValue": None if unseen else refused.current_value,
            "givenValue": refused.given_value,
        }
        return Payload("Refused", said, {})


async def _seen(store: Store, given: object, caller: Caller) -> _Input:
    """The input with ids of nothing in the place of those that the caller may not know of."""
    words = {str(word) for word in _texts(given) if len(str(word)) <= _MAX_NAME}
    hidden = await find_hidden(store.read, sorted(words), Sight(caller.clearance))

    def shown(value: object) -> object:
        if isinstance(value, Mapping):
            return {name: shown(item) for name, item in value.items()}
        if isinstance(value, list):
            return [shown(item) for item in value]
        return f"{value}?" if value in hidden else value

    return cast(_Input, shown(given) if hidden else given)


async def _told(store: Store, current: object, caller: Caller) -> object:
    """What stands in the way, unless it is the id of what the caller may not know of."""
    if current is None:
        return None
    hidden = await find_hidden(store.read, [str(current)], Sight(caller.clearance))
    return None if hidden else current


def _texts(given: object) -> Iterator[object]:
    if isinstance(given, Mapping):
        given = list(given.values())
    if isinstance(given, list):
        for item in given:
            yield from _texts(item)
    elif isinstance(given, str):
        yield given


async def _correct(store: Store, given: _Input, caller: Caller) -> Payload:
    value = cast(Sequence[str], given.get("value") or ())
    wanted = Wanted(
        _name(given, "node") or "",
        CorrectionKind(str(plain(given["kind"]))),
        _name(given, "field"),
        tuple(value),
    )
    done = await correct(store, wanted, _said(given, caller))
    links = {"correction": done.correction, "plan": done.document}
    return Payload("Corrected", _values(done), links)


async def _assign(
    alter: Callable[[Store, str, str, str, Said], Awaitable[Done]],
    store: Store,
    given: _Input,
    caller: Caller,
) -> Payload:
    who, role = _name(given, "who") or "", str(plain(given["role"]))
    said = _said(given, caller)
    if given.get("on") is not None:
        said = replace(said, on=day_of(given))
    done = await alter(store, _name(given, "node") or "", role, who, said)
    links = {"correction": done.correction, "plan": done.document}
    return Payload("Corrected", _values(done), links)


async def _merge(store: Store, given: _Input, caller: Caller) -> Payload:
    unit, into, said = _name(given, "unit") or "", _name(given, "into") or "", _said(given, caller)
    if given.get("on") is not None:
        said = replace(said, on=day_of(given))
        done = await succeed(store, unit, into, said, founded=given.get("founded") is True)
    elif given.get("founded") is not None:
        raise NotCorrected("founded đi cùng on: hãy nêu ngày. (Say the day.)", "on")
    else:
        done = await merge(store, unit, into, said)
    links = {"correction": done.correction, "unit": into}
    return Payload("UnitsMerged", _values(done), links)


async def _withdraw(store: Store, given: _Input, caller: Caller) -> Payload:
    done = await withdraw(store, _name(given, "correction") or "", _said(given, caller))
    links = {"correction": done.correction, "plan": done.document}
    return Payload("Withdrawn", _values(done), links)


def _values(done: Done) -> dict[str, object]:
    return {"id": done.correction, "repeated": done.repeated, "note": done.note}


def _said(given: _Input, caller: Caller) -> Said:
    return Said(
        caller.signs_as(_name(given, "author") or ""),
        str(given["reason"]),
        _name(given, "expectedVersion"),
        _name(given, "idempotencyKey"),
        names=Names(given.get("unknown") is True, caller.clearance),
    )


def _name(given: _Input, field: str) -> str | None:
    value = given.get(field)
    if value is None:
        return None
    if len(str(value)) > _MAX_NAME:
        raise NotCorrected(f"“{field}” dài quá {_MAX_NAME} ký tự. (Too long.)", field)
    return str(value)
