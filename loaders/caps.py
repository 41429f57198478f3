"""Caps: how much of anything a file may hold; what is over one is refused before it is parsed."""

from typing import NoReturn

from graph_schema.errors import DocumentTooLarge, UnreadableDocument

MAX_BYTES = 64 * 1024 * 1024
MAX_CHARACTERS = 5_000_000
MAX_TEXT_BYTES = 4 * MAX_CHARACTERS
MAX_LINE_CHARACTERS = 200_000
MAX_LINES = 100_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 128 * 1024 * 1024
MAX_PART = 32 * 1024 * 1024
MAX_RATIO = 200
MAX_MARKUP = 1_200_000
MAX_TAGS = 500_000
MAX_ATTRIBUTES = 500
MAX_DEPTH = 30
MAX_TABLE_CELLS = 200_000
MAX_SPAN = 1_000
MAX_PAGES = 2_000
MAX_PDF_STREAM = 32 * 1024 * 1024
MAX_PDF_STREAMS = 50_000
MAX_PDF_UNPACKED = 256 * 1024 * 1024
MAX_EDGES = 50_000
MAX_CROSSINGS = 1_000_000
MAX_GRID_CELLS = 20_000


def refuse_size(what: str, limit: int, unit: str) -> NoReturn:
    """Say which cap a file is over, and what its owner can do."""
    number = f"{limit:,}".replace(",", ".")
    raise DocumentTooLarge(
        f"Tệp quá lớn: {what} vượt giới hạn {number} {unit}; hãy tách tệp hoặc bỏ phần thừa rồi "
        "nạp lại."
    )


def check_text_bytes(content: bytes) -> None:
    """Refuse a text file that could not be under the cap on characters in any encoding."""
    if len(content) > MAX_TEXT_BYTES:
        refuse_size("tệp văn bản", MAX_TEXT_BYTES // 1_000_000, "MB")


def check_bytes(content: bytes) -> None:
    """Refuse an empty file and one over the cap, before anything looks inside."""
    if len(content) > MAX_BYTES:
        refuse_size("dung lượng", MAX_BYTES // (1024 * 1024), "MB")
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableDocument("Tệp rỗng: không có nội dung nào để đọc; hãy kiểm tra lại tệp.")
