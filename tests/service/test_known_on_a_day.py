"""A task as it was known on a day: what was entered later changes nothing of it."""

from typing import Any

import httpx2 as httpx
import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.callers import LOCAL_WRITER
from graph_schema.labels import Label
from loaders.asks import Ask
from loaders.recording import record
from service.store import Store
from tests.service.correcting import PLAN, load_file, load_text, task_id
from tests.service.test_changes import changing

_KNOWN = """query($id: ID!, $by: Date!, $on: Date) { task(id: $id) { known(by: $by, asOf: $on) {
  status deadline { code } daysOverdue percent reportedOn } } }"""
_TASK = "III.1.b"
"""Due in the third quarter of 2026."""


def _ask(action: str, node: str, on: str, at: str, **values: object) -> Ask:
    label = Label.PROGRESS if action == "RETURNED" else Label.TASK
    field = "progress" if action == "RETURNED" else "task"
    stamped = f"{at}T05:00:00.000000Z"
    return Ask(action, label, node, field, on, "Bà Tư", stamped, LOCAL_WRITER, values, "vì vậy")


async def _loaded_on(store: Store, day: str) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        at = {"at": f"{day}T05:00:00.000000Z"}
        await (await tx.run("MATCH (c:Change {action: 'LOADED'}) SET c.at = $at", at)).consume()

    await store.write(work)


async def _known(client: httpx.AsyncClient, task: str, by: str, on: str | None = None) -> Any:  # noqa: ANN401
    sent = {"query": _KNOWN, "variables": {"id": task, "by": by, "on": on}}
    body = (await client.post("/graphql", json=sent)).json()
    assert "errors" not in body, body
    found = body["data"]["task"]["known"]
    if found is not None and found["deadline"] is not None:
        found["deadline"] = found["deadline"]["code"]
    return None if found is None else list(found.values())


async def test_what_was_entered_later_is_not_known_before(store: Store) -> None:
    await load_file(store)
    await _loaded_on(store, "2026-04-01")
    task = await task_id(store, _TASK)
    # Done on 25 September, and told of it three weeks later; half done before.
    for ask in (
        _ask("REPORTED", task, "2026-09-10", "2026-09-11", percent=50),
        _ask("REPORTED", task, "2026-09-25", "2026-10-15", percent=100),
        _ask("REPORTED", task, "2026-09-28", "2026-10-20", percent=None, difficulty="Mưa"),
    ):
        await store.write(lambda tx, ask=ask: record(tx, ask))  # type: ignore[misc]
    async with changing(store) as client:
        told = {
            (by, on): await _known(client, task, by, on)
            for by, on in (
                ("2026-03-31", None),
                ("2026-09-10", None),
                ("2026-09-12", None),
                ("2026-10-01", None),
                ("2026-10-15", None),
                ("2026-10-15", "2026-09-24"),
                ("2026-10-01", "2026-09-30"),
                ("2026-10-20", None),
            )
        }
    half, done = [50, "2026-09-10"], [100, "2026-09-25"]
    assert told == {
        ("2026-03-31", None): None,
        ("2026-09-10", None): ["OPEN_IN_TERM", "2026-Q3", None, None, None],
        ("2026-09-12", None): ["OPEN_IN_TERM", "2026-Q3", None, *half],
        ("2026-10-01", None): ["OPEN_OVERDUE", "2026-Q3", 1, *half],
        ("2026-10-15", None): ["DONE_ON_TIME", "2026-Q3", None, *done],
        ("2026-10-15", "2026-09-24"): ["OPEN_IN_TERM", "2026-Q3", None, *half],
        ("2026-10-01", "2026-09-30"): ["OPEN_IN_TERM", "2026-Q3", None, *half],
        ("2026-10-20", None): ["DONE_ON_TIME", "2026-Q3", None, 100, "2026-09-28"],
    }


@pytest.mark.parametrize("again", [False, True])
async def test_a_return_and_an_extension_count_from_when_they_were_entered(
    store: Store, again: bool
) -> None:
    await load_file(store)
    await _loaded_on(store, "2026-04-01")
    task = await task_id(store, _TASK)
    reported = _ask("REPORTED", task, "2026-09-01", "2026-09-01", percent=100)
    made = await store.write(lambda tx: record(tx, reported))
    for ask in (
        _ask("RETURNED", made.id, "2026-09-05", "2026-09-20"),
        _ask("EXTENDED", task, "2026-09-22", "2026-10-10", to_end="2026-12-31"),
    ):
        await store.write(lambda tx, ask=ask: record(tx, ask))  # type: ignore[misc]
    if again:
        await load_text(store, PLAN.read_text("utf-8") + "\n", "ban-moi.txt")
    async with changing(store) as client:
        assert (await _known(client, task, "2026-09-19"))[0] == "DONE_ON_TIME"
        assert await _known(client, task, "2026-09-20") == [
            *("OPEN_IN_TERM", "2026-Q3", None, None, None)
        ]
        assert (await _known(client, task, "2026-10-09"))[:3] == ["OPEN_OVERDUE", "2026-Q3", 9]
        assert (await _known(client, task, "2026-10-10"))[:2] == ["OPEN_IN_TERM", "2026-12-31"]
        assert (await _known(client, task, "9999-12-31", "2026-10-01"))[0] == "OPEN_IN_TERM"
