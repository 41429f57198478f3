"""PDF with a text layer to lines, read in a process of its own under a clock and a memory cap."""

import os
import subprocess
import sys
from pathlib import Path
from typing import cast

from graph_schema import json_text
from graph_schema.errors import DocumentTooLarge, ScannedDocument, UnreadableDocument
from loaders.lines import Cell, Extract, Line
from loaders.pdf_guard import check_pdf

_ROOT = str(Path(__file__).resolve().parent.parent)
_LONGEST = 600
_REFUSALS = {kind.code: kind for kind in (DocumentTooLarge, ScannedDocument)}


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are a PDF; readers allow rubbish before its first line."""
    return b"%PDF-" in content[:1024]


def read_pdf(content: bytes) -> Extract:
    """The text layer as printed; pages that are only pictures are refused, not skipped."""
    check_pdf(content)
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "loaders.pdf_child"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_hard() from error
    if done.returncode != 0:
        raise _too_hard()
    answer = cast(dict[str, object], json_text.loads(done.stdout))
    if "extract" not in answer:
        raise _REFUSALS.get(str(answer["code"]), UnreadableDocument)(str(answer["sentence"]))
    return _extract(cast(dict[str, object], answer["extract"]))


def _extract(record: dict[str, object]) -> Extract:
    lines = record["lines"]
    if not isinstance(lines, list):
        raise TypeError("the reading process answers with a list of lines")
    read = tuple(_line(line) for line in lines)
    return Extract(str(record["media_type"]), str(record["text"]), read)


def _line(record: dict[str, object]) -> Line:
    cell = record.pop("cell")
    return Line(**record, cell=Cell(**cell) if isinstance(cell, dict) else None)  # type: ignore[arg-type]


def _too_hard() -> DocumentTooLarge:
    return DocumentTooLarge(
        "Tệp PDF không đọc xong trong giới hạn thời gian và bộ nhớ (tệp hỏng hoặc phá hoại); hãy "
        "in lại ra PDF từ bản gốc rồi nạp lại."
    )
