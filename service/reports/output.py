"""Where a report goes: to a file, whole or not at all, never over another one unasked."""

import os
import tempfile
from pathlib import Path

from graph_schema.errors import BadSetting
from service.console import ERR, write_answer, write_lines
from service.documents import why
from service.reports.render import Drawn, Form

_PRINTED = (Form.CSV, Form.MD, Form.JSON)
_MODE = 0o644


def form_of(form: str | None, output: Path | None) -> Form:
    """The form that is asked for, or that the name of the file says; a workbook otherwise."""
    said = form or (output.suffix.lstrip(".").lower() if output else "") or Form.XLSX
    if said not in list(Form):
        raise BadSetting(
            f"Không có dạng {said!r}: hãy nêu --format, một trong {', '.join(Form)}, hoặc đặt đuôi "
            "tệp như thế."
        )
    return Form(said)


def check_output(output: Path | None, *, overwrite: bool) -> None:
    """Refuse before any work what could not be written after it."""
    if output is None:
        return
    if output.is_dir():
        raise BadSetting(f"--output {output} là thư mục; hãy đưa tên tệp.")
    if output.exists() and not overwrite:
        raise BadSetting(f"Đã có {output}, không ghi đè: hãy nêu tên khác hoặc thêm --overwrite.")
    if not output.parent.is_dir():
        raise BadSetting(f"Không có thư mục {output.parent} để ghi {output.name}.")


def write_report(drawn: Drawn, form: Form, output: Path | None, *, overwrite: bool) -> None:
    """Write the file; without a name, words go to stdout and other forms to a file named so."""
    if output is None and form in _PRINTED:
        write_answer(drawn.content)
        return
    write_file(drawn.content, output or Path(drawn.name), overwrite=overwrite)


def write_file(content: bytes, target: Path, *, overwrite: bool) -> None:
    """Write a whole file or none, and say so."""
    check_output(target, overwrite=overwrite)
    try:
        write_whole(target, content)
    except OSError as error:
        raise BadSetting(f"Không ghi được {target}: {why(error, writing=True)}.") from error
    write_lines([f"Đã ghi {target} ({len(content)} byte)."], ERR)


def write_whole(target: Path, content: bytes) -> None:
    """The whole file or none: it is made beside its place, then put there."""
    descriptor, name = tempfile.mkstemp(prefix=".daumoi-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, _MODE)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
