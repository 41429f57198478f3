"""Documents over HTTP: ``POST /documents?name=…`` loads the file that is its body."""

import logging
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_schema.errors import DauMoiError, Forbidden, NotCorrected
from loaders.caps import MAX_BYTES
from service.gate import Gate
from service.http import fault_told
from service.intake import Intake, sender_of
from service.request import BadRequest, check_origin, read_body
from service.roles import may_change
from service.sent_files import GUARDS, failure, name_in, status_of_sent

MAX_DOCUMENT = MAX_BYTES
_BODY_SECONDS = 180.0
_EXAMPLE = "/documents?name=ke-hoach.docx"
_log = logging.getLogger("daumoi.http")


def intake_routes(intake: Intake, gate: Gate) -> list[Route]:
    """Where documents are sent to."""

    async def take(request: Request) -> Response:
        try:
            return await _take(request, intake, gate)
        except BadRequest as refused:
            return failure(refused.status, refused.code, refused.sentence)
        except NotCorrected as refused:
            return failure(
                403 if refused.code == Forbidden.code else 422, refused.code, refused.sentence
            )
        except DauMoiError as error:
            return failure(status_of_sent(error), error.code, error.sentence)
        except Exception:
            identity = secrets.token_hex(8)
            _log.exception("document request %s failed", identity)
            return failure(500, "INTERNAL", fault_told(identity))

    return [Route("/documents", take, methods=["POST"])]


async def _take(request: Request, intake: Intake, gate: Gate) -> Response:
    check_origin(request)
    caller = await gate.caller(request)
    may_change("loadDocument", caller)
    name = name_in(request, _EXAMPLE)
    content = await read_body(request, MAX_DOCUMENT, _BODY_SECONDS)
    taken = await intake.take(name, content, sender_of(caller))
    _log.info("document %s was sent: %s", taken.document, taken.outcome)
    told = {
        "document": taken.document,
        "outcome": taken.outcome,
        "unreadCount": taken.unread,
        "title": taken.title,
    }
    return JSONResponse(told, 201 if taken.outcome == "new" else 200, GUARDS)
