"""Reading anew what is stored, by the reader of today; people's corrections stay."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from loaders.version import READER
from queries.anchors import count_so_read, find_otherwise_read, read_source
from service.documents import Found
from service.loading import LoadReport, Step, load_documents
from service.store import Store

_AT_ONCE = 32
"""Files that lie on the disk at one time."""


async def find_outdated(store: Store) -> tuple[str, ...]:
    """The stored files whose documents another version of the reader has read."""
    return await find_otherwise_read(store.read, READER)


async def count_current(store: Store) -> int:
    """How many stored documents the reader of today has read."""
    return await count_so_read(store.read, READER)


async def reread(
    store: Store, files: Sequence[str], report: LoadReport, step: Step, *, ocr: bool
) -> None:
    """Load stored files again, each as if it were given once more; a scan with OCR again."""
    waiting = iter(files)
    while part := list(islice(waiting, _AT_ONCE)):
        with tempfile.TemporaryDirectory(prefix="daumoi-") as folder:
            laid = await _lay_out(store, part, Path(folder))
            for recognised in (False, True):
                found = Found(tuple(path for path in laid if laid[path] is recognised), ())
                await load_documents(
                    store,
                    found,
                    report,
                    lambda path: step(Path(path.name)),
                    ocr=ocr or recognised,
                )
    # The folders are gone: what is told of a file is its own name.
    report.loaded[:] = [replace(one, path=Path(one.path.name)) for one in report.loaded]
    report.refused[:] = [replace(one, path=Path(one.path.name)) for one in report.refused]


async def _lay_out(store: Store, digests: Sequence[str], folder: Path) -> dict[Path, bool]:
    """The files, and whether the words of each were made out of pictures."""
    files: dict[Path, bool] = {}
    for digest in digests:
        source = await read_source(store.read, digest)
        if source is not None:
            path = folder / digest[:12] / (Path(source.name).name or "tai-lieu")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(source.content)
            files[path] = source.recognised
    return files
