"""The store: reads and writes on both engines, and what is said when an engine does not answer."""

import asyncio
import socket
import time

import pytest
from neo4j import AsyncManagedTransaction
from neo4j.exceptions import ConstraintError, CypherSyntaxError, Neo4jError

from graph_schema.errors import BadSetting, DeadlineExceeded, StoreUnavailable
from service.settings import load_settings
from service.store import Store, open_store

# 27 thousand million rows that never match: no engine ends it in time.
RUNAWAY = (
    "UNWIND range(1, 3000) AS x UNWIND range(1, 3000) AS y UNWIND range(1, 3000) AS z "
    "WITH x, y, z WHERE x * y * z = -1 RETURN count(*)"
)

SLACK = 0.5  # of a machine that does other things as well

on_the_embedded_engine = pytest.mark.parametrize("store", ["embedded"], indirect=True)


async def test_a_read_gives_rows_as_lists(store: Store) -> None:
    rows = await store.read(
        "UNWIND $names AS name RETURN name, [size(name), null]", {"names": ["Đặng", "Uỷ"]}
    )
    assert rows == [["Đặng", [4, None]], ["Uỷ", [2, None]]]


async def test_a_write_is_kept_whole_and_its_result_is_given_back(store: Store) -> None:
    async def work(tx: AsyncManagedTransaction) -> str:
        await (await tx.run("MERGE (t:Task {id: $id}) SET t.text = 'a'", {"id": "t1"})).consume()
        result = await tx.run("MATCH (t:Task {id: $id}) RETURN t.text", {"id": "t1"})
        record = await result.single(strict=True)
        return str(record.value())

    assert await store.write(work) == "a"
    assert await _texts(store) == [["t1", "a"]]


async def test_a_write_that_fails_half_way_leaves_nothing(store: Store) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        await (await tx.run("MERGE (t:Task {id: 't1'})")).consume()
        raise RuntimeError("the document was not what it seemed")

    with pytest.raises(RuntimeError, match="not what it seemed"):
        await store.write(work)
    assert await _texts(store) == []


async def test_forty_writers_of_one_new_node_all_win_and_make_one_node(store: Store) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        result = await tx.run(
            "MERGE (t:Task {id: 'one'}) ON CREATE SET t.n = 1 ON MATCH SET t.n = t.n + 1"
        )
        await result.consume()

    await asyncio.gather(*(store.write(work) for _ in range(40)))
    assert await store.read("MATCH (t:Task) RETURN t.id, t.n", {}) == [["one", 40]]


@on_the_embedded_engine
async def test_what_another_writer_takes_away_under_a_statement_is_a_race_and_is_tried_again(
    store: Store,
) -> None:
    """The embedded engine says EntityNotFound, which the driver takes for the caller's fault."""
    tasks = "MATCH (d:Document {id: 'd'})-[:HAS_TASK]->(t:Task) "

    async def work(tx: AsyncManagedTransaction) -> None:
        for text in (
            tasks + "SET t.n = 1",
            tasks + "DETACH DELETE t",
            "MATCH (d:Document {id: 'd'}) UNWIND range(1, 40) AS n CREATE (d)-[:HAS_TASK]->(:Task)",
            tasks + "SET t.n = 2",
        ):
            await (await tx.run(text)).consume()

    async def begin(tx: AsyncManagedTransaction) -> None:
        await (await tx.run("CREATE (:Document {id: 'd'})")).consume()

    await store.write(begin)
    await asyncio.gather(*(store.write(work) for _ in range(16)))
    assert await store.read(tasks + "RETURN t.n, count(t)", {}) == [[2, 40]]


async def test_a_constraint_that_stays_broken_is_no_race_and_comes_out(store: Store) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        await (await tx.run("CREATE (:Task {id: 'twice'})")).consume()

    await store.write(work)
    with pytest.raises(ConstraintError):
        await store.write(work)
    assert await _texts(store) == [["twice", None]]


async def test_a_session_is_handed_out_with_its_own_transactions(store: Store) -> None:
    async def work(tx: AsyncManagedTransaction, identity: str) -> None:
        await (await tx.run("MERGE (:Task {id: $id})", {"id": identity})).consume()

    async with store.session() as session:
        await session.execute_write(work, "t1")
        await session.execute_write(work, "t2")
    assert [row[0] for row in await _texts(store)] == ["t1", "t2"]


async def test_the_engine_is_named_with_its_version(store: Store) -> None:
    name, _, version = store.engine_name.partition("/")
    assert name == ("Neo4j" if store.engine is None else "ArcadeDB")
    assert version[0].isdigit()


async def test_a_store_that_answers_is_ready(store: Store) -> None:
    assert await store.ready()


async def test_a_runaway_question_ends_in_time_and_the_next_one_is_answered(store: Store) -> None:
    await _runs_away(store, 1.0)


@on_the_embedded_engine
async def test_the_embedded_engine_ends_a_runaway_question_itself(store: Store) -> None:
    error = await _runs_away(store, 5.0)
    assert isinstance(error.__cause__, Neo4jError)  # the engine's word, not our impatience


async def _runs_away(store: Store, timeout: float) -> DeadlineExceeded:
    started = time.monotonic()
    with pytest.raises(DeadlineExceeded) as caught:
        await store.read(RUNAWAY, {}, timeout=timeout)
    assert time.monotonic() - started <= timeout + SLACK
    assert "thử lại" in caught.value.sentence
    assert caught.value.__cause__ is not None
    assert await store.read("RETURN 1", {}) == [[1]]
    return caught.value


async def test_a_mistake_in_a_statement_is_not_taken_for_an_absent_database(store: Store) -> None:
    with pytest.raises(CypherSyntaxError):
        await store.read("RETURN", {})


@on_the_embedded_engine
async def test_no_file_and_no_address_can_be_read_through_a_statement(store: Store) -> None:
    for source in ("file:///etc/passwd", "http://127.0.0.1:9/x.csv"):
        with pytest.raises(Exception, match="disabled"):
            await store.read("LOAD CSV FROM $source AS line RETURN line", {"source": source})


async def _texts(store: Store) -> list[list[object]]:
    return await store.read("MATCH (t:Task) RETURN t.id, t.text ORDER BY t.id", {})


# How a server is addressed wrongly, and what the one sentence must name.
async def test_a_port_where_nothing_listens_is_named_at_once() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{reserved.getsockname()[1]}"
        sentence = await _refusal(uri, StoreUnavailable, within=4.0)
    assert uri in sentence
    assert "DAUMOI_DATABASE_URI" in sentence


async def test_a_name_that_nobody_knows_is_named_at_once() -> None:
    sentence = await _refusal("bolt://khong-co.invalid:7687", StoreUnavailable, within=5.0)
    assert "khong-co.invalid" in sentence


async def test_a_server_that_takes_the_connection_and_is_silent_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        uri = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        assert uri in await _refusal(uri, StoreUnavailable, within=5.0)


async def test_a_server_of_another_kind_is_not_waited_for() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        uri = f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await _refusal(uri, (BadSetting, StoreUnavailable), within=4.0)


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
async def test_tls_towards_a_server_without_it_names_the_scheme(store: Store, scheme: str) -> None:
    address = store.uri.partition("://")[2]
    sentence = await _refusal(f"{scheme}://{address}", StoreUnavailable, within=5.0)
    assert "DAUMOI_DATABASE_URI" in sentence
    assert "bolt+ssc" in sentence


@on_the_embedded_engine
async def test_a_wrong_password_names_the_variables_and_never_the_password(store: Store) -> None:
    sentence = await _refusal(store.uri, BadSetting, within=4.0, database_password="canary-hunter2")
    assert "DAUMOI_DATABASE_PASSWORD" in sentence
    assert "canary" not in sentence


async def _refusal(
    uri: str,
    kind: type[Exception] | tuple[type[Exception], ...],
    *,
    within: float,
    database_password: str | None = None,
) -> str:
    settings = load_settings(database_uri=uri, database_password=database_password)
    started = time.monotonic()
    with pytest.raises(kind) as caught:
        async with open_store(settings):
            pass
    assert time.monotonic() - started <= within + SLACK
    assert isinstance(caught.value, BadSetting | StoreUnavailable)
    assert "hãy" in caught.value.sentence
    return caught.value.sentence
