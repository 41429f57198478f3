"""The words and options of the command line: Vietnamese first, a short English line after."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from graph_schema.errors import BadSetting


def path_of(words: str) -> Path:
    """A path as it is given; whether it is there is told by the program, in its own sentence."""
    if not words.strip():
        raise BadSetting("Có một đường dẫn để trống; hãy đưa tên tệp hoặc thư mục.")
    return Path(words)


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="TỆP",
        parser=path_of,
        help="Văn bản; với --unread: nhiều tệp, thư mục. A document; several with --unread.",
    ),
]
_PATHS = "Tệp hoặc thư mục (đọc cả thư mục con). Files or folders, recursive."
SomePaths = Annotated[list[Path], typer.Argument(metavar="TỆP", parser=path_of, help=_PATHS)]
AnyPaths = Annotated[list[Path] | None, typer.Argument(metavar="TỆP", parser=path_of, help=_PATHS)]

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="TỆP",
        parser=path_of,
        help="Ghi ra tệp này, với --html hoặc --json. Write to this file.",
    ),
]
OnePlan = Annotated[
    str,
    typer.Argument(metavar="VĂN_BẢN", help="Mã, hoặc số và ký hiệu. Id, or number and symbol."),
]
OriginalOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="TỆP",
        readable=False,
        help="Ghi ra tệp này; mặc định: tên tệp lúc nạp, ở thư mục này. Write to this file.",
    ),
]
DataFolder = Annotated[
    Path | None,
    typer.Option(
        "--data-folder",
        parser=path_of,
        metavar="THƯ_MỤC",
        help="Nơi giữ dữ liệu, mặc định .data. Where data is kept. (DAUMOI_DATA_FOLDER)",
    ),
]
DatabaseUri = Annotated[
    str | None,
    typer.Option(
        "--database-uri",
        metavar="ĐỊA_CHỈ",
        help=(
            "Máy chủ Neo4j, thí dụ neo4j://localhost:7687; bỏ trống: cơ sở dữ liệu kèm theo. "
            "A Neo4j server; embedded without it. (DAUMOI_DATABASE_URI)"
        ),
    ),
]
DatabaseUser = Annotated[
    str | None,
    typer.Option(
        "--database-user",
        metavar="TÊN",
        help="Người dùng của Neo4j, mặc định neo4j. Its user. (DAUMOI_DATABASE_USER)",
    ),
]
DatabaseName = Annotated[
    str | None,
    typer.Option(
        "--database-name",
        metavar="TÊN",
        help="Tên cơ sở dữ liệu trên máy chủ. Its database. (DAUMOI_DATABASE_NAME)",
    ),
]
DatabasePasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--database-password-file",
        parser=path_of,
        metavar="TỆP",
        help="Tệp chỉ chứa mật khẩu. A file with its password. (DAUMOI_DATABASE_PASSWORD_FILE)",
    ),
]
Place = Annotated[
    str | None,
    typer.Option("--place", metavar="ĐỊA_BÀN", help="Địa bàn của đơn vị. Where the unit is."),
]
Ocr = Annotated[
    bool,
    typer.Option(
        "--ocr",
        help=(
            "Nhận dạng chữ của bản quét bằng ocrmypdf, kém chắc chắn hơn. Read scans. (DAUMOI_OCR)"
        ),
    ),
]
Host = Annotated[
    str | None,
    typer.Option(
        "--host",
        metavar="MÁY",
        help="Địa chỉ lắng nghe, mặc định 127.0.0.1. Address to listen on. (DAUMOI_HOST)",
    ),
]
Port = Annotated[
    str | None,
    typer.Option(
        "--port",
        metavar="CỔNG",
        help="Cổng lắng nghe, mặc định 8000. Port to listen on. (DAUMOI_PORT)",
    ),
]

Workers = Annotated[
    str | None,
    typer.Option(
        "--workers",
        metavar="SỐ",
        help="Số tiến trình phục vụ, mặc định 1 (Linux, macOS). Processes. (DAUMOI_WORKERS)",
    ),
]

_HELP = "Hiện trợ giúp này. Show this help."
_NEAR_OPTIONS = re.compile(r"No such option: (?P<wrong>\S+) \(Possible options: (?P<near>.+)\)")
# What the parser says of a wrong line, and how we say it.
_USAGE_ERRORS = (
    (r"No such option: (\S+)", r"Không có tùy chọn {0}"),
    (r"No such command '(.+?)'\..*", r"Không có lệnh {0}"),
    (r"Missing command\.?", r"Thiếu tên lệnh"),
    (r"Missing argument '?(.+?)'?\.", r"Thiếu {0}"),
    (r"Missing option '?(.+?)'?\.", r"Thiếu tùy chọn {0}"),
    (r"Option '(.+)' requires an argument\.?", r"Tùy chọn {0} thiếu giá trị"),
    (r"Option '(.+)' does not take a value\.?", r"Tùy chọn {0} không nhận giá trị"),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.+)\)", r"Thừa {0}"),
)


def usage_sentence(error: TyperException) -> str:
    """One Vietnamese sentence for a command line that the parser refuses."""
    said, remedy = error.format_message(), f"; xem {_command_of(error)} --help."
    if guess := _NEAR_OPTIONS.fullmatch(said):
        near = get_close_matches(guess["wrong"], guess["near"].split(", "), n=1, cutoff=0)
        return f"Không có tùy chọn {guess['wrong']}; có phải là {near[0]}?{remedy}"
    for pattern, words in _USAGE_ERRORS:
        if match := re.fullmatch(pattern, said, re.DOTALL):
            return words.format(*match.groups()) + remedy
    return f"Dòng lệnh sai ({said}){remedy}"


def _command_of(error: TyperException) -> str:
    """The command whose help tells what was wrong: "daumoi review correct"."""
    return str(getattr(getattr(error, "ctx", None), "command_path", "daumoi"))


def _in_vietnamese(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _HELP
    return option


class Command(TyperCommand):
    """A command whose help option is told in Vietnamese too."""

    # The base class names its context by a private type; typer hands out none but its own.
    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """The --help option with our words."""
        return _in_vietnamese(super().get_help_option(ctx))


class Group(TyperGroup):
    """The program, likewise."""

    # The base class names its context by a private type; typer hands out none but its own.
    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """The --help option with our words."""
        return _in_vietnamese(super().get_help_option(ctx))


def speak_vietnamese() -> None:
    """Give the help pages Vietnamese headings: the library has no other way to say them."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Đối số (arguments)"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn (options)"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh (commands)"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
