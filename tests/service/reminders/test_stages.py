from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reminders.stages import (
    Digest,
    Item,
    Kind,
    Party,
    Sent,
    Told,
    digests_of,
    stage_of,
)

DUE = date(2026, 11, 25)
A, B = Party("unit_a", "Phòng Kinh tế"), Party("unit_b", "Công an xã")
BOSS = Party("person_c", "Trần Văn Ba")
ITEM = Item("task_1", Kind.TASK, DUE, "Rà soát giếng khoan", "Kế hoạch số 22", (A,), (BOSS,))


@pytest.mark.parametrize(
    ("gone", "stage"),
    [
        *((-31, None), (-30, -30), (-29, -30), (-8, -30), (-7, -7), (-2, -7), (-1, -1), (0, -1)),
        *((1, 1), (6, 1), (7, 7), (29, 7), (30, 30), (59, 30), (60, 60), (89, 60), (365, 360)),
    ],
)
def test_the_stage_of_a_day_is_the_latest_that_has_come(gone: int, stage: int | None) -> None:
    assert stage_of(DUE + timedelta(days=gone), DUE) == stage


def _run(items: list[Item], days: list[date]) -> list[Digest]:
    """What goes out when the program runs on these days."""
    out: list[Digest] = []
    for day in days:
        sent = [Sent(d.recipient.id, d.day, frozenset(d.entries)) for d in out]
        out += digests_of(day, items, sent)
    return out


def _days(first: int, last: int) -> list[date]:
    return [DUE + timedelta(days=gone) for gone in range(first, last + 1)]


def test_a_program_that_runs_every_day_tells_each_stage_on_its_day() -> None:
    out = [d for d in _run([ITEM], _days(-40, 95)) if d.recipient == A]
    assert [(d.day - DUE).days for d in out] == [-30, -7, -1, 1, 7, 30, 60, 90]


def test_what_was_missed_is_made_up_for_once_by_the_latest_stage() -> None:
    out = _run([ITEM], [DUE + timedelta(days=gone) for gone in (-40, -3, -2, 20, 21)])
    assert [((d.day - DUE).days, d.lines[0].stage) for d in out] == [(-3, -7), (20, 7)]


def test_the_overseer_is_told_after_three_reminders_without_a_report() -> None:
    out = [d for d in _run([ITEM], _days(-40, 95)) if d.recipient == BOSS]
    assert [((d.day - DUE).days, d.lines[0].told) for d in out] == [
        (31, Told.OVERSEER),
        (60, Told.OVERSEER),
        (90, Told.OVERSEER),
    ]


def test_a_report_after_the_deadline_keeps_the_overseer_from_being_told() -> None:
    reported = replace(ITEM, reported_on=DUE + timedelta(days=8))
    out = [d for d in _run([reported], _days(-40, 89)) if d.recipient == BOSS]
    assert out == []


def test_a_deadline_that_is_put_off_begins_its_stages_anew() -> None:
    sent = [Sent(A.id, DUE, frozenset({f"{ITEM.id}|{DUE}|-1|D"}))]
    later = replace(ITEM, deadline=DUE + timedelta(days=30))
    (digest,) = digests_of(DUE + timedelta(days=1), [later], sent)
    assert [line.stage for line in digest.lines] == [-30]


def test_who_was_told_today_is_told_of_nothing_else_today() -> None:
    other = replace(ITEM, id="task_2")
    sent = [Sent(A.id, DUE, frozenset({f"{ITEM.id}|{DUE}|-1|D"}))]
    assert digests_of(DUE, [ITEM, other], sent) == []
    (digest,) = digests_of(DUE + timedelta(days=1), [ITEM, other], sent)
    assert [line.item.id for line in digest.lines] == ["task_1", "task_2"]


def test_what_is_overdue_and_was_told_before_is_counted_beside_what_is_new() -> None:
    new = replace(ITEM, id="task_2", deadline=DUE + timedelta(days=31))
    sent = [Sent(A.id, DUE + timedelta(days=1), frozenset({f"{ITEM.id}|{DUE}|1|D"}))]
    (digest,) = digests_of(DUE + timedelta(days=2), [ITEM, new], sent)
    assert ([line.item.id for line in digest.lines], digest.known) == (["task_2"], 1)


ITEMS = st.lists(
    st.builds(
        Item,
        id=st.integers(0, 5).map("task_{}".format),
        kind=st.just(Kind.TASK),
        deadline=st.dates(date(2026, 10, 1), date(2027, 2, 1)),
        words=st.just("Việc"),
        origin=st.just("KH"),
        doers=st.lists(st.sampled_from([A, B]), min_size=1, max_size=2).map(tuple),
        overseers=st.lists(st.sampled_from([BOSS, A]), max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda item: item.id,
)
RUNS = st.lists(st.dates(date(2026, 9, 1), date(2027, 6, 1)), max_size=25).map(
    lambda days: sorted([*days, *days[:3]])
)


@settings(max_examples=150)
@given(items=ITEMS, days=RUNS)
def test_no_two_digests_a_day_and_no_stage_twice_whenever_the_program_runs(
    items: list[Item], days: list[date]
) -> None:
    out = _run(items, days)
    assert len({(d.recipient.id, d.day) for d in out}) == len(out)
    said = [(d.recipient.id, entry) for d in out for entry in d.entries]
    assert len(set(said)) == len(said)


@settings(max_examples=60)
@given(items=ITEMS)
def test_every_open_dated_task_gets_each_stage_once_when_the_program_runs_daily(
    items: list[Item],
) -> None:
    first, last = date(2026, 8, 1), date(2027, 6, 1)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    out = _run(items, days)
    for item in items:
        reached = {stage_of(day, item.deadline) for day in days} - {None}
        for doer in set(item.doers):
            told = [
                line.stage
                for digest in out
                if digest.recipient == doer
                for line in digest.lines
                if line.item.id == item.id and line.told is Told.DOER
            ]
            assert sorted(told) == sorted(stage for stage in reached if stage is not None)
