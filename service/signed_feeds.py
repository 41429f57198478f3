"""Feeds of a unit or a leader, which the token of their own address opens: calendars, reminders.

Programs that read feeds send no headers: a signed token in the address stands for the right to
read, and shows no document that bears a degree of secrecy.
"""

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from graph_schema.callers import OPEN_READER, Caller
from graph_schema.errors import DauMoiError, Forbidden, StoreUnavailable
from service.gate import TURNED_AWAY, Gate, status_of
from service.http import HINTS

_PURPOSE = b"daumoi calendar 1"
_RETRY = {"Retry-After": "60"}


class Of(StrEnum):
    """Whose feed it is."""

    UNIT = "unit"
    PERSON = "person"


class FeedSigner:
    """Tokens of feeds: each opens what is of one; another secret of the service ends them all."""

    def __init__(self, secret: str) -> None:
        """Services that share the secret take each other's tokens."""
        self._key = hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)

    def token(self, of: Of, identity: str) -> str:
        """What opens the feeds of this unit or leader."""
        signed = hmac.digest(self._key, f"{of}|{identity}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(signed).decode("ascii").rstrip("=")

    def opens(self, token: str, of: Of, identity: str) -> bool:
        """Whether a token is of this unit or leader."""
        return hmac.compare_digest(token.encode(), self.token(of, identity).encode())


Make = Callable[[Request, Of, str, Caller], Awaitable[Response | None]]
"""Answers one feed, of the one with an id; None when nobody has it."""


def feed_routes(path: str, make: Make, gate: Gate, secret: str | None) -> list[Route]:
    """An address for units and one for leaders; ``path`` has a place for ``of`` and the id."""
    signer = None if secret is None else FeedSigner(secret)

    def route(of: Of) -> Route:
        async def answer(request: Request) -> Response:
            identity = request.path_params["id"]
            try:
                caller = await _reader_of(request, gate, signer, of, identity)
                return await make(request, of, identity, caller) or _not_found(of)
            except TURNED_AWAY as refused:
                status = status_of(refused)
                return _told(refused, status, HINTS.get(status))
            except StoreUnavailable as error:
                return _told(error, 503, _RETRY)
            except DauMoiError as error:
                return _told(error, 400)

        return Route(path.replace("{of}", of), answer, methods=["GET"])

    return [route(of) for of in Of]


async def _reader_of(
    request: Request, gate: Gate, signer: FeedSigner | None, of: Of, identity: str
) -> Caller:
    """Who reads a feed: by the token of its address, else as every request says."""
    token = request.query_params.get("token")
    if token is None:
        return await gate.caller(request)
    if signer is None or not signer.opens(token, of, identity):
        raise Forbidden(
            "Mã trong địa chỉ lịch không đúng: hãy lấy địa chỉ mới bằng daumoi calendar. "
            "(The token of this calendar's address does not hold.)"
        )
    return OPEN_READER


def unless_seen(
    request: Request, content: bytes, media_type: str, headers: Mapping[str, str]
) -> Response:
    """The feed, or word that the reader has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    told = {"ETag": tag, "Cache-Control": "private, no-cache", **headers}
    seen = request.headers.get("if-none-match", "")
    if tag in (one.strip().removeprefix("W/") for one in seen.split(",")):
        return Response(None, 304, told)
    return Response(content, 200, told, media_type)


def _not_found(of: Of) -> Response:
    what = "đơn vị" if of is Of.UNIT else "người"
    return PlainTextResponse(f"Không có {what} mang mã này. (Nothing has this id.)\n", 404)


def _told(
    error: DauMoiError, status: int, headers: Mapping[str, str] | None = None
) -> PlainTextResponse:
    return PlainTextResponse(error.sentence + "\n", status, headers)
