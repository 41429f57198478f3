"""The command line of ``daumoi serve`` and ``daumoi schema``: words and options."""

from service import command_line as line
from service.console import write_answer
from service.options import settings_of
from service.schema import build_schema, schema_text
from service.serve_command import serve_paths


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


def schema() -> None:
    """In lược đồ GraphQL (SDL).

    Print the GraphQL schema in its own language.
    """
    write_answer(schema_text(build_schema()).encode())
