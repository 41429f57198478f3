"""On which day of each interval a report or a task is due, and how long a plan runs."""

import re
from datetime import date

from graph_schema.model import PlanRecord, ReportDuty, Task
from graph_schema.occurrences import Day, cycle_of, unfold
from graph_schema.periods import Precision
from loaders.dates import find_moments
from loaders.recurrences import find_recurrences
from loaders.report_times import NAMED_REPORTS
from loaders.rules import words

_YEARS = 15
"""A plan is followed for so long at most."""
_BEFORE = 24
_OUTLOOK = words(r"tầm nhìn|định hướng")
_OF_MONTH = words(
    r"ngày (?P<day>0?[1-9]|[12][0-9]|3[01])(?![\d])(?! ?[/.–-] ?\d| tháng \d| tháng (?:này|nay))"
    r"(?: (?:của )?tháng (?P<which>đầu|giữa|cuối|thứ nhất|thứ hai|thứ ba)(?: tiên| cùng)?"
    r"(?: của)?(?: mỗi| hằng| hàng)? (?P<in>quý|kỳ|năm))?"
)
_WHICH = {"đầu": 1, "thứ nhất": 1, "giữa": 2, "thứ hai": 2, "thứ ba": 3}
_WEEKDAY = words(r"(?<!\w)(?:thứ (?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ nhật))(?!\w)")
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_LED_BY_DAY = words(r"ngày\s+\d{1,2}\s*$")
_HALF_AND_YEAR = words(
    r"(?:0?6|sáu) tháng(?: đầu năm)?(?:,| và|,? hoặc)[^.;]{0,24}(?<!\w)năm(?!\w| \d)"
)
_JUNE = 6
_NEAR = 60
_CLAUSE_ENDS = re.compile(r"[;|]|\.\s|\n\s*\n")


def due_days(record: PlanRecord, duty: ReportDuty) -> tuple[date, ...]:
    """Every day on which a duty is due within the plan's time."""
    if duty.recurs is None and (duty.due is None or duty.due.end is not None):
        return (duty.due.end,) if duty.due is not None and duty.due.end is not None else ()
    span = plan_span(record)
    if span is None:
        return ()
    said = _words_of(record, duty)
    days = unfold(duty.recurs, duty.due, *span, day_said(said, duty.recurs or ""))
    return _first_half(days, said, duty)


def task_days(record: PlanRecord, task: Task) -> tuple[date, ...]:
    """Every day on which a recurring task is due within the plan's time, and within its phase.

    A task that is done once has its deadline, and no such day.
    """
    yearly = task.due is not None and task.due.precision is Precision.YEARLY_DAY
    if not (yearly or cycle_of(task.recurs or "")):
        return ()
    span = plan_span(record)
    if span is None:
        return ()
    first, last = span
    for phase in record.phases:
        if phase.ref == task.phase_ref and phase.period is not None:
            first = max(first, phase.period.start or first)
            last = min(last, phase.period.end or last)
    day = day_said(_clause_of(record, task), task.recurs or "")
    return unfold(task.recurs, task.due, first, last, day)


def _clause_of(record: PlanRecord, task: Task) -> str:
    """The words around those that say how often, up to the ends of their clause."""
    quote, text = task.recurs_quote, record.source.text
    if quote is None:
        return ""
    before = _CLAUSE_ENDS.split(text[max(0, quote.start - _NEAR) : quote.start])[-1]
    after = _CLAUSE_ENDS.split(text[quote.end : quote.end + _NEAR])[0]
    return before + quote.text + after


def plan_span(record: PlanRecord) -> tuple[date, date] | None:
    """From the day of issue to the end of the time that the title names, or its work, or the year.

    A plan for a later year begins with that year.
    """
    issued = record.document.date
    first = issued.start if issued is not None else None
    title = _OUTLOOK.split(record.document.title or "")[0]
    named = [
        moment
        for moment in find_moments(title)
        if moment.period.precision in (Precision.YEAR, Precision.PERIOD)
        and not _said_with(title, moment.start, "nhiệm kỳ")
    ]
    last = named[-1] if named else None
    if last is not None and last.period.start and not _until(title, last.start):
        first = max(first or last.period.start, last.period.start)
    if first is None:
        return None
    year_end = date(first.year, 12, 31)
    end = (last.period.end if last is not None else _work_ends(record)) or year_end
    end = min(end, date(first.year + _YEARS, 12, 31))
    return (first, end) if end >= first else (first, year_end)


def _until(title: str, start: int) -> bool:
    """Whether the time is said as an end alone: "đến năm 2030"."""
    return _said_with(title, start, "đến", "đến hết")


def _said_with(title: str, start: int, *said: str) -> bool:
    """Whether a time begins with one of these words, or stands after it."""
    folded = title.casefold()
    return folded[start:].startswith(said) or folded[:start].rstrip().endswith(said)


def _work_ends(record: PlanRecord) -> date | None:
    """The end of the last year in which the plan has something to be done by."""
    ends = [task.due.end for task in record.tasks if task.due and task.due.end]
    ends += [target.due.end for target in record.targets if target.due and target.due.end]
    return date(max(ends).year, 12, 31) if ends else None


def day_said(said: str, recurs: str) -> Day:
    """The day inside an interval that words name, nearest to where they name the interval."""
    cycle = cycle_of(recurs)
    if cycle is None:
        return Day()
    at = _place_of(said, recurs)
    if cycle.weeks:
        found = min(_WEEKDAY.finditer(said), key=lambda m: abs(m.start() - at), default=None)
        return Day() if found is None else Day(weekday=_weekday(found))
    days = [m for m in _OF_MONTH.finditer(said) if cycle.months == 1 or m["which"]]
    nearest = min(days, key=lambda m: abs(m.start() - at), default=None)
    if nearest is None:
        return Day()
    which = (nearest["which"] or "").casefold()
    return Day(int(nearest["day"]), month=_WHICH.get(which) if cycle.months > 1 else None)


def _place_of(said: str, recurs: str) -> int:
    places = [one.start for one in find_recurrences(said) if one.text == recurs]
    places += [
        found.match.start()
        for found in NAMED_REPORTS.every(said)
        if f"hằng {found.match['unit'].lower()}" == recurs
    ]
    return places[0] if places else 0


def _weekday(found: re.Match[str]) -> int:
    if found["sunday"]:
        return 6
    named = found["day"].casefold()
    return int(named) - 2 if named.isdigit() else _WEEKDAYS.index(named)


def _words_of(record: PlanRecord, duty: ReportDuty) -> str:
    """Its words, with the day that stands right before them: "trước ngày 25 hằng tháng, …"."""
    text, start = record.source.text, duty.quote.start
    before = _LED_BY_DAY.search(text[max(0, start - _BEFORE) : start])
    return (before[0] if before else "") + duty.quote.text


def _first_half(days: tuple[date, ...], said: str, duty: ReportDuty) -> tuple[date, ...]:
    """Beside a report of the year ("6 tháng, năm"), the one of six months is of the first half."""
    half = cycle_of(duty.recurs or "")
    yearly = duty.due is not None and duty.due.precision is Precision.YEARLY_DAY
    if half is None or half.months != _JUNE or yearly or _HALF_AND_YEAR.search(said) is None:
        return days
    return tuple(day for day in days if day.month <= _JUNE)
