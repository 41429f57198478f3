"""Read your writes through any service: the database's bookmarks, signed, carried by the client.

A change is answered with how far the database was after it. A question that brings this along is
answered by a member of the database that is at least as far, whichever service is asked.
"""

import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

HEADER = "Daumoi-Bookmark"
COOKIE = "daumoi_bookmark"
VALID_SECONDS = 300
"""A follower is seconds behind; after this time there is nothing left to wait for."""
MAX_LETTERS = 3000
MAX_TOKENS = 8
_PURPOSE = b"daumoi bookmark 1"
_CLOCKS_APART = 60
_LOG = logging.getLogger("daumoi.bookmarks")


class ForeignBookmark(Exception):
    """A bookmark that no service with this secret has signed."""


@dataclass(slots=True)
class Seen:
    """What one request must see of the database, and whether it has changed it."""

    marks: frozenset[str] = frozenset()
    wrote: bool = False

    def written(self, before: frozenset[str], after: frozenset[str]) -> None:
        """A transaction that began at ``before`` has ended at ``after``."""
        self.marks = (self.marks - before) | after
        self.wrote = True


_SEEN: ContextVar[Seen | None] = ContextVar("seen", default=None)


def seen_here() -> Seen | None:
    """What the request that is being answered has seen; None outside of one."""
    return _SEEN.get()


@contextmanager
def answering(marks: frozenset[str]) -> Iterator[Seen]:
    """Answer one request, which must see at least these bookmarks."""
    seen = Seen(marks)
    token = _SEEN.set(seen)
    try:
        yield seen
    finally:
        _SEEN.reset(token)


class BookmarkSigner:
    """Bookmarks as a client carries them: nobody else can make up one, or change it."""

    seconds = VALID_SECONDS

    def __init__(self, secret: str) -> None:
        """Services that share the secret take each other's bookmarks."""
        self._key = hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)

    def sign(self, marks: frozenset[str]) -> str | None:
        """The token of these bookmarks; None when they are more than a header holds."""
        said = json.dumps([int(time.time()), *sorted(marks)], separators=(",", ":")).encode()
        token = f"{_letters(said)}.{_letters(self._signature(said))}"
        if len(token) <= MAX_LETTERS:
            return token
        _LOG.warning("%d bookmarks are too many for a header", len(marks))
        return None

    def marks_in(self, tokens: str) -> frozenset[str]:
        """The bookmarks of tokens parted by commas; none of those whose time is over."""
        given = tokens.split(",")
        if len(tokens) > MAX_LETTERS * MAX_TOKENS or len(given) > MAX_TOKENS:
            raise ForeignBookmark
        return frozenset().union(*(self._open(token.strip()) for token in given))

    def _open(self, token: str) -> frozenset[str]:
        body, _, signature = token.partition(".")
        try:
            said, signed = _bytes(body), _bytes(signature)
        except ValueError:
            raise ForeignBookmark from None
        if len(token) > MAX_LETTERS or not hmac.compare_digest(signed, self._signature(said)):
            raise ForeignBookmark
        at, *marks = json.loads(said)
        age = time.time() - at
        return frozenset(marks) if -_CLOCKS_APART <= age <= VALID_SECONDS else frozenset()

    def _signature(self, said: bytes) -> bytes:
        return hmac.digest(self._key, said, hashlib.sha256)


def _letters(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(letters: str) -> bytes:
    """The bytes of the letters, which must be written in the one way that we write them."""
    content = base64.urlsafe_b64decode(letters.encode("ascii") + b"=" * (-len(letters) % 4))
    if _letters(content) != letters:
        raise ValueError("written otherwise")
    return content
