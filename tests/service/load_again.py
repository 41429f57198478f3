"""A program of its own that loads one document again and again: ``FILE TIMES``."""

import asyncio
import sys
from pathlib import Path

from loaders import load_plan, read_plan
from service.settings import load_settings
from service.store import open_store


async def main(path: Path, times: int) -> None:
    """Load under the settings of the environment, by the service's one policy of tries."""
    record = read_plan(path.read_bytes(), path.name)
    async with open_store(load_settings(), join=True) as store:
        for _ in range(times):
            outcome = await store.load(lambda session: load_plan(session, record))
            print(outcome.status, flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
