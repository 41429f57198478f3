"""The command line of ``daumoi read``: its words and options."""

from typing import Annotated

import typer

from service import command_line as line
from service.read_command import Form, read_path


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
