"""The address book and what went out: reads of ``daumoi remind`` and ``daumoi contact``."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_schema.merge_reminders import State
from queries.anchors import Read

# Who can be reached, and where?
_CONTACTS = """
MATCH (c:Contact) RETURN c.of, c.name, c.address, c.at, c.by ORDER BY c.name, c.of, c.address
"""
# Which units are others by a person's word?
_MERGED = """
MATCH (c:Correction) WHERE c.kind = 'MERGE_UNIT' AND c.withdrawn_at IS NULL
RETURN c.unit, c.into
"""
# What went out, or may have gone out, since a day? What was told to receivers of webhooks?
_HISTORY = """
MATCH (r:Reminder) WHERE r.day >= $since AND r.day <= $day AND r.state IN $states
RETURN r.recipient, r.day, r.items
"""
_ANNOUNCED = """
UNWIND $ids AS id MATCH (r:Reminder {id: id})
RETURN r.id, r.recipient, r.name, r.day, r.items, r.about
"""
_STORED = """
MATCH (r:Reminder {id: $id})
RETURN r.id, r.recipient, r.name, r.day, r.state, r.subject, r.text, r.html
"""
# Of which reminders does nobody know whether they went out?
_UNSURE = """
MATCH (r:Reminder) WHERE r.state = 'SENDING' RETURN r.id, r.name, r.day ORDER BY r.day, r.id
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of the address book."""

    of: str
    name: str
    address: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A reminder as the outbox keeps it."""

    id: str
    recipient: str
    name: str
    day: str
    state: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Announced:
    """A digest as receivers of webhooks are told of it."""

    id: str
    recipient: str
    name: str
    day: str
    items: tuple[str, ...]
    about: tuple[str, ...]
    """The task or the duty of each item."""


async def read_contacts(read: Read) -> list[Listed]:
    """The whole address book."""
    return [Listed(*map(str, row)) for row in await read(_CONTACTS, {})]


async def read_merged(read: Read) -> dict[str, str]:
    """Units that were merged, with the unit that each is."""
    return {str(row[0]): str(row[1]) for row in await read(_MERGED, {}) if row[0] and row[1]}


async def read_history(
    read: Read, since: str, day: str, states: Sequence[State] = (State.SENT, State.SENDING)
) -> list[tuple[str, str, Sequence[str]]]:
    """Recipient, day and items of what went out, or of what is in other states."""
    given = {"since": since, "day": day, "states": [str(state) for state in states]}
    rows = await read(_HISTORY, given)
    return [(str(row[0]), str(row[1]), tuple(map(str, _list(row[2])))) for row in rows]


async def read_announced(read: Read, ids: Sequence[str]) -> dict[str, Announced]:
    """What receivers of webhooks are told of, by id."""
    found: dict[str, Announced] = {}
    for identity, who, name, day, items, about in await read(_ANNOUNCED, {"ids": list(ids)}):
        told = (str(who), str(name), str(day), _words(items), _words(about))
        found[str(identity)] = Announced(str(identity), *told)
    return found


async def read_reminder(read: Read, identity: str) -> Stored | None:
    """One reminder."""
    rows = await read(_STORED, {"id": identity})
    return Stored(*(str(value or "") for value in rows[0])) if rows else None


async def read_unsure(read: Read) -> list[tuple[str, str, str]]:
    """Id, recipient's name and day of what may or may not have gone out."""
    return [(str(row[0]), str(row[1]), str(row[2])) for row in await read(_UNSURE, {})]


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, _list(value)))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
