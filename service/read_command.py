"""``daumoi read``: what documents say, in the form that was asked for; no database is touched."""

import signal
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from graph_schema import json_text
from graph_schema.errors import BadSetting, DauMoiError
from loaders.plan import count_task_lines
from loaders.record_json import to_json
from service.console import OUT, print_error, write_answer
from service.documents import check_paths, find_documents, why
from service.reading import Reading, read_with_lines
from service.record_page import record_page
from service.record_view import print_record
from service.unread_view import UnreadReport, print_unread, print_unread_total
from service.unseen import in_ascii

ALL_READ, NOTHING_READ, PARTLY_READ = 0, 2, 3


class Form(Enum):
    """How a reading is shown."""

    TEXT = ""
    JSON = "--json"
    HTML = "--html"
    UNREAD = "--unread"

    @staticmethod
    def chosen(*, json: bool, html: bool, unread: bool) -> "Form":
        """The one form that the options ask for."""
        asked = ((json, Form.JSON), (html, Form.HTML), (unread, Form.UNREAD))
        forms = [form for wanted, form in asked if wanted]
        if len(forms) > 1:
            named = ", ".join(form.value for form in forms)
            raise BadSetting(f"Chỉ chọn được một trong {named}; hãy bỏ bớt.")
        return forms[0] if forms else Form.TEXT


def read_path(paths: Sequence[Path], form: Form, output: Path | None, *, ocr: bool) -> int:
    """Show what documents say, and tell by the exit code whether all of them could be read."""
    if hasattr(signal, "SIGPIPE"):  # `daumoi read … | head` ends as any program of a pipe does
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if output is not None and form not in (Form.JSON, Form.HTML):
        raise BadSetting("--output chỉ đi với --html hoặc --json; hãy thêm một trong hai.")
    if form is Form.UNREAD:
        return _show_unread(paths, ocr=ocr)
    _show(_only(paths), form, output, ocr=ocr)
    return ALL_READ


def _only(paths: Sequence[Path]) -> Path:
    if len(paths) > 1:
        rest = f"{paths[1]}" if len(paths) == 2 else f"{paths[1]} và {len(paths) - 2} tệp nữa"
        raise BadSetting(f"Thừa {rest}: daumoi read đọc một tệp (nhiều tệp: thêm --unread).")
    check_paths(paths)
    if paths[0].is_dir():
        raise BadSetting(f"{paths[0]} là thư mục; daumoi read đọc một tệp, hãy đưa tên tệp.")
    return paths[0]


def _show(path: Path, form: Form, output: Path | None, *, ocr: bool) -> None:
    if output is not None:
        _check_output(output, path)
    reading = read_with_lines(path, ocr=ocr)
    if form is Form.TEXT:
        print_record(reading.record, OUT)
    elif output is None:
        write_answer(_answer(reading, form))
    else:
        _write(output, _answer(reading, form))


def _answer(reading: Reading, form: Form) -> bytes:
    if form is Form.HTML:
        return record_page(reading.record, reading.extract.lines)
    return in_ascii(json_text.pretty(to_json(reading.record)))


def _check_output(output: Path, source: Path) -> None:
    if output.is_dir():
        raise BadSetting(f"--output {output} là thư mục; hãy đưa tên tệp.")
    if output.exists() and output.samefile(source):
        raise BadSetting(f"--output {output} chính là văn bản; hãy đưa tên tệp khác.")


def _write(output: Path, answer: bytes) -> None:
    try:
        output.write_bytes(answer)
    except OSError as error:
        raise BadSetting(
            f"Không ghi được --output {output}: {why(error, writing=True)}."
        ) from error


def _show_unread(paths: Sequence[Path], *, ocr: bool) -> int:
    """One file that cannot be read does not hide the others."""
    check_paths(paths)
    found = find_documents(paths)
    for refused in found.refused:
        print_error(f"{refused.path}: {refused.reason}")
    failed = len(found.refused)
    reports: list[UnreadReport] = []
    for path in found.files:
        try:
            reading = read_with_lines(path, ocr=ocr)
        except DauMoiError as error:
            print_error(error.sentence)
            failed += 1
            continue
        report = UnreadReport(path, reading.record, count_task_lines(reading.extract))
        print_unread(report, OUT)
        reports.append(report)
    if not found.files and not failed:
        raise BadSetting("Không có tệp nào để đọc trong " + ", ".join(map(str, paths)) + ".")
    if len(reports) > 1:
        print_unread_total(reports, OUT)
    if not failed:
        return ALL_READ
    return PARTLY_READ if reports else NOTHING_READ
