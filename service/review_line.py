"""The command line of ``daumoi review``: its words and options."""

import getpass
from typing import Annotated

import typer

from graph_schema.corrections import CorrectionKind, Part, ReviewKind
from graph_schema.errors import BadSetting
from loaders.corrected_values import FIELDS
from loaders.known_names import Names
from service import command_line as line
from service.corrections import Said, Wanted
from service.options import takes_settings, takes_settings_of_family
from service.review_command import (
    Listed,
    list_corrections,
    list_items,
    make_correction,
    make_merge,
    make_withdrawal,
    show,
    wanted_value,
)
from service.settings import Settings
from service.stored_command import list_parts

review_app = typer.Typer(cls=line.Group, pretty_exceptions_enable=False)

NodeId = Annotated[
    str,
    typer.Argument(metavar="MÃ", help="Mã mục soát, nhiệm vụ, chỉ tiêu, văn bản. Id of a node."),
]
_PARTS = (
    (Part.TASK, "nhiệm vụ"),
    (Part.TARGET, "chỉ tiêu"),
    (Part.REPORT, "báo cáo"),
    (Part.DOCUMENT, "văn bản"),
)
_FIELDS = "; ".join(f"{name}: {', '.join(FIELDS[part])}" for part, name in _PARTS) + "."
Reason = Annotated[
    str, typer.Option("--reason", metavar="LÝ_DO", help="Vì sao (bắt buộc). Why (required).")
]
Author = Annotated[
    str | None,
    typer.Option("--author", metavar="TÊN", help="Người sửa; mặc định: người dùng máy. Who."),
]
Unknown = Annotated[
    bool,
    typer.Option("--unknown", help="Tên chưa có trong kho; vẫn ghi. A name that nobody bears yet."),
]
AsJson = Annotated[bool, typer.Option("--json", help="In dạng JSON. Print JSON.")]


@review_app.callback(invoke_without_command=True)
@takes_settings()
def review(
    settings: Settings,
    context: typer.Context,
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan", metavar="MÃ", help="Chỉ một văn bản: mã, hoặc số và ký hiệu. One document."
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="LOẠI", help=f"Chỉ loại này: {', '.join(ReviewKind)}."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Cả những mục đã xử lý. Settled ones too.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Xem những chỗ cần soát lại, và sửa điều đã đọc sai; phép sửa được giữ qua mọi lần đọc lại.

    List what a person should look at; correct what was read.
    """
    if context.invoked_subcommand is None:
        list_items(settings, Listed(plan, _kinds(kind or []), every, json))


@review_app.command("show", cls=line.Command)
@takes_settings_of_family()
def show_one(settings: Settings, node: NodeId, json: AsJson = False) -> None:
    """Xem một mục soát, một phép sửa, một nhiệm vụ hay chỉ tiêu cùng những gì đã sửa ở đó.

    Show one thing with what was corrected of it.
    """
    show(settings, node, as_json=json)


@review_app.command("parts", cls=line.Command)
@takes_settings_of_family()
def show_parts(
    settings: Settings,
    plan: Annotated[
        str, typer.Argument(metavar="VĂN_BẢN", help="Mã, hoặc số và ký hiệu. Id or symbol.")
    ],
    json: AsJson = False,
) -> None:
    """Liệt kê mọi nhiệm vụ, chỉ tiêu, chế độ báo cáo của một văn bản với mã của chúng.

    List every part of a document with its id.
    """
    list_parts(settings, plan, as_json=json)


@review_app.command(cls=line.Command)
@takes_settings_of_family()
def corrections(
    settings: Settings,
    every: Annotated[
        bool, typer.Option("--all", help="Cả những phép đã rút. Withdrawn ones too.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Liệt kê các phép sửa.

    List the corrections.
    """
    list_corrections(settings, every=every, as_json=json)


@review_app.command(cls=line.Command)
@takes_settings_of_family()
def correct(
    settings: Settings,
    node: NodeId,
    field: Annotated[
        str, typer.Option("--field", metavar="TRƯỜNG", help=f"{_FIELDS} Which value.")
    ],
    reason: Reason,
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            metavar="GIÁ_TRỊ",
            help="Giá trị mới; nhiều tên: lặp lại hoặc ngăn bằng “;”. New value.",
        ),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="Là không có. There is none.")] = False,
    unknown: Unknown = False,
    author: Author = None,
) -> None:
    """Đặt lại một giá trị: thời hạn, nội dung, đơn vị chủ trì …

    Set a value.
    """
    wanted = wanted_value(node, field, value, none=none)
    make_correction(settings, wanted, _said(author, reason, new=unknown))


@review_app.command(cls=line.Command)
@takes_settings_of_family()
def split(
    settings: Settings,
    node: NodeId,
    part: Annotated[
        list[str],
        typer.Option("--part", metavar="NGUYÊN_VĂN", help="Một phần, từ hai phần. A slice."),
    ],
    reason: Reason,
    author: Author = None,
) -> None:
    """Tách một nhiệm vụ theo nguyên văn từng phần.

    Split a task into slices of its words.
    """
    wanted = Wanted(node, CorrectionKind.SPLIT_TASK, None, tuple(part))
    make_correction(settings, wanted, _said(author, reason))


@review_app.command(cls=line.Command)
@takes_settings_of_family()
def drop(settings: Settings, node: NodeId, reason: Reason, author: Author = None) -> None:
    """Bỏ một nhiệm vụ, chỉ tiêu hay chế độ báo cáo đọc nhầm.

    Leave out what is none.
    """
    wanted = Wanted(node, CorrectionKind.DROP)
    make_correction(settings, wanted, _said(author, reason))


@review_app.command(cls=line.Command)
@takes_settings_of_family()
def owner(
    settings: Settings,
    node: NodeId,
    who: Annotated[
        str, typer.Argument(metavar="AI", help="Đơn vị, hoặc “Họ tên, chức vụ”. Unit or person.")
    ],
    reason: Reason,
    unknown: Unknown = False,
    author: Author = None,
) -> None:
    """Nêu đơn vị hoặc người chịu trách nhiệm về một chỉ tiêu.

    Name who answers for a target.
    """
    wanted = Wanted(node, CorrectionKind.NAME_OWNER, None, (who,))
    make_correction(settings, wanted, _said(author, reason, new=unknown))


@review_app.command(cls=line.Command)
@takes_settings_of_family()
def confirm(settings: Settings, node: NodeId, reason: Reason, author: Author = None) -> None:
    """Xác nhận một mục soát là đúng, không phải sửa.

    A review item is right as it is.
    """
    wanted = Wanted(node, CorrectionKind.CONFIRM)
    make_correction(settings, wanted, _said(author, reason))


@review_app.command("merge-unit", cls=line.Command)
@takes_settings_of_family()
def merge_unit(
    settings: Settings,
    unit: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Mã hoặc tên. Id or name.")],
    into: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ_NHẬN", help="Mã hoặc tên. Id or name.")],
    reason: Reason,
    author: Author = None,
) -> None:
    """Gộp một đơn vị vào đơn vị khác: hai tên của cùng một đơn vị.

    Say that one unit is another.
    """
    make_merge(settings, unit, into, _said(author, reason))


@review_app.command("withdraw", cls=line.Command)
@takes_settings_of_family()
def withdraw_one(settings: Settings, node: NodeId, reason: Reason, author: Author = None) -> None:
    """Rút một phép sửa; nó vẫn được ghi lại.

    Take a correction back; it stays on record.
    """
    make_withdrawal(settings, node, _said(author, reason))


def _said(author: str | None, reason: str, *, new: bool = False) -> Said:
    return Said(author or getpass.getuser(), reason, names=Names(new))


def _kinds(names: list[str]) -> tuple[ReviewKind, ...]:
    found = [name.upper().replace("-", "_") for name in names]
    for name in found:
        if name not in set(ReviewKind):
            raise BadSetting(f"Không có loại {name}: hãy chọn một trong {', '.join(ReviewKind)}.")
    return tuple(ReviewKind(name) for name in found)
