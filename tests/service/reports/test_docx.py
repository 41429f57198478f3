"""The letter, opened by another program: the form of Nghị định 30/2020/NĐ-CP."""

import io
import shutil
import zipfile
from dataclasses import replace

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length

from graph_schema.errors import BadSetting
from service.reports.docx import to_docx
from service.reports.letter import write_end
from service.reports.pdf import to_pdf
from service.reports.words import COLUMNS, title_of
from tests.service.reports.samples import HEAD, a_report

REPORT = a_report(40)


@pytest.fixture(scope="module")
def letter() -> Document:
    return docx.Document(io.BytesIO(to_docx(REPORT, HEAD)))


def test_the_head_is_that_of_the_decree(letter: Document) -> None:
    left, right = letter.tables[0].rows[0].cells
    assert [line for line in left.text.split("\n") if line] == [
        "ỦY BAN NHÂN DÂN PHƯỜNG BẾN SAO",
        "PHÒNG KINH TẾ",
        "Số:         /BC-PKT",
    ]
    nation, motto, _, day = right.text.split("\n")
    assert nation == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto == "Độc lập - Tự do - Hạnh phúc"
    assert day.startswith("Bến Sao, ngày ")
    assert right.paragraphs[3].runs[0].italic
    bold = {p.text: p.runs[0].bold for c in (left, right) for p in c.paragraphs if p.runs}
    assert bold["PHÒNG KINH TẾ"]
    assert bold[nation]
    assert bold[motto]
    assert not bold["ỦY BAN NHÂN DÂN PHƯỜNG BẾN SAO"]


def test_kind_and_title_stand_under_the_head(letter: Document) -> None:
    first = [paragraph for paragraph in letter.paragraphs if paragraph.text][:2]
    assert [paragraph.text for paragraph in first] == [
        "BÁO CÁO",
        "Kết quả thực hiện nhiệm vụ được giao của Phòng Kinh tế, phường Bến Sao năm 2026",
    ]
    assert all(paragraph.runs[0].bold for paragraph in first)


def _millimetres(*lengths: Length | None) -> list[int]:
    return [round(length.mm) for length in lengths if length is not None]


def test_the_letter_is_upright_and_its_lists_lie_on_wide_paper(letter: Document) -> None:
    upright, wide = letter.sections
    assert _millimetres(upright.page_width, upright.page_height) == [210, 297]
    assert _millimetres(upright.top_margin, upright.bottom_margin) == [20, 20]
    assert _millimetres(upright.left_margin, upright.right_margin) == [30, 15]
    assert wide.orientation is WD_ORIENT.LANDSCAPE
    assert _millimetres(wide.page_width, wide.page_height) == [297, 210]


def test_room_is_left_to_sign(letter: Document) -> None:
    left, right = letter.tables[2].rows[0].cells
    assert left.text.split("\n") == [
        "Nơi nhận:",
        "- UBND phường;",
        "- Văn phòng HĐND và UBND phường;",
        "- Lưu: VT.",
    ]
    assert right.text.split("\n") == ["TRƯỞNG PHÒNG", "", "", "", "", "(Họ và tên)"]


def test_the_appendices_hold_the_25_columns_and_every_task(letter: Document) -> None:
    lists = letter.tables[3:]
    heads = [[cell.text for cell in table.rows[0].cells] for table in lists]
    assert {head for row in heads for head in row} == {column.head for column in COLUMNS}
    for table in lists:
        first = [row.cells[0].text for row in table.rows]
        assert [text for text in first if text.isdecimal()] == [str(n) for n in range(1, 41)]
        mark = table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        assert mark is not None


def test_every_printed_word_is_in_times_new_roman(letter: Document) -> None:
    for style in ("Normal", "OBang", "DauBang", "DongNhom"):
        fonts = letter.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:cs")) == "Times New Roman"
    assert not list(letter.element.iter(qn("w:rFonts")))


def test_the_same_report_gives_the_same_bytes_whatever_the_hour() -> None:
    first = to_docx(REPORT, HEAD)
    assert first == to_docx(a_report(40), HEAD)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}


def test_letters_that_xml_cannot_hold_do_not_break_the_file() -> None:
    report = a_report(1)
    part = report.parts[0]
    row = type(part.rows[0])(text="a\x00b\x0bc\ud800d", id="task_1", result="<b>&\nhai dòng")
    odd = type(report)("unit", "A", "", 2026, report.as_of, (type(part)("K\x01", "p", (row,)),))
    found = docx.Document(io.BytesIO(to_docx(odd, HEAD))).tables[3].rows[2].cells
    assert found[1].text.startswith("a")
    assert found[11].text == "<b>&\nhai dòng"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_pdf_has_the_pages_of_the_letter() -> None:
    pages = pypdfium2.PdfDocument(to_pdf(to_docx(a_report(6), HEAD), 6))
    first = pages[0].get_textpage().get_text_range()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    widths = [page.get_size()[0] > page.get_size()[1] for page in pages]
    assert widths[0] is False
    assert widths[-1] is True


def test_without_libreoffice_a_pdf_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadSetting, match=r"không có LibreOffice.*docx"):
        to_pdf(b"", 0)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Kế hoạch 27/KH-UBND: Giảm nghèo năm 2026", "Kế hoạch 27/KH-UBND: Giảm nghèo năm 2026"),
        ("Kế hoạch 9: Giảm nghèo năm 2025", "Kế hoạch 9: Giảm nghèo năm 2025 năm 2026"),
        ("Kế hoạch 8/KH-UBND: Giảm nghèo", "Kế hoạch 8/KH-UBND: Giảm nghèo năm 2026"),
    ],
)  # fmt: skip
def test_a_title_says_its_year_once(subject: str, title: str) -> None:
    report = replace(REPORT, kind="plan", subject=subject, place="", year=2026)
    assert title_of(report) == f"Kết quả thực hiện {title}"


@pytest.mark.parametrize(
    ("recipients", "last"),
    [
        (("UBND phường", "Lưu: VT."), ["- UBND phường;", "- Lưu: VT."]),
        (("UBND phường", "- Lưu VT, KT"), ["- UBND phường;", "- Lưu VT, KT."]),
        (("UBND phường",), ["- UBND phường;", "- Lưu: VT."]),
        (("Lưu Văn An", "– Lưu : VT."), ["- Lưu Văn An;", "- Lưu : VT."]),
        (("Lưu: VT", "Lưu: Hồ sơ"), ["- Lưu: Hồ sơ;", "- Lưu: VT."]),
    ],
)
def test_the_copy_that_is_kept_is_named_once(recipients: tuple[str, ...], last: list[str]) -> None:
    document = docx.Document()
    write_end(document, replace(HEAD, recipients=recipients))
    told = [paragraph.text for paragraph in document.tables[-1].rows[0].cells[0].paragraphs]
    assert [line for line in told if line][1:] == last
