"""Subscriptions over a real connection: what comes about is told, to those who may see it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import pytest
from starlette.requests import Request

from graph_schema.callers import LOCAL_READER, Caller, Secrecy
from service.feed import FeedLimits
from service.store import Store
from tests.processes import patience
from tests.service.correcting import PLAN, load_file, load_text, rows, task_id
from tests.service.listening import Heard, Stream, listening, served
from tests.service.test_changes import change

_CHANGED = """
subscription($unit: ID, $leader: ID, $plan: [ID!]) {
  taskChanged(unit: $unit, leader: $leader, plan: $plan) {
    __typename seq action field before after task { ref plan { id } } } }
"""
_LOADED = (
    "subscription { documentLoaded { seq action plan { symbol secrecy tasks { totalCount } } } }"
)
_REPORT = """
mutation($input: ReportProgressInput!) { reportProgress(input: $input) { __typename } }
"""
_TASK = "III.1.b"
_SECRET = PLAN.read_text("utf-8").replace("Số: 27/KH-UBND", "Số: 27/KH-UBND\n\nMẬT", 1)


async def _heard(stream: Stream) -> Heard:
    found = await stream.next()
    assert found is not None
    return found


async def test_a_change_is_told_with_the_task_as_it_is_now(store: Store) -> None:
    outcome = await load_file(store)
    task = await task_id(store, _TASK)
    async with served(store) as service, listening(service.client, _CHANGED) as stream:
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        await change(service.client, _REPORT, task=task, percent=40, on="2026-09-01")
        heard = await _heard(stream)
    told = heard.data["data"]["taskChanged"]
    assert (heard.event, heard.id) == ("next", str(told["seq"]))
    assert told == {
        "__typename": "TaskChanged",
        "seq": told["seq"],
        "action": "REPORTED",
        "field": "progress",
        "before": None,
        "after": "40",
        "task": {"ref": _TASK, "plan": {"id": outcome.document_id}},
    }


async def test_a_loaded_document_is_told_and_a_loaded_again_one_too(store: Store) -> None:
    async with served(store) as service, listening(service.client, _LOADED) as stream:
        await load_file(store)
        first = (await _heard(stream)).data["data"]["documentLoaded"]
        text = PLAN.read_text("utf-8") + "\nNgười soạn thêm một dòng.\n"
        await load_text(store, text)
        second = (await _heard(stream)).data["data"]["documentLoaded"]
    assert [first["action"], second["action"]] == ["LOADED", "RELOADED"]
    assert first["plan"]["symbol"] == second["plan"]["symbol"] is not None
    assert first["plan"]["tasks"]["totalCount"] > 0


async def test_only_work_of_the_unit_the_leader_and_the_plan_is_told(store: Store) -> None:
    outcome = await load_file(store)
    found = await rows(
        store,
        "MATCH (u:Unit)-[:LEADS|EXECUTES]->(t:Task)<-[:OVERSEES]-(o) "
        "RETURN t.id, [(t)<-[:LEADS|EXECUTES|SUPPORTS]-(x:Unit) | x.id], o.id ORDER BY t.id",
    )
    task, units, leader = str(found[0][0]), list(map(str, found[0][1])), str(found[0][2])  # type: ignore[call-overload]
    others = await rows(
        store,
        "MATCH (t:Task) WHERE NOT EXISTS { MATCH (t)<-[:LEADS|EXECUTES|SUPPORTS]-(u:Unit) "
        "WHERE u.id = $unit } AND NOT EXISTS { MATCH (t)<-[:OVERSEES]-(o) WHERE o.id = $leader } "
        "RETURN t.id ORDER BY t.id",
        unit=units[0],
        leader=leader,
    )
    other = str(others[0][0])
    filters: list[dict[str, object]] = [
        {"unit": units[0]},
        {"leader": leader},
        {"unit": units[0], "leader": leader, "plan": [outcome.document_id]},
    ]
    async with served(store) as service:
        for wanted in filters:
            async with listening(service.client, _CHANGED, wanted) as stream:
                await change(service.client, _REPORT, task=other, percent=1, on="2026-09-01")
                await change(service.client, _REPORT, task=task, percent=2, on="2026-09-01")
                told = (await _heard(stream)).data["data"]["taskChanged"]
            assert told["after"] == "2", wanted
        async with listening(service.client, _CHANGED, {"plan": ["document_none"]}) as stream:
            await change(service.client, _REPORT, task=task, percent=3, on="2026-09-02")
            await asyncio.sleep(0.5)
            service.feed.stop()
            assert await stream.next() is None


async def test_who_comes_back_with_the_last_number_misses_nothing_and_hears_nothing_twice(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with served(store) as service:
        async with listening(service.client, _CHANGED) as stream:
            await change(service.client, _REPORT, task=task, percent=1, on="2026-09-01")
            last = (await _heard(stream)).id
        assert last is not None
        for percent in (2, 3):
            await change(service.client, _REPORT, task=task, percent=percent, on="2026-09-01")
        async with listening(service.client, _CHANGED, Last_Event_ID=last) as stream:
            await change(service.client, _REPORT, task=task, percent=4, on="2026-09-01")
            heard = [await _heard(stream) for _ in range(3)]
    assert [one.data["data"]["taskChanged"]["after"] for one in heard] == ["2", "3", "4"]
    assert [int(one.id or 0) for one in heard] == [int(last) + n for n in (1, 2, 3)]


async def test_equal_subscriptions_are_shown_an_event_by_one_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    read, asked = store.read, list[str]()

    async def counted(
        cypher: str, parameters: Mapping[str, object], timeout: float = 5.0
    ) -> list[list[object]]:
        if task in parameters.values():
            asked.append(cypher)
        return await read(cypher, parameters, timeout)

    monkeypatch.setattr(store, "read", counted)
    async with served(store) as service:
        async with (
            listening(service.client, _CHANGED) as one,
            listening(service.client, _CHANGED) as two,
            listening(service.client, _CHANGED, {"plan": None}) as another,
        ):
            await change(service.client, _REPORT, task=task, percent=40, on="2026-09-01")
            heard = [(await _heard(stream)).data for stream in (one, two, another)]
        assert heard[0] == heard[1] == heard[2]
        assert len(asked) == 2
        async with asyncio.timeout(patience(10)):
            while service.feed.listening:
                await asyncio.sleep(0.02)


class _Cleared:
    """A gate whose callers may see so secret a document."""

    def __init__(self, clearance: Secrecy) -> None:
        self._caller = replace(LOCAL_READER, clearance=clearance)

    async def caller(self, request: Request) -> Caller:
        return self._caller


async def test_a_secret_document_is_told_to_nobody_who_may_not_see_it(store: Store) -> None:
    heard = []
    for clearance in (Secrecy.OPEN, Secrecy.SECRET):
        async with (
            served(store, gate=_Cleared(clearance)) as service,
            listening(service.client, _LOADED) as stream,
        ):
            await load_text(store, f"{_SECRET}Bản {clearance}.\n")
            await asyncio.sleep(1)
            service.feed.stop()
            heard.append(await stream.next())
    assert heard[0] is None
    assert heard[1] is not None
    assert heard[1].data["data"]["documentLoaded"]["plan"]["secrecy"] == "MẬT"


async def test_a_listener_that_does_not_keep_up_is_ended_with_a_sentence(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with served(store, FeedLimits(pause=0.05, waiting=0)) as service:
        async with listening(service.client, _CHANGED) as stream:
            await change(service.client, _REPORT, task=task, percent=1, on="2026-09-01")
            heard = [await stream.next() for _ in range(3)]
        async with listening(service.client, _CHANGED, Last_Event_ID="0") as stream:
            later = await _heard(stream)  # what it missed is told, however slowly it reads
    assert heard[0] is not None
    assert heard[0].id is None
    assert heard[0].data["errors"][0]["extensions"]["code"] == "STREAM_TOO_SLOW"
    assert "Last-Event-ID" in heard[0].data["errors"][0]["message"]
    assert [one and one.event for one in heard] == ["next", "complete", None]
    assert later.data["data"]["taskChanged"]["after"] == "1"


async def test_what_cannot_be_subscribed_is_told_over_the_stream(store: Store) -> None:
    cases = [
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { taskChanged @skip(if: true) { seq } }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription { taskChanged { seq } documentLoaded { seq } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
    ]
    async with served(store) as service:
        for query, code in cases:
            async with listening(service.client, query) as stream:
                heard = [await stream.next() for _ in range(3)]
            assert heard[0] is not None
            assert heard[0].data["errors"][0]["extensions"]["code"] == code, query
            assert [one and one.event for one in heard] == ["next", "complete", None]
        async with listening(service.client, "{ plans { totalCount } }") as stream:
            assert (await _heard(stream)).data == {"data": {"plans": {"totalCount": 0}}}
            assert (await _heard(stream)).event == "complete"


async def test_a_subscription_without_a_stream_is_sent_to_it_and_a_bad_number_is_refused(
    store: Store,
) -> None:
    async with served(store, FeedLimits(pause=0.05, listeners=1)) as service:
        plain = await service.client.post("/graphql", json={"query": _LOADED})
        assert plain.status_code == 406
        assert plain.json()["errors"][0]["extensions"]["code"] == "STREAM_NEEDED"
        headers = {"Last-Event-ID": "new"}
        bad = await service.client.post("/graphql/stream", json={"query": _LOADED}, headers=headers)
        assert (bad.status_code, bad.json()["errors"][0]["extensions"]["code"]) == (
            400,
            "BAD_REQUEST",
        )
        async with listening(service.client, _LOADED):
            more = await service.client.post("/graphql/stream", json={"query": _LOADED})
            assert more.status_code == 503
            assert more.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_STREAMS"


async def test_streams_end_in_order_when_the_service_stops(store: Store) -> None:
    async with served(store) as service, listening(service.client, _LOADED) as stream:
        started = asyncio.get_running_loop().time()
        service.running.cancel()
        assert await stream.next() is None
        with suppress(asyncio.CancelledError):
            await service.running
        assert asyncio.get_running_loop().time() - started < patience(3)
