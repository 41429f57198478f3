"""Who is told of changes by webhooks, and what never arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from queries.anchors import Read
from queries.feed import DOCUMENT_LOADED, REMINDER, TASK_CHANGED, Wanted

EVENTS = (TASK_CHANGED, DOCUMENT_LOADED, REMINDER)

# Every receiver, oldest first.
_ALL = "MATCH (w:Webhook) RETURN properties(w) ORDER BY w.at, w.id"
# What never arrived, oldest first.
_DEAD = """
MATCH (l:WebhookLetter) WHERE $webhook IS NULL OR l.webhook = $webhook
RETURN properties(l) ORDER BY l.webhook, l.seq LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class Webhook:
    """One receiver, as it is kept."""

    id: str
    url: str
    secret: str
    wanted: Wanted
    by: str
    at: str
    reached: int
    """The number of the last change that it was told, or did not want."""
    attempt: int
    next_at: str
    """When the next try is due; empty: at once."""
    why: str
    """What went wrong last; empty when nothing did."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One change that never arrived."""

    id: str
    webhook: str
    seq: int
    at: str
    why: str
    again: bool
    """Whether it is to be sent again."""


async def read_webhooks(read: Read) -> tuple[Webhook, ...]:
    """Every receiver."""
    return tuple(_webhook(cast(Mapping[str, object], row[0])) for row in await read(_ALL, {}))


async def read_letters(read: Read, webhook: str | None = None) -> tuple[Letter, ...]:
    """What never arrived, of one receiver or of all."""
    rows = await read(_DEAD, {"webhook": webhook})
    return tuple(_letter(cast(Mapping[str, object], row[0])) for row in rows)


def _webhook(kept: Mapping[str, object]) -> Webhook:
    def text(name: str) -> str:
        return str(kept.get(name) or "")

    def texts(name: str) -> frozenset[str]:
        return frozenset(map(str, cast(list[object], kept.get(name) or ())))

    wanted = Wanted(texts("events"), text("unit") or None, text("leader") or None, texts("plans"))
    return Webhook(
        text("id"),
        text("url"),
        text("secret"),
        wanted,
        text("by"),
        text("at"),
        int(text("reached") or 0),
        int(text("attempt") or 0),
        text("next_at"),
        text("why"),
    )


def _letter(kept: Mapping[str, object]) -> Letter:
    return Letter(
        str(kept["id"]),
        str(kept["webhook"]),
        int(str(kept["seq"])),
        str(kept["at"]),
        str(kept["why"]),
        kept.get("again") is True,
    )
