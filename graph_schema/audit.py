"""The chain of changes: each record holds the hash of the one before it, so nothing goes unseen.

Who takes a record out, alters it or puts one in breaks the chain at that place, and ``first_break``
tells where. Plain functions: ``merge_audit`` writes the chain.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_schema.labels import Label

_SEALED = (
    *("seq", "at", "by", "action", "node", "field", "before", "after", "reason"),
    *("key", "asked", "result"),
)
_FIRST_ID = "change_"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, before it has its place in the chain."""

    action: str
    at: str
    by: str
    node: str
    """Id of what was changed."""
    about: Sequence[tuple[Label, str]]
    """The nodes that it is history of."""
    field: str | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    key: str | None = None
    """Digest of the idempotency key."""
    asked: str | None = None
    """Digest of what was asked under that key."""
    result: str | None = None
    """Id of what the change made."""


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold."""

    seq: int
    why: str


def sealed(entry: Entry, seq: int, previous: str) -> dict[str, str | int | None]:
    """The record as it is stored, with its place and its hash."""
    record: dict[str, str | int | None] = {
        "seq": seq,
        **{name: getattr(entry, name) for name in _SEALED if name != "seq"},
    }
    return {
        **record,
        "id": f"{_FIRST_ID}{seq:012d}",
        "seq_key": f"{seq:012d}",
        "previous": previous,
        "hash": seal(record, previous),
    }


def seal(record: Mapping[str, object], previous: str) -> str:
    """SHA-256 over the hash before and the canonical JSON of the record."""
    told = {name: record.get(name) for name in _SEALED}
    words = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{words}".encode()).hexdigest()


def digest_of(asked: Mapping[str, object]) -> str:
    """One digest for one request: a key that comes again stands for the very same."""
    words = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()


def key_digest(key: str) -> str:
    """An idempotency key as it is kept: never the caller's own words."""
    return hashlib.sha256(key.encode()).hexdigest()


def first_break(
    records: Iterable[Mapping[str, object]], previous: str = "", after: int = 0
) -> Break | None:
    """Where the chain breaks, if it does; the records stand in the order of ``seq``."""
    for record in records:
        seq = int(str(record.get("seq")))
        if seq != after + 1:
            return Break(after + 1, "thiếu bản ghi (a record is missing)")
        if record.get("previous") != previous:
            return Break(seq, "không nối với bản ghi trước (it does not follow the one before)")
        if seal(record, previous) != record.get("hash"):
            return Break(seq, "nội dung đã bị sửa (its words were altered)")
        previous, after = str(record["hash"]), seq
    return None
