"""Plain text to lines: the characters stay as they are, only the bytes are decoded."""

import codecs
import re
from collections.abc import Iterator

from graph_schema.errors import UnreadableDocument
from loaders.caps import check_text_bytes
from loaders.draft import check_line
from loaders.lines import Extract, Line

MEDIA_TYPE = "text/plain"

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_VIETNAMESE_1258 = re.compile("[đĐơƠưƯăĂâÂêÊôÔ]|[aeiouyAEIOUY][\u0300\u0301\u0303\u0309\u0323]")
_HIGH = re.compile("[^\x00-\x7f]")


def read_text(content: bytes) -> Extract:
    """Every line that is not blank, verbatim: spaces, tabs, no-break and combining marks stay."""
    text = decode(content)
    lines: list[Line] = []
    paged = "\f" in text
    for start, end, page in _stretches(text):
        line = text[start:end]
        if line.strip():
            check_line(line, end, len(lines) + 1)
            lines.append(Line(line, start, end, page=page if paged else None))
    if not lines:
        raise UnreadableDocument("Tệp chỉ có khoảng trắng; hãy kiểm tra lại tệp.")
    return Extract(MEDIA_TYPE, text, tuple(lines))


def _stretches(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and page of what stands between line ends; a form feed turns the page."""
    start, page = 0, 1
    for match in _BREAK.finditer(text):
        yield start, match.start(), page
        page += match[0] == "\f"
        start = match.end()
    yield start, len(text), page


def decode(content: bytes) -> str:
    """The characters of a text file; an encoding that cannot be told apart is refused."""
    check_text_bytes(content)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _printable(_strict(content[len(mark) :], encoding))
    if wide := _wide_encoding(content[:_SAMPLE]):
        return _printable(_strict(content, wide))
    try:
        return _printable(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_vietnamese(content, error.start)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"Tệp văn bản hỏng ở byte thứ {error.start}: không phải {encoding.upper()} hợp lệ; "
            "hãy lưu lại tệp ở dạng UTF-8."
        ) from error


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: a Vietnamese page is half ASCII, so half its high bytes are zero."""
    if sample.count(0) * 5 < len(sample):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode_vietnamese(content: bytes, broken_at: int) -> str:
    """windows-1258, the encoding of Vietnamese Windows, when its letters are really there."""
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    high = len(_HIGH.findall(text, 0, _SAMPLE))
    if not high or len(_VIETNAMESE_1258.findall(text, 0, _SAMPLE)) * 2 < high * 0.8:
        raise UnreadableDocument(
            f"Không nhận ra bảng mã của tệp văn bản (byte thứ {broken_at} không phải UTF-8, cũng "
            "không phải Windows-1258); hãy lưu lại tệp ở dạng UTF-8."
        )
    return _printable(text)


def _printable(text: str) -> str:
    """Binary data that happens to decode is no text."""
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise UnreadableDocument(
            "Tệp không phải văn bản: có nhiều ký tự điều khiển; hãy nạp tệp .txt, .md, .docx, "
            ".htm, .pdf hoặc .xlsx."
        )
    return text
