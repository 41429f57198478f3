"""The pages: served from the package itself, so that they work where there is no internet."""

from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WEB = Path(__file__).parent / "web"
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _PAGE_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class SecurityHeaders:
    """Puts the same guards on every answer, and refuses WebSockets in words."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the guards on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] += [pair for pair in _HEADERS if pair[0] not in present]
            await send(message)

        if any(name == b"upgrade" for name, _ in scope["headers"]):
            refused = Response(
                "Không có WebSocket ở đây. (There is no WebSocket here.)\n",
                426,
                {"Upgrade": "HTTP/1.1"},
                "text/plain; charset=utf-8",
            )
            await refused(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def page(name: str) -> Response:
    """One HTML page of the package."""
    return FileResponse(
        WEB / name, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def page_routes(*, graphiql: bool) -> list[BaseRoute]:
    """The start page, GraphiQL when it is offered, and what both load."""
    routes: list[BaseRoute] = [
        Route("/", lambda _: page("index.html")),
        Mount("/web", StaticFiles(directory=WEB)),
    ]
    if graphiql:
        routes.append(Route("/graphiql", lambda _: page("graphiql.html")))
    return routes
