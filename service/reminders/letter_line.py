"""The command line of ``daumoi letter``."""

from pathlib import Path
from typing import Annotated

import typer

from graph_schema.dated import today
from graph_schema.errors import BadSetting
from service import command_line as line
from service.asking import Ask, with_reader
from service.options import takes_settings
from service.reminders.gather import open_items
from service.reminders.letter import letter_docx
from service.reminders.line import AsOf
from service.reminders.stages import Party
from service.reports.command import day_of
from service.reports.letter import Letterhead
from service.reports.letterhead import read_letterhead
from service.reports.output import check_output, write_file
from service.reports.pick import find_unit
from service.reports.wanted_line import HeadFile, Overwrite
from service.settings import Settings

letter_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False, no_args_is_help=True)


@letter_app.callback()
def letter() -> None:
    """Soạn công văn đôn đốc theo thể thức Nghị định 30/2020/NĐ-CP. Letters that urge on."""


Output = Annotated[
    Path,
    typer.Option("--output", metavar="TỆP", parser=line.path_of, help="Tệp .docx. The file."),
]


@letter_app.command(cls=line.Command)
@takes_settings()
def unit(
    settings: Settings,
    name: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Tên hoặc mã. Name or id.")],
    output: Output,
    place: line.Place = None,
    as_of: AsOf = None,
    letterhead: HeadFile = None,
    overwrite: Overwrite = False,
) -> None:
    """Công văn đôn đốc một đơn vị: những gì quá hạn và đến hạn trong 30 ngày tới.

    A letter to one unit: what is overdue and what falls due within 30 days.
    """
    day = day_of(as_of) if as_of else today()
    head = _checked(output, letterhead, overwrite=overwrite)

    async def work(ask: Ask) -> bytes:
        found = await find_unit(ask, name, place)
        items = await open_items(ask, day, found.id)
        own = [item for item in items if any(doer.id == found.id for doer in item.doers)]
        return letter_docx(Party(found.id, found.name, found.place), own, day, head)

    write_file(with_reader(settings, work), output, overwrite=overwrite)


def _checked(output: Path, letterhead: Path | None, *, overwrite: bool) -> Letterhead:
    """Who sends it; what could not be written or read is refused before any work."""
    if output.suffix.lower() != ".docx":
        raise BadSetting(f"--output {output.name}: công văn là tệp .docx, hãy đặt đuôi như thế.")
    check_output(output, overwrite=overwrite)
    head = Letterhead("(Tên cơ quan gửi)", symbol="…", recipients=("Như trên",))
    return head if letterhead is None else read_letterhead(letterhead, head)
