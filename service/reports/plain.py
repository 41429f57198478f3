"""A report as text: a list for other programs (CSV), a page of Markdown, everything as JSON."""

import csv
import io
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from graph_schema.classes import Status
from graph_schema.json_text import pretty
from graph_schema.own_files import OWN_COMMENT
from service.reports.compare import MOVED_HEADS, comparison_words, moved_words
from service.reports.model import Comparison, PlanPart, ReportRow, ReportTable, Summary
from service.reports.times import Times
from service.reports.words import (
    COLUMNS,
    ROLE_WORDS,
    STATUS_WORDS,
    as_of_words,
    rate_words,
    recurring_words,
    summary_rows,
    title_of,
    value_words,
    whole,
)
from service.unseen import in_ascii

_FURTHER = (
    "Đề mục",
    "Mã trạng thái",
    "Vai trò",
    "Định kỳ: lần đến hạn",
    "Định kỳ: lần đã báo cáo",
    "Định kỳ: lần quá hạn",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_SPECIAL = str.maketrans({letter: f"\\{letter}" for letter in "\\|*_`[]<>#"})


def to_csv(report: ReportTable) -> bytes:
    """The list, UTF-8 with a mark that Excel knows; a cell that would be a formula stays text."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([*(column.head for column in COLUMNS), *_FURTHER])
    for number, row in enumerate(report.rows, 1):
        cells = [number, *(_iso(column.value(row)) for column in COLUMNS[1:])]
        roles = ", ".join(ROLE_WORDS[role] for role in row.roles)
        further = (row.heading, row.status.value, roles, *_counted(row.times))
        writer.writerow([defused(cell) for cell in (*cells, *further)])
    return target.getvalue().encode("utf-8-sig", "replace")


def _counted(times: Times | None) -> tuple[int | str, ...]:
    return ("", "", "") if times is None else (times.due, times.reported, len(times.overdue))


def _iso(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def defused(cell: object) -> object:
    """Words that a spreadsheet would run begin with an apostrophe; it is taken off in reading."""
    starts = isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_STARTS)
    return f"'{cell}" if starts else cell


def to_markdown(report: ReportTable) -> bytes:
    """A page to read: figures, then the list plan by plan."""
    return ("\n".join((*_markdown(report), "", OWN_COMMENT)) + "\n").encode("utf-8", "replace")


def _markdown(report: ReportTable) -> Iterator[str]:
    yield from (f"# {plain_words(title_of(report))}", "", as_of_words(report), "")
    yield from ("| Chỉ số | Số liệu |", "|---|---:|")
    for words, value, depth in summary_rows(report.summary, report.recurring):
        figure = rate_words(value) if value is None or isinstance(value, float) else whole(value)
        yield f"| {'&nbsp;&nbsp;' * depth}{words} | {figure} |"
    if report.recurring.tasks:
        yield f"\n{recurring_words(report.recurring)}"
    yield from (f"\n{note}" for note in report.notes)
    if report.comparison is not None:
        yield from (f"\n{words}" for words in comparison_words(report.comparison, report.summary))
        yield from ("", f"| {' | '.join(MOVED_HEADS)} |", "|" + "---|" * len(MOVED_HEADS))
        for one in report.comparison.moved:
            yield f"| {' | '.join(map(plain_words, moved_words(one)))} |"
    number = 0
    for part in report.parts:
        yield from ("", f"## {plain_words(part.plan)}")
        for heading, rows in part.headings:
            yield from ("", f"### {plain_words(heading)}") if heading else ()
            yield from ("", f"| {' | '.join(column.head for column in COLUMNS)} |")
            yield "|" + "---|" * len(COLUMNS)
            for row in rows:
                number += 1
                cells = (plain_words(value_words(column.value(row))) for column in COLUMNS[1:])
                yield f"| {number} | {' | '.join(cells)} |"


def plain_words(words: str) -> str:
    """Words that Markdown takes for nothing else, on one line."""
    return "<br>".join(" ".join(line.split()) for line in words.translate(_SPECIAL).split("\n"))


def to_json(report: ReportTable) -> bytes:
    """Everything, figures with the ids of the tasks that they count."""
    found = {
        "kind": report.kind,
        "title": title_of(report),
        "subject": {"id": report.subject_id, "name": report.subject, "place": report.place},
        "year": report.year,
        "asOf": report.as_of.isoformat(),
        "summary": summary_json(report.summary),
        "recurring": report.recurring.as_json(),
        "tasksByStatus": {
            status.value: [row.id for row in report.rows if row.status is status]
            for status in Status
        },
        "notes": list(report.notes),
        "comparison": report.comparison and _comparison_json(report.comparison),
        "plans": [_part_json(part) for part in report.parts],
    }
    return in_ascii(pretty(found))


def summary_json(summary: Summary) -> dict[str, int | float | None]:
    """A summary in the words of the API."""
    return {
        "assigned": summary.assigned,
        **{camel(field.name): getattr(summary, field.name) for field in fields(Summary)},
        "completionRateOfDue": _percent(summary.completion_rate),
        "overdueRateOfAll": _percent(summary.overdue_rate),
        "overdueRateOfDated": _percent(summary.overdue_rate_of_dated),
    }


def _percent(rate: float | None) -> float | None:
    return None if rate is None else 100 * rate


def _comparison_json(comparison: Comparison) -> dict[str, object]:
    return {
        "snapshot": comparison.snapshot,
        "asOf": comparison.as_of.isoformat(),
        "summary": summary_json(comparison.before),
        "moved": [
            {"move": one.move, "id": one.id, "text": one.text, "before": one.before,
             "after": one.after}
            for one in comparison.moved
        ],
    }  # fmt: skip


def _part_json(part: PlanPart) -> dict[str, object]:
    return {
        "id": part.plan_id,
        "title": part.plan,
        "summary": summary_json(part.summary),
        "recurring": part.recurring.as_json(),
        "tasks": [_row_json(row) for row in part.rows],
    }


def _row_json(row: ReportRow) -> dict[str, object]:
    """Every field of a row; its plan stands above it."""
    told = {camel(f.name): _as_json(getattr(row, f.name)) for f in fields(ReportRow)}
    del told["plan"], told["planId"]
    return {**told, "statusText": STATUS_WORDS[row.status]}


def _as_json(value: object) -> object:
    if isinstance(value, Times):
        return value.as_json()
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def camel(name: str) -> str:
    """A name as JSON and the API have it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
