"""The words of reports: the 25 columns, the classes, days and rates as Vietnamese offices write."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graph_schema.classes import Status
from graph_schema.vietnamese import search_key
from service.reports.model import ReportRow, ReportTable, Summary
from service.reports.times import Recurring, Time, Times

STATUS_WORDS = {
    Status.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Status.DONE_LATE: "Hoàn thành quá hạn",
    Status.DONE_WITHOUT_DEADLINE: "Hoàn thành (không có hạn)",
    Status.OPEN_IN_TERM: "Đang thực hiện trong hạn",
    Status.OPEN_OVERDUE: "Đang thực hiện quá hạn",
    Status.OPEN_WITHOUT_DEADLINE: "Đang thực hiện (không có hạn)",
    Status.CANCELLED: "Đã rút/hủy",
}
ROLE_WORDS = {
    "LEAD": "chủ trì",
    "EXECUTE": "thực hiện",
    "SUPPORT": "phối hợp",
    "OVERSEE": "chỉ đạo",
}
"""What a unit has to do with a task."""
Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list: its head, what a row has there, its width in a workbook."""

    key: str
    head: str
    width: int
    value: Callable[[ReportRow], Value]
    filled: bool = False
    """Whether the unit that receives the list fills it in."""


def _lines(words: tuple[str, ...]) -> str:
    return "\n".join(words)


def _due(row: ReportRow) -> Value:
    return row.due or row.due_words


def _earlier(row: ReportRow) -> Value:
    if len(row.earlier_dues) == 1:
        return row.earlier_dues[0]
    return _lines(tuple(day_words(day) for day in row.earlier_dues))


COLUMNS = (
    Column("number", "STT", 5, lambda _: None),
    Column("text", "Tên nhiệm vụ", 38, lambda row: row.text),
    Column("overseers", "Lãnh đạo chỉ đạo", 15, lambda row: _lines(row.overseers)),
    Column("leads", "Đơn vị chủ trì", 15, lambda row: _lines(row.leads)),
    Column("supports", "Đơn vị phối hợp", 16, lambda row: _lines(row.supports)),
    Column("contacts", "Đầu mối", 12, lambda row: _lines(row.contacts)),
    Column("assigned", "Ngày giao", 11, lambda row: row.assigned or row.assigned_words),
    Column("due", "Hạn hoàn thành", 11, _due),
    Column("kind", "Loại nhiệm vụ", 14, lambda row: kind_words(row)),
    Column("origin", "Nguồn gốc (văn bản)", 17, lambda row: row.origin),
    Column("status", "Trạng thái", 13, lambda row: STATUS_WORDS[row.status]),
    Column("result", "Kết quả", 22, lambda row: row.result, filled=True),
    Column("percent", "Mức độ hoàn thành (%)", 9, lambda row: row.percent, filled=True),
    Column("difficulty", "Khó khăn, vướng mắc", 18, lambda row: row.difficulty, filled=True),
    Column("proposal", "Đề xuất, kiến nghị", 18, lambda row: row.proposal, filled=True),
    Column("id", "Mã", 18, lambda row: row.id),
    Column("giver", "Người giao", 16, lambda row: row.giver),
    Column("phase", "Lộ trình", 14, lambda row: row.phase),
    Column("updated", "Ngày cập nhật", 12, lambda row: row.updated),
    Column("finished", "Ngày hoàn thành", 12, lambda row: row.finished, filled=True),
    Column("extensions", "Gia hạn: số lần", 9, lambda row: row.extensions),
    Column("earlier_dues", "Gia hạn: mốc cũ", 13, _earlier),
    Column("approver", "Người phê duyệt", 18, lambda row: row.approver),
    Column("approved", "Ngày phê duyệt", 12, lambda row: row.approved),
    Column("approval_comment", "Ý kiến phê duyệt", 24, lambda row: row.approval_comment),
)
MAIN = COLUMNS[:15]
"""What a reader looks at first; a letter has the rest in a second table."""
FOLLOWING = (COLUMNS[0], COLUMNS[1], *COLUMNS[15:])


def day_words(day: date | str | None) -> str:
    """A day as it is written: 05/3/2026 (no nought before a month over 2, as the decree has it)."""
    if not isinstance(day, date):
        return day or ""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def kind_words(row: ReportRow) -> str:
    """The kind of a task; of a recurring one how many times were due, reported, missed."""
    if row.times is None:
        return row.kind
    told = times_words(row.times)
    return f"{row.kind}. {told}" if row.routine else told


def times_words(times: Times) -> str:
    """Định kỳ hằng tháng: 11 lần đến hạn, 2 lần đã báo cáo, 9 lần quá hạn; lần tới 05/12/2026."""
    parts = []
    if times.due:
        parts.append(f"{whole(times.due)} lần đến hạn, {whole(times.reported)} lần đã báo cáo")
        if times.overdue:
            parts[0] += f", {whole(len(times.overdue))} lần quá hạn"
    elif times.following:
        parts.append("chưa lần nào đến hạn")
    if times.following:
        parts.append(f"lần tới {day_words(times.following)}")
    often = f"Định kỳ {times.often}".strip()
    return f"{often}: {'; '.join(parts)}" if parts else often


def overdue_words(late: Sequence[Time]) -> str:
    """How many times are overdue, since when, the latest."""
    if len(late) == 1:
        return f"1 lần quá hạn, hạn {day_words(late[0].due)}"
    return (
        f"{whole(len(late))} lần quá hạn, từ {day_words(late[0].due)}, gần nhất "
        f"{day_words(late[-1].due)}"
    )


def recurring_words(recurring: Recurring) -> str:
    """What the times of recurring tasks come to, beside the seven classes."""
    told = (
        f"Việc định kỳ ({whole(recurring.tasks)} nhiệm vụ): {whole(recurring.due)} lần đến hạn, "
        f"trong đó {whole(recurring.reported)} lần đã báo cáo, {whole(recurring.overdue)} lần quá "
        "hạn"
    )
    if recurring.overdue:
        told += f" ở {whole(recurring.overdue_tasks)} nhiệm vụ"
    if recurring.beside:
        told += (
            f" ({whole(recurring.beside)} nhiệm vụ trong số đó không nằm trong số “đang thực hiện "
            "quá hạn”)"
        )
    return f"{told}. Mỗi việc định kỳ vẫn đếm một lần trong tổng số nhiệm vụ."


def value_words(value: Value) -> str:
    """A cell as text."""
    return day_words(value) if isinstance(value, date) else "" if value is None else str(value)


def whole(number: int) -> str:
    """A whole number with points: 12.160."""
    return f"{number:,}".replace(",", ".")


def rate_words(rate: float | None) -> str:
    """A rate with a decimal comma: 98,62%; a dash when nothing is to be divided."""
    return "–" if rate is None else f"{rate * 100:.2f}%".replace(".", ",")


def title_of(report: ReportTable) -> str:
    """What the report is about, as a title of an official report says it."""
    year = "" if report.year is None else f" năm {report.year}"
    if year and re.search(rf"\bnăm {report.year}\W*$", report.subject):
        year = ""  # the title of a plan says it
    named = search_key(report.place) in search_key(report.subject)
    where = f", {report.place}" if report.place and not named else ""
    return f"{_TITLES[report.kind]}{report.subject}{where}{year}"


_TITLES = {
    "unit": "Kết quả thực hiện nhiệm vụ được giao của ",
    "leader": "Kết quả thực hiện nhiệm vụ do lãnh đạo phụ trách: ",
    "plan": "Kết quả thực hiện ",
    "directive": "Kết quả triển khai, thực hiện ",
    "draft": "Kết quả thực hiện các kế hoạch của ",
    "period": "Tổng hợp kết quả thực hiện nhiệm vụ của ",
}


def as_of_words(report: ReportTable) -> str:
    """As of when: it stands under every title."""
    return f"Số liệu tính đến hết ngày {day_words(report.as_of)}"


def summary_rows(
    summary: Summary, recurring: Recurring
) -> tuple[tuple[str, int | float | None, int], ...]:
    """Each figure of a summary: its words, its value, how deep it stands."""
    words = STATUS_WORDS
    return (
        ("Tổng số nhiệm vụ", summary.assigned, 0),
        ("Đã hoàn thành", summary.done, 1),
        *((words[s], summary.count(s), 2) for s in Status if s.is_done),
        ("Đang thực hiện", summary.open, 1),
        *((words[s], summary.count(s), 2) for s in Status if s.is_open),
        (words[Status.CANCELLED], summary.cancelled, 1),
        (RATE_WORDS[0], summary.completion_rate, 0),
        (RATE_WORDS[1], summary.overdue_rate, 0),
        (RATE_WORDS[2], summary.overdue_rate_of_dated, 0),
        *(_times_rows(recurring) if recurring.tasks else ()),
    )


def _times_rows(recurring: Recurring) -> tuple[tuple[str, int, int], ...]:
    return (
        ("Việc định kỳ: số lần đến hạn", recurring.due, 0),
        ("Số lần đã báo cáo", recurring.reported, 1),
        ("Số lần quá hạn", recurring.overdue, 1),
        ("Số nhiệm vụ định kỳ có lần quá hạn", recurring.overdue_tasks, 1),
    )


RATE_WORDS = (
    "Tỷ lệ hoàn thành (đã hoàn thành / (đã hoàn thành + đang quá hạn))",
    "Tỷ lệ đang quá hạn trên tổng số nhiệm vụ được giao",
    "Tỷ lệ đang quá hạn trên số có thời hạn đã hoàn thành hoặc đã quá hạn",
)
