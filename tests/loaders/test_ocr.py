"""Scans are read when that is asked for: by real programs, less surely, from the file as it is."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from graph_schema.errors import ScannedDocument, UnreadableDocument
from loaders.ocr import OCR_CONFIDENCE, recognise
from loaders.outside import run_outside
from loaders.plan import read_extract
from loaders.source import extract
from tests.loaders.office_files import docx_of, paragraph
from tests.loaders.pdf_files import file_of, pdf_of, stream
from tests.processes import make_program

LINES = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG MỚI",
    "Số: 15/KH-UBND",
    "KẾ HOẠCH",
    "Sửa đường thôn năm 2026",
    "I. NHIỆM VỤ",
    "1. Phòng Kinh tế chủ trì, phối hợp với Công an xã",
    "rà soát các tuyến đường thôn trước ngày 30/6/2026.",
)
needs_ocr = pytest.mark.skipif(
    not (shutil.which("ocrmypdf") and shutil.which("tesseract")), reason="no ocrmypdf here"
)
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")


def _has_vietnamese() -> bool:
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return False
    listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, check=False)
    return b"vie" in listed.stdout.split()


def _scan(folder: Path) -> bytes:
    """A page of words as a picture: set by LibreOffice, drawn, and printed as nothing else."""
    source = folder / "plan.docx"
    source.write_bytes(docx_of("".join(map(paragraph, LINES))))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, timeout=60,
                   capture_output=True)  # fmt: skip
    page = pypdfium2.PdfDocument((folder / "plan.pdf").read_bytes())[0]
    drawn = page.render(scale=200 / 72, grayscale=True)
    rows = bytes(drawn.buffer)
    picture = b"".join(
        rows[row * drawn.stride : row * drawn.stride + drawn.width] for row in range(drawn.height)
    )
    shape = (
        f"/Type/XObject/Subtype/Image/Width {drawn.width}/Height {drawn.height}"
        "/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    page_of = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    return file_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: f"{page_of}/Resources<</XObject<</I1 5 0 R>>>>>>".encode(),
            4: stream(b"q 595 0 0 842 0 0 cm /I1 Do Q"),
            5: stream(picture, shape),
        }
    )


@needs_ocr
@needs_office
def test_a_scan_is_read_when_asked_and_every_value_is_less_sure(tmp_path: Path) -> None:
    if not _has_vietnamese():
        pytest.skip("no Vietnamese for Tesseract here")
    scan = _scan(tmp_path)
    with pytest.raises(ScannedDocument):
        extract(scan, "quét.pdf")
    found = extract(scan, "quét.pdf", ocr=True)
    record = read_extract(found, scan, "quét.pdf")
    assert record.source.content == scan
    assert record.source.text == found.text
    assert record.document.number == 15
    task = record.tasks[0]
    assert [unit.name for unit in task.lead] == ["Phòng Kinh tế"]
    assert task.due is not None
    assert task.due.code == "2026-06-30"
    quotes = [task.quote, task.lead[0].quote, *(f.quote for f in record.document.quotes)]
    assert {quote.confidence <= OCR_CONFIDENCE for quote in quotes} == {True}


def _blank_scan() -> bytes:
    return pdf_of([[]], picture=True)


def test_a_scan_is_refused_unless_asked_and_the_sentence_says_how_to_ask() -> None:
    with pytest.raises(ScannedDocument, match=r"bản quét.*trang 1.*--ocr"):
        extract(_blank_scan(), "quét.pdf")


def test_without_the_programs_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match=r"^quét\.pdf: .*apt install ocrmypdf") as refused:
        extract(_blank_scan(), "quét.pdf", ocr=True)
    assert "\n" not in refused.value.sentence


@pytest.mark.parametrize(
    ("tesseract", "ocrmypdf", "said"),
    [
        ("print('eng')", "", "chưa có tiếng Việt"),
        ("print('vie')", "raise SystemExit(6)", r"mã thoát 6"),
        ("print('vie')", "import sys; open(sys.argv[-1], 'wb').write(open(sys.argv[-2], 'rb')"
         ".read())", "không thấy chữ nào"),
    ],
)  # fmt: skip
def test_whatever_goes_wrong_outside_is_one_sentence(
    tesseract: str, ocrmypdf: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path, "tesseract", tesseract)
    make_program(tmp_path, "ocrmypdf", ocrmypdf)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match=said):
        extract(_blank_scan(), "quét.pdf", ocr=True)


def test_a_file_with_words_never_starts_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    found = extract("KẾ HOẠCH\nSửa đường".encode(), "kế hoạch.txt", ocr=True)
    assert not found.recognised


def test_a_program_outside_ends_with_its_clock_and_its_memory() -> None:
    begun = time.monotonic()
    assert run_outside([sys.executable, "-c", "import time; time.sleep(60)"], 0.5) is None
    assert time.monotonic() - begun < 30
    greedy = [sys.executable, "-c", "bytearray(1 << 30)"]
    assert run_outside(greedy, 30) == 0
    assert run_outside(greedy, 30, memory=1 << 29) == 1


@needs_ocr
def test_the_programs_own_failure_is_a_sentence() -> None:
    with pytest.raises(UnreadableDocument, match=r"không nhận dạng được|chưa có tiếng Việt"):
        recognise(b"%PDF-1.7 nothing")
