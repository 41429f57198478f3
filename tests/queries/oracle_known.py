"""A task as it was known on a day, in memory: from its facts, without those entered later."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from graph_schema import dated
from tests.queries.oracle_dated import days_overdue, in_force, status_of
from tests.queries.oracle_graph import Thing


@dataclass(frozen=True, slots=True)
class Known:
    """A task as it was known on a day."""

    values: Mapping[str, object]


def known_of(task: Thing, by: str, day: str) -> Known | None:
    """The task as of a day, by what was entered by the end of another."""
    end = dated.day_ends(by)
    plans = [link.start for link in task.before("HAS_TASK")]
    loads = [
        str(link.start.values["at"])
        for plan in plans
        for link in plan.before("CHANGED")
        if link.start.values.get("action") == "LOADED"
    ]
    if str(task.values["assigned_key"]) > day or (loads and min(loads) >= end):
        return None
    rows = [
        (next(iter(link.end.labels)), _by_then(link.end.values, end))
        for link in task.after("HAS_PROGRESS", "HAS_EXTENSION", "HAS_STEP")
        if str(link.end.values["at"]) < end
    ]
    facts = dated.facts_of(rows)
    state = dated.kept(cast(str | None, task.values.get("due_end")), facts).properties()
    then = replace(task, values={**task.values, "states": [], "deadlines": [], **_said(state)})
    counting = [
        (report.on, report.at, report.percent)
        for report in facts.reports
        if report.on <= day and (report.returned_on is None or report.returned_on > day)
    ]
    last = max(counting, default=None)
    told = max((one for one in counting if one[2] is not None), default=None)
    return Known(
        {
            "status": status_of(then, day),
            "deadline": in_force(then, day),
            "daysOverdue": days_overdue(then, day),
            "percent": None if told is None else told[2],
            "reportedOn": None if last is None else last[0],
        }
    )


def _said(state: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in state.items() if value is not None}


def _by_then(row: Mapping[str, object], end: str) -> Mapping[str, object]:
    """A fact without a decision that was entered later."""
    if str(row.get("decided_at", row.get("decided_on", ""))) < end:
        return row
    return {**row, "state": "REPORTED"}
