"""Bearer tokens of the organisation's own sign-in (OIDC): signature, issuer, audience, time.

The public keys (JWKS) come from the address that the settings name, or from a file where there is
no network. An unknown key id has them fetched anew at most once a minute, so that a rotation is
followed and strangers cannot make this service hammer the sign-in.
"""

import asyncio
import json
import logging
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from joserfc import jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import ECKey, GuestProtocol, KeySet, OctKey, OKPKey, RSAKey

from graph_schema.callers import Caller, Role, Secrecy
from graph_schema.errors import BadSetting, Forbidden, KeysUnavailable, Unauthenticated
from graph_schema.vietnamese import search_key

ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Signatures with a public key alone: no shared secret, and never none."""
_SAME_SECONDS = 60.0
_FRESH_SECONDS = 3600.0
_FETCH_SECONDS = 3.0
_MAX_BYTES = 262_144
_MAX_TOKEN = 8_192
_LEEWAY_SECONDS = 30
_LEVELS = {
    "mat": Secrecy.SECRET,
    "toi mat": Secrecy.TOP_SECRET,
    "tuyet mat": Secrecy.MOST_SECRET,
}
_log = logging.getLogger("daumoi.oidc")

Fetch = Callable[[], bytes]
_Key = RSAKey | ECKey | OKPKey
_NO_KEYS = (ValueError, TypeError, JoseError)
"""What is raised where keys should be."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom to believe, for whom a token must be, and where its claims say what."""

    issuer: str
    audience: str
    role: str = "roles"
    role_prefix: str = "daumoi-"
    units: str = "daumoi_units"
    clearance: str = "daumoi_clearance"


class _UnknownKey(Exception):
    """The token names a key that is not among those known."""


class Oidc:
    """Tells who shows a token."""

    def __init__(
        self, claims: Claims, fetch: Fetch, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``fetch`` brings the key set, wherever it is kept."""
        self._claims = claims
        self._fetch = fetch
        self._clock = clock
        self._keys: tuple[_Key, ...] = ()
        self._tried = -_SAME_SECONDS
        self._fetched = -_FRESH_SECONDS
        self._turn = asyncio.Lock()

    async def caller(self, token: str) -> Caller:
        """Who shows this token; ``Unauthenticated`` does not say what is wrong with another."""
        if len(token) > _MAX_TOKEN:
            raise refused()
        await self._refresh(older_than=_FRESH_SECONDS)
        try:
            claims = self._verified(token)
        except _UnknownKey:
            await self._refresh(older_than=_SAME_SECONDS)
            claims = self._verified_or_refused(token)
        return self._caller(claims)

    def _verified_or_refused(self, token: str) -> Mapping[str, object]:
        try:
            return self._verified(token)
        except _UnknownKey:
            _log.warning("a token is refused: its key is not in the key set of the sign-in")
            raise refused() from None

    def _verified(self, token: str) -> Mapping[str, object]:
        try:
            decoded = jwt.decode(token, self._key, algorithms=ALGORITHMS)
            jwt.JWTClaimsRegistry(
                leeway=_LEEWAY_SECONDS,
                iss={"essential": True, "value": self._claims.issuer},
                aud={"essential": True, "value": self._claims.audience},
                exp={"essential": True},
                sub={"essential": True},
            ).validate(decoded.claims)
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            # Of a claim its name is told, never what it says; those who ask are told neither.
            why = f" ({error.claim})" if isinstance(error, ClaimError) else ""
            _log.warning("a token is refused: %s%s", type(error).__name__, why)
            raise refused() from None
        return decoded.claims

    def _key(self, token: GuestProtocol) -> _Key:
        header = token.headers()
        named, algorithm = header.get("kid"), header.get("alg")
        fitting = [key for key in self._keys if named in (None, key.kid)]
        fitting = [key for key in fitting if key.alg in (None, algorithm)]
        if len(fitting) != 1:  # without a name, only the one key there is
            raise _UnknownKey
        return fitting[0]

    async def _refresh(self, older_than: float) -> None:
        """Bring the keys again; while that fails, those that are known stay good."""
        async with self._turn:
            now = self._clock()
            if now - self._fetched >= older_than and now - self._tried >= _SAME_SECONDS:
                self._tried = now
                try:
                    self._keys = _public(await asyncio.to_thread(self._fetch))
                    self._fetched = now
                except (OSError, *_NO_KEYS) as error:
                    _log.warning("the keys of the sign-in cannot be had: %s", error)
            if not self._keys:
                raise KeysUnavailable(
                    "Chưa lấy được khóa công khai của hệ thống đăng nhập: hãy thử lại sau một "
                    "phút, hoặc xem DAUMOI_JWKS_URL, DAUMOI_JWKS_FILE. (No keys of the sign-in.)"
                )

    def _caller(self, claims: Mapping[str, object]) -> Caller:
        said = set(_words(_at(claims, self._claims.role)))
        roles = [role for role in Role if self._claims.role_prefix + role in said]
        name = claims.get("preferred_username") or claims.get("name") or claims.get("sub")
        if not roles:
            raise Forbidden(
                f"Tài khoản {name} chưa được cấp vai trò nào của Đầu Mối: hãy nhờ quản trị. "
                "(The account has no role here.)"
            )
        units = frozenset(_words(_at(claims, self._claims.units)))
        clearance = _clearance(_at(claims, self._claims.clearance))
        return Caller(str(name)[:200], roles[-1], units, clearance)


def refused() -> Unauthenticated:
    """The one sentence for whatever is wrong with what was shown."""
    return Unauthenticated(
        "Mã đăng nhập hoặc khóa API không dùng được: hãy đăng nhập lại hoặc xin khóa mới. "
        "(The token or key does not hold.)"
    )


def from_file(path: Path) -> Fetch:
    """Keys that were brought by hand, read anew when a key id is unknown."""
    return path.read_bytes


def check_file(path: Path) -> None:
    """Refuse a file without keys before anything is started: nobody could be let in."""
    try:
        _public(path.read_bytes())
    except (OSError, *_NO_KEYS) as error:
        raise BadSetting(
            f"DAUMOI_JWKS_FILE = {str(path)!r} không có khóa nào dùng được: hãy chỉ tới tệp JSON "
            "chứa bộ khóa công khai (JWKS) của hệ thống đăng nhập."
        ) from error


def from_address(url: str) -> Fetch:
    """Keys from the address that the settings name: in time, up to a size, no redirect."""
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))

    def fetch() -> bytes:
        # The scheme is checked with the settings: https, or http on this very machine.
        with opener.open(url, timeout=_FETCH_SECONDS) as answer:
            content: bytes = answer.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise ValueError("the key set is too large")
        return content

    return fetch


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _public(content: bytes) -> tuple[_Key, ...]:
    """The keys that can check a signature; a shared secret in the set is not believed."""
    found = json.loads(content)
    keys = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(keys, list) or not keys:
        raise ValueError("no key set")
    signing = [k for k in keys if isinstance(k, dict) and k.get("use") in (None, "sig")]
    known = [k for k in signing if k.get("kty") in ("RSA", "EC", "OKP")]
    usable = [
        key for key in KeySet.import_key_set({"keys": known}).keys if not isinstance(key, OctKey)
    ]
    if not usable:
        raise ValueError("no key for signatures")
    return tuple(usable)


def _at(claims: Mapping[str, object], path: str) -> object:
    """A claim by its name, or by a path of names with dots between them."""
    if path in claims:
        return claims[path]
    found: object = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _words(value: object) -> Sequence[str]:
    if isinstance(value, str):
        return value.split()
    return [str(item) for item in cast(Sequence[object], value)] if isinstance(value, list) else ()


def _clearance(value: object) -> Secrecy:
    """The highest level that the claim says: mat, toi-mat, tuyet-mat, with accents or without."""
    said = [value] if isinstance(value, str) else _words(value)
    folded = (search_key(str(word).replace("-", " ").replace("_", " ")) for word in said)
    return max((_LEVELS.get(word, Secrecy.OPEN) for word in folded), default=Secrecy.OPEN)
