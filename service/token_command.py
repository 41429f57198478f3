"""`daumoi token`: API keys made, listed and taken back, by whoever may open the database."""

from typing import Annotated

import typer

from graph_schema.callers import Role, Secrecy
from graph_schema.errors import BadSetting
from graph_schema.vietnamese import search_key
from queries.keys import ApiKey, find_keys
from service import command_line as line
from service.api_keys import BELIEVED_SECONDS, Wanted, make_key, take_back
from service.asking import in_store
from service.console import print_line, write_answer
from service.options import takes_settings, takes_settings_of_family
from service.settings import Settings

token_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False)

_MOST_DAYS = 3650
_LEVELS = {
    "khong": Secrecy.OPEN,
    "mat": Secrecy.SECRET,
    "toi-mat": Secrecy.TOP_SECRET,
    "tuyet-mat": Secrecy.MOST_SECRET,
}


@token_app.callback()
@takes_settings()
def token(settings: Settings) -> None:
    """Tạo, xem, thu hồi khóa API của chế độ phục vụ nhiều người (DAUMOI_MODE=served).

    Make, list and revoke API keys for the served mode.
    """


@token_app.command("create", cls=line.Command)
@takes_settings_of_family()
def create(
    settings: Settings,
    name: Annotated[
        str, typer.Option("--name", metavar="TÊN", help="Người dùng khóa. Who uses it.")
    ],
    role: Annotated[
        str,
        typer.Option("--role", metavar="VAI_TRÒ", help=f"Một trong: {', '.join(Role)}. The role."),
    ] = str(Role.READER),
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="MÃ", help="Mã đơn vị của cán bộ. The officer's unit."),
    ] = None,
    clearance: Annotated[
        str,
        typer.Option(
            "--clearance", metavar="ĐỘ_MẬT", help=f"Được xem tới: {', '.join(_LEVELS)}. Clearance."
        ),
    ] = "khong",
    days: Annotated[
        int, typer.Option("--days", min=1, max=_MOST_DAYS, help="Hạn dùng, ngày. Days it holds.")
    ] = 365,
) -> None:
    """Tạo một khóa và in ra đúng một lần; kho chỉ giữ mã băm.

    Make a key; it is printed once, the store keeps its hash.
    """
    if role not in list(Role):
        raise BadSetting(f"--role = {role!r} không dùng được: hãy chọn {', '.join(Role)}.")
    level = _LEVELS.get(search_key(clearance).replace(" ", "-"))
    if level is None:
        raise BadSetting(
            f"--clearance = {clearance!r} không dùng được: hãy chọn {', '.join(_LEVELS)}."
        )
    wanted = Wanted(name, Role(role), tuple(dict.fromkeys(unit or ())), level, days)
    identity, shown = in_store(settings, lambda store: make_key(store, wanted))
    print_line(f"Đã tạo khóa {identity} cho {wanted.name}. Hãy cất ngay: khóa chỉ in ra lần này.")
    write_answer(f"{shown}\n".encode())


@token_app.command("list", cls=line.Command)
@takes_settings_of_family()
def list_all(settings: Settings) -> None:
    """Liệt kê mọi khóa: ai dùng, vai trò, hạn, lần dùng gần nhất; không in khóa.

    List the keys, never the keys themselves.
    """
    keys = in_store(settings, lambda store: find_keys(store.read))
    lines = [_told(key) for key in keys] or ["Chưa có khóa nào: hãy tạo bằng daumoi token create."]
    write_answer("".join(f"{told}\n" for told in lines).encode())


@token_app.command("revoke", cls=line.Command)
@takes_settings_of_family()
def revoke(
    settings: Settings,
    identity: Annotated[
        str, typer.Argument(metavar="MÃ", help="Mã khóa, như daumoi token list in ra. Its id.")
    ],
) -> None:
    """Thu hồi một khóa, không lấy lại được.

    Revoke a key for good.
    """
    if not in_store(settings, lambda store: take_back(store, identity)):
        raise BadSetting(f"Không có khóa nào mang mã {identity}: hãy xem daumoi token list.")
    print_line(
        f"Đã thu hồi khóa {identity}; dịch vụ đang chạy ngừng nhận trong {BELIEVED_SECONDS:g} giây."
    )


def _told(key: ApiKey) -> str:
    parts = [key.id, key.name, str(key.role), *sorted(key.units)]
    parts += [name for name, level in _LEVELS.items() if level and level is key.clearance]
    parts.append(f"hết hạn {key.expires[:10]}")
    parts.append(f"dùng {key.used[:13]}h" if key.used else "chưa dùng")
    if key.revoked:
        parts.append(f"đã thu hồi {key.revoked[:10]}")
    return " · ".join(parts)
