"""GraphQL over HTTP: statuses, media types, and errors that tell a code and never an inside."""

import logging
import secrets
from collections.abc import Iterable, Mapping

from graphql import GraphQLError, GraphQLSyntaxError, OperationType
from starlette.requests import Request
from starlette.responses import Response

from graph_schema import json_text
from graph_schema.callers import Caller
from graph_schema.errors import DauMoiError, Forbidden, StoreUnavailable, Unauthenticated
from queries.change import Change
from queries.execute import Answer, Question, Reader
from service.gate import Gate
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
_HINTS = {405: {"Allow": "POST"}, 401: {"WWW-Authenticate": "Bearer"}}


class GraphQLEndpoint:
    """Answers questions that come over HTTP."""

    def __init__(self, reader: Reader, changes: Mapping[str, Change], gate: Gate) -> None:
        """Answer with this reader; ``gate`` tells who asks."""
        self._reader = reader
        self._changes = changes
        self._gate = gate

    async def __call__(self, request: Request) -> Response:
        """One request, one answer; whatever happens inside, the client gets JSON."""
        identity = secrets.token_hex(8)
        kind = JSON
        try:
            kind = answer_type(request)
            caller = await self._gate.caller(request)
            question = await read_question(request)
            answer = await self._answer(request, question, caller)
            return _response(_status(answer, kind), _body(answer, identity), kind, identity)
        except BadRequest as refused:
            body = _failure(refused.sentence, refused.code)
            return _response(refused.status, body, kind, identity, _HINTS.get(refused.status, {}))
        except (Unauthenticated, Forbidden) as refused:
            status = 401 if isinstance(refused, Unauthenticated) else 403
            body = _failure(refused.sentence, refused.code)
            return _response(status, body, kind, identity, _HINTS.get(status, {}))
        except StoreUnavailable as error:
            _log.warning("request %s: %s", identity, error.__cause__ or error)
            wait = {"Retry-After": _RETRY_SECONDS}
            return _response(503, _failure(error.sentence, error.code), kind, identity, wait)
        except Exception:
            _log.exception("request %s failed", identity)
            return _response(500, {"errors": [_internal(identity)]}, kind, identity)

    async def _answer(self, request: Request, question: Question, caller: Caller) -> Answer:
        kind = self._reader.operation_type(question)
        if kind in (None, OperationType.QUERY):
            return await self._reader.answer(question)
        if request.method == "GET":
            raise BadRequest(
                405, "METHOD_NOT_ALLOWED", "Ghi thì phải dùng POST", "writes are POSTed"
            )
        return await self._reader.change(question, self._changes, caller, may_change)


def _status(answer: Answer, kind: str) -> int:
    """A refused question is the client's error; clients of plain JSON expect 200 even then."""
    return 400 if answer.refused and kind == GRAPHQL_JSON else 200


def _body(answer: Answer, identity: str) -> Mapping[str, object]:
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
            shown["extensions"] = {"code": _code(error), **(error.extensions or {})}
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


def _internal(identity: str) -> dict[str, object]:
    return {
        "message": f"Lỗi bên trong dịch vụ, mã tra cứu {identity}. (An internal fault.)",
        "extensions": {"code": "INTERNAL", "requestId": identity},
    }


def _failure(message: str, code: str) -> Mapping[str, object]:
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
