"""A report frozen (bản chốt số liệu): its figures and every task with its class, never changed."""

import hashlib
from dataclasses import dataclass
from datetime import date

from graph_schema.classes import Status
from graph_schema.errors import BadSetting
from graph_schema.json_text import loads, pretty
from service.reports.model import ReportTable, Summary

_TEXT_LETTERS = 200
_BAR = "|"


@dataclass(frozen=True, slots=True)
class FrozenTask:
    """One task as it was counted."""

    id: str
    status: Status
    text: str

    @property
    def line(self) -> str:
        """How it is kept: code, class, the beginning of its words."""
        return _BAR.join((self.id, self.status, self.text))


@dataclass(frozen=True, slots=True)
class Frozen:
    """A whole report as it was frozen; ``digest`` is of its tasks, so that nothing is altered."""

    id: str
    scope: str
    subject: str
    year: int | None
    as_of: date
    tasks: tuple[FrozenTask, ...]
    digest: str

    @property
    def whole(self) -> bool:
        """Whether its tasks are still those that were frozen."""
        return self.digest == digest_of([task.line for task in self.tasks])


def freeze(report: ReportTable) -> Frozen:
    """The report as it will be kept; the same figures of the same scope and day have one id."""
    tasks = tuple(
        sorted(
            (
                FrozenTask(row.id, row.status, " ".join(row.text.split())[:_TEXT_LETTERS])
                for row in report.rows
            ),
            key=lambda task: task.id,
        )
    )
    digest = digest_of([task.line for task in tasks])
    scope = scope_of(report)
    identity = identity_of(scope, report.as_of, digest)
    return Frozen(identity, scope, report.subject, report.year, report.as_of, tasks, digest)


def identity_of(scope: str, as_of: date, digest: str) -> str:
    """The id of a frozen report: the same figures of the same scope and day have one."""
    said = _BAR.join((scope, as_of.isoformat(), digest))
    return "snap_" + hashlib.sha256(said.encode()).hexdigest()[:26]


def scope_of(report: ReportTable) -> str:
    """What two reports must share: whose tasks they hold, whether of a year, which of them."""
    parts = [report.subject_id or "all", "all" if report.year is None else "year"]
    if report.routine is not None:
        parts.append("routine" if report.routine else "no-routine")
    return _BAR.join(parts)


def digest_of(lines: list[str]) -> str:
    """SHA-256 of the kept lines."""
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def read_line(line: str) -> FrozenTask:
    """A task from the line that it is kept as."""
    identity, status, text = line.split(_BAR, 2)
    return FrozenTask(identity, Status(status), text)


def summarise_tasks(tasks: tuple[FrozenTask, ...]) -> Summary:
    """Count frozen tasks."""
    counts = {status: sum(task.status is status for task in tasks) for status in Status}
    return Summary(**{status.value.lower(): count for status, count in counts.items()})


def to_file(frozen: Frozen) -> bytes:
    """The frozen report as a file that is kept; its digest tells whether it was altered."""
    return pretty(
        {
            "id": frozen.id,
            "scope": frozen.scope,
            "subject": frozen.subject,
            "year": frozen.year,
            "asOf": frozen.as_of.isoformat(),
            "digest": frozen.digest,
            "tasks": [task.line for task in frozen.tasks],
        }
    )


def from_file(content: bytes, name: str) -> Frozen:
    """A frozen report from its file; one that was altered is refused."""
    try:
        said = loads(content)
        if not isinstance(said, dict):
            raise ValueError("no object")
        frozen = Frozen(
            str(said["id"]),
            str(said["scope"]),
            str(said["subject"]),
            said["year"],
            date.fromisoformat(said["asOf"]),
            tuple(map(read_line, said["tasks"])),
            str(said["digest"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSetting(
            f"{name} không phải bản chốt số liệu do daumoi report period --freeze ghi ra."
        ) from error
    if not frozen.whole or frozen.id != identity_of(frozen.scope, frozen.as_of, frozen.digest):
        raise BadSetting(f"{name} đã bị sửa sau khi chốt: hãy dùng bản gốc.")
    return frozen
