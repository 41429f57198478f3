"""Reminders as a feed: an entry for each stage, the same one until the next."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from graph_schema.callers import OPEN_READER
from service.asking import StoreAsk
from service.reminders.feed import Notice, atom, leader_notices, unit_notices
from service.reminders.gather import open_items
from service.reminders.stages import Item, Kind, Line, Told
from service.reports.pick import Subject
from service.signed_feeds import FeedSigner, Of
from service.store import Store
from tests.service.answering import asking, data_of
from tests.service.correcting import load_text
from tests.service.test_changes import change, changing
from tests.service.test_occurrences import PLAN, RECURRING
from tests.service.test_work import _SUBMIT

DUE = date(2026, 9, 30)
_ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'Rà soát <giếng> & "ao"\x00'


def _item() -> Item:
    return Item("task_a", Kind.TASK, DUE, HOSTILE, "Kế hoạch 22/KH-UBND", ())


def _entries(content: bytes) -> list[tuple[str, str, str]]:
    found = ET.fromstring(content).iter(f"{_ATOM}entry")
    return [
        tuple(one.findtext(f"{_ATOM}{name}") or "" for name in ("id", "title", "updated"))  # type: ignore[misc]
        for one in found
    ]


def test_an_entry_stands_unchanged_until_the_next_stage() -> None:
    unit = Subject("unit_a", "Phòng Kinh tế")
    seven, thirty = (Notice(Line(_item(), stage, Told.DOER)) for stage in (7, 30))
    first, later = (atom(unit, [seven], "http://x/y", DUE + timedelta(days=n)) for n in (7, 29))
    assert first == later
    ((identity, title, updated),) = _entries(first)
    assert title.startswith('Quá hạn 7 ngày: Rà soát <giếng> & "ao"')
    assert updated == "2026-10-07T00:00:00+07:00"
    ((next_one, _, _),) = _entries(atom(unit, [thirty], "http://x/y", DUE + timedelta(days=30)))
    assert next_one != identity


@pytest.mark.parametrize(
    ("day", "stages"),
    [
        (date(2026, 8, 1), []),
        (date(2026, 8, 31), [-30]),
        (date(2026, 9, 29), [-1]),
        (date(2026, 10, 1), [1]),
        (date(2026, 12, 1), [60]),
    ],
)
async def test_a_unit_is_told_of_the_stage_that_its_work_has_come_to(
    store: Store, day: date, stages: list[int]
) -> None:
    unit = await _unit(store)
    found = await unit_notices(StoreAsk(store, OPEN_READER), unit, day)
    assert [one.line.stage for one in found] == stages
    assert all(one.day <= day for one in found)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 8, 1), []),
        (date(2026, 9, 29), [(date(2026, 9, 30), -1)]),
        (date(2026, 12, 24), [(date(2026, 12, 31), -7), (date(2026, 9, 30), 60)]),
    ],
)
async def test_a_unit_is_told_of_each_time_of_a_recurring_task(
    store: Store, day: date, told: list[tuple[date, int]]
) -> None:
    await load_text(store, RECURRING)
    ((unit,),) = await store.read("MATCH (u:Unit)-[:LEADS|EXECUTES]->(:Task) RETURN u.id", {})
    found = await unit_notices(StoreAsk(store, OPEN_READER), str(unit), day)
    assert [(one.line.item.deadline, one.line.stage) for one in found] == told
    assert all("(hằng quý)" in one.line.item.words for one in found)


async def test_times_told_apart_stand_once_each_and_no_submission_silences_another(
    store: Store,
) -> None:
    until = " hằng tháng, hoàn thành trước ngày 15/10/2026"
    await load_text(store, PLAN.replace(", xong trước ngày 30/9/2026", until))
    ((task,),) = await store.read("MATCH (t:Task) RETURN t.id", {})
    day, on = date(2026, 12, 1), date(2026, 11, 20)
    async with changing(store) as client:
        given = {"task": task, "due": "2026-07-31", "on": on.isoformat(), "by": "Bà Tư"}
        assert (await change(client, _SUBMIT, **given))["__typename"] == "ReportSubmitted"
    asking_ = StoreAsk(store, OPEN_READER)
    apart, whole = [
        [one for one in await open_items(asking_, day, apart=each) if one.kind is Kind.TASK]
        for each in (True, False)
    ]
    dues = [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 15)]
    assert sorted(one.deadline for one in apart) == dues
    assert {one.reported_on for one in apart} == {None}
    assert [(one.id, one.reported_on, [due for _, due in one.late]) for one in whole] == [
        (task, on, dues)
    ]


async def test_a_leader_who_oversees_nothing_late_has_an_empty_feed(store: Store) -> None:
    await _unit(store)
    async with asking(store) as client:
        people = (await data_of(client, "{ people { nodes { id } } }"))["people"]["nodes"]
        person = people[0]["id"]
        answer = await client.get(f"/reminders/person/{person}.atom")
    assert answer.status_code == 200
    assert await leader_notices(StoreAsk(store, OPEN_READER), person, DUE) == []


async def test_the_feed_is_read_over_http_and_not_sent_again_unchanged(store: Store) -> None:
    unit = await _unit(store)
    async with asking(store) as client:
        first = await client.get(f"/reminders/unit/{unit}.atom")
        tag = {"If-None-Match": first.headers["etag"]}
        again = await client.get(f"/reminders/unit/{unit}.atom", headers=tag)
        unknown = await client.get("/reminders/unit/unit_none.atom")
        forged = await client.get(f"/reminders/unit/{unit}.atom?token=x")
    assert first.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert "Phòng Kinh tế" in first.text
    assert (again.status_code, unknown.status_code, forged.status_code) == (304, 404, 403)


def test_a_token_opens_the_feed_of_its_own_calendar_alone() -> None:
    signer = FeedSigner("bí mật")
    assert signer.opens(signer.token(Of.UNIT, "unit_a"), Of.UNIT, "unit_a")
    assert not signer.opens(signer.token(Of.UNIT, "unit_a"), Of.UNIT, "unit_b")


async def _unit(store: Store) -> str:
    await load_text(store, PLAN)
    async with asking(store) as client:
        found = await data_of(client, '{ units(where: {name: "Phòng Kinh tế"}) { nodes { id } } }')
    return str(found["units"]["nodes"][0]["id"])
