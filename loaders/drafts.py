"""Drafts of tasks: which items of the tree are pieces of work, at the finest assigned level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.clauses import is_liability
from loaders.kinds import BULLETS, HEADINGS, NUMBERED, Kind
from loaders.labels import ROLE_ATTRIBUTES, Attribute, Labelled, embedded_labels
from loaders.lexicon import WORK_START
from loaders.no_task import NO_TASK
from loaders.outline import Node
from loaders.passages import Words
from loaders.reports import is_report_only
from loaders.roles import TASK_ROLES, Role
from loaders.sections import (
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


_SLOGANS = re.compile(r"khẩu hiệu", re.IGNORECASE)
_THINGS_FOLLOW = re.compile(
    r"(?:gồm|bao gồm|để|theo hướng|như|nội dung sau|tiêu chí|điều kiện sau|yêu cầu sau|"
    r"các hành vi|thông qua) ?:$",
    re.IGNORECASE,
)
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
    if is_attribute(node) or _is_aim(node):
        return
    if has_assignment(node) or _timed_list(node):
        yield from _assigned(node)
        return
    content = [child for child in node.children if not is_attribute(child)]
    if _last_serves_all(content):
        yield _section_draft(node, label_source=content[-1])
        return
    strives = _STRIVES_BELOW.match(node.text) is not None
    if not content or not (strives or _opens_work(node, content)):
        yield from _leaf(node)
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
        elif node.kind is not Kind.TABLE_CELL and _works_anyway(node):
            yield from _leaf(node)
        return
    for child in node.children:
        if child.role is not node.role:
            yield from _gather(child)


def _works_anyway(node: Node) -> bool:
    """In a part on money or terms a body that acts, in one on method a body that leads."""
    if node.role in (Role.FUNDING, Role.TERMS):
        return _unit_acts(node)
    if node.role is Role.REPORTING:
        return "báo cáo" not in node.text.lower() and _unit_acts(node)
    leads = re.search(r"chủ trì|làm đầu mối|^Giao ", node.text, re.IGNORECASE) is not None
    return node.role is Role.METHOD and node.role_rule != "article" and leads and _unit_acts(node)


def _timed_list(node: Node) -> bool:
    """A numbered item whose bullets share one time line is one piece of work."""
    if node.kind not in HEADINGS or not any(
        label.attribute is Attribute.DUE for child in node.children for label in own_labels(child)
    ):
        return False
    content = [child for child in node.children if not is_attribute(child)]
    if any(child.kind in NUMBERED for child in content):
        return _timed_as_others(node)
    return any(child.kind in BULLETS or child.kind is Kind.INTRO for child in content)


def _timed_as_others(node: Node) -> bool:
    """Where the sections beside it are one piece of work each by their time lines, so is it."""
    beside = node.parent.children if node.parent is not None else []
    flat = [
        other
        for other in beside
        if other is not node and not any(child.kind in NUMBERED for child in other.children)
    ]
    return sum(_timed_list(other) for other in flat) >= 2


def _opens_work(node: Node, content: list[Node]) -> bool:
    """Whether the items under a line are the work: else the line itself is."""
    numbered = any(child.kind in NUMBERED and child.children for child in content)
    if _works_on_things(node, content):
        return False
    if node.kind in HEADINGS and (is_title(node) or numbered):
        return numbered or any(_is_deed(child) for child in content) or not is_work(node)
    return _holds_work(node, content)


def _works_on_things(node: Node, content: list[Node]) -> bool:
    """ "Kiểm tra … Cụ thể:" over bullets that are what is looked at, and no work themselves."""
    bullets = all(child.kind in BULLETS and not child.children for child in content)
    works = sum(is_work(child) for child in content)
    return bullets and works * 2 < len(content) and WORK_START.match(node.text) is not None


def _is_deed(node: Node) -> bool:
    below = any(is_work(child) for child in node.children)
    return below or is_work(node) or node.kind in (Kind.PROSE, Kind.TABLE_CELL)


def _unit_acts(node: Node) -> bool:
    subject = find_subject(node.head)
    if subject is None or node.line is None:
        return False
    said = node.text[subject.predicate :]
    return (
        re.match(
            r"(?:được|do|là|không|theo|từ|bảo đảm từ|có thể|phải bảo đảm|sau khi)(?![\w])", said
        )
        is None
    )


def _is_aim(node: Node) -> bool:
    labels = own_labels(node)
    return bool(labels) and labels[0].attribute in (Attribute.GOAL, Attribute.TARGETS)


def _assigned(node: Node) -> Iterator[Draft]:
    content = [child for child in node.children if not is_attribute(child)]
    groups = _groups(node)
    if len(groups) > 1 and all(len(items) == 1 for items, _ in groups):
        for items, attributes in groups:
            yield _section_draft(items[0], attributes=attributes)
        return
    below = [child for child in content if assigned_below(child)]
    if below:
        for child in _without_introduction(node, content):
            yield from _gather(child)
        return
    yield _section_draft(node)


def _groups(node: Node) -> list[tuple[list[Node], list[Node]]]:
    """Runs of content, each with the assignment lines that follow it."""
    groups: list[tuple[list[Node], list[Node]]] = []
    for child in node.children:
        if is_attribute(child):
            if groups:
                groups[-1][1].append(child)
        elif groups and not groups[-1][1]:
            groups[-1][0].append(child)
        else:
            groups.append(([child], []))
    return [group for group in groups if group[1]]


def _last_serves_all(content: list[Node]) -> bool:
    """Items 3.1 to 3.3 with one block of assignment after the last: it serves them all."""
    numbered = [child for child in content if child.kind in HEADINGS]
    if len(numbered) < 2 or numbered[-1] is not content[-1]:
        return False
    *others, last = numbered
    return has_assignment(last) and not any(assigned_below(other) for other in others)


def _section_draft(
    node: Node, label_source: Node | None = None, attributes: list[Node] | None = None
) -> Draft:
    sources = (
        attributes
        if attributes is not None
        else [child for child in (label_source or node).children if is_attribute(child)]
    )
    labels = [pair for source in sources for pair in label_value(source)]
    content = [child for child in node.children if not is_attribute(child) and not _is_aim(child)]
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
            below.head for child in content for below in child.walk() if not is_attribute(below)
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
    if not head or (_MEASURE_ONLY.match(head.text) and node.role is Role.GOALS):
        return
    doers, text = doer_units(node), head
    labels: list[tuple[Labelled, Words]] = []
    if own := own_labels(node):
        text = own[0].value or head
    before, inside = embedded_labels(text)
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


def _body(node: Node) -> list[Words]:
    """The item and everything under it but its attributes."""
    below = [child for child in node.children if not is_attribute(child)]
    return [node.head, *(line.head for child in below for line in child.walk())]


def _paragraphs(node: Node) -> list[Words]:
    """The prose under an item: it says who does it where the item's own line does not."""
    return [child.head for child in node.children if child.kind is Kind.PROSE and not child.labels]


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
        if re.match(r"(?:được|là|không|có|đã|bị|phải|do|trong|tại|theo|trên|về)(?![\w])", said):
            continue
        before = text.cut(0, gap.start())
        if re.search(r"chỉ đạo(?: thực hiện)?$|phụ trách", before.text[:200]) and first is not None:
            continue
        if first is None and not re.match(r"(?:Đề nghị|Cuối|Đến|Năm|Hằng|Hàng|Trong)", text.text):
            continue
        return [before, *_split_actors(rest)]
    return [text]


def _holds_work(node: Node, content: list[Node]) -> bool:
    """Whether sub-items are pieces of work: then they are the tasks, and the line above is none."""
    if _THINGS_FOLLOW.search(node.text) and node.kind is not Kind.INTRO:
        return False
    if node.kind is Kind.INTRO or (node.text.endswith(":") and node.kind not in HEADINGS):
        return sum(is_work(child) for child in content) * 2 > len(content)
    items = [child for child in content if child.kind is not Kind.PROSE]
    if not items:
        return False
    return sum(is_work(child) for child in items) * 3 >= 2 * len(items)


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
        if introduces and not _leads(child):
            continue
        yield child


_SHARED_DUTY = re.compile(
    r"có trách nhiệm[^.;]{0,60}chủ trì|chịu trách nhiệm[^.;]{0,60}chủ trì", re.IGNORECASE
)


def _leads(node: Node) -> bool:
    if node.children:
        return node.kind is Kind.INTRO and _works_on_things(node, node.children)
    return _SHARED_DUTY.search(node.text) is not None
