"""Loading: files are read on all cores and written one after the other, each in one transaction.

A file that cannot be read or written costs itself alone; only a database that is gone ends the
load. What was already loaded from the same bytes by the same reader is not read again.
"""

import asyncio
import hashlib
import traceback
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from graph_schema.errors import DauMoiError, DeadlineExceeded, StoreUnavailable
from graph_schema.merge import find_reading
from graph_schema.model import PlanRecord
from loaders.version import READER
from loaders.write import LoadOutcome, load_plan
from service.console import fault_sentence
from service.documents import Found, Refused, read_bytes
from service.readers import read_documents
from service.store import Store


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that stands in the graph now, and what loading it did there."""

    path: Path
    outcome: LoadOutcome | None
    """None for a file that was loaded before and is the same."""

    @property
    def status(self) -> str:
        """ "new", "changed" or "unchanged"."""
        return self.outcome.status if self.outcome else "unchanged"


@dataclass(slots=True)
class LoadReport:
    """What became of every file; it is true at any moment of a load that is still going on."""

    loaded: list[Loaded] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def count(self, status: str) -> int:
        """How many files came out "new", "changed" or "unchanged"."""
        return sum(1 for loaded in self.loaded if loaded.status == status)


Step = Callable[[Path], None]
"""Told of each file that is settled: the progress bar's one beat."""


async def load_documents(
    store: Store, found: Found, report: LoadReport, step: Step, *, ocr: bool = False
) -> None:
    """Load every file that was found, and note in the report what became of it."""
    report.refused.extend(found.refused)
    fresh: list[Path] = []
    for path in found.files:
        if await _is_loaded(store, path):
            report.loaded.append(Loaded(path, None))
            step(path)
        else:
            fresh.append(path)
    async with aclosing(read_documents(fresh, ocr=ocr)) as readings:
        async for path, reading in readings:
            if isinstance(reading, PlanRecord):
                settled = await _write(store, path, reading)
            else:
                settled = reading
            if isinstance(settled, Refused):
                report.refused.append(settled)
            else:
                report.loaded.append(settled)
            step(path)


async def _is_loaded(store: Store, path: Path) -> bool:
    try:
        content = await asyncio.to_thread(read_bytes, path)
    except DauMoiError:
        return False  # the reader says why
    digest = hashlib.sha256(content).hexdigest()
    async with store.session() as session:
        return await session.execute_read(find_reading, digest, READER) is not None


async def _write(store: Store, path: Path, record: PlanRecord) -> Loaded | Refused:
    try:
        return Loaded(path, await store.load(lambda session: load_plan(session, record)))
    except StoreUnavailable as error:
        if not isinstance(error, DeadlineExceeded):
            raise
        return Refused(path, error.sentence)
    except DauMoiError as error:
        return Refused(path, error.sentence)
    except Exception:
        return Refused(path, fault_sentence(traceback.format_exc()))
