"""Reports of periods: frozen into a file, and held against one that was frozen before."""

from dataclasses import replace
from pathlib import Path

from graph_schema.errors import BadSetting
from service.documents import why
from service.reports.compare import compare
from service.reports.model import ReportTable
from service.reports.snapshot import Frozen, freeze, from_file, scope_of, to_file


def read_frozen(path: Path) -> Frozen:
    """A frozen report from its file."""
    try:
        return from_file(path.read_bytes(), str(path))
    except OSError as error:
        raise BadSetting(f"Không đọc được {path}: {why(error)}.") from error


def write_frozen(report: ReportTable, path: Path) -> None:
    """Freeze a report; what is frozen is never written over."""
    try:
        with path.open("xb") as file:
            file.write(to_file(freeze(report)))
    except OSError as error:
        raise BadSetting(f"Không ghi được {path}: {why(error, writing=True)}.") from error


def beside(report: ReportTable, before: Frozen | None) -> ReportTable:
    """The report with what changed since; two of different scope or year are not compared."""
    if before is None:
        return report
    if before.scope != scope_of(report):
        raise BadSetting(
            f"Bản chốt {before.id} là của “{before.subject}”, không cùng phạm vi với báo cáo này."
        )
    if before.year != report.year:
        raise BadSetting(
            f"Bản chốt {before.id} là của năm {before.year}, báo cáo này của năm {report.year}: "
            f"hãy thêm --year {before.year}, hoặc so với bản chốt của năm {report.year}."
        )
    if before.as_of > report.as_of:
        raise BadSetting(
            f"Bản chốt {before.id} tính đến {before.as_of}, sau ngày của báo cáo này "
            f"({report.as_of}): hãy so với kỳ trước."
        )
    return replace(report, comparison=compare(report.rows, before))
