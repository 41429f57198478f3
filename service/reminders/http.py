"""Reminders over HTTP: ``GET /reminders/unit/{id}.atom``, ``GET /reminders/person/{id}.atom``."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph_schema.callers import Caller
from graph_schema.dated import today
from queries.execute import Reader
from service.gate import Gate
from service.reminders.feed import atom, leader_notices, unit_notices
from service.reports.pick import known_person, known_unit
from service.signed_feeds import Of, feed_routes, unless_seen

_FEEDS = {Of.UNIT: (known_unit, unit_notices), Of.PERSON: (known_person, leader_notices)}


def reminder_routes(reader: Reader, gate: Gate, secret: str | None) -> list[Route]:
    """A feed for each unit and leader; the token of their calendar opens it as well."""

    async def make(request: Request, of: Of, identity: str, caller: Caller) -> Response | None:
        find, gather = _FEEDS[of]
        ask, day = partial(reader.ask, caller), today()
        if (subject := await find(ask, identity)) is None:
            return None
        address = str(request.url.replace(query=""))  # a token never stands in what is handed on
        content = atom(subject, await gather(ask, subject.id, day), address, day)
        return unless_seen(request, content, "application/atom+xml; charset=utf-8", {})

    return feed_routes("/reminders/{of}/{id:str}.atom", make, gate, secret)
