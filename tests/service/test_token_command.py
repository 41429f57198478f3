"""`daumoi token` beside a running service: a key opens it, is listed without itself, and ends."""

import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph_schema.callers import Caller, Role, Secrecy
from graph_schema.errors import BadSetting
from service import api_keys
from service.api_keys import ApiKeys, Wanted, make_key
from service.store import Store
from tests.service.command import SAMPLES, daumoi, serving


def _status(address: str, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    request = urllib.request.Request(f"{address}/version", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_key_is_made_listed_and_taken_back_beside_a_service_for_many(tmp_path: Path) -> None:
    served = {"DAUMOI_MODE": "served", "DAUMOI_PRODUCTION": "true"}
    with serving(tmp_path, SAMPLES / "kh-27-dong-may.txt", **served) as service:
        made = [
            daumoi("token", "create", "--name", name, "--days", "30", folder=tmp_path)
            for name in ("Máy in", "Máy chiếu")
        ]
        assert [one.code for one in made] == [0, 0], made
        printer, projector = (one.out.strip() for one in made)
        identity = projector.split("_")[1]
        assert identity in made[1].err
        assert _status(service.address, printer) == 200
        back = daumoi("token", "revoke", identity, folder=tmp_path)
        assert (back.code, identity in back.out + back.err) == (0, True)
        assert _status(service.address, projector) == 401
        told = daumoi("token", "list", folder=tmp_path)
        assert "Máy in · reader" in told.out
        assert "đã thu hồi" in told.out
        nobody = daumoi("token", "revoke", "0" * 12, folder=tmp_path)
        assert (nobody.code, "daumoi token list" in nobody.err) == (2, True)
        assert "Authorization: Bearer <khóa>" in service.words
        assert "/graphiql" not in service.words, "in production there is no such page"
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert identity.encode() in kept
    for key in (printer, projector):
        assert key.split("_", 2)[2].encode() not in kept
        assert key not in told.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--name", "A", "--role", "king"), "--role"),
        (("--name", "A", "--clearance", "x"), "--clearance"),
        (("--name", "A", "--days", "0"), "--days"),
        ((), "--name"),
    ],
)
def test_a_key_that_cannot_be_is_refused_by_the_name_of_its_option(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    said = daumoi("token", "create", *words, folder=tmp_path)
    assert (said.code, told in said.err) == (2, True), said
    assert not (tmp_path / ".data" / "engine").exists()


async def test_a_key_tells_its_role_units_and_clearance_until_its_last_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadSetting, match="unit_none"):
        await make_key(store, Wanted("B", Role.OFFICER, ("unit_none",)))
    with pytest.raises(BadSetting, match="--unit"):
        await make_key(store, Wanted("B", Role.OFFICER))
    wanted = Wanted("Bà Tư", Role.SECRETARIAT, (), Secrecy.TOP_SECRET, days=30)
    _, shown = await make_key(store, wanted)
    expected = Caller("Bà Tư", Role.SECRETARIAT, frozenset(), Secrecy.TOP_SECRET)
    for days, caller in ((0, expected), (29, expected), (31, None)):
        then = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")
        monkeypatch.setattr(api_keys, "_now", lambda then=then: then)
        assert await ApiKeys(store).caller(shown) == caller, days
