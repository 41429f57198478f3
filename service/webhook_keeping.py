"""Who is told of changes: kept and forgotten, by the command line and through the API alike."""

import secrets
from dataclasses import asdict, dataclass

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry, digest_of
from graph_schema.dated import instant
from graph_schema.errors import BadSetting, NotCorrected
from graph_schema.merge import take_turn
from graph_schema.merge_audit import write_changes
from graph_schema.merge_webhooks import (
    add_webhook,
    find_asked,
    find_strange,
    remove_webhook,
    send_again,
)
from queries.feed import read_end
from queries.webhooks import EVENTS
from service.store import Store
from service.webhook_post import checked_address

_KEY_LETTERS = 12
_SHOWN = 80
_NAMED = {"unit": "đơn vị", "leader": "lãnh đạo (người, chức vụ, đơn vị)", "plans": "kế hoạch"}
_FOUND_BY = {"unit": "units", "leader": "people hoặc positions", "plans": "plans"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a new receiver wants."""

    url: str
    events: tuple[str, ...] = ()
    unit: str | None = None
    leader: str | None = None
    plans: tuple[str, ...] = ()

    def digest(self) -> str:
        """The same for the same receiver."""
        return digest_of(asdict(self))


async def add(
    store: Store, asked: Asked, by: str, key: str | None = None
) -> tuple[str, str | None]:
    """Keep a receiver; its id and its secret. It is told what comes from now on.

    Under the same key it is kept once, and its secret is not told again.
    """
    checked_address(asked.url)
    for event in asked.events:
        if event not in EVENTS:
            raise BadSetting(f"Không có sự kiện {event!r}: hãy chọn {', '.join(EVENTS)}.")
    own = secrets.token_hex(6) if key is None else digest_of({"key": key})[:_KEY_LETTERS]
    identity, secret = f"webhook_{own}", secrets.token_urlsafe(32)
    kept: dict[str, object] = {
        "url": asked.url,
        "secret": secret,
        "events": sorted(asked.events or EVENTS),
        "unit": asked.unit,
        "leader": asked.leader,
        "plans": sorted(asked.plans),
        "by": by,
        "at": instant(),
        "asked": asked.digest(),
        "reached": await read_end(store.read),
        "attempt": 0,
        "next_at": "",
        "why": "",
    }

    async def work(tx: AsyncManagedTransaction) -> bool:
        await take_turn(tx)
        earlier = await find_asked(tx, identity)
        if earlier is not None:
            if earlier != asked.digest():
                raise NotCorrected(
                    "Khóa idempotencyKey này đã dùng cho một webhook khác: hãy dùng khóa mới. "
                    "(The key was used for another one.)",
                    "idempotencyKey",
                    code="CONFLICT",
                )
            return False
        await _check_named(tx, asked)
        await add_webhook(tx, identity, kept)
        await write_changes(tx, [_entry("WEBHOOK_ADDED", identity, by)])
        return True

    return identity, secret if await store.write(work) else None


async def _check_named(tx: AsyncManagedTransaction, asked: Asked) -> None:
    """Nobody waits for changes of what is not there, or is never told."""
    named = {
        "unit": [asked.unit] if asked.unit else [],
        "leader": [asked.leader] if asked.leader else [],
        "plans": asked.plans,
    }
    strange = await find_strange(tx, named)
    if strange is None:
        return
    field, identity = strange
    raise NotCorrected(
        f"Trong kho không có {_NAMED[field]} mang mã {identity[:_SHOWN]}: hãy tìm mã bằng câu hỏi "
        f"{_FOUND_BY[field]}. (Nothing of this kind has this id.)",
        field,
        code="NOT_FOUND",
    )


async def remove(store: Store, identity: str, by: str) -> bool:
    """Forget a receiver; whether it was there."""

    async def work(tx: AsyncManagedTransaction) -> bool:
        await take_turn(tx)
        if not await remove_webhook(tx, identity):
            return False
        await write_changes(tx, [_entry("WEBHOOK_REMOVED", identity, by)])
        return True

    return await store.write(work)


async def retry(store: Store, identity: str) -> int | None:
    """Send at once what waits, and again what never arrived; how many, None without such one."""
    return await store.write(lambda tx: send_again(tx, identity))


def _entry(action: str, identity: str, by: str) -> Entry:
    return Entry(action, instant(), by, identity, (), "webhook", result=identity)
