"""The plan: tree and clauses to one record, with the lines that nothing could read."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph_schema.model import (
    Frame,
    Note,
    Phase,
    PlanRecord,
    ReportDuty,
    Source,
    Target,
    Task,
    UnitMention,
    UnreadLine,
)
from graph_schema.periods import Period
from loaders.assemble import build_task, mention_unit
from loaders.citations import read_directives
from loaders.drafts import Draft, collect
from loaders.frame import read_frame
from loaders.goals import done_by_then, draft_targets, goal_targets
from loaders.healing import heal
from loaders.kinds import Kind
from loaders.lines import Extract
from loaders.no_task import NO_TASK
from loaders.oddities import (
    impossible_dates,
    late_citations,
    missing_identity,
    missing_signer,
    place_without_province,
    repeated_numbers,
    skipped_parts,
)
from loaders.outline import Node, build_outline
from loaders.parts import Part, Parts, sort_parts
from loaders.passages import Words
from loaders.phases import phase_of, read_phases
from loaders.recognised import settle_recognised
from loaders.report_only import is_report_only
from loaders.reports import Duty, closes_work, read_duties
from loaders.roles import TASK_ROLES, Role
from loaders.rows import row_targets, row_tasks, work_targets
from loaders.sections import assign_roles, doer_units
from loaders.subjects import asked_doer, inline_doer
from loaders.table_columns import unread_columns
from loaders.table_groups import RowKind, sort_rows
from loaders.tables import ReadTable, read_tables
from loaders.unread import unread_after_signature, unread_lines
from loaders.version import READER

_REPORT_ROLES = frozenset({Role.ORGANISATION, Role.REPORTING, Role.ROADMAP, Role.FUNDING})

_Said = tuple[tuple[str, ...], str, str | None, str | None, bool]
"""Who reports to whom, how often, by when."""


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    tasks: list[Task] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    reports: list[ReportDuty] = field(default_factory=list)
    duties: "set[_Said]" = field(default_factory=set)
    reported: set[int] = field(default_factory=set)
    """Paragraphs that a reporting duty was taken from; not those that only say one again."""
    unread: list[UnreadLine] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)


def read_extract(extract: Extract, content: bytes, file_name: str) -> PlanRecord:
    """The record of a document whose lines are known."""
    parts = sort_parts(heal(extract))
    frame = read_frame(parts)
    found = _Found()
    appendix = 0
    for part in parts.texts:
        if part.kind == "form":
            continue
        appendix += part.kind == "appendix"
        _read_part(part, _prefix(part, parts, appendix), _carries(parts), found)
    directives = read_directives(parts.lines(), _own_symbol(frame))
    found.notes.extend(late_citations(frame, directives))
    found.notes.extend(missing_identity(frame, parts))
    found.notes.extend(place_without_province(frame))
    found.notes.extend(missing_signer(parts))
    found.notes.extend(skipped_parts(parts))
    found.unread.extend(unread_after_signature(parts))
    found.notes.extend(impossible_dates(parts.lines()))
    source = Source(
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=extract.media_type,
        file_name=file_name,
        text=extract.text,
        content=content,
        reader=READER,
        recognised=extract.recognised,
    )
    tasks = tuple(unique_refs(found.tasks))
    record = PlanRecord(
        source,
        frame,
        directives,
        tasks,
        tuple(_linked(found.targets, {task.ref for task in tasks})),
        tuple(found.reports),
        tuple(found.unread),
        tuple(found.notes),
        tuple(found.phases),
    )
    return settle_recognised(record) if extract.recognised else record


def count_task_lines(extract: Extract) -> int:
    """How many lines the task parts of a document have: what unread lines are a share of."""
    parts = sort_parts(heal(extract))
    carries = _carries(parts)
    roots = (_outline(part, "", carries) for part in parts.texts if part.kind != "form")
    return sum(
        1
        for root in roots
        for node in root.walk()
        if node.line is not None and node.text and node.role in TASK_ROLES
    )


def _carries(parts: Parts) -> bool:
    """Whether the document carries another one behind its own signature."""
    return sum(part.kind == "main" for part in parts.texts) > 1


def _outline(part: Part, prefix: str, carries: bool) -> Node:
    root = build_outline(part.body, prefix)
    assign_roles(root, articles=Role.PURPOSE if carries else Role.METHOD)
    return root


def _prefix(part: Part, parts: Parts, appendix: int) -> str:
    if part.kind != "appendix":
        return ""
    several = sum(other.kind == "appendix" for other in parts.texts) > 1
    return f"PL{appendix}" if several else "PL"


def _own_symbol(frame: Frame) -> str | None:
    if frame.number is None or frame.symbol is None:
        return None
    mark = "-" if "/" in frame.symbol and not frame.symbol[:4].isdigit() else "/"
    return f"{frame.number}{mark}{frame.symbol}"


def _read_part(part: Part, prefix: str, carries: bool, found: _Found) -> None:
    root = _outline(part, prefix, carries)
    drafts = list(collect(root))
    _ask(drafts, part)
    labelled = {id(draft.node) for draft in drafts if draft.labels}
    targets = list(goal_targets(root))
    duties: dict[int, list[Duty]] = {}
    for duty in _read_reports(root, labelled, found):
        duties.setdefault(id(duty.words.passage), []).append(duty)
    tasks: list[Task] = []
    phases = read_phases(root)
    found.phases.extend(phases.values())
    for draft in drafts:
        held = draft_targets(draft)
        targets.extend(target for target, _ in held)
        masked = [words for _, words in held]
        near = [duty for passage in _passages(draft) for duty in duties.get(passage, ())]
        once = [duty.words for duty in near if closes_work(duty, near)]
        once += [words for words in masked if done_by_then(draft, words)]
        task = build_task(draft, [*masked, *(duty.words for duty in near)], once)
        tasks.append(replace(task, phase_ref=phase_of(draft.node, phases)))
    told: set[int] = set()
    for table in read_tables(part.body):
        rows = list(row_tasks(table, prefix or "B"))
        measured = [*work_targets(table, rows), *row_targets(table, prefix or "B")]
        targets = _outside_of(table, targets) if measured else targets
        tasks.extend(rows)
        if rows:
            found.notes.extend(unread_columns(table.columns, [row.cells for row in table.rows]))
        targets.extend(measured)
        starts = {row.quote.start for row in rows} | {each.quote.start for each in measured}
        told.update(_told_cells(table, starts))
    tasks = [replace(task, heading=task.heading or part.title) for task in tasks]
    found.tasks.extend(sorted(tasks, key=lambda task: task.quote.start))
    targets.sort(key=lambda target: target.quote.start)
    found.targets.extend(targets)
    found.notes.extend(repeated_numbers(root))
    told |= found.reported
    found.unread.extend(unread_lines(root, drafts, told, targets))


def _outside_of(table: ReadTable, targets: list[Target]) -> list[Target]:
    """The targets but for those that a paragraph rule took out of a cell of a table of targets."""
    cells = sorted(
        (words.quote("cell").start, words.quote("cell").end)
        for row in table.rows
        for texts in row.cells.values()
        for words in texts
        if words
    )
    starts = [start for start, _ in cells]

    def in_cell(target: Target) -> bool:
        at = bisect_right(starts, target.quote.start) - 1
        return at >= 0 and target.quote.start < cells[at][1]

    return [target for target in targets if target.task_ref is not None or not in_cell(target)]


def _ask(drafts: list[Draft], part: Part) -> None:
    """Items that name nobody are for those whom the last line before them asks."""
    asked = asked_doer(part.head[-1].passage.words()) if part.head else ()
    for draft in drafts if asked else ():
        if not draft.doers:
            draft.doers, draft.doers_from = asked, "preamble"


def _told_cells(table: ReadTable, taken: set[int]) -> Iterator[int]:
    """The cells of the header, of rows that gave a fact, and of rows that head a group."""
    yield from (id(words.passage) for words in table.headers)
    kinds = sort_rows(table)
    for kind, row in zip(kinds, table.rows, strict=True):
        cells = [words for texts in row.cells.values() for words in texts if words]
        if kind is RowKind.GROUP or any(words.quote("row").start in taken for words in cells):
            yield from (id(words.passage) for words in cells)


def _passages(draft: Draft) -> set[int]:
    """The paragraphs that an item rests on."""
    own = (draft.quote, draft.text, draft.introduction, draft.sentence)
    lines = (*draft.body, *draft.further, *(value for _, value in draft.labels))
    return {id(words.passage) for words in (*own, *lines) if words is not None}


def _read_reports(root: Node, labelled: set[int], found: _Found) -> Iterator[Duty]:
    for node in root.walk():
        if node.line is None or node.kind is Kind.TABLE_CELL or id(node) in labelled:
            continue
        closing = NO_TASK.first(node.text)
        is_closing = closing is not None and closing.yields == "closing"
        if node.role not in _REPORT_ROLES and not is_closing and node.role not in TASK_ROLES:
            continue
        text, doers = node.head, () if _closes(node) and is_closing else doer_units(node)
        if inline := inline_doer(text):
            doers, text = inline
        wanted = node.role in _REPORT_ROLES or is_closing
        alone = node.role in TASK_ROLES and is_report_only(node.head)
        for duty in read_duties(text, doers, node.role is Role.REPORTING):
            if not wanted and not _firm(duty) and not (alone and (duty.due or duty.recurs)):
                continue
            said = _said(duty)
            again = duty.to is not None and said in found.duties
            if not again:
                found.duties.add(said)
                found.reports.append(_report(duty))
            if not again or is_report_only(text):
                found.reported.add(id(duty.words.passage))
            yield duty


def _closes(node: Node) -> bool:
    """A paragraph after the items of the last section speaks of the whole plan."""
    parent = node.parent
    return node.kind is Kind.PROSE and parent is not None and parent.children[0] is not node


def _firm(duty: Duty) -> bool:
    """A report to a named body by a time: a duty wherever it stands."""
    return duty.to is not None and bool(duty.due or duty.recurs or duty.rule == "difficulties")


def _said(duty: Duty) -> _Said:
    """One duty to one body said twice is one duty; what is told at once is told of something."""
    by = tuple(unit.name.casefold() for unit in duty.by)
    to = duty.to.text.casefold() if duty.to else ""
    return by, to, duty.recurs, duty.due, duty.rule == "prompt"


def _report(duty: Duty) -> ReportDuty:
    return ReportDuty(
        by=_joined(duty),
        to=_body(duty.to, duty.rule),
        via=_body(duty.via, duty.rule),
        recurs=duty.recurs,
        due=Period.parse(duty.due) if duty.due else None,
        quote=duty.words.quote(duty.rule, duty.confidence),
    )


def _joined(duty: Duty) -> UnitMention | None:
    """Those who report, as the phrase that names them."""
    if not duty.by:
        return None
    first, last = duty.by[0], duty.by[-1]
    if first.words.passage is last.words.passage and len(duty.by) > 1:
        whole = first.words.passage.words(first.words.start, last.words.end)
        return UnitMention(whole.shown, True, whole.quote(duty.rule))
    return mention_unit(first, duty.rule)


def _body(words: Words | None, rule: str) -> UnitMention | None:
    return UnitMention(words.shown, False, words.quote(rule)) if words else None


def unique_refs(tasks: Sequence[Task]) -> Iterator[Task]:
    """Two items with one ref are both kept; the second carries "#2", or the next that is free."""
    printed = {task.ref for task in tasks}
    counts: dict[str, int] = {}
    for task in tasks:
        counts[task.ref] = counts.get(task.ref, 0) + 1
        if counts[task.ref] == 1:
            yield task
            continue
        while f"{task.ref}#{counts[task.ref]}" in printed:
            counts[task.ref] += 1
        yield replace(task, ref=f"{task.ref}#{counts[task.ref]}")


def _linked(targets: Iterable[Target], refs: set[str]) -> Iterator[Target]:
    """Targets of a label whose item is no task stand alone."""
    for target in targets:
        yield target if target.task_ref in refs else replace(target, task_ref=None)
