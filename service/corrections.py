"""Corrections as the API and the command line make them: checked, stored, applied at once.

The document's stored bytes are read anew, so that what is taken back is as if it had never been.
"""

import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import (
    Anchor,
    Correction,
    CorrectionKind,
    Part,
    UnitMerge,
    UnitSuccession,
)
from graph_schema.errors import NotCorrected
from graph_schema.identity import keyed_correction_id
from graph_schema.model import PlanRecord
from loaders.correcting import (
    Done,
    Overtaken,
    Signature,
    asked_for,
    asked_for_units,
    check_same,
    correct_document,
    key_taken,
    withdraw_alone,
    withdraw_correction,
)
from loaders.known_names import Names
from loaders.merging import merge_units, separate_units, write_pending
from loaders.succeeding import succeed_unit, unsucceed_unit
from queries.anchors import (
    Subject,
    find_kept,
    find_review_item,
    find_stored,
    find_subject,
    find_under_key,
    find_waiting,
)
from queries.caps import MAX_WORDS
from service.store import Store
from service.stored_files import read_again, read_all_again

_WRITE_SECONDS = 300.0
_TRIES = 3
"""How often a change is made anew because a later version came in between."""
_AT_ONCE = 25
"""Documents that a merge of units writes in one transaction."""

_KNOWN = Names()

_Work = Callable[[AsyncManagedTransaction], Awaitable[Done]]


@dataclass(frozen=True, slots=True)
class Said:
    """Who says it, why, and what they saw."""

    author: str
    reason: str
    expected_version: str | None = None
    key: str | None = None
    """Sent twice with one key, a change is made once."""
    on: str | None = None
    """The day from which an assignment holds."""
    names: Names = _KNOWN
    """Whom it may give a role."""


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
    nowhere = Anchor(Part.LINE, "", 0, 0, "", "")
    author, reason = said.author, said.reason
    correction = Correction(
        *(_identity(said), wanted.kind, nowhere, wanted.field, wanted.value, author, reason),
        _now(),
        asked=wanted.node,
        on=said.on,
    )
    if (done := await _repeated(store, said, asked_for(correction))) is not None:
        return done
    subject, item = await _subject(store, wanted)
    correction = replace(correction, anchor=subject.anchor, item=item)
    document, expected = subject.document, said.expected_version

    keyed, names = said.key is not None, said.names

    def making(record: PlanRecord, made: Correction | None) -> _Work:
        now = made or correction
        return lambda tx: correct_document(
            tx, record, document, now, expected, keyed=keyed, names=names
        )

    return await _with_newest(store, subject.file, making)


async def withdraw(store: Store, identity: str, said: Said) -> Done:
    """Take a correction back; it stays on record."""
    said = _checked(said, ())
    if (done := await _withdrawn(store, identity, said)) is not None:
        return done
    key = None if said.key is None else keyed_correction_id(said.key)
    signature = Signature(said.author, said.reason, _now(), key)
    stored = await find_stored(store.read, identity)
    if stored is None:
        raise NotCorrected("Không có phép sửa này. (No such correction.)", "id", code="NOT_FOUND")
    if stored.kind == CorrectionKind.SUCCEED_UNIT:
        return await store.write(lambda tx: unsucceed_unit(tx, identity, signature))
    if stored.kind == CorrectionKind.MERGE_UNIT:
        done = await store.write(lambda tx: separate_units(tx, identity, signature), _WRITE_SECONDS)
        return await write_merge(store, done)
    if stored.document is None or stored.file is None:
        return await store.write(lambda tx: withdraw_alone(tx, identity, signature), _WRITE_SECONDS)
    document, expected = stored.document, said.expected_version

    def making(record: PlanRecord, _: Correction | None) -> _Work:
        return lambda tx: withdraw_correction(tx, identity, record, document, signature, expected)

    return await _with_newest(store, stored.file, making)


async def merge(store: Store, unit: str, into: str, said: Said) -> Done:
    """Say that one unit is another; broken off and sent again, it is gone on with."""
    said = _checked(said, ())
    if unit == into:
        raise NotCorrected("Không gộp được một đơn vị vào chính nó. (The same unit.)", "into")
    wanted = UnitMerge(_identity(said), unit, into)
    signature = Signature(said.author, said.reason, _now())
    done = await _repeated(store, said, asked_for_units(wanted, signature))
    if done is None:
        done = await store.write(lambda tx: merge_units(tx, wanted, signature), _WRITE_SECONDS)
    return await write_merge(store, done)


async def succeed(store: Store, unit: str, into: str, said: Said, *, founded: bool) -> Done:
    """Say that one unit takes the place of another from a day on."""
    said = _checked(said, ())
    if unit == into:
        raise NotCorrected("Một đơn vị không tiếp nhận chính nó. (The same unit.)", "into")
    wanted = UnitSuccession(_identity(said), unit, into, said.on or "", founded)
    signature = Signature(said.author, said.reason, _now())
    done = await _repeated(store, said, asked_for_units(wanted, signature))
    if done is None:
        done = await store.write(lambda tx: succeed_unit(tx, wanted, signature))
    return done


async def write_merge(store: Store, done: Done) -> Done:
    """Write a merge of units, or its end, into the documents that wait for it, some at a time.

    The merge itself is stored: a document that cannot be written now is told of, and waits on.
    """
    identity, idle = done.correction, 0
    waiting = await find_waiting(store.read, identity)
    while waiting and idle < _TRIES:
        some = dict(list(waiting.items())[:_AT_ONCE])
        found = await read_all_again(store, some)
        records = {name: one for name, one in found.items() if isinstance(one, PlanRecord)}
        await store.write(_writing(identity, records, tuple(some)), _WRITE_SECONDS)
        before, waiting = len(waiting), await find_waiting(store.read, identity)
        idle = 0 if len(waiting) < before else idle + 1
    if not waiting:
        return done
    left = (
        f"Còn {len(waiting)} văn bản chưa viết lại được theo phép này, và vẫn đứng như cũ: "
        "hãy gửi lại chính phép này để làm tiếp."
    )
    return replace(done, note=" ".join(note for note in (done.note, left) if note))


def _writing(
    identity: str, records: Mapping[str, PlanRecord], tried: tuple[str, ...]
) -> Callable[[AsyncManagedTransaction], Awaitable[None]]:
    return lambda tx: write_pending(tx, identity, records, tried)


async def _with_newest(
    store: Store, file: str, making: Callable[[PlanRecord, Correction | None], _Work]
) -> Done:
    """Make a change with the newest version of its document, however often one comes in between."""
    made: Correction | None = None
    for _ in range(_TRIES - 1):
        record = await read_again(store, file)
        try:
            return await store.write(making(record, made), _WRITE_SECONDS)
        except Overtaken as later:
            if later.file is None:
                raise
            made, file = later.wanted, later.file
    return await store.write(making(await read_again(store, file), made), _WRITE_SECONDS)


async def _repeated(store: Store, said: Said, wanted: Mapping[str, object]) -> Done | None:
    """What the same request came to before, whatever became of its document since."""
    if said.key is None:
        return None
    identity = keyed_correction_id(said.key)
    if await find_under_key(store.read, identity) is not None:
        raise key_taken()
    kept = await find_kept(store.read, identity)
    if kept is None:
        return None
    check_same(kept, wanted)
    stored = await find_stored(store.read, identity)
    return Done(identity, stored.document if stored else None, repeated=True)


async def _withdrawn(store: Store, identity: str, said: Said) -> Done | None:
    """What the same withdrawal came to before."""
    if said.key is None:
        return None
    key = keyed_correction_id(said.key)
    if await find_kept(store.read, key) is not None:
        raise key_taken()
    taken = await find_under_key(store.read, key)
    if taken is None:
        return None
    check_same(
        taken, {"id": identity, "withdrawn_by": said.author, "withdrawn_reason": said.reason}
    )
    stored = await find_stored(store.read, identity)
    done = Done(identity, stored.document if stored else None, repeated=True)
    return await write_merge(store, done)


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


def _checked(said: Said, values: Iterable[str]) -> Said:
    """The words without blanks around them; too long or left out is refused."""
    if said.key is not None and not said.key.strip():
        raise NotCorrected(
            "idempotencyKey trống: hãy nêu một khóa, hoặc bỏ hẳn. (An empty key.)", "idempotencyKey"
        )
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
