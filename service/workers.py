"""Several processes on one socket: started, watched, started again when one ends, ended together.

The socket belongs to this supervisor: connections that wait there outlive a worker.
"""

import asyncio
import contextlib
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from graph_schema.errors import BadSetting
from service.serving import GRACE_SECONDS
from service.worker_process import READY, Order

_PROGRAM = "service.worker_process"
_PAUSES = (0.0, 0.5, 2.0, 5.0)  # the last one is repeated
_SOUND_SECONDS = 30.0  # a worker that lived so long did not fail at its start
_START_SECONDS = 60.0
_FIRST_TRIES = 3
_END_SECONDS = GRACE_SECONDS + 1.5
_LOG = logging.getLogger("daumoi.workers")


def check_workers(count: int) -> None:
    """Refuse several workers where a socket cannot be shared."""
    if count > 1 and os.name != "posix":
        raise BadSetting(
            "Nhiều tiến trình phục vụ (--workers, DAUMOI_WORKERS) chỉ có trên Linux và macOS: "
            "hãy đặt --workers 1."
        )


async def keep_workers(
    count: int, order: Order, taken: socket.socket, announce: Callable[[], None]
) -> None:
    """Keep so many workers answering until cancelled; announce once all of them do."""
    waiting = set(range(1, count + 1))

    def ready(slot: int) -> None:
        if slot in waiting:
            waiting.discard(slot)
            if not waiting:
                announce()

    try:
        async with asyncio.TaskGroup() as group:
            for slot in range(1, count + 1):
                worker = _Worker(replace(order, slot=slot, descriptor=taken.fileno()), ready)
                group.create_task(worker.keep(), name=f"worker {slot}")
    except BaseExceptionGroup as failed:  # whatever ends one ends all: the first one tells why
        raise failed.exceptions[0] from None


class _Worker:
    """One slot: the process that serves in it now."""

    def __init__(self, order: Order, ready: Callable[[int], None]) -> None:
        self._order = order
        self._ready = ready
        self._was_ready = False

    async def keep(self) -> None:
        """Start it again whenever it ends; each failure waits longer for the next try."""
        failures = 0
        while True:
            started = time.monotonic()
            status = await self._serve()
            failures = 0 if time.monotonic() - started > _SOUND_SECONDS else failures + 1
            _LOG.warning("worker %d ended by itself (%d)", self._order.slot, status)
            if not self._was_ready and failures == _FIRST_TRIES:
                raise BadSetting(
                    "Tiến trình phục vụ dừng ngay khi khởi động: hãy xem nhật ký "
                    f"daumoi-{self._order.slot}.log trong thư mục dữ liệu."
                )
            await asyncio.sleep(_PAUSES[min(failures - 1, len(_PAUSES) - 1)] if failures else 0)

    async def _serve(self) -> int:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", _PROGRAM),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[self._order.descriptor],
            start_new_session=True,  # Ctrl+C goes to the supervisor, which ends its workers
        )
        try:
            await self._begin(process)
            return await process.wait()
        finally:
            await _end(process)

    async def _begin(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the worker was started without pipes")
        # It has ended, or will be; uvloop says of a pipe that is closed already: RuntimeError.
        with contextlib.suppress(OSError, RuntimeError, TimeoutError):
            process.stdin.write(self._order.line())
            await process.stdin.drain()
            async with asyncio.timeout(_START_SECONDS):
                if await process.stdout.readline() == READY:
                    _LOG.info("worker %d answers: pid %d", self._order.slot, process.pid)
                    self._was_ready = True
                    self._ready(self._order.slot)
                    return
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """End it in order, by force after its time."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_END_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
