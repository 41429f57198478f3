"""A PDF's pages from end to end: opened, measured, set in order, joined over their turns."""

from collections.abc import Callable, Iterator

import pypdfium2

from graph_schema.errors import ScannedDocument, UnreadableDocument
from loaders import caps
from loaders.lines import Extract
from loaders.own_files import check_keywords
from loaders.pdf_book import Book
from loaders.pdf_furniture import clear_furniture
from loaders.pdf_page import Page, read_page
from loaders.pdf_sheet import right_margins, set_sheet


def read_document(content: bytes, opened: Callable[[int], None]) -> Extract:
    """The text layer as printed; ``opened`` is told the number of pages once it is known."""
    pages = _pages(content, opened)
    _check_text_layer(pages)
    body = clear_furniture(pages)
    margins = right_margins(pages)
    return Book().read([set_sheet(page, body, margins) for page in pages])


def _pages(content: bytes, opened: Callable[[int], None]) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    try:
        if len(document) > caps.MAX_PAGES:
            caps.refuse_size("số trang", caps.MAX_PAGES, "trang")
        check_keywords(document.get_metadata_value("Keywords"))
        opened(len(document))
        return list(_read_pages(document))
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    finally:
        document.close()


def _read_pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    letters = 0
    for index in range(len(document)):
        page = document[index]
        found = read_page(page)
        page.close()
        letters += sum(len(word.text) for word in found.words)
        if letters > caps.MAX_CHARACTERS:
            caps.refuse_size("toàn văn", caps.MAX_CHARACTERS, "ký tự")
        yield found


def _refusal(reason: str) -> UnreadableDocument:
    if "password" in reason.lower() or "security" in reason.lower():
        return UnreadableDocument(
            "Tệp PDF có mật khẩu nên không đọc được; hãy gỡ mật khẩu rồi nạp lại."
        )
    return UnreadableDocument(
        "Tệp PDF hỏng, không mở được; hãy tải lại tệp gốc hoặc in lại ra PDF rồi nạp lại."
    )


def _check_text_layer(pages: list[Page]) -> None:
    """A page of picture without a word is a scan: what stands on it would be lost silently."""
    scanned = [number for number, page in enumerate(pages, 1) if page.picture and not page.words]
    if scanned:
        where = ", ".join(map(str, scanned[:5])) + ("…" if len(scanned) > 5 else "")
        raise ScannedDocument(
            f"Tệp PDF là bản quét, không có lớp chữ ở trang {where}; hãy nạp bản Word gốc, hoặc "
            "thêm --ocr để máy nhận dạng chữ (kém chắc chắn hơn bản gõ)."
        )
