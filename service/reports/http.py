"""Reports over HTTP: ``GET /reports/unit/{id}?year=2026&asOf=2026-12-31``, ``/reports/check``."""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_schema.callers import Caller, Role
from graph_schema.errors import BadSetting, DauMoiError, StoreUnavailable, UnknownSubject
from queries.composed import MANY_REPORTS
from queries.execute import Reader
from queries.turns import turn
from service.gate import TURNED_AWAY, Gate, status_of
from service.http import HINTS, failure_body, fault_told
from service.reports.command import UnitRole, Wanted
from service.reports.offered import OF_ALL, OF_ONE, Offered
from service.reports.render import Drawn, Form
from service.roles import ROUTES, may_open

_log = logging.getLogger("daumoi.http")
ROUTE = "/reports/{kind}/{id}"
ROUTE_OF_ALL = "/reports/{kind}"
AT_ONCE = 2
"""Reports that are made at one time: each may hold thousands of tasks."""
_TURN_SECONDS = 20.0
_ROLE = "role"
_YES_NO = {"true": True, "false": False}


def report_routes(reader: Reader, gate: Gate) -> list[Route]:
    """One address for reports of somebody or something, one for those of all."""
    endpoint = ReportEndpoint(reader, gate)
    return [Route(path, endpoint.answer, methods=["GET"]) for path in (ROUTE, ROUTE_OF_ALL)]


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
            path = ROUTE if "id" in request.path_params else ROUTE_OF_ALL
            may_open(path, ROUTES[path] or Role.ADMIN, caller)
            return await self._report(request, caller)
        except TURNED_AWAY as refused:
            status = status_of(refused)
            return _refusal(status, refused, HINTS.get(status))
        except StoreUnavailable as error:
            _log.warning("request %s: %s", identity, error.__cause__ or error)
            return _refusal(503, error, {"Retry-After": "5"})
        except UnknownSubject as missing:
            return _refusal(404, missing)
        except DauMoiError as refused:
            return _refusal(400, refused)
        except Exception:
            _log.exception("request %s failed", identity)
            return JSONResponse(failure_body(fault_told(identity), "INTERNAL"), 500)

    async def _report(self, request: Request, caller: Caller) -> Response:
        kind, identity = request.path_params["kind"], request.path_params.get("id")
        kinds = OF_ALL if identity is None else OF_ONE
        if kind not in kinds:
            sentence = f"Không có loại báo cáo này; các loại: {', '.join(kinds)}."
            return JSONResponse(failure_body(sentence, "NOT_FOUND"), 404)
        offered = kinds[kind]
        wanted, form = _wanted(request, offered)
        async with turn(self._turns, _TURN_SECONDS, MANY_REPORTS):
            ask = partial(self._reader.ask, caller)
            return _file(await offered.make(ask, identity or "", wanted, form))


def _wanted(request: Request, offered: Offered) -> tuple[Wanted, Form]:
    given, known = request.query_params, sorted(offered.known)
    for name in given:
        if name not in known or (name != _ROLE and len(given.getlist(name)) > 1):
            raise BadSetting(f"Tham số {name[:40]!r} lạ hoặc nêu hai lần; có: {', '.join(known)}.")
    form, year, routine = given.get("format"), given.get("year"), given.get("routine")
    if form is not None and form not in offered.forms:
        forms = ", ".join(offered.forms)
        raise BadSetting(f"Không có dạng {form[:20]!r}; các dạng: {forms}.")
    if year is not None and not (len(year) == 4 and year.isascii() and year.isdecimal()):
        raise BadSetting(f"{year[:20]!r} không phải một năm: hãy viết bốn chữ số, như 2026.")
    if routine is not None and routine not in _YES_NO:
        raise BadSetting("routine là true hoặc false.")
    wanted = Wanted(
        int(year) if year else None,
        given.get("asOf"),
        _YES_NO.get(routine or ""),
        roles=tuple(map(_role, given.getlist(_ROLE))),
    )
    return wanted, Form(form or offered.forms[0])


def _role(word: str) -> str:
    """A role by the word that the command line has for it, as ``role=lead``."""
    if word not in list(UnitRole):
        raise BadSetting(f"Không có vai trò {word[:20]!r}; các vai trò: {', '.join(UnitRole)}.")
    return UnitRole(word).name


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
