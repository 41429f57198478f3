"""Sessions of reads: used again one after the other, and never after a fault or too long."""

import asyncio

import pytest
from neo4j import READ_ACCESS, AsyncSession, Bookmarks, Query
from neo4j.exceptions import CypherSyntaxError

from service.read_sessions import ReadSessions
from service.store import Store
from tests.service.test_store import RUNAWAY

_ASK = Query("RETURN $n")


class _Counted:
    """Sessions on the driver of a store, beside a clock that a test sets."""

    def __init__(self, store: Store) -> None:
        self._driver = store._driver
        self.made: list[AsyncSession] = []
        self.time = 0.0
        self.reads = ReadSessions(self._make, lambda: self.time)

    def _make(self, marks: Bookmarks | None) -> AsyncSession:
        self.made.append(self._driver.session(default_access_mode=READ_ACCESS, bookmarks=marks))
        return self.made[-1]

    async def ask(self, n: int, marks: Bookmarks | None = None) -> object:
        return (await self.reads.values(_ASK, {"n": n}, marks))[0][0]


async def test_reads_one_after_the_other_share_a_session_and_reads_at_once_do_not(
    store: Store,
) -> None:
    counted = _Counted(store)
    assert [await counted.ask(n) for n in range(10)] == list(range(10))
    assert len(counted.made) == 1
    for _ in range(3):
        together = await asyncio.gather(*(counted.ask(n) for n in range(8)))
        assert together == list(range(8))
    assert 1 < len(counted.made) <= 8
    await counted.reads.aclose()
    assert all(session.closed() for session in counted.made)


async def test_a_session_that_failed_or_was_cut_off_is_closed_and_not_used_again(
    store: Store,
) -> None:
    counted = _Counted(store)
    with pytest.raises(CypherSyntaxError):
        await counted.reads.values(Query("RETRUN 1"), {}, None)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await counted.reads.values(Query(RUNAWAY, timeout=5.0), {}, None)
    assert [await counted.ask(n) for n in (1, 2)] == [1, 2]
    assert [session.closed() for session in counted.made] == [True, True, False]
    await counted.reads.aclose()


async def test_a_session_is_let_go_after_some_seconds(store: Store) -> None:
    counted = _Counted(store)
    for counted.time in (0.0, 4.9, 5.0, 9.9, 10.0):
        assert await counted.ask(1) == 1
    assert [session.closed() for session in counted.made] == [True, True, False]
    await counted.reads.aclose()


async def test_a_read_behind_bookmarks_has_a_session_of_its_own(store: Store) -> None:
    counted = _Counted(store)
    await counted.ask(1)
    marks = await counted.made[0].last_bookmarks()
    assert [await counted.ask(n, marks) for n in (2, 3)] == [2, 3]
    assert await counted.ask(4) == 4
    assert [session.closed() for session in counted.made] == [False, True, True]
    await counted.reads.aclose()


async def test_a_session_that_comes_back_after_the_end_is_closed(store: Store) -> None:
    counted = _Counted(store)
    asked = asyncio.create_task(counted.ask(1))
    await asyncio.sleep(0)
    await counted.reads.aclose()
    assert await asked == 1
    assert [session.closed() for session in counted.made] == [True]


async def test_the_store_reads_through_few_sessions_that_send_no_bookmark_of_their_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[AsyncSession] = []
    make = store._reading_session

    def count(marks: Bookmarks | None) -> AsyncSession:
        made.append(make(marks))
        return made[-1]

    monkeypatch.setattr(store, "_reads", ReadSessions(count))
    for n in range(20):
        assert await store.read("RETURN $n", {"n": n}) == [[n]]
    assert len(made) == 1
    sent = await made[0]._get_bookmarks()  # type: ignore[no-untyped-call] # what it sends next
    assert list(sent) == []
    await store._reads.aclose()
