"""Numbers of changes that somebody may not see, or that no change took: nothing is lost or doubled.

Whoever reads the feed page by page, listens to a stream or takes posts goes on over a gap.
"""

import json
from dataclasses import replace

from neo4j import AsyncManagedTransaction
from starlette.requests import Request

from graph_schema.audit import Entry
from graph_schema.callers import LOCAL_READER, Caller, Secrecy
from graph_schema.dated import instant
from graph_schema.labels import Label
from graph_schema.merge_audit import write_changes
from service.app import create_app
from service.store import Store
from service.webhook_keeping import Asked, add
from service.webhook_sender import WebhookSender
from tests.queries.secret import secret_plan
from tests.queries.seed import city_plan, first_plan, load, second_plan
from tests.service.answering import client_of, data_of
from tests.service.correcting import load_file, rows, task_id
from tests.service.listening import listening, served
from tests.service.test_changes import change, changing
from tests.service.test_webhooks import _QUICK, _only, receiving

_REPORT = """
mutation($input: ReportProgressInput!) { reportProgress(input: $input) { __typename } }
"""
_CHANGES = """query($after: String) {
  changes(first: 1, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { seq } } }"""
_LOADED = "subscription { documentLoaded { seq } }"
_OF_UNIT = "subscription($unit: ID) { taskChanged(unit: $unit) { seq task { id } } }"


class _Stranger:
    """A gate whose callers may see open documents alone."""

    async def caller(self, request: Request) -> Caller:
        return replace(LOCAL_READER, clearance=Secrecy.OPEN)


async def _load_around_a_secret_one(store: Store) -> None:
    """Changes 1 and 4 are open, 2 and 3 are not."""
    for record in (city_plan(), secret_plan(), secret_plan(number=98), first_plan()):
        await load(store, record)


async def test_a_feed_read_page_by_page_goes_on_over_numbers_that_its_reader_may_not_see(
    store: Store,
) -> None:
    await _load_around_a_secret_one(store)
    seen, cursor, more = [], None, True
    async with client_of(create_app(store, gate=_Stranger())) as client:
        while more:
            page = (await data_of(client, _CHANGES, after=cursor))["changes"]
            assert page["totalCount"] == 2
            seen += [node["seq"] for node in page["nodes"]]
            cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        await load(store, second_plan())
        later = (await data_of(client, _CHANGES, after=cursor))["changes"]["nodes"]
    assert (seen, later) == ([1, 4], [{"seq": 5}])


async def test_a_refused_change_takes_no_number(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    given = {"task": task, "on": "2026-09-01"}
    async with changing(store) as client:
        for wrong in ({"percent": 101}, {"percent": 10, "expectedVersion": "7"}):
            refused = await change(client, _REPORT, **given, **wrong)
            assert refused["__typename"] == "Refused"
        await change(client, _REPORT, **given, percent=10)
    numbers = await rows(store, "MATCH (c:Change) RETURN c.seq ORDER BY c.seq")
    assert numbers == [[1], [2]]


async def test_a_stream_goes_on_over_numbers_that_its_listener_may_not_see(store: Store) -> None:
    async with served(store, gate=_Stranger()) as service:
        async with listening(service.client, _LOADED) as stream:
            await _load_around_a_secret_one(store)
            heard = [await stream.next() for _ in range(2)]
        for last, numbers in (("1", ["4", "5"]), ("2", ["4", "5"]), ("4", ["5"])):
            async with listening(service.client, _LOADED, Last_Event_ID=last) as stream:
                if last == "1":
                    await load(store, second_plan())
                again = [await stream.next() for _ in numbers]
            assert [one and one.id for one in again] == numbers, last
    assert [one and one.id for one in heard] == ["1", "4"]


async def test_a_change_of_several_tasks_of_which_one_is_wanted_is_not_told_again(
    store: Store,
) -> None:
    await load_file(store)
    unit, wanted, other = await _unit_of_the_first_of_two(store)
    about = tuple((Label.TASK, task) for task in (wanted, other))

    async def write(tx: AsyncManagedTransaction) -> None:
        await write_changes(tx, [Entry("ASSIGNED", instant(), "Bà Tư", wanted, about)])

    async with served(store) as service:
        async with listening(service.client, _OF_UNIT, {"unit": unit}) as stream:
            await store.write(write)
            first = await stream.next()
        assert first is not None
        assert first.id == "2"
        async with listening(service.client, _OF_UNIT, {"unit": unit}, Last_Event_ID="1") as stream:
            again = await stream.next()
        async with listening(service.client, _OF_UNIT, {"unit": unit}, Last_Event_ID="2") as stream:
            await store.write(write)
            second = await stream.next()
    assert again == first
    assert second is not None
    assert (second.id, second.data["data"]["taskChanged"]["task"]) == ("3", {"id": wanted})


async def _unit_of_the_first_of_two(store: Store) -> tuple[str, str, str]:
    """A unit, a task of its own, and a task of others that is told after it."""
    found = await rows(
        store,
        "MATCH (t:Task) RETURN t.id, [(t)<-[:LEADS|EXECUTES|SUPPORTS]-(u:Unit) | u.id] "
        "ORDER BY t.id",
    )
    tasks = [(str(row[0]), {str(unit) for unit in row[1]}) for row in found]  # type: ignore[attr-defined]
    return next(
        (unit, task, other)
        for place, (task, units) in enumerate(tasks)
        for unit in sorted(units)
        for other, others in tasks[place + 1 :]
        if unit not in others
    )


async def test_a_receiver_of_posts_is_told_over_a_gap_each_change_once_by_whichever_process(
    store: Store,
) -> None:
    async with receiving() as receiver:
        await add(store, Asked(receiver.url), "quản trị")
        await _load_around_a_secret_one(store)
        one, other = WebhookSender(store, _QUICK), WebhookSender(store, _QUICK)
        assert await one.look()
        assert (await _only(store)).reached == 5
        await load(store, secret_plan(number=97))
        await one.look()
        await one._leave()
        await load(store, second_plan())
        assert await other.look()
    # 1 is the receiver itself, which is told of changes of work alone.
    assert [json.loads(body)["eventId"] for body in receiver.bodies] == [2, 5, 7]
    assert (await _only(store)).reached == 7
