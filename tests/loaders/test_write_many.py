"""Loading many documents at once gives the graph that loading them one by one gives."""

import random

import pytest

from graph_schema.errors import BadRecord
from graph_schema.model import PlanRecord
from loaders.write import load_plan
from loaders.write_many import load_plans
from service.store import Store
from tests.engines import make_empty
from tests.loaders.documents import ALL, PLANS, record_of_file
from tests.loaders.test_write import digest, first, second, sibling
from tests.records import Draft


async def _one_by_one(store: Store, records: list[PlanRecord]) -> tuple[str, list[str]]:
    async with store.session() as session:
        said = [(await load_plan(session, record)).status for record in records]
    return await digest(store), said


async def _together(store: Store, records: list[PlanRecord]) -> tuple[str, list[str]]:
    async with store.session() as session:
        said = [outcome.status for outcome in await load_plans(session, records)]
    return await digest(store), said


def _real() -> list[PlanRecord]:
    return [record for path in ALL if (record := record_of_file(path)) is not None]


@pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")
async def test_documents_loaded_together_give_the_graph_of_documents_loaded_in_turn(
    store: Store,
) -> None:
    records = _real()
    random.Random(0).shuffle(records)
    apart = await _one_by_one(store, records)
    await make_empty(store)
    assert await _together(store, records) == apart


async def test_what_the_store_knows_takes_the_way_of_one_and_new_ones_stand_beside_it(
    store: Store,
) -> None:
    cited_later = (
        Draft(title="Dọn chợ")
        .cite("9/KH-UBND", kind="Kế hoạch")
        .task("I.1", "Việc", lead=["Công an xã"])
    )
    records = [
        first().record("1"),
        sibling().record("2"),
        second().record("3"),
        sibling().record("2"),
    ]
    records += [cited_later.record("4")]
    apart = await _one_by_one(store, records)
    await make_empty(store)
    assert await _together(store, records) == apart
    assert apart[1] == ["new", "new", "changed", "unchanged", "new"]
    assert await _together(store, records) == (apart[0], ["unchanged"] * 2 + ["unchanged"] * 3)


_UNNAMED = """
MATCH (u:Unit) WHERE NOT EXISTS {
  MATCH (u)-[x]-() WHERE NOT type(x) IN ['SITS_IN', 'CHANGED'] } RETURN u.name
"""
_ISSUERS = "MATCH (d:Document)-[x:ISSUED_BY]->(u:Unit) RETURN d.id, count(x) ORDER BY d.id"


def _misnaming() -> PlanRecord:
    """It says of another document that a body issued it which did not."""
    draft = Draft(title="Dọn chợ").cite(
        "9/KH-UBND", kind="Kế hoạch", issuer="Ủy ban Mặt trận Tổ quốc Việt Nam xã"
    )
    return draft.task("I.1", "Việc", lead=["Công an xã"]).record("1")


def _misnamed() -> PlanRecord:
    draft = Draft(title="Khác", number=9, symbol="KH-UBND")
    return draft.task("I.1", "Rà", lead=["Công an xã"]).record("2")


def _others(count: int) -> list[PlanRecord]:
    return [
        Draft(title=f"Việc {n}", number=100 + n).task("I.1", f"Việc {n}").record(f"o{n}")
        for n in range(count)
    ]


@pytest.mark.parametrize("between", [0, 30])
@pytest.mark.parametrize("named_first", [True, False])
async def test_who_is_only_wrongly_said_to_have_issued_a_document_that_is_here_leaves_no_unit(
    store: Store, named_first: bool, between: int
) -> None:
    ends = [_misnaming(), _misnamed()] if named_first else [_misnamed(), _misnaming()]
    apart = await _one_by_one(store, ends)
    assert await store.read(_UNNAMED, {}) == []
    await make_empty(store)
    assert await _together(store, ends) == apart
    await make_empty(store)
    await _together(store, [ends[0], *_others(between), ends[1]])
    assert await store.read(_UNNAMED, {}) == []


async def test_a_document_that_was_cited_before_it_is_read_has_one_issuer(store: Store) -> None:
    async with store.session() as session:
        await load_plan(session, _misnaming())
    other = Draft(title="Rửa đường", number=77).cite(
        "9/KH-UBND", kind="Kế hoạch", issuer="Ủy ban Mặt trận Tổ quốc Việt Nam xã"
    )
    await _together(store, [other.record("3"), *_others(30), _misnamed()])
    assert all(count == 1 for _, count in await store.read(_ISSUERS, {}))
    assert await store.read(_UNNAMED, {}) == []


async def test_a_record_that_is_refused_leaves_nothing_of_the_others(store: Store) -> None:
    broken = first().record("1")
    object.__setattr__(broken.tasks[0].quote, "text", "nothing of the kind")
    before = await digest(store)
    async with store.session() as session:
        with pytest.raises(BadRecord):
            await load_plans(session, [sibling().record("2"), broken])
    assert await digest(store) == before
