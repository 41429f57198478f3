"""Documents read anew from the bytes that the store keeps."""

import tempfile
from collections.abc import Mapping
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
    """Each document that the store keeps the file of."""
    with tempfile.TemporaryDirectory(prefix="daumoi-") as folder:
        paths: dict[Path, str] = {}
        for number, (document, file) in enumerate(files.items()):
            source = await read_source(store.read, file)
            if source is not None:
                path = Path(folder, str(number), Path(source[0]).name or "tai-lieu")
                path.parent.mkdir()
                path.write_bytes(source[1])
                paths[path] = document
        found: dict[str, PlanRecord | Refused] = {}
        async with aclosing(read_documents(list(paths), ocr=True)) as readings:
            async for path, reading in readings:
                found[paths[path]] = reading
        return found
