"""Around the endpoint: bookmarks come in with a question and go out with a change."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from service.bookmarks import COOKIE, HEADER, BookmarkSigner, ForeignBookmark, answering
from service.http import failure_body

Endpoint = Callable[[Request], Awaitable[Response]]
_REFUSED = (
    f"{HEADER} không do dịch vụ này ký: hãy bỏ nó đi, hoặc đặt cùng một DAUMOI_SECRET cho mọi dịch "
    "vụ. (The bookmark is not signed with this service's secret.)"
)


class BookmarkCarrier:
    """Answers through an endpoint, from a database that is as far as the client has seen it.

    A header that is not of this secret is refused: a program is told rather than answered from an
    older state. A cookie that is not is only forgotten: a browser could not let go of it.
    """

    def __init__(self, endpoint: Endpoint, signer: BookmarkSigner) -> None:
        """Take and hand out what this signer signs."""
        self._endpoint = endpoint
        self._signer = signer

    async def __call__(self, request: Request) -> Response:
        """One request, one answer."""
        try:
            brought = self._brought(request)
        except ForeignBookmark:
            body = failure_body(_REFUSED, "BAD_BOOKMARK")
            return JSONResponse(body, 400, {"Cache-Control": "no-store"})
        with answering(brought) as seen:
            response = await self._endpoint(request)
        if seen.wrote and seen.marks and (token := self._signer.sign(seen.marks)):
            proto = request.headers.get("x-forwarded-proto", request.url.scheme)
            response.headers[HEADER] = token
            response.set_cookie(
                COOKIE,
                token,
                max_age=self._signer.seconds,
                path="/graphql",
                secure=proto == "https",
                httponly=True,
                samesite="strict",
            )
        return response

    def _brought(self, request: Request) -> frozenset[str]:
        marks: frozenset[str] = frozenset()
        if cookie := request.cookies.get(COOKIE):
            with suppress(ForeignBookmark):
                marks = self._signer.marks_in(cookie)
        header = ",".join(request.headers.getlist(HEADER))
        return marks | self._signer.marks_in(header) if header else marks
