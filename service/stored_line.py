"""The command line of ``daumoi original`` and ``daumoi audit``: words and options."""

import typer

from service import command_line as line
from service.audit_command import audit_stored
from service.options import settings_of
from service.stored_command import write_original


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
