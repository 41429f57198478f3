"""The pages: served from the package itself, so that they work where there is no internet."""

from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.settings import is_local

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
    """Puts the same guards on every answer; refuses WebSockets and foreign hosts in words."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None = None) -> None:
        """Guard an application; ``hosts`` are the names it may be called by, None for any."""
        self._app = app
        self._hosts = hosts

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

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        kind = "text/plain; charset=utf-8"
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if any(name == b"upgrade" and b"websocket" in value.lower() for name, value in headers):
            sentence = "Không có WebSocket ở đây. (There is no WebSocket here.)\n"
            return Response(sentence, 426, {"Upgrade": "HTTP/1.1"}, kind)
        if self._hosts is not None and self._called(headers) not in self._hosts:
            sentence = (
                "Dịch vụ này chỉ trả lời ở localhost hoặc 127.0.0.1: hãy mở đúng địa chỉ đó, hoặc "
                "đặt DAUMOI_HOST để nghe trên mạng. (This service answers to localhost alone.)\n"
            )
            return Response(sentence, 421, None, kind)
        return None

    @staticmethod
    def _called(headers: list[tuple[bytes, bytes]]) -> str:
        """The name in ``Host``, without its port."""
        hosts = [value.decode("latin-1").lower() for name, value in headers if name == b"host"]
        host = hosts[0] if len(hosts) == 1 else ""
        name, colon, port = host.rpartition(":")
        return name if colon and port.isdecimal() else host


def allowed_hosts(host: str) -> frozenset[str] | None:
    """The names for a service that listens on ``host``; one open to the network has any.

    A page of another site can point its own name at this machine; the name still tells.
    """
    if not is_local(host):
        return None
    own = f"[{host}]" if ":" in host else host.lower()
    return frozenset({"localhost", "127.0.0.1", "[::1]", own})


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
