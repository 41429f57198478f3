"""What Neo4j plans for every shipped question: found by an index, never by a walk over everything.

Words inside a name are looked for in all names (of units, people, places): no range index serves
them. Those walks are listed here question by question; tasks, targets and documents, of which each
plan brings more, are walked over by the free search alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import pytest
from graphql import OperationDefinitionNode, OperationType, parse

from queries.paging import make_cursor
from service.store import Store
from tests.engines import Engines, make_empty, plan_anew
from tests.house import ROOT
from tests.queries.asking import Spy, local_question, reader_of
from tests.queries.seed import load_all

SHARED = ROOT.parent / "shared" / "operations"
BENCH = ROOT / "bench" / "operations"
_BLOCK = re.compile(r"^```graphql\n(?P<text>.+?)^```$", re.MULTILINE | re.DOTALL)
NEVER = {"AllNodesScan", "CartesianProduct", "UnionNodeByLabelsScan"}
# Question to the labels that are walked over: each for words inside its names.
WALKS: Mapping[str, frozenset[str]] = {
    "README 1": frozenset({"Unit"}),
    "README 2": frozenset({"Person"}),
    "README 3": frozenset({"Unit"}),
    "shared overdue": frozenset({"Unit"}),
    "shared overseer": frozenset({"Person"}),
    "shared search": frozenset(
        {
            *("Document", "Unit", "Person", "Task", "Target"),
            *("Position", "Place", "ReportDuty", "Phase"),
        }
    ),
    "shared units": frozenset({"Place"}),
}
VARIABLES: Mapping[str, object] = {
    "plan": "doc_x",
    "person": "Lê Văn An",
    "position": "Phó Chủ tịch",
    "issuer": "UBND xã",
    "unit": "unit_x",
    "task": "task_x",
    "symbol": "05-NQ/TU",
    "name": "Phòng Kinh tế",
    "place": "Đồng Mới",
    "text": "đường",
    "day": "2026-11-20",
    "asOf": "2026-11-20",
    "year": 2026,
    "from": "2026-01-01",
    "to": "2026-12-31",
    "first": 50,
}


@pytest.fixture
async def neo4j(engines: Engines) -> Store:
    """A Neo4j with the three plans: the embedded engine tells of its plans in other words."""
    store = await engines.store("neo4j")
    await make_empty(store)
    await load_all(store)
    await plan_anew(store)
    return store


def _our_questions() -> Iterator[tuple[str, str]]:
    for path in sorted(BENCH.glob("*.ours.graphql")):
        yield f"bench {path.name.partition('.')[0]}", path.read_text("utf-8")
    for at, block in enumerate(_BLOCK.finditer((ROOT / "README.md").read_text("utf-8"))):
        yield f"README {at + 1}", block["text"]


async def _statements(text: str) -> list[tuple[str, Mapping[str, object]]]:
    definitions = parse(text).definitions
    operation = next(d for d in definitions if isinstance(d, OperationDefinitionNode))
    names = [found.variable.name.value for found in operation.variable_definitions or ()]
    spy = Spy([[[[], 0]]])
    given = {name: VARIABLES[name] for name in names if name in VARIABLES}
    await reader_of(spy).answer(local_question(text, given))
    assert spy.asked, text
    return spy.asked


def _steps(plan: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The name and the words of every operator."""
    words = cast(Mapping[str, object], plan["args"]).get("Details", "")
    yield str(plan["operatorType"]).partition("@")[0], str(words)
    for child in cast(list[Mapping[str, object]], plan.get("children", [])):
        yield from _steps(child)


async def _walks(store: Store, text: str) -> frozenset[str]:
    """The labels that are walked over to answer a question."""
    walked: set[str] = set()
    async with store.session() as session:
        for cypher, parameters in await _statements(text):
            result = await session.run("EXPLAIN " + cypher, dict(parameters))
            plan = (await result.consume()).plan
            assert plan is not None
            steps = list(_steps(plan))
            assert not NEVER & {name for name, _ in steps}, (text, steps)
            walked |= {words.split(":")[1] for name, words in steps if name == "NodeByLabelScan"}
    return frozenset(walked)


async def _check(store: Store, questions: Iterable[tuple[str, str]]) -> None:
    for name, text in questions:
        assert await _walks(store, text) == WALKS.get(name, frozenset()), name


async def test_a_question_of_the_readme_and_the_bench_walks_over_no_more_than_names(
    neo4j: Store,
) -> None:
    questions = list(_our_questions())
    assert len(questions) >= 12
    await _check(neo4j, questions)


@pytest.mark.parametrize(
    "asked",
    [
        "tasks(where: {occurrenceStatus: [OPEN_OVERDUE]})",
        *(
            f"changes(where: {{{named}}})"
            for named in ('since: "2026-11-20"', 'by: "An"', 'action: ["LOADED", "REPORTED"]')
        ),
        'changes(where: {since: "2026-11-20", by: "An", action: ["LOADED"]}, after: $after)',
    ],
)
async def test_a_filter_by_what_few_have_is_found_by_an_index(neo4j: Store, asked: str) -> None:
    given = "query($after: String) " if "$after" in asked else ""
    assert await _walks(neo4j, f"{given}{{ {asked} {{ totalCount nodes {{ id }} }} }}") == set()


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ('targets(where: {ownership: [NONE], issuerId: "x"})', "unowned_of >= $p0 < $p1"),
        ("targets(where: {ownership: [NONE]})", "unowned_key >= $p0 < $p1"),
        ('tasks(where: {hasLead: false, issuerId: "x"})', "unled_of >= $p0 < $p1"),
        (
            'tasks(where: {dueFrom: "2026-03-01", dueTo: "2026-03-31", text: "an"})',
            "due_key >= $p1 <= $p2",
        ),
        ('tasks(where: {dueTo: "2026-03-31"}, orderBy: [DUE])', "due_key >= 0000 <= $p0"),
    ],
)
async def test_the_embedded_engine_finds_a_range_by_its_index_too(
    engines: Engines, asked: str, index: str
) -> None:
    store = await engines.store("embedded")
    await make_empty(store)
    await load_all(store)
    ((cypher, parameters),) = await _statements(f"{{ {asked} {{ nodes {{ id }} }} }}")
    async with store.session() as session:
        result = await session.run("EXPLAIN " + cypher, dict(parameters))
        plan = (await result.consume()).plan
    assert plan is not None
    assert index in str(plan["args"]["string-representation"]), plan


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ('{ tasks(where: {overseer: {person: "x"}}, orderBy: [DUE]) { %s } }', "OVERSEES(due_of)"),
        (
            '{ tasks(where: {overseer: {person: "x"}}, orderBy: [DUE], after: "'
            + make_cursor("DUE", ["2026-03-31", "task_x"])
            + '") { %s } }',
            "OVERSEES(due_of)",
        ),
        (
            '{ tasks(where: {unit: {id: "x"}, role: [LEAD], dueTo: "2026-03-31"}, orderBy: [DUE])'
            " { %s } }",
            "LEADS(due_of)",
        ),
        (
            '{ unit(id: "x") { tasks(where: {role: [SUPPORT]}, orderBy: [DUE]) { %s } } }',
            "SUPPORTS(due_of)",
        ),
        ('{ tasks(where: {hasLead: false, issuerId: "x"}) { %s } }', "Task(unled_of)"),
        (
            '{ tasks(where: {hasLead: false}, after: "'
            + make_cursor("PLAN+REF", ["2026-01-05 doc_x", "00003", "task_x"])
            + '") { %s } }',
            "Task(unled_key)",
        ),
    ],
)
async def test_of_a_long_list_in_an_order_of_its_own_no_more_is_read_than_the_page_holds(
    neo4j: Store, asked: str, index: str
) -> None:
    ((cypher, parameters),) = await _statements(asked % "nodes { id text }")
    async with neo4j.session() as session:
        result = await session.run("EXPLAIN " + cypher, dict(parameters))
        plan = (await result.consume()).plan
    assert plan is not None
    steps = list(_steps(plan))
    assert any(name.endswith("IndexSeekByRange") and index in words for name, words in steps)
    unwanted = {"Sort", "PartialSort", "Top", "PartialTop", "Expand(All)"}
    assert not {name for name, _ in steps} & unwanted
    # Where it begins and ends, too, is asked of the index and not of each that it finds.
    key = index.partition("(")[2].removesuffix(")")
    filters = [words for name, words in steps if name == "Filter"]
    assert not [words for words in filters if key in words or "due_key" in words]


async def test_a_first_page_of_what_is_overdue_stops_where_the_page_is_full(neo4j: Store) -> None:
    text = "{ tasks(where: {status: [OPEN_OVERDUE]}, orderBy: [DUE]) { nodes { id } } }"
    ((cypher, parameters),) = await _statements(text)
    async with neo4j.session() as session:
        result = await session.run("EXPLAIN " + cypher, dict(parameters))
        plan = (await result.consume()).plan
    assert plan is not None
    assert "PartialTop" in {name for name, _ in _steps(plan)}


async def test_a_question_of_the_shared_operations_walks_over_no_more_than_is_listed(
    neo4j: Store,
) -> None:
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/operations")
    texts = ((path.stem, path.read_text("utf-8")) for path in sorted(SHARED.glob("*.graphql")))
    questions = [(f"shared {name}", text) for name, text in texts if not _changes(text)]
    assert len(questions) >= 9
    await _check(neo4j, questions)


def _changes(text: str) -> bool:
    first = parse(text).definitions[0]
    return getattr(first, "operation", None) is OperationType.MUTATION
