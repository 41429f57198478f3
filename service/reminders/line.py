"""The command line of ``daumoi remind`` and ``daumoi contact``: words and options."""

from typing import Annotated

import typer

from graph_schema.errors import BadSetting
from service import command_line as line
from service.options import takes_settings, takes_settings_of_family
from service.reminders.command import (
    Wanted,
    list_addresses,
    remind,
    remove_address,
    resend,
    set_address,
)
from service.settings import Settings

contact_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False, no_args_is_help=True)

Whom = Annotated[
    str,
    typer.Argument(metavar="AI", help="Đơn vị hoặc người: tên hoặc mã. Unit or person."),
]

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Chỉ in những gì sẽ gửi. Print what would go out.")
]
Full = Annotated[bool, typer.Option("--full", help="In cả nội dung thư. Print the letters too.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="NGÀY", help="Như thể vào ngày này, thí dụ 2026-12-01. As of a day."
    ),
]
OneUnit = Annotated[
    str | None,
    typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ một đơn vị. One unit alone."),
]
Again = Annotated[
    str | None,
    typer.Option("--resend", metavar="MÃ", help="Gửi lại bằng tay một thư. Send one again."),
]


@takes_settings()
def remind_command(
    settings: Settings,
    dry_run: DryRun = False,
    full: Full = False,
    as_of: AsOf = None,
    unit: OneUnit = None,
    place: line.Place = None,
    again: Again = None,
) -> int:
    """Nhắc việc sắp đến hạn, quá hạn: mỗi đơn vị một thư một ngày; không thư nào gửi hai lần.

    Remind of what is due and overdue by mail: one digest a unit a day, never sent twice.

    Mã thoát (exit code): 0 đã gửi hết; 3 có thư gửi hỏng hoặc không rõ đã gửi hay chưa.
    """
    if again is None:
        return remind(settings, Wanted(dry_run, full, as_of, unit, place))
    if dry_run or as_of or unit:
        raise BadSetting("--resend đứng một mình: hãy bỏ --dry-run, --as-of, --unit.")
    return resend(settings, again)


@contact_app.callback()
@takes_settings()
def contact(settings: Settings) -> None:
    """Sổ địa chỉ thư của đơn vị và lãnh đạo, để nhắc việc; không ai xem được qua API.

    The address book of units and leaders, for reminders; the API never shows it.
    """


@contact_app.command("set", cls=line.Command)
@takes_settings_of_family()
def set_one(
    settings: Settings,
    whom: Whom,
    address: Annotated[str, typer.Argument(metavar="ĐỊA_CHỈ", help="Địa chỉ thư. E-mail.")],
    place: line.Place = None,
) -> None:
    """Ghi một địa chỉ; một nơi có thể có nhiều địa chỉ.

    Keep an address; there may be several of one.
    """
    set_address(settings, whom, place, address)


@contact_app.command("remove", cls=line.Command)
@takes_settings_of_family()
def remove(
    settings: Settings,
    whom: Whom,
    address: Annotated[
        str | None, typer.Argument(metavar="ĐỊA_CHỈ", help="Bỏ trống: mọi địa chỉ. All if absent.")
    ] = None,
    place: line.Place = None,
) -> None:
    """Xóa một địa chỉ, hoặc mọi địa chỉ của một nơi.

    Forget one address or all of somebody.
    """
    remove_address(settings, whom, place, address)


@contact_app.command("list", cls=line.Command)
@takes_settings_of_family()
def show(settings: Settings) -> None:
    """In sổ địa chỉ.

    Print the address book.
    """
    list_addresses(settings)
