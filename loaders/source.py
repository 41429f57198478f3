"""Source: what kind of file this is, told by its bytes, and the reader that kind has."""

from graph_schema.errors import UnreadableDocument
from loaders.caps import check_bytes
from loaders.lines import Extract
from loaders.text import read_text

_BINARY = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97-2003"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)


def extract(content: bytes, file_name: str) -> Extract:
    """The text and lines of a file; one that cannot be read whole is refused with the reason."""
    check_bytes(content)
    for mark, kind in _BINARY:
        if content.startswith(mark):
            raise UnreadableDocument(
                f"Không đọc được {file_name}: tệp là {kind}, không thuộc các dạng được đọc; hãy "
                "lưu lại tệp ở dạng .txt (UTF-8)."
            )
    return read_text(content)
