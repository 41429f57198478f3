"""The process that reads one PDF: a parser in C that hangs or falls takes nothing else with it."""

import signal
import sys

from graph_schema import json_text
from graph_schema.errors import UnreadableDocument
from loaders.pdf_document import read_document

if sys.platform != "win32":
    import resource

_MEMORY = 512 * 1024 * 1024
_OPENING_SECONDS = 0.7
_SECONDS_PER_PAGE = 0.1


def main() -> None:
    """Read a PDF from standard input; print its extract, or the sentence that refuses it."""
    content = sys.stdin.buffer.read()
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    allow(_OPENING_SECONDS)
    try:
        found = read_document(content, lambda pages: allow(pages * _SECONDS_PER_PAGE))
        answer = json_text.dumps({"extract": found})
    except UnreadableDocument as error:
        answer = json_text.dumps({"code": error.code, "sentence": error.sentence})
    sys.stdout.buffer.write(answer)


def allow(seconds: float) -> None:
    """Let the process use this much time more; its own clock ends it, even inside the parser."""
    if sys.platform != "win32":
        left, _ = signal.getitimer(signal.ITIMER_VIRTUAL)
        signal.setitimer(signal.ITIMER_VIRTUAL, left + seconds)


if __name__ == "__main__":
    main()
