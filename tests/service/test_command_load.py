"""``daumoi load``: what goes in goes in, what cannot is named with its reason, nothing hangs."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from service.documents import Refused, check_paths, find_documents
from service.readers import read_documents
from service.unseen import printable
from tests.processes import patience, words_of
from tests.service.command import (
    SAMPLES,
    all_end_within,
    children_of,
    clean_environment,
    command,
    daumoi,
)

IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(200)
BAD = {
    "trống.txt": b"",
    "ảnh.png": IMAGE,
    "hỏng.docx": b"PK\x03\x04x",
    "tô\x1b[31mmàu.txt": b"",
    "sổ.csv": b"a,b\n1,2\n",
    "ghi.json": b"{}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Good documents, in folders, and bad ones among them."""
    documents = tmp_path / "văn bản"
    (documents / "cấp trên").mkdir(parents=True)
    shutil.copy(SAMPLES / "kh-27-dong-may.txt", documents)
    shutil.copy(SAMPLES / "kh-88-lam-hai.txt", documents / "cấp trên")
    (documents / ".ẩn").write_text("không ai đọc", encoding="utf-8")
    return documents


def test_a_bad_file_costs_itself_alone_and_a_second_load_changes_nothing(
    folder: Path, tmp_path: Path
) -> None:
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "liên kết").symlink_to("không có gì")
    partly = daumoi("load", folder, folder / "kh-27-dong-may.txt", folder=tmp_path)
    assert partly.code == 3, partly.err
    assert "2 mới, 0 thay đổi, 0 không đổi, 7 bị từ chối" in partly.out
    refused = partly.out.partition("Bị từ chối\n")[2]
    for name in (*BAD, "liên kết"):
        line = next(line for line in refused.splitlines() if f"/{printable(name)}\t" in line)
        assert len(line.partition("\t")[2]) > 20, "a reason"
    assert "\x1b" not in partly.out + partly.err
    assert ".ẩn" not in partly.out + partly.err

    for name in (*BAD, "liên kết"):
        (folder / name).unlink()
    again = daumoi("load", folder, folder=tmp_path)
    assert again.code == 0
    assert "0 mới, 0 thay đổi, 2 không đổi, 0 bị từ chối" in again.out


def test_a_load_of_nothing_readable_ends_with_exit_code_2(tmp_path: Path) -> None:
    bad = tmp_path / "ảnh.png"
    bad.write_bytes(IMAGE)
    said = daumoi("load", bad, folder=tmp_path)
    assert said.code == 2
    assert "1 bị từ chối" in said.out
    assert "Traceback" not in said.err


def test_an_interrupt_ends_a_load_in_order_with_exit_code_130(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "không bao giờ hết")
    with subprocess.Popen(
        command("load", folder),
        cwd=tmp_path,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        while not (keepers := children_of(process.pid)):
            assert process.poll() is None
            time.sleep(0.01)
        started = [*keepers, *(pid for keeper in keepers for pid in children_of(keeper))]
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=30)[0].decode("utf-8")
    assert process.returncode == 130
    assert said.endswith("Đã dừng.\n")
    assert "Traceback" not in said
    assert all_end_within(started, 2)


def test_files_are_found_sorted_once_and_without_hidden_ones(folder: Path) -> None:
    found = find_documents([folder, folder / "cấp trên", folder / "kh-27-dong-may.txt"])
    names = [str(path.relative_to(folder)) for path in found.files]
    assert names == ["kh-27-dong-may.txt", "cấp trên/kh-88-lam-hai.txt"]
    assert found.refused == ()
    check_paths([folder])


async def test_records_come_in_the_order_of_the_files(folder: Path) -> None:
    paths = [SAMPLES / "kh-88-lam-hai.txt", folder / "trống.txt", *sorted(SAMPLES.glob("*.txt"))]
    paths[1].write_bytes(b"")
    readings = [reading async for reading in read_documents(paths)]
    assert [path for path, _ in readings] == paths
    assert [path for path, reading in readings if isinstance(reading, Refused)] == [paths[1]]


async def test_a_document_that_never_ends_is_given_up_and_the_next_is_read(
    tmp_path: Path,
) -> None:
    endless = tmp_path / "không hết.txt"
    os.mkfifo(endless)
    paths = [endless, SAMPLES / "kh-88-lam-hai.txt", endless, SAMPLES / "kh-27-dong-may.txt"]
    deadline = patience(4)
    readings = [reading async for _, reading in read_documents(paths, deadline)]
    reasons = [reading.reason for reading in readings if isinstance(reading, Refused)]
    assert [isinstance(reading, Refused) for reading in readings] == [True, False, True, False]
    assert all(f"quá {deadline:g} giây" in reason for reason in reasons)
    assert not _readers()


async def test_a_document_that_kills_its_process_is_refused_and_the_next_is_read(
    tmp_path: Path,
) -> None:
    deadly = tmp_path / "chết.txt"
    os.mkfifo(deadly)
    readings = []
    async for path, reading in read_documents([SAMPLES / "kh-88-lam-hai.txt", deadly]):
        readings.append((path, reading))
        for pid in _readers():
            os.kill(pid, signal.SIGKILL)
    assert [isinstance(reading, Refused) for _, reading in readings] == [False, True]
    refused = readings[1][1]
    assert isinstance(refused, Refused)
    assert "dừng đột ngột" in refused.reason


async def test_a_reader_of_hostile_documents_holds_no_secret_of_the_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DAUMOI_DATABASE_PASSWORD", "mật-khẩu")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "mật-khẩu")
    seen = []
    async for _, reading in read_documents([SAMPLES / "kh-88-lam-hai.txt"]):
        assert not isinstance(reading, Refused)
        seen += [words_of(pid) for pid in _readers()]
    assert seen
    assert not any("mật-khẩu" in words for words in seen)


def _readers() -> list[int]:
    return [
        pid
        for pid in children_of(os.getpid())
        if b"service.reader_process" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
