"""The command lines of ``daumoi calendar`` and ``daumoi webhook``: their words and options."""

from typing import Annotated

import typer

from service import command_line as line
from service.calendar_command import tell_person, tell_unit
from service.options import takes_settings, takes_settings_of_family
from service.settings import Settings
from service.webhook_command import add_one, list_all, list_dead, remove_one, retry_one
from service.webhook_keeping import Asked

calendar_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False, no_args_is_help=True)
webhook_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False, no_args_is_help=True)

Name = Annotated[
    str, typer.Argument(metavar="TÊN", help="Tên đầy đủ hoặc mã. The full name, or the id.")
]
Base = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="ĐỊA_CHỈ",
        help="Địa chỉ mà người xem lịch mở dịch vụ. The address of the service, as others see it.",
    ),
]
WebhookId = Annotated[str, typer.Argument(metavar="MÃ", help="Mã webhook. Id of the webhook.")]


@calendar_app.callback()
@takes_settings()
def calendar(settings: Settings) -> None:
    """Lấy địa chỉ lịch (.ics) của một đơn vị hoặc một lãnh đạo.

    The address of a calendar feed.
    """


@calendar_app.command("unit", cls=line.Command)
@takes_settings_of_family()
def calendar_unit(
    settings: Settings, name: Name, place: line.Place = None, address: Base = None
) -> None:
    """Lịch của một đơn vị.

    The calendar of a unit.
    """
    tell_unit(settings, name, place, address)


@calendar_app.command("person", cls=line.Command)
@takes_settings_of_family()
def calendar_person(settings: Settings, name: Name, address: Base = None) -> None:
    """Lịch của một lãnh đạo.

    The calendar of a leader.
    """
    tell_person(settings, name, address)


@webhook_app.callback()
@takes_settings()
def webhook(settings: Settings) -> None:
    """Báo thay đổi cho hệ thống khác qua webhook có chữ ký; dịch vụ đang chạy sẽ gửi.

    Tell other systems of changes; the running service sends.
    """


@webhook_app.command("add", cls=line.Command)
@takes_settings_of_family()
def webhook_add(
    settings: Settings,
    url: Annotated[
        str, typer.Argument(metavar="ĐỊA_CHỈ", help="http://… hoặc https://… The receiver.")
    ],
    event: Annotated[
        list[str] | None,
        typer.Option("--event", help="taskChanged, documentLoaded, reminder; mặc định mọi loại."),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="MÃ", help="Chỉ việc của đơn vị. One unit.")
    ] = None,
    leader: Annotated[
        str | None, typer.Option("--leader", metavar="MÃ", help="Chỉ việc do người này chỉ đạo.")
    ] = None,
    plan: Annotated[
        list[str] | None, typer.Option("--plan", metavar="MÃ", help="Chỉ các kế hoạch. Some plans.")
    ] = None,
) -> None:
    """Thêm một nơi nhận; khóa ký chỉ in ra lần này.

    Add a receiver; its secret is shown once.
    """
    add_one(settings, Asked(url, tuple(event or ()), unit, leader, tuple(plan or ())))


@webhook_app.command("list", cls=line.Command)
@takes_settings_of_family()
def webhook_list(settings: Settings) -> None:
    """Liệt kê các nơi nhận và đã gửi tới đâu.

    List receivers.
    """
    list_all(settings)


@webhook_app.command("remove", cls=line.Command)
@takes_settings_of_family()
def webhook_remove(settings: Settings, identity: WebhookId) -> None:
    """Bỏ một nơi nhận.

    Remove a receiver.
    """
    remove_one(settings, identity)


@webhook_app.command("retry", cls=line.Command)
@takes_settings_of_family()
def webhook_retry(settings: Settings, identity: WebhookId) -> None:
    """Gửi ngay phần đang chờ và gửi lại những gì không tới.

    Send what waits at once, and what never arrived again.
    """
    retry_one(settings, identity)


@webhook_app.command("dead", cls=line.Command)
@takes_settings_of_family()
def webhook_dead(settings: Settings) -> None:
    """Liệt kê những gì không tới, sau mọi lần gửi lại.

    List what never arrived.
    """
    list_dead(settings)
