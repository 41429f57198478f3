"""What dated facts make of a task, by day."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.dated import (
    NEVER,
    NO_DEADLINE,
    Extension,
    Facts,
    Report,
    State,
    Step,
    StepKind,
    deadline_on,
    deadlines,
    kept,
    state_on,
)


def _report(on: str, percent: int | None, returned: str | None = None, at: str = "1") -> Report:
    return Report(f"p{on}{at}", on, at, percent, returned)


def _extended(on: str, to: str) -> Extension:
    return Extension(f"e{on}", on, "1", to)


def _step(on: str, kind: StepKind) -> Step:
    return Step(f"s{on}", on, "1", kind)


_CANCELLED, _REOPENED = StepKind.CANCELLED, StepKind.REOPENED

STATES = [
    ("nothing", "2026-05-31", Facts(), ()),
    ("half done", "2026-05-31", Facts((_report("2026-05-01", 50),)), ()),
    ("in time", "2026-05-31", Facts((_report("2026-05-31", 100),)), ("2026-05-31|DONE_ON_TIME",)),
    ("late", "2026-05-31", Facts((_report("2026-06-01", 100),)), ("2026-06-01|DONE_LATE",)),
    (
        "no deadline",
        None,
        Facts((_report("2026-06-01", 100),)),
        ("2026-06-01|DONE_WITHOUT_DEADLINE",),
    ),
    (
        "extended before it was done",
        "2026-05-31",
        Facts((_report("2026-06-10", 100),), (_extended("2026-05-20", "2026-06-30"),)),
        ("2026-06-10|DONE_ON_TIME",),
    ),
    (
        "extended after it was done late",
        "2026-05-31",
        Facts((_report("2026-06-10", 100),), (_extended("2026-06-11", "2026-06-30"),)),
        ("2026-06-10|DONE_LATE",),
    ),
    (
        "a later report says 100 again",
        "2026-05-31",
        Facts((_report("2026-05-10", 100), _report("2026-06-10", 100))),
        ("2026-05-10|DONE_ON_TIME",),
    ),
    (
        "taken up again and done once more",
        "2026-05-31",
        Facts((_report("2026-06-05", 100), _report("2026-06-08", 60), _report("2026-06-20", 100))),
        ("2026-06-05|DONE_LATE", "2026-06-08|OPEN", "2026-06-20|DONE_LATE"),
    ),
    (
        "returned, then done",
        "2026-05-31",
        Facts((_report("2026-05-10", 100, "2026-05-15"), _report("2026-05-20", 100))),
        ("2026-05-10|DONE_ON_TIME", "2026-05-15|OPEN", "2026-05-20|DONE_ON_TIME"),
    ),
    (
        "returned on the very day",
        "2026-05-31",
        Facts((_report("2026-05-10", 100, "2026-05-10"),)),
        (),
    ),
    (
        "of one day the last one entered counts",
        "2026-05-31",
        Facts((_report("2026-05-10", 100, at="2"), _report("2026-05-10", 40, at="1"))),
        ("2026-05-10|DONE_ON_TIME",),
    ),
    (
        "called off, taken up again",
        "2026-05-31",
        Facts(steps=(_step("2026-05-01", _CANCELLED), _step("2026-05-09", _REOPENED))),
        ("2026-05-01|CANCELLED", "2026-05-09|OPEN"),
    ),
    (
        "taken up again after it was done",
        "2026-05-31",
        Facts((_report("2026-05-01", 100),), steps=(_step("2026-05-09", _REOPENED),)),
        ("2026-05-01|DONE_ON_TIME", "2026-05-09|OPEN"),
    ),
    (
        "a report that says nothing of how far it is, open",
        "2026-05-31",
        Facts((_report("2026-05-01", None), _report("2026-06-02", None))),
        (),
    ),
    (
        "a report that says nothing of how far it is, done",
        "2026-05-31",
        Facts((_report("2026-05-01", 100), _report("2026-06-02", None))),
        ("2026-05-01|DONE_ON_TIME",),
    ),
    (
        "the plan let go of it while open",
        "2026-05-31",
        Facts((_report("2026-05-01", 50),), dropped_on="2026-05-09"),
        ("2026-05-09|CANCELLED",),
    ),
    (
        "the plan let go of it when it was done",
        "2026-05-31",
        Facts((_report("2026-05-01", 100),), dropped_on="2026-05-09"),
        ("2026-05-01|DONE_ON_TIME",),
    ),
]


@pytest.mark.parametrize(("case", "due", "facts", "states"), STATES)
def test_states_follow_from_dated_facts(
    case: str, due: str | None, facts: Facts, states: tuple[str, ...]
) -> None:
    assert kept(due, facts).states == states, case


def test_an_untouched_task_keeps_its_printed_deadline() -> None:
    found = kept("2026-05-31")
    assert (found.due_key, found.open_key) == ("2026-05-31", "2026-05-31")
    assert (found.closed_key, found.reported_key, found.deadlines) == (NO_DEADLINE, NEVER, ())
    assert kept(None).due_key == NO_DEADLINE


def test_a_closed_task_has_no_open_deadline_and_says_since_when_it_is_closed() -> None:
    done = Facts((_report("2026-05-01", 100), _report("2026-05-03", 100)))
    found = kept("2026-05-31", done)
    assert (found.open_key, found.closed_key) == (NO_DEADLINE, "2026-05-01")
    assert found.reported_key == "2026-05-03"


def test_each_extension_counts_from_the_day_it_was_granted() -> None:
    dated = deadlines(
        "2026-05-31", (_extended("2026-06-20", "2026-08-31"), _extended("2026-05-20", "2026-06-30"))
    )
    assert dated == ("0000-00-00|2026-05-31", "2026-05-20|2026-06-30", "2026-06-20|2026-08-31")
    by_day = [deadline_on(day, "2026-05-31", dated) for day in ("2026-05-19", "2026-05-20", "2027")]
    assert by_day == ["2026-05-31", "2026-06-30", "2026-08-31"]
    assert deadline_on("2026-01-01", None, deadlines(None, (_extended("2026-05-20", "x"),))) is None


_DAYS = st.integers(1, 28).map(lambda day: f"2026-05-{day:02d}")
_AT = st.integers(0, 10**9)
_REPORTS = st.lists(
    st.builds(
        lambda on, at, percent, back: Report(
            f"p{at}", on, f"{at:010d}", percent, max(on, back) if back else None
        ),
        _DAYS,
        _AT,
        st.sampled_from([0, 40, 100, None]),
        st.none() | _DAYS,
    ),
    max_size=5,
    unique_by=lambda one: one.at,
)
_EXTENSIONS = st.lists(
    st.builds(lambda on, at, to: Extension(f"e{at}", on, f"{at:010d}", to), _DAYS, _AT, _DAYS),
    max_size=3,
    unique_by=lambda one: one.at,
)
_STEPS = st.lists(
    st.builds(
        lambda on, at, kind: Step(f"s{at}", on, f"{at:010d}", kind),
        _DAYS,
        _AT,
        st.sampled_from(list(StepKind)),
    ),
    max_size=3,
    unique_by=lambda one: one.at,
)
_FACTS = st.builds(Facts, _REPORTS, _EXTENSIONS, _STEPS, st.none() | _DAYS)


@given(st.none() | _DAYS, _FACTS)
def test_a_report_without_a_percent_changes_no_status_and_is_a_report(
    due: str | None, facts: Facts
) -> None:
    told = tuple(one for one in facts.reports if one.percent is not None)
    found, without = kept(due, facts), kept(due, replace(facts, reports=told))
    assert found.states == without.states
    assert found.known == without.known
    standing = (one.on for one in facts.reports if one.returned_on is None)
    assert found.reported_key == max(standing, default=NEVER)


@given(st.none() | _DAYS, _FACTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_says_nothing(
    due: str | None, facts: Facts, order: random.Random
) -> None:
    def shuffled(events: object) -> tuple[object, ...]:
        found = list(events)  # type: ignore[call-overload]
        order.shuffle(found)
        return tuple(found)

    other = Facts(
        shuffled(facts.reports),  # type: ignore[arg-type]
        shuffled(facts.extensions),  # type: ignore[arg-type]
        shuffled(facts.steps),  # type: ignore[arg-type]
        facts.dropped_on,
    )
    assert kept(due, other) == kept(due, facts)


@given(st.none() | _DAYS, _FACTS, _DAYS, _DAYS)
def test_an_extension_changes_nothing_before_the_day_it_is_granted(
    due: str | None, facts: Facts, granted: str, until: str
) -> None:
    later = Facts(
        facts.reports,
        (*facts.extensions, Extension("new", granted, "z", until)),
        facts.steps,
        facts.dropped_on,
    )
    before, after = kept(due, facts), kept(due, later)
    for day in (f"2026-05-{n:02d}" for n in range(1, int(granted[-2:]))):
        assert state_on(day, before.states) is state_on(day, after.states)


@given(_DAYS, _REPORTS, _DAYS, _DAYS)
def test_done_late_never_turns_into_done_on_time(
    due: str, reports: list[Report], granted: str, until: str
) -> None:
    standing = [Report(one.id, one.on, one.at, one.percent) for one in reports]
    extended = kept(due, Facts(standing, (Extension("e", granted, "1", until),)))
    seen_late = False
    for day in (f"2026-05-{n:02d}" for n in range(1, 29)):
        state = state_on(day, extended.states)
        seen_late = seen_late or state is State.DONE_LATE
        assert not (seen_late and state is State.DONE_ON_TIME)


@given(st.none() | _DAYS, _FACTS)
def test_states_are_by_day_one_a_day_and_each_differs_from_the_one_before(
    due: str | None, facts: Facts
) -> None:
    found = kept(due, facts)
    days = [item.split("|")[0] for item in found.states]
    codes = [State.OPEN, *(item.split("|")[1] for item in found.states)]
    assert days == sorted(set(days))
    assert all(one != other for one, other in pairwise(codes))
    assert (found.closed_key == NO_DEADLINE) == (codes[-1] == State.OPEN)
