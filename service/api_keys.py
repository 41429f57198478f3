"""API keys: 256 random bits that are told once; the store keeps their hash alone.

A hash without salt or stretching is right here: nobody guesses 256 bits. What the store said of a
key is believed for ``BELIEVED_SECONDS``: within that time a key that is taken back stops working.
"""

import asyncio
import contextvars
import hashlib
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from graph_schema.callers import Caller, Role, Secrecy
from graph_schema.errors import BadSetting, DauMoiError
from graph_schema.merge_keys import create_key, note_use, revoke_key
from queries.keys import ApiKey, find_key, find_units
from service.store import Store

PREFIX = "daumoi_"
BELIEVED_SECONDS = 20.0
_KEPT = 2_000
_ID_LETTERS = 12
_MAX_NAME = 200
_log = logging.getLogger("daumoi.keys")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key as it is asked for."""

    name: str
    role: Role
    units: tuple[str, ...] = ()
    clearance: Secrecy = Secrecy.OPEN
    days: int = 365


def is_key(token: str) -> bool:
    """Whether a bearer token has the form of a key, and is no JWT."""
    return token.startswith(PREFIX)


async def make_key(store: Store, wanted: Wanted) -> tuple[str, str]:
    """A new key: its id, and the text that is shown once and never again."""
    name = wanted.name.strip()
    if not name or len(name) > _MAX_NAME:
        raise BadSetting(f"Tên người dùng khóa phải có, và không quá {_MAX_NAME} ký tự.")
    missing = sorted(set(wanted.units) - await find_units(store.read, wanted.units))
    if missing:
        raise BadSetting(f"Không có đơn vị nào trong kho mang mã {', '.join(missing)}.")
    if wanted.role is Role.OFFICER and not wanted.units:
        raise BadSetting("Cán bộ đơn vị (officer) phải thuộc ít nhất một đơn vị: thêm --unit MÃ.")
    identity, secret = secrets.token_hex(_ID_LETTERS // 2), secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    properties: dict[str, object] = {
        "name": name,
        "hash": _digest(secret),
        "role": str(wanted.role),
        "units": list(wanted.units),
        "clearance": int(wanted.clearance),
        "created": now.isoformat(timespec="seconds"),
        "expires": (now + timedelta(days=wanted.days)).isoformat(timespec="seconds"),
    }
    await store.write(lambda tx: create_key(tx, identity, properties))
    return identity, f"{PREFIX}{identity}_{secret}"


async def take_back(store: Store, identity: str) -> bool:
    """Revoke a key for good; whether there is one with this id."""
    return await store.write(lambda tx: revoke_key(tx, identity, _now()))


class ApiKeys:
    """Tells who shows a key; asks the store at most once a while for each."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        """Keys of this store."""
        self._store = store
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, ApiKey | None]] = OrderedDict()
        self._writing: set[asyncio.Task[None]] = set()

    async def caller(self, token: str, *, ask: bool = True) -> Caller | None:
        """Who shows this key; None for one that opens nothing. Without ``ask``, from memory."""
        identity, _, secret = token.removeprefix(PREFIX).partition("_")
        key = await self._find(identity, ask=ask) if len(identity) == _ID_LETTERS else None
        same = secrets.compare_digest(_digest(secret), key.hash if key else _digest(""))
        if key is None or not same or not key.stands(_now()):
            return None
        self._note_use(key)
        return key.caller

    async def _find(self, identity: str, *, ask: bool) -> ApiKey | None:
        at, key = self._known.get(identity, (-BELIEVED_SECONDS, None))
        if self._clock() - at < BELIEVED_SECONDS or not ask:
            return key if self._clock() - at < BELIEVED_SECONDS else None
        key = await find_key(self._store.read, identity)
        self._known[identity] = (self._clock(), key)
        self._known.move_to_end(identity)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return key

    def _note_use(self, key: ApiKey) -> None:
        """To the hour, beside the answer: who uses a key does not wait for it."""
        hour = datetime.now(UTC).strftime("%Y-%m-%dT%H:00:00+00:00")
        if key.used is not None and key.used >= hour:
            return
        at, _ = self._known[key.id]
        used = replace(key, used=hour)
        self._known[key.id] = (at, used)
        # In a context of its own: it is no change by the request, which is given no bookmark of it.
        noting = self._write_use(key.id, hour)
        task = asyncio.get_running_loop().create_task(noting, context=contextvars.Context())
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _write_use(self, identity: str, hour: str) -> None:
        try:
            await self._store.write(lambda tx: note_use(tx, identity, hour))
        except DauMoiError as error:
            _log.warning("the use of key %s was not noted: %s", identity, error)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
