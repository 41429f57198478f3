"""A GraphQL request as it comes over HTTP: read within caps, refused with a reason.

What is refused here has not been parsed as GraphQL, nor seen by the store.
"""

import asyncio
import json
from collections.abc import Mapping
from types import NoneType
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request

from graph_schema import json_text
from graph_schema.callers import Caller
from queries.execute import Question
from service.documents_known import KnownDocuments, Sent

MAX_BODY = 1_048_576
BODY_SECONDS = 10.0
JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"


class BadRequest(Exception):
    """A request that is no question: its status, its code and one sentence."""

    def __init__(self, status: int, code: str, vietnamese: str, english: str) -> None:
        """Keep what the client is told."""
        self.status = status
        self.code = code
        self.sentence = f"{vietnamese} ({english})"
        super().__init__(self.sentence)


async def read_question(
    request: Request, documents: KnownDocuments, caller: Caller, *, texts_by_get: bool = True
) -> Question:
    """The question of this caller's GET or POST request; its document may be one that is known."""
    if request.method == "GET":
        found = _from_address(request)
        if "query" in found and not texts_by_get:
            raise BadRequest(
                405, "METHOD_NOT_ALLOWED", "Câu hỏi thì phải dùng POST", "questions are POSTed"
            )
        return _question(found, documents, caller)
    check_origin(request)
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != JSON:
        raise BadRequest(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "Hãy gửi câu hỏi dạng application/json",
            "send application/json",
        )
    if "charset" in kind.lower() and "utf-8" not in kind.lower():
        raise BadRequest(415, "UNSUPPORTED_MEDIA_TYPE", "Hãy gửi UTF-8", "send UTF-8")
    content = await read_body(request, MAX_BODY, BODY_SECONDS)
    return _question(read_json(content), documents, caller)


def answer_type(request: Request) -> str:
    """The media type of the answer that the client accepts; 406 when there is none."""
    ranges = [
        (part.partition(";")[0].strip().lower(), "q=0" in part.replace(" ", "").split(";"))
        for part in request.headers.get("accept", "*/*").split(",")
    ]
    wanted = [name for name, refused in ranges if name and not refused]
    if GRAPHQL_JSON in wanted:
        return GRAPHQL_JSON
    if not wanted or {JSON, "application/*", "*/*"} & set(wanted):
        return JSON
    raise BadRequest(
        406,
        "NOT_ACCEPTABLE",
        "Câu trả lời chỉ có dạng JSON",
        f"answers are {GRAPHQL_JSON} or {JSON}",
    )


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks, and not a program."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not {"query", "documentId"} & set(request.query_params)


def read_json(content: bytes) -> object:
    """JSON that means one thing: UTF-8, not too deep, no name twice, no NaN, no NUL."""
    try:
        found = json_text.loads(content)
        _STRICT.decode(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadRequest(
            400,
            "BAD_JSON",
            "Nội dung gửi lên không phải JSON đúng chuẩn",
            "the body is not well-formed JSON in UTF-8",
        ) from None
    if b"\\u0000" in content and _holds_nul(found):
        raise BadRequest(400, "BAD_JSON", "Chữ không được chứa ký tự rỗng", "NUL in a string")
    return found


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


_STRICT = json.JSONDecoder(object_pairs_hook=_unique)


def _holds_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(item) for pair in value.items() for item in pair)
    return isinstance(value, list) and any(_holds_nul(item) for item in value)


async def read_body(request: Request, most: int, seconds: float) -> bytes:
    """The body, read up to the cap and within the time, whatever its headers promise."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise _too_large(most)
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise _too_large(most)
                chunks.append(chunk)
    except TimeoutError:
        raise BadRequest(
            408, "REQUEST_TIMEOUT", "Nội dung gửi lên quá chậm", "the body came too slowly"
        ) from None
    except ClientDisconnect:
        raise BadRequest(400, "BAD_REQUEST", "Kết nối đã đóng", "the client went away") from None
    return b"".join(chunks)


def _too_large(most: int) -> BadRequest:
    size = f"{most // MAX_BODY} MB"
    vietnamese, english = f"Nội dung gửi lên quá {size}", f"the body is over {size}"
    if most == MAX_BODY:
        vietnamese += "; tệp văn bản lớn thì gửi tới POST /documents"
        english += "; send large documents to POST /documents"
    return BadRequest(413, "BODY_TOO_LARGE", vietnamese, english)


def check_origin(request: Request) -> None:
    """A page of another site may not ask in its reader's name."""
    origin = request.headers.get("origin")
    if origin is None:
        return
    try:
        asks = urlsplit(origin).netloc.lower()
    except ValueError:  # an address that is none, such as “http://[::1”
        asks = ""
    if not asks or asks != request.headers.get("host", "").lower():
        raise BadRequest(403, "FOREIGN_ORIGIN", "Trang web khác không được hỏi", "foreign Origin")


def _from_address(request: Request) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("query", "documentId", "operationName", "variables", "extensions"):
        values = request.query_params.getlist(name)
        if len(values) > 1:
            raise BadRequest(400, "BAD_REQUEST", f"“{name}” nêu hai lần", f"{name} stands twice")
        if values:
            found[name] = values[0]
    for name in ("variables", "extensions"):
        if name in found:
            found[name] = read_json(str(found[name]).encode("utf-8", "surrogatepass"))
    if any(_holds_nul(value) for value in found.values()):
        raise BadRequest(400, "BAD_REQUEST", "Chữ không được chứa ký tự rỗng", "NUL in a string")
    return found


def _question(found: object, documents: KnownDocuments, caller: Caller) -> Question:
    if isinstance(found, list):
        raise BadRequest(400, "BATCH", "Hãy gửi từng câu hỏi một", "batches are not taken")
    if not isinstance(found, dict):
        raise BadRequest(400, "BAD_REQUEST", "Hãy gửi một đối tượng JSON", "send a JSON object")
    operation = found.get("operationName")
    variables, extensions = found.get("variables"), found.get("extensions")
    if operation is not None and not isinstance(operation, str):
        raise BadRequest(400, "BAD_REQUEST", "“operationName” phải là chữ", "a string is wanted")
    for name, value in (("variables", variables), ("extensions", extensions)):
        if value is not None and not isinstance(value, Mapping):
            raise BadRequest(
                400, "BAD_REQUEST", f"“{name}” phải là đối tượng", f"{name} must be an object"
            )
    sent = _sent(found, extensions if isinstance(extensions, Mapping) else {})
    text = documents.text(sent)
    given = variables if isinstance(variables, Mapping) else {}
    return Question(text, given, operation or None, caller)


def _sent(found: Mapping[str, object], extensions: Mapping[str, object]) -> Sent:
    """What the request says of its document: its text, its id, or the hash of APQ."""
    text, name = found.get("query"), found.get("documentId")
    persisted = extensions.get("persistedQuery")
    if name is None and persisted is None and not (isinstance(text, str) and text.strip()):
        raise BadRequest(400, "BAD_REQUEST", "Thiếu “query”", "“query” must be a string")
    if not isinstance(text, (str, NoneType)) or not isinstance(name, (str, NoneType)):
        raise BadRequest(400, "BAD_REQUEST", "“query”, “documentId” phải là chữ", "no string")
    if name is not None and text is not None:
        raise BadRequest(
            400, "BAD_REQUEST", "Nêu “query” hoặc “documentId”, không cả hai", "one of the two"
        )
    if persisted is None:
        return Sent(text, name, None)
    if not isinstance(persisted, Mapping) or persisted.get("version") != 1:
        raise BadRequest(400, "BAD_REQUEST", "persistedQuery phải có version 1", "version 1 only")
    return Sent(text, name, str(persisted.get("sha256Hash")))
