"""Work items: whether a line is a piece of work itself, or the lines under it are (nhiệm vụ)."""

import re

from loaders.clauses import read_clauses
from loaders.kinds import BULLETS, HEADINGS, NUMBERED, Kind
from loaders.labels import Attribute
from loaders.lexicon import UNIT_START, WORK_START
from loaders.outline import Node
from loaders.roles import Role
from loaders.sections import (
    TOP_KINDS,
    assigned_below,
    has_assignment,
    is_attribute,
    is_title,
    is_work,
    own_labels,
)
from loaders.subjects import find_subject

_THINGS_FOLLOW = re.compile(
    r"(?:gồm|bao gồm|để|theo hướng|như|nội dung sau|tiêu chí|điều kiện sau|yêu cầu sau|"
    r"các hành vi|thông qua) ?:$",
    re.IGNORECASE,
)
_IN_CHARGE = re.compile(
    r"(?:có|chịu) trách nhiệm|chủ trì|theo dõi|làm đầu mối|là đầu mối|(?:trực tiếp )?(?:chỉ đạo|"
    r"phụ trách)"
)
_AIMS_FOLLOW = re.compile(r"(?:để|theo hướng|nhằm) ?:$", re.IGNORECASE)
_ENFORCES = re.compile(r"(?:chịu trách nhiệm|có trách nhiệm|căn cứ).{0,80}thi hành", re.IGNORECASE)
"""The article that makes everybody carry the decision out gives no work of its own."""
_GIVEN = re.compile(r"Giao (?:cho |nhiệm vụ cho )?", re.IGNORECASE)
_SHARED_DUTY = re.compile(
    r"có trách nhiệm[^.;]{0,60}chủ trì|chịu trách nhiệm[^.;]{0,60}chủ trì", re.IGNORECASE
)


def works_anyway(node: Node) -> bool:
    """In a part on money or terms a body that acts, in one on method a body that leads."""
    if node.role in (Role.FUNDING, Role.TERMS):
        return _unit_acts(node)
    if node.role is Role.REPORTING:
        return "báo cáo" not in node.text.lower() and _unit_acts(node)
    if node.role_rule == "article" and _ENFORCES.search(node.text):
        return False
    leads = re.search(r"chủ trì|làm đầu mối", node.text, re.IGNORECASE) is not None
    leads = (leads or _is_charged(node)) and _unit_acts(node)
    return node.role is Role.METHOD and (leads or _is_given(node))


def _is_given(node: Node) -> bool:
    """ "Giao Phòng Kinh tế thông báo …": given to a body by name."""
    given = _GIVEN.match(node.text)
    return given is not None and UNIT_START.match(node.text, given.end()) is not None


def _is_charged(node: Node) -> bool:
    """ "Các đơn vị chủ động xây dựng …", "Tổ kiểm phiếu sẽ công bố …": a body told to act."""
    subject = find_subject(node.head)
    said = node.text[subject.predicate :] if subject else ""
    return re.match(r"(?:sẽ|có trách nhiệm|chủ động) (?!được|bị)", said) is not None


def is_timed_list(node: Node) -> bool:
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
    if node.parent is None:
        return False
    place = node.parent.children.index(node)
    beside = node.parent.children[max(0, place - 4) : place + 5]
    flat = [
        other
        for other in beside
        if other is not node and not any(child.kind in NUMBERED for child in other.children)
    ]
    return sum(is_timed_list(other) for other in flat) >= 2


def opens_work(node: Node, content: list[Node]) -> bool:
    """Whether the items under a line are the work: else the line itself is."""
    numbered = any(child.kind in NUMBERED and child.children for child in content)
    aims = _AIMS_FOLLOW.search(node.text) is not None and node.kind not in TOP_KINDS
    if aims or _works_on_things(node, content):
        return False
    if node.kind in HEADINGS and (is_title(node) or numbered or _answers(node, content)):
        return numbered or any(_is_deed(child) for child in content) or not is_work(node)
    return _holds_work(node, content)


_REQUEST = re.compile(r"Về (?:việc |các )?(?:kiến nghị|đề nghị|đề xuất|ý kiến|phản ánh)(?![\w])")


def _answers(node: Node, content: list[Node]) -> bool:
    """ "1. Về kiến nghị …:" over paragraphs: what is asked, and under it who sees to it."""
    asked = _REQUEST.match(node.text) is not None and node.text.endswith(":")
    return asked and all(child.kind is Kind.PROSE for child in content)


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


def is_aim(node: Node) -> bool:
    """Whether a line tells what the work is for: its goal or its chỉ tiêu."""
    labels = own_labels(node)
    return bool(labels) and labels[0].attribute in (Attribute.GOAL, Attribute.TARGETS)


def assigned_groups(node: Node) -> list[tuple[list[Node], list[Node]]]:
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


def shares_assignment(items: list[Node]) -> bool:
    """Whether what stands above assignment lines is one piece of work, or bullets that each are."""
    return len(items) == 1 or all(item.kind in BULLETS and is_work(item) for item in items)


def last_serves_all(content: list[Node]) -> bool:
    """Items 3.1 to 3.3 with one block of assignment after the last: it serves them all."""
    numbered = [child for child in content if child.kind in HEADINGS]
    if len(numbered) < 2 or numbered[-1] is not content[-1]:
        return False
    *others, last = numbered
    told = [read_clauses(other.head, ()) for other in others]
    if any(said.lead or said.execute for said in told):  # they name their own doers
        return False
    return has_assignment(last) and not any(assigned_below(other) for other in others)


def items_after_assignment(node: Node) -> list[Node]:
    """Numbered items under assignment lines that stand above them: work of their own."""
    last = max(index for index, child in enumerate(node.children) if is_attribute(child))
    above = any(not is_attribute(child) for child in node.children[:last])
    after = node.children[last + 1 :]
    return [child for child in after if child.kind in NUMBERED and child.children and above]


def done_by_others(node: Node) -> list[Node]:
    """Paragraphs under an item that one body does which give work to another body."""
    if node.line is None or not (own := find_subject(node.head)):
        return []
    names = {unit.name.casefold() for unit in own.units}
    return [
        child
        for child in node.children
        if child.kind is Kind.PROSE
        and (subject := find_subject(child.head))
        and not names & {unit.name.casefold() for unit in subject.units}
        and _IN_CHARGE.match(child.text[subject.predicate :])
    ]


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


def leads_itself(node: Node) -> bool:
    """Whether a line that stands before the items of a section gives work of its own."""
    if node.children:
        return node.kind is Kind.INTRO and _works_on_things(node, node.children)
    return _SHARED_DUTY.search(node.text) is not None
