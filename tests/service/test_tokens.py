"""The write token: made once, for its owner alone; a setting overrides it; it lets changes in."""

import json
import signal
import stat
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from graph_schema.errors import BadSetting
from service.settings import load_settings
from service.tokens import TOKEN_FILE, is_token, write_token
from tests.service.command import SAMPLES, serving


def test_a_token_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    settings = load_settings(data_folder=tmp_path / "data")
    first = write_token(settings)
    assert (first.file, first.fresh) == (tmp_path / "data" / TOKEN_FILE, True)
    assert stat.S_IMODE((tmp_path / "data" / TOKEN_FILE).stat().st_mode) == 0o600
    again = write_token(settings)
    assert (again.value, again.file, again.fresh) == (first.value, first.file, False)


def test_a_setting_overrides_the_token_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAUMOI_WRITE_TOKEN", "a-token-from-outside")
    assert write_token(load_settings(data_folder=tmp_path)).value == "a-token-from-outside"
    assert write_token(load_settings(data_folder=tmp_path)).file is None
    assert not (tmp_path / TOKEN_FILE).exists()


@pytest.mark.parametrize("token", ["short", "with a space in it", "mã-có-dấu-tiếng-việt"])
def test_a_token_that_is_none_is_refused_and_never_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("DAUMOI_WRITE_TOKEN", token)
    with pytest.raises(BadSetting) as refused:
        write_token(load_settings(data_folder=tmp_path))
    assert token not in refused.value.sentence


@pytest.mark.parametrize(
    ("header", "token", "let_in"),
    [
        ("Bearer abc", "abc", True),
        ("bearer abc", "abc", True),
        ("Bearer abd", "abc", False),
        ("Basic abc", "abc", False),
        ("abc", "abc", False),
        ("Bearer ", "", False),
        ("Bearer None", None, False),
        (None, "abc", False),
    ],
)
def test_only_the_token_itself_lets_in(header: str | None, token: str | None, let_in: bool) -> None:
    assert is_token(header, token) is let_in


_WITHDRAW = """
mutation {
  withdrawCorrection(input: { correction: "corr_none", author: "An", reason: "Thử" }) {
    __typename
    ... on Refused { code }
  }
}
"""


def _post(address: str, token: str | None) -> tuple[int, object]:
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({"query": _WITHDRAW}).encode()
    request = urllib.request.Request(f"{address}/graphql", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.load(response)["data"]["withdrawCorrection"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["errors"][0]["extensions"]["code"]


def test_a_service_tells_its_token_at_the_first_start_alone_and_takes_changes_with_it(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, SAMPLES / "kh-27-dong-may.txt") as service:
        token = (tmp_path / ".data" / TOKEN_FILE).read_text("ascii").strip()
        assert _post(service.address, None) == (401, "UNAUTHENTICATED")
        refused = {"__typename": "Refused", "code": "NOT_FOUND"}
        assert _post(service.address, token) == (200, refused)
        assert service.words.count(token) == 1
        assert f".data/{TOKEN_FILE}, chỉ chủ tệp đọc được" in service.words
        assert service.stop(signal.SIGTERM) == 0
    with serving(tmp_path) as service:
        assert token not in service.words
        assert f".data/{TOKEN_FILE}, chỉ chủ tệp đọc được" in service.words
        assert _post(service.address, token) == (200, refused)
