"""Where the running engine of a data folder answers, for this user's other commands.

The service that holds the folder writes it once its engine answers; a restart keeps the ports. The
password stands in a file of its own that this user alone can read.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from service import engine_process
from service.engine_lock import living_holder

_FILE = "address"
_STARTING_SECONDS = 10.0  # a service that is just starting says its address soon
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """A running engine's Bolt address, and what opens it."""

    uri: str
    auth: tuple[str, str]


def say_address(engine: Path, pid: int, bolt_port: int) -> None:
    """Let other commands know: written whole or not at all."""
    fresh = engine / f"{_FILE}.{pid}"
    fresh.write_text(f"{pid} {bolt_port}", encoding="ascii")
    fresh.chmod(0o600)
    fresh.replace(engine / _FILE)


async def running_address(folder: Path) -> EngineAddress | None:
    """The engine of a folder that a living service holds, or none: then one may be started."""
    started = time.monotonic()
    while (holder := living_holder(folder)) is not None:
        if (address := _said_by(holder, folder / "engine")) is not None:
            return address
        if time.monotonic() - started > _STARTING_SECONDS:
            return None
        await asyncio.sleep(_POLL_SECONDS)
    return None


def _said_by(holder: int, engine: Path) -> EngineAddress | None:
    try:
        pid, port = (engine / _FILE).read_text(encoding="ascii").split()
        password = (engine / engine_process.PASSWORD_FILE).read_text(encoding="ascii").strip()
    except (OSError, ValueError):  # not said yet
        return None
    if pid != str(holder):  # an earlier service said it
        return None
    uri = f"bolt://{engine_process.HOST}:{port}"
    return EngineAddress(uri, (engine_process.USER, password))
