"""Programs of the machine, run on files of our own making: no shell, a clock, a memory cap."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

if sys.platform != "win32":
    import resource


def run_outside(command: Sequence[str], seconds: float, memory: int | None = None) -> int | None:
    """The exit code of a program; None when its time was over and its whole group was ended."""
    capped = [sys.executable, __file__, str(memory)] if memory else []
    with subprocess.Popen(  # noqa: S603 - the program comes from PATH, the paths are ours
        [*capped, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None


def main() -> None:
    """Become a program that may use no more memory than told, nor may what it starts."""
    memory, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    os.execv(program[0], program)  # noqa: S606 - no shell is meant


if __name__ == "__main__":
    main()
