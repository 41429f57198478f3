"""The embedded engine: quick, private, alone on its folder, and back after a death."""

import asyncio
import os
import signal
import stat
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from neo4j import AsyncGraphDatabase
from neo4j.exceptions import AuthError

from graph_schema.errors import BadSetting
from service.engine import EmbeddedEngine
from tests.processes import ends_within, is_running, listening_addresses, parent_of, words_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}  # 127.0.0.1, and the same in IPv6


CANARY = "canary-hunter2"
START_SECONDS = 8.0  # 1.5 s where nothing else runs


@pytest.fixture(scope="module")
async def engine(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedEngine]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("engine") / "dữ liệu của phường")
    started = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAUMOI_DATABASE_PASSWORD", CANARY)
        patch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1k")
        await engine.start()
    assert time.monotonic() - started < START_SECONDS
    yield engine
    await engine.stop()
    assert not engine.is_up


async def _answer(engine: EmbeddedEngine, password: str | None = None) -> object:
    auth = (engine.user, password) if password else engine.auth
    async with (
        AsyncGraphDatabase.driver(engine.uri, auth=auth) as driver,
        driver.session(database=engine.database) as session,
    ):
        return await (await session.run("RETURN 42")).value()


async def test_it_listens_on_this_machine_alone(engine: EmbeddedEngine) -> None:
    addresses = listening_addresses(engine.pid)
    assert addresses
    assert addresses <= LOOPBACK


async def test_its_password_is_random_and_stands_in_one_private_file(
    engine: EmbeddedEngine,
) -> None:
    _, password = engine.auth
    file = engine.folder / "engine" / "password"
    assert len(password) >= 40
    assert file.read_text(encoding="ascii") == password
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    holders = [
        path
        for path in engine.folder.rglob("*")
        if path.is_file() and password.encode() in path.read_bytes()
    ]
    assert holders == [file]


async def test_its_password_is_on_no_command_line_and_in_no_environment(
    engine: EmbeddedEngine,
) -> None:
    _, password = engine.auth
    for pid in (engine.pid, parent_of(engine.pid)):
        assert "ArcadeDBServer" in words_of(pid)
        assert password not in words_of(pid)


@pytest.mark.parametrize("password", ["playwithdata", "root", "wrong"])
async def test_no_other_password_opens_it(engine: EmbeddedEngine, password: str) -> None:
    with pytest.raises(AuthError):
        await _answer(engine, password)


async def test_it_is_given_no_variable_of_the_service(engine: EmbeddedEngine) -> None:
    for pid in (engine.pid, parent_of(engine.pid)):
        assert "LC_ALL" in words_of(pid)
        assert CANARY not in words_of(pid)
        assert "JAVA_TOOL_OPTIONS" not in words_of(pid)


async def test_the_terminals_interrupt_does_not_reach_it(engine: EmbeddedEngine) -> None:
    for pid in (engine.pid, parent_of(engine.pid)):
        assert os.getpgid(pid) != os.getpgid(0)
        assert os.getsid(pid) != os.getsid(0)
    os.kill(parent_of(engine.pid), signal.SIGINT)
    os.kill(parent_of(engine.pid), signal.SIGTERM)
    await asyncio.sleep(0.2)
    assert await _answer(engine) == [42]


async def test_what_java_says_goes_to_the_data_folder(
    engine: EmbeddedEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    os.kill(engine.pid, signal.SIGQUIT)  # Java prints its threads and goes on
    log = engine.folder / "engine" / "engine.log"
    for _ in range(100):
        if "Full thread dump" in log.read_text(encoding="utf-8"):
            break
        await asyncio.sleep(0.05)
    assert "Full thread dump" in log.read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")


async def test_a_second_service_on_the_folder_is_told_who_holds_it(
    engine: EmbeddedEngine,
) -> None:
    started = time.monotonic()
    with pytest.raises(BadSetting) as caught:
        await EmbeddedEngine(engine.folder).start()
    assert time.monotonic() - started < 3.0
    assert str(engine.folder) in caught.value.sentence
    assert f"pid {os.getpid()}" in caught.value.sentence
    assert "DAUMOI_DATA_FOLDER" in caught.value.sentence
    assert await _answer(engine) == [42]


@pytest.mark.parametrize("victim", ["java", "keeper"])
async def test_it_comes_back_at_the_same_address_when_it_is_killed(
    engine: EmbeddedEngine, victim: str
) -> None:
    uri, java = engine.uri, engine.pid
    await _kill(engine, victim)
    assert engine.uri == uri
    assert engine.pid != java
    assert await _answer(engine) == [42]


async def test_a_lost_password_file_locks_nobody_out(engine: EmbeddedEngine) -> None:
    file = engine.folder / "engine" / "password"
    file.unlink()
    await _kill(engine, "java")
    assert await _answer(engine) == [42]
    assert file.read_text(encoding="ascii") == engine.auth[1]


async def _kill(engine: EmbeddedEngine, victim: str) -> None:
    java, keeper = engine.pid, parent_of(engine.pid)
    os.kill(java if victim == "java" else keeper, signal.SIGKILL)
    killed = time.monotonic()
    assert await asyncio.to_thread(ends_within, java, 2.0)
    assert await asyncio.to_thread(ends_within, keeper, 2.0)
    await asyncio.sleep(0.1)
    await engine.wait_until_up()
    assert time.monotonic() - killed < START_SECONDS


async def test_a_stop_ends_it_and_frees_the_folder_even_when_it_hangs(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    await engine.start()
    password, java = engine.auth[1], engine.pid
    keeper = parent_of(java)
    os.kill(java, signal.SIGSTOP)
    stopping = time.monotonic()
    await engine.stop()
    assert time.monotonic() - stopping < 6.0
    assert not is_running(java)
    assert not is_running(keeper)
    again = EmbeddedEngine(tmp_path)
    await again.start()
    assert again.auth[1] == password
    assert await _answer(again) == [42]
    stopping = time.monotonic()
    await again.stop()
    assert time.monotonic() - stopping < 4.0  # cleanly, not by force


async def test_a_file_in_the_folders_place_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    await _refused(tmp_path / "data")


async def test_a_folder_that_cannot_be_made_is_one_sentence() -> None:
    await _refused(Path("/proc/daumoi"))


async def test_a_store_that_cannot_be_opened_names_its_log_and_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "databases").write_text("not a folder", encoding="utf-8")
    sentence = await _refused(tmp_path)
    assert "log" in sentence
    assert "DAUMOI_DATABASE_URI" in sentence


async def test_a_machine_without_the_engine_is_told_to_name_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "arcadedb_embedded" not in sys.modules
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(BadSetting) as caught:
        await EmbeddedEngine(tmp_path).start()
    assert "glibc 2.34" in caught.value.sentence
    assert "DAUMOI_DATABASE_URI" in caught.value.sentence


async def _refused(folder: Path) -> str:
    with pytest.raises(BadSetting) as caught:
        await EmbeddedEngine(folder).start()
    assert str(folder) in caught.value.sentence
    assert "\n" not in caught.value.sentence
    return caught.value.sentence
