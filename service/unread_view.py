"""What was not read, alone: the lines of task parts that no rule took, where, why, how many."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from graph_schema.model import PlanRecord, Quote
from loaders.unread import why_unread
from service.console import write_lines
from service.record_spans import line_starts
from service.record_view import one_line


@dataclass(frozen=True, slots=True)
class UnreadReport:
    """A record, and how many lines the task parts of its document have."""

    path: Path
    record: PlanRecord
    task_lines: int


def print_unread(report: UnreadReport, console: Console) -> None:
    """One line a finding, the words whole: place, reason, words."""
    unread = report.record.unread
    lines = [f"{report.path}: {_share(len(unread), report.task_lines)}"]
    starts = line_starts(report.record.source.text)
    for line in unread:
        words = one_line(line.quote.text)
        lines.append(f"  {_place(line.quote, starts)}\t{why_unread(line.reason)}\t{words}")
    write_lines(lines, console)


def print_unread_total(reports: Sequence[UnreadReport], console: Console) -> None:
    """The same count over all files."""
    unread = sum(len(report.record.unread) for report in reports)
    of = sum(report.task_lines for report in reports)
    write_lines([f"Tổng cộng {len(reports)} tệp: {_share(unread, of)}"], console)


def _share(unread: int, of: int) -> str:
    if not of:
        return "văn bản không có phần nhiệm vụ" if not unread else f"{unread} dòng chưa đọc được"
    share = f"{100 * unread / of:.1f}".replace(".", ",")
    return f"{unread} trên {of} dòng của phần nhiệm vụ chưa đọc được ({share} %)"


def _place(quote: Quote, starts: Sequence[int]) -> str:
    line = f"dòng {bisect_right(starts, quote.start)}"
    return line if quote.page is None else f"trang {quote.page}, {line}"
