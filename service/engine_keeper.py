"""The engine's keeper: stands between the service and Java, so that no engine outlives its service.

A program of its own, run by its path with nothing but Python's own library. Its standard input is
a pipe that the service holds: the line ``stop`` ends Java cleanly, the pipe's end means that the
service died (kill -9 and all) and ends Java at once. It answers with Java's process id, and ends
with Java. The folder's lock is an open file it inherits: the lock is free once Java is gone.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

STOP_SECONDS = 4.0
_PR_SET_PDEATHSIG = 1


def main(command: list[str]) -> int:
    """Start the command, obey the pipe, and give back the command's exit status."""
    os.umask(0o077)
    for name in (signal.SIGINT, signal.SIGTERM):  # the pipe alone decides; Java gets the defaults
        signal.signal(name, _stay)
    # The command is the service's own, word by word; no shell reads it.
    java = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, preexec_fn=_tie()
    )
    print(java.pid, flush=True)
    threading.Thread(target=_obey_pipe, args=(java,), daemon=True).start()
    status = java.wait()
    return status if status >= 0 else 128 - status


def _obey_pipe(java: "subprocess.Popen[bytes]") -> None:
    if sys.stdin.readline() == "stop\n":
        java.terminate()
        try:
            java.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            java.kill()
    else:
        java.kill()


def _tie() -> Callable[[], None] | None:
    """On Linux the kernel kills Java with this keeper (it is tied to the main thread: that one)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def tie() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    return tie


def _stay(_number: int, _frame: object) -> None:
    """A signal meant for the whole group (Ctrl+C, a session's end) does not end the keeper."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
