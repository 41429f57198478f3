"""Open work as of a day, asked as any front end would ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from graph_schema.dated import today
from service.asking import Ask, nodes_of
from service.reminders.stages import STAGES, Item, Kind, Party
from service.reports.gather import plan_words

_PAGE = 200
_OPEN = frozenset({"OPEN_OVERDUE", "OPEN_IN_TERM"})
_LATE = "OPEN_OVERDUE"
_OPEN_TASKS = ["OPEN_IN_TERM", "OPEN_OVERDUE", "OPEN_WITHOUT_DEADLINE"]
_DOING = frozenset({"LEAD", "EXECUTE"})


def _question(name: str) -> str:
    return files("service.reminders").joinpath(f"{name}.graphql").read_text(encoding="utf-8")


_TASKS, _DUTIES = _question("open_tasks"), _question("open_duties")
_TIMES = _question("open_times")


async def open_items(
    ask: Ask,
    day: date,
    unit: str | None = None,
    *,
    overseer: str | None = None,
    ahead: int = -STAGES[0],
    apart: bool = False,
) -> list[Item]:
    """Tasks, times of recurring tasks, and reports that are overdue or fall due within some days.

    Of one unit, of the tasks that one leader oversees, or of all. What is overdue of recurring
    work is one item, unless its times are wanted ``apart``; of what is to come the next time alone.
    """
    last = day + timedelta(days=ahead)
    of_unit: dict[str, object] = {"unit": {"id": unit}} if unit else {}
    of_unit |= {"overseer": {"person": overseer}} if overseer else {}
    # The filter by days goes by the deadline of today: of a day that is past it would miss some.
    by_due = {"dueTo": last.isoformat()} if day >= today() else {}
    items: dict[str, Item] = {}
    for status, narrowed in (("OPEN_OVERDUE", {}), ("OPEN_IN_TERM", by_due)):
        where = {**of_unit, **narrowed, "status": [status]}
        async for task in nodes_of(ask, _TASKS, "tasks", _given(where, day)):
            items.update((item.id, item) for item in _tasks(task, last))
    where = {**of_unit, "status": _OPEN_TASKS, "occurrenceStatus": sorted(_OPEN)}
    async for task in nodes_of(ask, _TIMES, "tasks", _given(where, day)):
        own = items.get(task["id"])
        for item in _times(task, last, apart=apart):
            if item.late and not apart and own is not None and own.deadline < day:
                items[own.id] = replace(own, late=item.late, reported_on=item.reported_on)
            else:
                told = _told(item, apart=apart, beside=own)
                items.update((one.id, one) for one in told)
    if overseer:
        return list(items.values())
    where = {**of_unit, "status": sorted(_OPEN)}
    async for duty in nodes_of(ask, _DUTIES, "reportDuties", _given(where, day)):
        for item in _reports(duty, last):
            items.update((one.id, one) for one in _told(item, apart=apart))
    return list(items.values())


def _given(where: Mapping[str, object], day: date) -> dict[str, object]:
    on = day.isoformat()
    return {"where": {**where, "asOf": on}, "asOf": on, "first": _PAGE}


def _tasks(task: Any, last: date) -> Iterator[Item]:  # noqa: ANN401 - as JSON says it
    end = (task["deadline"] or {}).get("end")
    if end is None or date.fromisoformat(end) > last:
        return
    yield _item(task, task["id"], date.fromisoformat(end), task["text"] or "")


def _times(task: Any, last: date, *, apart: bool) -> Iterator[Item]:  # noqa: ANN401 - as JSON
    """What is overdue of a recurring task, and its next time.

    On its deadline the task itself is told of. What was handed in of one time is no report on
    another, where they are told apart.
    """
    end = (task["deadline"] or {}).get("end")
    deadline = date.fromisoformat(end) if end else None
    words = f"{task['text'] or ''} ({task['recurs']})" if task["recurs"] else task["text"] or ""
    late, following = _open(task["occurrences"])
    if late:
        found = replace(_item(task, *late[-1], words), of=task["id"], late=late)
        days = (found.reported_on, None if apart else _submitted(task["occurrences"]))
        yield replace(found, reported_on=max(filter(None, days), default=None))
    if following is not None and following[1] <= last and following[1] != deadline:
        yield replace(_item(task, *following, words), of=task["id"])


_Time = tuple[str, date]


def _open(occurrences: Sequence[Any]) -> tuple[tuple[_Time, ...], _Time | None]:
    """The times that are overdue, oldest first; the next one."""
    found = [
        (date.fromisoformat(one["dueEnd"]), one["id"], one["status"])
        for one in occurrences
        if one["status"] in _OPEN and one["dueEnd"]
    ]
    found.sort()
    late = tuple((identity, due) for due, identity, status in found if status == _LATE)
    coming = [(identity, due) for due, identity, status in found if status != _LATE]
    return late, coming[0] if coming else None


def _submitted(occurrences: Sequence[Any]) -> date | None:
    """The day on which one of the times was last handed in."""
    given = (one["submittedOn"] for one in occurrences if one["status"] not in _OPEN)
    return max((date.fromisoformat(day) for day in given if day), default=None)


def _told(item: Item, *, apart: bool, beside: Item | None = None) -> Iterator[Item]:
    """An item as it is; what is overdue of recurring work time by time.

    A time that falls on the deadline of the task that is told ``beside`` it is the task's.
    """
    if not apart or not item.late:
        yield item
        return
    for identity, due in item.late:
        if beside is None or due != beside.deadline:
            yield replace(item, id=identity, deadline=due, late=())


def _item(task: Any, identity: str, due: date, words: str) -> Item:  # noqa: ANN401 - as JSON
    reported = task["reportedOn"]
    return Item(
        identity,
        Kind.TASK,
        due,
        words,
        _origin(task["plan"], task["ref"]),
        _doers(task["assignments"]),
        tuple(_overseers(task["overseers"])),
        date.fromisoformat(reported) if reported else None,
    )


def _reports(duty: Any, last: date) -> Iterator[Item]:  # noqa: ANN401 - as JSON says it
    quote = (duty["source"] or {}).get("quote") or ""
    late, following = _open(duty["occurrences"])
    for time, overdue in ((late[-1] if late else None, late), (following, ())):
        if time is not None and time[1] <= last:
            yield Item(
                *(time[0], Kind.REPORT, time[1], quote),
                _origin(duty["plan"], None),
                _units(duty["byUnit"]),
                _units(duty["toUnit"]),
                _submitted(duty["occurrences"]),
                of=duty["id"],
                late=overdue,
            )


def _origin(plan: Any, ref: str | None) -> str:  # noqa: ANN401 - as JSON says it
    named = plan_words(plan) if plan else ""
    return f"{named}, mục {ref}" if ref else named


def _units(unit: Any) -> tuple[Party, ...]:  # noqa: ANN401 - as JSON says it
    if unit is None:
        return ()
    return (Party(unit["id"], unit["name"] or "", (unit["place"] or {}).get("fullName") or ""),)


def _person(person: Any, office: str = "") -> Party:  # noqa: ANN401 - as JSON says it
    return Party(person["id"], ", ".join(part for part in (person["name"], office) if part))


def _doers(assignments: Sequence[Any]) -> tuple[Party, ...]:
    """Who leads or executes; who only supports is not reminded."""
    found: list[Party] = []
    for one in assignments:
        if one["role"] not in _DOING:
            continue
        found += [_person(one["person"])] if one["person"] else _units(one["unit"])
    return tuple(found)


def _overseers(overseers: Sequence[Any]) -> Iterator[Party]:
    """A person; who holds the office; the office itself while nobody is known; a body."""
    for one in overseers:
        office = one["office"]
        title = (office or {}).get("fullTitle") or ""
        holders = [held["person"] for held in (office or {}).get("holders", ()) if held["person"]]
        if one["person"]:
            yield _person(one["person"], title)
        elif holders:
            yield _person(holders[0], title)
        elif office:
            yield Party(office["id"], title)
        else:
            yield from _units(one["unit"])
