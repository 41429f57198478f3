"""Targets of a report: what was asked for, what was measured last, whether it is reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from service.asking import Ask, nodes_of
from service.reports.gather import PAGE, question

_TARGETS = question("targets")


class Reached(StrEnum):
    """What a measurement says of its target; nothing is guessed where words leave it open."""

    REACHED = "REACHED"
    MISSED = "MISSED"
    OPEN = "OPEN"
    ABOVE = "ABOVE"
    BELOW = "BELOW"
    UNKNOWN = "UNKNOWN"
    NO_FIGURE = "NO_FIGURE"


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement, as it was known at the end of a day."""

    value: float
    on: date
    period: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One target and its latest measurement."""

    id: str
    plan_id: str
    task_id: str = ""
    ref: str = ""
    metric: str = ""
    op: str = "="
    value: float | None = None
    value_max: float | None = None
    unit: str = ""
    due: date | None = None
    due_words: str = ""
    owners: tuple[str, ...] = ()
    quote: str = ""
    latest: Measured | None = None

    def reached(self, as_of: date) -> Reached:
        """Whether the asked value is met; before its deadline a target is not missed."""
        if self.latest is None:
            return Reached.NO_FIGURE
        if self.value is None:
            return Reached.UNKNOWN
        found, low, high = self.latest.value, self.value, self.value_max
        if self.op == "=" and high is None and found != low:
            return Reached.ABOVE if found > low else Reached.BELOW
        if _met(self.op, found, low, high):
            return Reached.REACHED
        return Reached.OPEN if self.due is None or self.due >= as_of else Reached.MISSED


def _met(op: str, found: float, low: float, high: float | None) -> bool:
    if op == "<=":
        return found <= (low if high is None else high)
    return found >= low if op == ">=" else low <= found <= (low if high is None else high)


async def gather_figures(ask: Ask, where: Mapping[str, object], as_of: date) -> list[Figure]:
    """Every target that a filter keeps, in the order of the plans."""
    found = nodes_of(ask, _TARGETS, "targets", {"where": where, "first": PAGE})
    return [figure_of(target, as_of) async for target in found]


def figure_of(target: Any, as_of: date) -> Figure:  # noqa: ANN401 - an answer as JSON says it
    """One target of an answer, as it stood at the end of the day."""
    due = target["due"] or {}
    return Figure(
        id=target["id"],
        plan_id=(target["plan"] or {}).get("id") or "",
        task_id=(target["task"] or {}).get("id") or "",
        ref=target["ref"] or "",
        metric=target["metric"] or "",
        op=target["op"] or "=",
        value=target["value"],
        value_max=target["valueMax"],
        unit=target["unitOfMeasure"] or "",
        due=date.fromisoformat(due["end"]) if due.get("end") else None,
        due_words=due.get("text") or "",
        owners=tuple(dict.fromkeys(filter(None, map(_owner, target["owners"])))),
        quote=(target["source"] or {}).get("quote") or "",
        latest=_latest(target["measurements"], as_of),
    )


def _owner(owner: Mapping[str, Any]) -> str:
    named = owner["unit"] or owner["person"] or {}
    return named.get("name") or (owner["office"] or {}).get("fullTitle") or owner["asWritten"] or ""


def _latest(measurements: Sequence[Mapping[str, Any]], as_of: date) -> Measured | None:
    known = [one for one in measurements if one["on"] and one["on"] <= as_of.isoformat()]
    known = [one for one in known if one["value"] is not None]
    if not known:
        return None
    last = max(known, key=lambda one: (one["on"], one["at"] or ""))
    day = date.fromisoformat(last["on"])
    return Measured(last["value"], day, last["period"] or "", last["by"] or "")
