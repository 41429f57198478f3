"""The draft of an annual report: every plan of an issuer, and what is missing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from service.asking import Ask
from service.reports.build import Span
from service.reports.figures import Figure, Reached, gather_figures
from service.reports.gather import gather
from service.reports.model import ReportRow, ReportTable, arrange
from service.reports.pick import Subject

NOBODY = "Chưa rõ đơn vị"


@dataclass(frozen=True)
class Draft:
    """A report on every plan of an issuer, with the targets of those plans."""

    table: ReportTable
    figures: tuple[Figure, ...]

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

    def missing(self) -> list[tuple[str, int, int]]:
        """By unit: tasks never reported on, targets without a figure."""
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
        return [(unit, tasks[unit], figures[unit]) for unit in sorted({*tasks, *figures})]


def lacks_report(row: ReportRow) -> bool:
    """Whether nobody has reported on a task; a task called off needs no report."""
    return row.updated is None and row.status != "CANCELLED"


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
    return Draft(table, tuple(figure for figure in figures if figure.plan_id in plans))
