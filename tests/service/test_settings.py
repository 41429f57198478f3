"""Settings: what the environment may say, and the one sentence for what it may not."""

import os
from pathlib import Path

import pytest

from graph_schema.errors import BadSetting
from service.settings import PREFIX, load_settings

CANARY = "canary-hunter2"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_with_nothing_set_the_embedded_database_serves_this_machine_alone(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.database_uri is None
    assert settings.database_name is None
    assert settings.password is None
    assert settings.data_folder == tmp_path / ".data"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_an_option_overrides_the_environment_and_an_absent_option_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DAUMOI_PORT", "9000")
    assert load_settings().port == 9000
    assert load_settings(port=None).port == 9000
    assert load_settings(port=9001).port == 9001


def test_a_folder_is_made_absolute_and_its_home_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAUMOI_DATA_FOLDER", "~/dữ liệu")
    assert load_settings().data_folder == Path.home() / "dữ liệu"


@pytest.mark.parametrize(
    "uri",
    ["neo4j://a:7687", "neo4j+s://x.databases.neo4j.io", "bolt://127.0.0.1", "bolt+s://[::1]:7687"],
)
def test_addresses_of_a_server_a_cluster_and_a_cloud_are_taken(
    monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    monkeypatch.setenv("DAUMOI_DATABASE_URI", uri)
    assert load_settings().database_uri == uri


# A variable, a value that cannot be used, and words that the sentence must hold.
BAD = [
    ("DAUMOI_PORT", "tám nghìn", ("DAUMOI_PORT", "tám nghìn", "65535")),
    ("DAUMOI_PORT", "65536", ("DAUMOI_PORT", "65536")),
    ("DAUMOI_PORT", "-1", ("DAUMOI_PORT", "-1")),
    ("DAUMOI_DATABASE_URI", "http://localhost:7474", ("DAUMOI_DATABASE_URI", "http://", "bolt")),
    ("DAUMOI_DATABASE_URI", "localhost:7687", ("DAUMOI_DATABASE_URI", "localhost:7687")),
    ("DAUMOI_DATABASE_URI", "bolt://", ("DAUMOI_DATABASE_URI",)),
    ("DAUMOI_DATABASE_URI", "bolt://h:99999", ("DAUMOI_DATABASE_URI", "99999")),
    ("DAUMOI_DATABASE_URI", "bolt://[::1", ("DAUMOI_DATABASE_URI",)),
    ("DAUMOI_DATABASE_PASSWORD_FILE", "không-có", ("DAUMOI_DATABASE_PASSWORD_FILE", "không-có")),
    ("DAUMOI_DATABASE_PASSWORD_FILE", ".", ("DAUMOI_DATABASE_PASSWORD_FILE",)),
    ("DAUMOI_DATABSE_URI", "bolt://h", ("DAUMOI_DATABSE_URI", "DAUMOI_DATABASE_URI")),
    ("DAUMOI_PROT", "8000", ("DAUMOI_PROT", "DAUMOI_PORT")),
    ("daumoi_datafolder", "x", ("daumoi_datafolder", "DAUMOI_DATA_FOLDER")),
]


@pytest.mark.parametrize(("variable", "value", "words"), BAD)
def test_a_bad_value_is_one_sentence_that_names_the_variable_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting) as caught:
        load_settings()
    sentence = caught.value.sentence
    assert "\n" not in sentence
    assert "hãy" in sentence.lower()
    for word in words:
        assert word in sentence


@pytest.mark.parametrize(
    "uri", [f"bolt://neo4j:{CANARY}@h", f"http://neo4j:{CANARY}@h", f"{CANARY}@h"]
)
def test_a_password_in_the_address_is_refused_and_never_printed(
    monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    monkeypatch.setenv("DAUMOI_DATABASE_URI", uri)
    with pytest.raises(BadSetting) as caught:
        load_settings()
    assert CANARY not in caught.value.sentence
    assert caught.value.__cause__ is None  # pydantic's own error would print the value


def test_a_password_never_shows_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAUMOI_DATABASE_PASSWORD", CANARY)
    settings = load_settings()
    assert settings.password == CANARY
    assert CANARY not in repr(settings)
    assert CANARY not in settings.model_dump_json()


def test_a_password_file_gives_its_text_without_the_line_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "secret"
    path.write_text(f" {CANARY}\r\n", encoding="utf-8")
    monkeypatch.setenv("DAUMOI_DATABASE_PASSWORD_FILE", str(path))
    assert load_settings().password == f" {CANARY}"


def test_an_empty_password_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("\n", encoding="utf-8")
    monkeypatch.setenv("DAUMOI_DATABASE_PASSWORD_FILE", str(path))
    with pytest.raises(BadSetting, match="trống"):
        load_settings()


def test_a_password_and_a_password_file_together_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "secret"
    path.write_text(CANARY, encoding="utf-8")
    monkeypatch.setenv("DAUMOI_DATABASE_PASSWORD", CANARY)
    monkeypatch.setenv("DAUMOI_DATABASE_PASSWORD_FILE", str(path))
    with pytest.raises(BadSetting, match="một trong hai") as caught:
        load_settings()
    assert CANARY not in caught.value.sentence


@pytest.mark.parametrize("name", ["DAUMOI_TEST_CACHE", "DAUMOI_REQUIRE_NEO4J", "DAUMOI_X"])
def test_a_variable_that_resembles_none_of_ours_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "1")
    assert load_settings().port == 8000


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(BadSetting, match="prot"):
        load_settings(prot=1)
