"""The command line of ``daumoi report``: its words and options."""

import getpass
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.callers import LOCAL_READER
from graph_schema.errors import BadSetting
from queries.sight import Sight
from service import command_line as line
from service.asking import Ask, StoreAsk
from service.options import takes_settings, takes_settings_of_family
from service.reports.build import (
    EVERYTHING,
    directive_report,
    leader_report,
    period_report,
    plan_report,
    unit_report,
)
from service.reports.command import UnitRole, Wanted, head_of, make_report, make_report_in
from service.reports.kept import checked_name, keep, read_kept
from service.reports.letter import Letterhead
from service.reports.model import ReportTable
from service.reports.output import check_output
from service.reports.periods import beside, read_frozen, write_frozen
from service.reports.pick import find_document, find_person, find_unit
from service.reports.wanted_line import takes_wanted
from service.settings import Settings
from service.store import Store

report_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False, no_args_is_help=True)

Freeze = Annotated[
    Path | None,
    typer.Option(
        "--freeze", metavar="TỆP", parser=line.path_of, help="Chốt số liệu. Freeze the figures."
    ),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against", metavar="TỆP", parser=line.path_of, help="So với bản chốt. Compare with."
    ),
]
KeepAs = Annotated[
    str | None,
    typer.Option("--keep", metavar="TÊN", help="Chốt số liệu vào kho. Keep in the store."),
]
CompareWith = Annotated[
    str | None,
    typer.Option(
        "--compare-with", metavar="TÊN", help="So với bản chốt trong kho. With a kept one."
    ),
]


Roles = Annotated[
    list[UnitRole] | None,
    typer.Option(
        "--role",
        help="Chỉ việc đơn vị chủ trì (lead), thực hiện (execute), phối hợp (support), chỉ đạo "
        "(oversee); lặp lại được. Only tasks where the unit has this role.",
    ),
]


@report_app.callback()
@takes_settings()
def report(settings: Settings) -> None:
    """Lập báo cáo: của đơn vị, lãnh đạo, kế hoạch, văn bản chỉ đạo; theo kỳ; dự thảo báo cáo năm.

    Reports on assigned work as of a day: xlsx, docx, pdf, csv, md, json.
    """


@report_app.command(cls=line.Command)
@takes_settings_of_family()
@takes_wanted()
def unit(
    wanted: Wanted,
    settings: Settings,
    name: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Tên hoặc mã. Name or id.")],
    place: line.Place = None,
    role: Roles = None,
) -> None:
    """Nhiệm vụ của một đơn vị trong mọi kế hoạch, kết quả và số liệu tổng hợp.

    The tasks of one unit in every plan, with results and figures.
    """
    span = replace(wanted, roles=tuple(one.name for one in role or ())).span(yearly=True)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await unit_report(ask, await find_unit(ask, name, place), span)
        return found, head_of(found)

    make_report(settings, wanted, build)


@report_app.command(cls=line.Command)
@takes_settings_of_family()
@takes_wanted()
def leader(
    wanted: Wanted,
    settings: Settings,
    name: Annotated[str, typer.Argument(metavar="HỌ_TÊN", help="Họ tên hoặc mã. Name or id.")],
    position: Annotated[
        str | None,
        typer.Option("--position", metavar="CHỨC_VỤ", help="Chức vụ. Their office."),
    ] = None,
) -> None:
    """Nhiệm vụ mà một lãnh đạo chỉ đạo, phụ trách.

    The tasks that a leader oversees.
    """
    span = wanted.span(yearly=True)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await leader_report(ask, await find_person(ask, name, position), span)
        return found, head_of(found)

    make_report(settings, wanted, build)


@report_app.command(cls=line.Command)
@takes_settings_of_family()
@takes_wanted()
def plan(
    wanted: Wanted,
    settings: Settings,
    name: line.OnePlan,
) -> None:
    """Kết quả thực hiện một kế hoạch.

    How far one plan has been carried out.
    """
    span = wanted.span(yearly=False)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await plan_report(ask, await find_document(ask, name), span)
        return found, head_of(found)

    make_report(settings, wanted, build)


@report_app.command(cls=line.Command)
@takes_settings_of_family()
@takes_wanted()
def directive(
    wanted: Wanted,
    settings: Settings,
    name: line.OnePlan,
) -> None:
    """Văn bản chỉ đạo đã được ai triển khai, đến đâu.

    Who carried a directive out, and how far.
    """
    span = wanted.span(yearly=False)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await directive_report(ask, await find_document(ask, name), span)
        return found, head_of(found)

    make_report(settings, wanted, build)


@report_app.command(cls=line.Command)
@takes_settings_of_family()
@takes_wanted()
def period(
    wanted: Wanted,
    settings: Settings,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ một đơn vị. One unit alone."),
    ] = None,
    place: line.Place = None,
    freeze: Freeze = None,
    against: Against = None,
    keep_as: KeepAs = None,
    compare_with: CompareWith = None,
) -> None:
    """Báo cáo định kỳ: chốt số liệu để kỳ sau so lại (mới giao, hoàn thành, chuyển quá hạn).

    A report of a period, frozen so that a later one is compared with it.
    """
    span = wanted.span(yearly=True)
    check_output(freeze, overwrite=False)
    if against and compare_with:
        raise BadSetting("Chỉ so với một bản chốt: nêu --against hoặc --compare-with.")
    before = read_frozen(against) if against else None
    name = None if keep_as is None else checked_name(keep_as)

    async def build(store: Store) -> tuple[ReportTable, Letterhead]:
        ask = StoreAsk(store, LOCAL_READER)
        subject = await find_unit(ask, unit, place) if unit else EVERYTHING
        sight = Sight(LOCAL_READER.clearance)
        earlier = await read_kept(store.read, sight, compare_with) if compare_with else before
        found = beside(await period_report(ask, subject, span), earlier)
        if freeze is not None:
            write_frozen(found, freeze)
        if name is not None:
            await keep(store, found, name, getpass.getuser())
        return found, head_of(found)

    make_report_in(settings, wanted, build)
