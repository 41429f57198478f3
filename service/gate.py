"""Who asks: told from a request, before its question is looked at."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from starlette.requests import Request

from graph_schema.callers import LOCAL_READER, LOCAL_WRITER, Caller
from graph_schema.errors import (
    DauMoiError,
    Forbidden,
    KeysUnavailable,
    StoreUnavailable,
    TooManyAttempts,
    Unauthenticated,
)
from service.api_keys import ApiKeys, is_key
from service.oidc import Oidc, refused
from service.tokens import is_token

TURNED_AWAY = (Unauthenticated, Forbidden, KeysUnavailable)
"""How somebody is turned away at a gate, or behind it for their role; ``status_of`` tells more."""
REFUSED_SECONDS = 0.03
"""What does not hold is refused so long after it came, whatever is wrong with it."""
_ATTEMPTS = 10
_WITHIN_SECONDS = 60.0
_ADDRESSES = 10_000


class Gate(Protocol):
    """Tells who a request comes from."""

    async def caller(self, request: Request) -> Caller:
        """Who asks; raises ``Unauthenticated`` when they must say so and do not."""


class LocalGate:
    """This machine's own service: reading is open, changes need the write token."""

    def __init__(self, write_token: str | None, reader: Caller = LOCAL_READER) -> None:
        """Without a token nothing can be changed; ``reader`` is who shows none."""
        self._write_token = write_token
        self._reader = reader

    async def caller(self, request: Request) -> Caller:
        """The writer where the token is shown, else a reader."""
        shown = request.headers.get("authorization")
        return LOCAL_WRITER if is_token(shown, self._write_token) else self._reader


class ServedGate:
    """A service for many: everybody shows an API key or a token of the sign-in."""

    def __init__(
        self, keys: ApiKeys, oidc: Oidc | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Without ``oidc``, API keys alone open the service."""
        self._keys = keys
        self._oidc = oidc
        self._failures = Failures(clock)

    async def caller(self, request: Request) -> Caller:
        """Who asks; whoever shows nothing, or what does not hold, is refused."""
        token, came = _bearer(request), time.monotonic()
        address = request.client.host if request.client else ""
        known_alone = self._failures.too_many(address)
        try:
            return await self._caller(token, known_alone=known_alone)
        except Unauthenticated:
            self._failures.count(address)
            if not known_alone:
                # Signature checked, key looked for, or neither: the time must not tell which.
                await asyncio.sleep(came + REFUSED_SECONDS - time.monotonic())
            if self._failures.too_many(address):
                raise TooManyAttempts(
                    "Quá nhiều lần thử sai từ địa chỉ này: hãy chờ một phút. (Too many attempts.)"
                ) from None
            raise

    async def _caller(self, token: str, *, known_alone: bool) -> Caller:
        if is_key(token):
            caller = await self._keys.caller(token, ask=not known_alone)
            if caller is None:
                raise refused()
            return caller
        if self._oidc is None:
            raise refused()
        return await self._oidc.caller(token)


class Failures:
    """How often each address failed of late; of a bounded number of addresses."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has failed yet."""
        self._clock = clock
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def count(self, address: str) -> None:
        """One more failure."""
        since, failed = self._counts.get(address, (self._clock(), 0))
        if self._clock() - since > _WITHIN_SECONDS:
            since, failed = self._clock(), 0
        self._counts[address] = (since, failed + 1)
        self._counts.move_to_end(address)
        if len(self._counts) > _ADDRESSES:
            self._counts.popitem(last=False)

    def too_many(self, address: str) -> bool:
        """Whether more than a few came within a minute."""
        since, failed = self._counts.get(address, (0.0, 0))
        return failed > _ATTEMPTS and self._clock() - since <= _WITHIN_SECONDS


def status_of(error: DauMoiError) -> int:
    """The status of a refusal at the gate."""
    if isinstance(error, TooManyAttempts):
        return 429
    if isinstance(error, (KeysUnavailable, StoreUnavailable)):
        return 503
    return 401 if isinstance(error, Unauthenticated) else 403


def _bearer(request: Request) -> str:
    """The one bearer token of a request; in the address it is never looked for."""
    shown = request.headers.getlist("authorization")
    scheme, _, token = (shown[0] if len(shown) == 1 else "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or not token.isascii():
        raise Unauthenticated(
            "Hãy gửi kèm khóa API hoặc mã đăng nhập: Authorization: Bearer <mã> "
            "(an API key or a token is needed)"
        )
    return token.strip()
