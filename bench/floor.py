"""The floor: the one statement of each question by hand, and nothing of GraphQL.

Environment: NEO4J_URI and PORT; the body names the operation and its variables.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import uvicorn
from neo4j import READ_ACCESS, AsyncGraphDatabase, NotificationMinimumSeverity
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.questions import QUESTIONS

_STATEMENTS = {
    question.name: text for question in QUESTIONS if (text := question.text("floor")) is not None
}
_driver = AsyncGraphDatabase.driver(
    os.environ.get("NEO4J_URI", "bolt://127.0.0.1:7687"),
    max_connection_pool_size=50,
    notifications_min_severity=NotificationMinimumSeverity.OFF,
)


async def _answer(request: Request) -> Response:
    body = orjson.loads(await request.body())
    statement, variables = _STATEMENTS[body["operationName"]], body["variables"]
    async with _driver.session(default_access_mode=READ_ACCESS) as session:
        result = await session.run(statement, variables)
        rows = [row[0] async for row in result]
    return Response(orjson.dumps({"data": rows}), media_type="application/json")


@asynccontextmanager
async def _life(_: Starlette) -> AsyncIterator[None]:
    async with _driver:
        yield


app = Starlette(routes=[Route("/", _answer, methods=["POST"])], lifespan=_life)

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["PORT"]), log_level="warning", access_log=False)
