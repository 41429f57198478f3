"""What is due again and again in a report: each time is counted beside the class of its task."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from graph_schema.callers import OPEN_READER
from graph_schema.classes import Status
from service.asking import StoreAsk
from service.reminders.gather import open_items
from service.reminders.letter import letter_docx
from service.reminders.message import letter_of
from service.reminders.stages import Item, Kind, Party, Sent, digests_of
from service.reports.build import Span, unit_report
from service.reports.collect_read import read_list
from service.reports.draft import Draft, Duty, draft_report
from service.reports.draft_drawn import draw_draft
from service.reports.draft_told import body
from service.reports.model import ReportTable
from service.reports.pick import unit_by_id
from service.reports.render import Form, draw
from service.reports.times import Time, Times, times_of
from service.reports.words import kind_words, times_words
from service.store import Store
from tests.queries.asking import ask
from tests.service.correcting import load_text, rows
from tests.service.reports.samples import HEAD, a_report
from tests.service.test_changes import change, changing
from tests.service.test_occurrences import PLAN
from tests.service.test_work import _SUBMIT

ONCE = "1. Phòng Kinh tế rà soát giếng khoan, xong trước ngày 30/9/2026.\n"
WORK = """1. Phòng Kinh tế rà soát giếng khoan, xong trước ngày 30/9/2026.
2. Phòng Kinh tế kiểm tra nguồn nước hằng tháng.
3. Phòng Kinh tế tổng kết việc giữ nước trước ngày 25 tháng 11 hằng năm.
4. Phòng Kinh tế rà soát bể chứa thứ Sáu hằng tuần.
"""
MANY = PLAN.replace(ONCE, WORK).replace("2. Hội Nông dân", "5. Hội Nông dân")
DAY = date(2026, 12, 1)
_REPORT = """query($unit: ID!) { unitReport(unit: $unit, asOf: "2026-12-01") {
  recurring { tasks due reported overdue overdueTasks overdueTasksBeside }
  plans { recurring { overdue } } summary { assigned openOverdue openWithoutDeadline }
  rows { nodes { text status times { often due reported overdue overdueSince lastOverdue next } } }
} }"""


async def many_times(store: Store) -> str:
    """The unit of a plan of four tasks, three recurring; two months were handed in."""
    await load_text(store, MANY)
    ((unit, task),) = await rows(
        store,
        "MATCH (u:Unit)-[:LEADS|EXECUTES]->(t:Task) WHERE t.recurs CONTAINS 'tháng' "
        "RETURN DISTINCT u.id, t.id",
    )
    async with changing(store) as client:
        for due, on in (("2026-07-31", "2026-07-30"), ("2026-08-31", "2026-09-02")):
            done = await change(client, _SUBMIT, task=task, due=due, on=on, by="Bà Tư")
            assert done["__typename"] == "ReportSubmitted"
    return str(unit)


async def _report(store: Store, day: date = DAY) -> ReportTable:
    unit = await many_times(store)
    asking = StoreAsk(store, OPEN_READER)
    return await unit_report(asking, await unit_by_id(asking, unit), Span(2026, day))


async def test_a_report_tells_how_many_times_of_a_recurring_task_were_due_and_missed(
    store: Store,
) -> None:
    report = await _report(store)
    assert [(row.kind, row.status.value, kind_words(row)) for row in report.rows] == [
        ("Có thời hạn", "OPEN_OVERDUE", "Có thời hạn"),
        (
            "Định kỳ (hằng tháng)",
            "OPEN_WITHOUT_DEADLINE",
            "Định kỳ hằng tháng: 5 lần đến hạn, 2 lần đã báo cáo, 3 lần quá hạn; "
            "lần tới 31/12/2026",
        ),
        (
            "Định kỳ (hằng năm)",
            "OPEN_WITHOUT_DEADLINE",
            "Định kỳ hằng năm: 1 lần đến hạn, 0 lần đã báo cáo, 1 lần quá hạn",
        ),
        (
            "Định kỳ (hằng tuần)",
            "OPEN_WITHOUT_DEADLINE",
            "Định kỳ hằng tuần: 21 lần đến hạn, 0 lần đã báo cáo, 21 lần quá hạn; "
            "lần tới 04/12/2026",
        ),
    ]
    found = report.recurring
    assert (found.tasks, found.due, found.reported, found.overdue) == (3, 27, 2, 25)
    assert (found.overdue_tasks, found.beside, report.summary.open_overdue) == (3, 3, 1)
    said = (
        "Việc định kỳ (3 nhiệm vụ): 27 lần đến hạn, trong đó 2 lần đã báo cáo, 25 lần quá hạn ở 3 "
        "nhiệm vụ (3 nhiệm vụ trong số đó không nằm trong số “đang thực hiện quá hạn”). Mỗi việc "
        "định kỳ vẫn đếm một lần trong tổng số nhiệm vụ."
    )
    assert said in draw(report, Form.MD, HEAD).content.decode()
    letter = docx.Document(io.BytesIO(draw(report, Form.DOCX, HEAD).content))
    words = [paragraph.text for paragraph in letter.paragraphs]
    assert said in words
    assert any("21 lần quá hạn, từ 10/7/2026, gần nhất 27/11/2026" in line for line in words)
    sheets = load_workbook(io.BytesIO(draw(report, Form.XLSX, HEAD).content))
    told = {row[0].value: row[1].value for row in sheets["Tổng hợp"].iter_rows(max_col=2)}
    assert (told["Việc định kỳ: số lần đến hạn"], told["Số lần quá hạn"]) == (27, 25)


async def test_the_figures_of_times_are_the_same_as_numbers(store: Store) -> None:
    report = await _report(store)
    lines = csv.reader(io.StringIO(draw(report, Form.CSV, HEAD).content.decode("utf-8-sig")))
    head, *body = lines
    assert head[-1] == "Định kỳ: lần quá hạn"
    assert [line[-3:] for line in body] == [
        ["", "", ""],
        ["5", "2", "3"],
        ["1", "0", "1"],
        ["21", "0", "21"],
    ]
    found: Any = (await ask(store, _REPORT, unit=report.subject_id))["unitReport"]
    assert found["recurring"] == report.recurring.as_json()
    assert [plan["recurring"]["overdue"] for plan in found["plans"]] == [25]
    assert [row["times"] for row in found["rows"]["nodes"]] == [
        row.times and row.times.as_json() for row in report.rows
    ]
    assert found["rows"]["nodes"][1]["times"] == {
        "often": "hằng tháng",
        "due": 5,
        "reported": 2,
        "overdue": 3,
        "overdueSince": "2026-09-30",
        "lastOverdue": "2026-11-30",
        "next": "2026-12-31",
    }


async def test_a_list_with_recurring_tasks_is_read_back_without_a_change(store: Store) -> None:
    report = await _report(store)
    listed = read_list(draw(report, Form.XLSX, HEAD).content, "bc.xlsx")
    assert [row.id for row in listed] == [row.id for row in report.rows]
    assert not any(row.touched or row.dropped for row in listed)


@pytest.mark.parametrize(
    ("status", "counts", "words"),
    [
        (
            "OPEN_IN_TERM",
            (3, 2, 1, date(2026, 12, 31)),
            "Định kỳ hằng quý: 3 lần đến hạn, 2 lần đã báo cáo, 1 lần quá hạn; lần tới 31/12/2026",
        ),
        ("CANCELLED", (2, 2, 0, None), "Định kỳ hằng quý: 2 lần đến hạn, 2 lần đã báo cáo"),
        ("DONE_LATE", (2, 2, 0, None), "Định kỳ hằng quý: 2 lần đến hạn, 2 lần đã báo cáo"),
    ],
)
def test_of_a_task_that_is_closed_nothing_more_is_due(
    status: str, counts: tuple[int, int, int, date | None], words: str
) -> None:
    every = [
        _time("2026-03-31", "DONE_ON_TIME", "2026-03-30"),
        _time("2026-06-30", "DONE_LATE", "2026-07-02"),
        _time("2026-09-30", "OPEN_OVERDUE"),
        _time("2026-12-31", "OPEN_IN_TERM"),
    ]
    task = {"occurrences": every, "recurs": "hằng quý", "due": None}
    found = times_of(task, Status(status))
    assert found is not None
    told = (found.due, found.reported, len(found.overdue), found.following)
    assert told == counts
    assert times_words(found) == words


def test_before_its_first_day_no_time_has_come() -> None:
    times = Times("hằng quý", (Time(date(2026, 3, 31), Status.OPEN_IN_TERM),))
    assert times_words(times) == "Định kỳ hằng quý: chưa lần nào đến hạn; lần tới 31/3/2026"
    assert times_words(Times("hằng quý")) == "Định kỳ hằng quý"


def _time(due: str, status: str, on: str | None = None) -> dict[str, str | None]:
    return {"dueEnd": due, "status": status, "submittedOn": on, "by": "Bà Tư"}


async def test_a_draft_tells_each_time_with_its_report_and_what_is_missing_from_whom(
    store: Store,
) -> None:
    await many_times(store)
    ((issuer,),) = await rows(store, "MATCH (:Plan)-[:ISSUED_BY]->(u:Unit) RETURN DISTINCT u.id")
    duty = await rows(store, "MATCH (r:ReportDuty) RETURN r.id")
    async with changing(store) as client:
        given = {"duty": duty[0][0], "due": "2026-07-25", "on": "2026-07-24", "by": "Ông Năm"}
        assert (await change(client, _SUBMIT, **given))["__typename"] == "ReportSubmitted"
    asking = StoreAsk(store, OPEN_READER)
    draft = await draft_report(asking, await unit_by_id(asking, str(issuer)), Span(2026, DAY))
    page = draw_draft(draft, Form.MD, HEAD).content.decode()
    assert (
        "Từng lần: hạn 31/7/2026: đã báo cáo ngày 30/7/2026, Bà Tư; hạn 31/8/2026: đã báo cáo "
        "ngày 02/9/2026, Bà Tư; hạn 30/9/2026: chưa có báo cáo; hạn 31/10/2026: chưa có báo cáo; "
        "hạn 30/11/2026: chưa có báo cáo."
    ) in page
    assert (
        "3 lần quá hạn, từ 30/9/2026, gần nhất 30/11/2026, chưa có báo cáo của Phòng Kinh tế."
    ) in page
    _, duties = page.split("#### Chế độ báo cáo")
    assert "hạn 25/7/2026: đã báo cáo ngày 24/7/2026, Ông Năm" in duties
    assert (
        "4 lần quá hạn, từ 25/8/2026, gần nhất 25/11/2026, chưa có báo cáo của Hội Nông dân"
    ) in duties
    told = {one.unit: (one.tasks, one.times) for one in draft.missing()}
    assert told["Phòng Kinh tế"] == (3, 25)
    (other,) = set(told) - {"Phòng Kinh tế"}
    assert (other.startswith("Hội Nông dân"), told[other]) == (True, (0, 4))
    assert draw_draft(draft, Form.DOCX, HEAD).content


async def test_the_letter_and_the_digest_tell_recurring_work_once_with_the_figures_of_the_report(
    store: Store,
) -> None:
    report = await _report(store)
    asking = StoreAsk(store, OPEN_READER)
    items = await open_items(asking, DAY, report.subject_id)
    own = [one for one in items if any(doer.id == report.subject_id for doer in one.doers)]
    late = [one for one in own if one.deadline < DAY]
    assert sorted(len(one.late) for one in late) == [0, 1, 3, 21]
    assert sum(len(one.late) for one in late) == report.recurring.overdue == 25
    assert len(late) == report.summary.open_overdue + report.recurring.beside
    coming = {one.deadline for one in own if one.deadline >= DAY}
    assert coming == {date(2026, 12, 4), date(2026, 12, 31)}
    said = "Việc định kỳ: 25 lần quá hạn ở 3 nhiệm vụ."
    party = Party(report.subject_id, "Phòng Kinh tế")
    letter = docx.Document(io.BytesIO(letter_docx(party, own, DAY, HEAD)))
    assert any(said in paragraph.text for paragraph in letter.paragraphs)
    cells = [[cell.text for cell in row.cells] for row in letter.tables[1].rows]
    assert ["từ 10/7/2026, gần nhất 27/11/2026", "21 lần quá hạn"] in [row[-2:] for row in cells]
    assert len(cells) == 1 + 2 + len(own)
    digest = next(one for one in digests_of(DAY, items, []) if one.recipient.id == party.id)
    assert len(digest.lines) == len(own)
    text = letter_of(digest).text
    assert said in text
    assert "3 lần quá hạn, từ 30/9/2026, gần nhất 30/11/2026: quá hạn 1 ngày." in text


def test_the_overseer_is_told_after_three_reminders_of_any_time_that_is_overdue() -> None:
    doer, boss = Party("unit_a", "Phòng Kinh tế"), Party("person_b", "Trần Văn Ba")
    weeks = tuple((f"occ_{week}", DAY + timedelta(weeks=week)) for week in range(4))
    sent: list[Sent] = []
    told: list[date] = []
    for gone in range(1, 30):
        day = DAY + timedelta(days=gone)
        late = tuple(one for one in weeks if one[1] < day)
        item = Item(*(late[-1][0], Kind.TASK, late[-1][1], "Rà soát", "KH"), (doer,), (boss,),
                    of="task_a", late=late)  # fmt: skip
        for digest in digests_of(day, [item], sent):
            sent.append(Sent(digest.recipient.id, day, frozenset(digest.entries)))
            told += [day] if digest.recipient == boss else []
    assert told[0] == DAY + timedelta(days=9)


_ONCE_2025 = Time(date(2025, 6, 30), Status.DONE_ON_TIME, date(2025, 6, 28), "Bà Tư")
_IN_2026 = Time(date(2026, 3, 31), Status.OPEN_OVERDUE)
_IN_2027 = Time(date(2027, 3, 31), Status.OPEN_OVERDUE)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (
            (_ONCE_2025,),
            "Lần gần nhất: hạn 30/6/2025: đã báo cáo ngày 28/6/2025, Bà Tư.",
        ),
        ((_IN_2026, _IN_2027), "Từng lần: hạn 31/3/2026: chưa có báo cáo."),
        ((Time(date(2026, 12, 9), Status.OPEN_IN_TERM),), "Hạn 09/12/2026, chưa đến hạn."),
    ],
)
def test_a_draft_tells_of_a_duty_the_times_of_its_year_else_the_last_report(
    times: tuple[Time, ...], said: str
) -> None:
    table = replace(a_report(1), year=2026)
    duty = Duty(table.parts[0].plan_id, ("Phòng Kinh tế",), "Báo cáo", Times("", times))
    told = [one.words for one in body(Draft(table, (), (duty,)))]
    assert told[told.index("Báo cáo (Phòng Kinh tế)") + 1] == said
