"""Reading one file: a record, or the reason why there is none."""

import os
import re
import traceback
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import DauMoiError, UnreadableDocument
from graph_schema.model import PlanRecord
from loaders.lines import Extract
from loaders.plan import read_extract
from loaders.source import extract
from service.documents import read_bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reader's own sentence about a document that it will not read."""

    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the reader itself, with the details for the log."""

    details: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A record beside the lines that it was read from, which know their pages."""

    record: PlanRecord
    extract: Extract


Answer = PlanRecord | Refusal | Fault

_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*["}]')


def read_document(path: Path, *, ocr: bool = False) -> PlanRecord:
    """Read one file to its record; one that is no document of an agency is refused."""
    return read_with_lines(path, ocr=ocr).record


def read_with_lines(path: Path, *, ocr: bool = False) -> Reading:
    """The same, with the lines of the document beside its record."""
    content = read_bytes(path)
    if _JSON.match(content):
        raise UnreadableDocument(
            f"{path.name}: Tệp là dữ liệu JSON (như daumoi read --json in ra), không phải văn bản; "
            "hãy đưa văn bản gốc."
        )
    name = os.fsencode(path.name).decode("utf-8", "replace")
    found = extract(content, name, ocr=ocr)
    record = read_extract(found, content, name)
    if _says_nothing(record):
        raise UnreadableDocument(
            f"{path.name}: Không phải kế hoạch hay văn bản chỉ đạo: không thấy tên loại, số ký "
            "hiệu, trích yếu, cũng không thấy nhiệm vụ nào; hãy kiểm tra lại tệp."
        )
    return Reading(record, found)


def _says_nothing(record: PlanRecord) -> bool:
    frame = record.document
    named = frame.kind or frame.symbol or frame.title
    return not (named or record.tasks or record.targets or record.reports)


def answer(path: Path, *, ocr: bool = False) -> Answer:
    """What reading a file comes to; nothing escapes, a fault is an answer too."""
    try:
        return read_document(path, ocr=ocr)
    except DauMoiError as error:
        return Refusal(error.sentence, error.code)
    except Exception:
        return Fault(traceback.format_exc())
