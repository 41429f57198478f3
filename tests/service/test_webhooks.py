"""Webhooks to a real receiver: signed, in order, tried again, given up on a list, told once."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.errors import BadSetting
from graph_schema.merge_webhooks import remove_webhook, send_again
from queries.webhooks import Webhook, read_letters, read_webhooks
from service.store import Store
from service.webhook_keeping import Asked, add
from service.webhook_post import checked_address, post
from service.webhook_sender import Timing, WebhookSender
from tests.processes import patience
from tests.service.command import SAMPLES, daumoi, serving
from tests.service.correcting import load_file, task_id
from tests.service.test_changes import change, changing

_TASK = "III.1.b"
_REPORT = """
mutation($input: ReportProgressInput!) { reportProgress(input: $input) { __typename } }
"""
_ONE_OF_EACH = " UNION ".join(
    f"MATCH (n:{label}) RETURN '{label}' AS kind, min(n.id) AS id"
    for label in ("Document", "Unit", "Person", "Position")
)
_QUICK = Timing(pause=0.05, answer=5.0, again=(0.0, 0.0))


@dataclass
class Receiver:
    """Takes what is posted, and answers as it is told to."""

    port: int = 0
    answers: list[bytes] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/nhan?x=1"

    def told(self) -> list[Any]:
        return [json.loads(body)["after"] for body in self.bodies]

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        named = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        self.heads.append({":request": head[0], **named})
        self.bodies.append(await reader.readexactly(int(named["content-length"])))
        answer = self.answers.pop(0) if self.answers else b"204 No Content"
        writer.write(b"HTTP/1.1 " + answer + b"\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.take, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()


async def _report(store: Store, *percents: int) -> None:
    task = await task_id(store, _TASK)
    async with changing(store) as client:
        for percent in percents:
            await change(client, _REPORT, task=task, percent=percent, on="2026-09-01")


async def _write(store: Store, statement: str) -> None:
    async def work(tx: AsyncManagedTransaction) -> None:
        await (await tx.run(statement, {})).consume()

    await store.write(work)


async def _only(store: Store) -> Webhook:
    (hook,) = await read_webhooks(store.read)
    return hook


async def test_a_change_is_posted_once_signed_with_its_number(store: Store) -> None:
    await load_file(store)
    async with receiving() as receiver:
        _, secret = await add(store, Asked(receiver.url), "quản trị")
        assert secret is not None
        await _report(store, 40)
        sender = WebhookSender(store, _QUICK)
        assert await sender.look()
        assert await sender.look()
    (head,), (body,) = receiver.heads, receiver.bodies
    assert head[":request"] == "POST /nhan?x=1 HTTP/1.1"
    at, signed = (part.split("=", 1)[1] for part in head["daumoi-signature"].split(","))
    expected = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    assert signed == expected.hexdigest()
    said = json.loads(body)
    assert head["daumoi-event-id"] == str(said["eventId"])
    assert (said["events"], said["action"], said["after"]) == (["taskChanged"], "REPORTED", "40")
    assert said["nodes"] == [await task_id(store, _TASK)]
    hook = await _only(store)
    assert (hook.reached, hook.attempt, hook.why) == (said["eventId"], 0, "")


async def test_what_does_not_arrive_is_tried_again_in_order_and_then_given_up_on_a_list(
    store: Store,
) -> None:
    await load_file(store)
    async with receiving() as receiver:
        identity, _ = await add(store, Asked(receiver.url), "quản trị")
        await _report(store, 1, 2)
        receiver.answers = [b"500 Oops", b"302 Found\r\nLocation: /nhan", b"410 Gone"]
        sender = WebhookSender(store, _QUICK)
        await sender.look()
        assert receiver.told() == ["1"]
        assert (await _only(store)).attempt == 1
        assert "500" in (await _only(store)).why
        await sender.look()
        await sender.look()
        assert receiver.told() == ["1", "1", "1", "2"]
        (letter,) = await read_letters(store.read)
        assert (letter.webhook, letter.again) == (identity, False)
        assert "410" in letter.why
        await sender.look()
        assert len(receiver.bodies) == 4
        assert await store.write(lambda tx: send_again(tx, identity)) == 1
        await sender.look()
        assert receiver.told() == ["1", "1", "1", "2", "1"]
        assert await read_letters(store.read) == ()


async def test_the_next_try_waits_for_its_pause_over_an_end_of_the_sender(store: Store) -> None:
    await load_file(store)
    async with receiving() as receiver:
        identity, _ = await add(store, Asked(receiver.url), "quản trị")
        await _report(store, 1)
        receiver.answers = [b"503 Busy"]
        slow = Timing(pause=0.05, answer=5.0, again=(3600.0,), turn=-1.0)
        await WebhookSender(store, slow).look()
        await WebhookSender(store, slow).look()  # another process, after the first one ended
        assert receiver.told() == ["1"]
        await store.write(lambda tx: send_again(tx, identity))
        await WebhookSender(store, slow).look()
        assert receiver.told() == ["1", "1"]


async def test_of_several_processes_one_sends_and_another_takes_over(store: Store) -> None:
    await load_file(store)
    async with receiving() as receiver:
        await add(store, Asked(receiver.url), "quản trị")
        senders = [WebhookSender(store, _QUICK) for _ in range(3)]
        await _report(store, 1, 2)
        held = await asyncio.gather(*(sender.look() for sender in senders))
        assert sorted(held) == [False, False, True]
        assert receiver.told() == ["1", "2"]
        running = asyncio.create_task(senders[held.index(True)].keep_looking())
        await asyncio.sleep(0.3)
        running.cancel()
        await asyncio.wait([running])
        await _report(store, 3)
        assert await senders[held.index(False)].look()
        assert receiver.told() == ["1", "2", "3"]


async def test_only_what_is_wanted_is_sent(store: Store) -> None:
    await load_file(store)
    await _write(store, "CREATE (:Unit {id: 'unit_none', name: 'Không việc'})")
    async with receiving() as receiver:
        await add(store, Asked(receiver.url, ("documentLoaded",)), "quản trị")
        await add(store, Asked(receiver.url, unit="unit_none"), "quản trị")
        await _report(store, 1)
        await load_file(store, next(p for p in sorted(SAMPLES.iterdir()) if "27" not in p.name))
        await WebhookSender(store, _QUICK).look()
    (body,) = receiver.bodies
    assert json.loads(body)["events"] == ["documentLoaded"]


async def test_a_removed_receiver_is_told_nothing_more(store: Store) -> None:
    await load_file(store)
    async with receiving() as receiver:
        identity, _ = await add(store, Asked(receiver.url), "quản trị")
        assert await store.write(lambda tx: remove_webhook(tx, identity))
        assert not await store.write(lambda tx: remove_webhook(tx, identity))
        await _report(store, 1)
        assert not await WebhookSender(store, _QUICK).look()
    assert receiver.bodies == []


_BAD = [
    "ftp://a/b",
    "http://",
    "http://user:secret@a/",
    "http://a/#x",
    "http://a/b c",
    "http://a/\r\nX: y",
    "http://a:99999/",
    "//a/b",
    "http://máy/",
]


def test_an_address_that_is_none_is_refused_and_not_shown() -> None:
    for url in _BAD:
        with pytest.raises(BadSetting) as refused:
            checked_address(url)
        assert "secret" not in refused.value.sentence, url
    assert checked_address("https://192.168.1.9:8443/a?b=c").port == 8443


async def test_whatever_a_receiver_does_is_told_in_a_few_words() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        said = words.pop()
        if said is None:
            await asyncio.sleep(patience(5))
        else:
            writer.write(said)
            await writer.drain()
        writer.close()

    words: list[bytes | None] = []
    cases: list[tuple[bytes | None, bool, str]] = [
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000, True, ""),
        (b"HTTP/1.1 103 Early\r\nA: b\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n", True, ""),
        (b"HTTP/1.1 301 Moved\r\nLocation: http://elsewhere/\r\n\r\n", False, "301"),
        (b"nothing of the kind\r\n", False, "HTTP"),
        (b"A" * 100_000, False, "HTTP"),
        (b"", False, "HTTP"),
        (None, False, "giây"),
    ]
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        for said, arrived, why in cases:
            words.append(said)
            sent = await post(f"http://127.0.0.1:{port}/", "s", 1, b"{}", 1.0)
            assert sent.arrived == arrived, said
            assert why in sent.why
    assert not (await post(f"http://127.0.0.1:{port}/", "s", 1, b"{}", 1.0)).arrived


def test_the_command_keeps_lists_and_removes_a_receiver_and_shows_its_secret_once(
    tmp_path: Path,
) -> None:
    first = next(iter(sorted(SAMPLES.iterdir())))
    with serving(tmp_path, first):  # the commands go to the engine that runs
        added = daumoi("webhook", "add", "http://127.0.0.1:9/x", folder=tmp_path)
        assert added.code == 0, added.err
        secret = added.out.strip().rsplit(" ", 1)[1]
        identity = added.out.split()[2].rstrip(":")
        listed = daumoi("webhook", "list", folder=tmp_path)
        assert identity in listed.out
        assert secret not in listed.out
        assert daumoi("webhook", "dead", folder=tmp_path).code == 0
        assert daumoi("webhook", "retry", identity, folder=tmp_path).code == 0
        assert daumoi("webhook", "remove", identity, folder=tmp_path).code == 0
        gone = daumoi("webhook", "remove", identity, folder=tmp_path)
        assert (gone.code, identity in gone.err) == (2, True)
        wrong = daumoi("webhook", "add", "ftp://x/", folder=tmp_path)
        assert wrong.code == 2


_ADD = """mutation($input: AddWebhookInput!) { addWebhook(input: $input) { __typename
  ... on WebhookAdded { id secret repeated } ... on Refused { code field } } }"""
_REMOVE = """mutation($input: WebhookInput!) { removeWebhook(input: $input) { __typename
  ... on WebhookRemoved { id } ... on Refused { code field } } }"""
_RETRY = _REMOVE.replace("removeWebhook", "retryWebhook").replace(
    "... on WebhookRemoved { id }", "... on WebhookRetried { id again }"
)


@pytest.mark.parametrize(
    "named",
    [
        *({"unit": "unit_none"}, {"leader": "person_none"}, {"plans": ["doc_none"]}),
        {"unit": "Document"},
        {"leader": "Document"},
        {"plans": ["Document", "Unit"]},
        {"unit": "secret"},
    ],
)
async def test_a_receiver_that_waits_for_what_is_not_there_is_refused_by_the_field(
    store: Store, named: dict[str, str | list[str]]
) -> None:
    await load_file(store)
    await _write(store, "CREATE (:Unit {id: 'secret', secret: 1})")
    ids = {str(kind): str(one) for kind, one in await store.read(_ONE_OF_EACH, {})}
    (field,) = named
    given = named[field]
    meant = [ids.get(one, one) for one in given] if isinstance(given, list) else ids.get(given)
    async with changing(store) as client:
        refused = await change(client, _ADD, url="http://127.0.0.1:9/", **{field: meant or given})
        assert (refused["code"], refused["field"]) == ("NOT_FOUND", field)
    assert await read_webhooks(store.read) == ()


async def test_a_receiver_may_name_a_unit_a_plan_and_a_leader_of_every_kind(store: Store) -> None:
    await load_file(store)
    ids = {str(kind): str(one) for kind, one in await store.read(_ONE_OF_EACH, {})}
    for kind in ("Person", "Position", "Unit"):
        asked = Asked("http://127.0.0.1:9/", (), ids["Unit"], ids[kind], (ids["Document"],))
        await add(store, asked, "quản trị")
    assert len(await read_webhooks(store.read)) == 3


async def test_a_receiver_is_added_listed_and_removed_through_the_api(store: Store) -> None:
    await load_file(store)
    async with receiving() as receiver, changing(store) as client:
        given = {"url": receiver.url, "events": ["TASK_CHANGED"], "idempotencyKey": "w1"}
        added = await change(client, _ADD, **given)
        again = await change(client, _ADD, **given)
        assert (again["id"], again["secret"], again["repeated"]) == (added["id"], None, True)
        other = await change(client, _ADD, **{**given, "url": receiver.url + "2"})
        assert (other["code"], other["field"]) == ("CONFLICT", "idempotencyKey")
        wrong = await change(client, _ADD, url="file:///etc/passwd")
        assert (wrong["code"], wrong["field"]) == ("BAD_USER_INPUT", "url")
        await _report(store, 40)
        await WebhookSender(store, _QUICK).look()
        listed = (await client.get("/webhooks")).json()
        (told,) = listed["webhooks"]
        assert (told["id"], told["events"], told["why"]) == (added["id"], ["taskChanged"], None)
        assert "secret" not in told
        assert listed["dead"] == []
        retried = await change(client, _RETRY, webhook=added["id"])
        assert retried == {"__typename": "WebhookRetried", "id": added["id"], "again": 0}
        assert (await change(client, _REMOVE, webhook=added["id"]))["id"] == added["id"]
        gone = await change(client, _REMOVE, webhook=added["id"])
        assert gone == {"__typename": "Refused", "code": "NOT_FOUND", "field": "webhook"}
        client.headers.pop("authorization")
        assert (await client.get("/webhooks")).status_code in (401, 403)
    signed = receiver.heads[0]["daumoi-signature"].split("v1=")[1]
    at = receiver.heads[0]["daumoi-signature"].split(",")[0].removeprefix("t=")
    body = f"{at}.".encode() + receiver.bodies[0]
    assert signed == hmac.new(added["secret"].encode(), body, hashlib.sha256).hexdigest()
    chain = await store.read(
        "MATCH (c:Change) WHERE c.field = 'webhook' RETURN c.action ORDER BY c.seq", {}
    )
    assert chain == [["WEBHOOK_ADDED"], ["WEBHOOK_REMOVED"]]
