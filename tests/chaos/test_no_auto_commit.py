"""No write runs outside of a managed transaction: neither in the text of the program nor at work.

On the embedded engine (26.10.2) a statement outside of one may be half kept when the engine dies.
The spy of ``tests/spy.py`` looks on during every test of the project.
"""

import ast
from collections.abc import Iterator

import pytest
from neo4j import AsyncManagedTransaction

from service.store import Store
from tests.house import Module, modules
from tests.spy import writes

# ``x.run(...)``: whose runs are not the database's, and the transaction's own.
HARMLESS = {"asyncio", "subprocess", "uvicorn", "anyio", "runner", "tx", "transaction"}
# The driver's other ways to run a statement; the second opens what nobody retries.
BYPASSES = {"execute_query", "begin_transaction"}
THE_ONE_READ = "service/read_sessions.py"


def _auto_commits(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else "?"
        if node.func.attr in BYPASSES or (node.func.attr == "run" and owner not in HARMLESS):
            yield f"{module.path}: {ast.unparse(node.func)}"


def test_one_place_alone_runs_a_statement_outside_of_a_transaction_and_it_reads() -> None:
    found = [where for module in modules() if module.ours for where in _auto_commits(module)]
    assert found == [f"{THE_ONE_READ}: session.run"]


@pytest.mark.parametrize(
    "text", ["await session.run(x)", "self._session.run(x)", "driver.execute_query(x)"]
)
def test_the_scan_sees_a_planted_auto_commit(text: str) -> None:
    tree = ast.parse(f"async def planted():\n {text}")
    assert len(list(_auto_commits(Module("planted.py", text, tree)))) == 1


async def test_the_spy_refuses_a_write_outside_of_a_transaction(store: Store) -> None:
    for cypher in ("CREATE (:Task {id: 't'})", "MATCH (t:Task)\nSET t.text = 'x'"):
        with pytest.raises(AssertionError, match="outside of a managed transaction"):
            await store.read(cypher, {})
        async with store.session() as session:
            with pytest.raises(AssertionError, match="outside of a managed transaction"):
                await session.run(cypher)
    assert await store.read("MATCH (t:Task) RETURN count(t)", {}) == [[0]]


async def test_the_spy_lets_reads_and_managed_writes_pass(store: Store) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        await (await tx.run("CREATE (:Task {id: 't'})")).consume()

    await store.write(work)
    rows = await store.read("MATCH (t:Task) RETURN t.id, 'DELETE the set'", {})
    assert rows == [["t", "DELETE the set"]]


@pytest.mark.parametrize(
    ("cypher", "expected"),
    [
        ("MATCH (n) RETURN n", False),
        ("MATCH (n) WHERE n.set = $set RETURN n", False),
        ("RETURN 'CREATE', \"MERGE\", `DELETE`", False),
        ("MATCH (n:CREATE) RETURN n // REMOVE", False),
        ("MATCH (n) RETURN created(n), n.offset AS reset", False),
        ("match (n) detach delete n", True),
        ("UNWIND $rows AS r MERGE (n {id: r.id}) ON CREATE SET n.a = 1", True),
        ("MATCH (n) REMOVE n.a", True),
        ("CREATE INDEX x IF NOT EXISTS FOR (n:Task) ON (n.id)", True),
        ("DROP CONSTRAINT x", True),
        ("MATCH (n) FOREACH (x IN [1] | SET n.a = x)", True),
        ("MATCH (n) CALL (n) { RETURN 1 AS a } IN 2 CONCURRENT TRANSACTIONS RETURN a", True),
    ],
)
def test_a_statement_that_writes_is_told_from_one_that_reads(cypher: str, expected: bool) -> None:
    assert writes(cypher) is expected
