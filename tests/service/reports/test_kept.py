"""Period reports kept in the graph: once, with their record in the log, for who may see them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_schema.callers import LOCAL_READER, Caller, Role, Secrecy
from graph_schema.errors import BadSetting
from graph_schema.model import PlanRecord
from loaders.write import load_plan
from queries.execute import Question
from queries.sight import Sight
from service.asking import StoreAsk
from service.reports.build import EVERYTHING, Span, period_report
from service.reports.kept import keep, read_kept
from service.reports.model import ReportTable
from service.reports.periods import beside
from service.reports.snapshot import freeze
from service.store import Store
from tests.queries.asking import ask, reader_of
from tests.queries.secret import open_plans, secret_plan
from tests.service.command import SAMPLES, daumoi
from tests.service.reports.test_report_http import loaded_unit

_DAY = date(2026, 12, 31)
_ALL = Sight(Secrecy.MOST_SECRET)
_TEXT = """{ periodSnapshots { totalCount nodes { snapshotId name subject unitId year asOf by digest
  summary { assigned done openOverdue overdueRateOfAll } } } }"""
_ONE = """query($id: ID!) { periodSnapshot(id: $id) {
  snapshot { name summary { assigned openOverdue } }
  tasks(first: 500) { totalCount nodes { taskId status text } }
  late: tasks(status: [OPEN_OVERDUE]) { totalCount nodes { status } } } }"""
_CHANGES = "MATCH (c:Change) WHERE c.action = 'PERIOD_KEPT' RETURN c.after, c.by"
_ALTER = "MATCH (p:SnapshotPart) SET p.lines = ['task_x|DONE_LATE|Việc']"


async def _period(store: Store, day: date = _DAY, year: int = 2026) -> ReportTable:
    return await period_report(StoreAsk(store, LOCAL_READER), EVERYTHING, Span(year, day))


async def test_what_is_kept_is_read_back_listed_and_in_the_log(store: Store) -> None:
    await loaded_unit(store)
    report = await _period(store)
    identity = await keep(store, report, "Năm  2026", "Trần Thị Thư")
    assert await read_kept(store.read, _ALL, "nam 2026") == freeze(report)
    assert await read_kept(store.read, _ALL, identity) == freeze(report)
    listed = (await ask(store, _TEXT))["periodSnapshots"]
    figures = await ask(
        store,
        """{ statistics(by: PLAN, asOf: "2026-12-31", where: {year: 2026}) { total {
        assigned done openOverdue overdueRateOfAll } } }""",
    )
    (node,) = listed["nodes"]
    assert node["summary"] == figures["statistics"]["total"]
    assert (node["snapshotId"], node["name"], node["by"]) == (identity, "Năm 2026", "Trần Thị Thư")
    assert (node["unitId"], node["year"], node["asOf"]) == (None, 2026, "2026-12-31")
    assert await store.read(_CHANGES, {}) == [[node["digest"], "Trần Thị Thư"]]


async def test_each_figure_of_a_kept_report_is_traced_to_its_tasks(store: Store) -> None:
    await loaded_unit(store)
    report = await _period(store)
    identity = await keep(store, report, "Năm 2026", "Thư")
    found = (await ask(store, _ONE, id=identity))["periodSnapshot"]
    assert {node["taskId"] for node in found["tasks"]["nodes"]} == {row.id for row in report.rows}
    assert found["tasks"]["totalCount"] == found["snapshot"]["summary"]["assigned"]
    assert found["late"]["totalCount"] == found["snapshot"]["summary"]["openOverdue"] > 0
    assert (await ask(store, _ONE, id="snap_none"))["periodSnapshot"] is None


async def test_nothing_that_is_kept_is_written_over(store: Store) -> None:
    await loaded_unit(store)
    report, earlier = await _period(store), await _period(store, date(2026, 5, 1))
    identity = await keep(store, report, "Quý IV", "Thư")
    assert await keep(store, report, "quý iv", "Người khác") == identity
    with pytest.raises(BadSetting, match="hãy đặt tên khác"):
        await keep(store, earlier, "QUÝ IV", "Thư")
    with pytest.raises(BadSetting, match="đã được chốt với tên “Quý IV”"):
        await keep(store, report, "Quý III", "Thư")
    with pytest.raises(BadSetting, match="phải có chữ"):
        await keep(store, report, " ", "Thư")
    assert len(await store.read(_CHANGES, {})) == 1


async def test_a_later_report_is_held_against_a_kept_one_of_the_same_scope(store: Store) -> None:
    await loaded_unit(store)
    await keep(store, await _period(store, date(2026, 5, 1)), "Kỳ trước", "Thư")
    before = await read_kept(store.read, _ALL, "Kỳ trước")
    now = beside(await _period(store), before)
    assert now.comparison is not None
    assert now.summary.open_overdue > now.comparison.before.open_overdue
    with pytest.raises(BadSetting, match="không cùng phạm vi"):
        beside(replace(now, routine=False), before)
    with pytest.raises(BadSetting, match="Không có bản chốt nào"):
        await read_kept(store.read, _ALL, "Kỳ sau")


async def test_one_that_was_altered_in_the_store_is_refused(store: Store) -> None:
    await loaded_unit(store)
    await keep(store, await _period(store), "Năm 2026", "Thư")

    async def alter(tx: Any) -> None:  # noqa: ANN401 - a transaction of either engine
        await (await tx.run(_ALTER)).consume()

    await store.write(alter)
    with pytest.raises(BadSetting, match="đã bị sửa trong kho"):
        await read_kept(store.read, _ALL, "Năm 2026")


async def _load(store: Store, *records: PlanRecord) -> None:
    for record in records:
        async with store.session() as session:
            await load_plan(session, record)


async def _seen(store: Store, identity: str) -> dict[Secrecy, bool]:
    """Who is told of it, by the list and by its id alike."""
    found = {}
    for level in Secrecy:
        caller = Caller("Người đọc", Role.READER, clearance=level)
        one = await reader_of(store).answer(Question(_ONE, {"id": identity}, None, caller))
        many = await reader_of(store).answer(Question(_TEXT, {}, None, caller))
        assert one.data is not None
        assert many.data is not None
        shown = one.data["periodSnapshot"] is not None
        listed: Any = many.data["periodSnapshots"]
        assert listed["totalCount"] == int(shown)
        found[level] = shown
    return found


async def test_a_kept_report_is_as_secret_as_the_most_secret_document_that_it_counts(
    store: Store,
) -> None:
    await _load(store, *open_plans(), secret_plan())
    report = await _period(store)
    assert len(report.parts) > 1
    identity = await keep(store, report, "Năm 2026", "Thư")
    assert await _seen(store, identity) == {level: level >= Secrecy.SECRET for level in Secrecy}


async def test_a_kept_report_follows_a_document_that_turns_out_to_be_secret(store: Store) -> None:
    plan = secret_plan()
    opened = replace(plan, document=replace(plan.document, secrecy=None))
    await _load(store, *open_plans(), opened)
    identity = await keep(store, await _period(store), "Năm 2026", "Thư")
    assert all((await _seen(store, identity)).values())
    await _load(store, replace(plan, source=replace(plan.source, reader="newer")))
    assert await _seen(store, identity) == {level: level >= Secrecy.SECRET for level in Secrecy}


def test_a_period_is_kept_listed_and_compared_by_the_command(tmp_path: Path) -> None:
    assert daumoi("load", SAMPLES / "kh-27-dong-may.txt", folder=tmp_path).code == 0
    form = ("--format", "json")
    first = ("report", "period", "--as-of", "2026-05-01", "--keep", "Quý I")
    assert daumoi(*first, *form, folder=tmp_path).code == 0
    kept = json.loads(daumoi("report", "kept", *form, folder=tmp_path).out)["kept"]
    assert [(one["name"], one["asOf"]) for one in kept] == [("Quý I", "2026-05-01")]
    later = ("report", "period", "--as-of", "2026-12-31", "--compare-with", "quy i")
    found = json.loads(daumoi(*later, *form, folder=tmp_path).out)
    assert found["comparison"]["snapshot"] == kept[0]["id"]
    assert found["comparison"]["summary"] == kept[0]["summary"]
