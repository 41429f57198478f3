"""Who asks: told from a request, before its question is looked at."""

from typing import Protocol

from starlette.requests import Request

from graph_schema.callers import LOCAL_READER, LOCAL_WRITER, Caller
from service.tokens import is_token


class Gate(Protocol):
    """Tells who a request comes from."""

    async def caller(self, request: Request) -> Caller:
        """Who asks; raises ``Unauthenticated`` when they must say so and do not."""


class LocalGate:
    """This machine's own service: reading is open, changes need the write token."""

    def __init__(self, write_token: str | None) -> None:
        """Without a token nothing can be changed."""
        self._write_token = write_token

    async def caller(self, request: Request) -> Caller:
        """The writer where the token is shown, else a reader of everything."""
        shown = request.headers.get("authorization")
        return LOCAL_WRITER if is_token(shown, self._write_token) else LOCAL_READER
