"""The reports that can be asked for: of a unit, a leader, a plan, a directive, all for a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.asking import Ask
from service.reports.gather import gather, plan_words, question
from service.reports.model import PlanPart, ReportRow, ReportTable, arrange
from service.reports.pick import Subject
from service.reports.words import ROLE_WORDS

_CARRIED_OUT = question("carried_out")
_NAMED = 20
EVERYTHING = Subject("", "toàn bộ các văn bản trong kho")


@dataclass(frozen=True, slots=True)
class Span:
    """Which tasks count: those of a year, as of a day, routine ones in or out.

    In the report of a unit, those alone where it has one of some roles, when any are named.
    """

    year: int | None
    as_of: date
    routine: bool | None = None
    roles: tuple[str, ...] = ()

    @property
    def where(self) -> dict[str, object]:
        """The filter of the API that keeps them."""
        given = {"year": self.year, "routine": self.routine}
        return {name: value for name, value in given.items() if value is not None}


async def unit_report(ask: Ask, unit: Subject, span: Span) -> ReportTable:
    """Every task where a unit has a role, or one of some roles, in every plan."""
    where: dict[str, object] = {**span.where, "unit": {"id": unit.id}}
    if span.roles:
        where["role"] = list(span.roles)
    rows = await gather(ask, where, span.as_of, unit.id)
    return _table("unit", unit, span, arrange(rows), (_counted(span.roles),))


async def leader_report(ask: Ask, person: Subject, span: Span) -> ReportTable:
    """Every task that a leader oversees."""
    rows = await gather(ask, {**span.where, "overseer": {"person": person.id}}, span.as_of)
    return _table("leader", person, span, arrange(rows))


async def plan_report(ask: Ask, plan: Subject, span: Span) -> ReportTable:
    """Every task of one plan."""
    rows = await gather(ask, {**span.where, "plan": plan.id}, span.as_of)
    return _table("plan", plan, span, arrange(rows))


async def directive_report(ask: Ask, directive: Subject, span: Span) -> ReportTable:
    """Who carries a directive out, at any depth, and how far the work is; who only cites it."""
    found = (await ask(_CARRIED_OUT, {"id": directive.id}))["document"]
    links = found["carriedOutBy"] if found else []
    plans: dict[str, Mapping[str, Any]] = {link["document"]["id"]: link for link in links}
    rows: list[ReportRow] = []
    empty: list[PlanPart] = []
    for identity, link in plans.items():
        if not link["document"]["known"]:
            continue
        of_plan = await gather(ask, {**span.where, "plan": identity}, span.as_of)
        rows += of_plan
        if not of_plan:
            empty.append(PlanPart(plan_words(link["document"]), identity, ()))
    parts = (*arrange(rows), *empty)
    return _table("directive", directive, span, parts, _who(plans))


async def period_report(ask: Ask, subject: Subject, span: Span) -> ReportTable:
    """Every task of a period: of all that is stored, or of one unit."""
    unit = {"unit": {"id": subject.id}} if subject.id else {}
    rows = await gather(ask, {**span.where, **unit}, span.as_of)
    notes = (_counted(()),) if subject.id else ()
    return _table("period", subject, span, arrange(rows), notes)


def _who(plans: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Which documents carry the directive out, which cite it, which are known by name alone."""
    kinds: dict[str, list[str]] = {"thực hiện": [], "viện dẫn": [], "chưa có trong kho": []}
    for link in plans.values():
        document = link["document"]
        relation = "viện dẫn" if link["relation"] == "CITES" else "thực hiện"
        kinds[relation if document["known"] else "chưa có trong kho"].append(plan_words(document))
    said = {
        "thực hiện": "Văn bản triển khai, thực hiện",
        "viện dẫn": "Văn bản chỉ viện dẫn",
        "chưa có trong kho": "Văn bản có liên quan nhưng kho chưa có toàn văn",
    }
    if not plans:
        return ("Chưa có văn bản nào trong kho triển khai, thực hiện hoặc viện dẫn văn bản này.",)
    return tuple(
        f"{said[kind]} ({len(names)}): {'; '.join(names[:_NAMED])}"
        f"{'; …' if len(names) > _NAMED else '.'}"
        for kind, names in kinds.items()
        if names
    )


def _counted(roles: Sequence[str]) -> str:
    """Which tasks stand in the report of a unit."""
    if not roles:
        what = "nhiệm vụ mà đơn vị chủ trì, thực hiện hoặc phối hợp"
    else:
        what = f"nhiệm vụ mà đơn vị {', '.join(ROLE_WORDS[role] for role in roles)}"
    return f"Báo cáo {'chỉ ' if roles else ''}kể {what}; không kể chế độ báo cáo."


def _table(
    kind: str,
    subject: Subject,
    span: Span,
    parts: tuple[PlanPart, ...],
    notes: tuple[str, ...] = (),
) -> ReportTable:
    return ReportTable(
        kind=kind,
        subject=subject.name,
        place="" if kind in ("leader", "directive", "plan") else subject.place,
        year=span.year,
        as_of=span.as_of,
        parts=parts,
        subject_id=subject.id,
        routine=span.routine,
        notes=notes,
    )
