"""Many records into the graph, the new ones together in one managed transaction.

A file, or a document, that the store knows already takes the way of one (``loaders.write``), after
those that are new; so does one that people corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from neo4j import AsyncManagedTransaction, AsyncSession

from graph_schema.facts import DocumentGraph
from graph_schema.merge import (
    Former,
    find_candidates,
    find_files,
    find_known,
    take_turn,
    write_new,
)
from graph_schema.merge_corrections import find_corrected
from graph_schema.model import PlanRecord
from loaders.corrected import apply_corrections
from loaders.facts import graph_of
from loaders.review import Review
from loaders.settling import Settled, home_of_record, settle, symbols_of
from loaders.units import Home, SettledUnit
from loaders.write import LoadOutcome, check_record, load_plan, merged_units, outcome_of

_NEVER_READ = Former({}, frozenset(), frozenset(), known=False)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A record, from where it speaks, and which nodes it is about."""

    record: PlanRecord
    home: Home
    settled: Settled


async def load_new(session: AsyncSession, records: Sequence[PlanRecord]) -> dict[int, LoadOutcome]:
    """Load those of which nothing stands in the store yet, by their index; all of them or none."""
    for record in records:
        check_record(record)
    return await session.execute_write(_load_new, records)


async def load_plans(session: AsyncSession, records: Sequence[PlanRecord]) -> list[LoadOutcome]:
    """Load documents; the outcomes stand in the records' order."""
    done = await load_new(session, records)
    return [
        done[index] if index in done else await load_plan(session, record)
        for index, record in enumerate(records)
    ]


async def _load_new(
    tx: AsyncManagedTransaction, records: Sequence[PlanRecord]
) -> dict[int, LoadOutcome]:
    """Load those that nothing in the store speaks of yet; by their index."""
    await take_turn(tx)
    placed = await _settle_all(tx, records)
    files = [record.source.sha256 for record in records]
    documents = [one.settled.document for one in placed]
    taken = await find_files(tx, files) | await find_known(tx, documents)
    taken |= await find_corrected(tx, files, documents)
    new: dict[int, _Placed] = {}
    for index, one in enumerate(placed):
        keys = {files[index], documents[index]}
        if not keys & taken:
            new[index] = one
        taken |= keys
    merged = await merged_units(tx)
    graphs = [_graph(one, merged) for one in new.values()]
    await write_new(tx, graphs, [one.record.source.sha256 for one in new.values()])
    return {
        index: outcome_of(one.record, one.settled.document, _NEVER_READ)
        for index, one in new.items()
    }


async def _settle_all(tx: AsyncManagedTransaction, records: Sequence[PlanRecord]) -> list[_Placed]:
    homes = [home_of_record(record) for record in records]
    symbols = {s for r, home in zip(records, homes, strict=True) for s in symbols_of(r, home)}
    pool = list(await find_candidates(tx, sorted(symbols)))
    return [
        _Placed(record, home, settle(record, home, pool))
        for record, home in zip(records, homes, strict=True)
    ]


def _graph(one: _Placed, merged: tuple[dict[str, SettledUnit], dict[str, str]]) -> DocumentGraph:
    settled = one.settled
    review = Review(
        settled.document,
        one.record,
        apply_corrections(one.record, ()),
        (),
        {},
        *merged,
        settled.undecided,
    )
    return graph_of(one.record, settled.document, one.home, settled.cited, review)
