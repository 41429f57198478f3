"""How often and by when a sentence wants its reports: each that it names has its own time."""

import re

from loaders.dates import Moment, find_moments
from loaders.recurrences import find_recurrences
from loaders.rules import Rule, Table, words

Times = list[tuple[str | None, str | None]]
"""How often and by when, one pair for each duty."""

NAMED_REPORTS: Table[str] = Table(
    "named-reports",
    (
        Rule(
            "report-of-a-period",
            words(
                r"báo cáo (?:định kỳ |công tác )?(?P<unit>tuần|tháng|quý|năm)"
                r"(?! (?:\d|[IVX]+(?![\w])|nay|này|trước(?! ngày| \d)|sau|học|qua))(?![\w])"
            ),
            "every",
            ("báo cáo tháng trước ngày 22", "báo cáo năm trước 05/12"),
            ("báo cáo năm 2026", "báo cáo quý IV", "báo cáo tháng 7"),
        ),
    ),
)

_NEXT_REPORT = re.compile(r"(?:,| và|;|, và) (?=(?:gửi )?báo cáo (?!viên))", re.IGNORECASE)


def report_pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clause, cut before each report that prints a time which is not that of another."""
    first = text.lower().find("báo cáo", start, end)  # no report stands before it
    gaps = [gap for gap in _NEXT_REPORT.finditer(text, start, end) if gap.start() > first]
    edges = [start, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), end]
    pieces = list(zip(edges, ends, strict=True))
    timed = [piece for piece in pieces if _has_time(text[slice(*piece)])]
    return timed if len(timed) > 1 else [(start, end)]


def _has_time(said: str) -> bool:
    return bool(_intervals(said) or _dues(said))


def read_times(said: str) -> Times:
    """The duties of one piece: one for each interval, and for each of several days of one."""
    intervals: list[str | None] = [*_intervals(said)] or [None]
    dues: list[str | None] = [*_dues(said)] or [None]
    if len(dues) == len(intervals):
        return list(zip(intervals, dues, strict=True))
    if len(intervals) == 1:
        return [(intervals[0], due) for due in dues]
    return [(often, dues[0]) for often in intervals]


def prints_due(said: str) -> bool:
    """Whether a report is wanted by a day, a month or the like."""
    return bool(_dues(said))


def _intervals(text: str) -> list[str]:
    found = find_recurrences(text)
    exact = [one.text for one in found if not one.vague]
    exact += [f"hằng {named.match['unit'].lower()}" for named in NAMED_REPORTS.every(text)]
    if exact:
        return list(dict.fromkeys(exact))
    return ["định kỳ"] if any(one.rule == "periodically" for one in found) else []


def _dues(text: str) -> list[str]:
    moments: list[Moment] = find_moments(text)
    yearly = [moment for moment in moments if moment.yearly]
    if yearly:
        return [moment.code for moment in yearly]
    dated = [
        m
        for m in moments
        if re.search(r"(?:trước|trong|chậm nhất|vào|xong)[^,;]{0,14}$", text[: m.start + 6])
    ]
    return [dated[0].code] if dated else []
