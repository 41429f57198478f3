"""Calendars: read by a parser of the standard, and by nobody without the token of that feed."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

import httpx2 as httpx
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import AsyncManagedTransaction
from starlette.requests import Request

from graph_schema.callers import Caller
from graph_schema.errors import Unauthenticated
from service.app import create_app
from service.calendar_file import Calendar, Entry, written
from service.signed_feeds import FeedSigner, Of
from service.store import Store
from tests.service.answering import client_of
from tests.service.correcting import PLAN, load_text, rows
from tests.service.test_changes import change, changing
from tests.service.test_occurrences import RECURRING
from tests.service.test_work import _SUBMIT

SECRET = "a-secret-of-this-test"
_TODAY = "service.calendar_feed.today"
_EACH = "Phòng Kinh tế rà soát giếng khoan"
_MANY = 207
"""More than a page of the feed holds."""
_PARTS = (("I. THÔN NAM", 0), ("II. THÔN BẮC", 69), ("III. THÔN ĐÔNG", 138))


class _Closed:
    """A gate that wants a header, which calendar programs do not send."""

    async def caller(self, request: Request) -> Caller:
        raise Unauthenticated("Hãy nêu mã. (Show a token.)")


@asynccontextmanager
async def _asking(store: Store, *, closed: bool = False) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(store, secret=SECRET, gate=_Closed() if closed else None)
    async with client_of(app) as client:
        yield client


async def _who(store: Store) -> tuple[str, str]:
    """A unit and a person, each with open work that has a deadline."""
    units = await rows(
        store,
        "MATCH (u:Unit)-[:LEADS|EXECUTES]->(t:Task) WHERE t.open_key < '9999' "
        "RETURN u.id, count(t) AS n ORDER BY n DESC, u.id LIMIT 1",
    )
    people = await rows(
        store,
        "MATCH (p:Person)-[:OVERSEES]->(t:Task) WHERE t.open_key < '9999' "
        "RETURN p.id, count(t) AS n ORDER BY n DESC, p.id LIMIT 1",
    )
    return str(units[0][0]), str(people[0][0])


def _events(response: httpx.Response) -> list[Any]:
    assert response.status_code == 200, response.text
    calendar = icalendar.Calendar.from_ical(response.content)
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    return list(calendar.walk("VEVENT"))


async def test_a_unit_and_a_leader_have_an_entry_a_duty_on_its_last_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_text(store, PLAN.read_text("utf-8"))
    monkeypatch.setattr(_TODAY, lambda: date(2026, 4, 1))
    unit, person = await _who(store)
    async with _asking(store) as client:
        answers = [
            (unit, await client.get(f"/calendar/unit/{unit}.ics")),
            (person, await client.get(f"/calendar/person/{person}.ics")),
        ]
    for identity, answer in answers:
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        events = _events(answer)
        wanted = await rows(
            store,
            "MATCH (w {id: $id})-[:LEADS|EXECUTES|SUPPORTS|OVERSEES]->(t:Task) "
            "WHERE t.open_key >= '2026-04-01' AND t.open_key < '9999' "
            "RETURN DISTINCT t.id, t.open_key, t.text",
            id=identity,
        )
        found = {str(one["UID"]): one for one in events if str(one["UID"]).startswith("task_")}
        assert wanted
        assert sorted(found) == sorted(f"{row[0]}@daumoi" for row in wanted)
        for task, end, text in wanted:
            one = found[f"{task}@daumoi"]
            assert one["DTSTART"].dt == date.fromisoformat(str(end))
            assert one["DTSTART"].params["VALUE"] == "DATE"
            assert one["DTSTAMP"].dt.year >= 2026  # when its plan was loaded
            assert str(text) in str(one["DESCRIPTION"])
            assert "27/KH-UBND" in str(one["SUMMARY"]) or "…" in str(one["SUMMARY"])


async def test_each_time_of_a_recurring_task_has_an_entry_until_it_is_submitted_or_the_task_ends(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_text(store, RECURRING)
    monkeypatch.setattr(_TODAY, lambda: date(2026, 10, 5))
    ((unit, task),) = await rows(
        store, "MATCH (u:Unit)-[:LEADS|EXECUTES]->(t:Task) RETURN u.id, t.id"
    )
    address = f"/calendar/unit/{unit}.ics"
    async with _asking(store) as client:
        late, coming = _events(await client.get(address))
    assert "Kỳ hằng quý" in str(late["DESCRIPTION"])
    assert "30/09/2026" in str(late["DESCRIPTION"])
    assert coming["DTSTART"].dt == date(2026, 12, 31)
    assert "Kỳ hằng quý: Phòng Kinh tế rà soát giếng" in str(coming["SUMMARY"])
    async with changing(store) as client:
        for day in ("2026-09-30", "2026-12-31"):
            await change(client, _SUBMIT, task=task, due=day, on="2026-10-04")
    async with _asking(store) as client:
        assert _events(await client.get(address)) == []


async def test_a_calendar_of_more_recurring_work_than_a_page_holds_has_every_time_of_it_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = ((part, range(start, start + 69)) for part, start in _PARTS)
    lines = [(p, *(f"{n % 69 + 1}. {_EACH} số {n} hằng quý." for n in ns)) for p, ns in parts]
    start, end = RECURRING.split(f"I. TỔ CHỨC THỰC HIỆN\n1. {_EACH} hằng quý.\n")
    await load_text(store, start + "\n".join(chain.from_iterable(lines)) + "\nIV. BÁO CÁO\n" + end)
    monkeypatch.setattr(_TODAY, lambda: date(2026, 7, 1))
    ((unit, tasks),) = await rows(
        store,
        "MATCH (u:Unit)-[:LEADS|EXECUTES]->(t:Task) WHERE t.recurs IS NOT NULL "
        "RETURN u.id, count(t)",
    )
    assert tasks == _MANY
    async with _asking(store) as client:
        events = _events(await client.get(f"/calendar/unit/{unit}.ics"))
    assert Counter((one["DTSTART"].dt, _number_in(str(one["SUMMARY"]))) for one in events) == {
        (day, number): 1
        for day in (date(2026, 9, 30), date(2026, 12, 31))
        for number in range(_MANY)
    }
    assert len({str(one["UID"]) for one in events}) == 2 * _MANY


def _number_in(summary: str) -> int:
    return int(summary.partition(" số ")[2].split()[0])


async def test_what_is_overdue_stands_in_one_entry_of_today(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_text(store, PLAN.read_text("utf-8"))
    monkeypatch.setattr(_TODAY, lambda: date(2040, 1, 2))
    unit, _ = await _who(store)
    async with _asking(store) as client:
        first = _events(await client.get(f"/calendar/unit/{unit}.ics"))
        monkeypatch.setattr(_TODAY, lambda: date(2040, 1, 3))
        second = _events(await client.get(f"/calendar/unit/{unit}.ics"))
    assert [one["DTSTART"].dt for one in first] == [date(2040, 1, 2)]
    assert [one["DTSTART"].dt for one in second] == [date(2040, 1, 3)]
    assert first[0]["UID"] == second[0]["UID"]
    assert first[0]["SEQUENCE"] < second[0]["SEQUENCE"]
    count = int(str(first[0]["SUMMARY"]).split()[2])
    *listed, counted = str(first[0]["DESCRIPTION"]).splitlines()
    assert len(listed) == count > 1
    assert counted.startswith("Kể việc có thời hạn mà đơn vị chủ trì")


async def test_a_feed_is_opened_by_its_own_token_alone(store: Store) -> None:
    await load_text(store, PLAN.read_text("utf-8"))
    unit, person = await _who(store)
    own = FeedSigner(SECRET).token(Of.UNIT, unit)
    foreign = FeedSigner("another-secret-of-a-test").token(Of.UNIT, unit)
    cases = [
        ("unit", unit, f"?token={own}", 200),
        ("unit", unit, "", 401),
        ("unit", unit, f"?token={foreign}", 403),
        ("unit", unit, "?token=", 403),
        ("unit", unit, "?token=ế", 403),
        ("person", person, f"?token={own}", 403),
        ("person", unit, f"?token={own}", 403),
    ]
    async with _asking(store, closed=True) as client:
        for of, identity, token, status in cases:
            answer = await client.get(f"/calendar/{of}/{identity}.ics{token}")
            assert answer.status_code == status, (of, token)
    async with _asking(store) as client:
        assert (await client.get("/calendar/unit/unit_none.ics")).status_code == 404
        assert (await client.get("/calendar/plan/unit_none.ics")).status_code == 404
        assert (await client.get(f"/calendar/unit/{'u' * 5_000}.ics")).status_code == 400


async def test_a_feed_by_token_shows_nothing_of_a_secret_document(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_text(store, PLAN.read_text("utf-8"))
    monkeypatch.setattr(_TODAY, lambda: date(2026, 4, 1))
    unit, _ = await _who(store)

    async def mark(tx: AsyncManagedTransaction) -> None:
        await (await tx.run("MATCH (d:Plan) SET d.secrecy = 'MẬT', d.secret = 1")).consume()
        parts = "MATCH (:Plan)-[:HAS_TASK|HAS_REPORT_DUTY]->(n) SET n.secret = 1"
        await (await tx.run(parts)).consume()

    await store.write(mark)
    async with _asking(store) as client:
        token = FeedSigner(SECRET).token(Of.UNIT, unit)
        by_token = await client.get(f"/calendar/unit/{unit}.ics?token={token}")
        at_this_machine = await client.get(f"/calendar/unit/{unit}.ics")
    assert not _events(by_token)
    assert _events(at_this_machine)


async def test_what_has_not_changed_is_not_sent_again(store: Store) -> None:
    await load_text(store, PLAN.read_text("utf-8"))
    unit, _ = await _who(store)
    async with _asking(store) as client:
        first = await client.get(f"/calendar/unit/{unit}.ics")
        again = await client.get(
            f"/calendar/unit/{unit}.ics", headers={"If-None-Match": first.headers["etag"]}
        )
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["last-modified"].endswith("GMT")


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_words_come_back_from_the_file_as_they_were(words: str) -> None:
    kept = "".join(c for c in words if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    entry = Entry("a@daumoi", date(2026, 4, 30), kept, "x", datetime(2026, 1, 1, tzinfo=UTC))
    content = written(Calendar("Tên", "Lời", [entry]))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    event = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == kept
