"""Period reports kept inside the graph: written with their record in the log, read back, listed."""

from datetime import date

from neo4j import AsyncManagedTransaction

from graph_schema.audit import Entry
from graph_schema.classes import Status
from graph_schema.dated import instant
from graph_schema.errors import BadSetting
from graph_schema.json_text import pretty
from graph_schema.merge import take_turn
from graph_schema.merge_audit import write_changes
from graph_schema.merge_snapshots import find_kept, join_record, write_snapshot
from graph_schema.vietnamese import search_key
from queries.anchors import Read
from queries.sight import Sight
from queries.snapshots import Kept, find_snapshot, read_lines
from service.reports.listed import Cell, ListForm, listed
from service.reports.model import ReportTable, Summary
from service.reports.plain import summary_json
from service.reports.snapshot import Frozen, freeze, identity_of, read_line
from service.store import Store
from service.unseen import in_ascii

KEPT = "PERIOD_KEPT"
_LETTERS = 200
_HEADS = (
    *("Tên", "Phạm vi", "Năm", "Tính đến", "Được giao", "Hoàn thành", "Đang quá hạn"),
    *("Người chốt", "Mã"),
)


async def keep(store: Store, report: ReportTable, name: str, by: str) -> str:
    """Keep the figures of a report under a name; its id. The same figures are kept once."""
    name = checked_name(name)
    frozen = freeze(report)
    documents = list(dict.fromkeys(row.plan_id for row in report.rows if row.plan_id))
    kept: dict[str, object] = {
        "name": name,
        "name_key": search_key(name),
        "scope": frozen.scope,
        "subject_id": report.subject_id or None,
        "subject": frozen.subject,
        "year": frozen.year,
        "as_of": frozen.as_of.isoformat(),
        "digest": frozen.digest,
        "counts": [report.summary.count(status) for status in Status],
        "by": by,
        "at": instant(),
    }

    async def work(tx: AsyncManagedTransaction) -> None:
        await take_turn(tx)
        if found := await find_kept(tx, frozen.id, search_key(name)):
            _check_same(found, frozen.id, name)
            return
        lines = [task.line for task in frozen.tasks]
        await write_snapshot(tx, frozen.id, kept, lines, documents)
        said = Entry(KEPT, instant(), by, frozen.id, (), "digest", after=frozen.digest)
        (change,) = await write_changes(tx, [said])
        await join_record(tx, frozen.id, change)

    await store.write(work)
    return frozen.id


def checked_name(name: str) -> str:
    """A name that a kept report may have."""
    words = " ".join(name.split())
    if not search_key(words) or len(words) > _LETTERS:
        raise BadSetting(f"Tên bản chốt phải có chữ và không quá {_LETTERS} ký tự.")
    return words


def _check_same(found: tuple[str, str], identity: str, name: str) -> None:
    if found[0] != identity:
        raise BadSetting(
            f"Đã có bản chốt tên “{found[1]}” với số liệu khác ({found[0]}); bản chốt không bị ghi "
            "đè: hãy đặt tên khác."
        )
    if search_key(found[1]) != search_key(name):
        raise BadSetting(f"Số liệu này đã được chốt với tên “{found[1]}” ({identity}).")


async def read_kept(read: Read, sight: Sight, words: str) -> Frozen:
    """The kept report with this name or id; one that was altered is refused."""
    found = await find_snapshot(read, sight, words, named=True)
    if found is None:
        raise BadSetting(f"Không có bản chốt nào tên hoặc mã “{words}”: xem daumoi report kept.")
    tasks = tuple(map(read_line, await read_lines(read, sight, found.id)))
    frozen = Frozen(
        found.id,
        found.scope,
        found.subject,
        found.year,
        date.fromisoformat(found.as_of),
        tasks,
        found.digest,
    )
    if not frozen.whole or frozen.id != identity_of(frozen.scope, frozen.as_of, frozen.digest):
        raise BadSetting(f"Bản chốt {found.id} đã bị sửa trong kho: hãy xem daumoi audit.")
    return frozen


def summary_of(kept: Kept) -> Summary:
    """Its figures."""
    named = zip(Status, kept.counts, strict=True)
    return Summary(**{status.value.lower(): count for status, count in named})


def kept_file(found: tuple[Kept, ...], form: ListForm) -> bytes:
    """The list of kept reports."""
    if form is ListForm.JSON:
        return in_ascii(pretty({"kept": [_json(kept) for kept in found]}))
    rows: list[list[Cell]] = []
    for kept in found:
        told = summary_of(kept)
        counts = (told.assigned, told.done, told.open_overdue)
        year = str(kept.year or "")
        rows.append([kept.name, kept.subject, year, kept.as_of, *counts, kept.by, kept.id])
    return listed(form, _HEADS, rows)


def _json(kept: Kept) -> dict[str, object]:
    return {
        "id": kept.id,
        "name": kept.name,
        "subject": {"id": kept.subject_id, "name": kept.subject},
        "year": kept.year,
        "asOf": kept.as_of,
        "by": kept.by,
        "at": kept.at,
        "digest": kept.digest,
        "summary": summary_json(summary_of(kept)),
    }
