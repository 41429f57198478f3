"""Lists for other programs: CSV, Markdown, JSON."""

import csv
import io
import json

import pytest

from service.reports.model import ReportTable
from service.reports.plain import to_csv, to_json, to_markdown
from service.reports.render import file_stem
from tests.service.reports.samples import HOSTILE, a_report

REPORT = a_report(20)


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_cell_that_starts_like_a_formula_is_made_text_and_reads_back() -> None:
    rows = _read(to_csv(REPORT))
    at = rows[0].index("Kết quả")
    results = [row[at] for row in rows[1:]]
    assert all(result.startswith("'") for result in results)
    assert {result[1:] for result in results} == set(HOSTILE)


def test_a_csv_says_its_encoding_and_has_days_as_days() -> None:
    content = to_csv(REPORT)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = _read(content)
    assert len(rows) == 21
    assert {len(row) for row in rows} == {31}
    assert {row[6] for row in rows[1:]} == {"2026-03-16"}


def test_json_traces_each_figure_to_its_tasks() -> None:
    found = json.loads(to_json(REPORT))
    ids = found["tasksByStatus"]
    assert found["summary"]["assigned"] == sum(map(len, ids.values())) == 20
    assert len(ids["OPEN_OVERDUE"]) == found["summary"]["openOverdue"]
    listed = [task["id"] for plan in found["plans"] for task in plan["tasks"]]
    assert sorted(listed) == sorted(one for several in ids.values() for one in several)
    assert found["plans"][0]["tasks"][0]["assigned"] == "2026-03-16"


def test_markdown_keeps_words_words() -> None:
    page = to_markdown(REPORT).decode()
    assert page.startswith("# Kết quả thực hiện nhiệm vụ được giao của Phòng Kinh tế")
    assert page.count("\n| ") >= 20
    assert "=HYPERLINK" in page


@pytest.mark.parametrize("name", ["../../etc/passwd", "Phòng Kinh tế; rm -rf", "A\r\nB: c", "…"])
def test_the_name_of_a_file_holds_plain_letters_alone(name: str) -> None:
    stem = file_stem(ReportTable("unit", name, "", 2026, REPORT.as_of, ()))
    assert stem.startswith("bao-cao")
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
