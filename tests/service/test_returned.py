"""A report that was returned counts no more from that day, in any figure."""

from service.store import Store
from tests.queries.asking import ask
from tests.service.correcting import load_file, rows, task_id
from tests.service.test_changes import change, changing
from tests.service.test_work import _REPORT, _RETURN, _TASK, _kept

_AGES = """
query($day: Date) { statistics(by: UNIT, asOf: $day) { total {
    openNeverReported openReportedOver90DaysAgo openReportedUnder30DaysAgo } }
  last: tasks(orderBy: [UPDATED_DESC], first: 1) { nodes { id reportedOn } }
  silent: tasks(where: { reportedBefore: "2026-09-01" }) { totalCount }
  all: tasks { totalCount } }
"""


async def test_a_returned_report_is_no_last_report_of_its_task_from_that_day(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        await change(client, _REPORT, task=task, percent=30, on="2026-05-01")
        late = await change(client, _REPORT, task=task, percent=60, on="2026-09-10")
        given = {"progress": late["id"], "on": "2026-09-12", "reason": "Thiếu minh chứng"}
        assert (await change(client, _RETURN, **given))["__typename"] == "ReportDecided"
    kept = await _kept(store)
    assert (kept["reported_key"], kept["returned_key"]) == ("2026-05-01", "2026-09-12")
    for day, before, after in (
        ("2026-09-11", 1, 0),
        ("2026-09-12", 0, 1),
        ("2026-12-01", 0, 1),
    ):
        found = await ask(store, _AGES, day=day)
        said = found["statistics"]["total"]
        ages = (said["openReportedUnder30DaysAgo"], said["openReportedOver90DaysAgo"])
        assert ages == (before, after), day
    assert found["last"]["nodes"] == [{"id": task, "reportedOn": "2026-05-01"}]
    assert found["silent"] == found["all"]


async def test_a_task_of_which_every_report_was_returned_was_never_reported_on(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        done = await change(client, _REPORT, task=task, percent=40, on="2026-09-10")
        never = (await ask(store, _AGES, day="2026-09-30"))["statistics"]["total"]
        given = {"progress": done["id"], "on": "2026-09-12", "reason": "Thiếu minh chứng"}
        assert (await change(client, _RETURN, **given))["__typename"] == "ReportDecided"
    found = await ask(store, _AGES, day="2026-09-30")
    silent = found["statistics"]["total"]["openNeverReported"]
    assert silent == never["openNeverReported"] + 1
    assert [node["reportedOn"] for node in found["last"]["nodes"]] == [None]
    (early,) = await rows(store, "MATCH (t:Task {id: $id}) RETURN t.reported_key", id=task)
    assert early == ["0000-00-00"]
