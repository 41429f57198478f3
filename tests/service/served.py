"""A served service in a test: its own sign-in keys, tokens made with them, callers of each role."""

import json
import time
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from service.oidc import Claims, Oidc

CLAIMS = Claims("https://id.xa.test/realms/xa", "daumoi", role="realm_access.roles")


@dataclass(slots=True)
class SignIn:
    """The organisation's sign-in: hands out tokens, changes its keys, may be away."""

    keys: list[ECKey] = field(default_factory=lambda: [new_key("k1")])
    away: bool = False
    asked: int = 0
    now: float = 1_000.0

    def fetch(self) -> bytes:
        """The public key set, as the sign-in would answer."""
        self.asked += 1
        if self.away:
            raise OSError("connection refused")
        return json.dumps(KeySet([*self.keys]).as_dict(private=False)).encode()

    def oidc(self) -> Oidc:
        """Who believes this sign-in."""
        return Oidc(CLAIMS, self.fetch, lambda: self.now)

    def token(self, *roles: str, key: ECKey | None = None, **claims: object) -> str:
        """A token with these roles; a claim of None is left out."""
        key = key or self.keys[0]
        said: dict[str, object] = {
            "iss": CLAIMS.issuer,
            "aud": CLAIMS.audience,
            "sub": "u1",
            "exp": int(time.time()) + 300,
            "preferred_username": "Trần Thị Thư",
            "realm_access": {"roles": [f"daumoi-{role}" for role in roles]},
            **claims,
        }
        body = {name: value for name, value in said.items() if value is not None}
        return jwt.encode({"alg": "ES256", "kid": key.kid}, body, key)


def new_key(name: str) -> ECKey:
    """A key of the sign-in."""
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"})
