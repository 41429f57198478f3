"""Documents that clients name instead of sending: trusted ones of a manifest, and APQ.

A document's id is the SHA-256 of its text (``documentId`` of GraphQL over HTTP, with or without
``sha256:``; ``extensions.persistedQuery`` of Apollo), or whatever key the manifest gives it.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from graphql import GraphQLError

from graph_schema.errors import BadSetting
from queries.cache import Cache
from service.limits import Allowance

_KEPT = 1_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PREFIX = "sha256:"


class Trust(Enum):
    """Whether documents of a manifest are known, and whether others are taken beside them."""

    OFF = "off"
    ALLOW = "allow"
    ONLY = "only"


def sha256_of(text: str) -> str:
    """The id that a document's text gives itself."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request says of its document."""

    text: str | None
    document_id: str | None
    sha256: str | None
    """Of ``extensions.persistedQuery``."""


@dataclass(slots=True)
class KnownDocuments:
    """The documents that may be named; those learned from clients are kept up to a number."""

    trust: Trust = Trust.OFF
    trusted: Mapping[str, str] = field(default_factory=dict)
    learned: Cache[str] = field(default_factory=lambda: Cache(_KEPT))

    def text(self, sent: Sent) -> str:
        """The document that is meant; a GraphQLError says why none is."""
        if sent.document_id is not None:
            return self._named(sent.document_id.removeprefix(_PREFIX))
        if sent.sha256 is not None:
            return self._persisted(sent.text, sent.sha256)
        if sent.text is None:
            raise refused("BAD_REQUEST", "Thiếu “query”", "“query” must be a string")
        if self.trust is Trust.ONLY and sha256_of(sent.text) not in self.trusted:
            raise _not_trusted()
        return sent.text

    def _persisted(self, text: str | None, sha256: str) -> str:
        if not _SHA256.fullmatch(sha256):
            raise refused("BAD_REQUEST", "sha256Hash phải là 64 chữ số hex", "a SHA-256 in hex")
        if text is None:
            return self._named(sha256)
        if sha256_of(text) != sha256:
            raise refused(
                "PERSISTED_QUERY_MISMATCH",
                "sha256Hash không phải của câu hỏi gửi kèm",
                "the hash is not that of the query",
            )
        if self.trust is Trust.ONLY and sha256 not in self.trusted:
            raise _not_trusted()
        if len(text) <= Allowance().characters:
            self.learned.get(sha256, lambda: text)
        return text

    def _named(self, name: str) -> str:
        known = self.trusted.get(name) or self.learned.peek(name)
        if known is None or (self.trust is Trust.ONLY and name not in self.trusted):
            # Clients of APQ know this answer by its very words.
            code = "PERSISTED_QUERY_NOT_FOUND"
            raise GraphQLError("PersistedQueryNotFound", extensions={"code": code})
        return known


def refused(code: str, vietnamese: str, english: str) -> GraphQLError:
    """A request whose document cannot be told."""
    return GraphQLError(f"{vietnamese} ({english})", extensions={"code": code})


def _not_trusted() -> GraphQLError:
    return refused(
        "DOCUMENT_NOT_TRUSTED",
        "Dịch vụ chỉ trả lời những câu hỏi đã đăng ký: hãy gửi documentId",
        "only registered documents are answered",
    )


def load_trusted(path: Path) -> dict[str, str]:
    """The documents of a manifest, or of every manifest and ``.graphql`` file of a folder."""
    try:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found: dict[str, str] = {}
        for file in files:
            if file.suffix == ".json":
                found.update(_manifest(file))
            elif file.suffix in {".graphql", ".gql"}:
                text = file.read_text(encoding="utf-8")
                found.update({sha256_of(form): form for form in (text, text.strip())})
    except (OSError, ValueError) as error:
        raise _bad(path, str(error)) from error
    if not found:
        raise _bad(path, "không có câu hỏi nào")
    return found


def _manifest(file: Path) -> Iterator[tuple[str, str]]:
    """Relay's ``{id: text}``, or Apollo's list of operations."""
    told = json.loads(file.read_text(encoding="utf-8"))
    if isinstance(told, dict) and isinstance(told.get("operations"), list):
        told = {item["id"]: item["body"] for item in told["operations"] if _is_operation(item)}
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise _bad(file, "không phải dạng {mã: câu hỏi}")
    for name, text in told.items():
        name = name.removeprefix(_PREFIX)
        if _SHA256.fullmatch(name) and sha256_of(text) != name:
            raise _bad(file, f"mã {name[:12]}… không phải SHA-256 của câu hỏi")
        yield name, text


def _is_operation(item: object) -> bool:
    return isinstance(item, dict) and {"id", "body"} <= set(item)


def _bad(path: Path, why: str) -> BadSetting:
    return BadSetting(
        f"DAUMOI_TRUSTED_DOCUMENTS: không dùng được {str(path)!r} ({why}): hãy chỉ tới một thư mục "
        "tệp .graphql hoặc một tệp JSON {mã: câu hỏi}, mã là SHA-256 của câu hỏi."
    )
