"""Loading: files are read on all cores; new ones are written together, each wholly or not at all.

A file that cannot be read or written costs itself alone; only a database that is gone ends the
load. What was already loaded from the same bytes by the same reader is not read again.
"""

import asyncio
import hashlib
import logging
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from graph_schema.errors import DauMoiError, DeadlineExceeded, StoreUnavailable
from graph_schema.merge import find_readings
from graph_schema.model import PlanRecord
from loaders.version import READER
from loaders.write import LoadOutcome, load_plan
from loaders.write_many import Prepared, load_new, prepare
from service.console import fault_sentence
from service.documents import Found, Refused, read_bytes
from service.memory import making_much
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


_SOME = (40, 1_500, 16_000_000)
_MANY = (200, 8_000, 16_000_000)
"""How many files, facts of them and bytes are written together: some while nothing is written,
many where the last ones are still being written. A bound on memory and on the wait."""
_WAIT_SECONDS = 5.0
"""How long a file that was read waits for others, while nothing is written."""
_TOGETHER = 2  # one alone takes the way of one
_LOOKED_UP = 200
"""Files that are looked up in the store at one time."""
_LOG = logging.getLogger(__name__)

Step = Callable[[Path], None]
"""Told of each file that is settled: the progress bar's one beat."""


async def load_documents(
    store: Store, found: Found, report: LoadReport, step: Step, *, ocr: bool = False
) -> None:
    """Load every file that was found, and note in the report what became of it."""
    report.refused.extend(found.refused)
    fresh: list[Path] = []
    for start in range(0, len(found.files), _LOOKED_UP):
        paths = found.files[start : start + _LOOKED_UP]
        known = await _known(store, paths)
        for path in paths:
            if path in known:
                _note(report, step, Loaded(path, None))
        fresh.extend(path for path in paths if path not in known)
    writer = _Writer(store, report, step)
    try:
        with making_much():
            await _read_and_write(writer, fresh, report, step, ocr=ocr)
    finally:
        await writer.stop()


async def _read_and_write(
    writer: "_Writer", fresh: Sequence[Path], report: LoadReport, step: Step, *, ocr: bool
) -> None:
    async with aclosing(read_documents(fresh, ocr=ocr)) as readings:
        async for path, reading in readings:
            if isinstance(reading, Refused):
                _note(report, step, reading)
            else:
                await writer.take(path, reading)
    await writer.finish()


class _Writer:
    """Writes what was read, a batch at a time, while the next ones are read and prepared."""

    def __init__(self, store: Store, report: LoadReport, step: Step) -> None:
        self._store, self._report, self._step = store, report, step
        self._waiting: list[tuple[Path, PlanRecord]] = []
        self._weight = (0, 0, 0)
        self._since = time.monotonic()
        self._writing: asyncio.Task[None] | None = None

    async def take(self, path: Path, record: PlanRecord) -> None:
        """Keep a record until enough are there; wait where the last batch is still written."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((path, record))
        files, facts, size = self._weight
        said = len(record.tasks) + len(record.targets) + len(record.directives)
        self._weight = (files + 1, facts + said, size + len(record.source.content))
        idle = self._writing is None or self._writing.done()
        late = time.monotonic() - self._since > _WAIT_SECONDS
        bounds = _SOME if idle else _MANY
        if any(w >= most for w, most in zip(self._weight, bounds, strict=True)) or (idle and late):
            await self._start()

    async def finish(self) -> None:
        """Write what is left, to its end."""
        await self._start()
        if self._writing is not None:
            await self._writing

    async def stop(self) -> None:
        """Leave nothing under way: a batch that is not written wholly is not written."""
        if self._writing is not None and not self._writing.done():
            self._writing.cancel()
            await asyncio.wait([self._writing])

    async def _start(self) -> None:
        batch, self._waiting, self._weight = self._waiting, [], (0, 0, 0)
        prepared = await _prepare([record for _, record in batch])
        if self._writing is not None:
            await self._writing
        self._writing = asyncio.create_task(
            _write_all(self._store, batch, prepared, self._report, self._step)
        )


async def _prepare(records: Sequence[PlanRecord]) -> Prepared | None:
    """Ready to be written together; none where one is not whole: each then tells its own."""
    if len(records) < _TOGETHER:
        return None
    try:
        return await asyncio.to_thread(prepare, records)
    except DauMoiError:
        _LOG.info("%d documents are written one by one", len(records), exc_info=True)
        return None


def _note(report: LoadReport, step: Step, settled: Loaded | Refused) -> None:
    if isinstance(settled, Refused):
        report.refused.append(settled)
    else:
        report.loaded.append(settled)
    step(settled.path)


async def _known(store: Store, paths: Sequence[Path]) -> set[Path]:
    """The files whose very bytes this reader has read into the store."""
    digests = await asyncio.to_thread(_digests, paths)
    if not digests:
        return set()
    wanted = sorted(set(digests.values()))
    read = await store.load(lambda session: session.execute_read(find_readings, wanted, READER))
    return {path for path, digest in digests.items() if digest in read}


def _digests(paths: Sequence[Path]) -> dict[Path, str]:
    digests: dict[Path, str] = {}
    for path in paths:
        with suppress(DauMoiError):  # the reader says why
            digests[path] = hashlib.sha256(read_bytes(path)).hexdigest()
    return digests


async def _write_all(
    store: Store,
    batch: Sequence[tuple[Path, PlanRecord]],
    prepared: Prepared | None,
    report: LoadReport,
    step: Step,
) -> None:
    done = await _write_new(store, prepared) if prepared is not None else {}
    for index, (path, record) in enumerate(batch):
        if index in done:
            _note(report, step, Loaded(path, done[index]))
        else:
            _note(report, step, await _write(store, path, record))


async def _write_new(store: Store, prepared: Prepared) -> dict[int, LoadOutcome]:
    """New documents in one transaction; none of them where one fails: then each tells its own."""
    try:
        return await store.load(lambda session: load_new(session, prepared))
    except StoreUnavailable as error:
        if not isinstance(error, DeadlineExceeded):
            raise
    except Exception:
        _LOG.info("%d documents are written one by one", len(prepared.records), exc_info=True)
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
