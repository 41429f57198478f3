"""The command line of ``daumoi serve`` and ``daumoi schema``: words and options."""

from service import command_line as line
from service.console import write_answer
from service.options import takes_settings
from service.schema import build_schema, schema_text
from service.serve_command import serve_paths
from service.settings import Settings


@takes_settings("host", "port", "workers", "ocr")
def serve(
    settings: Settings,
    paths: line.AnyPaths = None,
) -> None:
    """Nạp các văn bản được đưa vào rồi mở dịch vụ GraphQL; Ctrl+C để dừng (mã thoát 0).

    Load the documents given, then serve GraphQL; Ctrl+C ends it (exit code 0).
    """
    serve_paths(settings, paths or [])


def schema() -> None:
    """In lược đồ GraphQL (SDL).

    Print the GraphQL schema in its own language.
    """
    write_answer(schema_text(build_schema()).encode())
