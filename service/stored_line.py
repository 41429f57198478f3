"""The command line of ``daumoi original`` and ``daumoi audit``: words and options."""

import typer

from service import command_line as line
from service.audit_command import audit_stored
from service.options import takes_settings
from service.settings import Settings
from service.stored_command import write_original


@takes_settings()
def original(
    settings: Settings,
    plan: line.OnePlan,
    output: line.OriginalOutput = None,
) -> None:
    """Lấy lại tệp gốc của một văn bản đã nạp, đúng từng byte; không ghi đè tệp đã có.

    Write the file that a document was read from; nothing is written over.
    """
    write_original(settings, plan, output)


@takes_settings()
def audit(settings: Settings) -> None:
    """Kiểm tra nhật ký thay đổi: mã thoát 0 khi nguyên vẹn, 4 khi đứt.

    Check the chain of changes; exit code 4 where it breaks.
    """
    raise typer.Exit(audit_stored(settings))
