"""Tells receivers of changes: in order, signed, by one process at a time, each until it arrives.

How far a receiver was told is kept after each delivery: an end at any moment loses nothing, and
repeats at most the one that was under way; receivers drop it by its number.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from graph_schema import json_text
from graph_schema.errors import StoreUnavailable
from graph_schema.merge_webhooks import (
    bury,
    drop_letter,
    leave_turn,
    set_letter,
    set_webhook,
    take_turn,
)
from queries.feed import Event, read_events
from queries.webhooks import Letter, Webhook, read_letters, read_webhooks
from service.store import Store
from service.webhook_post import post

_LOG = logging.getLogger("daumoi.webhooks")
_LEAVE_SECONDS = 1.0
_TO = {"D": "DOER", "O": "OVERSEER"}
_NAMES = ("at", "by", "action", "field", "before", "after", "reason")


@dataclass(frozen=True, slots=True)
class Timing:
    """How often is looked, how long a try may last, how long one waits for the next try."""

    pause: float = 2.0
    answer: float = 15.0
    again: tuple[float, ...] = (60, 300, 1800, 7200, 43_200)
    share: float = 20.0
    """Seconds that one receiver may take before all are looked at again."""
    turn: float = 90.0
    """Seconds for which a process holds the turn to send; longer than a share and an answer."""


@asynccontextmanager
async def sending(store: Store) -> AsyncIterator[None]:
    """Tell receivers while something else is done."""
    task = asyncio.create_task(WebhookSender(store).keep_looking(), name="webhooks")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


class WebhookSender:
    """Sends what is due, for as long as it runs."""

    def __init__(self, store: Store, timing: Timing | None = None) -> None:
        """Every process of a service has one; only the one that holds the turn sends."""
        self._store = store
        self._timing = timing or Timing()
        self._me = secrets.token_hex(8)

    async def keep_looking(self) -> None:
        """Look again and again, until cancelled; then another process may send at once."""
        held = False
        try:
            while True:
                try:
                    held = await self.look()
                except StoreUnavailable as error:
                    _LOG.warning("webhooks wait for the store: %s", error.__cause__ or error)
                except Exception:
                    _LOG.exception("webhooks are not sent")
                await asyncio.sleep(self._timing.pause)
        finally:
            if held:
                await self._leave()

    async def _leave(self) -> None:
        try:
            await self._store.write(lambda tx: leave_turn(tx, self._me), _LEAVE_SECONDS)
        except StoreUnavailable as error:  # the turn ends by itself
            _LOG.warning("the turn to send is kept until its end: %s", error)

    async def look(self) -> bool:
        """Send what is due now; whether this process holds the turn."""
        hooks = await read_webhooks(self._store.read)
        if not hooks:
            return False
        now = datetime.now(UTC)
        until = _iso(now + timedelta(seconds=self._timing.turn))
        if not await self._store.write(lambda tx: take_turn(tx, self._me, _iso(now), until)):
            return False
        async with asyncio.TaskGroup() as group:
            for hook in hooks:
                group.create_task(self._serve(hook), name=f"webhook {hook.id}")
        return True

    async def _serve(self, hook: Webhook) -> None:
        ends = time.monotonic() + self._timing.share
        for letter in await read_letters(self._store.read, hook.id):
            if letter.again and time.monotonic() < ends:
                await self._send_letter(hook, letter)
        if hook.next_at > _iso(datetime.now(UTC)):
            return
        while time.monotonic() < ends:
            reached, events = await read_events(self._store.read, hook.reached)
            if reached == hook.reached:
                return
            for seq, wanted in hook.wanted.of(events):
                if time.monotonic() >= ends or not await self._send(hook, seq, wanted):
                    return
                hook = replace(hook, reached=seq, attempt=0)
            if hook.reached != reached:  # what follows the last one that it wanted
                await self._keep(hook, {"reached": reached, "attempt": 0})
                hook = replace(hook, reached=reached, attempt=0)

    async def _send(self, hook: Webhook, seq: int, events: Sequence[Event]) -> bool:
        """One delivery; whether the next one may follow."""
        sent = await post(hook.url, hook.secret, seq, body_of(seq, events), self._timing.answer)
        if sent.arrived:
            done = {"reached": seq, "attempt": 0, "next_at": "", "why": ""}
            await self._keep(hook, done)
            return True
        _LOG.warning("webhook %s: change %d: %s", hook.id, seq, sent.why)
        if hook.attempt < len(self._timing.again):
            wait = timedelta(seconds=self._timing.again[hook.attempt])
            due = _iso(datetime.now(UTC) + wait)
            await self._keep(hook, {"attempt": hook.attempt + 1, "next_at": due, "why": sent.why})
            return False
        said = {"webhook": hook.id, "seq": seq, "at": _iso(datetime.now(UTC)), "why": sent.why}
        on = {"reached": seq, "attempt": 0, "next_at": "", "why": sent.why}
        letter = f"{hook.id}-{seq:012d}"
        await self._store.write(lambda tx: bury(tx, hook.id, letter, {**said, "again": False}, on))
        return True

    async def _send_letter(self, hook: Webhook, letter: Letter) -> None:
        _, events = await read_events(self._store.read, letter.seq - 1)
        wanted = [e for e in events if e.seq == letter.seq and hook.wanted.takes(e)]
        if wanted:  # else its task is gone, or it is secret by now
            body = body_of(letter.seq, wanted)
            sent = await post(hook.url, hook.secret, letter.seq, body, self._timing.answer)
            if not sent.arrived:
                said = {"why": sent.why, "again": False, "at": _iso(datetime.now(UTC))}
                await self._store.write(lambda tx: set_letter(tx, letter.id, said))
                return
        await self._store.write(lambda tx: drop_letter(tx, letter.id))

    async def _keep(self, hook: Webhook, values: Mapping[str, object]) -> None:
        await self._store.write(lambda tx: set_webhook(tx, hook.id, values))


def body_of(seq: int, events: Sequence[Event]) -> bytes:
    """What a receiver is told of one change."""
    change = events[0].change
    return json_text.dumps(
        {
            "eventId": seq,
            "events": sorted({event.field for event in events}),
            **{name: change.get(name) for name in _NAMES},
            "nodes": [event.node for event in events],
            "plans": sorted({plan for event in events for plan in event.plans}),
            **_reminder(events),
        }
    )


def _reminder(events: Sequence[Event]) -> Mapping[str, object]:
    """Who was reminded, and of what: each duty that may be told, its deadline and its stage."""
    found = events[0].reminder
    if found is None:
        return {}
    shown = {event.node for event in events}
    items = []
    for entry, node in zip(found.items, found.about, strict=True):
        identity, due, stage, told = entry.rsplit("|", 3)
        time = None if identity == node else identity
        item = {"node": node, "time": time, "due": due, "stage": int(stage), "to": _TO[told]}
        items += [item] if node in shown else []
    recipient = {"id": found.recipient, "name": found.name}
    return {"reminder": {"recipient": recipient, "day": found.day, "items": items}}


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
