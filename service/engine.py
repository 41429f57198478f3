"""The embedded database as a child process: start, watch, stop, restart.

service --pipe--> keeper (engine_keeper.py) --> Java. When the service ends, however it ends, the
keeper ends Java; when Java ends by itself, the service starts it again on the same ports.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from graph_schema.errors import BadSetting, StoreUnavailable
from service import engine_process
from service.engine_address import say_address
from service.engine_keeper import STOP_SECONDS
from service.engine_lock import FolderLock
from service.engine_process import EnginePorts

_log = logging.getLogger("daumoi.engine")

_READY_SECONDS = 30.0  # a store of many gigabytes replays its log first
_POLL_SECONDS = 0.03
_ATTEMPTS = 2  # another program may take a port between its choice and its use
_ROOM_BYTES = 32 << 20  # below this the disk is full: a commit needs room for its log and pages
_ROOM_SECONDS = 1.0
_OWN_GROUP = 0
if sys.platform == "win32":
    _OWN_GROUP = subprocess.CREATE_NEW_PROCESS_GROUP
_RESTART_PAUSES = (0.0, 0.2, 1.0, 2.0)  # the last one is repeated


class EmbeddedEngine:
    """The database that comes with the program; one a data folder, alive as long as its service."""

    user = engine_process.USER
    database = engine_process.DATABASE

    def __init__(self, folder: Path, *, brief: bool = False) -> None:
        """Nothing happens to the folder before ``start``; ``brief``: for one command alone."""
        self.folder = folder
        self._brief = brief
        self._engine = folder / "engine"
        self._lock: FolderLock | None = None
        self._java = Path()
        self._ports = EnginePorts(0, 0)
        self._password = ""
        self._keeper: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._up = asyncio.Event()
        self._pid = 0
        self._starved = False

    @property
    def uri(self) -> str:
        """Where it answers Bolt; the same after a restart."""
        return f"bolt://{engine_process.HOST}:{self._ports.bolt}"

    @property
    def auth(self) -> tuple[str, str]:
        """Its user and the store's random password."""
        return self.user, self._password

    @property
    def pid(self) -> int:
        """The process id of Java."""
        return self._pid

    @property
    def is_up(self) -> bool:
        """Whether it runs and has answered since its last start."""
        return self._up.is_set()

    async def wait_until_up(self) -> None:
        """Return once it answers: at once, or after a restart."""
        await self._up.wait()

    def is_starved(self) -> bool:
        """Whether the disk is full: asked when a write has failed, and kept in mind."""
        self._starved = self._starved or not self._has_room()
        return self._starved

    async def recover_from_starving(self) -> None:
        """Start again once there is room: pages that met a full disk are read back from the log."""
        if self._starved and self._has_room() and self._keeper is not None:
            self._starved = False
            self._up.clear()
            _log.warning("engine %d met a full disk, and there is room now", self._pid)
            await _say_stop(self._keeper)

    async def watch_room(self) -> None:
        """Recover by itself after a full disk: for writers in other processes, who cannot tell."""
        while True:
            if self.is_starved():
                await self.recover_from_starving()
            await asyncio.sleep(_ROOM_SECONDS)

    def _has_room(self) -> bool:
        return shutil.disk_usage(self.folder).free >= _ROOM_BYTES

    async def start(self) -> None:
        """Take the folder and start; return when questions are answered (1.5 to 2.5 seconds)."""
        self._java = engine_process.find_java()
        self._engine = engine_process.prepare_folder(self.folder)
        self._lock = FolderLock(self.folder)
        try:
            await self._lock.acquire()
            self._password = engine_process.settle_password(self._engine)
            await self._first_launch()
            say_address(self._engine, os.getpid(), self._ports.bolt)
        except OSError as error:
            self._lock.release()
            raise engine_process.folder_refused(self.folder, error) from error
        except BaseException:
            await self._end_keeper()
            self._lock.release()
            raise
        self._watch = asyncio.create_task(self._keep_alive(), name="engine watch")

    async def stop(self) -> None:
        """End it cleanly, by force after a few seconds, and give the folder back."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        await self._end_keeper()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    async def _first_launch(self) -> None:
        (self._engine / engine_process.LOG_FILE).unlink(missing_ok=True)
        for attempt in range(1, _ATTEMPTS + 1):
            self._ports = engine_process.free_ports()
            try:
                return await self._launch()
            except StoreUnavailable as error:
                if attempt == _ATTEMPTS:
                    raise BadSetting(
                        f"{error.sentence} Hãy xem {str(self._engine / 'log')!r} và "
                        f"{str(self._engine / engine_process.LOG_FILE)!r}, hoặc đặt "
                        "DAUMOI_DATABASE_URI tới một máy chủ Neo4j."
                    ) from error

    async def _launch(self) -> None:
        """Start keeper and Java, and wait for the first answer."""
        started = time.monotonic()
        lock = [self._lock.descriptor] if self._lock and sys.platform != "win32" else []
        with (self._engine / engine_process.LOG_FILE).open("ab") as log:
            self._keeper = await asyncio.create_subprocess_exec(
                *engine_process.keeper_command(
                    self._java, self._engine, self._ports, brief=self._brief
                ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self._engine,
                env=engine_process.clean_environment(),
                pass_fds=lock,
                start_new_session=True,  # Ctrl+C goes to the service, which ends the engine last
                creationflags=_OWN_GROUP,
            )
        try:
            async with asyncio.timeout(_READY_SECONDS):
                await self._first_answer(self._keeper)
        except TimeoutError as error:
            await self._end_keeper()
            raise StoreUnavailable(
                f"Cơ sở dữ liệu kèm theo không trả lời sau {_READY_SECONDS:.0f} giây."
            ) from error
        self._up.set()
        _log.info("engine %d answers after %.2f s", self._pid, time.monotonic() - started)

    async def _first_answer(self, keeper: asyncio.subprocess.Process) -> None:
        self._pid = int(await _output(keeper).readline() or b"0")
        while not await _is_ready(self._ports.http):
            if keeper.returncode is not None:
                raise StoreUnavailable(
                    f"Cơ sở dữ liệu kèm theo dừng ngay khi khởi động (mã {keeper.returncode})."
                )
            await asyncio.sleep(_POLL_SECONDS)

    async def _keep_alive(self) -> None:
        """Start the engine again whenever it ends; each failure waits longer for the next try."""
        while self._keeper is not None:
            status = await self._keeper.wait()
            self._up.clear()
            _log.warning("engine %d ended by itself (%d): starting it again", self._pid, status)
            await self._restart()

    async def _restart(self) -> None:
        failures = 0
        while not self.is_up:
            await asyncio.sleep(_RESTART_PAUSES[min(failures, len(_RESTART_PAUSES) - 1)])
            try:
                engine_process.settle_password(self._engine, self._password)
                await self._launch()
            except Exception:  # whatever it was: a watch that ends would leave all waiting
                failures += 1
                _log.exception("engine did not start again (%d times)", failures)

    async def _end_keeper(self) -> None:
        keeper, self._keeper = self._keeper, None
        self._up.clear()
        if keeper is None:
            return
        await _say_stop(keeper)
        try:
            async with asyncio.timeout(STOP_SECONDS + 1.5):
                await keeper.wait()
        except TimeoutError:
            keeper.kill()  # Java goes with it
            await keeper.wait()


async def _say_stop(keeper: asyncio.subprocess.Process) -> None:
    if keeper.stdin is not None:
        with contextlib.suppress(ConnectionError):  # it has just ended by itself
            keeper.stdin.write(b"stop\n")
            await keeper.stdin.drain()


def _output(keeper: asyncio.subprocess.Process) -> asyncio.StreamReader:
    if keeper.stdout is None:
        raise RuntimeError("the keeper was started without a pipe")
    return keeper.stdout


async def _is_ready(port: int) -> bool:
    """Whether the engine says that it and its database are open (its HTTP answers 204 then)."""
    try:
        reader, writer = await asyncio.open_connection(engine_process.HOST, port)
    except OSError:
        return False
    try:
        writer.write(b"GET /api/v1/ready HTTP/1.0\r\n\r\n")
        return b" 204 " in await reader.readline()
    except OSError:
        return False
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
