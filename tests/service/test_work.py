"""What people record through the API: it stands, it is on record, and nothing is overwritten."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.audit import first_break
from graph_schema.callers import Caller, Role
from graph_schema.errors import NotCorrected
from service.audit_command import check_chain
from service.store import Store
from service.work import WORK
from tests.service.correcting import PLAN, load_file, load_text, rows, task_id
from tests.service.test_changes import change, changing

_REFUSED = "... on Refused { code message field expected current }"
_REPORT = f"""
mutation($input: ReportProgressInput!) {{ reportProgress(input: $input) {{ __typename
  ... on ProgressReported {{ id repeated note task {{ id }} }} {_REFUSED} }} }}
"""
_EXTEND = f"""
mutation($input: ExtendDeadlineInput!) {{ extendDeadline(input: $input) {{ __typename
  ... on DeadlineExtended {{ id repeated }} {_REFUSED} }} }}
"""
_CANCEL = f"""
mutation($input: TaskStepInput!) {{ cancelTask(input: $input) {{ __typename {_REFUSED} }} }}
"""
_REOPEN = f"""
mutation($input: TaskStepInput!) {{ reopenTask(input: $input) {{ __typename {_REFUSED} }} }}
"""
_RETURN = f"""
mutation($input: ReturnInput!) {{ return(input: $input) {{ __typename {_REFUSED} }} }}
"""
_APPROVE = f"""
mutation($input: ApproveInput!) {{ approve(input: $input) {{ __typename {_REFUSED} }} }}
"""
_MEASURE = f"""
mutation($input: RecordMeasurementInput!) {{ recordMeasurement(input: $input) {{ __typename
  ... on MeasurementRecorded {{ target {{ id }} }} {_REFUSED} }} }}
"""
_SUBMIT = f"""
mutation($input: SubmitReportInput!) {{ submitReport(input: $input) {{ __typename
  ... on ReportSubmitted {{ duty {{ id plan {{ id }} }} }} {_REFUSED} }} }}
"""
_TASK = "III.1.b"


async def _kept(store: Store, ref: str = _TASK) -> Mapping[str, Any]:
    found = await rows(store, "MATCH (t:Task {ref: $ref}) RETURN properties(t)", ref=ref)
    assert len(found) == 1
    return cast(Mapping[str, Any], found[0][0])


async def _chain(store: Store) -> list[Mapping[str, Any]]:
    found = await rows(store, "MATCH (c:Change) RETURN properties(c) ORDER BY c.seq")
    return [dict(row[0]) for row in found]  # type: ignore[call-overload]


async def test_a_report_changes_what_its_task_keeps_and_is_on_record(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        first = await change(
            client, _REPORT, task=task, percent=40, on="2026-09-01", by="Bà Tư", result="Nửa việc"
        )
        done = await change(client, _REPORT, task=task, percent=100, on="2026-09-20")
    assert (first["__typename"], first["repeated"]) == ("ProgressReported", False)
    assert done["task"] == {"id": task}
    kept = await _kept(store)
    assert kept["states"] == ["2026-09-20|DONE_ON_TIME"]
    assert (kept["closed_key"], kept["open_key"]) == ("2026-09-20", "9999-12-31")
    assert (kept["version"], kept["reported_key"]) == (2, "2026-09-20")
    told = [one for one in await _chain(store) if one["action"] == "REPORTED"]
    assert [(one["field"], one.get("before"), one["after"]) for one in told] == [
        ("progress", None, "40"),
        ("progress", "40", "100"),
    ]
    assert [one["by"] for one in told] == ["Bà Tư", "văn phòng"]


async def test_a_report_without_a_percent_is_kept_and_leaves_percent_and_status(
    store: Store,
) -> None:
    outcome = await load_file(store)
    task = await task_id(store, _TASK)
    address = f"/reports/plan/{outcome.document_id}?asOf=2026-09-30&format=json"
    seen = []
    async with changing(store) as client:
        for said in ({"difficulty": "Mưa"}, {"percent": 40}, {"result": "Xong nửa thôn"}):
            told = await change(client, _REPORT, task=task, on="2026-09-01", **said)
            assert told["__typename"] == "ProgressReported", told
            plans = (await client.get(address)).json()["plans"]
            (row,) = (one for plan in plans for one in plan["tasks"] if one["id"] == task)
            names = ("percent", "result", "difficulty", "status", "updated")
            seen.append(tuple(row[name] or None for name in names))
    assert seen == [
        (None, None, "Mưa", "OPEN_IN_TERM", "2026-09-01"),
        (40, None, None, "OPEN_IN_TERM", "2026-09-01"),
        (40, "Xong nửa thôn", None, "OPEN_IN_TERM", "2026-09-01"),
    ]
    kept = await _kept(store)
    assert "states" not in kept
    assert (kept["version"], kept["reported_key"]) == (3, "2026-09-01")
    told = [one for one in await _chain(store) if one["action"] == "REPORTED"]
    assert [(one.get("before"), one.get("after")) for one in told] == [
        (None, None),
        (None, "40"),
        ("40", "40"),
    ]


async def test_a_report_that_says_nothing_is_refused(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        empty: list[dict[str, object]] = [{}, {"percent": None, "result": "  ", "evidence": []}]
        for said in empty:
            told = await change(client, _REPORT, task=task, **said)
            assert (told["code"], told["field"]) == ("BAD_USER_INPUT", "percent")
    assert [one for one in await _chain(store) if one["action"] == "REPORTED"] == []


_BAD: list[tuple[dict[str, object], str, str]] = [
    ({"percent": 101}, "BAD_USER_INPUT", "percent"),
    ({"percent": -1}, "BAD_USER_INPUT", "percent"),
    ({"on": "2999-01-01"}, "BAD_USER_INPUT", "on"),
    ({"task": "task_none"}, "NOT_FOUND", "task"),
    ({"idempotencyKey": "  "}, "BAD_USER_INPUT", "idempotencyKey"),
    ({"expectedVersion": "7"}, "CONFLICT", "expectedVersion"),
]


async def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_stored(
    store: Store,
) -> None:
    outcome = await load_file(store)
    task = await task_id(store, _TASK)
    before = await _chain(store)
    async with changing(store) as client:
        for wrong, code, field in _BAD:
            given = {"task": task, "percent": 10, "on": "2026-09-01", **wrong}
            refused = await change(client, _REPORT, **given)
            assert (refused["code"], refused["field"]) == (code, field), wrong
        assert "(nay là phiên bản 0)" in refused["message"]
        other = await change(client, _REPORT, task=outcome.document_id, percent=10)
        assert (other["code"], other["field"]) == ("BAD_USER_INPUT", "task")
        assert "Document" in other["message"]
    assert await _chain(store) == before
    assert (await _kept(store))["version"] == 0


async def test_of_two_editors_one_wins_and_the_other_is_told_what_stands(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        answers = await asyncio.gather(
            *(
                change(
                    client,
                    _REPORT,
                    **{"task": task, "percent": percent, "by": who, "on": "2026-09-01"},
                    expectedVersion="0",
                )
                for who, percent in (("Bà Tư", 30), ("Ông Năm", 60))
            )
        )
    won = [one for one in answers if one["__typename"] == "ProgressReported"]
    lost = [one for one in answers if one["__typename"] == "Refused"]
    assert (len(won), len(lost)) == (1, 1)
    assert (lost[0]["code"], lost[0]["expected"], lost[0]["current"]) == ("CONFLICT", "0", "1")
    assert ("Bà Tư" in lost[0]["message"]) != ("Ông Năm" in lost[0]["message"])
    assert await rows(store, "MATCH (p:Progress) RETURN count(p)") == [[1]]


async def test_one_key_sent_many_times_at_once_records_once(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    given = {"task": task, "percent": 30, "on": "2026-09-01", "idempotencyKey": "k-1"}
    async with changing(store) as client:
        answers = await asyncio.gather(*(change(client, _REPORT, **given) for _ in range(4)))
        other = await change(client, _REPORT, **{**given, "percent": 31})
    assert len({one["id"] for one in answers}) == 1
    assert sorted(one["repeated"] for one in answers) == [False, True, True, True]
    assert (other["code"], other["field"]) == ("CONFLICT", "idempotencyKey")
    assert await rows(store, "MATCH (p:Progress) RETURN count(p)") == [[1]]


async def test_an_extension_keeps_the_old_date_and_never_turns_late_into_on_time(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    given = {"task": task, "on": "2026-10-05", "reason": "Chờ vốn", "approver": "Chủ tịch"}
    async with changing(store) as client:
        earlier = await change(client, _EXTEND, **given, end="2026-10-01")
        assert (earlier["code"], earlier["field"]) == ("BAD_USER_INPUT", "end")
        never = await change(client, _EXTEND, **given, end="9999-12-31")
        assert (never["code"], never["field"]) == ("BAD_USER_INPUT", "end")
        extended = await change(client, _EXTEND, **given, end="2026-10-31")
        assert extended["__typename"] == "DeadlineExtended"
        shorter = await change(client, _EXTEND, **given, end="2026-10-20")
        assert shorter["field"] == "end"
        await change(client, _REPORT, task=task, percent=100, on="2026-11-02")
        closed = await change(client, _EXTEND, **given, end="2026-12-31")
        assert (closed["code"], closed["field"]) == ("BAD_USER_INPUT", "task")
    kept = await _kept(store)
    assert kept["deadlines"] == ["0000-00-00|2026-09-30", "2026-10-05|2026-10-31"]
    assert kept["states"] == ["2026-11-02|DONE_LATE"]
    assert (kept["due_key"], kept["due_end"]) == ("2026-10-31", "2026-09-30")
    (one,) = await rows(store, "MATCH (e:Extension) RETURN e.from_end, e.to_end, e.approver")
    assert one == ["2026-09-30", "2026-10-31", "Chủ tịch"]


async def test_a_returned_report_counts_no_more_and_a_decision_is_made_once(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        done = await change(client, _REPORT, task=task, percent=100, on="2026-09-10")
        bare = await change(client, _RETURN, progress=done["id"], on="2026-09-12", reason=" ")
        assert bare["field"] == "reason"
        given = {"progress": done["id"], "on": "2026-09-12", "reason": "Thiếu minh chứng"}
        assert (await change(client, _RETURN, **given))["__typename"] == "ReportDecided"
        again = await change(client, _APPROVE, progress=done["id"], on="2026-09-13")
        assert (again["code"], again["current"]) == ("CONFLICT", "RETURNED")
    assert (await _kept(store))["states"] == ["2026-09-10|DONE_ON_TIME", "2026-09-12|OPEN"]


async def test_a_task_that_is_called_off_takes_no_report_until_it_is_taken_up_again(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        step = {"task": task, "reason": "Không còn nguồn vốn"}
        assert (await change(client, _CANCEL, **step, on="2026-09-01"))["__typename"] == (
            "TaskCancelled"
        )
        assert (await change(client, _REPORT, task=task, percent=5))["field"] == "task"
        assert (await change(client, _CANCEL, **step))["__typename"] == "Refused"
        early = await change(client, _REOPEN, **step, on="2026-08-01")
        assert early["field"] == "on"
        assert (await change(client, _REOPEN, **step, on="2026-09-05"))["__typename"] == (
            "TaskReopened"
        )
        assert (await change(client, _REOPEN, **step))["field"] == "task"
    assert (await _kept(store))["states"] == ["2026-09-01|CANCELLED", "2026-09-05|OPEN"]


async def test_a_measurement_and_a_submission_are_recorded(store: Store) -> None:
    await load_file(store)
    target = str((await rows(store, "MATCH (g:Target) RETURN g.id ORDER BY g.order"))[0][0])
    passed = "MATCH (r:ReportDuty)-[:HAS_OCCURRENCE]->(o) WHERE o.due_end < '2026-10-02'"
    duty, due = (await rows(store, f"{passed} RETURN r.id, o.due_end ORDER BY o.due_end"))[0]
    async with changing(store) as client:
        measured = await change(client, _MEASURE, target=target, value=42.5, on="2026-09-01")
        assert measured["target"] == {"id": target}
        given = {"duty": duty, "due": due, "on": "2026-10-02"}
        submitted = await change(client, _SUBMIT, **given)
        assert submitted["duty"]["id"] == duty
        again = await change(client, _SUBMIT, **given)
        assert (again["code"], again["current"]) == ("CONFLICT", "2026-10-02")
    assert await rows(store, "MATCH (m:Measurement) RETURN m.value") == [[42.5]]
    assert await rows(
        store, "MATCH (o:Occurrence) WHERE o.submitted_on IS NOT NULL RETURN o.late"
    ) == [[True]]


async def test_an_officer_reports_for_the_own_units_alone(store: Store) -> None:
    await load_file(store)
    (found,) = await rows(
        store, "MATCH (t:Task {ref: $ref})<-[:LEADS]-(u:Unit) RETURN t.id, u.id", ref=_TASK
    )
    task, unit = map(str, found)
    given = {"task": task, "percent": 10, "on": "2026-09-01", "by": "Người khác"}
    stranger = Caller("Cán bộ A", Role.OFFICER, frozenset({"unit_other"}))
    with pytest.raises(NotCorrected) as refused:
        await WORK["reportProgress"](store, given, stranger)
    assert refused.value.code == "FORBIDDEN"
    own = Caller("Cán bộ B", Role.OFFICER, frozenset({unit}))
    await WORK["reportProgress"](store, given, own)
    assert await rows(store, "MATCH (p:Progress) RETURN p.by") == [["Cán bộ B"]]


async def test_a_new_version_keeps_what_was_recorded_and_a_lost_task_stays(store: Store) -> None:
    await load_file(store)
    text = PLAN.read_text("utf-8")
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        await change(client, _REPORT, task=task, percent=100, on="2026-09-20")
    await load_text(store, text.replace("quý III", "quý I") + "\n", "kh-moi.txt")
    kept = await _kept(store)
    assert (kept["version"], kept["reported_key"]) == (1, "2026-09-20")
    assert kept["states"][0].startswith("2026-09-20|DONE_")
    words = kept["text"]
    gone = "\n".join(line for line in text.splitlines() if words[:30] not in line)
    assert gone != text
    await load_text(store, gone, "kh-mat.txt")
    lost = await _kept(store)
    assert lost["id"] == task
    assert lost["dropped_on"] is not None
    assert await rows(
        store, "MATCH (:Document)-[:HAS_TASK]->(t:Task {id: $id}) RETURN count(t)", id=task
    ) == [[1]]
    await load_text(store, text + "\n\n", "kh-ve.txt")
    back = await _kept(store)
    assert back.get("dropped_on") is None
    assert back["states"][0].startswith("2026-09-20|DONE_")


async def test_the_chain_tells_the_first_record_that_was_altered(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        for percent in (10, 20, 30):
            await change(client, _REPORT, task=task, percent=percent, on="2026-09-01")
    chain = await _chain(store)
    assert first_break(chain) is None
    altered = [{**one, "after": "99"} if one.get("after") == "20" else one for one in chain]
    broken = first_break(altered)
    assert broken is not None
    assert broken.seq == chain[-2]["seq"]
    missing = first_break([*chain[:-2], chain[-1]])
    assert missing is not None
    assert missing.seq == chain[-2]["seq"]


async def test_the_audit_finds_the_store_whole_until_a_record_is_altered_or_cut_off(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        await change(client, _REPORT, task=task, percent=10, on="2026-09-01")
    assert await check_chain(store) == (2, None)
    await store.write(_cut_off)
    holding, broken = await check_chain(store)
    assert broken is not None
    assert (holding, broken.seq) == (1, 2)


async def _cut_off(tx: AsyncManagedTransaction) -> None:
    await (await tx.run("MATCH (c:Change {seq_key: '000000000002'}) DETACH DELETE c")).consume()
