"""Subscriptions over SSE, by the protocol graphql-sse in its mode of distinct connections.

``POST /graphql/stream``, or ``/graphql`` with ``Accept: text/event-stream``: each answer is an
event ``next``, the end is ``complete``. The event's id is the number of the change; whoever sends
it back as ``Last-Event-ID`` is told what came after it.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from graph_schema.callers import Caller
from queries.execute import Answer, Question, Reader, Refused
from queries.feed import Event, Wanted
from service.feed import TOO_SLOW, End, Feed, Listener, Told, TooManyListeners, next_of
from service.request import BadRequest

STREAM = "text/event-stream"
Render = Callable[[Answer], bytes]
"""An answer as JSON."""
_COMPLETE = b"event: complete\ndata: \n\n"
_QUIET = b":\n\n"
_BYE = (
    ": dịch vụ đang dừng hoặc luồng đã đủ lâu: hãy nối lại kèm Last-Event-ID "
    "(connect again with Last-Event-ID)\n\n"
).encode()


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """How long a stream lasts, how often a quiet one says a word, how long a client may not read.

    Streams end after ``seconds`` so that a new token, role or version counts; clients go on.
    """

    seconds: float = 3600.0
    quiet: float = 15.0
    stuck: float = 30.0


def wants_stream(request: Request) -> bool:
    """Whether the client asks for events."""
    if request.scope["path"].endswith("/stream"):  # request.url is made anew for each request
        return True
    kinds = request.headers.get("accept", "").lower().split(",")
    return any(kind.partition(";")[0].strip() == STREAM for kind in kinds)


class Live:
    """Tells subscribers what comes about."""

    def __init__(self, reader: Reader, feed: Feed, limits: StreamLimits | None = None) -> None:
        """``feed`` is the one of this process."""
        self._reader = reader
        self._feed = feed
        self._limits = limits or StreamLimits()

    def once(self, content: bytes) -> Response:
        """One answer that is all: a question, or what is wrong with it."""

        async def told() -> AsyncIterator[bytes]:
            yield _event(None, content)
            yield _COMPLETE

        return _Stream(told(), self._limits.stuck)

    async def stream(self, request: Request, question: Question, render: Render) -> Response:
        """What a subscription waits for, from now on or after the last event that came."""
        after, caller = _last_seen(request), question.caller
        try:
            name, arguments = self._reader.listens_to(question)
        except Refused as refused:
            return self.once(render(Answer(None, tuple(refused.errors), refused=True)))

        async def show(event: Event) -> bytes:
            return render(await self._reader.tell(question, event.payload()))

        listener = Listener(_key(question, caller), _wanted(name, arguments, caller), show)
        try:
            missed = await self._feed.listen(listener, after)
        except TooManyListeners:
            raise BadRequest(
                503,
                "TOO_MANY_STREAMS",
                "Đang có quá nhiều luồng theo dõi: hãy thử lại sau",
                "too many streams are open; try again later",
            ) from None
        told = self._told(listener, missed)
        return _Stream(told, self._limits.stuck, lambda: self._feed.leave(listener))

    async def _told(
        self, listener: Listener, missed: tuple[int, int]
    ) -> AsyncGenerator[bytes, None]:
        yield _QUIET
        async with aclosing(self._feed.past(listener, *missed)) as past:
            async for told in past:
                yield _event(told.seq, told.content)
        ends = time.monotonic() + self._limits.seconds
        while (left := ends - time.monotonic()) > 0:
            found = await next_of(listener, min(self._limits.quiet, left))
            if found is None:
                yield _QUIET
            elif isinstance(found, Told):
                yield _event(found.seq, found.content)
            else:
                yield _farewell(found)
                return
        yield _BYE


class _Stream(StreamingResponse):
    """Events, sent as they come; a client that takes nothing for too long is let go."""

    def __init__(
        self, content: AsyncIterator[bytes], stuck: float, left: Callable[[], None] = lambda: None
    ) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(content, 200, headers, STREAM)
        self._stuck = stuck
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the end, or until the client goes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._left()

    async def stream_response(self, send: Send) -> None:
        """Send, each part within the time."""

        async def sent(message: Message) -> None:
            async with asyncio.timeout(self._stuck):
                await send(message)

        await super().stream_response(sent)


def _event(seq: int | None, content: bytes) -> bytes:
    number = b"" if seq is None else b"id: %d\n" % seq
    return b"event: next\n" + number + b"data: " + content + b"\n\n"


def _farewell(why: End) -> bytes:
    if why is not TOO_SLOW:
        return _BYE
    said = {
        "message": "Bên nhận quá chậm, luồng được đóng: hãy nối lại kèm Last-Event-ID. "
        "(The client is too slow; connect again with Last-Event-ID.)",
        "extensions": {"code": "STREAM_TOO_SLOW"},
    }
    return _event(None, json.dumps({"errors": [said]}, ensure_ascii=False).encode()) + _COMPLETE


def _wanted(name: str, arguments: Mapping[str, Any], caller: Caller) -> Wanted:
    return Wanted(
        frozenset({name}),
        arguments.get("unit"),
        arguments.get("leader"),
        frozenset(arguments.get("plan") or ()),
        caller.clearance,
    )


def _key(question: Question, caller: Caller) -> tuple[object, ...]:
    variables = json.dumps(question.variables, sort_keys=True, default=str)
    return question.text, question.operation, variables, replace(caller, name="")


def _last_seen(request: Request) -> int | None:
    """The number that the client has seen last."""
    said = request.headers.get("last-event-id", "").strip()
    if not said:
        return None
    if not said.isascii() or not said.isdecimal() or len(said) > 12:
        raise BadRequest(
            400, "BAD_REQUEST", "Last-Event-ID phải là số thứ tự", "Last-Event-ID is a number"
        )
    return int(said)
