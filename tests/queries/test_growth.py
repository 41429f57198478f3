"""What an answer costs Neo4j follows the answer and not the graph around it."""

from collections.abc import Mapping
from random import Random
from typing import cast

import orjson
import pytest

from bench.asking import body, drawn_from
from bench.loading import load_records
from bench.plans import records
from bench.questions import QUESTIONS, Question, Variables
from service.store import Store
from tests.engines import Engines, make_empty, plan_anew
from tests.queries.asking import Spy, local_question, reader_of

FEW, MORE = 100, 900
"""Tasks: ten times as many stand in the graph when those of other provinces have come."""
FAR = 5
"""Another province: its units, leaders and places are others."""
DRAWN = 2


async def _cost(store: Store, question: Question, variables: Variables) -> tuple[int, object]:
    """How many records Neo4j touches to answer a question of the bench, and the answer's rows."""
    request = orjson.loads(body(question, "ours", variables))
    spy = Spy([[[[], 0]]])
    await reader_of(spy).answer(local_question(request["query"], request["variables"]))
    hits, rows = 0, []
    async with store.session() as session:
        for cypher, parameters in spy.asked:
            result = await session.run("PROFILE " + cypher, dict(parameters))
            rows.append(await result.values())
            profile = (await result.consume()).profile
            assert profile is not None
            hits += _touched(profile)
    return hits, rows


def _touched(step: Mapping[str, object]) -> int:
    below = cast(list[Mapping[str, object]], step.get("children", []))
    return int(str(step.get("dbHits") or 0)) + sum(map(_touched, below))


async def _sets(store: Store, question: Question) -> list[Variables]:
    rows = await store.read(question.pool, {})
    pool: list[Variables] = [dict(row[0]) for row in rows]  # type: ignore[call-overload]
    return drawn_from(pool, question, Random(7))[:DRAWN]


@pytest.mark.parametrize("engine", ["neo4j"])
async def test_ten_times_the_graph_does_not_double_what_an_answer_touches(
    engines: Engines, engine: str
) -> None:
    store = await engines.store(engine)
    await make_empty(store)
    await load_records(store, records(FEW))
    await plan_anew(store)
    asked = [(q, one) for q in QUESTIONS for one in await _sets(store, q)]
    few = [await _cost(store, *one) for one in asked]
    await load_records(store, records(MORE, first=FAR))
    await plan_anew(store)
    many = [await _cost(store, *one) for one in asked]
    assert [rows for _, rows in many] == [rows for _, rows in few]
    grown = [
        (question.name, before, after)
        for (question, _), (before, _), (after, _) in zip(asked, few, many, strict=True)
    ]
    assert [one for one in grown if one[1] == 0 or one[2] > 2 * one[1]] == []
