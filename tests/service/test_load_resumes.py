"""A load that was stopped, in order or by force, goes on where it was: nothing lost or doubled."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.service.command import SAMPLES, clean_environment, command

FILES = 160


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plans = tmp_path / "plans"
    plans.mkdir()
    sample = (SAMPLES / "kh-88-lam-hai.txt").read_text(encoding="utf-8")
    for number in range(1, FILES + 1):
        words = sample.replace("88/KH-UBND", f"{number}/KH-UBND").replace(
            "Lam Hải", f"Lam Hải {number}"
        )
        (plans / f"{number:04d}.txt").write_text(words, encoding="utf-8")
    return plans


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_load_goes_on_where_it_was(
    number: signal.Signals, folder: Path, tmp_path: Path
) -> None:
    environment = clean_environment(DAUMOI_DATA_FOLDER=str(tmp_path / "data"))
    load = command("load", folder)
    with subprocess.Popen(
        load, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        told = 0
        for line in process.stdout or ():
            told += line.startswith("[")
            if told == FILES // 4:
                os.kill(process.pid, number)
        process.wait()
    assert FILES // 4 <= told < FILES
    again = subprocess.run(load, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    total = _TOTALS.search(again.stdout)
    assert total is not None
    new, changed, unchanged = map(int, total.groups())
    assert (changed, new + unchanged) == (0, FILES)
    assert told <= unchanged < FILES


_TOTALS = re.compile(r"(\d+) mới, (\d+) thay đổi, (\d+) không đổi, 0 bị từ chối")
