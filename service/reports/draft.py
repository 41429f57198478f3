"""The draft of an annual report: every plan of an issuer, and what is missing."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph_schema.classes import Status
from service.asking import Ask, nodes_of
from service.reports.build import Span
from service.reports.figures import Figure, Reached, gather_figures
from service.reports.gather import PAGE, gather, question
from service.reports.model import ReportRow, ReportTable, arrange
from service.reports.pick import Subject
from service.reports.times import Times, times_of

NOBODY = "Chưa rõ đơn vị"
_DUTIES = question("draft_duties")


@dataclass(frozen=True, slots=True)
class Duty:
    """A reporting duty of a plan (chế độ báo cáo), and its times."""

    plan_id: str
    who: tuple[str, ...]
    words: str
    times: Times


@dataclass(frozen=True, slots=True)
class Missing:
    """What one unit has not brought."""

    unit: str
    tasks: int
    figures: int
    times: int
    """Times of recurring tasks and of reporting duties that are overdue."""


@dataclass(frozen=True)
class Draft:
    """A report on every plan of an issuer, with the targets of those plans."""

    table: ReportTable
    figures: tuple[Figure, ...]
    duties: tuple[Duty, ...] = ()

    @cached_property
    def figures_of_task(self) -> Mapping[str, tuple[Figure, ...]]:
        """The targets that stand under each task of the report."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.task_id, []).append(figure)
        return {task: tuple(several) for task, several in found.items()}

    @cached_property
    def rows_by_id(self) -> Mapping[str, ReportRow]:
        """Each task of the report."""
        return {row.id: row for row in self.table.rows}

    def figures_of_plan(self, plan_id: str) -> tuple[Figure, ...]:
        """The targets of a plan that stand under none of the tasks told."""
        return tuple(
            figure
            for figure in self.figures
            if figure.plan_id == plan_id and figure.task_id not in self.rows_by_id
        )

    def reached(self) -> Counter[Reached]:
        """How many targets are reached, missed, without a figure."""
        return Counter(figure.reached(self.table.as_of) for figure in self.figures)

    def answerable(self, figure: Figure) -> tuple[str, ...]:
        """Who has to bring the figure: who owns the target, else who leads its task."""
        task = self.rows_by_id.get(figure.task_id)
        return figure.owners or (task.leads if task else ())

    def missing(self) -> list[Missing]:
        """By unit: tasks never reported on, targets without a figure, times that were missed."""
        tasks = Counter(
            unit
            for row in self.table.rows
            if lacks_report(row)
            for unit in set(row.leads or (NOBODY,))
        )
        figures = Counter(
            unit
            for figure in self.figures
            if figure.latest is None
            for unit in set(self.answerable(figure) or (NOBODY,))
        )
        times: Counter[str] = Counter()
        held = [(row.leads, row.times) for row in self.table.rows if row.times]
        for who, found in (*held, *((duty.who, duty.times) for duty in self.duties)):
            if found.overdue:
                times.update(dict.fromkeys(who or (NOBODY,), len(found.overdue)))
        return [
            Missing(unit, tasks[unit], figures[unit], times[unit])
            for unit in sorted({*tasks, *figures, *times})
        ]


def lacks_report(row: ReportRow) -> bool:
    """Whether nobody has reported on a task; a task called off needs no report.

    What was handed in of one time of a recurring task is a report on it.
    """
    submitted = row.times is not None and row.times.reported > 0
    return row.updated is None and row.status is not Status.CANCELLED and not submitted


async def draft_report(ask: Ask, issuer: Subject, span: Span) -> Draft:
    """All plans of an issuer of which tasks count in the year."""
    of_issuer = {"issuerId": issuer.id}
    rows = await gather(ask, {**span.where, **of_issuer}, span.as_of)
    table = ReportTable(
        kind="draft",
        subject=issuer.name,
        place=issuer.place,
        year=span.year,
        as_of=span.as_of,
        parts=arrange(rows, by_due=False),
        subject_id=issuer.id,
    )
    plans = {part.plan_id for part in table.parts}
    figures = await gather_figures(ask, of_issuer, span.as_of)
    return Draft(
        table,
        tuple(figure for figure in figures if figure.plan_id in plans),
        tuple([duty async for duty in _duties(ask, issuer, span) if duty.plan_id in plans]),
    )


async def _duties(ask: Ask, issuer: Subject, span: Span) -> AsyncIterator[Duty]:
    """The reporting duties of an issuer's plans that have days."""
    given = {
        "where": {"issuerId": issuer.id},
        "asOf": span.as_of.isoformat(),
        "first": PAGE,
    }
    async for duty in nodes_of(ask, _DUTIES, "reportDuties", given):
        if times := times_of(duty, Status.OPEN_WITHOUT_DEADLINE):
            named = (duty["byUnit"] or {}).get("name") or duty["by"]
            words = " ".join(((duty["source"] or {}).get("quote") or "").split())
            plan = (duty["plan"] or {}).get("id") or ""
            yield Duty(plan, (named,) if named else (), words, times)
