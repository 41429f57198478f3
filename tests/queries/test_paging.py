"""Keyset pages: every item once, in one order, whatever comes in between."""

import base64
import json

import orjson
import pytest

from graph_schema.errors import BadQuestion
from service.store import Store
from tests.queries.asking import Spy, answer_of, ask, local_question, reader_of
from tests.queries.seed import load, load_all
from tests.records import Draft

PAGE = """query($order: [TaskOrder!], $first: Int, $after: String) {
  tasks(orderBy: $order, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id } }
    nodes { id }
  }
}"""
ORDERS: tuple[list[str] | None, ...] = (
    None,
    ["DUE"],
    ["DUE", "PLAN", "REF"],
    ["REF"],
    ["PLAN", "DUE"],
    ["DUE_DESC", "PLAN", "REF"],
    ["DUE", "DUE_DESC"],
)


def _many_tasks(count: int) -> Draft:
    draft = Draft(number=99, date="2026-07-01", title="Nhiều việc")
    for number in range(count):
        day = f"2026-{number % 12 + 1:02d}" if number % 3 else None
        draft.task(f"I.{number + 1}", f"Việc thứ {number + 1}", due=day)
    return draft


@pytest.mark.parametrize("size", [1, 4, 7])
async def test_pages_together_hold_every_item_once_in_order(store: Store, size: int) -> None:
    await load_all(store)
    await load(store, _many_tasks(23).record())
    for order in ORDERS:
        whole = (await ask(store, PAGE, order=order, first=500))["tasks"]
        seen: list[str] = []
        after = None
        while True:
            page = (await ask(store, PAGE, order=order, first=size, after=after))["tasks"]
            assert page["totalCount"] == 28
            assert [edge["node"] for edge in page["edges"]] == page["nodes"]
            assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
            assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
            assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
            seen += [node["id"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
            assert len(page["nodes"]) == size
        assert seen == [node["id"] for node in whole["nodes"]], order
        assert len(set(seen)) == 28


async def test_descending_pages_meet_as_well(store: Store) -> None:
    await load_all(store)
    question = """query($after: String) {
      plans(first: 1, after: $after) { pageInfo { endCursor hasNextPage } nodes { number } }
    }"""
    seen, after = [], None
    for _ in range(3):
        page = (await ask(store, question, after=after))["plans"]
        seen += [node["number"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert (seen, page["pageInfo"]["hasNextPage"]) == ([7, 12, 146], False)


async def test_a_page_after_the_last_item_is_empty_and_says_so(store: Store) -> None:
    await load_all(store)
    last = (await ask(store, PAGE, first=500))["tasks"]["pageInfo"]["endCursor"]
    page = (await ask(store, PAGE, first=5, after=last))["tasks"]
    assert (page["nodes"], page["totalCount"]) == ([], 5)
    assert page["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


async def test_a_list_below_a_node_is_paged_as_well(store: Store) -> None:
    outcomes = await load_all(store)
    question = """query($id: ID!, $after: String) {
      plan(id: $id) {
        tasks(first: 2, after: $after) { totalCount pageInfo { endCursor } nodes { ref } }
      }
    }"""
    first = (await ask(store, question, id=outcomes[1].document_id))["plan"]["tasks"]
    after = first["pageInfo"]["endCursor"]
    second = (await ask(store, question, id=outcomes[1].document_id, after=after))["plan"]["tasks"]
    assert [n["ref"] for n in first["nodes"] + second["nodes"]] == ["II.1", "II.2", "II.3"]
    assert (first["totalCount"], second["totalCount"]) == (3, 3)


async def test_none_can_be_asked_for_to_count_alone(store: Store) -> None:
    await load_all(store)
    page = (await ask(store, PAGE, first=0))["tasks"]
    assert (page["nodes"], page["totalCount"]) == ([], 5)


async def test_whether_more_follow_can_be_asked_alone(store: Store) -> None:
    await load_all(store)
    text = "query($n: Int) { tasks(first: $n) { pageInfo { hasNextPage } } }"
    for first, expected in ((4, True), (5, False), (0, True)):
        found = (await ask(store, text, n=first))["tasks"]
        assert found == {"pageInfo": {"hasNextPage": expected}}, first


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(list(values))).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "not base64!",
        "====",
        "Kế hoạch",
        _cursor("DUE", "2026", "task_1"),
        _cursor("PLAN+REF", "a", "b"),
        _cursor("PLAN+REF", "a", "b", None),
        _cursor("PLAN+REF", "a", ["b"], "c"),
        base64.urlsafe_b64encode(b'{"a": 1}').decode(),
    ],
)
async def test_a_cursor_of_another_list_or_order_is_refused(cursor: str) -> None:
    spy = Spy()
    answer = await answer_of(spy, PAGE, after=cursor)
    assert answer.data is None
    assert "Con trỏ" in answer.errors[0].message
    assert spy.asked == []


@pytest.mark.parametrize("first", [-1, 501, 2_147_483_647])
async def test_a_page_of_an_impossible_size_is_refused(first: int) -> None:
    spy = Spy()
    question = "query($n: Int) { tasks(first: $n) { totalCount } }"
    answer = await answer_of(spy, question, n=first)
    assert answer.data is None
    assert "“first” phải từ 0 đến 500" in answer.errors[0].message
    assert spy.asked == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("SEARCH", [2**63, 0, "a"]),
        ("SEARCH", [-1, 0, "a"]),
        ("SEARCH", ["a", 0, "a"]),
        ("SEARCH", [True, 0, "a"]),
        ("SEARCH", [0, 0, 7]),
        ("PLAN+REF", [0, "1", "a"]),
        ("PLAN+REF", ["a", True, "a"]),
        ("PLAN+REF", ["a", None, "a"]),
    ],
)
async def test_a_cursor_with_values_of_another_kind_is_a_bad_question(
    text: str, values: list[object]
) -> None:
    spy = Spy()
    field = 'search(text: "a", after: $after)' if text == "SEARCH" else "tasks(after: $after)"
    question = f"query($after: String) {{ {field} {{ nodes {{ __typename }} }} }}"
    cursor = base64.urlsafe_b64encode(json.dumps([text, *values]).encode()).decode()
    answer = await reader_of(spy).answer(local_question(question, {"after": cursor}))
    assert isinstance(answer.errors[0].original_error, BadQuestion)
    assert spy.asked == []


BACK = """query($order: [TaskOrder!], $last: Int, $before: String, $after: String) {
  tasks(orderBy: $order, last: $last, before: $before, after: $after) {
    pageInfo { hasNextPage hasPreviousPage startCursor }
    nodes { id }
  }
}"""


async def test_pages_read_backward_hold_every_item_once_in_the_same_order(store: Store) -> None:
    await load_all(store)
    await load(store, _many_tasks(9).record())
    for order in ORDERS:
        whole = (await ask(store, PAGE, order=order, first=500))["tasks"]["nodes"]
        seen: list[object] = []
        before = None
        for _ in range(len(whole)):
            page = (await ask(store, BACK, order=order, last=4, before=before))["tasks"]
            assert page["pageInfo"]["hasNextPage"] is (before is not None)
            seen = [*page["nodes"], *seen]
            before = page["pageInfo"]["startCursor"]
            if not page["pageInfo"]["hasPreviousPage"]:
                break
        assert seen == whole, order


async def test_two_cursors_hold_a_page_between_them(store: Store) -> None:
    await load_all(store)
    whole = (await ask(store, PAGE, first=500))["tasks"]["edges"]
    ends = {"after": whole[0]["cursor"], "before": whole[4]["cursor"]}
    page = (await ask(store, BACK, last=2, **ends))["tasks"]
    assert page["nodes"] == [edge["node"] for edge in whole[2:4]]
    assert page["pageInfo"]["hasNextPage"]
    assert page["pageInfo"]["hasPreviousPage"]


BARE = """query($where: TaskFilter, $first: Int, $after: String) {
  tasks(where: $where, orderBy: [PLAN, REF], first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { id plan { issuer { id } } }
  }
}"""


async def test_tasks_that_nobody_leads_come_in_the_order_of_all_tasks_and_by_issuer(
    store: Store,
) -> None:
    await load_all(store)
    await load(store, _many_tasks(5).record())
    led = {"hasLead": True, "text": None}
    every = [n["id"] for n in (await ask(store, BARE, where={}, first=500))["tasks"]["nodes"]]
    others = {n["id"] for n in (await ask(store, BARE, where=led, first=500))["tasks"]["nodes"]}
    bare = [identity for identity in every if identity not in others]
    whole = (await ask(store, BARE, where={"hasLead": False}, first=500))["tasks"]
    issuers = {node["id"]: node["plan"]["issuer"]["id"] for node in whole["nodes"]}
    assert len(bare) > 6
    for issuer in (None, *sorted(set(issuers.values()))):
        where = {"hasLead": False, "issuerId": issuer}
        wanted = [one for one in bare if issuer in (None, issuers[one])]
        seen, after = [], None
        for _ in wanted:
            page = (await ask(store, BARE, where=where, first=1, after=after))["tasks"]
            assert page["totalCount"] == len(wanted)
            seen += [node["id"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
        assert (seen, page["pageInfo"]["hasNextPage"]) == (wanted, False)
