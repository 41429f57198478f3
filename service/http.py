"""GraphQL over HTTP: statuses, media types, and errors that tell a code and never an inside."""

import logging
import secrets
from collections.abc import Iterable, Mapping

from graphql import GraphQLError, GraphQLSyntaxError, OperationType
from starlette.requests import Request
from starlette.responses import Response

from graph_schema import json_text
from graph_schema.callers import Caller
from graph_schema.errors import DauMoiError, StoreUnavailable
from queries.change import Change
from queries.execute import Answer, Question, Reader
from service.gate import TURNED_AWAY, Gate, status_of
from service.limits import QuestionLimits
from service.live import Live, wants_stream
from service.offer import Offer
from service.request import (
    GRAPHQL_JSON,
    JSON,
    BadRequest,
    answer_type,
    read_question,
)
from service.roles import may_change

_log = logging.getLogger("daumoi.http")
_RETRY_SECONDS = "2"
_COST = "x-daumoi-cost"
_OWN_WORDS = {
    "GRAPHQL_PARSE_FAILED": "Câu hỏi viết sai cú pháp GraphQL.",
    "GRAPHQL_VALIDATION_FAILED": "Câu hỏi không khớp lược đồ.",
}
"""What stands before the English words of GraphQL's own library."""
HINTS = {
    401: {"WWW-Authenticate": "Bearer"},
    405: {"Allow": "POST"},
    429: {"Retry-After": "60"},
    503: {"Retry-After": "60"},
}


class GraphQLEndpoint:
    """Answers questions that come over HTTP."""

    def __init__(
        self,
        reader: Reader,
        changes: Mapping[str, Change],
        gate: Gate,
        limits: QuestionLimits,
        offer: Offer,
        live: Live,
    ) -> None:
        """Answer with this reader; ``gate`` tells who asks, ``live`` what comes about."""
        self._reader = reader
        self._changes = changes
        self._gate = gate
        self._limits = limits
        self._offer = offer
        self._live = live

    async def __call__(self, request: Request) -> Response:
        """One request, one answer; whatever happens inside, the client gets JSON."""
        identity = secrets.token_hex(8)
        kind = JSON
        try:
            stream = wants_stream(request)
            kind = JSON if stream else answer_type(request)
            caller = await self._gate.caller(request)
            question = await self._question(request, caller)
            if stream:
                return await self._streamed(request, question, identity)
            if isinstance(question, Answer):
                return _response(_status(question, kind), _body(question, identity), kind, identity)
            answer = await self._answer(request, question)
            shown = _body(answer, identity)
            if _COST in request.headers and not answer.refused:
                shown["extensions"] = {"cost": self._limits.told(question.text, answer.cost)}
            return _response(_status(answer, kind), shown, kind, identity)
        except BadRequest as refused:
            body = failure_body(refused.sentence, refused.code)
            return _response(refused.status, body, kind, identity, HINTS.get(refused.status, {}))
        except TURNED_AWAY as refused:
            body = failure_body(refused.sentence, refused.code)
            status = status_of(refused)
            return _response(status, body, kind, identity, HINTS.get(status, {}))
        except StoreUnavailable as error:
            _log.warning("request %s: %s", identity, error.__cause__ or error)
            wait = {"Retry-After": _RETRY_SECONDS}
            return _response(503, failure_body(error.sentence, error.code), kind, identity, wait)
        except Exception:
            _log.exception("request %s failed", identity)
            return _response(500, {"errors": [_internal(identity)]}, kind, identity)

    async def _streamed(
        self, request: Request, question: Question | Answer, identity: str
    ) -> Response:
        """The same over SSE; a subscription goes on."""

        def render(answer: Answer) -> bytes:
            return json_text.dumps(_body(answer, identity))

        if isinstance(question, Answer):
            return self._live.once(render(question))
        if self._reader.operation_type(question) is OperationType.SUBSCRIPTION:
            return await self._live.stream(request, question, render)
        return self._live.once(render(await self._answer(request, question)))

    async def _question(self, request: Request, caller: Caller) -> Question | Answer:
        """The question; or the answer that its document is not known or not trusted."""
        try:
            by_get = not self._offer.production
            return await read_question(request, self._offer.documents, caller, texts_by_get=by_get)
        except GraphQLError as error:
            return Answer(None, (error,), refused=True)

    async def _answer(self, request: Request, question: Question) -> Answer:
        kind = self._reader.operation_type(question)
        if kind in (None, OperationType.QUERY):
            return await self._reader.answer(question)
        if kind is OperationType.SUBSCRIPTION:
            raise BadRequest(
                406,
                "STREAM_NEEDED",
                "Muốn theo dõi trực tiếp thì hỏi ở /graphql/stream, hoặc Accept: text/event-stream",
                "subscriptions are answered over SSE",
            )
        if request.method == "GET":
            raise BadRequest(
                405, "METHOD_NOT_ALLOWED", "Ghi thì phải dùng POST", "writes are POSTed"
            )
        return await self._reader.change(question, self._changes, may_change)


def _status(answer: Answer, kind: str) -> int:
    """A refused question is the client's error; clients of plain JSON expect 200 even then."""
    return 400 if answer.refused and kind == GRAPHQL_JSON else 200


def _body(answer: Answer, identity: str) -> dict[str, object]:
    body: dict[str, object] = {}
    if answer.errors:
        body["errors"] = list(_shown(answer.errors, identity))
    if not answer.refused:
        body["data"] = answer.data
    return body


def _shown(errors: Iterable[GraphQLError], identity: str) -> Iterable[Mapping[str, object]]:
    for error in errors:
        cause = error.original_error
        if cause is None:
            shown = dict(error.formatted)
            code = _code(error)
            shown["extensions"] = {"code": code, **(error.extensions or {})}
            if error.extensions is None or not error.extensions:
                shown["message"] = f"{_OWN_WORDS[code]} ({error.message})"
            yield shown
        elif isinstance(cause, DauMoiError):
            yield {**error.formatted, "extensions": {"code": cause.code}}
        else:
            _log.error("request %s failed in %s", identity, error.path, exc_info=cause)
            yield {**_internal(identity), "path": error.path}


def _code(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    return "GRAPHQL_VALIDATION_FAILED"


def fault_told(identity: str) -> str:
    """What a client is told of a fault of ours: under which id it stands in the log."""
    return f"Lỗi bên trong dịch vụ, mã tra cứu {identity}. (An internal fault.)"


def _internal(identity: str) -> dict[str, object]:
    return {
        "message": fault_told(identity),
        "extensions": {"code": "INTERNAL", "requestId": identity},
    }


def failure_body(message: str, code: str) -> Mapping[str, object]:
    """A refusal of the whole request, in the form of every other one."""
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def _response(
    status: int,
    body: Mapping[str, object],
    kind: str,
    identity: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    return Response(
        json_text.dumps(body),
        status,
        {"X-Request-ID": identity, "Cache-Control": "no-store", **(headers or {})},
        f"{kind}; charset=utf-8",
    )
