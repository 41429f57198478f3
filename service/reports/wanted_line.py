"""How a report is wanted, as options that the reports share."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Concatenate, ParamSpec, TypeVar

import typer

from service import command_line as line
from service.options import takes
from service.reports.command import Wanted

_P = ParamSpec("_P")
_T = TypeVar("_T")

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

_SPAN = {"year": (Year, None), "as_of": (AsOf, None), "routine": (Routine, None)}
_FILE = {
    "form": (FormOption, None),
    "output": (Output, None),
    "overwrite": (Overwrite, False),
    "letterhead": (HeadFile, None),
}


def takes_wanted(
    form: object = FormOption,
) -> Callable[[Callable[Concatenate[Wanted, _P], _T]], Callable[..., _T]]:
    """Give a report the options that say which tasks count, and the file; it gets them first."""
    return takes({**_SPAN, **_FILE, "form": (form, None)}, Wanted)


def takes_span() -> Callable[[Callable[Concatenate[Wanted, _P], _T]], Callable[..., _T]]:
    """The same of which tasks count alone, for what is no file with a letterhead."""
    return takes(_SPAN, Wanted)
