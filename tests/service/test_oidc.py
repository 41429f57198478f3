"""Tokens of the sign-in: what holds opens, and nothing else does, whatever is wrong with it."""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from graph_schema.callers import Caller, Role, Secrecy
from graph_schema.errors import BadSetting, Forbidden, KeysUnavailable, Unauthenticated
from service.oidc import Oidc, check_file, from_file
from tests.service.served import CLAIMS, SignIn, new_key


async def test_a_token_of_the_sign_in_tells_name_role_units_and_clearance() -> None:
    sign_in = SignIn()
    token = sign_in.token(
        "reader", "officer", daumoi_units=["unit_a"], daumoi_clearance=["Tối mật", "mat"]
    )
    assert await sign_in.oidc().caller(token) == Caller(
        "Trần Thị Thư", Role.OFFICER, frozenset({"unit_a"}), Secrecy.TOP_SECRET
    )


def _unsigned(sign_in: SignIn) -> str:
    body = sign_in.token("admin").split(".")[1]
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "k1"}).encode())
    return f"{head.decode().rstrip('=')}.{body}."


def _by_public_key(sign_in: SignIn) -> str:
    """Signed with the public key as if it were a shared secret."""
    public = OctKey.import_key(json.dumps(sign_in.keys[0].as_dict(private=False)))
    body = {"iss": CLAIMS.issuer, "aud": CLAIMS.audience, "sub": "x", "exp": time.time() + 60}
    return jwt.encode({"alg": "HS256", "kid": "k1"}, body, public)


def _altered(sign_in: SignIn) -> str:
    head, body, seal = sign_in.token("reader").split(".")
    other = sign_in.token("admin").split(".")[1]
    return f"{head}.{other if other != body else 'e30'}.{seal}"


WRONG: dict[str, Callable[[SignIn], str]] = {
    "alg none": _unsigned,
    "public key as a secret": _by_public_key,
    "altered": _altered,
    "other key": lambda s: s.token("admin", key=new_key("k1")),
    "expired": lambda s: s.token("admin", exp=int(time.time()) - 120),
    "no expiry": lambda s: s.token("admin", exp=None),
    "not yet": lambda s: s.token("admin", nbf=int(time.time()) + 600),
    "other audience": lambda s: s.token("admin", aud="another"),
    "no audience": lambda s: s.token("admin", aud=None),
    "other issuer": lambda s: s.token("admin", iss="https://id.evil.test"),
    "no issuer": lambda s: s.token("admin", iss=None),
    "no subject": lambda s: s.token("admin", sub=None),
    "no token": lambda s: "not.a.token",
    "long": lambda s: "a" * 9_000,
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_token_that_does_not_hold_is_refused_in_the_same_words(name: str) -> None:
    sign_in = SignIn()
    with pytest.raises(Unauthenticated) as told:
        await sign_in.oidc().caller(WRONG[name](sign_in))
    assert "không dùng được" in told.value.sentence
    assert name not in told.value.sentence


async def test_the_log_tells_the_administrator_which_claim_is_wrong_and_never_what_it_says(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sign_in = SignIn()
    for name, words in (
        ("other audience", "InvalidClaimError (aud)"),
        ("no issuer", "MissingClaimError (iss)"),
        ("expired", "ExpiredTokenError (exp)"),
        ("other key", "BadSignatureError"),
    ):
        caplog.clear()
        with pytest.raises(Unauthenticated):
            await sign_in.oidc().caller(WRONG[name](sign_in))
        assert caplog.messages == [f"a token is refused: {words}"]
    caplog.clear()
    with pytest.raises(Unauthenticated):
        await sign_in.oidc().caller(sign_in.token("reader", key=new_key("k9")))
    assert caplog.messages == ["a token is refused: its key is not in the key set of the sign-in"]


NO_KEYS = ("", "<html>", "[]", "{}", '{"error": "not found"}', '{"keys": []}', '{"keys": {}}')


@pytest.mark.parametrize("content", NO_KEYS)
async def test_what_holds_no_keys_is_told_as_such_and_refused_before_the_start(
    content: str, tmp_path: Path
) -> None:
    file = tmp_path / "jwks.json"
    for wanted in (tmp_path / "none.json", file):
        with pytest.raises(BadSetting, match=r"DAUMOI_JWKS_FILE = .*json"):
            check_file(wanted)
        file.write_text(content, encoding="utf-8")
    with pytest.raises(KeysUnavailable):
        await Oidc(CLAIMS, from_file(file)).caller(SignIn().token("reader"))
    file.write_bytes(SignIn().fetch())
    check_file(file)


async def test_an_account_without_a_role_is_known_and_forbidden() -> None:
    sign_in = SignIn()
    with pytest.raises(Forbidden):
        await sign_in.oidc().caller(sign_in.token())


async def test_a_new_key_is_followed_and_strangers_cannot_make_it_be_fetched_often() -> None:
    sign_in = SignIn()
    oidc = sign_in.oidc()
    await oidc.caller(sign_in.token("reader"))
    sign_in.keys = [new_key("k2")]
    with pytest.raises(Unauthenticated):  # within the minute the old set is believed
        await oidc.caller(sign_in.token("reader"))
    sign_in.now += 61
    assert (await oidc.caller(sign_in.token("reader"))).role is Role.READER
    for _ in range(20):
        with pytest.raises(Unauthenticated):
            await oidc.caller(sign_in.token("reader", key=new_key("k9")))
    assert sign_in.asked == 2


async def test_while_the_sign_in_is_away_known_keys_hold_and_none_is_told_as_such() -> None:
    sign_in = SignIn()
    oidc = sign_in.oidc()
    await oidc.caller(sign_in.token("reader"))
    sign_in.away, sign_in.now = True, sign_in.now + 7_200
    assert (await oidc.caller(sign_in.token("reader"))).role is Role.READER
    with pytest.raises(KeysUnavailable):
        await SignIn(away=True).oidc().caller(sign_in.token("reader"))
