"""Sections: the role of every node, and the units that a heading stands for."""

import re

from loaders.distributions import distribution_at
from loaders.giving import told_units
from loaders.kinds import HEADINGS, Kind
from loaders.labels import ROLE_ATTRIBUTES, Attribute, Labelled
from loaders.lexicon import UNIT_START, WORK_START
from loaders.outline import Node
from loaders.passages import Words
from loaders.roles import TASK_ROLES, Role, role_of
from loaders.subjects import charged_doer, find_subject, inline_doer, one_person, verb_at_start
from loaders.unit_lists import UnitSpan, split_units

_OVERRIDES = frozenset(
    {Role.PURPOSE, Role.GOALS, Role.FUNDING, Role.REPORTING, Role.METHOD, Role.TERMS}
)
_MIXED = frozenset({Role.ROADMAP, Role.ORGANISATION, Role.TASKS})
TOP_KINDS = frozenset({Kind.BIG_PART, Kind.CHAPTER, Kind.PART, Kind.SECTION, Kind.ROMAN})
_LEAD_IN = re.compile(
    r"^(?:Đề nghị|Đối với|Trách nhiệm của|Trách nhiệm|Giao|Yêu cầu|Về phía)(?: các(?= (?:Bộ|"
    r"bộ)))? ?:? ",
    re.IGNORECASE,
)
_NO_UNIT_HEADING = re.compile(
    r"^(?:Tổ chức(?! (?:chính trị|đoàn thể|xã hội|thành viên))|Thanh tra(?! (?:tỉnh|thành|sở|"
    r"huyện|nhà nước|chính phủ|bộ))|Công tác|Báo cáo|Ban hành|Thuế (?!tỉnh|thành|cơ sở))",
    re.IGNORECASE,
)
LONG_HEADING = 180


def assign_roles(root: Node, articles: Role = Role.METHOD) -> None:
    """Give every node its role: its heading's own, or that of the section it stands in."""
    for node in root.walk():
        if node.line is None:
            continue
        parent = node.parent
        inherited = parent.role if parent else None
        if inherited is None:
            _top_role(node, articles)
            continue
        node.role, node.role_rule = inherited, "inherited"
        if node.kind in HEADINGS or node.kind is Kind.STAR:
            _own_role(node, inherited)


def _top_role(node: Node, articles: Role) -> None:
    heading = node.text
    found = role_of(heading) if node.kind in HEADINGS and len(heading) < LONG_HEADING else None
    if found is not None and not _demands_work(node):
        node.role, node.role_rule = found.yields, found.rule.name
    elif node.kind is Kind.ARTICLE:
        node.role, node.role_rule = articles, "article"
    elif heading_units(node):
        node.role, node.role_rule = Role.ORGANISATION, "unit-heading"
    else:
        node.role, node.role_rule = Role.TASKS, "no-role"


_DEMANDS = re.compile(r"(?:các )?yêu cầu(?! .*mục đích)", re.IGNORECASE)


def _demands_work(node: Node) -> bool:
    """ "1. Yêu cầu chung:" of a letter: what it asks for, where no part tells a purpose."""
    if not _DEMANDS.match(node.text) or node.parent is None or node.kind in TOP_KINDS:
        return False
    beside = (role_of(other.text) for other in node.parent.children if other is not node)
    return not any(found is not None and found.yields is Role.PURPOSE for found in beside)


def _own_role(node: Node, inherited: Role) -> None:
    if len(node.text) > 90 or inherited in (Role.PURPOSE, Role.SITUATION):
        return
    found = role_of(node.text)
    if found is None:
        if inherited in (Role.FUNDING, Role.REPORTING, Role.METHOD, Role.TERMS) and heading_units(
            node
        ):
            node.role, node.role_rule = Role.ORGANISATION, "unit-heading"
        return
    role = found.yields
    mixed = inherited in (Role.FUNDING, Role.GOALS) and role in _MIXED and node.kind in HEADINGS
    if mixed and inherited is Role.GOALS and role is Role.ROADMAP:
        return
    mixed = mixed or (role is Role.TASKS and _names_contents(node, inherited))
    if role in (Role.METHOD, Role.TERMS) and not node.children:
        return
    if (
        role in _OVERRIDES
        or mixed
        or (inherited is Role.TASKS and role is Role.ORGANISATION and not node.labels)
    ):
        node.role, node.role_rule = role, found.rule.name


def _names_contents(node: Node, inherited: Role) -> bool:
    """ "ĐỐI TƯỢNG, NỘI DUNG VÀ HÌNH THỨC" holds a part of each: its "Nội dung" is the work."""
    above = node.parent
    return (
        inherited is Role.METHOD
        and above is not None
        and above.line is not None
        and re.search(r"(?:,| và) nội dung|nội dung(?:,| và)", above.text, re.IGNORECASE)
        is not None
    )


def heading_units(node: Node) -> tuple[UnitSpan, ...]:
    """The units that a heading names, when it is nothing but a list of units."""
    if node.line is None or node.kind not in HEADINGS:
        return ()
    head = node.head
    if inline := inline_doer(head):
        return inline[0]
    if (person := one_person(head)) and (node.children or head.text.endswith(":")):
        return (person,)
    if told := told_units(head):
        return told
    text = head.text.rstrip(" :.")
    bare = _LEAD_IN.sub("", text)
    if (
        not UNIT_START.match(bare)
        or verb_at_start(bare)
        or _NO_UNIT_HEADING.match(bare)
        or len(text) > 220
    ):
        return ()
    if re.search(r"[.;“”](?= )", text) and ";" not in text:
        return ()
    if not node.children and not head.text.endswith(":"):
        return ()
    if text.startswith("Đối với") and bare[:1].islower():
        return ()
    listed = distribution_at(head, len(text) - len(bare))
    return split_units(head.cut(len(text) - len(bare)) if listed else head)


def doer_units(node: Node) -> tuple[UnitSpan, ...]:
    """The unit under whose heading an item stands, the nearest first."""
    for above in node.ancestors():
        if above.line is not None and above.role in TASK_ROLES | {
            Role.FUNDING,
            Role.REPORTING,
            Role.TERMS,
        }:
            if above.kind in TOP_KINDS:
                return ()
            if units := heading_units(above):
                return units
            if charged := charged_doer(above.head):
                return charged
            if above.kind is Kind.DASH and (inline := inline_doer(above.head)):
                return inline[0]
    return ()


def is_title(node: Node) -> bool:
    """A short heading over its content, and no sentence of work itself."""
    text = node.text
    line = node.line
    if line is not None and node.kind in HEADINGS and (line.passage.line.heading or text.isupper()):
        return True
    return (
        len(text) <= LONG_HEADING
        and not text.endswith((".", ";"))
        and ". " not in text
        and node.kind is not Kind.PROSE
    )


def own_labels(node: Node) -> tuple[Labelled, ...]:
    """The attributes that a line tells of the item it stands under; sections have none."""
    if node.kind in TOP_KINDS or node.line is None:
        return ()
    if node.labels and _is_section(node):
        return ()
    if (
        node.labels
        and node.labels[0].attribute is Attribute.EXECUTE
        and node.role_rule == "organisation"
    ):
        return ()
    return node.labels


def _is_section(node: Node) -> bool:
    """ "2. Tiến độ thực hiện" over paragraphs of work is a section, not the time of another."""
    if node.labels[0].value or not node.children or node.kind not in HEADINGS:
        return False
    if node.labels[0].attribute is Attribute.OTHER:
        return True
    if node.labels[0].attribute is Attribute.GOAL:
        return _demands_work(node)
    if _SHARING_OUT.match(node.text):
        return any(_gives_work(child) for child in node.children)
    if node.labels[0].attribute is not Attribute.DUE:
        return False
    return any(len(child.text) > 150 or child.kind in HEADINGS for child in node.children)


_SHARING_OUT = re.compile(r"(?:phân công|giao|trách nhiệm|tổ chức)(?![\w])", re.IGNORECASE)


def _gives_work(node: Node) -> bool:
    """ "1.1. Đồng chí A: Phụ trách chung": under "Phân công nhiệm vụ" this is no mere name."""
    if len(node.text) > LONG_HEADING:
        return True
    told = not node.labels and (inline_doer(node.head) or find_subject(node.head))
    over_work = heading_units(node) and any(is_work(child) for child in node.children)
    return bool(told or over_work)


def is_attribute(node: Node) -> bool:
    """Whether a node is an attribute of its parent and no content."""
    labels = own_labels(node)
    return bool(labels) and labels[0].attribute not in (
        Attribute.CONTENT,
        Attribute.GOAL,
        Attribute.TARGETS,
    )


def has_assignment(node: Node) -> bool:
    """Whether an assignment line stands directly under an item."""
    return any(_assigns(child) for child in node.children)


def _assigns(node: Node) -> bool:
    labels = own_labels(node)
    return any(label.attribute in ROLE_ATTRIBUTES for label in labels)


def assigned_below(node: Node) -> bool:
    """Whether any item under this one has an assignment line of its own."""
    return any(has_assignment(below) for below in node.walk())


_ABOUT = re.compile(r"(?:Riêng )?Đối với [^:;.]{2,120}: ?", re.IGNORECASE)


def is_work(node: Node) -> bool:
    """Whether an item begins as a piece of work does: with a verb, a unit, or "unit: work"."""
    text = node.text
    if WORK_START.match(text) or inline_doer(node.head):
        return True
    if (about := _ABOUT.match(text)) and WORK_START.match(text[about.end() :]):
        return True
    return find_subject(node.head) is not None


def label_value(node: Node) -> list[tuple[Labelled, Words]]:
    """The attributes of a line with their values; an empty one has its value below."""
    found: list[tuple[Labelled, Words]] = []
    for label in own_labels(node):
        if label.value:
            found.append((label, label.value))
        elif node.children:
            found.extend(_values_below(node, label))
    return found


def _values_below(node: Node, label: Labelled) -> list[tuple[Labelled, Words]]:
    found: list[tuple[Labelled, Words]] = []
    for child in node.children:
        if own_labels(child):
            found.extend(label_value(child))
        elif label.attribute is not Attribute.ASSIGNMENT and not child.text.startswith("("):
            found.append((label, child.head))
    return found
