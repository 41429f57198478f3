"""The real command as a child process: its words, its exit codes, its end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.processes import is_running, patience

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Service:
    """A running ``daumoi serve`` and the files that take its words."""

    process: "subprocess.Popen[bytes]"
    address: str
    out: Path
    err: Path
    seconds: float
    """From its start to its first answer."""

    @property
    def words(self) -> str:
        return self.out.read_text("utf-8") + self.err.read_text("utf-8")

    def engine_processes(self) -> list[int]:
        """The keeper of the engine, and Java under it."""
        keepers = children_of(self.process.pid)
        return [*keepers, *(pid for keeper in keepers for pid in children_of(keeper))]

    def stop(self, number: signal.Signals) -> int:
        """Send a signal and wait for the exit code."""
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


def daumoi(
    *words: str | Path, folder: Path, through: Sequence[str] = (), **environment: str
) -> Said:
    """Run the command in a folder of its own, where its data goes too."""
    done = subprocess.run(
        [*through, *command(*words)],
        cwd=folder,
        env=clean_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@contextmanager
def serving(folder: Path, *words: str | Path, **environment: str) -> Iterator[Service]:
    """A service on a free port, ready to answer; killed at the end if it still runs."""
    port = free_port()
    out, err = folder / f"out-{port}", folder / f"err-{port}"
    started = time.monotonic()
    with out.open("wb") as said, err.open("wb") as told:
        process = subprocess.Popen(
            command("serve", "--port", str(port), *words),
            cwd=folder,
            env=clean_environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=told,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(process, address, err)
        yield Service(process, address, out, err, time.monotonic() - started)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def wait_until_ready(process: "subprocess.Popen[bytes]", address: str, err: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, err.read_text("utf-8")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"not ready after {SECONDS} s: {err.read_text('utf-8')}")


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "service", *map(str, words)]


def clean_environment(**more: str) -> dict[str, str]:
    """This environment without settings of the program; this tree goes before an installed one."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DAUMOI_")}
    kept["PYTHONPATH"] = str(ROOT)
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS", "COLUMNS"):
        kept.pop(name, None)
    return kept | more


def as_nobody_special() -> list[str]:
    """What to put before a command so that it may read only what its user may, root too."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def children_of(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def all_end_within(pids: list[int], seconds: float) -> bool:
    deadline = time.monotonic() + patience(seconds)
    while any(map(is_running, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
