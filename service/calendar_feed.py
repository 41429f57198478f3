"""Calendars of a unit and of a leader: what is open and has a deadline, a day for each duty.

What is overdue stands in one entry of today, so that it is seen and does not bury the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph_schema.callers import Caller
from graph_schema.dated import today
from queries.execute import Reader
from service.calendar_file import Calendar, Entry, written
from service.gate import Gate
from service.signed_feeds import Of, feed_routes, unless_seen

_VIETNAM = timedelta(hours=7)
MAX_PAGES = 10
_LISTED = 100
_REPORT_DAYS = 400
"""Reports and tasks that are due again and again are told so far ahead."""
_TITLE_LETTERS = 120

_PLAN = """
  plan { symbol title history(first: 1, orderBy: [AT_DESC]) { nodes { at } } }
"""
_DUTY = f"""
  id to via recurs due {{ end }} byUnit {{ name }} {_PLAN}
  history(first: 1, orderBy: [AT_DESC]) {{ nodes {{ at }} }}
  occurrences {{ id dueEnd submittedOn at }}
"""
_WORK = f"""
  id ref text version deadline {{ end text }} leads {{ name }}
  overseers {{ position person {{ name }} }} {_PLAN}
  history(first: 1, orderBy: [AT_DESC]) {{ nodes {{ at }} }}
"""
_TASK = f"pageInfo {{ hasNextPage endCursor }} nodes {{ {_WORK} }}"
_OPEN = "status: [OPEN_IN_TERM, OPEN_OVERDUE]"
_OF_TIMES = """status: [OPEN_IN_TERM, OPEN_OVERDUE, OPEN_WITHOUT_DEADLINE],
    occurrenceStatus: [OPEN_IN_TERM, OPEN_OVERDUE]"""
_TIMES = f"""pageInfo {{ hasNextPage endCursor }}
    nodes {{ {_WORK} recurs occurrences {{ id dueEnd submittedOn }} }}"""
_UNIT = f"""
query($id: ID!, $once: Boolean!, $dated: Boolean!, $after: String,
  $times: Boolean!, $afterTimes: String) {{
  of: unit(id: $id) {{ name }}
  tasks(where: {{ unit: {{ id: $id }}, {_OPEN} }}, orderBy: [DUE], first: 200, after: $after)
  @include(if: $dated) {{ {_TASK} }}
  recurring: tasks(where: {{ unit: {{ id: $id }}, {_OF_TIMES} }}, first: 200, after: $afterTimes)
  @include(if: $times) {{ {_TIMES} }}
  reportDuties(where: {{ unit: {{ id: $id }} }}, first: 200) @include(if: $once)
  {{ nodes {{ {_DUTY} }} }}
}}
"""
_PERSON = f"""
query($id: ID!, $dated: Boolean!, $after: String,
  $times: Boolean!, $afterTimes: String) {{
  of: person(id: $id) {{ name }}
  tasks(where: {{ overseer: {{ person: $id }}, {_OPEN} }}, orderBy: [DUE], first: 200,
    after: $after) @include(if: $dated) {{ {_TASK} }}
  recurring: tasks(where: {{ overseer: {{ person: $id }}, {_OF_TIMES} }}, first: 200,
    after: $afterTimes) @include(if: $times) {{ {_TIMES} }}
}}
"""
_Row = Mapping[str, Any]


COUNTED = {
    Of.UNIT: "Kể việc có thời hạn mà đơn vị chủ trì, thực hiện hoặc phối hợp, và kỳ báo cáo.",
    Of.PERSON: "Kể việc có thời hạn mà lãnh đạo chỉ đạo, phụ trách; không kể kỳ báo cáo.",
}
"""What the entries of each are of."""


def calendar_routes(reader: Reader, gate: Gate, secret: str | None) -> list[Route]:
    """The feeds."""

    async def make(request: Request, of: Of, identity: str, caller: Caller) -> Response | None:
        calendar = await read_calendar(reader, of, identity, caller)
        return None if calendar is None else _answer(request, calendar)

    return feed_routes("/calendar/{of}/{id:str}.ics", make, gate, secret)


def _answer(request: Request, calendar: Calendar) -> Response:
    headers = {
        "Last-Modified": format_datetime(calendar.changed, usegmt=True),
        "Content-Disposition": 'inline; filename="daumoi.ics"',
    }
    return unless_seen(request, written(calendar), "text/calendar; charset=utf-8", headers)


async def read_calendar(
    reader: Reader, of: Of, identity: str, caller: Caller, day: date | None = None
) -> Calendar | None:
    """The calendar as of a day; None when nobody has this id."""
    day = day or today()
    found: list[_Due] = []
    name = ""
    cursors: dict[str, str | None] = {"tasks": None, "recurring": None}  # of what has more to say
    for page in range(MAX_PAGES):
        data = await _ask(reader, of, identity, caller, cursors, first=page == 0)
        if data["of"] is None:
            return None
        name = str(data["of"]["name"])
        found += _tasks(_nodes(data, "tasks"))
        again = (*_times(_nodes(data, "recurring")), *_reports(_nodes(data, "reportDuties")))
        found += (one for one in again if one.end <= day + timedelta(days=_REPORT_DAYS))
        pages = {of_what: data[of_what]["pageInfo"] for of_what in cursors}
        cursors = {key: info["endCursor"] for key, info in pages.items() if info["hasNextPage"]}
        if not cursors:
            break
    return _calendar(of, name, identity, found, day, cut=bool(cursors))


def _nodes(data: Mapping[str, Any], name: str) -> Sequence[_Row]:
    """The rows of a list; none where the page did not ask for it."""
    rows: Sequence[_Row] = data.get(name, {"nodes": ()})["nodes"]
    return rows


async def _ask(
    reader: Reader,
    of: Of,
    identity: str,
    caller: Caller,
    cursors: Mapping[str, str | None],
    *,
    first: bool,
) -> Mapping[str, Any]:
    variables: dict[str, object] = {
        "id": identity,
        "dated": "tasks" in cursors,
        "after": cursors.get("tasks"),
        "times": "recurring" in cursors,
        "afterTimes": cursors.get("recurring"),
    }
    if of is Of.UNIT:
        variables["once"] = first
    text = _UNIT if of is Of.UNIT else _PERSON
    found: Mapping[str, Any] = await reader.ask(caller, text, variables)
    return found


class _Due:
    """One duty with its last day."""

    def __init__(self, uid: str, end: str, row: _Row, summary: str, lines: Sequence[str]) -> None:
        self.uid = uid
        self.end = date.fromisoformat(end)
        self.summary = _short(summary)
        self.lines = lines
        self.changed = _last_change(row)
        self.sequence = int(row.get("version") or 0)

    def entry(self) -> Entry:
        """On its last day."""
        words = "\n".join(self.lines)
        return Entry(self.uid, self.end, self.summary, words, self.changed, self.sequence)


def _tasks(rows: Sequence[_Row]) -> Iterator[_Due]:
    for row in rows:
        if (deadline := row["deadline"]) is None or deadline["end"] is None:
            continue
        lines = _work_lines(row, deadline["text"] or _day(deadline["end"]))
        yield _Due(f"{row['id']}@daumoi", deadline["end"], row, _work_summary("Hạn", row), lines)


def _times(rows: Sequence[_Row]) -> Iterator[_Due]:
    """Each time that a recurring task is due and was not submitted, but for its deadline."""
    for row in rows:
        deadline = (row["deadline"] or {}).get("end")
        summary = _work_summary(f"Kỳ {row['recurs'] or ''}".strip(), row)
        for one in row["occurrences"]:
            if (end := one["dueEnd"]) in (None, deadline) or one["submittedOn"] is not None:
                continue
            lines = [*_work_lines(row, _day(end)), *_said("Định kỳ", row["recurs"])]
            yield _Due(f"{one['id']}@daumoi", end, row, summary, lines)


def _work_lines(row: _Row, until: str) -> list[str]:
    leads = "; ".join(unit["name"] for unit in row["leads"])
    overseers = "; ".join(
        (one["person"] or {}).get("name") or one["position"] or "" for one in row["overseers"]
    )
    return [
        row["text"] or "",
        *_said("Kế hoạch", _plan_name(row)),
        *_said("Mục", row["ref"]),
        *_said("Chủ trì", leads),
        *_said("Lãnh đạo chỉ đạo", overseers),
        *_said("Thời hạn", until),
    ]


def _work_summary(what: str, row: _Row) -> str:
    where = " ".join(filter(None, ((row["plan"] or {}).get("symbol"), row["ref"])))
    return f"{what}: {row['text'] or ''}" + (f" ({where})" if where else "")


def _reports(rows: Sequence[_Row]) -> Iterator[_Due]:
    for row in rows:
        given = {one["dueEnd"]: one for one in row["occurrences"] if one["dueEnd"]}
        days = {end for end, one in given.items() if one["submittedOn"] is None}
        if row["due"] is not None and row["due"]["end"] and row["due"]["end"] not in given:
            days.add(row["due"]["end"])
        for end in sorted(days):
            summary = f"Nộp báo cáo: {_plan_name(row)}"
            lines = [
                summary,
                *_said("Nơi nhận", row["to"]),
                *_said("Qua", row["via"]),
                *_said("Đơn vị báo cáo", (row["byUnit"] or {}).get("name")),
                *_said("Định kỳ", row["recurs"]),
                *_said("Thời hạn", _day(end)),
            ]
            yield _Due(f"{row['id']}-{end}@daumoi", end, row, summary, lines)


def _calendar(
    of: Of, name: str, identity: str, found: Sequence[_Due], day: date, *, cut: bool
) -> Calendar:
    overdue = sorted((one for one in found if one.end < day), key=lambda one: (one.end, one.uid))
    coming = sorted((one for one in found if one.end >= day), key=lambda one: (one.end, one.uid))
    entries = [one.entry() for one in coming]
    if overdue:
        entries.insert(0, _overdue_entry(of, identity, overdue, day))
    told = f"{COUNTED[of]} Việc quá hạn gộp vào một mục của hôm nay."
    if cut:
        told += f" Quá nhiều việc: chỉ hiện {len(found)} việc hạn sớm nhất."
    return Calendar(f"Đầu Mối: {name}", told, entries)


def _overdue_entry(of: Of, identity: str, overdue: Sequence[_Due], day: date) -> Entry:
    lines = [f"{one.end:%d/%m/%Y}: {one.summary}" for one in overdue[:_LISTED]]
    if len(overdue) > _LISTED:
        lines.append(f"… và {len(overdue) - _LISTED} việc khác.")
    lines.append(COUNTED[of])
    # It is another list every day; the day begins in Vietnam.
    changed = datetime.combine(day, time(), UTC) - _VIETNAM
    last = max((one.changed for one in overdue if one.changed is not None), default=changed)
    summary = f"Quá hạn: {len(overdue)} việc"
    sequence = day.toordinal()
    uid = f"{identity}-overdue@daumoi"
    return Entry(uid, day, summary, "\n".join(lines), max(changed, last), sequence)


def _plan_name(row: _Row) -> str:
    plan = row["plan"] or {}
    return " ".join(filter(None, (plan.get("symbol"), plan.get("title"))))


def _said(what: str, words: str | None) -> Sequence[str]:
    return (f"{what}: {words}",) if words else ()


def _day(end: str) -> str:
    return f"{date.fromisoformat(end):%d/%m/%Y}"


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _TITLE_LETTERS else one_line[: _TITLE_LETTERS - 1] + "…"


def _last_change(row: _Row) -> datetime | None:
    """When it changed last, or its plan was loaded."""
    nodes = row["history"]["nodes"] + ((row["plan"] or {}).get("history") or {"nodes": []})["nodes"]
    times = [datetime.fromisoformat(one["at"]).astimezone(UTC) for one in nodes if one["at"]]
    return max(times, default=None)
