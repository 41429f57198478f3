import base64
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders import caps
from loaders.legible import check_legible
from loaders.source import extract
from tests.loaders.office_files import docx_of, paragraph, zip_of
from tests.loaders.pdf_files import Words, pdf_of
from tests.loaders.test_xlsx import book, saved

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAN = "Kế hoạch của Ủy ban nhân dân phường về công tác năm 2026. "


def workbook() -> bytes:
    made, sheet = book()
    sheet["A1"] = "Nhiệm vụ"
    return saved(made)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (docx_of(paragraph("Kế hoạch")), WORD),
        (workbook(), SHEET),
        (b"<html><p>a</p></html>", "text/html"),
        (b"# a", "text/markdown"),
        (b"a", "text/plain"),
        (pdf_of([[Words(50, 700, "a")]]), "application/pdf"),
        (b"rubbish\n" + pdf_of([[Words(50, 700, "a")]]), "application/pdf"),
    ],
    ids=["docx", "xlsx", "html", "markdown", "text", "pdf", "pdf after rubbish"],
)
@pytest.mark.parametrize("name", ["kế hoạch.txt", "a.pdf", "không đuôi"])
def test_the_kind_is_told_by_the_bytes_and_never_by_the_name(
    content: bytes, media_type: str, name: str
) -> None:
    assert extract(content, name).media_type == media_type


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "rỗng"),
        (b" \r\n\0", "rỗng"),
        (b"\x89PNG\r\n\x1a\n" + b"a" * 99, "PNG"),
        (b"\xff\xd8\xff\xe0" + b"a" * 99, "JPEG"),
        (b"Rar!\x1a\x07" + b"a" * 99, "RAR"),
        (zip_of({"a.txt": "a"}), "không phải văn bản Word"),
        (zip_of({}), "không nhận ra|không phải"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (COMPOUND + b"a" * 600, "không phải văn bản Word"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\na", "không chứa trang nào"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_it_is(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"^tệp.bin: .*({reason})"):
        extract(content, "tệp.bin")


def test_a_file_over_the_cap_is_refused_before_anything_looks_inside() -> None:
    with pytest.raises(DocumentTooLarge, match="dung lượng"):
        extract(bytes(caps.MAX_BYTES + 1), "a")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a\u202egpj.docx", "agpj.docx"), ("a\nb\x1b[31m", "ab[31m"), ("", "(không tên)")],
)
def test_the_sentence_shows_the_name_without_characters_that_deceive(name: str, shown: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        extract(b"", name)
    assert refused.value.sentence.startswith(f"{shown}: ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp " * 10, "TCVN3"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM Ñoäc laäp " * 10, "VNI"),
        ("7ӵ GR +ҥQK SK~F .LӇP WUD YLӋF FKҩS KjQK " * 10, "Lớp chữ"),
        ("\ufffd\ufffdan \ufffdhân dân " * 30, "Lớp chữ"),
        ("(cid:12)(cid:13)(cid:14)a " * 100, "Lớp chữ"),
        ("a" + "\u0301" * 40, "chồng lên nhau"),
    ],
)
def test_the_wreck_of_a_font_is_no_text(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        check_legible(text)


@pytest.mark.parametrize(
    "text",
    [
        PLAN * 20,
        "PLAN of the province, without any accents. " * 20,
        "Céng hoµ",
        PLAN * 20 + "Ký hiệu α, β, Ω và 漢字.",
        PLAN * 20 + "\uf0b7 \uf0b7",
    ],
)
def test_text_that_can_be_read_passes(text: str) -> None:
    check_legible(text)


def word_file() -> bytes:
    document = Document()
    document.add_paragraph("Kế hoạch", style="List Number")
    document.add_paragraph("Phối hợp", style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_old_office_files_are_read_through_libreoffice(suffix: str, tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(word_file())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    found = extract((tmp_path / f"a.{suffix}").read_bytes(), "a")
    assert [line.text for line in found.lines] == ["1. Kế hoạch", "2. Phối hợp"]


def test_a_page_saved_with_its_pictures_in_one_file_is_read() -> None:
    page = "<html><p>K\u1ebf ho\u1ea1ch</p>".encode("utf-16")
    content = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b'Content-Type: text/html; charset="utf-16"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes(page)
        + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"
    )
    found = extract(content, "a.doc")
    assert (found.media_type, found.text) == ("text/html", "Kế hoạch")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_2003_xml_is_read_through_libreoffice() -> None:
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    content = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{space}"><w:body><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>'
        "</w:body></w:wordDocument>"
    )
    assert extract(content.encode(), "a.xml").text == "Kế hoạch"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_file_that_libreoffice_cannot_open_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="LibreOffice không mở được"):
        extract(COMPOUND + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000), "a.doc")


def test_without_libreoffice_an_old_file_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match=r"lưu thành \.docx"):
        extract(rb"{\rtf1 a}", "a.rtf")
