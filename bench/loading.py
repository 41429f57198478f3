"""The country into a store, along the product's own way, once for each size and seed."""

import asyncio
import hashlib
import json
import resource
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import aclosing
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from neo4j import AsyncSession

from bench.plans import records
from bench.servers import CACHE, ROOT
from graph_schema.migrations import migrate
from graph_schema.model import PlanRecord
from loaders.ahead import ahead
from loaders.write import LoadOutcome
from loaders.write_many import Prepared, load_prepared, prepare
from service.memory import making_much
from service.settings import Settings
from service.store import Store, open_store

_MADE_BY = (
    *("bench/country.py", "bench/plans.py", "bench/paper.py", "bench/words.toml"),
    *("loaders/facts.py", "loaders/work_facts.py", "loaders/frame_facts.py"),
    *(
        "graph_schema/labels.py",
        "graph_schema/merge.py",
        "graph_schema/merge_documents.py",
        "graph_schema/merge_rows.py",
        "graph_schema/migrations.py",
    ),
    *("graph_schema/constraints.py", "graph_schema/identity.py"),
)
_TOGETHER = 200
_COUNT_NODES = "MATCH (n) RETURN count(n)"
_COUNT_RELATIONSHIPS = "MATCH ()-[r]->() RETURN count(r)"


@dataclass(frozen=True, slots=True)
class Loading:
    """What loading came to; rows are nodes and relationships."""

    documents: int
    tasks: int
    rows: int
    seconds: float
    megabytes: int
    """Most memory that the loading process held."""

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def home_of(engine: str, tasks: int, seed: int) -> Path:
    """Where a store of this size is kept: one that other code made is another one."""
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update((ROOT / name).read_bytes())
    return CACHE / f"{tasks}-{seed}-{digest.hexdigest()[:10]}" / engine


def loaded(home: Path) -> Loading | None:
    """What a former run noted of the store in this folder, if it came to its end."""
    note = home.with_suffix(".json")
    if not note.is_file():
        return None
    return Loading(**json.loads(note.read_text(encoding="utf-8")))


def fresh(home: Path) -> None:
    """Drop what a load that was cut short has left."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)


def load_country(home: Path, settings: Settings, tasks: int, seed: int) -> Loading:
    """Load it and note that it is whole."""
    done = asyncio.run(_load_with(settings, records(tasks, seed)))
    home.with_suffix(".json").write_text(json.dumps(asdict(done)), encoding="utf-8")
    return done


async def _load_with(settings: Settings, country: Iterable[PlanRecord]) -> Loading:
    async with open_store(settings) as store:
        async with store.session() as session:
            await migrate(session)
        return await load_records(store, country)


async def load_records(store: Store, country: Iterable[PlanRecord]) -> Loading:
    """Every record, as ``daumoi load`` writes them; the store has its schema."""
    started = time.monotonic()
    documents = tasks = 0
    with making_much():
        async with aclosing(ahead(_prepared(country))) as batches:
            async for together in batches:
                await store.load(partial(_load_some, together))
                documents += len(together.records)
                tasks += sum(len(record.tasks) for record in together.records)
    seconds = time.monotonic() - started
    rows = 0
    for statement in (_COUNT_NODES, _COUNT_RELATIONSHIPS):
        rows += int(str((await store.read(statement, {}, timeout=60.0))[0][0]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Loading(documents, tasks, rows, round(seconds, 1), most)


def _prepared(country: Iterable[PlanRecord]) -> Iterator[Prepared]:
    stream = iter(country)
    while together := list(islice(stream, _TOGETHER)):
        yield prepare(together)


async def _load_some(together: Prepared, session: AsyncSession) -> list[LoadOutcome]:
    return await load_prepared(session, together)
