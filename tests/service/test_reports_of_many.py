"""Reports of many tasks in one transaction come to the same as each by itself."""

from collections.abc import Awaitable, Callable, Mapping
from typing import cast

from neo4j import AsyncManagedTransaction

from graph_schema.callers import LOCAL_WRITER
from graph_schema.corrections import CorrectionKind
from graph_schema.errors import NotCorrected
from graph_schema.labels import Label
from loaders.asks import Ask
from loaders.recording import record
from loaders.recording_many import record_reports
from service.audit_command import check_chain
from service.corrections import Wanted, correct
from service.store import Store
from tests.queries.asking import ask
from tests.service.correcting import SAID, load_file, rows

_KEPT = (
    "MATCH (t:Task {id: $id})-[:HAS_PROGRESS]->(p:Progress) MATCH (c:Change)-[:CHANGED]->(t) "
    "RETURN properties(t), p.on, p.by, p.state, p.percent, p.result, "
    "c.action, c.by, c.field, c.before, c.after, c.reason"
)


def _ask(task: str, expected: str = "0", action: str = "REPORTED", percent: int = 60) -> Ask:
    values: dict[str, object] = {"percent": percent, "result": "Đã rà soát"}
    return Ask(
        *(action, Label.TASK, task, "task", "2026-04-01", "Lê A", "2026-04-01T08:00:00+00:00"),
        LOCAL_WRITER,
        values if action == "REPORTED" else {},
        None if action == "REPORTED" else "Không làm nữa",
        expected,
    )


async def _tasks(store: Store) -> list[str]:
    return [str(row[0]) for row in await rows(store, "MATCH (t:Task) RETURN t.id ORDER BY t.order")]


async def test_each_row_is_checked_by_itself_and_what_is_refused_keeps_no_other_back(
    store: Store,
) -> None:
    await load_file(store)
    first, moved, dropped, last, *_ = await _tasks(store)
    await store.write(lambda tx: record(tx, _ask(moved, percent=10)))
    await store.write(lambda tx: record(tx, _ask(dropped, action="CANCELLED")))
    asks = [
        _ask(first),
        _ask(moved),
        _ask(dropped, "1"),
        _ask("task_unknown"),
        _ask(last, percent=100),
    ]
    told = await store.write(lambda tx: record_reports(tx, asks))
    assert [one.code if isinstance(one, NotCorrected) else one.node for one in told] == [
        first, "CONFLICT", "BAD_USER_INPUT", "NOT_FOUND", last,
    ]  # fmt: skip
    # The load, two by themselves, two here.
    assert await check_chain(store) == (5, None)
    found = await rows(store, "MATCH (p:Progress) RETURN p.percent ORDER BY p.percent")
    assert found == [[10], [60], [100]]


async def test_a_corrected_task_is_reported_on_by_the_version_that_the_api_tells(
    store: Store,
) -> None:
    await load_file(store)
    task, *_ = await _tasks(store)
    wanted = Wanted(task, CorrectionKind.SET_VALUE, "due", ("31/10/2026",))
    await correct(store, wanted, SAID)
    told = (await ask(store, "query($id: ID!) { task(id: $id) { version } }", id=task))["task"]
    assert told == {"version": 1}
    stale, done = await store.write(
        lambda tx: record_reports(tx, [_ask(task, "0"), _ask(task, str(told["version"]))])
    )
    assert isinstance(stale, NotCorrected)
    assert stale.code == "CONFLICT"
    assert not isinstance(done, NotCorrected)
    again = (await ask(store, "query($id: ID!) { task(id: $id) { version } }", id=task))["task"]
    assert again == {"version": 2}


async def test_what_is_written_of_many_is_what_is_written_of_one(store: Store) -> None:
    await load_file(store)
    one, other, *_ = await _tasks(store)
    kept = []
    for task, many in ((one, False), (other, True)):
        await store.write(_writing(_ask(task, percent=100), many=many))
        ((properties, *said),) = await rows(store, _KEPT, id=task)
        own = cast(Mapping[str, object], properties)
        kept.append((own["version"], own["states"], sorted(own), said))
    assert kept[0] == kept[1]


def _writing(ask: Ask, *, many: bool) -> Callable[[AsyncManagedTransaction], Awaitable[object]]:
    return lambda tx: record_reports(tx, [ask]) if many else record(tx, ask)
