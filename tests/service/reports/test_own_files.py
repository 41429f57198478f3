"""What was exported is not taken for a plan when somebody loads it."""

import io
import shutil
from datetime import date

import docx
import pytest
from openpyxl import load_workbook

from graph_schema.errors import UnreadableDocument
from graph_schema.own_files import OWN_FILE
from loaders import read_plan
from service.reminders.letter import letter_docx
from service.reminders.stages import Party
from service.reports.collect_read import read_list
from service.reports.docx import to_docx
from service.reports.pdf import to_pdf
from service.reports.plain import to_markdown
from service.reports.xlsx import LIST, to_xlsx
from tests.service.command import SAMPLES
from tests.service.reports.samples import HEAD, a_report

REPORT = a_report(12)


def _saved_again(content: bytes) -> bytes:
    """The list as the unit's own program writes it."""
    book, target = load_workbook(io.BytesIO(content)), io.BytesIO()
    book[LIST].cell(7, 12).value = "Đã trình"
    book.save(target)
    return target.getvalue()


def _letter() -> bytes:
    return letter_docx(Party("u", "Phòng Kinh tế", "xã A"), (), date(2026, 11, 20), HEAD)


def _refused(content: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_plan(content, name)
    assert refused.value.sentence == (
        f"{name}: Tệp là báo cáo hoặc công văn do Đầu Mối lập, không phải kế hoạch, nên không nạp; "
        "danh mục đã điền thì nhận lại bằng daumoi collect; nếu là văn bản mới soạn trên tệp ấy "
        "thì xóa từ khóa “daumoi-bao-cao-xuat-ra” trong thuộc tính của tệp rồi nạp lại."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bc.docx", to_docx(REPORT, HEAD)),
        ("bc.xlsx", to_xlsx(REPORT)),
        ("da-dien.xlsx", _saved_again(to_xlsx(REPORT))),
        ("bc.md", to_markdown(REPORT)),
        ("cong-van.docx", _letter()),
    ],
)
def test_a_file_that_was_exported_is_refused_with_what_to_do(name: str, content: bytes) -> None:
    _refused(content, name)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_exported_pdf_is_refused_too() -> None:
    _refused(to_pdf(to_docx(REPORT, HEAD), 12), "bc.pdf")


def test_a_filled_in_list_is_still_taken_in() -> None:
    assert len(read_list(_saved_again(to_xlsx(REPORT)), "da-dien.xlsx")) == 12


def test_a_plan_that_speaks_of_such_files_or_has_other_keywords_is_read() -> None:
    target = io.BytesIO()
    plan = docx.Document(str(SAMPLES / "kh-63-ben-sao.docx"))
    plan.core_properties.keywords = "kế hoạch, báo cáo"
    plan.add_paragraph(f"Tệp {OWN_FILE} là báo cáo.")
    plan.save(target)
    assert read_plan(target.getvalue(), "kh.docx").tasks
