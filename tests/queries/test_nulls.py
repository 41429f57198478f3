"""Null propagation and error paths, as the specification says and as graphql-core does it."""

from typing import LiteralString

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.errors import BadQuestion
from queries.execute import Answer
from service.store import Store
from tests.queries.asking import Spy, answer_of, local_question, reader_of, schema
from tests.queries.oracle import Oracle
from tests.queries.oracle_graph import read_graph
from tests.queries.seed import load_all

# What a graph lacks after a fault from outside: names that the schema promises.
_FAULTS: tuple[LiteralString, ...] = (
    "MATCH (u:Unit) WHERE u.name STARTS WITH 'Phòng Kinh tế' REMOVE u.name",
    "MATCH (p:Person) WHERE p.name = 'Trần Thị Bình' REMOVE p.name",
)
_POLICE = "Công an xã Đồng Mới"
_ALL = "Các thôn và các đơn vị liên quan"
PLAN = 'plans(where: { symbol: "12/KH-UBND" })'
TASKS = 'tasks(where: { issuer: "Đồng Mới" }'
_DEEP = ("plans", "nodes", 0, "phases", 0, "plan", "tasks", "edges", 0, "node", "leads", 0)
Path = tuple[str | int, ...]
CASES: tuple[tuple[str, Path, object], ...] = (
    (
        f"{{ {TASKS}, first: 1) {{ nodes {{ overseers {{ position person {{ id name }} }} }} }} }}",
        ("tasks", "nodes", 0, "overseers", 0, "person", "name"),
        {
            "tasks": {
                "nodes": [
                    {
                        "overseers": [
                            {"position": "Phó Chủ tịch UBND xã", "person": None},
                            {"position": None, "person": None},
                        ]
                    }
                ]
            }
        },
    ),
    (
        f"{{ {TASKS}) {{ nodes {{ ref leads {{ name }} }} }} }}",
        ("tasks", "nodes", 0, "leads", 0, "name"),
        None,
    ),
    (
        f"""{{ {PLAN} {{ nodes {{ n: number phases {{ plan {{ tasks {{ edges {{ node {{
          leads {{ called: name }}
        }} }} }} }} }} }} }} }}""",
        (*_DEEP, "called"),
        {"plans": {"nodes": [{"n": 12, "phases": [{"plan": None}]}]}},
    ),
    (
        f"""{{ a: {TASKS}, first: 1) {{ nodes {{ assignments {{
          role unit {{ ... on Node {{ of: __typename }} ...F }}
        }} }} }} b: __typename }} fragment F on Unit {{ n: name }}""",
        ("a", "nodes", 0, "assignments", 0, "unit", "n"),
        {
            "a": {
                "nodes": [
                    {
                        "assignments": [
                            {"role": "LEAD", "unit": None},
                            {"role": "SUPPORT", "unit": {"of": "Unit", "n": _POLICE}},
                            {"role": "SUPPORT", "unit": {"of": "Unit", "n": _ALL}},
                        ]
                    }
                ]
            },
            "b": "Query",
        },
    ),
    (
        """{ node(id: "PERSON") { id ... on Person { name } ... on Unit { title: name } } }""",
        ("node", "name"),
        {"node": None},
    ),
)


async def _damage(tx: AsyncManagedTransaction) -> None:
    for fault in _FAULTS:
        await (await tx.run(fault)).consume()


@pytest.fixture
async def damaged(store: Store) -> Store:
    """A store where two names are gone."""
    await load_all(store)
    await store.write(_damage)
    return store


def _paths(answer: Answer) -> list[tuple[str | int, ...]]:
    return [tuple(error.path or ()) for error in answer.errors]


async def test_a_missing_value_is_null_up_to_the_first_field_that_may_be_null(
    damaged: Store,
) -> None:
    oracle = Oracle(schema(), await read_graph(damaged))
    person = (await damaged.read("MATCH (p:Person) WHERE p.name IS NULL RETURN p.id", {}))[0][0]
    for template, path, data in CASES:
        text = template.replace("PERSON", str(person))
        answer = await answer_of(damaged, text)
        assert (_paths(answer), answer.data) == ([path], data), text
        expected = oracle.answer(text, {}, None)
        assert expected.data == answer.data, text
        assert [error.path for error in expected.errors or ()] == [list(path)]
        told = [error.locations for error in expected.errors or ()]
        assert [error.locations for error in answer.errors] == told, text


async def test_an_error_tells_nothing_of_the_engine_and_keeps_its_cause() -> None:
    answer = await answer_of(Spy([[[None]]]), '{ unit(id: "b") { name } }')
    assert (answer.data, _paths(answer)) == ({"unit": None}, [("unit", "name")])
    assert answer.errors[0].message == "internal"
    assert "Unit.name" in str(answer.errors[0].original_error)


_TASKS = 'tasks(where: { issuer: "Đồng Mới" }, first: 2)'
_NO_PLAN = [{"ref": "II.1", "plan": None}, {"ref": "II.2", "plan": None}]
_WORDLESS = (
    'tasks(where: { text: "!!" })',
    'tasks(where: { issuer: "?" })',
    'tasks(where: { overseer: { name: "…" } })',
    'tasks(where: { overseer: { position: "–" } })',
    "tasks(where: { year: 0 })",
    "targets(last: 501)",
    'targets(before: "yyy")',
)
REFUSED: tuple[tuple[str, str, tuple[Path, ...], object], ...] = (
    (
        f"{{ {PLAN} {{ nodes {{ number BAD {{ totalCount }} }} }} a: __typename }}",
        "tasks(first: -1)",
        (("plans", "nodes", 0, "tasks"),),
        None,
    ),
    (
        f"{{ {_TASKS} {{ nodes {{ ref plan {{ id BAD {{ totalCount }} }} }} }} a: __typename }}",
        'tasks(after: "xxx")',
        (("tasks", "nodes", 0, "plan", "tasks"), ("tasks", "nodes", 1, "plan", "tasks")),
        {"tasks": {"nodes": _NO_PLAN}, "a": "Query"},
    ),
    (
        f"{{ {_TASKS} {{ edges {{ n: node {{ ref plan {{ id BAD {{ totalCount }} }} }} }} }} }}",
        "z: tasks(first: 600)",
        (
            ("tasks", "edges", 0, "n", "plan", "z"),
            ("tasks", "edges", 1, "n", "plan", "z"),
        ),
        {"tasks": {"edges": [{"n": one} for one in _NO_PLAN]}},
    ),
)


async def test_a_refused_argument_is_an_error_of_each_field_that_it_stands_at(
    store: Store,
) -> None:
    await load_all(store)
    one = f"{{ {_TASKS} {{ nodes {{ ref plan {{ id BAD {{ totalCount }} }} }} }} }}"
    again = [
        (one, bad, [("tasks", "nodes", at, "plan", bad.partition("(")[0]) for at in (0, 1)])
        for bad in _WORDLESS
    ]
    cases = [*REFUSED, *((*case, {"tasks": {"nodes": _NO_PLAN}}) for case in again)]
    for template, bad, paths, data in cases:
        text = template.replace("BAD", bad)
        answer = await answer_of(store, text)
        assert (_paths(answer), answer.data) == (list(paths), data), text
        for error in answer.errors:
            assert isinstance(error.original_error, BadQuestion)
            assert [place.column for place in error.locations or ()] == [text.index(bad) + 1]


async def test_a_bad_cursor_is_an_error_of_its_field_and_leaves_other_roots_alone(
    store: Store,
) -> None:
    text = """query($u: ID!, $c: String) {
      one: unit(id: $u) { tasks(after: $c) { totalCount } } two: unit(id: $u) { id }
    }"""
    await load_all(store)
    unit = (await store.read("MATCH (u:Unit)-[:LEADS]->() RETURN u.id LIMIT 1", {}))[0][0]
    answer = await answer_of(store, text, u=unit, c="no cursor")
    assert _paths(answer) == [("one", "tasks")]
    assert answer.data == {"one": None, "two": {"id": unit}}
    assert isinstance(answer.errors[0].original_error, BadQuestion)


OPERATIONS = "query A { a: __typename } query B { b: __typename } mutation C { __typename }"
CHOICES: tuple[tuple[str, str | None, object], ...] = (
    (OPERATIONS, "A", {"a": "Query"}),
    (OPERATIONS, "B", {"b": "Query"}),
    (OPERATIONS, None, None),
    (OPERATIONS, "", None),
    (OPERATIONS, "D", None),
    ("query A { a: __typename }", None, {"a": "Query"}),
    ("query A { a: __typename }", "B", None),
    ("{ a: __typename }", None, {"a": "Query"}),
    ("{ a: __typename }", "A", None),
    ("fragment F on Query { a: __typename }", None, None),
)


@pytest.mark.parametrize(("text", "name", "expected"), CHOICES)
async def test_the_operation_is_chosen_by_its_name_or_is_the_only_one(
    text: str, name: str | None, expected: object
) -> None:
    answer = await reader_of(Spy()).answer(local_question(text, {}, name))
    assert (answer.data, answer.refused) == (expected, expected is None)
    assert len(answer.errors) == (expected is None)
