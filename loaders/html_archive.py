"""A web page with its pictures in one file (MHTML), as Word saves it, often under ``.doc``."""

import re
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from graph_schema.errors import UnreadableDocument
from loaders import caps
from loaders.caps import check_text_bytes
from loaders.html import decode_page, read_page
from loaders.lines import Extract

_HEADER = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*?)*?MIME-Version:", re.IGNORECASE)
_NESTING = re.compile(rb"multipart/|message/", re.IGNORECASE)


def is_archive(content: bytes) -> bool:
    """Whether the bytes open with the header of a message."""
    return _HEADER.match(content[:2048].lstrip()) is not None


def read_archive(content: bytes) -> Extract:
    """The page of the archive, without its pictures."""
    check_text_bytes(content)
    if len(_NESTING.findall(content)) > caps.MAX_DEPTH:
        caps.refuse_size("độ sâu lồng nhau của thư", caps.MAX_DEPTH, "cấp")
    message: Message = BytesParser(policy=compat32).parsebytes(content.lstrip())
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return read_page(decode_page(body, part.get_content_charset()))
    raise UnreadableDocument(
        "Tệp là thư hoặc trang lưu gộp nhưng không chứa trang nào; hãy mở bằng Word, lưu thành "
        ".docx rồi nạp lại."
    )
