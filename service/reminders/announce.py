"""A day's reminders for receivers of webhooks: put into the chain of changes, each once.

The record of a digest and its change are one transaction; the running service delivers the change
as it delivers every other: signed, in order, again until it arrives.
"""

import getpass
from collections.abc import Sequence
from datetime import date
from functools import partial

from graph_schema.dated import instant
from graph_schema.identity import reminder_id
from graph_schema.labels import Label
from graph_schema.merge_reminders import Notice, announce
from queries.feed import REMINDER
from queries.webhooks import Webhook, read_webhooks
from service.reminders.outbox import sent_before
from service.reminders.stages import Digest, Item, Kind, Line, digests_of
from service.store import Store

_AT_ONCE = 50
"""Digests of one transaction: each may tell of hundreds of tasks."""
_LABELS = {Kind.TASK: Label.TASK, Kind.REPORT: Label.REPORT_DUTY}


async def receivers(store: Store) -> list[Webhook]:
    """The receivers that are told of reminders."""
    return [hook for hook in await read_webhooks(store.read) if REMINDER in hook.wanted.fields]


async def plan_notices(store: Store, items: Sequence[Item], day: date) -> list[Digest]:
    """What receivers are told of on a day; whether there are letters too is no matter."""
    letters, announced = await sent_before(store, day)
    return digests_of(day, items, announced, letters)


async def announce_all(store: Store, digests: Sequence[Digest]) -> int:
    """Tell of a day's digests, each once, however often and at how many places this runs."""
    notices = [notice_of(digest) for digest in digests]
    told = 0
    for start in range(0, len(notices), _AT_ONCE):
        some = notices[start : start + _AT_ONCE]
        work = partial(announce, notices=some, at=instant(), by=getpass.getuser())
        told += await store.write(work)
    return told


def notice_of(digest: Digest) -> Notice:
    """A digest as it is kept for receivers: at most one a recipient and day."""
    recipient, day = digest.recipient, digest.day.isoformat()
    identity = reminder_id(f"webhook|{recipient.id}", day)
    about = tuple(map(_about, digest.lines))
    return Notice(identity, recipient.id, recipient.words, day, digest.entries, about)


def _about(line: Line) -> tuple[Label, str]:
    return _LABELS[line.item.kind], line.item.of or line.item.id
