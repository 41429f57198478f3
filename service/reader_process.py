"""The program that reads documents for the service: a path comes in, a record or a reason goes out.

It ends with its parent, however that ends: its standard input is a pipe that only the parent holds.
"""

import logging
import os
import pickle
import queue
import signal
import sys
import threading
import warnings
from pathlib import Path

from service.reading import answer

OCR_MARK = "--ocr"


def main() -> None:
    """Answer path by path until the parent lets go of the pipe."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints spoils no answer
    warnings.simplefilter("ignore")
    logging.disable()
    paths: queue.SimpleQueue[Path] = queue.SimpleQueue()
    threading.Thread(target=_obey_pipe, args=(paths,), daemon=True).start()
    while True:
        pickle.dump(answer(paths.get(), ocr=OCR_MARK in sys.argv), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _obey_pipe(paths: "queue.SimpleQueue[Path]") -> None:
    while True:
        try:
            paths.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the parent alone
        except EOFError:
            _end()  # also in the middle of a document


def _end() -> None:
    """End at once, with the parser of the PDF that is being read: it is of the same group."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main()
