"""The feed of all changes: in the order of their numbers, for whoever asks again and again."""

from typing import Any

from service.store import Store
from tests.queries.asking import ask
from tests.queries.recorded import record_some
from tests.queries.seed import city_plan, first_plan, load, load_all

_FEED = """query($after: String, $first: Int, $where: ChangeFilter) {
  changes(after: $after, first: $first, where: $where) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { seq action by before after node { __typename id } } } }"""
_OF_EACH = """query($plan: ID!, $task: ID!) {
  plan(id: $plan) { history { nodes { action node { id } } } }
  task(id: $task) { history { nodes { action } } } }"""


async def _feed(store: Store, **given: object) -> Any:  # noqa: ANN401 - JSON
    return (await ask(store, _FEED, **given))["changes"]


async def test_who_keeps_the_cursor_is_told_of_what_came_since_and_of_nothing_twice(
    store: Store,
) -> None:
    await load(store, city_plan())
    first = await _feed(store)
    assert [(n["seq"], n["action"]) for n in first["nodes"]] == [(1, "LOADED")]
    cursor = first["pageInfo"]["endCursor"]
    nothing = await _feed(store, after=cursor)
    assert nothing["nodes"] == []
    outcome = (await load(store, first_plan()))[0]
    since = await _feed(store, after=cursor)
    assert [(n["seq"], n["node"]) for n in since["nodes"]] == [
        (2, {"__typename": "Plan", "id": outcome.document_id})
    ]


async def test_a_feed_is_read_page_by_page_in_the_order_of_its_numbers(store: Store) -> None:
    await load_all(store)
    seen, cursor = [], None
    for more in (True, True, False):
        page = await _feed(store, first=1, after=cursor)
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, more)
        seen += [node["seq"] for node in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
    assert seen == [1, 2, 3]


async def test_changes_are_found_by_what_who_when_and_of_which_thing(store: Store) -> None:
    outcomes = await load_all(store)
    await record_some(store)
    task = str((await store.read("MATCH (t:Task) RETURN t.id ORDER BY t.id LIMIT 1", {}))[0][0])
    plan = outcomes[0].document_id
    for where, count in (
        ({"node": task}, 2),
        ({"node": plan}, 1),
        ({"node": plan, "by": "daumoi load", "action": ["LOADED"]}, 1),
        ({"node": plan, "by": "Người Ghi"}, 0),
        ({"node": "nobody"}, 0),
        ({"action": ["LOADED"]}, 3),
        ({"action": ["LOADED", "REPORTED"]}, 5),
        ({"by": "Người Ghi"}, 2),
        ({"since": "9999-12-31"}, 0),
        ({"since": "0001-01-01"}, 5),
    ):
        found = await _feed(store, where=where)
        assert (found["totalCount"], len(found["nodes"])) == (count, count), where


async def test_plans_and_tasks_tell_their_own_history(store: Store) -> None:
    outcome = (await load_all(store))[0]
    await record_some(store)
    task = str((await store.read("MATCH (t:Task) RETURN t.id ORDER BY t.id LIMIT 1", {}))[0][0])
    found = await ask(store, _OF_EACH, plan=outcome.document_id, task=task)
    loaded = {"action": "LOADED", "node": {"id": outcome.document_id}}
    assert found["plan"]["history"]["nodes"] == [loaded]
    assert [n["action"] for n in found["task"]["history"]["nodes"]] == ["REPORTED", "REPORTED"]
