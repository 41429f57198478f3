"""Bookmarks as clients carry them: taken from services of one secret alone, only for a while."""

import base64
import time

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from service.bookmark_carrier import BookmarkCarrier
from service.bookmarks import (
    COOKIE,
    HEADER,
    MAX_TOKENS,
    VALID_SECONDS,
    BookmarkSigner,
    ForeignBookmark,
    answering,
    seen_here,
)

SIGNER = BookmarkSigner("a secret of sixteen letters")
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


async def _answer(headers: dict[str, str], *, writes: bool) -> tuple[Response, frozenset[str]]:
    found: list[frozenset[str]] = []

    async def endpoint(_: Request) -> Response:
        seen = seen_here()
        assert seen is not None
        found.append(seen.marks)
        if writes:
            seen.written(seen.marks, frozenset({"FB:new"}))
        return PlainTextResponse("")

    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    scope = {"type": "http", "scheme": "http", "path": "/graphql", "query_string": b""}
    response = await BookmarkCarrier(endpoint, SIGNER)(Request(scope | {"headers": pairs}))
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
    for word in ("HttpOnly", "SameSite=strict", f"Max-Age={VALID_SECONDS}", "Path=/graphql"):
        assert word in cookie
    assert "Secure" not in cookie
    behind_tls, _ = await _answer({"X-Forwarded-Proto": "https"}, writes=True)
    assert "Secure" in behind_tls.headers["set-cookie"]


async def test_a_foreign_header_is_refused_and_a_foreign_cookie_is_forgotten() -> None:
    refused, marks = await _answer({HEADER: _made_up()}, writes=False)
    assert (refused.status_code, marks) == (400, frozenset())
    assert b"BAD_BOOKMARK" in bytes(refused.body)
    assert b"DAUMOI_SECRET" in bytes(refused.body)
    taken, marks = await _answer({"Cookie": f"{COOKIE}={_made_up()}"}, writes=False)
    assert (taken.status_code, marks) == (200, frozenset())
