"""A report in the form that is asked for, under a name that every system takes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from graph_schema.vietnamese import search_key
from service.reports.docx import to_docx
from service.reports.letter import Letterhead
from service.reports.model import ReportTable
from service.reports.pdf import to_pdf
from service.reports.plain import to_csv, to_json, to_markdown
from service.reports.xlsx import to_xlsx

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAME_LETTERS = 80
_UNNAMED = re.compile(r"[^\w\s,.–-]+")


class Form(StrEnum):
    """The forms of a report."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    MD = "md"
    JSON = "json"


MEDIA_TYPES = {
    Form.XLSX: _SHEET,
    Form.DOCX: _WORD,
    Form.PDF: "application/pdf",
    Form.CSV: "text/csv; charset=utf-8",
    Form.MD: "text/markdown; charset=utf-8",
    Form.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report as a file."""

    content: bytes
    media_type: str
    name: str
    title: str
    """The name in Vietnamese letters."""


def draw(report: ReportTable, form: Form, head: Letterhead) -> Drawn:
    """The file of a report; the letterhead stands on what is signed."""
    title = " ".join(_UNNAMED.sub(" ", f"Báo cáo {report.subject} {report.as_of}").split())
    content = _draw(report, form, head)
    return Drawn(content, MEDIA_TYPES[form], f"{file_stem(report)}.{form}", f"{title}.{form}")


def _draw(report: ReportTable, form: Form, head: Letterhead) -> bytes:
    if form is Form.DOCX:
        return to_docx(report, head)
    if form is Form.PDF:
        return to_pdf(to_docx(report, head), len(report.rows))
    plain = {Form.XLSX: to_xlsx, Form.CSV: to_csv, Form.MD: to_markdown, Form.JSON: to_json}
    return plain[form](report)


def file_stem(report: ReportTable) -> str:
    """A file name of plain letters: ``bao-cao-phong-kinh-te-2026-12-31``."""
    words = (
        re.sub(r"[^a-z0-9]+", "-", search_key(report.subject)).strip("-")[:_NAME_LETTERS].strip("-")
    )
    return "-".join(part for part in ("bao-cao", words, report.as_of.isoformat()) if part)
