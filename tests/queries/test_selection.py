"""What a selection asks for: aliases, fragments, directives and types, by the specification."""

import pytest

from service.store import Store
from tests.queries.asking import ask
from tests.queries.seed import load_all

PLAN = 'plans(where: { symbol: "12/KH-UBND" })'
CASES: tuple[tuple[str, object], ...] = (
    ("{ plans(first: 1) { nodes { n: number number } } }", {"n": 7, "number": 7}),
    (
        "{ plans(first: 1) { nodes { issuer { kind } ...A ... { issuer { place { name } } } } } }"
        " fragment A on Plan { issuer { place { kind } } }",
        {"issuer": {"kind": "PEOPLE_COMMITTEE", "place": {"kind": "phường", "name": "Bình Hòa"}}},
    ),
    (
        "{ plans(first: 1) { nodes { __typename kind: __typename } } }",
        {"__typename": "Plan", "kind": "Plan"},
    ),
    (
        "{ plans(first: 1) { nodes { number title @skip(if: true) symbol @include(if: false) } } }",
        {"number": 7},
    ),
    (
        "{ plans(first: 1) { nodes { ... on Document { number } ... on Node { id @skip(if: true) }"
        " ... on Plan { title @skip(if: true) } } } }",
        {"number": 7},
    ),
    (
        "{ plans(first: 1) { nodes { one: tasks(first: 1) { nodes { ref } } "
        "none: tasks(first: 0) { totalCount } } } }",
        {"one": {"nodes": [{"ref": "1"}]}, "none": {"totalCount": 1}},
    ),
    (
        "{ plans(first: 1) { nodes { tasks { nodes { ref } } tasks { totalCount } } } }",
        {"tasks": {"nodes": [{"ref": "1"}], "totalCount": 1}},
    ),
    (
        "{ plans(first: 1) { nodes { None: number True: symbol } } }",
        {"None": 7, "True": "7/KH-UBND"},
    ),
)


@pytest.fixture
async def loaded(store: Store) -> Store:
    """A store with the three plans."""
    await load_all(store)
    return store


async def test_each_selection_answers_exactly_what_it_asks(loaded: Store) -> None:
    for text, expected in CASES:
        assert (await ask(loaded, text))["plans"]["nodes"] == [expected], text


async def test_fields_come_in_the_order_of_the_question(loaded: Store) -> None:
    text = """{ b: __typename documents(first: 1) {
      totalCount nodes { title ... on Plan { unreadCount } id kind }
    } }"""
    data = await ask(loaded, text)
    assert list(data) == ["b", "documents"]
    assert list(data["documents"]) == ["totalCount", "nodes"]
    assert list(data["documents"]["nodes"][0]) == ["title", "unreadCount", "id", "kind"]


async def test_a_type_is_asked_for_by_its_own_fragment_alone(loaded: Store) -> None:
    text = """{ documents(orderBy: [ISSUED]) { nodes {
      __typename
      symbol
      ... on Plan { tasks { totalCount } of: kind }
      ... on Directive { of: secrecy }
    } } }"""
    nodes = (await ask(loaded, text))["documents"]["nodes"]
    assert [(n["__typename"], n["symbol"], n["of"], n.get("tasks")) for n in nodes] == [
        ("Directive", "57/2010/NĐ-CP", None, None),
        ("Directive", "05-NQ/TU", None, None),
        ("Plan", "146/KH-UBND", "Kế hoạch", {"totalCount": 1}),
        ("Plan", "12/KH-UBND", "Kế hoạch", {"totalCount": 3}),
        ("Plan", "7/KH-UBND", "Kế hoạch", {"totalCount": 1}),
    ]


@pytest.mark.parametrize(
    ("with_tasks", "expected"), [(True, ["number", "tasks"]), (False, ["number"])]
)
async def test_variables_switch_fields_on_and_off_in_one_reader(
    loaded: Store, with_tasks: bool, expected: list[str]
) -> None:
    text = """query($tasks: Boolean!) {
      plans(first: 1) { nodes { number tasks @include(if: $tasks) { totalCount } } }
    }"""
    nodes = (await ask(loaded, text, tasks=with_tasks))["plans"]["nodes"]
    assert list(nodes[0]) == expected


async def test_questions_about_the_schema_and_the_store_go_together(loaded: Store) -> None:
    text = """query($type: String!) {
      __type(name: $type) { name fields { name } }
      plans { totalCount }
      __typename
    }"""
    data = await ask(loaded, text, type="PageInfo")
    assert list(data) == ["__type", "plans", "__typename"]
    assert data["__type"]["name"] == "PageInfo"
    assert (data["plans"], data["__typename"]) == ({"totalCount": 3}, "Query")
