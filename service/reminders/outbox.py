"""A day's reminders on their way: planned, kept, handed over, each at most once.

``SENDING`` is written before the mail server gets a letter and ``SENT`` after it took it. What a
crash leaves between the two is told and never sent again by itself.
"""

import asyncio
import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import UnitMerge, final_units
from graph_schema.dated import instant
from graph_schema.errors import BadSetting
from graph_schema.identity import reminder_id
from graph_schema.merge_reminders import Outgoing, State, claim, finish, prepare
from queries.reminders import (
    read_contacts,
    read_history,
    read_merged,
    read_reminder,
    read_unsure,
)
from service.reminders.mail import Handed, MailServer, Outcome, connect, hand_over
from service.reminders.message import Letter, letter_of, message_of
from service.reminders.stages import Digest, Item, Sent, digests_of
from service.store import Store

_LOOKED_BACK = timedelta(days=400)
_BY_HAND = (State.SENDING, State.FAILED, State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Planned:
    """A digest with its letter and where it goes."""

    digest: Digest
    letter: Letter
    addresses: tuple[str, ...]

    @property
    def id(self) -> str:
        """The same for the same recipient and day."""
        return reminder_id(self.digest.recipient.id, self.digest.day.isoformat())


@dataclass(slots=True)
class Run:
    """What a run did."""

    sent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    """Recipients without an address."""

    @property
    def whole(self) -> bool:
        """Whether all that could be sent was."""
        return not self.failed and not self.unsure


async def plan(store: Store, items: Sequence[Item], day: date) -> list[Planned]:
    """What goes out on a day, as things stand."""
    letters, announced = await sent_before(store, day)
    book = await address_book(store)
    return [
        Planned(digest, letter_of(digest), book.get(digest.recipient.id, ()))
        for digest in digests_of(day, items, letters, announced)
    ]


async def sent_before(store: Store, day: date) -> tuple[list[Sent], list[Sent]]:
    """What went out by a day: in letters, and to receivers of webhooks."""
    since, until = (day - _LOOKED_BACK).isoformat(), day.isoformat()
    found: list[list[Sent]] = []
    for states in ((State.SENT, State.SENDING), (State.ANNOUNCED,)):
        rows = await read_history(store.read, since, until, states)
        found.append([Sent(who, date.fromisoformat(on), frozenset(of)) for who, on, of in rows])
    return found[0], found[1]


async def address_book(store: Store) -> Mapping[str, tuple[str, ...]]:
    """Addresses by whom they are of; those of a merged unit go to the unit that it is."""
    merged = await read_merged(store.read)
    final = final_units(tuple(UnitMerge("", unit, into) for unit, into in merged.items()))
    book: dict[str, dict[str, str]] = {}
    for contact in await read_contacts(store.read):
        of = final.get(contact.of, contact.of)
        book.setdefault(of, {}).setdefault(contact.address.casefold(), contact.address)
    return {of: tuple(addresses.values()) for of, addresses in book.items()}


async def send_all(store: Store, planned: Sequence[Planned], day: date, server: MailServer) -> Run:
    """Send a day's digests, each once, however often and at how many places this runs."""
    run = Run()
    run.unsure = [f"{name} ({on}): {i}" for i, name, on in await read_unsure(store.read)]
    run.nowhere = [one.digest.recipient.words for one in planned if not one.addresses]
    ready = [one for one in planned if one.addresses]
    kept = [outgoing(one) for one in ready]
    to_send = await store.write(lambda tx: prepare(tx, kept, day.isoformat(), instant()))
    jobs = [
        _Job(one.id, one.digest.recipient.words, one.letter, one.addresses)
        for one in ready
        if one.id in to_send
    ]
    await _send(store, server, jobs, run)
    return run


async def send_again(store: Store, identity: str, server: MailServer) -> Run:
    """Send one reminder by hand, whose sending failed or of which nobody knows."""
    stored = await read_reminder(store.read, identity)
    if stored is None:
        raise BadSetting(f"Không có thư nhắc nào mang mã {identity!r}.")
    if State(stored.state) not in _BY_HAND:
        raise BadSetting(
            f"Thư nhắc {identity} đang ở trạng thái {stored.state}: chỉ gửi lại được thư chưa rõ "
            "đã gửi hay chưa (SENDING) hoặc gửi hỏng (FAILED)."
        )
    addresses = (await address_book(store)).get(stored.recipient, ())
    if not addresses:
        raise BadSetting(f"{stored.name} chưa có địa chỉ thư: hãy thêm bằng daumoi contact set.")
    letter = Letter(stored.subject, stored.text, stored.html)
    run = Run()
    await _send(store, server, [_Job(stored.id, stored.name, letter, addresses, _BY_HAND)], run)
    return run


@dataclass(frozen=True, slots=True)
class _Job:
    """One letter to be handed over, and the states out of which it may be taken."""

    id: str
    name: str
    letter: Letter
    addresses: tuple[str, ...]
    states: tuple[State, ...] = (State.PREPARED,)


async def _send(store: Store, server: MailServer, jobs: Sequence[_Job], run: Run) -> None:
    smtp: smtplib.SMTP | None = None
    try:
        for job in jobs:
            if smtp is None:
                smtp = await asyncio.to_thread(connect, server)
            if not await store.write(partial(_claim, job)):
                continue
            handed = await asyncio.to_thread(_hand_over, smtp, server, job)
            if handed.lost:
                smtp.close()
                smtp = None
            await _note(store, job, handed, run)
    finally:
        if smtp is not None:
            smtp.close()


async def _claim(job: _Job, tx: AsyncManagedTransaction) -> bool:
    return await claim(tx, job.id, instant(), job.states)


def _hand_over(smtp: smtplib.SMTP, server: MailServer, job: _Job) -> Handed:
    now = datetime.now(UTC)
    message = message_of(job.letter, server.sender, job.addresses, job.id, now)
    return hand_over(smtp, server.sender, job.addresses, message)


async def _note(store: Store, job: _Job, handed: Handed, run: Run) -> None:
    """Keep what became of a letter; of what nobody knows, nothing is kept but that it was tried."""
    said = f"{job.name}: {job.id}" + (f" ({handed.note})" if handed.note else "")
    if handed.outcome is Outcome.UNKNOWN:
        run.unsure.append(said)
        return
    taken = handed.outcome is Outcome.TAKEN
    state = State.SENT if taken else State.FAILED
    await store.write(lambda tx: finish(tx, job.id, state, instant(), handed.note))
    (run.sent if taken else run.failed).append(said)


def outgoing(one: Planned) -> Outgoing:
    """A digest as the outbox keeps it."""
    digest, letter = one.digest, one.letter
    return Outgoing(
        one.id,
        digest.recipient.id,
        digest.recipient.words,
        digest.day.isoformat(),
        digest.entries,
        letter.subject,
        letter.text,
        letter.html,
    )
