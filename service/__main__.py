"""The ``daumoi`` command: read, load, review, report, collect, audit, serve, token and their like.

Exit codes: 0 done; 1 a fault of ours; 2 a wrong command line, setting or file; 3 loaded in part;
4 a chain of changes that breaks; 130 stopped by a signal (a service that is stopped has done its
work: 0).
"""

import sys
import traceback
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from graph_schema.errors import DauMoiError
from service import command_line as line
from service.audit_command import audit_stored
from service.commands import load_paths, reread_stored, serve_paths
from service.console import fault_sentence, print_error, print_line, speak_utf8, write_answer
from service.live_line import calendar_app, webhook_app
from service.options import settings_of
from service.read_command import Form, read_path
from service.reminders.letter_line import letter_app
from service.reminders.line import contact_app, remind_command
from service.reports.check_line import check
from service.reports.collect_command import collect_lists, collecting
from service.reports.command import day_of
from service.reports.draft_line import draft
from service.reports.line import report_app
from service.reports.stats import stats
from service.review_line import review_app
from service.running import Stopped
from service.schema import build_schema, schema_text
from service.stored_command import write_original
from service.token_command import token_app

EXIT_FAULT = 1
EXIT_REFUSED = 2
EXIT_STOPPED = 130

app = typer.Typer(
    cls=line.Group,
    name="daumoi",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help=(
        "Đầu Mối: ai chịu trách nhiệm việc gì, trong mọi kế hoạch và cơ quan.\n\n"
        "Who answers for what, across plans and agencies."
    ),
    epilog=(
        "Mã thoát: 0 xong; 1 lỗi nội bộ; 2 dòng lệnh, thiết đặt hoặc tệp sai; 3 chỉ nạp được một "
        "phần; 4 nhật ký bị đứt; 130 bị dừng giữa chừng."
    ),
)


app.add_typer(review_app, name="review")
app.add_typer(calendar_app, name="calendar")
app.add_typer(webhook_app, name="webhook")
app.add_typer(contact_app, name="contact")
app.add_typer(letter_app, name="letter")
app.command("remind", cls=line.Command)(remind_command)
app.add_typer(report_app, name="report")
report_app.command(cls=line.Command)(draft)
app.add_typer(token_app, name="token")
app.command(cls=line.Command)(stats)
app.command(cls=line.Command)(check)


def _print_version(wanted: bool) -> None:
    if wanted:
        write_answer(f"daumoi {package_version('daumoi')}\n".encode())
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Hiện phiên bản. Show the version.",
        ),
    ] = False,
) -> None:
    """Hold the options of the program itself; its help stands with ``app``."""


@app.command(cls=line.Command)
def read(
    files: line.Files,
    json: Annotated[
        bool,
        typer.Option("--json", help="In bản đọc dạng JSON. Print the record as JSON."),
    ] = False,
    html: Annotated[
        bool,
        typer.Option(
            "--html",
            help="Ra một trang HTML: nguyên văn, tô những gì đã đọc. A page to check it by.",
        ),
    ] = False,
    unread: Annotated[
        bool,
        typer.Option(
            "--unread",
            help="Chỉ in những dòng chưa đọc được, của một hay nhiều tệp. Only what was not read.",
        ),
    ] = False,
    output: line.Output = None,
    ocr: line.Ocr = False,
) -> int:
    """Đọc một văn bản và in những gì đọc được, không động tới cơ sở dữ liệu.

    Read one document and print its record, without a database.
    """
    return read_path(files, Form.chosen(json=json, html=html, unread=unread), output, ocr=ocr)


@app.command(cls=line.Command)
def load(
    paths: line.SomePaths,
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
    ocr: line.Ocr = False,
) -> int:
    """Nạp tệp và thư mục vào cơ sở dữ liệu; tệp hỏng không cản tệp khác.

    Load files and folders; one bad file does not stop the others.

    Mã thoát (exit code): 0 nạp được tất cả; 3 có tệp bị từ chối; 2 không nạp được tệp nào.
    """
    settings = settings_of(
        data_folder=data_folder,
        database_uri=database_uri,
        database_user=database_user,
        database_name=database_name,
        database_password_file=database_password_file,
        ocr=ocr or None,
    )
    return load_paths(settings, paths)


@app.command(cls=line.Command)
def reread(
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
    ocr: line.Ocr = False,
) -> int:
    """Đọc lại các văn bản đã lưu sau khi cập nhật chương trình; những gì đã sửa vẫn giữ.

    Read stored documents anew after an update; corrections stay.
    """
    return reread_stored(
        settings_of(
            data_folder=data_folder,
            database_uri=database_uri,
            database_user=database_user,
            database_name=database_name,
            database_password_file=database_password_file,
            ocr=ocr or None,
        )
    )


@app.command(cls=line.Command)
def collect(
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
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
) -> int:
    """Nhận lại danh mục nhiệm vụ đơn vị đã điền; không ghi đè điều đã đổi trong kho.

    Take lists back that units filled in; nothing is overwritten silently.

    Mã thoát (exit code): 0 mọi dòng đều được; 2 có dòng không ghi được.
    """
    settings = settings_of(
        data_folder=data_folder,
        database_uri=database_uri,
        database_user=database_user,
        database_name=database_name,
        database_password_file=database_password_file,
    )
    day = day_of(on) if on else None
    return collect_lists(settings, collecting(files, day, author, apply=apply))


@app.command(cls=line.Command)
def original(
    plan: line.OnePlan,
    output: line.OriginalOutput = None,
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
) -> None:
    """Lấy lại tệp gốc của một văn bản đã nạp, đúng từng byte; không ghi đè tệp đã có.

    Write the file that a document was read from; nothing is written over.
    """
    settings = settings_of(
        data_folder=data_folder,
        database_uri=database_uri,
        database_user=database_user,
        database_name=database_name,
        database_password_file=database_password_file,
    )
    write_original(settings, plan, output)


@app.command(cls=line.Command)
def audit(
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
) -> None:
    """Kiểm tra nhật ký thay đổi: mã thoát 0 khi nguyên vẹn, 4 khi đứt.

    Check the chain of changes; exit code 4 where it breaks.
    """
    settings = settings_of(
        data_folder=data_folder,
        database_uri=database_uri,
        database_user=database_user,
        database_name=database_name,
        database_password_file=database_password_file,
    )
    raise typer.Exit(audit_stored(settings))


@app.command(cls=line.Command)
def serve(
    paths: line.AnyPaths = None,
    host: line.Host = None,
    port: line.Port = None,
    workers: line.Workers = None,
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
    ocr: line.Ocr = False,
) -> None:
    """Nạp các văn bản được đưa vào rồi mở dịch vụ GraphQL; Ctrl+C để dừng (mã thoát 0).

    Load the documents given, then serve GraphQL; Ctrl+C ends it (exit code 0).
    """
    settings = settings_of(
        host=host,
        port=port,
        workers=workers,
        data_folder=data_folder,
        database_uri=database_uri,
        database_user=database_user,
        database_name=database_name,
        database_password_file=database_password_file,
        ocr=ocr or None,
    )
    serve_paths(settings, paths or [])


@app.command(cls=line.Command)
def schema() -> None:
    """In lược đồ GraphQL (SDL).

    Print the GraphQL schema in its own language.
    """
    write_answer(schema_text(build_schema()).encode())


@app.command(cls=line.Command)
def version() -> None:
    """Hiện phiên bản.

    Show the version.
    """
    _print_version(True)


def run_command(arguments: list[str]) -> int:
    """Run one command line to its exit code; whatever goes wrong is one sentence to stderr."""
    try:
        return app(arguments, prog_name="daumoi", standalone_mode=False) or 0
    except DauMoiError as error:
        print_error(error.sentence)
        return EXIT_REFUSED
    except TyperException as error:
        print_error(line.usage_sentence(error))
        return EXIT_REFUSED
    except (Stopped, KeyboardInterrupt):
        print_line("Đã dừng.")
        return EXIT_STOPPED
    except Exception:
        print_error(fault_sentence(traceback.format_exc()))
        return EXIT_FAULT


def main() -> None:
    """The console script."""
    speak_utf8()
    line.speak_vietnamese()
    sys.exit(run_command(sys.argv[1:] or ["--help"]))


if __name__ == "__main__":
    main()
