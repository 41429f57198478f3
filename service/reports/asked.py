"""Reports as fields of the API: the same rows and figures as the files, in plain records."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial

from graph_schema.errors import BadSetting
from queries.composed import Compose, Listing, Record, Sources
from queries.snapshots import Kept, find_snapshot, read_lines, read_snapshots
from service.reports.build import unit_report
from service.reports.command import Wanted
from service.reports.kept import summary_of
from service.reports.model import PlanPart, ReportRow, ReportTable, Summary
from service.reports.pick import known_unit
from service.reports.plain import camel, summary_json
from service.reports.snapshot import FrozenTask, read_line
from service.reports.times import Times
from service.reports.words import title_of

_KEPT = frozenset({"text", "kind"})
"""Words that a row always says; others are null where there are none."""
_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_Numbered = tuple[int, ReportRow]


async def _unit_report(sources: Sources, given: Mapping[str, object]) -> Record | None:
    """The report of a unit; null where nobody may see such a unit."""
    unit = await known_unit(sources.ask, str(given["unit"]))
    if unit is None:
        return None
    year, day, routine, roles = (given.get(n) for n in ("year", "asOf", "routine", "role"))
    if isinstance(year, int) and not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadSetting(f"{year} không phải một năm: hãy viết bốn chữ số, như 2026.")
    wanted = Wanted(
        year if isinstance(year, int) else None,
        str(day) if day else None,
        routine if isinstance(routine, bool) else None,
        roles=tuple(map(str, roles)) if isinstance(roles, Sequence) else (),
    )
    return report_record(await unit_report(sources.ask, unit, wanted.span(yearly=True)))


async def _period_snapshots(sources: Sources, given: Mapping[str, object]) -> Listing:
    """Every kept report that the caller may see."""
    found = await read_snapshots(sources.read, sources.sight)
    return Listing(lambda _: found, lambda kept: str(kept.id), _snapshot)


async def _period_snapshot(sources: Sources, given: Mapping[str, object]) -> Record | None:
    """One kept report with its tasks."""
    kept = await find_snapshot(sources.read, sources.sight, str(given["id"]))
    if kept is None:
        return None
    lines = await read_lines(sources.read, sources.sight, kept.id)
    tasks = [read_line(line) for line in lines]

    def choose(asked: Mapping[str, object]) -> Sequence[FrozenTask]:
        wanted = asked.get("status")
        return [t for t in tasks if not isinstance(wanted, Sequence) or t.status in wanted]

    return {"snapshot": _snapshot(kept), "tasks": Listing(choose, lambda t: str(t.id), _frozen)}


COMPOSED: Mapping[str, Compose] = {
    "unitReport": _unit_report,
    "periodSnapshots": _period_snapshots,
    "periodSnapshot": _period_snapshot,
}
"""How each composed field of the root is gathered."""


def report_record(report: ReportTable) -> Record:
    """The report as the API shows it."""
    return {
        "unitId": report.subject_id,
        "title": title_of(report),
        "name": report.subject,
        "place": report.place or None,
        "year": report.year,
        "asOf": report.as_of.isoformat(),
        "summary": _summary(report.summary),
        "recurring": report.recurring.as_json(),
        "plans": [_plan(part) for part in report.parts],
        "rows": Listing(partial(_rows, report), lambda item: str(item[1].id), _row),
    }


def _snapshot(kept: Kept) -> Record:
    return {
        "snapshotId": kept.id,
        "name": kept.name,
        "unitId": kept.subject_id or None,
        "subject": kept.subject,
        "year": kept.year,
        "asOf": kept.as_of,
        "by": kept.by,
        "at": kept.at,
        "digest": kept.digest,
        "summary": _summary(summary_of(kept)),
    }


def _frozen(task: FrozenTask) -> Record:
    return {"taskId": task.id, "status": task.status, "text": task.text}


def _rows(report: ReportTable, given: Mapping[str, object]) -> Sequence[_Numbered]:
    wanted = given.get("status")
    numbered = enumerate(report.rows, 1)
    if not isinstance(wanted, Sequence):
        return list(numbered)
    return [(number, row) for number, row in numbered if row.status in wanted]


def _plan(part: PlanPart) -> Record:
    return {
        "planId": part.plan_id,
        "title": part.plan,
        "summary": _summary(part.summary),
        "recurring": part.recurring.as_json(),
    }


def _summary(summary: Summary) -> Record:
    return {**summary_json(summary), "done": summary.done, "open": summary.open}


def _row(numbered: _Numbered) -> Record:
    number, row = numbered
    told = {camel(one.name): _value(one.name, getattr(row, one.name)) for one in fields(ReportRow)}
    return {**told, "number": number, "taskId": row.id}


def _value(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return [_value("", item) for item in value]
    if isinstance(value, Times):
        return value.as_json()
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" and name not in _KEPT else value
