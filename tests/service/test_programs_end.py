"""Programs of the machine, LibreOffice and OCR, end with the reader that started them."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from graph_schema.errors import UnreadableDocument
from loaders.outside import run_outside
from loaders.source import extract
from service.documents import Refused
from service.readers import read_documents
from tests.loaders.pdf_files import pdf_of
from tests.processes import make_program, patience
from tests.service.command import all_end_within, children_of, clean_environment, command

RICH_TEXT = b"{\\rtf1 KE HOACH}"
_ENDLESS = """
import os, pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
part = pathlib.Path(__file__).with_name("part")
part.write_text(f"{os.getpid()} {child.pid}")
part.rename(part.with_name("pids"))
time.sleep(600)
"""


@pytest.fixture
def endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document whose LibreOffice never ends, and starts one more that never ends."""
    make_program(tmp_path, "soffice", _ENDLESS)
    monkeypatch.setenv("PATH", str(tmp_path))
    document = tmp_path / "kế hoạch.rtf"
    document.write_bytes(RICH_TEXT)
    return document


def _started(folder: Path) -> list[int]:
    deadline = time.monotonic() + patience(20)
    while not (folder / "pids").exists():
        assert time.monotonic() < deadline, "the program was never started"
        time.sleep(0.02)
    return [int(pid) for pid in (folder / "pids").read_text().split()]


def test_a_program_and_its_own_end_with_the_clock(endless: Path) -> None:
    assert run_outside([str(endless.with_name("soffice"))], patience(3)) is None
    assert all_end_within(_started(endless.parent), 3)


def test_what_a_program_leaves_behind_ends_with_it(tmp_path: Path) -> None:
    make_program(tmp_path, "forgetful", _ENDLESS.replace("time.sleep(600)\n", "sys.exit(7)\n"))
    assert run_outside([str(tmp_path / "forgetful")], 60) == 7
    assert all_end_within(_started(tmp_path), 3)


async def test_a_program_ends_when_its_reader_is_given_up(endless: Path) -> None:
    readings = [reading async for _, reading in read_documents([endless], patience(4))]
    assert isinstance(readings[0], Refused)
    assert all_end_within(_started(endless.parent), 3)


async def test_a_program_ends_when_its_reader_is_killed(endless: Path) -> None:
    async def kill_reader() -> list[int]:
        pids = await asyncio.to_thread(_started, endless.parent)
        for pid in children_of(os.getpid()):
            if b"service.reader_process" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
        return pids

    killing = asyncio.create_task(kill_reader())
    readings = [reading async for _, reading in read_documents([endless], 60)]
    assert isinstance(readings[0], Refused)
    assert all_end_within(await killing, 3)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_program_ends_when_the_command_is_stopped(endless: Path, number: signal.Signals) -> None:
    # A shell that starts the tests in the background has them ignore Ctrl+C, and so this command.
    reading = subprocess.Popen(
        ["/usr/bin/env", "--default-signal=INT", *command("read", endless)],
        cwd=endless.parent,
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    pids = _started(endless.parent)
    reading.send_signal(number)
    reading.wait(60)
    assert all_end_within(pids, 3)


def test_libreoffice_may_use_no_more_memory_than_its_cap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = "import pathlib, sys\nbytearray(3 << 29)\npathlib.Path(sys.argv[-1]).with_name"
    make_program(tmp_path, "soffice", f"{greedy}('source.docx').write_bytes(b'PK')")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match="LibreOffice không mở được tệp"):
        extract(RICH_TEXT, "kế hoạch.rtf")


def test_a_tesseract_that_never_answers_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.ocr._LISTING_SECONDS", 0.5)
    make_program(tmp_path, "tesseract", _ENDLESS)
    make_program(tmp_path, "ocrmypdf", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match="Tesseract trên máy không trả lời"):
        extract(pdf_of([[]], picture=True), "quét.pdf", ocr=True)
