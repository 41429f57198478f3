"""The command line of ``daumoi collect``: its words and options."""

from pathlib import Path
from typing import Annotated

import typer

from service import command_line as line
from service.options import takes_settings
from service.reports.collect_command import collect_lists, collecting
from service.reports.command import day_of
from service.settings import Settings


@takes_settings()
def collect(
    settings: Settings,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="TỆP", parser=line.path_of, help="Danh mục xlsx đã điền. Filled-in lists."
        ),
    ],
    apply: Annotated[
        bool, typer.Option("--apply", help="Ghi; không có: chỉ xem. Write; otherwise only show.")
    ] = False,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="NGÀY", help="Ngày báo cáo, mặc định hôm nay. Its day."),
    ] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="TÊN", help="Ai báo cáo. Who reports.")
    ] = None,
) -> int:
    """Nhận lại danh mục nhiệm vụ đơn vị đã điền; không ghi đè điều đã đổi trong kho.

    Take lists back that units filled in; nothing is overwritten silently.

    Mã thoát (exit code): 0 mọi dòng đều được; 2 có dòng không ghi được, hoặc có ô đã đổi
    mà không được nhận.
    """
    day = day_of(on) if on else None
    return collect_lists(settings, collecting(files, day, author, apply=apply))
