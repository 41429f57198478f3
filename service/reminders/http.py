"""Reminders over HTTP: ``GET /reminders/unit/{id}.atom``, ``GET /reminders/person/{id}.atom``."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from graph_schema.callers import Caller
from graph_schema.dated import today
from graph_schema.errors import BadQuestion, BadSetting, DauMoiError, StoreUnavailable
from queries.execute import Question, Reader
from service.calendar_feed import CalendarSigner, Of, feed_caller
from service.calendar_file import tag_of
from service.gate import TURNED_AWAY, Gate, status_of
from service.http import HINTS
from service.reminders.feed import atom, leader_notices, unit_notices
from service.reports.pick import person_by_id, unit_by_id

_FEEDS = {Of.UNIT: (unit_by_id, unit_notices), Of.PERSON: (person_by_id, leader_notices)}


def reminder_routes(reader: Reader, gate: Gate, secret: str | None) -> list[Route]:
    """A feed for each unit and leader; the token of their calendar opens it as well."""
    signer = None if secret is None else CalendarSigner(secret)

    def route(of: Of) -> Route:
        async def answer(request: Request) -> Response:
            try:
                caller = await feed_caller(request, gate, signer, of, request.path_params["id"])
                return await _answer(request, reader, of, caller)
            except TURNED_AWAY as refused:
                status = status_of(refused)
                return PlainTextResponse(refused.sentence + "\n", status, HINTS.get(status))
            except StoreUnavailable as error:
                return PlainTextResponse(error.sentence + "\n", 503, {"Retry-After": "60"})
            except BadSetting as error:
                return PlainTextResponse(error.sentence + "\n", 404)
            except DauMoiError as error:
                return PlainTextResponse(error.sentence + "\n", 400)

        return Route(f"/reminders/{of}/{{id:str}}.atom", answer, methods=["GET"])

    return [route(of) for of in Of]


async def _answer(request: Request, reader: Reader, of: Of, caller: Caller) -> Response:
    async def ask(text: str, given: Mapping[str, object]) -> Any:  # noqa: ANN401 - as JSON says it
        found = await reader.answer(Question(text, given, None, caller))
        if found.errors:
            cause = found.errors[0].original_error
            raise (
                cause
                if isinstance(cause, StoreUnavailable)
                else BadQuestion(found.errors[0].message)
            )
        return found.data

    find, gather = _FEEDS[of]
    subject, day = await find(ask, request.path_params["id"]), today()
    address = str(request.url.replace(query=""))  # a token never stands in what is handed on
    content = atom(subject, await gather(ask, subject.id, day), address, day)
    headers = {"ETag": tag_of(content), "Cache-Control": "private, no-cache"}
    seen = request.headers.get("if-none-match", "")
    if headers["ETag"] in (tag.strip().removeprefix("W/") for tag in seen.split(",")):
        return Response(None, 304, headers)
    return Response(content, 200, headers, "application/atom+xml; charset=utf-8")
