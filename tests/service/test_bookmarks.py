"""Bookmarks as clients carry them: taken from services of one secret alone, only for a while."""

import asyncio
import base64
import hashlib
import time

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from graph_schema.errors import StoreUnavailable
from service.api_keys import ApiKeys
from service.app import create_app
from service.bookmark_carrier import BookmarkCarrier
from service.bookmarks import (
    COOKIE,
    HEADER,
    MAX_TOKENS,
    VALID_SECONDS,
    BookmarkSigner,
    ForeignBookmark,
    Seen,
    answering,
    seen_here,
)
from service.roles import ROUTES
from tests.service.answering import FixedStore, client_of

SECRET = "a secret of sixteen letters"
SIGNER = BookmarkSigner(SECRET)
MARKS = frozenset({"FB:kcwQ1", "FB:kcwQ2"})


def signed(marks: frozenset[str] = MARKS) -> str:
    token = SIGNER.sign(marks)
    assert token is not None
    return token


def test_services_of_one_secret_take_each_others_bookmarks() -> None:
    assert BookmarkSigner("a secret of sixteen letters").marks_in(signed()) == MARKS


def test_several_bookmarks_are_taken_together() -> None:
    both = f"{signed(frozenset({'FB:1'}))}, {signed(frozenset({'FB:2'}))}"
    assert SIGNER.marks_in(both) == {"FB:1", "FB:2"}


def _made_up() -> str:
    said = base64.urlsafe_b64encode(b'[1,"FB:made-up"]').decode().rstrip("=")
    return f"{said}.{signed().partition('.')[2]}"


@pytest.mark.parametrize(
    "token",
    [
        *("", ".", "a", "a.b", "é.é", "{}.{}", "\x00.\x00", signed().partition(".")[0]),
        *(signed() + "A", signed()[:-2], "A" + signed(), _made_up(), signed().replace(".", "..")),
        *(BookmarkSigner("another secret, as long").sign(MARKS), ",".join([signed()] * 9)),
        *("A" * 1_000_000, f"{signed()},", f"{signed()},x.y"),
    ],
    ids=lambda token: token[:12],
)
def test_what_another_has_made_or_changed_is_refused(token: str) -> None:
    with pytest.raises(ForeignBookmark):
        SIGNER.marks_in(token)


def test_a_bookmark_whose_time_is_over_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    token, now = signed(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + VALID_SECONDS - 2)
    assert SIGNER.marks_in(token) == MARKS
    monkeypatch.setattr(time, "time", lambda: now + VALID_SECONDS + 2)
    assert SIGNER.marks_in(token) == frozenset()


def test_more_bookmarks_than_a_header_holds_are_not_handed_out() -> None:
    assert SIGNER.sign(frozenset(f"FB:{'x' * 60}{n}" for n in range(10))) is not None
    assert SIGNER.sign(frozenset(f"FB:{'x' * 60}{n}" for n in range(100))) is None
    assert len(signed()) * MAX_TOKENS < 8_000, "headers of that many fit into a request"


def test_transactions_one_after_the_other_leave_the_last_ones_bookmark() -> None:
    with answering(MARKS) as seen:
        seen.written(seen.marks, frozenset({"FB:3"}))
        seen.written(seen.marks, frozenset({"FB:4"}))
        assert seen.marks == {"FB:4"}
    assert seen_here() is None


async def _answer(
    headers: dict[str, str], *, writes: bool
) -> tuple[httpx.Response, frozenset[str]]:
    found: list[frozenset[str]] = []

    async def endpoint(_: Request) -> Response:
        seen = seen_here()
        assert seen is not None
        found.append(seen.marks)
        if writes:
            seen.written(seen.marks, frozenset({"FB:new"}))
        return PlainTextResponse("")

    app = BookmarkCarrier(Starlette(routes=[Route("/", endpoint)]), SIGNER)
    async with client_of(app) as client:
        response = await client.get("/", headers=headers)
    return response, frozenset().union(*found)


async def test_a_question_brings_its_bookmarks_by_header_or_by_cookie() -> None:
    token = signed()
    for headers in ({HEADER: token}, {"Cookie": f"{COOKIE}={token}"}):
        response, marks = await _answer(headers, writes=False)
        assert marks == MARKS
        assert HEADER not in response.headers


async def test_a_change_is_answered_with_a_bookmark_that_no_script_reads() -> None:
    response, _ = await _answer({}, writes=True)
    assert SIGNER.marks_in(response.headers[HEADER]) == {"FB:new"}
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={response.headers[HEADER]};")
    for word in ("HttpOnly", "SameSite=strict", f"Max-Age={VALID_SECONDS}", "Path=/"):
        assert word in cookie.split("; ")
    assert "Secure" not in cookie
    behind_tls, _ = await _answer({"X-Forwarded-Proto": "https"}, writes=True)
    assert "Secure" in behind_tls.headers["set-cookie"]


async def test_a_foreign_header_is_refused_and_a_foreign_cookie_is_forgotten() -> None:
    refused, marks = await _answer({HEADER: _made_up()}, writes=False)
    assert (refused.status_code, marks) == (400, frozenset())
    assert refused.json()["errors"][0]["extensions"] == {"code": "BAD_BOOKMARK"}
    assert "DAUMOI_SECRET" in refused.json()["errors"][0]["message"]
    taken, marks = await _answer({"Cookie": f"{COOKIE}={_made_up()}"}, writes=False)
    assert (taken.status_code, marks) == (200, frozenset())


@pytest.mark.parametrize("path", sorted(ROUTES))
async def test_every_address_that_needs_a_role_takes_bookmarks_and_pages_and_probes_do_not(
    path: str,
) -> None:
    store = FixedStore(error=StoreUnavailable("Cơ sở dữ liệu không trả lời."))
    store.engine_name = "Neo4j/2026.08.1"
    address = path.replace("{id:str}", "ma").replace("{id}", "ma").replace("{kind}", "unit")
    method = "POST" if path in ("/documents", "/evidence") else "GET"
    async with client_of(create_app(store, secret=SECRET)) as client:
        plain = await client.request(method, address)
        forgotten = await client.request(method, address, headers={"Cookie": f"{COOKIE}=a.b"})
        foreign = await client.request(method, address, headers={HEADER: "hong.hong"})
    assert "BAD_BOOKMARK" not in plain.text
    assert forgotten.status_code == plain.status_code
    refused = (foreign.status_code, "BAD_BOOKMARK" in foreign.text) == (400, True)
    assert refused == (ROUTES[path] is not None)
    assert refused or foreign.status_code == plain.status_code


class _StoreOfOneKey(FixedStore):
    """It tells for which request it was written to."""

    def __init__(self, key: dict[str, object]) -> None:
        super().__init__([[key]])
        self.written = asyncio.Event()
        self.wrote_for: Seen | None = None

    async def write(self, work: object, timeout: float = 1.0) -> None:  # type: ignore[override]
        self.wrote_for = seen_here()
        self.written.set()


async def test_noting_that_a_key_was_used_is_no_change_of_who_shows_it() -> None:
    held = {"id": "0" * 12, "hash": hashlib.sha256(b"s").hexdigest(), "name": "Máy in"}
    store = _StoreOfOneKey({**held, "role": "reader", "created": "2026", "expires": "9999"})
    with answering(MARKS):
        assert await ApiKeys(store).caller(f"daumoi_{held['id']}_s")
        await asyncio.wait_for(store.written.wait(), 5)
    assert store.wrote_for is None
