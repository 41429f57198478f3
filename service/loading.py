"""Loading: files are read on all cores; new ones are written together, each wholly or not at all.

A file that cannot be read or written costs itself alone; only a database that is gone ends the
load. What was already loaded from the same bytes by the same reader is not read again.
"""

import asyncio
import hashlib
import logging
import traceback
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from graph_schema.errors import DauMoiError, DeadlineExceeded, StoreUnavailable
from graph_schema.merge import find_reading
from graph_schema.model import PlanRecord
from loaders.version import READER
from loaders.write import LoadOutcome, load_plan
from loaders.write_many import load_new
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


_FILES, _FACTS = 40, 1_500
"""How many files, or facts of them, are written together: a bound on memory and on the wait."""
_LOG = logging.getLogger(__name__)

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
    waiting: list[tuple[Path, PlanRecord]] = []
    async with aclosing(read_documents(fresh, ocr=ocr)) as readings:
        async for path, reading in readings:
            if isinstance(reading, Refused):
                _note(report, step, reading)
                continue
            waiting.append((path, reading))
            if len(waiting) >= _FILES or sum(map(_weight, waiting)) >= _FACTS:
                await _write_all(store, waiting, report, step)
                waiting = []
    await _write_all(store, waiting, report, step)


def _weight(waiting: tuple[Path, PlanRecord]) -> int:
    record = waiting[1]
    return len(record.tasks) + len(record.targets) + len(record.directives)


def _note(report: LoadReport, step: Step, settled: Loaded | Refused) -> None:
    if isinstance(settled, Refused):
        report.refused.append(settled)
    else:
        report.loaded.append(settled)
    step(settled.path)


async def _is_loaded(store: Store, path: Path) -> bool:
    try:
        content = await asyncio.to_thread(read_bytes, path)
    except DauMoiError:
        return False  # the reader says why
    digest = hashlib.sha256(content).hexdigest()
    async with store.session() as session:
        return await session.execute_read(find_reading, digest, READER) is not None


async def _write_all(
    store: Store, waiting: Sequence[tuple[Path, PlanRecord]], report: LoadReport, step: Step
) -> None:
    done = await _write_new(store, [record for _, record in waiting]) if len(waiting) > 1 else {}
    for index, (path, record) in enumerate(waiting):
        if index in done:
            _note(report, step, Loaded(path, done[index]))
        else:
            _note(report, step, await _write(store, path, record))


async def _write_new(store: Store, records: Sequence[PlanRecord]) -> dict[int, LoadOutcome]:
    """New documents in one transaction; none of them where one fails: then each tells its own."""
    try:
        return await store.load(lambda session: load_new(session, records))
    except StoreUnavailable as error:
        if not isinstance(error, DeadlineExceeded):
            raise
    except Exception:
        _LOG.info("%d documents are written one by one", len(records), exc_info=True)
    return {}


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
