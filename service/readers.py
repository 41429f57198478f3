"""Reading on all cores, in processes: a bad file costs itself alone.

A document that crashes its process or never ends is refused with that reason, and the next one
gets a fresh process.
"""

import asyncio
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from pathlib import Path

from graph_schema.model import PlanRecord
from loaders.ocr import OCR_SECONDS
from loaders.outside import kill_group
from service.console import fault_sentence
from service.documents import Refused
from service.reader_process import OCR_MARK
from service.reading import Answer, Fault, Refusal

READ_DEADLINE = 120.0
"""Seconds that one document may take; the largest one that the caps allow needs far less."""

Reading = tuple[Path, PlanRecord | Refused]
"""A file, and its record or why there is none."""

_PROGRAM = "service.reader_process"
_ENVIRONMENT = (
    *("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TEMP", "TMP"),
    *("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SystemRoot", "SYSTEMROOT"),
)


class _Reader:
    """One process and the pipes to it; it is started when it is first needed."""

    def __init__(self, deadline: float, *, ocr: bool) -> None:
        self._deadline = deadline + (OCR_SECONDS if ocr else 0)
        self._options = [OCR_MARK] if ocr else []
        self._process: subprocess.Popen[bytes] | None = None

    async def read(self, path: Path) -> PlanRecord | Refused:
        """The record of a file, or why there is none."""
        process = self._started()
        try:
            async with asyncio.timeout(self._deadline):
                answer = await asyncio.to_thread(_exchange, process, path)
        except asyncio.CancelledError:
            self.end()
            raise
        except TimeoutError:
            self.end()
            return Refused(path, f"Đọc quá {self._deadline:g} giây chưa xong; hãy tách tài liệu.")
        except (EOFError, OSError, pickle.UnpicklingError):
            self.end()
            return Refused(path, "Tiến trình đọc dừng đột ngột (có thể do thiếu bộ nhớ).")
        if isinstance(answer, Refusal):
            reason = answer.sentence.removeprefix(f"{path.name}: ")
            return Refused(path, reason, answer.code)
        if isinstance(answer, Fault):
            return Refused(path, fault_sentence(answer.details))
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", _PROGRAM, *self._options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_clean_environment(),
                start_new_session=True,  # Ctrl+C is the parent's alone
            )
        return self._process

    def end(self) -> None:
        """Kill it and what it started, whatever they do; a thread that waits then sees the end."""
        process, self._process = self._process, None
        if process is not None:
            kill_group(process)
            with suppress(BrokenPipeError), process:  # leaving it waits, and closes the pipes
                pass


def _clean_environment() -> dict[str, str]:
    """What Python and LibreOffice need: a hostile document finds no password of ours."""
    return {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}


def _exchange(process: "subprocess.Popen[bytes]", path: Path) -> Answer:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the reader was started without pipes")
    pickle.dump(path, process.stdin)
    process.stdin.flush()
    answer: Answer = pickle.load(process.stdout)  # noqa: S301 - from our own child
    return answer


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


async def read_documents(
    paths: Sequence[Path], deadline: float = READ_DEADLINE, *, ocr: bool = False
) -> AsyncGenerator[Reading]:
    """Yield what each file says, in the order given, while the next ones are read on all cores."""
    readers = [_Reader(deadline, ocr=ocr) for _ in range(min(len(paths), usable_cores()))]
    idle: asyncio.Queue[_Reader] = asyncio.Queue()
    for reader in readers:
        idle.put_nowait(reader)
    ahead: deque[asyncio.Task[Reading]] = deque()
    try:
        for path in paths:
            ahead.append(asyncio.create_task(_read(path, idle)))
            if len(ahead) > 2 * len(readers):
                yield await ahead.popleft()
        while ahead:
            yield await ahead.popleft()
    finally:
        for task in ahead:
            task.cancel()
        for reader in readers:
            reader.end()


async def _read(path: Path, idle: "asyncio.Queue[_Reader]") -> Reading:
    reader = await idle.get()
    try:
        return path, await reader.read(path)
    finally:
        idle.put_nowait(reader)
