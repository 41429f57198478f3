"""`addWebhook`, `removeWebhook`, `retryWebhook`, and the list of receivers for administrators."""

from collections.abc import Sequence
from typing import cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph_schema.callers import Caller
from graph_schema.errors import BadSetting, NotCorrected
from queries.caps import MAX_TEXT, MAX_WORDS
from queries.change import Payload
from queries.given import plain
from queries.webhooks import Webhook, read_letters, read_webhooks
from service.store import Store
from service.webhook_keeping import Asked, add, remove, retry
from service.work import NOBODY, Input, key_of, text_of


async def add_one(store: Store, given: Input, caller: Caller) -> Payload:
    """Keep a receiver; its secret is told this once."""
    events = cast(Sequence[object], given.get("events") or ())
    plans = cast(Sequence[str], given.get("plans") or ())
    asked = Asked(
        text_of(given, "url", MAX_WORDS) or "",
        tuple(sorted(str(plain(event)) for event in events)),
        text_of(given, "unit", MAX_TEXT),
        text_of(given, "leader", MAX_TEXT),
        tuple(sorted(plans)),
    )
    try:
        identity, secret = await add(store, asked, _who(given, caller), key_of(given))
    except BadSetting as wrong:
        raise NotCorrected(str(wrong), "url") from wrong
    return Payload(
        "WebhookAdded", {"id": identity, "secret": secret, "repeated": secret is None}, {}
    )


async def remove_one(store: Store, given: Input, caller: Caller) -> Payload:
    """Forget a receiver, with what never reached it."""
    identity = text_of(given, "webhook", MAX_TEXT) or ""
    if not await remove(store, identity, _who(given, caller)):
        raise _unknown()
    return Payload("WebhookRemoved", {"id": identity}, {})


async def retry_one(store: Store, given: Input, _: Caller) -> Payload:
    """Send at once what waits for a receiver, and again what never reached it."""
    identity = text_of(given, "webhook", MAX_TEXT) or ""
    count = await retry(store, identity)
    if count is None:
        raise _unknown()
    return Payload("WebhookRetried", {"id": identity, "again": count}, {})


def _who(given: Input, caller: Caller) -> str:
    return caller.signs_as(text_of(given, "by", MAX_TEXT) or NOBODY)


def _unknown() -> NotCorrected:
    return NotCorrected(
        "Không có webhook này: hãy xem GET /webhooks. (No such webhook.)",
        "webhook",
        code="NOT_FOUND",
    )


class WebhookList:
    """Every receiver without its secret, and what never arrived."""

    def __init__(self, store: Store) -> None:
        """Read from one store."""
        self._store = store

    async def __call__(self, _: Request) -> Response:
        """Answer the list."""
        hooks = await read_webhooks(self._store.read)
        letters = await read_letters(self._store.read)
        dead = [{"webhook": o.webhook, "seq": o.seq, "at": o.at, "why": o.why} for o in letters]
        return JSONResponse({"webhooks": [_told(hook) for hook in hooks], "dead": dead})


def _told(hook: Webhook) -> dict[str, object]:
    wanted = hook.wanted
    return {
        "id": hook.id,
        "url": hook.url,
        "events": sorted(wanted.fields),
        "unit": wanted.unit,
        "leader": wanted.leader,
        "plans": sorted(wanted.plans),
        "by": hook.by,
        "at": hook.at,
        "reached": hook.reached,
        "attempt": hook.attempt,
        "nextAt": hook.next_at or None,
        "why": hook.why or None,
    }
