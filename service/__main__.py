"""The ``daumoi`` command: read, load, review, report, collect, audit, serve, token and their like.

Exit codes: 0 done; 1 a fault of ours; 2 a wrong command line, setting or file; 3 loaded in part;
4 a chain of changes that breaks; 130 stopped by a signal (a service that is stopped has done its
work: 0).
"""

import sys
import traceback
from importlib.metadata import version as package_version
from typing import Annotated

import typer
from typer.exceptions import TyperException

from graph_schema.errors import DauMoiError
from service import command_line as line
from service.console import fault_sentence, print_error, print_line, speak_utf8, write_answer
from service.program import Program
from service.running import Stopped

EXIT_FAULT = 1
EXIT_REFUSED = 2
EXIT_STOPPED = 130

app = typer.Typer(
    cls=Program,
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
