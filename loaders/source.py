"""Source: what kind of file this is, told by its bytes, and the reader that kind has."""

from collections.abc import Callable
from dataclasses import replace

from graph_schema.errors import ScannedDocument, UnreadableDocument
from loaders.caps import check_bytes
from loaders.docx import read_docx
from loaders.file_names import UNPRINTED
from loaders.html import is_html, read_html
from loaders.html_archive import is_archive, read_archive
from loaders.legible import IllegibleText, check_legible
from loaders.lines import Extract
from loaders.markdown import is_markdown, read_markdown
from loaders.ocr import recognise
from loaders.office import convert
from loaders.own_files import check_package, check_words
from loaders.package import main_part, open_package
from loaders.pdf import is_pdf, read_pdf
from loaders.text import decode, read_text
from loaders.xlsx import read_xlsx

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNSUPPORTED = (
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"II*\0", "ảnh TIFF"),
    (b"MM\0*", "ảnh TIFF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
)


def extract(content: bytes, file_name: str, *, ocr: bool = False) -> Extract:
    """The text and lines of a file; one that cannot be read whole is refused with the reason."""
    try:
        check_bytes(content)
        found = _read_scan(content) if ocr and is_pdf(content) else _read(content)
    except UnreadableDocument as error:
        name = UNPRINTED.sub("", file_name)[:120] or "(không tên)"
        raise type(error)(f"{name}: {error.sentence}") from error
    return found


def _read(content: bytes) -> Extract:
    found = _reader(content)(content)
    check_legible(found.text)
    return found


def _read_scan(content: bytes) -> Extract:
    """A PDF as it is where that can be read, else with words made out of its pictures."""
    try:
        return _read(content)
    except ScannedDocument:
        words = recognise(content)
    except IllegibleText:
        words = recognise(content, again=True)
    try:
        return replace(_read(words), recognised=True)
    except ScannedDocument as error:
        raise UnreadableDocument(
            "Nhận dạng chữ (OCR) không thấy chữ nào ở vài trang của bản quét; nếu đó là trang "
            "trắng thì hãy bỏ đi, nếu không thì hãy quét lại rõ hơn."
        ) from error


def _reader(content: bytes) -> Callable[[bytes], Extract]:
    for mark, kind in _UNSUPPORTED:
        if content.startswith(mark):
            raise UnreadableDocument(
                f"Tệp là {kind}, không có chữ để đọc; hãy nạp bản .docx, .pdf có lớp chữ, .htm, "
                ".xlsx, .md hoặc .txt."
            )
    if content.startswith(_ZIP):
        return _read_package
    if content.startswith(_COMPOUND):
        return _read_compound
    if content.startswith(b"{\\rtf"):
        return _read_rich_text
    if is_pdf(content):
        return read_pdf
    if is_archive(content):
        return read_archive
    if _is_office_xml(content):
        return _read_office_xml
    if is_html(content):
        return read_html
    text = decode(content)
    check_words(text)
    return read_markdown if is_markdown(text) else read_text


def _read_package(content: bytes) -> Extract:
    package = open_package(content)
    if "content.xml" in package.names:
        return _read_converted(content, "odt", "docx")
    check_package(package)
    main = main_part(package)
    if main.startswith("xl/"):
        return read_xlsx(package, main)
    if main.startswith("word/") or main.endswith("document.xml"):
        return read_docx(package, main)
    raise UnreadableDocument(
        "Tệp nén không phải văn bản Word hay bảng tính Excel; hãy giải nén rồi nạp từng tệp."
    )


def _read_compound(content: bytes) -> Extract:
    """A Word or Excel file of 1997-2003, or a new one locked with a password."""
    if _utf16("EncryptedPackage") in content:
        raise UnreadableDocument("Tệp có mật khẩu nên không đọc được; hãy gỡ mật khẩu rồi nạp lại.")
    if _utf16("WordDocument") in content:
        return _read_converted(content, "doc", "docx")
    if _utf16("Workbook") in content:
        return _read_converted(content, "xls", "xlsx")
    raise UnreadableDocument(
        "Tệp không phải văn bản Word hay bảng tính Excel; hãy lưu lại thành .docx rồi nạp lại."
    )


def _is_office_xml(content: bytes) -> bool:
    """A whole document in one XML file, as Word 2003 and its Open XML twin write it."""
    head = content[:4096]
    return head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and b"Word.Document" in head


def _read_office_xml(content: bytes) -> Extract:
    return _read_converted(content, "xml", "docx")


def _read_rich_text(content: bytes) -> Extract:
    return _read_converted(content, "rtf", "docx")


def _read_converted(content: bytes, suffix: str, wanted: str) -> Extract:
    return _read_package(convert(content, suffix, wanted))


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
