"""``daumoi report draft``: the annual report of an issuer, drafted."""

from dataclasses import replace
from typing import Annotated

import typer

from graph_schema.errors import BadSetting
from service import command_line as line
from service.asking import Ask, with_reader
from service.options import takes_settings_of_family
from service.reports.command import Wanted, head_of
from service.reports.draft import Draft, draft_report
from service.reports.draft_drawn import FORMS, draw_draft
from service.reports.letter import Letterhead
from service.reports.letterhead import read_letterhead
from service.reports.output import check_output, form_of, write_report
from service.reports.pick import find_unit
from service.reports.render import Form
from service.reports.wanted_line import takes_wanted
from service.settings import Settings

Issuer = Annotated[
    str,
    typer.Option("--issuer", metavar="CƠ_QUAN", help="Cơ quan ban hành. Who issued the plans."),
]
DraftForm = Annotated[
    str | None,
    typer.Option("--format", metavar="DẠNG", help="docx (mặc định), pdf, md. Form of the file."),
]


@takes_settings_of_family()
@takes_wanted(form=DraftForm)
def draft(wanted: Wanted, settings: Settings, issuer: Issuer, place: line.Place = None) -> None:
    """Dự thảo báo cáo năm: mọi kế hoạch của một cơ quan, kết quả, chỉ tiêu, điều còn thiếu.

    The annual report drafted: every plan of an issuer, results, targets, what is missing.
    """
    said = wanted.form or (Form.DOCX if wanted.output is None else None)
    make_draft(settings, replace(wanted, form=said), issuer, place)


def make_draft(settings: Settings, wanted: Wanted, issuer: str, place: str | None) -> None:
    """Ask for the draft, draw it, write it; what cannot be written is refused first."""
    form = form_of(wanted.form, wanted.output)
    if form not in FORMS:
        raise BadSetting(f"Dự thảo báo cáo năm có các dạng {', '.join(FORMS)}, không có {form}.")
    check_output(wanted.output, overwrite=wanted.overwrite)
    span = wanted.span(yearly=True)
    if wanted.letterhead is not None:
        read_letterhead(wanted.letterhead, Letterhead(""))

    async def build(ask: Ask) -> Draft:
        return await draft_report(ask, await find_unit(ask, issuer, place), span)

    found = with_reader(settings, build)
    head = head_of(found.table)
    if wanted.letterhead is not None:
        head = read_letterhead(wanted.letterhead, head)
    write_report(draw_draft(found, form, head), form, wanted.output, overwrite=wanted.overwrite)
