"""Many records into the graph, the new ones together in one managed transaction.

A file, or a document, that the store knows already takes the way of one (``loaders.write``), after
those that are new; so does one that people corrected.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from neo4j import AsyncManagedTransaction, AsyncSession

from graph_schema.facts import DocumentGraph
from graph_schema.merge import (
    Former,
    NewDocument,
    find_candidates,
    find_files,
    find_known,
    take_turn,
    write_new,
)
from graph_schema.merge_audit import write_changes
from graph_schema.merge_corrections import find_corrected
from graph_schema.merge_places import find_same_places
from graph_schema.model import PlanRecord
from graph_schema.settle import as_one_place
from loaders.ahead import ahead
from loaders.corrected import apply_corrections
from loaders.facts import graph_of
from loaders.one_commune import list_communes_twice, places_in
from loaders.review import Review
from loaders.settling import Settled, home_of_record, settle, symbols_of
from loaders.units import Home, SettledUnit
from loaders.write import (
    LoadOutcome,
    check_record,
    load_plan,
    loaded_entry,
    merged_units,
    outcome_of,
)

_AT_ONCE = 50
_Merged = tuple[dict[str, SettledUnit], dict[str, str]]
_NEVER_READ = Former({}, frozenset(), frozenset(), known=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Records that are whole, from where each speaks, and the symbols under which to look."""

    records: tuple[PlanRecord, ...]
    homes: tuple[Home, ...]
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A record, from where it speaks, and which nodes it is about."""

    record: PlanRecord
    home: Home
    settled: Settled


async def load_new(session: AsyncSession, prepared: Prepared) -> dict[int, LoadOutcome]:
    """Load those of which nothing stands in the store yet, by their index; all of them or none."""
    return await session.execute_write(_load_new, prepared)


def prepare(records: Sequence[PlanRecord]) -> Prepared:
    """Check records, and find what of them needs no store."""
    for record in records:
        check_record(record)
    homes = tuple(home_of_record(record) for record in records)
    symbols = {s for r, home in zip(records, homes, strict=True) for s in symbols_of(r, home)}
    return Prepared(tuple(records), homes, tuple(sorted(symbols)))


async def load_plans(session: AsyncSession, records: Sequence[PlanRecord]) -> list[LoadOutcome]:
    """Load documents; the outcomes stand in the records' order."""
    return await load_prepared(session, await asyncio.to_thread(prepare, records))


async def load_prepared(session: AsyncSession, prepared: Prepared) -> list[LoadOutcome]:
    """Load documents; the new ones together, then each of the others."""
    done = await load_new(session, prepared)
    return [
        done[index] if index in done else await load_plan(session, record)
        for index, record in enumerate(prepared.records)
    ]


async def _load_new(tx: AsyncManagedTransaction, prepared: Prepared) -> dict[int, LoadOutcome]:
    """Load those that nothing in the store speaks of yet; by their index."""
    await take_turn(tx)
    placed = await _settle_all(tx, prepared)
    new = await _never_read(tx, placed)
    documents = [
        NewDocument(
            one.settled.document,
            [cited for cited in one.settled.cited if cited != one.settled.document],
            one.record.source.sha256,
        )
        for one in new.values()
    ]
    if documents:
        merged = await merged_units(tx)
        places: set[str] = set()
        async with aclosing(ahead(_graphs(list(new.values()), merged, places))) as graphs:
            await write_new(tx, documents, graphs)
        await list_communes_twice(tx, places)
    outcomes = {
        index: outcome_of(one.record, one.settled.document, _NEVER_READ)
        for index, one in new.items()
    }
    await write_changes(tx, [loaded_entry(new[index].record, o) for index, o in outcomes.items()])
    return outcomes


async def _never_read(tx: AsyncManagedTransaction, placed: Sequence[_Placed]) -> dict[int, _Placed]:
    """Those of which nothing stands in the store, by their index: each file and document once."""
    files = [one.record.source.sha256 for one in placed]
    documents = [one.settled.document for one in placed]
    taken = await find_files(tx, files) | await find_known(tx, documents)
    taken |= await find_corrected(tx, files, documents)
    new: dict[int, _Placed] = {}
    for index, one in enumerate(placed):
        keys = {files[index], documents[index]}
        if not keys & taken:
            new[index] = one
        taken |= keys
    return new


async def _settle_all(tx: AsyncManagedTransaction, prepared: Prepared) -> list[_Placed]:
    same = await find_same_places(tx)
    pool = as_one_place(await find_candidates(tx, prepared.symbols), same)
    return [
        _Placed(record, home, settle(record, home, pool, same))
        for record, home in zip(prepared.records, prepared.homes, strict=True)
    ]


def _graphs(
    placed: Sequence[_Placed], merged: _Merged, places: set[str]
) -> Iterator[list[DocumentGraph]]:
    """The readings, some at a time; which places they name is gathered beside them."""
    for start in range(0, len(placed), _AT_ONCE):
        graphs = [_graph(one, merged) for one in placed[start : start + _AT_ONCE]]
        places |= places_in(graphs)
        yield graphs


def _graph(one: _Placed, merged: _Merged) -> DocumentGraph:
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
