"""API keys as they are kept: found by the open part of what is shown, and listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from graph_schema.callers import Caller, Role, Secrecy
from queries.anchors import Read

# Which key has this id?
_ONE = "MATCH (k:ApiKey {id: $id}) RETURN properties(k)"
# Which keys are there?
_ALL = "MATCH (k:ApiKey) RETURN properties(k) ORDER BY k.created, k.id"
# Which of these are units?
_UNITS = "UNWIND $ids AS id MATCH (u:Unit {id: id}) RETURN u.id"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept; times are ISO, UTC."""

    id: str
    name: str
    hash: str
    role: Role
    units: frozenset[str]
    clearance: Secrecy
    created: str
    expires: str
    revoked: str | None
    used: str | None

    def stands(self, now: str) -> bool:
        """Whether it opens anything at this time."""
        return self.revoked is None and now < self.expires

    @property
    def caller(self) -> Caller:
        """Who shows it."""
        return Caller(self.name, self.role, self.units, self.clearance)


async def find_key(read: Read, identity: str) -> ApiKey | None:
    """The key with this id."""
    rows = await read(_ONE, {"id": identity})
    return _key(rows[0]) if rows else None


async def find_keys(read: Read) -> tuple[ApiKey, ...]:
    """Every key, oldest first."""
    return tuple(_key(row) for row in await read(_ALL, {}))


async def find_units(read: Read, ids: tuple[str, ...]) -> set[str]:
    """Which of these ids are units."""
    return {str(row[0]) for row in await read(_UNITS, {"ids": list(ids)})}


def _key(row: list[object]) -> ApiKey:
    kept = cast(Mapping[str, object], row[0])
    revoked, used = kept.get("revoked"), kept.get("used")
    return ApiKey(
        str(kept["id"]),
        str(kept["name"]),
        str(kept["hash"]),
        Role(str(kept["role"])),
        frozenset(map(str, cast(list[object], kept.get("units") or []))),
        Secrecy(int(cast(int, kept.get("clearance") or 0))),
        str(kept["created"]),
        str(kept["expires"]),
        None if revoked is None else str(revoked),
        None if used is None else str(used),
    )
