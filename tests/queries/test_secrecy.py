"""Who may not see a secret document is answered as if it had never been loaded: byte for byte."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from neo4j import AsyncManagedTransaction

from graph_schema import json_text
from graph_schema.callers import Caller, Role, Secrecy
from graph_schema.model import PlanRecord
from loaders.write import load_plan
from loaders.write_many import load_plans
from queries.execute import Question, Reader
from service.store import Store
from tests.engines import make_empty
from tests.queries.asking import reader_of, schema
from tests.queries.operation_values import pool_of
from tests.queries.operations import Operation, operations
from tests.queries.oracle import Oracle
from tests.queries.oracle_graph import Graph, read_graph
from tests.queries.secret import HIDDEN, ONLY_SECRET, open_plans, secret_plan
from tests.queries.test_differential import _WIDE, FEW, _settings

READER = Caller("Nguyễn Văn Đọc", Role.READER)
CLEARED = replace(READER, clearance=Secrecy.SECRET)
Load = Callable[[Store], Awaitable[None]]


async def _one_by_one(store: Store, records: list[PlanRecord]) -> None:
    for record in records:
        async with store.session() as session:
            await load_plan(session, record)


async def _before(store: Store) -> None:
    await _one_by_one(store, [secret_plan(), *open_plans()])


async def _after(store: Store) -> None:
    await _one_by_one(store, [*open_plans(), secret_plan(), secret_plan("Tuyệt mật", 100)])


async def _together(store: Store) -> None:
    async with store.session() as session:
        await load_plans(session, [secret_plan("TỐI MẬT"), *open_plans(), secret_plan("MẬT", 101)])


async def _read_anew(store: Store) -> None:
    newer = [
        replace(record, source=replace(record.source, reader="newer"))
        for record in (*open_plans(), secret_plan())
    ]
    await _one_by_one(store, [secret_plan(), *open_plans(), *newer])


ORDERS: tuple[Load, ...] = (_before, _after, _together, _read_anew)


async def _graph_without(store: Store, load: Load) -> Graph:
    """What stands in a store that was never told of a secret document."""
    records = open_plans()
    if load is _together:
        async with store.session() as session:
            await load_plans(session, records)
    else:
        await _one_by_one(store, records)
    if load is _read_anew:
        newer = [replace(r, source=replace(r.source, reader="newer")) for r in records]
        await _one_by_one(store, newer)
    await _forget_changes(store)
    return await read_graph(store)


async def _forget_changes(store: Store) -> None:
    """The chain of changes is numbered throughout: the numbers of hidden ones are missing in it."""
    async with store.session() as session:
        await session.execute_write(run, "MATCH (c:Change) DETACH DELETE c")


async def run(tx: AsyncManagedTransaction, statement: str) -> None:
    """Run one statement by hand."""
    await (await tx.run(statement)).consume()


@pytest.mark.parametrize("load", ORDERS, ids=lambda load: load.__name__.strip("_"))
async def test_no_generated_question_tells_a_reader_that_a_secret_document_is_there(
    store: Store, request: pytest.FixtureRequest, load: Load
) -> None:
    oracle = Oracle(schema(), await _graph_without(store, load))
    await make_empty(store)
    await load(store)
    await _forget_changes(store)
    everything, loop = await read_graph(store), asyncio.get_running_loop()
    assert any(thing.values.get("secret") for thing in everything.things.values())
    read = partial(store.read, timeout=60)  # Neo4j plans a large question for long
    reader = Reader(schema(), read, _WIDE, deadline=60)

    async def compare(operation: Operation) -> None:
        for variables in operation.variables:
            expected = oracle.answer(operation.text, variables, operation.name)
            assert not expected.errors, expected.errors
            question = Question(operation.text, variables, operation.name, READER)
            answer = await reader.answer(question)
            assert answer.errors == (), answer.errors[0].original_error or answer.errors
            assert json_text.dumps(answer.data) == json_text.dumps(expected.data), operation.text

    await _ask_each_thing(everything, compare)

    @_settings(FEW[request.node.callspec.params["store"]])
    @given(operations(schema(), pool_of(everything)))
    def ask_each(operation: Operation) -> None:
        asyncio.run_coroutine_threadsafe(compare(operation), loop).result()

    await asyncio.to_thread(ask_each)


_NODE = """query($id: ID!) { node(id: $id) { __typename id
  ... on Document { title known issuer { name } directives(transitive: true) {
    document { id } relation }
    carriedOutBy(transitive: true) { document { id } } }
  ... on Unit { name aliases kind settled place { id } tasks { totalCount nodes { id } }
    documents { totalCount nodes { id } } ownedTargets { totalCount } corrections { id } }
  ... on Person { name history { totalCount }
    offices(asOf: "2026-12-31") { asOf position { id fullTitle unit { id } } source { quote } }
    tasks { totalCount edges { cursor } } }
  ... on Position { fullTitle unit { id name } holders { person { id } by }
    now: holders(asOf: "2026-12-31") { person { id } } }
  ... on Place { fullName parent { id } } } }"""
_LISTS = """query($first: ID!, $directive: String!) {
  whole: statistics(by: PLAN) { total { assigned } groups { of { id } label summary { assigned } } }
  units_: statistics(by: UNIT) { total { assigned } groups { of { id } label } }
  leaders: statistics(by: LEADER) { groups { of { id } label summary { assigned } } }
  directives: statistics(by: DIRECTIVE) { groups { of { id } label summary { assigned } } }
  places: statistics(by: PLACE) { groups { of { id } label summary { assigned } } }
  unled: tasks(where: {hasLead: false}) { totalCount nodes { id } }
  unowned: targets(where: {ownership: NONE}) { totalCount nodes { id } }
  backwards: documents(last: 3) { nodes { id } pageInfo { hasPreviousPage } }
  positions { totalCount nodes { id } } places_: places { totalCount } corrections { totalCount }
  reportDuties { totalCount nodes { id } } nodes(ids: [$first]) { id }
  times: tasks(where: {occurrenceStatus: [OPEN_IN_TERM], asOf: "2026-01-01"}) { nodes { id
    occurrences { id dueEnd } } }
  tasks_: tasks(where: {directive: $directive, status: [OPEN_IN_TERM, OPEN_OVERDUE,
    OPEN_WITHOUT_DEADLINE]}) { totalCount }
  beneath: documents(where: {directive: $directive}) { totalCount nodes { id } }
  plans { totalCount nodes { id title } } documents { totalCount nodes { id known } }
  tasks { totalCount edges { cursor } } targets { totalCount } units { totalCount nodes { name
  aliases } } people { totalCount nodes { id } } reviewItems { totalCount } }"""
_CHAIN = """query($from: ID!, $to: ID!) {
  chain(from: $from, to: $to) { cut ways { length relations nodes { id } } } }"""
_SEARCHES = "query($text: String!) { search(text: $text) { totalCount edges { cursor } } }"


async def _ask_each_thing(graph: Graph, compare: Callable[[Operation], Awaitable[None]]) -> None:
    """Everything by its id, every list, every name of anything as words to search."""
    for thing in graph.things.values():
        await compare(Operation(_NODE, None, ({"id": thing.id},)))
    documents = [thing.id for thing in graph.things.values() if "Document" in thing.labels]
    ends = [
        thing.id
        for thing in graph.things.values()
        if {"Unit", "Person", "Position", "Task", "Target"} & set(thing.labels)
    ]
    for one in documents:
        await compare(Operation(_LISTS, None, ({"first": one, "directive": one},)))
        for other in ends:
            await compare(Operation(_CHAIN, None, ({"from": one, "to": other},)))
    named = {
        str(thing.values.get("name") or thing.values.get("symbol"))
        for thing in graph.things.values()
    }
    for text in sorted({*named, HIDDEN, ONLY_SECRET} - {"None"}):
        await compare(Operation(_SEARCHES, None, ({"text": text},)))


async def test_a_cleared_reader_sees_up_to_their_level_and_the_others_work_beside_it(
    store: Store,
) -> None:
    await _one_by_one(store, [*open_plans(), secret_plan(), secret_plan("Tối mật", 100)])
    reader = reader_of(store)
    text = '{ plans { totalCount } units(where: {name: "Phòng Kinh tế", place: "Đồng Mới"}) {'
    text += " nodes { tasks { totalCount } } } tasks { totalCount } }"
    counts = {}
    for level in Secrecy:
        caller = replace(READER, clearance=level)
        data = (await reader.answer(Question(text, {}, None, caller))).data
        assert data is not None
        counts[level] = (data["plans"]["totalCount"], data["tasks"]["totalCount"])  # type: ignore[index]
    assert counts[Secrecy.OPEN] == (4, 6)
    assert counts[Secrecy.SECRET] == (5, 7)
    assert counts[Secrecy.TOP_SECRET] == counts[Secrecy.MOST_SECRET] == (6, 8)
