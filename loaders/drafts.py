"""Drafts of tasks: which items of the tree are pieces of work, at the finest assigned level."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.asides import names_overseer_alone
from loaders.clauses import is_liability, read_clauses
from loaders.closing import closing_labels
from loaders.further_doers import SUPPORT_OPENS
from loaders.kinds import BULLETS, HEADINGS, Kind
from loaders.labels import ROLE_ATTRIBUTES, Attribute, Labelled, embedded_labels
from loaders.no_task import NO_TASK
from loaders.outline import Node
from loaders.passages import Words
from loaders.report_only import is_report_only, tells_results
from loaders.roles import TASK_ROLES, Role
from loaders.sections import (
    TOP_KINDS,
    assigned_below,
    doer_units,
    has_assignment,
    is_attribute,
    is_title,
    is_work,
    label_value,
    own_labels,
)
from loaders.subjects import find_subject, inline_doer
from loaders.unit_lists import UnitSpan
from loaders.work_items import (
    assigned_groups,
    done_by_others,
    is_aim,
    is_timed_list,
    items_after_assignment,
    last_serves_all,
    leads_itself,
    opens_work,
    shares_assignment,
    works_anyway,
)


@dataclass(slots=True)
class Draft:
    """A piece of work before its clauses are read."""

    ref: str
    node: Node
    quote: Words
    body: list[Words]
    heading: str | None
    labels: list[tuple[Labelled, Words]] = field(default_factory=list)
    doers: tuple[UnitSpan, ...] = ()
    doers_from: str | None = None
    text: Words | None = None
    """The words whose clauses say who does it, when no assignment line does."""
    introduction: Words | None = None
    """A line such as "Chủ trì, phối hợp với X:" under which the item stands."""
    sentence: Words | None = None
    """The first clause of the sentence that it shares with other doers: its date governs all."""
    further: list[Words] = field(default_factory=list)
    """Lines of a section that is one piece of work: they say who does it where it does not."""


# "1. Thời gian thi đua" over a paragraph that but tells how long it lasts.
_TIME_TITLE = re.compile(r"Thời gian(?! (?:thực hiện|hoàn thành))(?: [\w]+){0,5}$", re.IGNORECASE)
_SLOGANS = re.compile(r"khẩu hiệu", re.IGNORECASE)
_MEASURE_ONLY = re.compile(r"^(?:(?:trên|ít nhất|tối thiểu|đạt|có) )?\d[\d.,]* ?%", re.IGNORECASE)
_STRIVES_BELOW = re.compile(r"(?:phấn|phân|phần) đ[ấầâ]u ?:?$", re.IGNORECASE)


def collect(root: Node) -> Iterator[Draft]:
    """Every piece of work of a text, in order."""
    for top in root.children:
        yield from _gather(top)


def _gather(node: Node) -> Iterator[Draft]:
    if node.role not in TASK_ROLES:
        yield from _other_section(node)
        return
    if is_attribute(node) or is_aim(node):
        return
    if has_assignment(node) or is_timed_list(node):
        yield from _assigned(node)
        return
    content = [child for child in node.children if not is_attribute(child)]
    if last_serves_all(content):
        yield _section_draft(node, label_source=content[-1])
        return
    strives = _STRIVES_BELOW.match(node.text) is not None
    if not content or not (strives or opens_work(node, content)):
        yield from _leaf(node)
        for child in done_by_others(node):
            yield from _leaf(child)
        return
    for child in _without_introduction(node, content):
        if not (strives and _MEASURE_ONLY.match(child.text)):
            yield from _gather(child)


def _other_section(node: Node) -> Iterator[Draft]:
    """Kinh phí, báo cáo, hình thức: work only where a part of it says so, or a unit does it."""
    if node.role in (Role.FUNDING, Role.TERMS, Role.METHOD, Role.REPORTING):
        if node.children:
            for child in node.children:
                yield from _gather(child)
        elif node.kind is not Kind.TABLE_CELL and works_anyway(node):
            yield from _leaf(node)
        return
    for child in node.children:
        if child.role is not node.role:
            yield from _gather(child)


def _assigned(node: Node) -> Iterator[Draft]:
    content = [child for child in node.children if not is_attribute(child)]
    groups = assigned_groups(node)
    bullets = node.kind in TOP_KINDS and bool(groups) and groups[0][0][0].kind in BULLETS
    if (bullets or len(groups) > 1) and all(shares_assignment(items) for items, _ in groups):
        for items, attributes in groups:
            for item in items:
                yield _section_draft(item, attributes=attributes)
        return
    below = [child for child in content if assigned_below(child)]
    if below:
        for child in _without_introduction(node, content):
            yield from _gather(child)
        return
    further = items_after_assignment(node)
    yield _section_draft(node, without=further)
    for child in further:
        yield from _gather(child)


def _section_draft(
    node: Node,
    label_source: Node | None = None,
    attributes: list[Node] | None = None,
    without: Sequence[Node] = (),
) -> Draft:
    sources = (
        attributes
        if attributes is not None
        else [child for child in (label_source or node).children if is_attribute(child)]
    )
    labels = [pair for source in sources for pair in label_value(source)]
    content = [
        child
        for child in node.children
        if not is_attribute(child)
        and not is_aim(child)
        and child not in without
        and not _closes_plan(child)
        and child.kind is not Kind.TABLE_CELL
    ]
    prose = [child for child in content if child.kind in (Kind.PROSE, Kind.INTRO)]
    titled = is_title(node) and bool(content)
    body = [node.head] if node.line is not None else []
    quote = node.head
    heading = None
    several = len(content) > 1 or any(child.children for child in content)
    assigned = any(label.attribute in ROLE_ATTRIBUTES for label, _ in labels)
    if titled and prose and prose[0] is content[0] and (assigned or not several):
        heading, quote, body = node.head.shown.strip(" :"), prose[0].head, []
    clauses = None if assigned else quote
    if attributes is None:
        body += [
            below.head
            for child in content
            for below in child.walk()
            if not is_attribute(below) and below.kind is not Kind.TABLE_CELL
        ]
    draft = Draft(node.ref, node, quote, body, heading, labels, doer_units(node), None, clauses)
    draft.further = [child.head for child in content if child.head is not quote]
    return draft


def _leaf(node: Node) -> Iterator[Draft]:
    if node.line is None or node.kind is Kind.TABLE_CELL:
        return
    head = node.head
    if NO_TASK.first(head.text) or is_liability(head) or is_report_only(head):
        return
    if node.parent is not None and _TIME_TITLE.match(node.parent.text) and not is_work(node):
        return
    if not head or (_MEASURE_ONLY.match(head.text) and node.role is Role.GOALS):
        return
    doers, text = doer_units(node), head
    labels: list[tuple[Labelled, Words]] = []
    if own := own_labels(node):
        text = own[0].value or head
    before, inside = embedded_labels(text)
    if not inside and not own:
        before, inside = _closed(text)
    if inside and before:
        text = before
        labels += [(label, label.value) for label in inside if label.value]
    elif inline := inline_doer(head):
        doers, text = inline
    if node.kind in HEADINGS and text is head and is_bare_title(node):
        return
    labels += [
        pair for child in node.children if is_attribute(child) for pair in label_value(child)
    ]
    body = _body(node)
    pieces = _split_actors(text)
    for index, piece in enumerate(pieces):
        letter = chr(ord("a") + index) if len(pieces) > 1 else ""
        whole = len(pieces) == 1
        quote = head if whole and text is not head else piece
        yield Draft(
            node.ref + letter,
            node,
            quote if whole else piece,
            body if whole else [piece],
            _title_above(node),
            labels,
            doers,
            node.parent.ref if node.parent else None,
            piece,
            _introduction(node),
            pieces[0] if index else None,
            _paragraphs(node) if whole else [],
        )


def _closed(text: Words) -> tuple[Words, tuple[Labelled, ...]]:
    """What the closing of an item says; of who does it, only where its own words name nobody."""
    before, labels = closing_labels(text)
    if labels and read_clauses(before, ()).anyone():
        labels = tuple(label for label in labels if label.attribute is Attribute.DUE)
    return (before, labels) if labels else (text, ())


def _body(node: Node) -> list[Words]:
    """The item and everything under it but its attributes and the rows of tables."""
    others = done_by_others(node)
    below = [child for child in node.children if not is_attribute(child) and child not in others]
    lines = (line for child in below if not _closes_plan(child) for line in child.walk())
    return [node.head, *(line.head for line in lines if line.kind is not Kind.TABLE_CELL)]


def _closes_plan(node: Node) -> bool:
    """A paragraph behind the last item that ends the plan or says whom to tell is no part of it."""
    if node.kind is not Kind.PROSE:
        return False
    told = NO_TASK.first(node.text)
    return (told is not None and told.yields == "closing") or tells_results(node.head)


def _paragraphs(node: Node) -> list[Words]:
    """The prose under an item: it says who does it where the item's own line does not."""
    prose = (child for child in node.children if child.kind is Kind.PROSE and not child.labels)
    return [child.head for child in prose if not tells_results(child.head)]


def _introduction(node: Node) -> Words | None:
    parent = node.parent
    if parent is None or parent.line is None or not parent.text.endswith(":"):
        return None
    return parent.head


def is_bare_title(node: Node) -> bool:
    """A numbered heading with nothing under it and no work in it."""
    return len(node.text) < 60 and not is_work(node) and not node.text.endswith((".", ";"))


def _title_above(node: Node) -> str | None:
    parent = node.parent
    if parent is None or parent.line is None or not is_title(parent):
        return None
    return parent.head.shown.strip(" :")


def _split_actors(text: Words) -> list[Words]:
    """Clauses of one sentence with different doers are pieces of work of their own."""
    first = find_subject(text)
    for gap in re.finditer(r"; (?:đồng thời,? )?", text.text):
        if first is not None and gap.start() < first.predicate:
            continue
        rest = text.cut(gap.end())
        second = find_subject(rest)
        if second is None or not rest.text.startswith(second.units[0].words.text[:12]):
            continue
        said = rest.text[second.predicate :]
        if SUPPORT_OPENS.match(said) or names_overseer_alone(rest):  # no work of their own
            continue
        if re.match(r"(?:được|là|không|có|đã|bị|phải|do|trong|tại|theo|trên|về)(?![\w])", said):
            continue
        before = text.cut(0, gap.start())
        if re.search(r"chỉ đạo(?: thực hiện)?$|phụ trách", before.text[:200]) and first is not None:
            continue
        if first is None and not re.match(r"(?:Đề nghị|Cuối|Đến|Năm|Hằng|Hàng|Trong)", text.text):
            continue
        return [before, *_split_actors(rest)]
    return [text]


def _without_introduction(node: Node, content: list[Node]) -> Iterator[Node]:
    """The items of a section; prose before its first numbered item introduces, slogans are none."""
    first_number = next(
        (index for index, child in enumerate(content) if child.kind in HEADINGS), None
    )
    for index, child in enumerate(content):
        if child.kind is Kind.INTRO and _SLOGANS.search(child.text):
            continue
        introduces = child.kind in (Kind.PROSE, Kind.INTRO) and (
            first_number is not None and index < first_number
        )
        if introduces and not leads_itself(child):
            continue
        yield child
