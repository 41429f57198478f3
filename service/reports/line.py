"""The command line of ``daumoi report``: its words and options."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.callers import LOCAL_READER
from graph_schema.errors import BadSetting
from queries.sight import Sight
from service import command_line as line
from service.options import settings_of
from service.reports.build import (
    EVERYTHING,
    directive_report,
    leader_report,
    period_report,
    plan_report,
    unit_report,
)
from service.reports.command import UnitRole, Wanted, head_of, make_report, make_report_in
from service.reports.gather import Ask
from service.reports.kept import checked_name, keep, read_kept
from service.reports.letter import Letterhead
from service.reports.model import ReportTable
from service.reports.output import check_output
from service.reports.periods import beside, read_frozen, write_frozen
from service.reports.pick import find_document, find_person, find_unit
from service.review_command import Ask as StoreAsk
from service.settings import Settings
from service.store import Store

report_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False, no_args_is_help=True)

Year = Annotated[
    int | None,
    typer.Option("--year", metavar="NĂM", min=1945, max=9999, help="Năm báo cáo. The year."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="NGÀY", help="Tính đến hết ngày, mặc định hôm nay: 2026-12-31. As of."
    ),
]
Routine = Annotated[
    bool | None,
    typer.Option(
        "--routine/--no-routine",
        help="Chỉ nhiệm vụ thường xuyên / không kể chúng. Routine duties only / left out.",
    ),
]
FormOption = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="DẠNG", help="xlsx, docx, pdf, csv, md, json. Form of the file."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="TỆP", parser=line.path_of, help="Ghi ra tệp này. Write to this file."
    ),
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Ghi đè tệp đã có. Replace a file that is there.")
]
HeadFile = Annotated[
    Path | None,
    typer.Option(
        "--letterhead",
        metavar="TỆP",
        parser=line.path_of,
        help="Thể thức: cơ quan, số, người ký (TOML). Who sends and signs it.",
    ),
]
Place = Annotated[
    str | None,
    typer.Option("--place", metavar="ĐỊA_BÀN", help="Địa bàn của đơn vị. Where the unit is."),
]
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
def report(
    context: typer.Context,
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
) -> None:
    """Lập báo cáo: của đơn vị, lãnh đạo, kế hoạch, văn bản chỉ đạo; theo kỳ; dự thảo báo cáo năm.

    Reports on assigned work as of a day: xlsx, docx, pdf, csv, md, json.
    """
    context.obj = settings_of(
        data_folder=data_folder,
        database_uri=database_uri,
        database_user=database_user,
        database_name=database_name,
        database_password_file=database_password_file,
    )


@report_app.command(cls=line.Command)
def unit(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Tên hoặc mã. Name or id.")],
    place: Place = None,
    role: Roles = None,
    year: Year = None,
    as_of: AsOf = None,
    routine: Routine = None,
    form: FormOption = None,
    output: Output = None,
    overwrite: Overwrite = False,
    letterhead: HeadFile = None,
    data_folder: line.DataFolder = None,
) -> None:
    """Nhiệm vụ của một đơn vị trong mọi kế hoạch, kết quả và số liệu tổng hợp.

    The tasks of one unit in every plan, with results and figures.
    """
    roles = tuple(one.name for one in role or ())
    wanted = Wanted(year, as_of, routine, form, output, overwrite, letterhead, roles)
    span = wanted.span(yearly=True)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await unit_report(ask, await find_unit(ask, name, place), span)
        return found, head_of(found)

    make_report(settings_in(context, data_folder), wanted, build)


@report_app.command(cls=line.Command)
def leader(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="HỌ_TÊN", help="Họ tên hoặc mã. Name or id.")],
    position: Annotated[
        str | None,
        typer.Option("--position", metavar="CHỨC_VỤ", help="Chức vụ. Their office."),
    ] = None,
    year: Year = None,
    as_of: AsOf = None,
    routine: Routine = None,
    form: FormOption = None,
    output: Output = None,
    overwrite: Overwrite = False,
    letterhead: HeadFile = None,
    data_folder: line.DataFolder = None,
) -> None:
    """Nhiệm vụ mà một lãnh đạo chỉ đạo, phụ trách.

    The tasks that a leader oversees.
    """
    wanted = Wanted(year, as_of, routine, form, output, overwrite, letterhead)
    span = wanted.span(yearly=True)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await leader_report(ask, await find_person(ask, name, position), span)
        return found, head_of(found)

    make_report(settings_in(context, data_folder), wanted, build)


@report_app.command(cls=line.Command)
def plan(
    context: typer.Context,
    name: line.OnePlan,
    year: Year = None,
    as_of: AsOf = None,
    routine: Routine = None,
    form: FormOption = None,
    output: Output = None,
    overwrite: Overwrite = False,
    letterhead: HeadFile = None,
    data_folder: line.DataFolder = None,
) -> None:
    """Kết quả thực hiện một kế hoạch.

    How far one plan has been carried out.
    """
    wanted = Wanted(year, as_of, routine, form, output, overwrite, letterhead)
    span = wanted.span(yearly=False)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await plan_report(ask, await find_document(ask, name), span)
        return found, head_of(found)

    make_report(settings_in(context, data_folder), wanted, build)


@report_app.command(cls=line.Command)
def directive(
    context: typer.Context,
    name: line.OnePlan,
    year: Year = None,
    as_of: AsOf = None,
    routine: Routine = None,
    form: FormOption = None,
    output: Output = None,
    overwrite: Overwrite = False,
    letterhead: HeadFile = None,
    data_folder: line.DataFolder = None,
) -> None:
    """Văn bản chỉ đạo đã được ai triển khai, đến đâu.

    Who carried a directive out, and how far.
    """
    wanted = Wanted(year, as_of, routine, form, output, overwrite, letterhead)
    span = wanted.span(yearly=False)

    async def build(ask: Ask) -> tuple[ReportTable, Letterhead]:
        found = await directive_report(ask, await find_document(ask, name), span)
        return found, head_of(found)

    make_report(settings_in(context, data_folder), wanted, build)


@report_app.command(cls=line.Command)
def period(
    context: typer.Context,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ một đơn vị. One unit alone."),
    ] = None,
    place: Place = None,
    freeze: Freeze = None,
    against: Against = None,
    keep_as: KeepAs = None,
    compare_with: CompareWith = None,
    year: Year = None,
    as_of: AsOf = None,
    routine: Routine = None,
    form: FormOption = None,
    output: Output = None,
    overwrite: Overwrite = False,
    letterhead: HeadFile = None,
    data_folder: line.DataFolder = None,
) -> None:
    """Báo cáo định kỳ: chốt số liệu để kỳ sau so lại (mới giao, hoàn thành, chuyển quá hạn).

    A report of a period, frozen so that a later one is compared with it.
    """
    wanted = Wanted(year, as_of, routine, form, output, overwrite, letterhead)
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

    make_report_in(settings_in(context, data_folder), wanted, build)


def settings_in(context: typer.Context, data_folder: Path | None) -> Settings:
    """The settings of the group; the data folder may also stand after the name of the report."""
    found = context.obj
    if not isinstance(found, Settings):
        raise TypeError("the callback keeps the settings")
    if data_folder is None:
        return found
    return found.model_copy(
        update={"data_folder": settings_of(data_folder=data_folder).data_folder}
    )
