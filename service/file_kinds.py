"""What kind of file some bytes are, by the bytes alone, and a file name that harms nobody."""

import re

from loaders.file_names import UNPRINTED

_MARKS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_ZIP = b"PK\x03\x04"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PACKAGES = (
    (b"word/document.xml", f"{_OFFICE}wordprocessingml.document"),
    (b"xl/workbook.xml", f"{_OFFICE}spreadsheetml.sheet"),
    (b"ppt/presentation.xml", f"{_OFFICE}presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
)
_PATH = re.compile(r"[/\\]")
_LONGEST = 200


def media_type_of(content: bytes) -> str | None:
    """The media type; None for a kind that is not taken."""
    for mark, kind in _MARKS:
        if content.startswith(mark):
            return kind
    if content.startswith(_ZIP):  # the names of its parts stand in a package as they are
        return next((kind for name, kind in _PACKAGES if name in content), None)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text or not text.strip() else "text/plain; charset=utf-8"


def safe_name(name: str) -> str:
    """The last part of a name, without what is not printed; never empty."""
    last = UNPRINTED.sub("", _PATH.split(name)[-1]).strip(" .")
    return last[-_LONGEST:] or "tep"
