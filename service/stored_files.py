"""Documents read anew from the bytes that the store keeps."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from pathlib import Path

from graph_schema.errors import NotCorrected
from graph_schema.model import PlanRecord
from queries.anchors import read_source
from service.documents import Refused
from service.readers import read_documents
from service.store import Store


async def read_again(store: Store, file: str) -> PlanRecord:
    """One document; why it cannot be had is a refusal."""
    found = (await read_all_again(store, {"": file})).get("")
    if found is None:
        raise NotCorrected(
            "Kho không còn giữ tệp gốc của văn bản này: hãy nạp lại tệp rồi sửa. (No source file.)",
            code="NOT_FOUND",
        )
    if isinstance(found, Refused):
        raise NotCorrected(
            f"Không đọc lại được tệp gốc {found.path.name}: {found.reason}",
            code="UNREADABLE_DOCUMENT",
        )
    return found


async def read_all_again(store: Store, files: Mapping[str, str]) -> dict[str, PlanRecord | Refused]:
    """Each document that the store keeps the file of, with OCR where it was loaded so."""
    with tempfile.TemporaryDirectory(prefix="daumoi-") as folder:
        paths: dict[str, Path] = {}
        recognised: set[Path] = set()
        for number, (document, file) in enumerate(files.items()):
            source = await read_source(store.read, file)
            if source is not None:
                path = Path(folder, str(number), Path(source.name).name or "tai-lieu")
                path.parent.mkdir()
                path.write_bytes(source.content)
                paths[document] = path
                recognised |= {path} if source.recognised else set()
        typed = [path for path in paths.values() if path not in recognised]
        found = await _read(typed, ocr=False) | await _read(sorted(recognised), ocr=True)
        return {document: found[path] for document, path in paths.items()}


async def _read(paths: Sequence[Path], *, ocr: bool) -> dict[Path, PlanRecord | Refused]:
    async with aclosing(read_documents(paths, ocr=ocr)) as readings:
        return {path: reading async for path, reading in readings}
