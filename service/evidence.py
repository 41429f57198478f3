"""Files that go with reports: ``POST /evidence?name=…`` takes one, ``GET /evidence/{id}`` gives it.

Nothing that was sent here is ever shown as a page: it is handed out as a file to be kept.
"""

import hashlib
import logging
import secrets
from urllib.parse import quote

from neo4j import AsyncManagedTransaction
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_schema.audit import Entry
from graph_schema.callers import Caller
from graph_schema.dated import instant
from graph_schema.errors import DauMoiError
from graph_schema.labels import Label
from graph_schema.merge import take_turn
from graph_schema.merge_audit import write_changes
from graph_schema.merge_evidence import store_evidence
from graph_schema.secrecy import kept_level
from queries.evidence import read_evidence
from queries.hidden import find_hidden
from queries.sight import Sight
from service.file_kinds import media_type_of
from service.gate import Gate
from service.request import MAX_BODY, BadRequest, check_origin, read_body
from service.roles import may_send
from service.sent_files import GUARDS, failure, name_in, status_of_sent
from service.store import Store
from service.work import NOBODY

MAX_EVIDENCE = 20 * MAX_BODY
_BODY_SECONDS = 60.0
_log = logging.getLogger("daumoi.http")


def evidence_routes(store: Store, gate: Gate) -> list[Route]:
    """Where files are sent to, and fetched from."""
    endpoint = _Evidence(store, gate)
    return [
        Route("/evidence", endpoint.take, methods=["POST"]),
        Route("/evidence/{id}", endpoint.give, methods=["GET"]),
    ]


class _Evidence:
    def __init__(self, store: Store, gate: Gate) -> None:
        self._store, self._gate = store, gate

    async def take(self, request: Request) -> Response:
        """Keep one file, in the name of who sends it."""
        try:
            check_origin(request)
            caller = await self._gate.caller(request)
            may_send(caller)
            title = name_in(request, "/evidence?name=bien-ban.pdf")
            content = await read_body(request, MAX_EVIDENCE, _BODY_SECONDS)
            return JSONResponse(await self._keep(title, content, caller), 201, GUARDS)
        except BadRequest as refused:
            return failure(refused.status, refused.code, refused.sentence)
        except DauMoiError as error:
            return failure(status_of_sent(error), error.code, error.sentence)

    async def give(self, request: Request) -> Response:
        """The file, to be kept and never to be shown."""
        try:
            caller, identity = await self._gate.caller(request), request.path_params["id"]
            hidden = await find_hidden(self._store.read, [identity], Sight(caller.clearance))
            found = None if hidden else await read_evidence(self._store.read, identity)
        except DauMoiError as error:
            return failure(status_of_sent(error), error.code, error.sentence)
        if found is None:
            return failure(404, "NOT_FOUND", "Không có minh chứng này. (No such file.)")
        name = quote(found.title, safe="")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", **GUARDS}
        return Response(found.content, 200, headers, found.media_type)

    async def _keep(self, title: str, content: bytes, caller: Caller) -> dict[str, object]:
        kind = media_type_of(content)
        if kind is None:
            raise BadRequest(
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "Minh chứng phải là PDF, ảnh PNG hoặc JPEG, tệp Word, Excel, PowerPoint hay văn "
                "bản thuần",
                "send a PDF, PNG, JPEG, an office file or plain text",
            )
        identity, at = f"evidence_{secrets.token_hex(10)}", instant()
        by = caller.signs_as(NOBODY)
        # Until it goes with a report, nobody sees it who may see less than who sent it.
        level = kept_level(caller.clearance)
        sha256 = hashlib.sha256(content).hexdigest()
        kept: dict[str, object] = {
            "title": title,
            "media_type": kind,
            "size": len(content),
            "sha256": sha256,
            "url": f"/evidence/{identity}",
        }
        about = ((Label.EVIDENCE, identity),)
        entry = Entry("EVIDENCE_SENT", at, by, identity, about, "sha256", None, sha256)

        async def work(tx: AsyncManagedTransaction) -> None:
            await take_turn(tx)
            await store_evidence(
                tx, identity, {**kept, "at": at, "by": by, "secret": level}, content
            )
            await write_changes(tx, [entry])

        await self._store.write(work)
        _log.info("evidence %s was kept: %d bytes", identity, len(content))
        names = {"media_type": "mediaType"}
        return {"id": identity, **{names.get(key, key): value for key, value in kept.items()}}
