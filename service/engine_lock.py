"""One service a data folder: a lock that the kernel takes back when its holder dies."""

import asyncio
import os
import sys
import time
from pathlib import Path

from graph_schema.errors import BadSetting

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_ALIVE_SECONDS = 1.0  # a holder that was just killed may still be seen as a zombie
_DEAD_SECONDS = 8.0  # its keeper needs a moment to end the engine and let the lock go
_BEYOND_TEXT = 4096  # Windows locks bytes, and the process id must stay readable


class FolderLock:
    """The right to one data folder; its file names the process that holds it."""

    def __init__(self, folder: Path) -> None:
        """Nothing is taken before ``acquire``."""
        self._folder = folder
        self._path = folder / "service.lock"
        self._descriptor: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file that holds the lock: whoever inherits it holds the lock as well."""
        if self._descriptor is None:
            raise RuntimeError("the folder is not locked")
        return self._descriptor

    async def acquire(self) -> None:
        """Take the folder; a living holder is refused by name, a dead one's leftovers awaited."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        started = time.monotonic()
        while not _lock(descriptor):
            holder = _holder(self._path)
            patience = _ALIVE_SECONDS if holder is None or _is_alive(holder) else _DEAD_SECONDS
            if time.monotonic() - started > patience:
                os.close(descriptor)
                raise BadSetting(
                    f"Thư mục dữ liệu {str(self._folder)!r} đang được một tiến trình daumoi khác "
                    f"dùng (pid {holder or 'không rõ'}): hãy dừng tiến trình đó, hoặc đặt "
                    "DAUMOI_DATA_FOLDER sang thư mục khác."
                )
            await asyncio.sleep(0.05)
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the folder go; the file stays, for removing it would race with the next holder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def living_holder(folder: Path) -> int | None:
    """The process that holds the folder and lives, if any; nothing is taken."""
    path = folder / "service.lock"
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        holder = None if _lock(descriptor) else _holder(path)
    finally:
        os.close(descriptor)  # gives back what the try may have taken
    return holder if holder is not None and _is_alive(holder) else None


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _BEYOND_TEXT, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(path: Path) -> int | None:
    text = path.read_text(encoding="ascii", errors="replace").strip()
    return int(text) if text.isdigit() else None


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":  # os.kill would end the process there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
