"""What every address that takes files shares: the file's name, and how a refusal is told."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph_schema.errors import DauMoiError, StoreUnavailable
from service.file_kinds import safe_name
from service.gate import TURNED_AWAY, status_of
from service.http import failure_body
from service.request import BadRequest

GUARDS = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store"}
_LONGEST_NAME = 500


def name_in(request: Request, example: str) -> str:
    """The last part of the name that the address gives."""
    given = request.query_params.get("name", "")
    if len(given) > _LONGEST_NAME or not given.strip():
        raise BadRequest(400, "BAD_REQUEST", f"Hãy nêu tên tệp: POST {example}", "say its name")
    return safe_name(given)


def status_of_sent(error: DauMoiError) -> int:
    """The status that an error of ours comes with."""
    return status_of(error) if isinstance(error, (*TURNED_AWAY, StoreUnavailable)) else 400


def failure(status: int, code: str, sentence: str) -> Response:
    """A refusal, in the form of every other one."""
    return JSONResponse(failure_body(sentence, code), status, GUARDS)
