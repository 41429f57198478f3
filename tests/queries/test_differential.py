"""The compiled read path against graphql-core: the same operation, the same data, equal bytes.

DAUMOI_DIFFERENTIAL=5000 asks so many operations of each engine; without it a few are asked, the
same ones each time.
"""

import asyncio
import os
from functools import partial

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from queries.execute import Reader
from service.limits import Allowance, QuestionLimits
from service.store import READ_SECONDS, Store
from tests.processes import patience
from tests.queries.asking import local_question, schema
from tests.queries.operation_values import pool_of
from tests.queries.operations import Operation, operations
from tests.queries.oracle import Oracle
from tests.queries.oracle_graph import read_graph
from tests.queries.world import load_world

OFTEN = int(os.environ.get("DAUMOI_DIFFERENTIAL", "0"))
FEW = {"embedded": 30, "neo4j": 8}
"""Neo4j plans each new statement for far longer than it runs."""
# What one question may cost is tested elsewhere: here, whatever is valid is answered.
_NO_MATTER = 10**12
_WIDE = QuestionLimits(
    schema(),
    Allowance(
        tokens=100_000,
        characters=_NO_MATTER,
        nesting=_NO_MATTER,
        depth=_NO_MATTER,
        aliases=_NO_MATTER,
        repeats=_NO_MATTER,
        directives=_NO_MATTER,
        fields=_NO_MATTER,
        cost=_NO_MATTER,
    ),
)


def _settings(few: int) -> settings:
    return settings(
        max_examples=OFTEN or few,
        derandomize=not OFTEN,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


async def test_a_generated_operation_is_answered_as_graphql_core_answers_it(
    store: Store, request: pytest.FixtureRequest
) -> None:
    await load_world(store)
    graph = await read_graph(store)
    oracle, loop = Oracle(schema(), graph), asyncio.get_running_loop()
    # A real Neo4j plans a large question for longer than a user would wait; answers matter here.
    read = partial(store.read, timeout=patience(6 * READ_SECONDS))
    reader = Reader(schema(), read, _WIDE, deadline=patience(60))

    async def compare(operation: Operation) -> None:
        first, second = operation.variables
        for variables in (first, second, first):  # the third finds everything made ready
            expected = oracle.answer(operation.text, variables, operation.name)
            assert expected.errors is None, expected.errors
            answer = await reader.answer(local_question(operation.text, variables, operation.name))
            assert answer.errors == (), answer.errors[0].original_error or answer.errors
            assert orjson.dumps(answer.data).decode() == orjson.dumps(expected.data).decode()

    @_settings(FEW[request.node.callspec.params["store"]])
    @given(operations(schema(), pool_of(graph)))
    def ask_each(operation: Operation) -> None:
        asyncio.run_coroutine_threadsafe(compare(operation), loop).result()

    await asyncio.to_thread(ask_each)
