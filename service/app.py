"""The application: its routes, and the checks that it makes before it answers anything."""

from collections.abc import Awaitable, Callable
from importlib.metadata import version

import strawberry
from graphql import GraphQLSchema
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from graph_schema.errors import StoreUnavailable
from queries.execute import Reader
from queries.mapping import check_mapping
from service.bookmark_carrier import carry_bookmarks
from service.bookmarks import BookmarkSigner
from service.calendar_feed import calendar_routes
from service.changes import changes_of
from service.evidence import evidence_routes
from service.federation import federated
from service.feed import Feed
from service.gate import TURNED_AWAY, Gate, LocalGate, ServedGate, status_of
from service.http import HINTS, GraphQLEndpoint
from service.intake import Intake
from service.intake_http import intake_routes
from service.limits import QuestionLimits
from service.live import Live
from service.offer import Offer
from service.reminders.http import reminder_routes
from service.reports.asked import COMPOSED
from service.reports.http import report_routes
from service.request import wants_page
from service.roles import ROUTES, may_open, may_read
from service.schema import build_schema, core_schema, schema_text
from service.store import Store
from service.web import SecurityHeaders, allowed_hosts, page, page_routes
from service.webhook_changes import WebhookList

_Endpoint = Callable[[Request], Awaitable[Response]]


class MappingIncomplete(Exception):
    """The API offers what the graph mapping cannot answer: a fault of the program itself."""


def create_app(
    store: Store,
    *,
    offer: Offer | None = None,
    host: str = "127.0.0.1",
    gate: Gate | None = None,
    secret: str | None = None,
    feed: Feed | None = None,
) -> Starlette:
    """The whole service over an open store.

    ``offer`` is what it shows and takes besides; ``host`` is where the service listens: on
    loopback, it answers to this machine's own names alone. Without a ``gate`` it only reads;
    with ``secret`` a change is answered with a bookmark, which any service of this secret takes.
    ``feed`` is what subscriptions are told from; whoever ends the service stops it first.
    """
    schema = build_schema()
    core = core_schema(schema)
    if faults := check_mapping(core):
        raise MappingIncomplete("; ".join(faults))
    offer = offer or Offer()
    if offer.federation:
        core = federated(core)
    limits = QuestionLimits(core, introspection=not offer.production)
    reader = _reader(core, store, limits, offer)
    gate = gate or LocalGate(None)
    feed = feed or Feed(store.read)
    live = Live(reader, feed)
    intake = Intake(store, ocr=offer.ocr)
    changes = changes_of(store, intake)
    endpoint = GraphQLEndpoint(reader, changes, gate, limits, offer, live)
    routes = [
        *page_routes(graphiql=offer.graphiql),
        Route("/graphql", _graphql(endpoint, offer.graphiql), methods=["GET", "POST"]),
        *report_routes(reader, gate),
        *evidence_routes(store, gate),
        *intake_routes(intake, gate),
        Route("/graphql/stream", _graphql(endpoint, False), methods=["GET", "POST"]),
        *calendar_routes(reader, gate, secret),
        *reminder_routes(reader, gate, secret),
        *_guarded_routes(store, gate),
        *([] if offer.production else [_schema_route(schema, gate)]),
    ]
    if unruled := [path for path in map(_path, routes) if path not in ROUTES]:
        raise MappingIncomplete(f"who may ask {', '.join(unruled)} is not told (service/roles.py)")
    if secret and store.keeps_bookmarks:
        carry_bookmarks(routes, BookmarkSigner(secret))
    # Whoever shows a token of their own is no page of another site: any name will do.
    hosts = None if isinstance(gate, ServedGate) else allowed_hosts(host)
    return Starlette(routes=routes, middleware=[Middleware(SecurityHeaders, hosts=hosts)])


def _reader(core: GraphQLSchema, store: Store, limits: QuestionLimits, offer: Offer) -> Reader:
    hints = not offer.production
    return Reader(core, store.read, limits, suggestions=hints, composed=COMPOSED, may_read=may_read)


def _path(route: BaseRoute) -> str:
    return route.path if isinstance(route, (Route, Mount)) else ""


def _graphql(endpoint: _Endpoint, graphiql: bool) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if graphiql and request.method == "GET" and wants_page(request):
            return page("graphiql.html")
        return await endpoint(request)

    return answer


def _guarded(path: str, endpoint: _Endpoint, gate: Gate) -> Route:
    """An address that answers those alone whose role reaches it."""

    async def answer(request: Request) -> Response:
        needed = ROUTES[path]
        try:
            if needed is not None:
                may_open(path, needed, await gate.caller(request))
        except (*TURNED_AWAY, StoreUnavailable) as refused:
            told = {"error": refused.sentence, "code": refused.code}
            status = status_of(refused)
            return JSONResponse(told, status, HINTS.get(status))
        return await endpoint(request)

    return Route(path, answer)


def _schema_route(schema: strawberry.Schema, gate: Gate) -> Route:
    text = schema_text(schema)

    async def tell_schema(_: Request) -> Response:
        return PlainTextResponse(text)

    return _guarded("/schema.graphql", tell_schema, gate)


def _guarded_routes(store: Store, gate: Gate) -> list[Route]:
    about = {"name": "daumoi", "version": version("daumoi"), "engine": store.engine_name}

    async def healthy(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        if await store.ready():
            return JSONResponse({"status": "ready"})
        return JSONResponse({"status": "unavailable"}, 503, {"Retry-After": "2"})

    async def tell_version(_: Request) -> Response:
        return JSONResponse(about)

    return [
        _guarded("/healthz", healthy, gate),
        _guarded("/readyz", ready, gate),
        _guarded("/version", tell_version, gate),
        _guarded("/webhooks", WebhookList(store), gate),
    ]
