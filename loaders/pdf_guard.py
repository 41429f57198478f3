"""What a PDF must not be before its parser sees it: cut short, or a bomb of packed streams."""

import re
import zlib
from collections.abc import Iterator

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders import caps

_TAIL = 2_048
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTERS = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_INDIRECT = re.compile(rb"/Filter\s+\d+\s+\d+\s+R")
_WIDEST_DICTIONARY = 4_096
_MOST_FLATE_UNPACKS = 1_032
_STEP = 1 << 20


def check_pdf(content: bytes) -> None:
    """Refuse a file without its end, and one whose streams would unfold beyond the caps."""
    if b"%%EOF" not in content[-_TAIL:]:
        raise _cut()
    linearized = _LINEARIZED.search(content[:_TAIL])
    if linearized and int(linearized[1]) > len(content):
        raise _cut()
    budget = caps.MAX_PDF_UNPACKED
    for packed, filters in _packed_streams(content):
        if filters > 1:
            raise DocumentTooLarge(
                "Tệp PDF nén chồng nhiều lớp trong một luồng, dấu hiệu của tệp phá hoại; hãy in "
                "lại ra PDF từ bản gốc."
            )
        budget -= _unpacked_size(packed)
        if budget < 0:
            caps.refuse_size("dữ liệu PDF sau giải nén", caps.MAX_PDF_UNPACKED >> 20, "MB")


def _cut() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp PDF bị cắt cụt: thiếu phần cuối của tệp; hãy tải lại tệp gốc rồi nạp lại."
    )


def _packed_streams(content: bytes) -> Iterator[tuple[memoryview, int]]:
    """Every packed stream with the number of packings that its dictionary names."""
    view, at, seen = memoryview(content), 0, 0
    while (start := content.find(b"stream", at)) >= 0:
        at = start + 6
        if content[start - 3 : start] == b"end":
            continue
        seen += 1
        if seen > caps.MAX_PDF_STREAMS:
            caps.refuse_size("số luồng dữ liệu PDF", caps.MAX_PDF_STREAMS, "luồng")
        head = _dictionary(content, start)
        filters = len(_FILTERS.findall(head)) + 2 * len(_INDIRECT.findall(head))
        if filters:
            body = at + (content[at : at + 1] == b"\r") + 1
            end = content.find(b"endstream", body)
            end = len(content) if end < 0 else end
            yield view[body:end], filters
            at = end


def _dictionary(content: bytes, stream: int) -> bytes:
    """What stands between ``obj`` and ``stream``, names unescaped."""
    head = content[max(0, stream - _WIDEST_DICTIONARY) : stream]
    head = head[head.rfind(b" obj") + 1 :]
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), head)


def _unpacked_size(packed: memoryview) -> int:
    """How far a stream unfolds, counted only where it could matter."""
    if len(packed) * _MOST_FLATE_UNPACKS < caps.MAX_PDF_STREAM:
        return 0
    size, inflater, rest = 0, zlib.decompressobj(), bytes(packed)
    try:
        while rest and not inflater.eof:
            size += len(inflater.decompress(rest, _STEP))
            rest = inflater.unconsumed_tail
            if size > caps.MAX_PDF_STREAM:
                caps.refuse_size("một luồng dữ liệu PDF", caps.MAX_PDF_STREAM >> 20, "MB")
    except zlib.error:
        return size
    return size
