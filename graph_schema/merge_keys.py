"""Every write of API keys (khóa API): made, taken back, last used; no secret is kept."""

from collections.abc import Mapping

from neo4j import AsyncManagedTransaction

_CREATE = "CREATE (k:ApiKey {id: $id}) SET k += $p"
_REVOKE = """
MATCH (k:ApiKey {id: $id}) SET k.revoked = coalesce(k.revoked, $at) RETURN k.id
"""
_USED = "MATCH (k:ApiKey {id: $id}) SET k.used = $at"


async def create_key(
    tx: AsyncManagedTransaction, identity: str, properties: Mapping[str, object]
) -> None:
    """Keep a key: its hash, never its secret."""
    await (await tx.run(_CREATE, id=identity, p=dict(properties))).consume()


async def revoke_key(tx: AsyncManagedTransaction, identity: str, at: str) -> bool:
    """Take a key back for good; whether there is one."""
    return bool(await (await tx.run(_REVOKE, id=identity, at=at)).values())


async def note_use(tx: AsyncManagedTransaction, identity: str, at: str) -> None:
    """When a key was last used, to the hour."""
    await (await tx.run(_USED, id=identity, at=at)).consume()
