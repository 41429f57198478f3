"""The tasks of a report, asked as any front end would ask, and made into rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from graph_schema.classes import Status
from graph_schema.dated import FULL
from graph_schema.errors import BadSetting
from service.asking import Ask
from service.reports.model import ReportRow
from service.reports.times import Times, times_of
from service.reports.words import day_words

PAGE = 500
MOST_TASKS = 50_000
_ABOUT = ("về ", "v/v ")
_RETURNED = "RETURNED"
_TABLED = re.compile(r"(?:(?P<appendix>PL)(?P<number>\d*)|B)\.")
_ROLES = ("LEAD", "EXECUTE", "SUPPORT")


def question(name: str) -> str:
    """One of the questions of this folder."""
    return files("service.reports").joinpath(f"{name}.graphql").read_text(encoding="utf-8")


_TASKS = question("tasks")


async def gather(
    ask: Ask, where: Mapping[str, object], as_of: date, unit: str | None = None
) -> list[ReportRow]:
    """Every task that a filter keeps, as of a day, in the order of the plans.

    A row says the roles of ``unit``, when one is named.
    """
    rows: list[ReportRow] = []
    after: str | None = None
    while True:
        given = {
            "where": {**where, "asOf": as_of.isoformat()},
            "asOf": as_of.isoformat(),
            "first": PAGE,
            "after": after,
            "count": after is None,
        }
        found = (await ask(_TASKS, given))["tasks"]
        if after is None and found["totalCount"] > MOST_TASKS:
            raise BadSetting(
                f"Báo cáo có {found['totalCount']} nhiệm vụ, quá {MOST_TASKS}: hãy thu hẹp theo "
                "đơn vị, văn bản hoặc năm."
            )
        rows += [row_of(task, as_of, unit) for task in found["nodes"]]
        if not found["pageInfo"]["hasNextPage"]:
            return rows
        after = found["pageInfo"]["endCursor"]


def row_of(task: Any, as_of: date, unit: str | None = None) -> ReportRow:  # noqa: ANN401 - as JSON
    """One task of an answer as a row, as it stood at the end of the day."""
    plan = task["plan"] or {}
    status = Status(task["status"])
    known = counting(task["progress"], as_of)
    said = known[0] if known else {}
    moved = [item for item in task["extensions"] if (item["on"] or "") <= as_of.isoformat()]
    deadline, times = task["deadline"], times_of(task, status)
    approved, doers = approval_of(_decided(said, as_of), moved), task["assignments"]
    return ReportRow(
        text=task["text"] or "",
        overseers=tuple(map(overseer_words, task["overseers"])),
        leads=_names(doers, "LEAD") or _names(doers, "EXECUTE"),
        supports=_names(doers, "SUPPORT"),
        contacts=_persons(doers),
        assigned=_exact(plan.get("issued")),
        assigned_words=(plan.get("issued") or {}).get("text") or "",
        due=_day((deadline or {}).get("end")),
        due_words=((deadline or task["due"] or {}).get("text") or task["recurs"] or "").strip(),
        kind=_kind(task, times),
        origin=_origin(plan, task["ref"]),
        status=status,
        result=said.get("result") or "",
        percent=percent_of(known, status),
        difficulty=said.get("difficulty") or "",
        proposal=said.get("proposal") or "",
        id=task["id"],
        giver=(plan.get("issuer") or {}).get("name") or "",
        phase=(task["phase"] or {}).get("name") or "",
        updated=_day(said.get("on")),
        finished=_finished(task, known, status, as_of),
        extensions=len(moved),
        earlier_dues=tuple(_day((item["from"] or {}).get("end")) or "không hạn" for item in moved),
        approver=approved.by,
        approved=approved.on,
        approval_comment=approved.words,
        ref=task["ref"] or "",
        heading=task["heading"] or _parent_words(task["parent"]) or _outside(task["ref"] or ""),
        plan=plan_words(plan),
        plan_id=plan.get("id") or "",
        roles=tuple(_roles(task, unit)) if unit else (),
        routine=bool(task["routine"]),
        version=task["version"] or 0,
        reporter=said.get("by") or "",
        times=times,
    )


def plan_words(plan: Mapping[str, Any]) -> str:
    """A document as an official text names it: kind, number, day, title."""
    name = _name(plan) or "Văn bản"
    if day := _exact(plan.get("issued")):
        name += f" ngày {day_words(day)}"
    if issuer := (plan.get("issuer") or {}).get("name"):
        name += f" của {issuer}"
    title = plan.get("title")
    if not title:
        return name
    return f"{name} {title}" if title.lower().startswith(_ABOUT) else f"{name}: {title}"


def _name(plan: Mapping[str, Any]) -> str:
    """Kind and number; a draft has no number yet."""
    symbol = plan.get("symbol") or ""
    if symbol and not symbol[0].isdecimal():
        symbol = f"số …/{symbol}"
    return " ".join(part for part in (plan.get("kind"), symbol) if part)


def _exact(issued: Mapping[str, Any] | None) -> date | None:
    """The day of issue where it is a day, and no month or year."""
    exact = issued and issued.get("start") and issued["start"] == issued.get("end")
    return _day(issued["end"]) if issued and exact else None


def _parent_words(parent: Mapping[str, Any] | None) -> str:
    if parent is None:
        return ""
    return " ".join(part for part in (f"{parent['ref']}." if parent["ref"] else "",
                                      (parent["text"] or "").strip()) if part)  # fmt: skip


def _outside(ref: str) -> str:
    """What stands over a row of a table or an appendix that no heading of the document is over."""
    found = _TABLED.match(ref)
    if found is None:
        return ""
    return f"Phụ lục {found['number']}".strip() if found["appendix"] else "Bảng trong văn bản"


def overseer_words(found: Mapping[str, Any]) -> str:
    """Who oversees: a name with the office, an office, or a body."""
    person = (found["person"] or {}).get("name")
    office = found["position"] or (found["office"] or {}).get("fullTitle")
    body = (found["unit"] or {}).get("name")
    return ", ".join(part for part in (person, office) if part) or body or ""


def counting(progress: Sequence[Any], as_of: date) -> list[Any]:
    """The reports that counted at the end of a day, latest first: of that day or before."""
    day = as_of.isoformat()
    return [
        item
        for item in progress
        if (item["on"] or "") <= day
        if item["state"] != _RETURNED or (item["decidedOn"] or "") > day
    ]


def percent_of(known: Sequence[Any], status: Status) -> int | None:
    """How far the work is, by the latest report that says it.

    Work that was taken up again is not done, whatever was said before: that is no percent of it.
    """
    said = next((item["percent"] for item in known if item["percent"] is not None), None)
    return None if said == FULL and status.is_open else said


def _decided(said: Mapping[str, Any], as_of: date) -> Mapping[str, Any]:
    """Who approved the last report, when that was known already."""
    approved = said.get("state") == "APPROVED" and (said.get("decidedOn") or "") <= str(as_of)
    return said if approved else {}


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved last, when, with which words."""

    by: str = ""
    on: date | None = None
    words: str = ""


def approval_of(decided: Mapping[str, Any], extensions: Sequence[Any]) -> Approval:
    """The latest approval, of the last extension or of the last report; the words of both."""
    granted: Mapping[str, Any] = max(extensions, key=lambda item: item["on"] or "", default={})
    reason, comment = granted.get("reason") or "", decided.get("comment") or ""
    words = "\n".join(
        part for part in (f"Gia hạn: {reason}" if reason else "",
                          f"Báo cáo: {comment}" if comment and granted else comment) if part
    )  # fmt: skip
    if decided and (decided.get("decidedOn") or "") > (granted.get("on") or ""):
        return Approval(decided.get("decidedBy") or "", _day(decided.get("decidedOn")), words)
    return Approval(granted.get("approver") or "", _day(granted.get("on")), words)


def _finished(task: Any, known: Sequence[Any], status: Status, as_of: date) -> date | None:  # noqa: ANN401 - JSON
    if not status.is_done:
        return None
    closed = _day(task["closedOn"])
    if closed is not None and closed <= as_of:
        return closed
    return _day(next((item["on"] for item in known if item["percent"] == 100), None))


def _kind(task: Any, times: Times | None) -> str:  # noqa: ANN401 - an answer as JSON says it
    if task["routine"]:
        return "Thường xuyên"
    if often := task["recurs"] or (times.often if times else ""):
        return f"Định kỳ ({often})"
    return "Có thời hạn" if (task["deadline"] or {}).get("end") else "Không có thời hạn"


def _origin(plan: Mapping[str, Any], ref: str | None) -> str:
    return ", mục ".join(part for part in (_name(plan) or plan.get("title") or "", ref) if part)


def _names(doers: Sequence[Any], role: str) -> tuple[str, ...]:
    return tuple(one["unit"]["name"] for one in doers if one["role"] == role and one["unit"])


def _roles(task: Any, unit: str) -> Iterator[str]:  # noqa: ANN401 - an answer as JSON says it
    """What a unit has to do with a task."""
    held = {one["role"] for one in task["assignments"] if (one["unit"] or {}).get("id") == unit}
    yield from (role for role in _ROLES if role in held)
    if any((one["unit"] or {}).get("id") == unit for one in task["overseers"]):
        yield "OVERSEE"


def _persons(assignments: Sequence[Any]) -> tuple[str, ...]:
    """Persons who are named to do the work, each once."""
    named = (item["person"]["name"] for item in assignments if item["person"])
    return tuple(dict.fromkeys(named))


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
