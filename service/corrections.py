"""Corrections as the API and the command line make them: checked, stored, applied at once.

The document's stored bytes are read anew, so that what is taken back is as if it had never been.
"""

import secrets
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import Correction, CorrectionKind, Part, UnitMerge
from graph_schema.errors import NotCorrected
from graph_schema.identity import keyed_correction_id
from graph_schema.model import PlanRecord
from loaders.correcting import (
    Done,
    Signature,
    correct_document,
    merge_units,
    separate_units,
    withdraw_correction,
)
from queries.anchors import (
    Subject,
    find_naming,
    find_review_item,
    find_stored,
    find_subject,
    read_source,
)
from queries.caps import MAX_WORDS
from service.documents import Refused
from service.readers import read_documents
from service.store import Store

_WRITE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Said:
    """Who says it, why, and what they saw."""

    author: str
    reason: str
    expected_version: str | None = None
    key: str | None = None
    """Sent twice with one key, a change is made once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A correction as it is asked for."""

    node: str
    kind: CorrectionKind
    field: str | None = None
    value: tuple[str, ...] = ()


async def correct(store: Store, wanted: Wanted, said: Said) -> Done:
    """Correct what a node or a review item stands for."""
    said = _checked(said, wanted.value)
    subject, item = await _subject(store, wanted)
    correction = Correction(
        _identity(said),
        wanted.kind,
        subject.anchor,
        wanted.field,
        wanted.value,
        said.author,
        said.reason,
        _now(),
        item,
    )
    record = (await _records(store, {subject.document: subject.file}))[subject.document]

    async def work(tx: AsyncManagedTransaction) -> Done:
        return await correct_document(
            tx, record, subject.document, correction, said.expected_version
        )

    return await store.write(work, _WRITE_SECONDS)


async def merge(store: Store, unit: str, into: str, said: Said) -> Done:
    """Say that one unit is another."""
    said = _checked(said, ())
    if unit == into:
        raise NotCorrected("Không gộp được một đơn vị vào chính nó. (The same unit.)", "into")
    records = await _records(store, await find_naming(store.read, unit))
    wanted = UnitMerge(_identity(said), unit, into)
    signature = Signature(said.author, said.reason, _now())
    return await store.write(lambda tx: merge_units(tx, records, wanted, signature), _WRITE_SECONDS)


async def withdraw(store: Store, identity: str, said: Said) -> Done:
    """Take a correction back; it stays on record."""
    said = _checked(said, ())
    signature = Signature(said.author, said.reason, _now())
    stored = await find_stored(store.read, identity)
    if stored is None:
        raise NotCorrected("Không có phép sửa này. (No such correction.)", "id", code="NOT_FOUND")
    if stored.kind == CorrectionKind.MERGE_UNIT:
        naming = await find_naming(store.read, stored.into) if stored.into else {}
        records = await _records(store, naming)
        return await store.write(
            lambda tx: separate_units(tx, identity, records, signature), _WRITE_SECONDS
        )
    if stored.document is None or stored.file is None:
        raise _gone()
    document = stored.document
    record = (await _records(store, {document: stored.file}))[document]
    expected = said.expected_version
    return await store.write(
        lambda tx: withdraw_correction(tx, identity, record, document, signature, expected),
        _WRITE_SECONDS,
    )


async def _subject(store: Store, wanted: Wanted) -> tuple[Subject, str | None]:
    """What is corrected, and the review item that this settles."""
    item = await find_review_item(store.read, wanted.node)
    if wanted.kind is CorrectionKind.CONFIRM:
        if item is None:
            raise NotCorrected(
                "Chỉ xác nhận được một mục cần soát. (Only a review item is confirmed.)", "node"
            )
        if item.kind == "STRAY_CORRECTION":
            raise NotCorrected(
                "Phép sửa lạc chỗ thì rút lại rồi sửa ở chỗ mới. (Withdraw it instead.)", "node"
            )
        return item.subject, wanted.node
    node = wanted.node if item is None else item.about
    subject = await find_subject(store.read, node) if node else None
    if subject is None:
        raise NotCorrected(
            "Không có nhiệm vụ, chỉ tiêu, chế độ báo cáo hay văn bản nào mang mã này. "
            "(Nothing to correct has this id.)",
            "node",
            code="NOT_FOUND",
        )
    _check_kind(wanted.kind, subject.anchor.part)
    return subject, None


def _check_kind(kind: CorrectionKind, part: Part) -> None:
    fitting = {
        CorrectionKind.SPLIT_TASK: (Part.TASK,),
        CorrectionKind.NAME_OWNER: (Part.TARGET,),
        CorrectionKind.DROP: (Part.TASK, Part.TARGET, Part.REPORT),
        CorrectionKind.SET_VALUE: (Part.TASK, Part.TARGET, Part.REPORT, Part.DOCUMENT),
    }
    if part not in fitting.get(kind, ()):
        raise NotCorrected("Phép sửa này không dùng được ở đây. (Not for this part.)", "kind")


async def _records(store: Store, files: Mapping[str, str]) -> dict[str, PlanRecord]:
    """Each document read anew from the bytes that the store keeps."""
    with tempfile.TemporaryDirectory(prefix="daumoi-") as folder:
        paths: dict[Path, str] = {}
        for number, (document, file) in enumerate(files.items()):
            source = await read_source(store.read, file)
            if source is None:
                raise _gone()
            path = Path(folder, str(number), Path(source[0]).name or "tai-lieu")
            path.parent.mkdir()
            path.write_bytes(source[1])
            paths[path] = document
        return await _read(paths)


async def _read(paths: Mapping[Path, str]) -> dict[str, PlanRecord]:
    found: dict[str, PlanRecord] = {}
    async with aclosing(read_documents(list(paths), ocr=True)) as readings:
        async for path, reading in readings:
            if isinstance(reading, Refused):
                raise NotCorrected(
                    f"Không đọc lại được tệp gốc {path.name}: {reading.reason}",
                    code="UNREADABLE_DOCUMENT",
                )
            found[paths[path]] = reading
    return found


def _gone() -> NotCorrected:
    return NotCorrected(
        "Kho không còn giữ tệp gốc của văn bản này: hãy nạp lại tệp rồi sửa. (No source file.)",
        code="NOT_FOUND",
    )


def _checked(said: Said, values: Iterable[str]) -> Said:
    """The words without blanks around them; too long or left out is refused."""
    said = replace(said, author=said.author.strip(), reason=said.reason.strip())
    for field, text in (("author", said.author), ("reason", said.reason)):
        if not text:
            raise NotCorrected(f"Hãy nêu {field}. (Say the {field}.)", field)
    for field, text in (("reason", said.reason), *(("value", value) for value in values)):
        if len(text) > MAX_WORDS:
            raise NotCorrected(f"“{field}” dài quá {MAX_WORDS} ký tự. (Too long.)", field)
    return said


def _identity(said: Said) -> str:
    if said.key is not None:
        return keyed_correction_id(said.key)
    return f"corr_{secrets.token_hex(10)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
