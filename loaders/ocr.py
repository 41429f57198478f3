"""Scans, when they are asked to be read: ``ocrmypdf`` puts a layer of words under the pictures.

What a machine makes out of a picture is less sure than what was typed, and every value says so.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

from graph_schema.errors import UnreadableDocument
from graph_schema.model import Quote
from loaders.outside import run_outside

OCR_CONFIDENCE = 0.7
"""How much of its confidence a value keeps when its words were made out of a picture."""
OCR_SECONDS = 900.0
_LISTING_SECONDS = 30.0
_MEMORY = 3 * 1024**3
_LANGUAGE = "vie"
_INSTALL = (
    "hãy cài ocrmypdf và Tesseract tiếng Việt (Debian, Ubuntu: apt install ocrmypdf "
    "tesseract-ocr-vie) rồi chạy lại, hoặc nạp bản Word gốc."
)
_T = TypeVar("_T")


def recognise(content: bytes, *, again: bool = False) -> bytes:
    """The same PDF with its words; ``again`` throws away a layer of words that is broken."""
    with tempfile.TemporaryDirectory(prefix="daumoi-") as folder:
        program = _program(Path(folder, "languages.txt"))
        source, target = Path(folder, "scan.pdf"), Path(folder, "words.pdf")
        source.write_bytes(content)
        command = [program, "--quiet", "-l", _LANGUAGE, "--output-type", "pdf", "--optimize", "0"]
        command += ["--jobs", str(os.cpu_count() or 1), "--force-ocr" if again else "--skip-text"]
        code = run_outside([*command, str(source), str(target)], OCR_SECONDS, _MEMORY)
        if code is None:
            raise UnreadableDocument(
                f"Nhận dạng chữ (OCR) không xong sau {OCR_SECONDS:g} giây; hãy tách tệp rồi nạp "
                "lại, hoặc nạp bản Word gốc."
            )
        if code or not target.is_file():
            raise UnreadableDocument(
                f"ocrmypdf không nhận dạng được chữ của bản quét (mã thoát {code}); hãy quét lại "
                "rõ hơn, hoặc nạp bản Word gốc."
            )
        return target.read_bytes()


def _program(listed: Path) -> str:
    """The program, if all that it needs is here; ``listed`` is where the languages are told."""
    program, tesseract = shutil.which("ocrmypdf"), shutil.which("tesseract")
    if program is None or tesseract is None:
        raise UnreadableDocument(f"Tệp là bản quét mà máy chưa có phần nhận dạng chữ: {_INSTALL}")
    if run_outside([tesseract, "--list-langs"], _LISTING_SECONDS, _MEMORY, listed) is None:
        raise UnreadableDocument(
            f"Tesseract trên máy không trả lời sau {_LISTING_SECONDS:g} giây: {_INSTALL}"
        )
    if _LANGUAGE.encode() not in listed.read_bytes().split():
        raise UnreadableDocument(f"Tesseract trên máy chưa có tiếng Việt: {_INSTALL}")
    return program


def less_sure(value: _T) -> _T:
    """The same record, each of its quotes as sure as words made out of a picture can be."""
    if isinstance(value, Quote):
        return replace(value, confidence=round(value.confidence * OCR_CONFIDENCE, 3))
    if isinstance(value, tuple):
        return type(value)(map(less_sure, value))
    if is_dataclass(value) and not isinstance(value, type):
        held: Mapping[str, object] = {f.name: getattr(value, f.name) for f in fields(value)}
        changed = {name: less_sure(item) for name, item in held.items()}
        return replace(value, **{n: v for n, v in changed.items() if v is not held[n]})
    return value
