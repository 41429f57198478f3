"""Programs of the machine, run on files of our own making: no shell, a clock, a memory cap.

A keeper of few lines, this same file, stands between us and a program. When its pipe to us ends,
however we end, it kills the program and whatever that started.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

_KILLED = 128


def run_outside(
    command: Sequence[str], seconds: float, memory: int = 0, said: Path | None = None
) -> int | None:
    """The exit code of a program; None when its time was over. What it prints goes to ``said``."""
    with (
        Path(said or os.devnull).open("wb") as output,
        subprocess.Popen(  # noqa: S603 - the program comes from PATH, the paths are ours
            [sys.executable, "-I", __file__, str(memory), *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as keeper,
    ):
        try:
            return keeper.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if keeper.stdin is not None:
                keeper.stdin.close()


def main() -> None:
    """Keep a program that may use no more memory than told, nor may what it starts."""
    memory, program = int(sys.argv[1]), sys.argv[2:]
    if memory and sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    kept = subprocess.Popen(  # noqa: S603 - as above
        program, stdin=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=_obey_pipe, args=(kept,), daemon=True).start()
    if sys.platform != "win32":
        os.waitid(os.P_PID, kept.pid, os.WEXITED | os.WNOWAIT)  # its number stays its own
        kill_group(kept)
    code = kept.wait()
    sys.exit(code if code >= 0 else _KILLED - code)


def _obey_pipe(kept: "subprocess.Popen[bytes]") -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing is ever written: it returns when the pipe ends
    kill_group(kept)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process that leads a group, and all of that; it was not waited for yet."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
