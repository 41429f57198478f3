"""``daumoi collect``: lists that come back are shown against the store, and written when asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from graph_schema.callers import LOCAL_READER, LOCAL_WRITER
from graph_schema.classes import Status
from graph_schema.dated import FULL, today
from graph_schema.errors import BadSetting
from queries.execute import Question, Reader
from service.asking import with_store
from service.changes import changes_of
from service.console import OUT, write_lines
from service.documents import why
from service.limits import QuestionLimits
from service.reports.collect import Current, Judged, Outcome, judge, total_line
from service.reports.collect_read import read_list
from service.reports.gather import counting, percent_of, question
from service.roles import may_change
from service.schema import build_schema, core_schema
from service.settings import Settings
from service.store import Store

DONE, REFUSED = 0, 2
_CURRENT, _REPORT = question("current"), question("report_progress")


@dataclass(frozen=True, slots=True)
class Collecting:
    """How lists are taken in."""

    files: Sequence[Path]
    day: date
    author: str | None
    apply: bool


def collect_lists(settings: Settings, wanted: Collecting) -> int:
    """Show what the lists would change; with ``apply`` write it. 2 when one was not taken whole."""
    rows = [row for path in wanted.files for row in read_list(_bytes(path), path.name)]

    async def work(store: Store) -> list[Judged]:
        asking = _Asking(store)
        known = {row.id: await asking.current(row.id, wanted.day) for row in rows}
        there = {name: one for name, one in known.items() if one is not None}
        judged = judge(rows, there, wanted.day)
        return [await asking.write(one, wanted) for one in judged] if wanted.apply else judged

    judged = with_store(settings, work)
    told = [one for one in judged if one.noticed or one.outcome is not Outcome.UNTOUCHED]
    lines = [line for one in told for line in one.lines()]
    written = sum(one.outcome is Outcome.CHANGE for one in judged) if wanted.apply else None
    lines.append(total_line(judged, written))
    if written is None and any(one.outcome is Outcome.CHANGE for one in judged):
        lines.append("Chưa ghi gì: hãy xem lại rồi chạy lại với --apply để ghi.")
    write_lines(lines, OUT)
    return REFUSED if any(one.noticed for one in judged) else DONE


class _Asking:
    """Questions and changes of this command, made as the API makes them."""

    def __init__(self, store: Store) -> None:
        core = core_schema(build_schema())
        self._reader = Reader(core, store.read, QuestionLimits(core))
        self._changes = changes_of(store)

    async def current(self, identity: str, day: date) -> Current | None:
        """What the store says of a task."""
        answer: Any = await self._reader.ask(LOCAL_READER, _CURRENT, {"id": identity})
        return _current(answer["task"], day) if answer["task"] else None

    async def write(self, one: Judged, wanted: Collecting) -> Judged:
        """Write one row by the mutation; what it refuses is told as a row that was not written."""
        if one.outcome is not Outcome.CHANGE or one.current is None:
            return one
        given = {"input": _input(one, one.current, wanted)}
        asked = Question(_REPORT, given, None, LOCAL_WRITER)
        answer = await self._reader.change(asked, self._changes, may_change)
        if answer.errors:
            return replace(one, outcome=Outcome.WRONG, why=answer.errors[0].message)
        told: Any = answer.data and answer.data["reportProgress"]
        if told and "message" in told:
            conflict = told["code"] == "CONFLICT"
            outcome = Outcome.CONFLICT if conflict else Outcome.WRONG
            return replace(one, outcome=outcome, why=told["message"])
        return one


def _current(task: Any, day: date) -> Current:  # noqa: ANN401 - an answer as JSON says it
    known = counting(task["progress"], day)
    said = known[0] if known else {}
    status = Status(task["status"])
    closed = task["closedOn"] if status.is_done else None
    undone = (item["on"] for item in known if item["percent"] not in (None, FULL))
    return Current(
        task["text"] or "",
        task["version"],
        said.get("result") or "",
        percent_of(known, status),
        said.get("difficulty") or "",
        said.get("proposal") or "",
        _day(closed) if closed and closed <= day.isoformat() else None,
        _day(said.get("on")),
        _day(next(undone, None)),
    )


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _input(one: Judged, current: Current, wanted: Collecting) -> Mapping[str, object]:
    row = one.row
    return {
        "task": row.id,
        "percent": one.percent,
        "result": row.result or None,
        "difficulty": row.difficulty or None,
        "proposal": row.proposal or None,
        "on": (one.on or wanted.day).isoformat(),
        "by": wanted.author,
        "expectedVersion": str(current.version),
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadSetting(f"Không đọc được {path}: {why(error)}.") from error


def collecting(
    files: Sequence[Path], on: date | None, author: str | None, *, apply: bool
) -> Collecting:
    """Lists as of a day: today in Vietnam unless told."""
    return Collecting(files, on or today(), author, apply)
