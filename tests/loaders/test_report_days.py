from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from graph_schema.occurrences import Day
from loaders.reader import read_plan
from loaders.report_days import day_said, due_days, plan_span, task_days

INVENTED = sorted((Path(__file__).parent.parent / "documents").glob("*.txt"))

PLAN = """ỦY BAN NHÂN DÂN
XÃ SUỐI ĐÁ

Số: 22/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Suối Đá, {day}

KẾ HOẠCH
{title}

I. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế rà soát giếng khoan{task}.
2. Hội Nông dân xã {words} báo cáo UBND xã.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Ba
"""


@pytest.mark.parametrize(
    ("recurs", "words", "day"),
    [
        ("hằng tháng", "trước ngày 20 hằng tháng", Day(20)),
        ("hằng tháng", "báo cáo tháng trước ngày 22", Day(22)),
        ("hằng tháng", "hằng tháng (trước ngày 05 của tháng sau)", Day(5)),
        ("hằng tháng", "hằng tháng, trước ngày 15/12/2026", Day()),
        ("hằng tháng", "hằng tháng, trước ngày 15 tháng 12", Day()),
        ("hằng quý", "hàng quý (trước ngày 20 tháng cuối quý)", Day(20)),
        ("hằng quý", "hằng quý, trước ngày 05 tháng đầu của quý sau", Day(5, month=1)),
        ("hằng quý", "hằng quý, trước ngày 10 tháng thứ hai của quý", Day(10, month=2)),
        ("hằng quý", "hằng quý, trước ngày 20", Day()),
        ("hằng tuần", "trước 16 giờ 00 ngày thứ Sáu hằng tuần", Day(weekday=4)),
        ("hằng tuần", "hằng tuần, vào thứ 5", Day(weekday=3)),
        ("hằng tuần", "Chủ nhật hằng tuần", Day(weekday=6)),
        ("hằng tuần", "báo cáo hằng tuần", Day()),
        (
            "hằng quý",
            "hằng tháng trước ngày 25, hằng quý trước ngày 20 của tháng cuối quý",
            Day(20),
        ),
        (
            "hằng tháng",
            "hằng tháng trước ngày 25, hằng quý trước ngày 20 của tháng cuối quý",
            Day(25),
        ),
        ("định kỳ", "định kỳ, trước ngày 20", Day()),
    ],
)
def test_words_name_the_day_of_an_interval(recurs: str, words: str, day: Day) -> None:
    assert day_said(words, recurs) == day


@pytest.mark.parametrize(
    ("day", "title", "task", "span"),
    [
        ("ngày 06 tháng 4 năm 2026", "Giữ sạch nguồn nước năm 2026", "", "2026-04-06 2026-12-31"),
        ("ngày 20 tháng 12 năm 2025", "Giữ nước năm 2026", "", "2026-01-01 2026-12-31"),
        ("ngày 06 tháng 4 năm 2026", "Giữ nước giai đoạn 2026-2030", "", "2026-04-06 2030-12-31"),
        ("ngày 06 tháng 4 năm 2026", "Giữ nước đến năm 2028", "", "2026-04-06 2028-12-31"),
        (
            "ngày 06 tháng 4 năm 2026",
            "Giữ nước đến năm 2030, tầm nhìn đến năm 2045",
            "",
            "2026-04-06 2030-12-31",
        ),
        (
            "ngày 06 tháng 4 năm 2026",
            "Bầu cử đại biểu nhiệm kỳ 2026 - 2031",
            "",
            "2026-04-06 2026-12-31",
        ),
        ("ngày 06 tháng 4 năm 2026", "Giữ nước", "", "2026-04-06 2026-12-31"),
        (
            "ngày 06 tháng 4 năm 2026",
            "Giữ nước",
            ", xong trong quý II năm 2028",
            "2026-04-06 2028-12-31",
        ),
    ],
)
def test_a_plan_runs_from_its_issue_to_the_end_of_the_time_that_it_names(
    day: str, title: str, task: str, span: str
) -> None:
    text = PLAN.format(day=day, title=title, task=task, words="định kỳ")
    record = read_plan(text.encode(), "kh.txt")
    found = plan_span(record)
    assert found is not None
    assert " ".join(one.isoformat() for one in found) == span


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (
            "trước ngày 25 hằng tháng",
            "2026-10-25 2026-11-25 2026-12-25",
        ),
        ("định kỳ quý, năm", "2026-12-31 2026-12-31"),
        ("trước ngày 25 tháng 11 hằng năm", "2026-11-25"),
        ("định kỳ", ""),
    ],
)
def test_each_duty_of_a_document_is_due_on_its_days(words: str, days: str) -> None:
    title, issued = "Giữ sạch nguồn nước năm 2026", "ngày 06 tháng 10 năm 2026"
    text = PLAN.format(day=issued, title=title, task="", words=words)
    record = read_plan(text.encode(), "kh.txt")
    found = [day.isoformat() for duty in record.reports for day in due_days(record, duty)]
    assert found == days.split()


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (" hằng tháng", "2026-10-31 2026-11-30 2026-12-31"),
        (" trước ngày 25 hằng tháng", "2026-10-25 2026-11-25 2026-12-25"),
        (" hằng tháng; ngày 15 họp dân", "2026-10-31 2026-11-30 2026-12-31"),
        (" hằng tháng, xong trước 15/11/2026", "2026-10-31 2026-11-15"),
        (" hằng quý (trước ngày 20 tháng cuối quý)", "2026-12-20"),
        (" 6 tháng, năm", "2026-12-31"),
        (" 2 lần/năm", "2026-12-31"),
        (" hằng năm", "2026-12-31"),
        (" trước ngày 25 tháng 11 hằng năm", "2026-11-25"),
        (", xong trước ngày 30/11/2026", ""),
        (" thường xuyên", ""),
        ("", ""),
    ],
)
def test_a_recurring_task_is_due_on_its_days_and_one_done_once_on_none(
    words: str, days: str
) -> None:
    title, issued = "Giữ sạch nguồn nước năm 2026", "ngày 06 tháng 10 năm 2026"
    text = PLAN.format(day=issued, title=title, task=words, words="hằng tháng")
    record = read_plan(text.encode(), "kh.txt")
    (task,) = record.tasks
    assert [day.isoformat() for day in task_days(record, task)] == days.split()


def test_a_weekly_task_is_due_on_the_weekday_that_it_names_to_the_end_of_the_plan() -> None:
    title, issued = "Giữ sạch nguồn nước năm 2026", "ngày 06 tháng 12 năm 2026"
    text = PLAN.format(day=issued, title=title, task=" thứ Sáu hằng tuần", words="hằng tháng")
    record = read_plan(text.encode(), "kh.txt")
    (task,) = record.tasks
    assert task_days(record, task) == (date(2026, 12, 11), date(2026, 12, 18), date(2026, 12, 25))


def test_beside_a_report_of_the_year_the_one_of_six_months_is_of_the_first_half() -> None:
    title, issued = "Giữ nước giai đoạn 2026-2027", "ngày 06 tháng 01 năm 2026"
    text = PLAN.format(day=issued, title=title, task="", words="định kỳ 6 tháng, năm")
    record = read_plan(text.encode(), "kh.txt")
    half, year = (due_days(record, duty) for duty in record.reports)
    assert half == (date(2026, 6, 30), date(2027, 6, 30))
    assert year == (date(2026, 12, 31), date(2027, 12, 31))


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.name)
def test_days_stand_in_order_and_inside_the_time_of_the_plan(path: Path) -> None:
    record = read_plan(path.read_bytes(), path.name)
    for duty in record.reports:
        days = due_days(record, duty)
        assert all(first < then for first, then in pairwise(days))
        span = plan_span(record)
        if duty.recurs and span:
            assert all(span[0] <= day <= max(span[1], days[-1]) for day in days)
