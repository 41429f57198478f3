"""Every write of webhooks: who is told of changes, how far each was told, what never arrived."""

from collections.abc import Mapping, Sequence

from neo4j import AsyncManagedTransaction

_ADD = "CREATE (w:Webhook {id: $id}) SET w += $p"
_ASKED = "MATCH (w:Webhook {id: $id}) RETURN coalesce(w.asked, '')"
# Does this stand in the store, for everybody to see?
_STANDING = {
    "unit": ("MATCH (n:Unit {id: $id}) WHERE n.secret IS NULL RETURN n.id",),
    "leader": (
        "MATCH (n:Person {id: $id}) WHERE n.secret IS NULL RETURN n.id",
        "MATCH (n:Position {id: $id}) WHERE n.secret IS NULL RETURN n.id",
        "MATCH (n:Unit {id: $id}) WHERE n.secret IS NULL RETURN n.id",
    ),
    "plans": ("MATCH (n:Document {id: $id}) WHERE n.secret IS NULL RETURN n.id",),
}
_REMOVE_LETTERS = "MATCH (l:WebhookLetter {webhook: $id}) DELETE l"
_REMOVE = "MATCH (w:Webhook {id: $id}) DELETE w RETURN 1"
# How far a receiver was told; nothing when it was removed meanwhile.
_SET = "MATCH (w:Webhook {id: $id}) SET w += $p"
_LETTER = "MERGE (l:WebhookLetter {id: $id}) SET l += $p"
_DROP_LETTER = "MATCH (l:WebhookLetter {id: $id}) DELETE l"
# Send again what never arrived, and at once what waits.
_AGAIN = "MATCH (l:WebhookLetter {webhook: $id}) SET l.again = true RETURN l.id"
_AT_ONCE = "MATCH (w:Webhook {id: $id}) SET w.next_at = '' RETURN w.id"
# Who sends? The first write takes the lock, so that two who ask at once are told one after another.
_ASK_TURN = """
MERGE (t:WebhookTurn {id: 'turn'}) ON CREATE SET t.holder = '', t.until = ''
SET t.asked = $me
"""
_TAKE_TURN = """
MATCH (t:WebhookTurn {id: 'turn'}) WHERE t.until < $now OR t.holder = $me
SET t.holder = $me, t.until = $until RETURN t.holder
"""
_LEAVE_TURN = "MATCH (t:WebhookTurn {id: 'turn'}) WHERE t.holder = $me SET t.until = ''"

Values = Mapping[str, object]


async def add_webhook(tx: AsyncManagedTransaction, identity: str, properties: Values) -> None:
    """A new receiver."""
    await (await tx.run(_ADD, id=identity, p=dict(properties))).consume()


async def find_asked(tx: AsyncManagedTransaction, identity: str) -> str | None:
    """Digest of what the receiver with this id was asked for; None where there is none."""
    rows = await (await tx.run(_ASKED, id=identity)).values()
    return str(rows[0][0]) if rows else None


async def find_strange(
    tx: AsyncManagedTransaction, named: Mapping[str, Sequence[str]]
) -> tuple[str, str] | None:
    """Field and id of the first thing that a receiver would wait for in vain: it may not be told.

    A leader is a person, an office, or a body that oversees.
    """
    for field, ids in named.items():
        for identity in ids:
            for statement in _STANDING[field]:
                if await (await tx.run(statement, id=identity)).values():
                    break
            else:
                return field, identity
    return None


async def remove_webhook(tx: AsyncManagedTransaction, identity: str) -> bool:
    """Tell it nothing more, and forget what never arrived; whether it was there."""
    await (await tx.run(_REMOVE_LETTERS, id=identity)).consume()
    return bool(await (await tx.run(_REMOVE, id=identity)).values())


async def set_webhook(tx: AsyncManagedTransaction, identity: str, properties: Values) -> None:
    """How far it was told, and how it went."""
    await (await tx.run(_SET, id=identity, p=dict(properties))).consume()


async def bury(
    tx: AsyncManagedTransaction, identity: str, letter: str, said: Values, reached: Values
) -> None:
    """Put an event on the list of what never arrived, and go on behind it."""
    await (await tx.run(_LETTER, id=letter, p=dict(said))).consume()
    await (await tx.run(_SET, id=identity, p=dict(reached))).consume()


async def set_letter(tx: AsyncManagedTransaction, letter: str, said: Values) -> None:
    """How another try went."""
    await (await tx.run(_LETTER, id=letter, p=dict(said))).consume()


async def drop_letter(tx: AsyncManagedTransaction, letter: str) -> None:
    """It has arrived."""
    await (await tx.run(_DROP_LETTER, id=letter)).consume()


async def send_again(tx: AsyncManagedTransaction, identity: str) -> int | None:
    """Let everything that never arrived be sent again; how many, None without such a webhook."""
    if not await (await tx.run(_AT_ONCE, id=identity)).values():
        return None
    return len(await (await tx.run(_AGAIN, id=identity)).values())


async def take_turn(tx: AsyncManagedTransaction, me: str, now: str, until: str) -> bool:
    """Whether this process sends until then; only one does."""
    await (await tx.run(_ASK_TURN, me=me)).consume()
    return bool(await (await tx.run(_TAKE_TURN, me=me, now=now, until=until)).values())


async def leave_turn(tx: AsyncManagedTransaction, me: str) -> None:
    """Let another process send at once."""
    await (await tx.run(_LEAVE_TURN, me=me)).consume()
