"""Reminders for receivers of webhooks: each digest is told once, by the way of every change."""

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path

from graph_schema.callers import OPEN_READER
from graph_schema.merge_secrecy import keep_level
from queries.feed import read_events
from service.asking import StoreAsk
from service.reminders.announce import announce_all, plan_notices
from service.reminders.gather import open_items
from service.store import Store
from service.webhook_keeping import Asked, add
from service.webhook_sender import Timing, WebhookSender
from tests.queries.seed import first_plan, load
from tests.service.command import SAMPLES, daumoi, serving
from tests.service.correcting import load_text, rows
from tests.service.reminders.mail_servers import Post, mail_server
from tests.service.reminders.test_outbox import _address, _run
from tests.service.test_occurrences import PLAN
from tests.service.test_webhooks import Receiver, receiving

DAY = date(2026, 9, 25)
_QUICK = Timing(pause=0.05, answer=5.0, again=(0.0, 0.0))


async def _announce(store: Store, day: date = DAY) -> int:
    items = await open_items(StoreAsk(store, OPEN_READER), day)
    return await announce_all(store, await plan_notices(store, items, day))


async def _unit(store: Store, name: str) -> str:
    ((unit,),) = await rows(
        store, "MATCH (u:Unit) WHERE u.name STARTS WITH $name RETURN u.id", name=name
    )
    return str(unit)


async def _deliver(store: Store) -> None:
    assert await WebhookSender(store, _QUICK).look()


def _recipients(receiver: Receiver) -> list[str]:
    return [json.loads(body)["reminder"]["recipient"]["name"] for body in receiver.bodies]


async def test_each_digest_reaches_its_receivers_once_with_what_it_tells_of(store: Store) -> None:
    await load_text(store, PLAN)
    async with receiving() as receiver:
        await add(store, Asked(receiver.url, ("reminder",)), "quản trị")
        at_once = await asyncio.gather(_announce(store), _announce(store))
        again = await _announce(store)
        sender = WebhookSender(store, _QUICK)
        assert [await sender.look(), await sender.look()] == [True, True]
    assert (sum(at_once), again) == (2, 0)
    said = {
        body["reminder"]["recipient"]["name"]: body for body in map(json.loads, receiver.bodies)
    }
    assert len(receiver.bodies) == len(said) == 2
    told = next(body for name, body in said.items() if name.startswith("Phòng Kinh tế"))
    ((task, plan),) = await rows(
        store, "MATCH (d:Document)-[:HAS_TASK]->(t:Task) WHERE t.due_end IS NOT NULL "
        "RETURN t.id, d.id",
    )  # fmt: skip
    assert (told["events"], told["action"]) == (["reminder"], "REMINDED")
    assert (told["nodes"], told["plans"]) == ([task], [plan])
    unit = await _unit(store, "Phòng Kinh tế")
    assert told["reminder"] == {
        "recipient": {"id": unit, "name": "Phòng Kinh tế xã Suối Đá"},
        "day": "2026-09-25",
        "items": [
            {"node": task, "time": None, "due": "2026-09-30", "stage": -7, "to": "DOER"},
        ],
    }
    other = next(body for name, body in said.items() if name.startswith("Hội Nông dân"))
    ((duty,),) = await rows(store, "MATCH (r:ReportDuty) RETURN r.id")
    assert other["nodes"] == [duty]
    assert {(item["node"], item["time"] is None) for item in other["reminder"]["items"]} == {
        (duty, False)
    }


async def test_a_reminder_is_no_change_of_its_tasks(store: Store) -> None:
    await load_text(store, PLAN)
    task = "MATCH (t:Task) RETURN t.id, t.version ORDER BY t.id"
    before, (after, _) = await rows(store, task), await read_events(store.read, 0)
    assert await _announce(store) == 2
    _, events = await read_events(store.read, after)
    assert {event.field for event in events} == {"reminder"}
    assert await rows(store, task) == before


async def test_a_receiver_is_told_of_its_own_unit_and_plans_alone(store: Store) -> None:
    plan = (await load_text(store, PLAN)).document_id
    other = (await load(store, first_plan()))[0].document_id
    async with receiving() as of_unit, receiving() as of_plan, receiving() as of_other:
        unit = await _unit(store, "Hội Nông dân")
        await add(store, Asked(of_unit.url, ("reminder",), unit=unit), "quản trị")
        await add(store, Asked(of_plan.url, ("reminder",), plans=(plan,)), "quản trị")
        await add(store, Asked(of_other.url, ("reminder",), plans=(other,)), "quản trị")
        await add(store, Asked(of_other.url, ("taskChanged",)), "quản trị")
        assert await _announce(store) == 2
        await _deliver(store)
    assert [name.split(" xã ")[0] for name in _recipients(of_unit)] == ["Hội Nông dân"]
    assert len(_recipients(of_plan)) == 2
    assert of_other.bodies == []


async def test_what_has_become_secret_is_told_to_no_receiver(store: Store) -> None:
    plan = (await load_text(store, PLAN)).document_id
    async with receiving() as receiver:
        await add(store, Asked(receiver.url), "quản trị")
        assert await _announce(store) == 2
        await store.write(lambda tx: keep_level(tx, plan, 1))
        await _deliver(store)
    assert receiver.bodies == []


async def test_the_overseer_is_written_to_once_after_three_reminders_by_whichever_way(
    store: Store,
) -> None:
    await load(store, first_plan())
    await _address(store, "Phòng Kinh tế", "kinhte@x.test")
    post, due = Post(), date(2026, 12, 31)
    async with receiving() as receiver:
        await add(store, Asked(receiver.url, ("reminder",)), "quản trị")
        with mail_server(post) as server:
            await _run(store, server, due + timedelta(days=1))
            await _announce(store, due + timedelta(days=7))
            await _run(store, server, due + timedelta(days=30))
            for gone in (31, 32, 33):
                await _announce(store, due + timedelta(days=gone))
        await _deliver(store)
    overseers = {"Trần Thị Bình", "Đảng ủy xã"}
    told = [name for name in _recipients(receiver) if any(o in name for o in overseers)]
    assert len(told) == len(set(told)) == 2


def test_without_a_mail_server_the_command_tells_receivers_and_previews_it(tmp_path: Path) -> None:
    with serving(tmp_path, SAMPLES / "kh-27-dong-may.txt"):
        added = daumoi(
            *("webhook", "add", "http://127.0.0.1:9/x", "--event", "reminder"), folder=tmp_path
        )
        assert added.code == 0, added.err
        preview = daumoi("remind", "--dry-run", folder=tmp_path)
        first, again = (daumoi("remind", folder=tmp_path) for _ in range(2))
    assert (preview.code, first.code, again.code) == (0, 0, 0), first.err
    count = preview.out.count("\twebhook\n")
    assert count > 0
    assert f"Webhook: {count} lời nhắc sẽ báo tới 1 nơi nhận" in preview.out
    assert "Chưa đặt máy chủ thư: không gửi thư nào." in first.out
    assert f"Webhook: {count} lời nhắc; dịch vụ đang chạy sẽ gửi tới 1 nơi nhận" in first.out
    assert "Webhook: 0 lời nhắc" in again.out
