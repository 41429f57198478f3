"""What is due again and again stands in the graph, one by one, and outlives every re-reading."""

from datetime import date
from itertools import pairwise

from graph_schema.callers import OPEN_READER
from graph_schema.corrections import CorrectionKind
from service.asking import StoreAsk
from service.corrections import Wanted, correct
from service.reports.findings import Kind, find_all
from service.store import Store
from tests.queries.asking import ask
from tests.service.correcting import SAID, load_text, rows
from tests.service.test_changes import change, changing
from tests.service.test_work import _REFUSED, _SUBMIT

PLAN = """ỦY BAN NHÂN DÂN
XÃ SUỐI ĐÁ

Số: 22/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Suối Đá, ngày 06 tháng 7 năm 2026

KẾ HOẠCH
Giữ sạch nguồn nước năm 2026

I. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế rà soát giếng khoan, xong trước ngày 30/9/2026.
2. Hội Nông dân xã báo cáo UBND xã trước ngày 25 hằng tháng.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Ba
"""
_STAND = """
MATCH (:Document)-[:HAS_REPORT_DUTY]->(:ReportDuty)-[:HAS_OCCURRENCE]->(o:Occurrence)
RETURN o.due_end, o.submitted_on ORDER BY o.due_end
"""
RECURRING = PLAN.replace("giếng khoan, xong trước ngày 30/9/2026", "giếng khoan hằng quý")
_SUBMIT_TASK = f"""
mutation($input: SubmitReportInput!) {{ submitReport(input: $input) {{ __typename
  ... on ReportSubmitted {{ duty {{ id }} task {{ version
    status(asOf: "2026-10-15") summer: status(asOf: "2026-07-15")
    occurrences {{ dueEnd submittedOn status(asOf: "2026-10-15") }} }} }} {_REFUSED} }} }}
"""
_CANCEL = """
mutation($input: TaskStepInput!) { cancelTask(input: $input) {
  ... on TaskCancelled { task { id } } } }
"""
_FOUND = "query($where: TaskFilter) { tasks(where: $where) { totalCount } }"
_TIMES = """
MATCH (:Document)-[:HAS_TASK]->(t:Task)-[:HAS_OCCURRENCE]->(o:Occurrence)
RETURN o.due_end, o.submitted_on ORDER BY o.due_end
"""
_MONTHS = [f"2026-{month:02d}-25" for month in range(7, 13)]


async def _stand(store: Store) -> list[list[object]]:
    return await rows(store, _STAND)


async def _duty(store: Store) -> str:
    ((duty,),) = await rows(store, "MATCH (r:ReportDuty) RETURN r.id")
    return str(duty)


async def test_a_monthly_report_is_due_once_a_month_to_the_end_of_the_plan(store: Store) -> None:
    await load_text(store, PLAN)
    assert await _stand(store) == [[day, None] for day in _MONTHS]


async def test_a_submitted_report_is_marked_and_stays_so_when_the_plan_is_read_again(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    duty = await _duty(store)
    before = await rows(store, "MATCH (o:Occurrence) RETURN o.id, o.due_end ORDER BY o.due_end")
    async with changing(store) as client:
        unsaid = await change(client, _SUBMIT, duty=duty, on="2026-08-20")
        assert (unsaid["code"], unsaid["field"]) == ("BAD_USER_INPUT", "due")
        assert "2026-08-25" in unsaid["message"]
        done = await change(client, _SUBMIT, duty=duty, due="2026-08-25", on="2026-08-20")
        assert done["__typename"] == "ReportSubmitted"
        for other, near in (("2026-08-31", "2026-08-25"), ("2031-02-02", "2026-12-25")):
            extra = await change(client, _SUBMIT, duty=duty, due=other, on="2026-09-02")
            assert (extra["code"], extra["field"]) == ("BAD_USER_INPUT", "due")
            assert near in extra["message"]
    expected: list[list[object]] = [
        [day, "2026-08-20" if "-08-" in day else None] for day in _MONTHS
    ]
    assert await _stand(store) == expected
    await load_text(store, PLAN + "\n", "kh-lan-nua.txt")
    assert await _stand(store) == expected
    after = await rows(store, "MATCH (o:Occurrence) RETURN o.id, o.due_end ORDER BY o.due_end")
    assert [row for row in after if row in before] == before


async def test_a_duty_whose_words_name_no_day_is_submitted_for_any_and_for_others_after(
    store: Store,
) -> None:
    await load_text(store, PLAN.replace("trước ngày 25 hằng tháng", "định kỳ"))
    ((duty,),) = await rows(store, "MATCH (r:ReportDuty) RETURN r.id")
    async with changing(store) as client:
        for due in ("2026-07-31", "2026-10-31"):
            told = await change(client, _SUBMIT, duty=str(duty), due=due, on=due)
            assert told["__typename"] == "ReportSubmitted", told
    assert await rows(store, _STAND) == [[day, day] for day in ("2026-07-31", "2026-10-31")]


async def test_a_new_version_drops_what_is_no_longer_due_but_never_what_was_submitted(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    duty = await _duty(store)
    async with changing(store) as client:
        await change(client, _SUBMIT, duty=duty, due="2026-07-25", on="2026-07-24")
    quarterly = PLAN.replace("trước ngày 25 hằng tháng", "hằng quý")
    await load_text(store, quarterly, "kh-quy.txt")
    assert await _stand(store) == [
        ["2026-07-25", "2026-07-24"],
        ["2026-09-30", None],
        ["2026-12-31", None],
    ]
    without = PLAN.replace("2. Hội Nông dân xã báo cáo UBND xã trước ngày 25 hằng tháng.\n", "")
    await load_text(store, without, "kh-khong.txt")
    assert await _stand(store) == [["2026-07-25", "2026-07-24"]]
    assert await rows(store, "MATCH (o:Occurrence) RETURN count(o)") == [[1]]


async def test_what_was_submitted_goes_along_when_the_document_turns_out_to_be_another(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    duty = await _duty(store)
    async with changing(store) as client:
        await change(client, _SUBMIT, duty=duty, due="2026-07-25", on="2026-07-24")
    ((plan,),) = await rows(store, "MATCH (d:Plan) RETURN d.id")
    wanted = Wanted(str(plan), CorrectionKind.SET_VALUE, "number", ("28",))
    await correct(store, wanted, SAID)
    assert await _duty(store) != duty
    assert await _stand(store) == [["2026-07-25", "2026-07-24"], *([d, None] for d in _MONTHS[1:])]
    assert await rows(store, "MATCH (o:Occurrence) RETURN count(o)") == [[len(_MONTHS)]]


async def _task(store: Store) -> str:
    ((task,),) = await rows(store, "MATCH (t:Task) WHERE t.dropped_on IS NULL RETURN t.id")
    return str(task)


async def test_a_task_that_is_done_once_has_no_times_and_none_can_be_submitted(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    assert await rows(store, _TIMES) == []
    task = await _task(store)
    async with changing(store) as client:
        refused = await change(client, _SUBMIT, task=task, on="2026-09-01")
        assert (refused["code"], refused["field"]) == ("BAD_USER_INPUT", "task")
        assert "reportProgress" in refused["message"]
        neither = await change(client, _SUBMIT, on="2026-09-01")
        assert (neither["code"], neither["field"]) == ("BAD_USER_INPUT", "duty")
        both = await change(client, _SUBMIT, task=task, duty=await _duty(store))
        assert (both["code"], both["field"]) == ("BAD_USER_INPUT", "duty")


async def test_each_time_of_a_recurring_task_is_submitted_and_leaves_the_class_of_the_task(
    store: Store,
) -> None:
    await load_text(store, RECURRING)
    assert await rows(store, _TIMES) == [["2026-09-30", None], ["2026-12-31", None]]
    task = await _task(store)
    async with changing(store) as client:
        unsaid = await change(client, _SUBMIT, task=task, on="2026-10-02")
        assert (unsaid["code"], unsaid["field"]) == ("BAD_USER_INPUT", "due")
        given = {"task": task, "due": "2026-09-30", "on": "2026-10-02"}
        done = await change(client, _SUBMIT_TASK, **given, expectedVersion="0")
        assert done == {
            "__typename": "ReportSubmitted",
            "duty": None,
            "task": {
                "version": 1,
                "status": "OPEN_WITHOUT_DEADLINE",
                "summer": "OPEN_WITHOUT_DEADLINE",
                "occurrences": [
                    {"dueEnd": "2026-09-30", "submittedOn": "2026-10-02", "status": "DONE_LATE"},
                    {"dueEnd": "2026-12-31", "submittedOn": None, "status": "OPEN_IN_TERM"},
                ],
            },
        }
        again = await change(client, _SUBMIT, **given)
        assert (again["code"], again["current"]) == ("CONFLICT", "2026-10-02")
        late = await change(client, _SUBMIT, task=task, due="2026-12-31", expectedVersion="0")
        assert (late["code"], late["field"]) == ("CONFLICT", "expectedVersion")
        assert (await change(client, _CANCEL, task=task, reason="Trùng"))["task"]
        refused = await change(client, _SUBMIT, task=task, due="2026-12-31")
        assert (refused["code"], refused["field"]) == ("BAD_USER_INPUT", "task")


async def test_what_was_submitted_of_a_recurring_task_outlives_every_reading(store: Store) -> None:
    await load_text(store, RECURRING)
    task = await _task(store)
    async with changing(store) as client:
        await change(client, _SUBMIT, task=task, due="2026-09-30", on="2026-09-29")
    await load_text(store, RECURRING + "\n", "kh-lan-nua.txt")
    expected = [["2026-09-30", "2026-09-29"], ["2026-12-31", None]]
    assert await rows(store, _TIMES) == expected
    ((plan,),) = await rows(store, "MATCH (d:Plan) RETURN d.id")
    wanted = Wanted(str(plan), CorrectionKind.SET_VALUE, "number", ("28",))
    await correct(store, wanted, SAID)
    assert await _task(store) != task
    assert await rows(store, _TIMES) == expected
    monthly = RECURRING.replace("khoan hằng quý", "khoan trước ngày 15 hằng năm")
    await load_text(store, monthly.replace("22/KH", "28/KH"), "kh-nam.txt")
    assert ["2026-09-30", "2026-09-29"] in await rows(store, _TIMES)
    assert (
        await rows(store, "MATCH (o:Occurrence) WHERE NOT (o)<-[:HAS_OCCURRENCE]-() RETURN o.id")
        == []
    )


async def test_tasks_are_found_by_the_class_of_one_of_their_times(store: Store) -> None:
    await load_text(store, RECURRING)
    for day, status, count in (
        ("2026-09-30", "OPEN_OVERDUE", 0),
        ("2026-10-01", "OPEN_OVERDUE", 1),
        ("2026-10-01", "OPEN_IN_TERM", 1),
        ("2027-01-01", "OPEN_IN_TERM", 0),
        ("2026-10-01", "DONE_LATE", 0),
    ):
        where = {"occurrenceStatus": [status], "asOf": day}
        found = await ask(store, _FOUND, where=where)
        assert found["tasks"]["totalCount"] == count, (day, status)


async def test_every_week_of_five_years_is_told(store: Store) -> None:
    weekly = RECURRING.replace("hằng quý", "thứ Sáu hằng tuần")
    await load_text(store, weekly.replace("nước năm 2026", "nước giai đoạn 2026-2030"))
    told = await ask(store, "{ tasks { nodes { occurrences { dueEnd } } } }")
    (task,) = told["tasks"]["nodes"]
    days = [date.fromisoformat(one["dueEnd"]) for one in task["occurrences"]]
    assert (days[0], days[-1], len(days)) == (date(2026, 7, 10), date(2030, 12, 27), 234)
    assert {(later - day).days for day, later in pairwise(days)} == {7}


async def test_a_check_finds_the_times_of_a_recurring_task_that_passed_without_anything(
    store: Store,
) -> None:
    await load_text(store, RECURRING)
    for day, ends in ((date(2026, 9, 30), []), (date(2027, 1, 1), ["30/9/2026, 31/12/2026"])):
        found = await find_all(StoreAsk(store, OPEN_READER), day)
        late = [one.said for one in found if one.kind is Kind.DUTY_WITHOUT_REPORT]
        told = [said for said in late if "giếng khoan" in said]
        assert [said.split(":")[0].removeprefix("kỳ hạn ") for said in told] == ends
