"""Reports over HTTP: ``GET /reports/unit/{id}?year=2026&asOf=2026-12-31&format=xlsx``."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_schema.callers import Caller, Role
from graph_schema.errors import BadQuestion, BadSetting, DauMoiError, StoreUnavailable
from queries.execute import Question, Reader
from service.gate import TURNED_AWAY, Gate, status_of
from service.http import HINTS, failure_body
from service.reports.build import Span, directive_report, leader_report, plan_report, unit_report
from service.reports.command import Wanted, head_of
from service.reports.gather import Ask
from service.reports.model import ReportTable
from service.reports.pick import Subject, find_document, find_person, unit_by_id
from service.reports.render import Drawn, Form, draw
from service.roles import ROUTES, may_open

_log = logging.getLogger("daumoi.http")
ROUTE = "/reports/{kind}/{id}"
AT_ONCE = 2
"""Reports that are made at one time: each may hold thousands of tasks."""
_TURN_SECONDS = 20.0
_KNOWN = frozenset({"year", "asOf", "format", "routine"})
_YES_NO = {"true": True, "false": False}

Find = Callable[[Ask, str], Awaitable[Subject]]
Build = Callable[[Ask, Subject, Span], Awaitable[ReportTable]]


async def _person(ask: Ask, identity: str) -> Subject:
    return await find_person(ask, identity, None)


_KINDS: Mapping[str, tuple[Find, Build, bool]] = {
    "unit": (unit_by_id, unit_report, True),
    "leader": (_person, leader_report, True),
    "plan": (find_document, plan_report, False),
    "directive": (find_document, directive_report, False),
}


def report_routes(reader: Reader, gate: Gate) -> list[Route]:
    """One address for each kind of report."""
    endpoint = ReportEndpoint(reader, gate)
    return [Route(ROUTE, endpoint.answer, methods=["GET"])]


class ReportEndpoint:
    """Makes reports for who may read."""

    def __init__(self, reader: Reader, gate: Gate) -> None:
        """Ask this reader; ``gate`` tells who asks."""
        self._reader = reader
        self._gate = gate
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def answer(self, request: Request) -> Response:
        """The file, or a reason."""
        identity = secrets.token_hex(8)
        try:
            caller = await self._gate.caller(request)
            may_open(ROUTE, ROUTES[ROUTE] or Role.ADMIN, caller)
            return await self._report(request, caller)
        except TURNED_AWAY as refused:
            status = status_of(refused)
            return _refusal(status, refused, HINTS.get(status))
        except StoreUnavailable as error:
            _log.warning("request %s: %s", identity, error.__cause__ or error)
            return _refusal(503, error, {"Retry-After": "5"})
        except DauMoiError as refused:
            return _refusal(400, refused)
        except Exception:
            _log.exception("request %s failed", identity)
            sentence = f"Sự cố nội bộ, mã {identity}. (Internal error.)"
            return JSONResponse(failure_body(sentence, "INTERNAL"), 500)

    async def _report(self, request: Request, caller: Caller) -> Response:
        kind = request.path_params["kind"]
        if kind not in _KINDS:
            sentence = f"Không có loại báo cáo này; các loại: {', '.join(_KINDS)}."
            return JSONResponse(failure_body(sentence, "NOT_FOUND"), 404)
        find, build, yearly = _KINDS[kind]
        wanted, form = _wanted(request)
        span = wanted.span(yearly=yearly)
        async with _turn(self._turns):
            ask = partial(self._ask, caller)
            subject = await find(ask, request.path_params["id"])
            report = await build(ask, subject, span)
            drawn = await asyncio.to_thread(draw, report, form, head_of(report))
        return _file(drawn)

    async def _ask(self, caller: Caller, text: str, given: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON
        answer = await self._reader.answer(Question(text, given, None, caller))
        if answer.errors:
            raise BadQuestion(answer.errors[0].message)
        return answer.data


@asynccontextmanager
async def _turn(turns: asyncio.Semaphore) -> AsyncIterator[None]:
    """A turn to make a report, or a refusal when too many are being made."""
    try:
        async with asyncio.timeout(_TURN_SECONDS):
            await turns.acquire()
    except TimeoutError:
        raise StoreUnavailable(
            "Đang lập nhiều báo cáo: hãy thử lại sau ít giây. (Too many reports at once.)"
        ) from None
    try:
        yield
    finally:
        turns.release()


def _wanted(request: Request) -> tuple[Wanted, Form]:
    given = request.query_params
    for name in given:
        if name not in _KNOWN or len(given.getlist(name)) > 1:
            raise BadSetting(
                f"Tham số {name[:40]!r} lạ hoặc nêu hai lần; có: {', '.join(sorted(_KNOWN))}."
            )
    form, year, routine = given.get("format", Form.XLSX), given.get("year"), given.get("routine")
    if form not in list(Form):
        raise BadSetting(f"Không có dạng {form[:20]!r}; các dạng: {', '.join(Form)}.")
    if year is not None and not (len(year) == 4 and year.isascii() and year.isdecimal()):
        raise BadSetting(f"{year[:20]!r} không phải một năm: hãy viết bốn chữ số, như 2026.")
    if routine is not None and routine not in _YES_NO:
        raise BadSetting("routine là true hoặc false.")
    wanted = Wanted(int(year) if year else None, given.get("asOf"), _YES_NO.get(routine or ""))
    return wanted, Form(form)


def _file(drawn: Drawn) -> Response:
    """An attachment; its name is of plain letters, and once more in UTF-8."""
    headers = {
        "Content-Disposition": f'attachment; filename="{drawn.name}"; '
        f"filename*=UTF-8''{quote(drawn.title, safe='')}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(drawn.content, media_type=drawn.media_type, headers=headers)


def _refusal(
    status: int, error: DauMoiError, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    return JSONResponse(failure_body(error.sentence, error.code), status, headers)
