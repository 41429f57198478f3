"""Around every address that shows or takes data: bookmarks come in, and go out with a change."""

from collections.abc import Iterable
from contextlib import suppress

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.bookmarks import COOKIE, HEADER, BookmarkSigner, ForeignBookmark, answering
from service.http import failure_body
from service.roles import ROUTES

_REFUSED = (
    f"{HEADER} không do dịch vụ này ký: hãy bỏ nó đi, hoặc đặt cùng một DAUMOI_SECRET cho mọi dịch "
    "vụ. (The bookmark is not signed with this service's secret.)"
)
_PATH = "/"
"""All addresses of the service, also below a prefix that a proxy in front of it takes away."""


def carry_bookmarks(routes: Iterable[BaseRoute], signer: BookmarkSigner) -> None:
    """Let each address that needs a role carry bookmarks; pages and probes show no data."""
    for route in routes:
        if isinstance(route, (Route, Mount)) and ROUTES[route.path] is not None:
            route.app = BookmarkCarrier(route.app, signer)


class BookmarkCarrier:
    """Answers through an application, from a database that is as far as the client has seen it.

    A header that is not of this secret is refused: a program is told rather than answered from an
    older state. A cookie that is not is only forgotten: a browser could not let go of it.
    """

    def __init__(self, app: ASGIApp, signer: BookmarkSigner) -> None:
        """Take and hand out what this signer signs."""
        self._app = app
        self._signer = signer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one answer."""
        request = Request(scope)
        try:
            brought = self._brought(request)
        except ForeignBookmark:
            body = failure_body(_REFUSED, "BAD_BOOKMARK")
            refused = JSONResponse(body, 400, {"Cache-Control": "no-store"})
            await refused(scope, receive, send)
            return
        with answering(brought) as seen:

            async def marked(message: Message) -> None:
                if message["type"] == "http.response.start" and seen.wrote and seen.marks:
                    self._mark(MutableHeaders(scope=message), seen.marks, request)
                await send(message)

            await self._app(scope, receive, marked)

    def _mark(self, headers: MutableHeaders, marks: frozenset[str], request: Request) -> None:
        token = self._signer.sign(marks)
        if token is None:
            return
        headers[HEADER] = token
        proto = request.headers.get("x-forwarded-proto", request.url.scheme)
        crumb = Response()
        crumb.set_cookie(
            COOKIE,
            token,
            max_age=self._signer.seconds,
            path=_PATH,
            secure=proto == "https",
            httponly=True,
            samesite="strict",
        )
        headers.append("set-cookie", crumb.headers["set-cookie"])

    def _brought(self, request: Request) -> frozenset[str]:
        marks: frozenset[str] = frozenset()
        if cookie := request.cookies.get(COOKIE):
            with suppress(ForeignBookmark):
                marks = self._signer.marks_in(cookie)
        header = ",".join(request.headers.getlist(HEADER))
        return marks | self._signer.marks_in(header) if header else marks
