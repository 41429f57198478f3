"""The stable id of each node, from the document's own words.

An id is a kind, an underscore and a digest of folded words ("task_3kq…"): within a store it
survives re-reading and another file format of the same document. The id of a numbered document is
made of the words of whoever named it first in that store.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

from graph_schema.vietnamese import compare_key, normal, search_key

_SYMBOL_NOISE = re.compile(r"\s+")
_DASHES = re.compile("[‐‑‒–—―−]")
_DIGEST_LETTERS = 20
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_TWO_LETTERS = tuple(first + second for first in _BASE32 for second in _BASE32)
_SHIFTS = tuple(256 - 10 * place for place in range(1, _DIGEST_LETTERS // 2 + 1))
OFFICE_WORDS = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("mat tran to quoc", "mttq"),
)
"""Common bodies, folded: written out, and as everybody abbreviates them."""


@lru_cache(maxsize=16384)  # a plan names the same few units and offices over and over
def _digest(kind: str, *parts: str | int | None) -> str:
    words = "\x1f".join("" if part is None else compare_key(str(part)) for part in parts)
    bits = int.from_bytes(hashlib.sha256(words.encode()).digest(), "big")
    # Base 32, as in base64.b32encode, of which a document needs hundreds.
    return f"{kind}_{''.join([_TWO_LETTERS[bits >> shift & 1023] for shift in _SHIFTS])}"


def _exact(ref: str) -> str:
    """A ref's own letters: "A.1" and "a.1" are two items, which folding would join."""
    return ref.encode().hex()


_NO_WORDS = re.compile(r"[^\w]+")


def words_digest(text: str) -> str:
    """A digest of the letters of a text: the same for two files that say the same words."""
    folded = _NO_WORDS.sub("", unicodedata.normalize("NFC", text)).casefold()
    return hashlib.sha256(folded.encode()).hexdigest()


def symbol_key(symbol: str) -> str:
    """Number and symbol for matching: no spaces, capitals, one kind of dash, no leading zero."""
    folded = _DASHES.sub("-", _SYMBOL_NOISE.sub("", normal(symbol)).upper())
    return folded.lstrip("0").strip(".,;:") or folded


def numbered_document_id(symbol: str, scope: str, issued: str | None) -> str:
    """A document with a number: its symbol, where or whom it is from, and when.

    A document that was cited before it was read keeps the id that its first citation gave it.
    """
    return _digest("doc", symbol_key(symbol), scope, issued)


def secret_words(level: int) -> str:
    """What stands before the words of an id where a secret document makes it; nothing else."""
    return f"secret {level} " if level else ""


def draft_document_id(issuer: str, kind: str | None, year: str | None, title: str | None) -> str:
    """A draft without a number: issuer, kind, year and title."""
    return _digest("doc", "draft", issuer, kind, year, title)


def task_id(document: str, ref: str) -> str:
    """A task: its plan and its outline number (a repeated one carries "#2")."""
    return _digest("task", document, _exact(ref))


def target_id(document: str, ref: str, ordinal: int) -> str:
    """A target: its plan, the outline number of its item, and its place among that item's."""
    return _digest("target", document, _exact(ref), ordinal)


def report_duty_id(document: str, ordinal: int) -> str:
    """A reporting duty: its plan and its place among the plan's."""
    return _digest("duty", document, ordinal)


def occurrence_id(of: str, due: str) -> str:
    """One time that a duty or a recurring task is due: what is due, and the day."""
    return _digest("occurrence", of, due)


def contact_id(of: str, address: str) -> str:
    """An address of a unit, a person or an office."""
    return _digest("contact", of, address.casefold())


def reminder_id(recipient: str, day: str) -> str:
    """A digest: at most one a recipient and day."""
    return _digest("reminder", recipient, day)


def phase_id(document: str, ref: str) -> str:
    """A phase: its plan and the outline number of its heading."""
    return _digest("phase", document, _exact(ref))


def unit_id(place: str | None, name_key: str) -> str:
    """A unit of a place."""
    return _digest("unit", place, name_key)


def person_id(name: str, unit: str) -> str:
    """A person: the name and the unit where the office is held."""
    return _digest("person", name, unit)


def position_id(title: str, unit: str) -> str:
    """An office: its title and its unit."""
    return _digest("position", title, unit)


def review_item_id(
    document: str, kind: str, part: str, ref: str, field: str, words: str, ordinal: int
) -> str:
    """A review item: its document, why it is there, in which part, and the words it is about."""
    return _digest("item", document, kind, part, _exact(ref), field, words, ordinal)


def keyed_correction_id(key: str) -> str:
    """A correction that came with an idempotency key: sent twice, it is one."""
    return _digest("corr", _exact(key))


def reading_version(source: str, reader: str, corrections: tuple[str, ...]) -> str:
    """What somebody saw of a document: its file, its reader, the corrections that applied."""
    return _digest("v", source, reader, *corrections)


def place_id(code: str) -> str:
    """An official place: its code in force since 1 July 2025."""
    return f"place_{code}"


def unofficial_place_id(full_name: str, province: str | None) -> str:
    """A place that is in no official table: its own words."""
    return _digest("place", full_name, province)


def office_key(text: str) -> str:
    """An office's title as people search it: without accents, common bodies abbreviated."""
    key = search_key(text)
    for long, short in OFFICE_WORDS:
        key = key.replace(long, short)
    return key
