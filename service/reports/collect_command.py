"""``daumoi collect``: lists that come back are shown against the store, and written when asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from graph_schema.callers import LOCAL_READER, LOCAL_WRITER
from graph_schema.classes import Status
from graph_schema.dated import FULL, today
from graph_schema.errors import BadSetting, NotCorrected
from graph_schema.merge_batches import parts
from loaders.asks import Ask
from loaders.recording_many import record_reports
from queries.caps import MAX_TEXT
from service.asking import StoreAsk, with_store
from service.console import OUT, write_lines
from service.documents import why
from service.reports.collect import Current, Judged, Outcome, judge, total_line
from service.reports.collect_read import read_list
from service.reports.gather import counting, percent_of, question
from service.reports.told_rows import Told
from service.settings import Settings
from service.store import Store
from service.work import report_asked

DONE, REFUSED = 0, 2
_READ_AT_ONCE, _WRITE_AT_ONCE = 100, 100
_CURRENT = question("current")


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
        there = await _current_of(store, [row.id for row in rows], wanted.day)
        judged = judge(rows, there, wanted.day)
        return await _write(store, judged, wanted) if wanted.apply else judged

    judged = with_store(settings, work)
    told = [one for one in judged if one.noticed or one.outcome is not Outcome.UNTOUCHED]
    lines = [line for one in told for line in one.lines()]
    written = sum(one.outcome is Outcome.CHANGE for one in judged) if wanted.apply else None
    lines.append(total_line(judged, written))
    if written is None and any(one.outcome is Outcome.CHANGE for one in judged):
        lines.append("Chưa ghi gì: hãy xem lại rồi chạy lại với --apply để ghi.")
    write_lines(lines, OUT)
    return REFUSED if any(one.noticed for one in judged) else DONE


async def _current_of(store: Store, ids: Sequence[str], day: date) -> dict[str, Current]:
    """What the store says of these tasks, those that it knows; many in one question."""
    ask = StoreAsk(store, LOCAL_READER)
    once = [one for one in dict.fromkeys(ids) if len(one) <= MAX_TEXT]
    found: dict[str, Current] = {}
    told = Told(len(once), "Đang đối chiếu với kho")
    for some in parts(once, _READ_AT_ONCE):
        for task in (await ask(_CURRENT, {"ids": some}))["nodes"]:
            if task and "version" in task:
                found[task["id"]] = _current(task, day)
        told.more(len(some))
    return found


async def _write(store: Store, judged: Sequence[Judged], wanted: Collecting) -> list[Judged]:
    """Write the rows that change something, some in one transaction; what became of each row."""
    became = dict(enumerate(judged))
    changing = [at for at, one in became.items() if one.outcome is Outcome.CHANGE]
    told = Told(len(changing), "Đang ghi")
    for some in parts(changing, _WRITE_AT_ONCE):
        why_not = await _write_some(store, [became[at] for at in some], wanted)
        became |= {at: _refused(became[at], why_not[became[at].row.id]) for at in some}
        told.more(len(some))
    return list(became.values())


async def _write_some(
    store: Store, rows: Sequence[Judged], wanted: Collecting
) -> dict[str, NotCorrected | None]:
    """Why each of these tasks did not get its report; None for those that have it now."""
    why_not: dict[str, NotCorrected | None] = {}
    asks: list[Ask] = []
    for one in rows:
        try:
            given = _input(one, cast(Current, one.current), wanted)
            asks.append(report_asked(given, LOCAL_WRITER))
        except NotCorrected as refused:
            why_not[one.row.id] = refused
    told = await store.write(lambda tx: record_reports(tx, asks)) if asks else []
    for ask, came in zip(asks, told, strict=True):
        why_not[ask.node] = came if isinstance(came, NotCorrected) else None
    return why_not


def _refused(one: Judged, error: NotCorrected | None) -> Judged:
    if error is None:
        return one
    outcome = Outcome.CONFLICT if error.code == "CONFLICT" else Outcome.WRONG
    return replace(one, outcome=outcome, why=error.sentence)


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
