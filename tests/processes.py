"""What the kernel says of the processes that a test started."""

import os
import signal
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_program(folder: Path, name: str, words: str) -> None:
    """A program of this name for PATH: Python that stands in for one of the machine."""
    file = folder / name
    file.write_text(f"#!{sys.executable}\n{words}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def is_running(pid: int) -> bool:
    """Whether it lives; one that ended and was not waited for yet (a zombie) does not."""
    try:
        return _state(pid) not in {"Z", "X"}
    except FileNotFoundError:
        return False


def _state(pid: int) -> str:
    status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return status.rpartition(")")[2].split()[0]


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Hold it still, as a machine that is put to sleep does."""
    os.kill(pid, signal.SIGSTOP)
    try:
        while _state(pid) != "T":  # its threads stop one after the other
            time.sleep(0.01)
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def ends_within(pid: int, seconds: float) -> bool:
    """Wait for its end."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_running(pid):
            return True
        time.sleep(0.02)
    return not is_running(pid)


def parent_of(pid: int) -> int:
    status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return int(status.rpartition(")")[2].split()[1])


def words_of(pid: int) -> str:
    """Its command line and its environment: what others on the machine may get to see."""
    folder = Path(f"/proc/{pid}")
    return (folder / "cmdline").read_text("utf-8") + (folder / "environ").read_text("utf-8")


def listening_addresses(pid: int) -> set[str]:
    """The local addresses, in the kernel's hexadecimal words, at which it accepts connections."""
    sockets = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            sockets.add(os.readlink(descriptor))
        except FileNotFoundError:  # closed meanwhile
            continue
    found = set()
    for table in ("tcp", "tcp6"):
        lines = Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]
        for fields in (line.split() for line in lines):
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                found.add(fields[1].partition(":")[0])
    return found


def patience(seconds: float) -> float:
    """The seconds promised on a machine at rest; a busy one is given as much more as it is busy."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
