"""Letters through a real mail server, whatever breaks on the way: none goes out twice."""

import asyncio
import os
import signal
import sys
from datetime import date, timedelta

import pytest

from graph_schema.callers import OPEN_READER
from graph_schema.errors import BadSetting
from graph_schema.merge_reminders import Contact, set_contact
from service.asking import StoreAsk
from service.reminders.gather import open_items
from service.reminders.mail import MailServer
from service.reminders.outbox import Run, plan, send_again, send_all
from service.store import Store
from tests.engines import ROOT, Engines
from tests.service.correcting import load_text, rows
from tests.service.reminders.mail_servers import SENDER, Post, mail_server
from tests.service.test_occurrences import PLAN

DAY = date(2026, 9, 25)
ECONOMY, FARMERS = "kinhte@suoida.test", "nongdan@suoida.test"


async def _address(store: Store, name: str, *addresses: str) -> None:
    ((unit,),) = await rows(
        store, "MATCH (u:Unit) WHERE u.name STARTS WITH $name RETURN u.id", name=name
    )
    for address in addresses:
        contact = Contact(str(unit), name, address)
        await store.write(lambda tx, c=contact: set_contact(tx, c, "2026-01-01", "test"))  # type: ignore[misc]


async def _prepared(store: Store) -> None:
    await load_text(store, PLAN)
    await _address(store, "Phòng Kinh tế", ECONOMY)
    await _address(store, "Hội Nông dân", FARMERS)


async def _run(store: Store, server: MailServer, day: date = DAY) -> Run:
    planned = await plan(store, await open_items(StoreAsk(store, OPEN_READER), day), day)
    return await send_all(store, planned, day, server)


async def _states(store: Store) -> list[list[object]]:
    return await rows(store, "MATCH (r:Reminder) RETURN r.state ORDER BY r.name")


async def test_each_unit_gets_one_letter_in_both_forms_and_nothing_the_second_time(
    store: Store,
) -> None:
    await _prepared(store)
    post = Post()
    with mail_server(post) as server:
        first = await _run(store, server)
        second = await _run(store, server)
        third = await _run(store, server, DAY + timedelta(days=1))
    assert (len(first.sent), second.sent) == (2, [])
    assert [said.split(":")[0] for said in third.sent] == ["Hội Nông dân xã Suối Đá"]
    letters = dict(reversed(post.taken))
    farmers, message = letters[FARMERS,], letters[ECONOMY,]
    assert message["From"] == SENDER
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].startswith("<reminder_")
    assert message["Subject"].startswith("[Đầu Mối] Nhắc việc ngày 25/9/2026: 1 việc sắp đến hạn")
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (
        "30/9/2026. Hạn 30/9/2026: còn 5 ngày. Văn bản: Kế hoạch 22/KH-UBND" in text.get_content()
    )
    assert "<li>" in html.get_content()
    said = farmers.get_body(("plain",))
    assert said is not None
    assert "Báo cáo: " in said.get_content()
    logged = await rows(store, "MATCH (c:Change) RETURN properties(c)")
    assert ECONOMY not in str(logged)


async def test_a_refused_address_is_told_masked_and_the_others_get_the_letter(
    store: Store,
) -> None:
    await _prepared(store)
    await _address(store, "Phòng Kinh tế", "sai@suoida.test")
    post = Post(refused=frozenset({"sai@suoida.test", FARMERS}))
    with mail_server(post) as server:
        run = await _run(store, server)
        assert [to for to, _ in post.taken] == [(ECONOMY,)]
        assert len(run.sent) == len(run.failed) == 1
        assert "s…@suoida.test" in run.sent[0]
        assert FARMERS not in str(run)
        post.refused = frozenset()
        again = await _run(store, server)
    assert len(again.sent) == 1
    assert [to for to, _ in post.taken] == [(ECONOMY,), (FARMERS,)]


async def test_what_the_server_does_not_take_goes_out_at_the_next_run(store: Store) -> None:
    await _prepared(store)
    post = Post(data_code=451)
    with mail_server(post) as server:
        run = await _run(store, server)
        assert (len(run.failed), post.taken) == (2, [])
        post.data_code = 250
        assert len((await _run(store, server)).sent) == 2
    assert await _states(store) == [["SENT"], ["SENT"]]


async def test_a_connection_lost_with_the_letter_in_it_is_told_and_not_tried_again(
    store: Store,
) -> None:
    await _prepared(store)
    post = Post(drop=True)
    with mail_server(post) as server:
        run = await _run(store, server)
        assert (len(run.unsure), run.sent) == (2, [])
        post.drop = False
        later = await _run(store, server)
        assert (later.sent, len(later.unsure), len(post.taken)) == ([], 2, 2)
        ((identity,), *_) = await rows(store, "MATCH (r:Reminder) RETURN r.id ORDER BY r.name")
        by_hand = await send_again(store, str(identity), server)
        assert len(by_hand.sent) == 1
        with pytest.raises(BadSetting, match="SENT"):
            await send_again(store, str(identity), server)
    assert sorted(await _states(store)) == [["SENDING"], ["SENT"]]


async def test_two_runs_at_once_send_each_letter_once(store: Store) -> None:
    await _prepared(store)
    post = Post()
    with mail_server(post) as server:
        runs = await asyncio.gather(*(_run(store, server) for _ in range(4)))
    assert sorted(to for to, _ in post.taken) == [(ECONOMY,), (FARMERS,)]
    assert sum(len(run.sent) for run in runs) == 2


async def test_who_has_no_address_is_told_and_gets_the_letter_once_there_is_one(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    await _address(store, "Hội Nông dân", FARMERS)
    post = Post()
    with mail_server(post) as server:
        run = await _run(store, server)
        assert len(run.nowhere) == 1
        await _address(store, "Phòng Kinh tế", ECONOMY)
        assert len((await _run(store, server)).sent) == 1
    assert [to for to, _ in post.taken] == [(FARMERS,), (ECONOMY,)]


async def test_without_a_mail_server_nothing_is_lost(store: Store) -> None:
    await _prepared(store)
    with pytest.raises(BadSetting, match="máy chủ thư"):
        await _run(store, MailServer("127.0.0.1", 9, "none", SENDER))
    assert await _states(store) == [["PREPARED"], ["PREPARED"]]
    with mail_server(Post()) as server:
        assert len((await _run(store, server)).sent) == 2


@pytest.mark.parametrize("killed_at", ["before", "with the letter"])
async def test_a_run_killed_at_any_moment_never_makes_a_letter_go_out_twice(
    engines: Engines, store: Store, request: pytest.FixtureRequest, killed_at: str
) -> None:
    await load_text(store, PLAN)
    await _address(store, "Phòng Kinh tế", ECONOMY)
    post = Post()
    name = request.node.callspec.params["store"]
    with mail_server(post) as server:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.service.reminders.one_run"),
            *(str(server.port), DAY.isoformat(), killed_at),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **await engines.environment(name)},
        )
        post.on_data = lambda: os.kill(child.pid, signal.SIGKILL)
        assert await child.wait() == -signal.SIGKILL
        post.on_data = None
        run = await _run(store, server)
        later = await _run(store, server, DAY + timedelta(days=1))
    assert len(post.taken) == 1
    assert (len(run.sent), len(run.unsure)) == ((1, 0) if killed_at == "before" else (0, 1))
    assert later.sent == []
