"""Who is appointed to an office, and who leaves it: decided and written in one transaction.

What documents say of an office stays as they say it; people's word stands beside it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry, digest_of, key_digest
from graph_schema.callers import Secrecy
from graph_schema.errors import NotCorrected
from graph_schema.identity import office_key, person_id, position_id
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import find_change, write_changes
from graph_schema.merge_offices import (
    Holding,
    PositionNode,
    end_holding,
    find_holdings,
    find_person,
    find_position,
    find_unit,
    hold,
    raise_version,
    set_up,
)
from graph_schema.vietnamese import compare_key, name_order, normal, search_key
from loaders.offices import split_offices

_HEAD = 1


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment, or its end, as it is asked for; its words are checked before."""

    ends: bool
    on: str
    """The first day, or the last."""
    by: str
    at: str
    person: str | None = None
    name: str | None = None
    position: str | None = None
    title: str | None = None
    unit: str | None = None
    beside: bool = False
    """Beside another head of the same office."""
    reason: str | None = None
    key: str | None = None
    expected: str | None = None
    """Version of the office as it was seen."""
    clearance: Secrecy = Secrecy.OPEN
    """How secret a thing may be that is told of in a note or a refusal."""

    def digest(self) -> str:
        """The same for the same request."""
        names = ("ends", "on", "by", "person", "name", "position", "title", "unit", "reason")
        return digest_of({name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Appointed:
    """What it came to."""

    id: str
    person: str
    position: str
    repeated: bool = False
    note: str | None = None


async def appoint(tx: AsyncManagedTransaction, asked: Appointment) -> Appointed:
    """Record an appointment or its end, with its change; the same key again answers the same."""
    await take_turn(tx)
    if asked.key is not None and (earlier := await find_change(tx, asked.key)) is not None:
        if earlier.get("asked") != asked.digest():
            raise NotCorrected(
                "Khóa idempotencyKey này đã dùng cho một thay đổi khác: hãy dùng khóa mới. "
                "(The key was used for another change.)",
                "idempotencyKey",
                code="CONFLICT",
            )
        identity, _, office = str(earlier["result"]).partition("@")
        return Appointed(identity, str(earlier["node"]), office, repeated=True)
    position = await _position(tx, asked)
    _check_version(asked, position)
    held = await find_holdings(tx, position.id, asked.clearance)
    person = await _person(tx, asked, position, held)
    make = _end if asked.ends else _begin
    identity, before, note = await make(tx, asked, person, position, held)
    entry = Entry(
        "APPOINTMENT_ENDED" if asked.ends else "APPOINTED",
        asked.at,
        asked.by,
        person,
        ((Label.PERSON, person), (Label.POSITION, position.id)),
        "office",
        before,
        f"{position.full_title}, {'đến' if asked.ends else 'từ'} {asked.on}",
        asked.reason,
        None if asked.key is None else key_digest(asked.key),
        asked.digest(),
        f"{identity}@{position.id}",
    )
    await raise_version(tx, position.id)
    await write_changes(tx, [entry])
    return Appointed(identity, person, position.id, note=note)


def _check_version(asked: Appointment, position: PositionNode) -> None:
    current = str(position.version)
    if asked.expected is None or asked.expected == current:
        return
    raise NotCorrected(
        f"Chức vụ này đã có người ghi lại từ lúc xem (nay là phiên bản {current}): hãy tải lại "
        "holders, so lại rồi gửi. Không có gì bị ghi đè. (Somebody changed it since it was seen.)",
        "expectedVersion",
        code="CONFLICT",
        expected=asked.expected,
        current=current,
    )


async def _position(tx: AsyncManagedTransaction, asked: Appointment) -> PositionNode:
    if asked.position is not None:
        found = await find_position(tx, asked.position)
        if found is None:
            raise _unknown("position")
        return found
    unit = await find_unit(tx, asked.unit or "")
    if unit is None:
        raise _unknown("unit")
    offices = split_offices(asked.title or "")
    if len(offices) != 1:
        raise NotCorrected("Hãy nêu đúng một chức vụ. (One office is wanted.)", "title")
    (office,) = offices
    identity = position_id(office.title, unit.id)
    where = (unit.place or unit.name) if office.names_unit else unit.name
    full = f"{office.title} {where}"
    properties = {
        "title": office.title,
        "full_title": full,
        "rank": office.rank,
        "search": office_key(full),
        "sort": name_order(full),
    }
    if not asked.ends:
        await set_up(tx, Label.POSITION, identity, properties, unit.id)
    stored = await find_position(tx, identity)
    if stored is None:
        raise _unknown("title")
    return stored


async def _person(
    tx: AsyncManagedTransaction,
    asked: Appointment,
    position: PositionNode,
    held: Sequence[Holding],
) -> str:
    if asked.person is not None:
        if await find_person(tx, asked.person) is None:
            raise _unknown("person")
        return asked.person
    name = normal(asked.name or "").strip()
    known = [h.person for h in held if compare_key(h.name) == compare_key(name)]
    if known:
        return known[0]  # a document may know the person by another office
    identity = person_id(name, position.unit)
    if await find_person(tx, identity) is None:
        if asked.ends:
            raise _unknown("name")
        names = {"name": name, "search": search_key(name), "sort": name_order(name)}
        await set_up(tx, Label.PERSON, identity, {**names, "secret": position.secret})
    return identity


def _unknown(field: str) -> NotCorrected:
    return NotCorrected(
        "Trong kho không có người, chức vụ hay đơn vị này. (There is none.)",
        field,
        code="NOT_FOUND",
    )


_Made = tuple[str, str | None, str | None]


async def _begin(
    tx: AsyncManagedTransaction,
    asked: Appointment,
    person: str,
    position: PositionNode,
    held: Sequence[Holding],
) -> _Made:
    then = [h for h in held if h.until is None or h.until >= asked.on]
    entered = [h for h in then if h.id is not None]
    own = next((h for h in entered if h.person == person), None)
    if own is not None:
        raise _conflict(f"Người này đã giữ chức vụ ấy từ {own.since}", "Already appointed", own)
    if position.rank == _HEAD and not asked.beside:
        _check_free(asked, [h for h in then if h.person != person], held)
    printed = [h for h in then if h.id is None and h.person != person]
    note = None
    if printed and position.rank == _HEAD:
        names = ", ".join(dict.fromkeys(h.name for h in printed))
        note = f"Văn bản còn ghi {names} giữ chức vụ này: hãy ghi ngày thôi (endAppointment)."
    identity = f"holding_{secrets.token_hex(10)}"
    said_now = {"id": identity, "from": asked.on, "entered_by": asked.by, "at": asked.at}
    if asked.reason is not None:
        said_now["reason"] = asked.reason
    await hold(tx, person, position.id, said_now)
    return identity, None, note


def _check_free(asked: Appointment, others: Sequence[Holding], held: Sequence[Holding]) -> None:
    """An office of one is taken up when nobody is known to hold it, by whosever word."""
    for other in others:
        if other.id is None and (other.since > asked.on or _is_over(other, asked.on, held)):
            continue
        said = f"từ {other.since}" if other.id else f"theo văn bản ngày {other.since}"
        raise _conflict(
            f"{other.name} đang giữ chức vụ này {said}: hãy cho thôi giữ chức (endAppointment), "
            "hoặc nêu beside: true",
            "Held",
            other,
        )


def _is_over(printed: Holding, day: str, held: Sequence[Holding]) -> bool:
    """Whether people said that what a document says was over before the day."""
    ends = (h.until for h in held if h.person == printed.person and h.until is not None)
    return any(printed.since <= end < day for end in ends)


async def _end(
    tx: AsyncManagedTransaction,
    asked: Appointment,
    person: str,
    position: PositionNode,
    held: Sequence[Holding],
) -> _Made:
    own = [h for h in held if h.person == person]
    if not own:
        raise NotCorrected(
            "Không có điều gì ghi người này giữ chức vụ ấy. (Not known to hold it.)",
            "position",
            code="NOT_FOUND",
        )
    standing = next((h for h in own if h.id is not None and h.until is None), None)
    ended = max((h.until for h in own if h.until is not None), default=None)
    printed = max((h.since for h in own if h.id is None), default=None)
    if standing is None and ended is not None and (printed is None or printed <= ended):
        last = next(h for h in own if h.until == ended)
        raise _conflict(f"Đã thôi giữ chức vụ này từ {ended}", "Ended already", last)
    since = standing.since if standing is not None else printed or ""
    if asked.on < since:
        raise NotCorrected(
            f"Ngày thôi {asked.on} đứng trước ngày giữ chức {since}. (Before it began.)", "to"
        )
    said: dict[str, object] = {"to": asked.on, "ended_by": asked.by, "ended_at": asked.at}
    if asked.reason is not None:
        said["ended_reason"] = asked.reason
    if standing is not None and standing.id is not None:
        await end_holding(tx, person, position.id, standing.id, said)
        return standing.id, since, None
    identity = f"holding_{secrets.token_hex(10)}"  # known from documents alone until now
    said |= {"id": identity, "entered_by": asked.by, "at": asked.at}
    first = min(h.since for h in own if h.id is None and (ended is None or h.since > ended))
    await hold(tx, person, position.id, said | ({"from": first} if first else {}))
    return identity, since or None, None


def _conflict(sentence: str, english: str, held: Holding) -> NotCorrected:
    return NotCorrected(
        f"{sentence}. ({english}.)",
        "position",
        code="CONFLICT",
        current=held.until or held.since,
    )
