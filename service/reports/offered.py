"""The reports that there are over HTTP: of which kind, in which forms, how each is made."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from graph_schema.errors import BadSetting
from service.asking import Ask
from service.reports.build import (
    EVERYTHING,
    Span,
    directive_report,
    leader_report,
    period_report,
    plan_report,
    unit_report,
)
from service.reports.check_book import Book
from service.reports.check_line import check_file
from service.reports.command import Wanted, head_of
from service.reports.draft import draft_report
from service.reports.draft_drawn import FORMS as DRAFT_FORMS
from service.reports.draft_drawn import draw_draft
from service.reports.findings import find_all
from service.reports.listed import ListForm
from service.reports.model import ReportTable
from service.reports.pick import Subject, find_document, find_person, unit_by_id
from service.reports.render import MEDIA_TYPES, Drawn, Form, draw
from service.reports.stats import By, read_stats, stats_file

LIST_FORMS = (Form.JSON, Form.CSV, Form.MD)
_YEARLY = frozenset({"year", "asOf", "format", "routine"})

Find = Callable[[Ask, str], Awaitable[Subject]]
Build = Callable[[Ask, Subject, Span], Awaitable[ReportTable]]
Make = Callable[[Ask, str, Wanted, Form], Awaitable[Drawn]]


@dataclass(frozen=True, slots=True)
class Offered:
    """One kind of report: how it is made, its forms (the first is the usual one), its questions."""

    make: Make
    forms: tuple[Form, ...] = tuple(Form)
    known: frozenset[str] = _YEARLY


async def _person(ask: Ask, identity: str) -> Subject:
    return await find_person(ask, identity, None)


async def _everything(ask: Ask, identity: str) -> Subject:
    return EVERYTHING


async def _table(
    find: Find, build: Build, yearly: bool, ask: Ask, identity: str, wanted: Wanted, form: Form
) -> Drawn:
    span = wanted.span(yearly=yearly)
    found = await build(ask, await find(ask, identity), span)
    return await asyncio.to_thread(draw, found, form, head_of(found))


async def _draft(ask: Ask, identity: str, wanted: Wanted, form: Form) -> Drawn:
    span = wanted.span(yearly=True)
    found = await draft_report(ask, await unit_by_id(ask, identity), span)
    return await asyncio.to_thread(draw_draft, found, form, head_of(found.table))


async def _stats(ask: Ask, identity: str, wanted: Wanted, form: Form) -> Drawn:
    if identity not in list(By):
        raise BadSetting(f"Không thống kê theo {identity[:20]!r} được; có: {', '.join(By)}.")
    by, span = By(identity), wanted.span(yearly=False)
    content = stats_file(await read_stats(ask, by, span), by, ListForm(form))
    return _listed(content, f"thong-ke-{by}-{span.as_of}", f"Thống kê {span.as_of}", form)


async def _check(ask: Ask, identity: str, wanted: Wanted, form: Form) -> Drawn:
    found = await find_all(ask, wanted.day)
    content = check_file(ListForm(form), found, Book(), Book().after(found, wanted.day))
    return _listed(content, f"kiem-tra-{wanted.day}", f"Kiểm tra {wanted.day}", form)


def _listed(content: bytes, name: str, title: str, form: Form) -> Drawn:
    return Drawn(content, MEDIA_TYPES[form], f"{name}.{form}", f"{title}.{form}")


OF_ONE: Mapping[str, Offered] = {
    "unit": Offered(
        partial(_table, unit_by_id, unit_report, True), known=frozenset({*_YEARLY, "role"})
    ),
    "leader": Offered(partial(_table, _person, leader_report, True)),
    "plan": Offered(partial(_table, find_document, plan_report, False)),
    "directive": Offered(partial(_table, find_document, directive_report, False)),
    "period": Offered(partial(_table, unit_by_id, period_report, True)),
    "draft": Offered(_draft, DRAFT_FORMS),
    "stats": Offered(_stats, LIST_FORMS),
}
"""What is asked for of somebody or something, by the word that stands before its id."""
OF_ALL: Mapping[str, Offered] = {
    "period": Offered(partial(_table, _everything, period_report, True)),
    "check": Offered(_check, LIST_FORMS, frozenset({"asOf", "format"})),
}
"""What is asked for of all that is stored."""
