"""A record as a person reads it: a table on a terminal, whole lines for a pipe."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph_schema.model import (
    DirectiveMention,
    Frame,
    OverseerMention,
    Phase,
    PlanRecord,
    Relation,
    ReportDuty,
    Target,
    Task,
    UnitMention,
    UnreadLine,
)
from loaders.frame_facts import full_symbol
from loaders.unread import why_unread
from service.console import write_lines
from service.unseen import printable

_RELATIONS = {
    Relation.IMPLEMENTS: "thực hiện",
    Relation.CITES: "viện dẫn",
    Relation.AMENDS: "sửa đổi, bổ sung",
    Relation.REPLACES: "thay thế",
}
_OPERATORS = {"=": "=", ">=": "≥", "<=": "≤"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a section: its outline number, its words, what is said of it."""

    ref: str
    text: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """The details that the document does give, one a line."""
        return tuple(f"{label}: {value}" for label, value in self.details if value)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record under its Vietnamese title."""

    title: str
    entries: tuple[Entry, ...]


def print_record(record: PlanRecord, console: Console) -> None:
    """Print all that a record holds; nothing is cut, on a terminal it is wrapped."""
    for section in sections(record):
        if console.is_terminal:
            console.print(_table(section))
        else:
            _print_plain(section, console)


def sections(record: PlanRecord) -> tuple[Section, ...]:
    """The record in the order in which an officer looks at it."""
    return (
        _frame(record.document),
        _section("Văn bản chỉ đạo", map(_directive, record.directives)),
        *([_section("Giai đoạn", map(_phase, record.phases))] if record.phases else []),
        _section("Nhiệm vụ", map(_task, record.tasks)),
        _section("Chỉ tiêu", map(_target, record.targets)),
        _section("Chế độ báo cáo", map(_report, record.reports)),
        _section("Điều cần xem lại", (Entry(n.code, n.message) for n in record.notes)),
        _unread(record.unread),
    )


def record_entries(
    record: PlanRecord,
) -> Iterator[tuple[str, tuple[tuple[object, Entry], ...]]]:
    """Every fact beside what is said of it, by kind; the frame apart."""
    yield "directive", tuple((fact, _directive(fact)) for fact in record.directives)
    yield "task", tuple((fact, _task(fact)) for fact in record.tasks)
    yield "target", tuple((fact, _target(fact)) for fact in record.targets)
    yield "report", tuple((fact, _report(fact)) for fact in record.reports)
    yield "unread", tuple((line, _unread_line(line)) for line in record.unread)
    yield "note", tuple((note, Entry(note.code, note.message)) for note in record.notes)


def _unread_line(line: UnreadLine) -> Entry:
    return Entry("", line.quote.text, (("Lý do", why_unread(line.reason)),))


def _section(title: str, entries: Iterable[Entry]) -> Section:
    listed = tuple(entries)
    return Section(f"{title} ({len(listed)})", listed)


def _frame(frame: Frame) -> Section:
    rows = frame_values(frame)
    return Section("Văn bản", tuple(Entry(label, value) for _, label, value in rows))


def frame_values(frame: Frame) -> tuple[tuple[str, str, str], ...]:
    """The identity of a document: field, its Vietnamese name, its value where there is one."""
    rows = (
        ("kind", "Tên loại", frame.kind),
        ("symbol", "Số, ký hiệu", full_symbol(frame)),
        ("date", "Ngày", frame.date.code if frame.date else None),
        ("issuer", "Cơ quan ban hành", frame.issuer),
        ("place", "Địa bàn", ", ".join(part for part in (frame.place, frame.province) if part)),
        ("title", "Trích yếu", frame.title),
        ("signer", "Người ký", _signer(frame)),
        ("secrecy", "Độ mật", frame.secrecy),
        ("recipients", "Nơi nhận", "; ".join(frame.recipients)),
    )
    return tuple((field, label, value) for field, label, value in rows if value)


def _signer(frame: Frame) -> str:
    if frame.signer is None:
        return ""
    signer = frame.signer
    return ", ".join(part for part in (signer.name, signer.position, signer.acting) if part)


def _directive(mention: DirectiveMention) -> Entry:
    return Entry(
        mention.symbol,
        " ".join(part for part in (mention.kind, mention.title) if part),
        (
            ("Quan hệ", _RELATIONS[mention.stands]),
            ("Ngày", mention.date.code if mention.date else ""),
            ("Cơ quan ban hành", mention.issuer or ""),
        ),
    )


def _phase(phase: Phase) -> Entry:
    period = phase.period.code if phase.period else ""
    return Entry(phase.ref, phase.text, (("Thời gian", period),))


def _task(task: Task) -> Entry:
    return Entry(
        task.ref,
        task.text,
        (
            ("Chủ trì", _units(task.lead)),
            ("Thực hiện", _units(task.execute)),
            ("Phối hợp", _units(task.support)),
            ("Lãnh đạo phụ trách", "; ".join(map(_overseer, task.overseers))),
            ("Thời hạn", task.due.code if task.due else ""),
            ("Định kỳ", task.recurs or ""),
            ("Thuộc giai đoạn", (task.phase_ref or "") if task.phase_ref != task.ref else ""),
            ("Sản phẩm", task.deliverable.text if task.deliverable else ""),
        ),
    )


def _target(target: Target) -> Entry:
    return Entry(
        target.ref,
        target.metric,
        (
            ("Mức", _level(target)),
            ("Thời hạn", target.due.code if target.due else ""),
            ("Định kỳ", target.recurs or ""),
            ("Chịu trách nhiệm", _units(target.owners)),
        ),
    )


def _level(target: Target) -> str:
    if target.value is None:
        return ""
    sign = _OPERATORS.get(target.op, target.op)
    upper = "" if target.value_max is None else f" – {_number(target.value_max)}"
    return f"{sign} {_number(target.value)}{upper} {target.unit or ''}".rstrip()


def _number(value: float) -> str:
    return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))


def _report(duty: ReportDuty) -> Entry:
    return Entry(
        duty.recurs or (duty.due.code if duty.due else ""),
        duty.quote.text,
        (
            ("Người báo cáo", duty.by.name if duty.by else ""),
            ("Báo cáo cho", duty.to.name if duty.to else ""),
            ("Qua", duty.via.name if duty.via else ""),
            ("Thời hạn", duty.due.code if duty.due else ""),
        ),
    )


def _unread(lines: tuple[UnreadLine, ...]) -> Section:
    reasons = Counter(line.reason for line in lines)
    entries = tuple(
        Entry(str(count), why_unread(reason)) for reason, count in reasons.most_common()
    )
    return Section(f"Dòng chưa đọc được ({len(lines)})", entries)


def _units(units: tuple[UnitMention, ...]) -> str:
    return "; ".join(unit.name for unit in units)


def _overseer(overseer: OverseerMention) -> str:
    parts = (overseer.name, overseer.position, overseer.unit)
    return ", ".join(part for part in parts if part)


def _table(section: Section) -> Table:
    table = Table(
        title=section.title,
        title_justify="left",
        title_style="bold",
        show_header=False,
        expand=True,
    )
    table.add_column(style="cyan", overflow="fold", max_width=20)
    table.add_column(overflow="fold", ratio=1)
    for entry in section.entries:
        cell = Text(printable(entry.text))
        for line in entry.said:
            cell.append(f"\n{printable(line)}", style="dim")
        table.add_row(Text(printable(entry.ref)), cell)
        table.add_section()
    return table


def _print_plain(section: Section, console: Console) -> None:
    lines = [section.title]
    for entry in section.entries:
        lines.append(f"  {entry.ref}\t{one_line(entry.text)}")
        lines.extend(f"\t{one_line(line)}" for line in entry.said)
    write_lines(lines, console)


def one_line(text: str) -> str:
    """A text without its line ends and tabs."""
    return " ".join(text.split())
