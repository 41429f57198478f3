"""GraphQL over HTTP: statuses, media types, hostile bodies, and errors that tell no inside."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from neo4j.exceptions import Neo4jError

from graph_schema.errors import DeadlineExceeded, QuestionTooLarge, StoreUnavailable
from service import request as requests
from service.app import create_app
from service.store_errors import our_errors
from tests.quickest import quickest_answer
from tests.service.answering import GRAPHQL_JSON, FixedStore, asking, client_of, post

JSON = {"content-type": "application/json"}
COUNT = "{ plans { totalCount } }"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client over a store that answers zero of everything."""
    async with asking(FixedStore()) as found:
        yield found


async def _send(client: httpx.AsyncClient, body: bytes, **headers: str) -> httpx.Response:
    return await client.post("/graphql", content=body, headers={**JSON, **headers})


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [
        (GRAPHQL_JSON, 200, GRAPHQL_JSON),
        (f"application/json;q=0.5, {GRAPHQL_JSON}", 200, GRAPHQL_JSON),
        ("application/json", 200, "application/json"),
        ("*/*", 200, "application/json"),
        (f"{GRAPHQL_JSON};q=0, */*", 200, "application/json"),
        ("text/html", 406, "application/json"),
        ("image/png", 406, "application/json"),
    ],
)
async def test_the_answer_has_the_type_that_was_asked_for(
    client: httpx.AsyncClient, accept: str, status: int, kind: str
) -> None:
    answer = await _send(client, json.dumps({"query": COUNT}).encode(), accept=accept)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        f"{kind}; charset=utf-8",
    )


async def test_a_refused_question_is_400_for_the_new_type_and_200_for_plain_json(
    client: httpx.AsyncClient,
) -> None:
    for text in ("{", "{ nothing }", "query($n: Int!) { tasks(first: $n) { totalCount } }"):
        body = json.dumps({"query": text}).encode()
        new = await _send(client, body, accept=GRAPHQL_JSON)
        plain = await _send(client, body, accept="application/json")
        assert (new.status_code, plain.status_code) == (400, 200), text
        assert "data" not in new.json()
        assert len(new.json()["errors"]) == 1


async def test_a_question_may_come_in_the_address(client: httpx.AsyncClient) -> None:
    asked = {"query": "query A($n: Int) { plans(first: $n) { totalCount } }", "operationName": "A"}
    answer = await client.get("/graphql", params={**asked, "variables": '{"n": 3}'})
    assert answer.json() == {"data": {"plans": {"totalCount": 0}}}
    for broken in ({"variables": "{"}, {"variables": "[]"}, {"extensions": "1"}):
        answer = await client.get("/graphql", params={**asked, **broken})
        assert answer.status_code == 400, broken
    answer = await client.get("/graphql?query={__typename}&query={__typename}")
    assert answer.status_code == 400


HOSTILE: tuple[tuple[str, bytes], ...] = (
    ("empty", b""),
    ("no JSON", b"query { plans }"),
    ("deep", b"[" * 100_000 + b"]" * 100_000),
    ("deep object", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    ("not UTF-8", b'{"query": "\xff\xfe{__typename}"}'),
    ("UTF-16", '{"query": "{__typename}"}'.encode("utf-16")),
    ("NaN", b'{"query": "{__typename}", "variables": {"n": NaN}}'),
    ("Infinity", b'{"query": "{__typename}", "variables": {"n": -Infinity}}'),
    ("a name twice", b'{"query": "{__typename}", "query": "{plans{totalCount}}"}'),
    ("a name twice inside", b'{"query": "{__typename}", "variables": {"a": 1, "a": 2}}'),
    ("lone surrogate", b'{"query": "{__typename}", "variables": {"a": "\\ud800"}}'),
    ("NUL", b'{"query": "{__typename}", "variables": {"a": "\\u0000"}}'),
    ("NUL in a name", b'{"query": "{__typename}", "variables": {"\\u0000": 1}}'),
    ("raw NUL", b'{"query": "{__typename}\x00"}'),
    ("trailing", b'{"query": "{__typename}"} x'),
    ("batch", b'[{"query": "{__typename}"}]'),
    ("batch of many", b"[" + b",".join([b'{"query": "{__typename}"}'] * 1_000) + b"]"),
    ("number", b"1"),
    ("no query", b"{}"),
    ("null query", b'{"query": null}'),
    ("query of another type", b'{"query": {"a": 1}}'),
    ("blank query", b'{"query": "  "}'),
    ("variables of another type", b'{"query": "{__typename}", "variables": [1]}'),
    ("operationName of another type", b'{"query": "{__typename}", "operationName": 1}'),
    ("extensions of another type", b'{"query": "{__typename}", "extensions": "x"}'),
)


@pytest.mark.parametrize(("name", "body"), HOSTILE, ids=[name for name, _ in HOSTILE])
async def test_a_hostile_body_is_the_clients_error(
    client: httpx.AsyncClient, name: str, body: bytes
) -> None:
    seconds = await quickest_answer(lambda before: _send(client, body + b" " * before), 0.5)
    answer = await _send(client, body)
    assert answer.status_code == 400, name
    error = answer.json()["errors"][0]
    assert error["extensions"]["code"] in {"BAD_JSON", "BAD_REQUEST", "BATCH"}
    assert seconds <= 0.5


async def test_huge_numbers_and_escapes_are_no_fault(client: httpx.AsyncClient) -> None:
    text = "query($n: Int) { plans(first: $n) { totalCount } }"
    for number in ("9" * 400, "1e999", "1.5", "2147483648"):
        answer = await _send(
            client, f'{{"query": "{text}", "variables": {{"n": {number}}}}}'.encode()
        )
        assert answer.status_code in (200, 400), number
        assert answer.json()["errors"][0]["extensions"]["code"] in {"BAD_USER_INPUT", "BAD_JSON"}


async def _chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 65_536 + 1):
        yield b" " * 65_536


async def test_a_body_over_one_megabyte_is_refused_with_or_without_its_length(
    client: httpx.AsyncClient,
) -> None:
    body = json.dumps({"query": COUNT}).encode()
    exact = body + b" " * (requests.MAX_BODY - len(body))
    assert (await _send(client, exact)).status_code == 200
    assert (await _send(client, exact + b" ")).status_code == 413
    chunked = await client.post("/graphql", content=_chunks(requests.MAX_BODY), headers=JSON)
    assert chunked.status_code == 413
    assert chunked.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_a_body_that_never_ends_is_given_up(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stalled() -> AsyncIterator[bytes]:
        yield b'{"query":'
        await asyncio.sleep(30)

    monkeypatch.setattr(requests, "BODY_SECONDS", 0.05)
    answer = await client.post("/graphql", content=stalled(), headers=JSON)
    assert answer.status_code == 408


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "",
    ],
)
async def test_a_form_of_another_site_cannot_ask(client: httpx.AsyncClient, kind: str) -> None:
    body = json.dumps({"query": COUNT}).encode()
    answer = await client.post("/graphql", content=body, headers={"content-type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://localhost", 200),
        ("https://elsewhere.test", 403),
        ("null", 403),
        ("http://[::1", 403),
        ("", 403),
    ],
)
async def test_a_page_of_another_site_cannot_ask(
    client: httpx.AsyncClient, origin: str, status: int
) -> None:
    answer = await _send(client, json.dumps({"query": COUNT}).encode(), origin=origin)
    assert answer.status_code == status


async def test_other_methods_and_websockets_are_refused(client: httpx.AsyncClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert (await client.request(method, "/graphql")).status_code == 405
    upgrade = {"connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13"}
    assert (await client.get("/graphql", headers=upgrade)).status_code == 426


async def test_an_offer_of_http2_is_passed_over(client: httpx.AsyncClient) -> None:
    offer = {
        "connection": "Upgrade, HTTP2-Settings",
        "upgrade": "h2c",
        "http2-settings": "AAMAAABk",
    }
    assert (await client.get("/healthz", headers=offer)).status_code == 200


@pytest.mark.parametrize(
    ("listens", "called", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8000", 200),
        ("127.0.0.1", "localhost", 200),
        ("127.0.0.1", "LOCALHOST:8000", 200),
        ("127.0.0.1", "[::1]:8000", 200),
        ("127.0.0.1", "elsewhere.test", 421),
        ("127.0.0.1", "elsewhere.test:8000", 421),
        ("127.0.0.1", "localhost.elsewhere.test", 421),
        ("127.0.0.1", "", 421),
        ("localhost", "elsewhere.test", 421),
        ("::1", "[::1]:8000", 200),
        ("127.0.0.2", "127.0.0.2:8000", 200),
        ("0.0.0.0", "daumoi.xa.test", 200),
        ("192.0.2.7", "daumoi.xa.test", 200),
    ],
)
async def test_on_loopback_a_name_that_another_site_points_here_is_refused(
    listens: str, called: str, status: int
) -> None:
    async with client_of(create_app(FixedStore(), host=listens)) as client:
        for path in ("/healthz", "/"):
            assert (await client.get(path, headers={"host": called})).status_code == status
        origin = {"host": called, "origin": f"http://{called}"}
        answer = await client.post("/graphql", json={"query": COUNT}, headers=origin)
        assert answer.status_code == status


async def test_a_date_that_is_none_is_told_and_not_logged(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    text = '{ tasks(where: { dueTo: "2026-02-31" }) { totalCount } }'
    error = (await post(client, text)).json()["errors"][0]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "2026-02-31" in error["message"]
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Neo.DatabaseError.General.UnknownError", "Query heap budget exceeded (used 2 GB)"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "more than the limit"),
    ],
)
async def test_a_question_over_the_memory_of_the_database_is_told_to_ask_for_less(
    code: str, message: str
) -> None:
    with pytest.raises(QuestionTooLarge) as raised, our_errors():
        raise Neo4jError._hydrate_neo4j(code=code, message=message)
    async with asking(FixedStore(error=raised.value)) as client:
        error = (await post(client, COUNT)).json()["errors"][0]
    assert error["extensions"] == {"code": "QUERY_TOO_COMPLEX"}
    assert error["message"] == raised.value.sentence


async def test_an_inner_fault_shows_its_request_and_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    secret = "MATCH (n) SECRET at line 7 of password.py"
    async with asking(FixedStore(error=RuntimeError(secret))) as client:
        with caplog.at_level(logging.ERROR, logger="daumoi.http"):
            answer = await post(client, COUNT)
    error = answer.json()["errors"][0]
    identity = answer.headers["x-request-id"]
    assert error["extensions"] == {"code": "INTERNAL", "requestId": identity}
    assert error["path"] == ["plans"]
    assert answer.status_code == 200
    assert "SECRET" not in answer.text
    assert "RuntimeError" not in answer.text
    assert identity in caplog.text
    assert secret in caplog.text


async def test_a_users_own_mistake_stays_legible(client: httpx.AsyncClient) -> None:
    answer = await post(client, "{ plans { totalCuont } }")
    error = answer.json()["errors"][0]
    assert "totalCuont" in error["message"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    answer = await post(client, "{ plans(first: 501) { totalCount } }")
    error = answer.json()["errors"][0]
    assert "500" in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreUnavailable("Cơ sở dữ liệu đang không trả lời."), "DB_UNAVAILABLE"),
        (DeadlineExceeded("Câu hỏi chạy quá lâu."), "DEADLINE_EXCEEDED"),
    ],
)
async def test_a_store_that_is_away_is_503_with_the_time_to_come_back(
    error: StoreUnavailable, code: str
) -> None:
    async with asking(FixedStore(error=error)) as client:
        answer = await post(client, COUNT)
        ready = await client.get("/readyz")
        alive = await client.get("/healthz")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json() == {"errors": [{"message": error.sentence, "extensions": {"code": code}}]}
    assert (ready.status_code, alive.status_code) == (503, 200)


@pytest.mark.parametrize(
    "text", ["{", "{ nothing }", COUNT, "{ plans(first: 501) { totalCount } }"]
)
async def test_every_error_has_a_code_and_every_answer_its_request(
    client: httpx.AsyncClient, text: str
) -> None:
    answer = await post(client, text)
    assert len(answer.headers["x-request-id"]) == 16
    assert answer.headers["cache-control"] == "no-store"
    for error in answer.json().get("errors", ()):
        assert error["extensions"]["code"].isupper()
