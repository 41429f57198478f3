"""What the command says: answers to stdout, everything else to stderr, details to a log file.

Nobody ever sees a stack trace: what is wrong with the input is one sentence, and a fault of ours
is a short id under which the details stand in the log file of the data folder.
"""

import logging
import os
import sys
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rich.console import Console
from rich.text import Text

from graph_schema.errors import BadSetting
from service.settings import load_settings
from service.unseen import printable

OUT = Console(highlight=False, markup=False, emoji=False)
"""Answers: what a pipe or a file is meant to receive."""
ERR = Console(stderr=True, highlight=False, markup=False, emoji=False)
"""Everything that is about the run and not its answer: progress, errors."""

LOG_FILE = "daumoi.log"
_LOG = logging.getLogger("daumoi")
_LOG_BYTES = 2_000_000
_LOG_COPIES = 3


def speak_utf8() -> None:
    """Vietnamese letters go out whole whatever the locale of the machine says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_error(sentence: str) -> None:
    """One sentence to stderr, never broken over lines when nobody sits there to read it."""
    ERR.print(Text("Lỗi: ", style="bold red"), printable(sentence), sep="", soft_wrap=True)


def print_line(sentence: str = "") -> None:
    """One line of the run to stderr."""
    ERR.print(printable(sentence), soft_wrap=True)


def write_answer(answer: bytes) -> None:
    """Write an answer to stdout as it is; a full disk is told, not crashed on."""
    with _told_when_full():
        sys.stdout.flush()
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()


def write_lines(lines: Iterable[str], console: Console) -> None:
    """Write whole lines where nobody sits: nothing is wrapped, nothing is cut."""
    with _told_when_full():
        console.file.write("".join(f"{printable(line)}\n" for line in lines))
        console.file.flush()


@contextmanager
def _told_when_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadSetting(f"Không ghi được kết quả ra đầu ra: {error.strerror}.") from error


def log_into(folder: Path, name: str = LOG_FILE) -> Path:
    """Send every log record and warning of this process into a log file of the data folder."""
    target = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.open("a").close()
    except OSError:
        target = _log_of_our_own()
    return _log_to(target)


def _log_of_our_own() -> Path:
    """A file in the shared folder under a name nobody foresees: no link laid there is followed."""
    descriptor, name = tempfile.mkstemp(prefix="daumoi-", suffix=".log")
    os.close(descriptor)
    return Path(name)


def _log_to(target: Path) -> Path:
    handler = RotatingFileHandler(
        target, maxBytes=_LOG_BYTES, backupCount=_LOG_COPIES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    root = logging.getLogger()
    root.addHandler(handler)
    return target


def fault_sentence(details: str) -> str:
    """Keep the details of a fault of ours in the log, and say under which id they stand there."""
    log = _log_file()
    fault = uuid.uuid4().hex[:8]
    _LOG.error("fault %s\n%s", fault, details.rstrip())
    return f"Sự cố nội bộ, mã {fault}; chi tiết ở {log}."


def _log_file() -> Path:
    for handler in logging.getLogger().handlers:
        if isinstance(handler, RotatingFileHandler):
            return Path(handler.baseFilename)
    try:
        return log_into(load_settings().data_folder)
    except BadSetting:
        return _log_to(_log_of_our_own())
