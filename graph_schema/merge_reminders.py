"""Every write of the address book and of the outbox of reminders.

A reminder is PREPARED before anything is sent, SENDING while it is with the mail server, SENT after
the server took it, FAILED when the server certainly did not. What a crash leaves SENDING is never
sent again by itself: nobody knows whether it went out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry
from graph_schema.identity import contact_id
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import write_changes


class State(StrEnum):
    """Where a reminder is on its way."""

    PREPARED = "PREPARED"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    SUPERSEDED = "SUPERSEDED"
    """Prepared on an earlier day and never sent: a later digest stands for it."""
    ANNOUNCED = "ANNOUNCED"
    """In the chain of changes, from which receivers of webhooks are told: no letter."""


REMINDED = "REMINDED"
"""The action of the change by which receivers of webhooks are told of a digest."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address of a unit, a person or an office."""

    of: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A digest as it is kept before it goes out."""

    id: str
    recipient: str
    name: str
    day: str
    entries: tuple[str, ...]
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A digest of which receivers of webhooks are told; ``about`` is what each entry is of."""

    id: str
    recipient: str
    name: str
    day: str
    entries: tuple[str, ...]
    about: tuple[tuple[Label, str], ...]


_SET_CONTACT = """
MERGE (c:Contact {id: $id})
SET c.of = $of, c.name = $name, c.address = $address, c.at = $at, c.by = $by
"""
_REMOVE_CONTACTS = """
MATCH (c:Contact) WHERE c.of = $of AND ($address IS NULL OR toLower(c.address) = toLower($address))
WITH c, c.id AS id DETACH DELETE c RETURN id
"""
# Which of these reminders are there, and in what state?
_STATES = "UNWIND $ids AS id MATCH (r:Reminder {id: id}) RETURN r.id, r.state"
_PREPARE = "UNWIND $rows AS row MERGE (r:Reminder {id: row.id}) SET r += row.p"
# What was prepared on an earlier day never went out; today's digest says it all.
_SUPERSEDE = """
MATCH (r:Reminder) WHERE r.state = 'PREPARED' AND r.day < $day SET r.state = 'SUPERSEDED'
"""
_CLAIM = """
MATCH (r:Reminder {id: $id}) WHERE r.state IN $states
SET r.state = 'SENDING', r.sending_at = $at RETURN r.id
"""
_FINISH = """
MATCH (r:Reminder {id: $id}) WHERE r.state = 'SENDING'
SET r.state = $state, r.done_at = $at, r.note = $note
"""


async def set_contact(tx: AsyncManagedTransaction, contact: Contact, at: str, by: str) -> str:
    """Keep an address; the same one again changes nothing. The log says who, never which."""
    await take_turn(tx)
    identity = contact_id(contact.of, contact.address)
    given = {"of": contact.of, "name": contact.name, "address": contact.address}
    await (await tx.run(_SET_CONTACT, {"id": identity, "at": at, "by": by, **given})).consume()
    await write_changes(tx, [_entry("CONTACT_SET", contact.of, at, by, identity)])
    return identity


async def remove_contacts(
    tx: AsyncManagedTransaction, of: str, address: str | None, at: str, by: str
) -> int:
    """Forget one address or all of somebody; answers how many there were."""
    await take_turn(tx)
    rows = await (await tx.run(_REMOVE_CONTACTS, of=of, address=address)).values()
    entries = [_entry("CONTACT_REMOVED", of, at, by, str(row[0])) for row in rows]
    await write_changes(tx, entries)
    return len(rows)


async def prepare(
    tx: AsyncManagedTransaction, reminders: Sequence[Outgoing], day: str, at: str
) -> frozenset[str]:
    """Put a day's digests into the outbox; answers those that are to be sent.

    One that is being sent or was sent today stays as it is; one that failed is tried again.
    """
    await take_turn(tx)
    await (await tx.run(_SUPERSEDE, day=day)).consume()
    ids = [one.id for one in reminders]
    rows = await (await tx.run(_STATES, ids=ids)).values()
    states = {str(row[0]): str(row[1]) for row in rows}
    gone = (State.SENDING, State.SENT)
    fresh = [one for one in reminders if states.get(one.id) not in gone]
    prepared = [{"id": one.id, "p": _properties(one, at)} for one in fresh]
    await (await tx.run(_PREPARE, rows=prepared)).consume()
    return frozenset(one.id for one in fresh)


async def announce(tx: AsyncManagedTransaction, notices: Sequence[Notice], at: str, by: str) -> int:
    """Put digests into the chain of changes, each once; answers how many are new."""
    await take_turn(tx)
    rows = await (await tx.run(_STATES, ids=[one.id for one in notices])).values()
    known = {str(row[0]) for row in rows}
    fresh = [one for one in notices if one.id not in known]
    kept = [{"id": one.id, "p": _announced(one, at)} for one in fresh]
    await (await tx.run(_PREPARE, rows=kept)).consume()
    await write_changes(tx, [_told(one, at, by) for one in fresh])
    return len(fresh)


def _announced(one: Notice, at: str) -> Mapping[str, object]:
    return {**_kept(one, State.ANNOUNCED, at), "about": [identity for _, identity in one.about]}


def _kept(one: Outgoing | Notice, state: State, at: str) -> Mapping[str, object]:
    return {
        "recipient": one.recipient,
        "name": one.name,
        "day": one.day,
        "items": list(one.entries),
        "state": str(state),
        "at": at,
    }


def _told(one: Notice, at: str, by: str) -> Entry:
    about = tuple(dict.fromkeys(one.about))
    return Entry(REMINDED, at, by, one.recipient, about, "reminder", None, one.day, result=one.id)


async def claim(
    tx: AsyncManagedTransaction, identity: str, at: str, states: Sequence[State]
) -> bool:
    """Take a reminder to be sent by this run alone; False when another one has it."""
    await take_turn(tx)
    wanted = [str(state) for state in states]
    return bool(await (await tx.run(_CLAIM, id=identity, at=at, states=wanted)).values())


async def finish(
    tx: AsyncManagedTransaction, identity: str, state: State, at: str, note: str | None
) -> None:
    """Keep what the mail server said."""
    given = {"id": identity, "state": str(state), "at": at, "note": note}
    await (await tx.run(_FINISH, given)).consume()


def _properties(one: Outgoing, at: str) -> Mapping[str, object]:
    letter = {"subject": one.subject, "text": one.text, "html": one.html, "note": None}
    return {**_kept(one, State.PREPARED, at), **letter}


def _entry(action: str, of: str, at: str, by: str, contact: str) -> Entry:
    kinds = {"unit": Label.UNIT, "person": Label.PERSON, "position": Label.POSITION}
    label = kinds.get(of.partition("_")[0])
    about = ((label, of),) if label is not None else ()
    return Entry(action, at, by, of, about, "contact", result=contact)
