"""Targets (chỉ tiêu): of the parts that set goals, and of the tasks whose words hold them."""

import re
from collections.abc import Iterator

from graph_schema.model import Target, UnitMention
from graph_schema.periods import Period
from loaders.drafts import Draft
from loaders.kinds import BULLETS, HEADINGS, Kind
from loaders.labels import Attribute
from loaders.measures import Measure
from loaders.outline import Node
from loaders.owners import label_owners, owned_measures
from loaders.passages import Words
from loaders.roles import Role
from loaders.rules import BY_FORM, PRINTED
from loaders.sections import label_value, own_labels
from loaders.timing import heading_time

_GENERAL = re.compile(r"^mục tiêu (?:chung|tổng quát|tổng thể)", re.IGNORECASE)


def goal_targets(root: Node) -> Iterator[Target]:
    """Every target of the parts for goals, and of lines labelled as targets."""
    for node in root.walk():
        if node.line is None or node.kind is Kind.TABLE_CELL:
            continue
        if node.role is Role.GOALS and not _is_heading(node):
            general = _is_general(node)
            states = not general and node.kind in BULLETS | HEADINGS
            below = label_owners(pair for child in node.children for pair in label_value(child))
            for owned in owned_measures(node.head, in_goals=not general, states=states):
                owners = owned.owners or below
                yield build_target(owned.measure, node.ref, None, node, owners)
        elif (
            node.role not in (Role.PURPOSE, Role.GOALS)
            and (label := _target_label(node)) is not None
        ):
            task_ref = node.parent.ref if node.parent else None
            for words, owner in _labelled_words(node, label):
                for owned in owned_measures(words, in_goals=True, states=True):
                    yield build_target(owned.measure, owner.ref, task_ref, owner, owned.owners)


def _is_heading(node: Node) -> bool:
    return (
        node.kind in HEADINGS
        and bool(node.children)
        and len(node.text) < 160
        and "%" not in node.text
    )


def _is_general(node: Node) -> bool:
    return any(_GENERAL.match(above.text) for above in (node, *node.ancestors()))


def _target_label(node: Node) -> Words | None:
    labels = own_labels(node)
    if labels and labels[0].attribute is Attribute.TARGETS:
        return labels[0].value
    strives = node.kind is Kind.INTRO and re.match(
        r"(?:phấn|phân|phần) đ[ấầâ]u ?:?$", node.text, re.IGNORECASE
    )
    return node.head.cut(len(node.text)) if strives else None


def _labelled_words(node: Node, value: Words) -> Iterator[tuple[Words, Node]]:
    if value:
        yield value, node
    for child in node.children:
        yield child.head, child


def draft_targets(draft: Draft) -> list[tuple[Target, Words]]:
    """The targets that a task's own words hold, with the words of each."""
    found: list[tuple[Target, Words]] = []
    pieces = draft.body or [draft.quote]
    for piece in pieces:
        for owned in owned_measures(piece, in_goals=False, states=True):
            target = build_target(owned.measure, draft.ref, draft.ref, draft.node, owned.owners)
            found.append((target, owned.measure.words))
    return found


_TO_STRIVE = re.compile(r"(?:phấn|phân|phần) đ[ấầâ]u|mục tiêu|chỉ tiêu|tỷ lệ|tỉ lệ", re.IGNORECASE)


def done_by_then(draft: Draft, words: Words) -> bool:
    """Whether a target is the work itself, done to so many: its time is that of the work."""
    text = draft.text or draft.quote
    opens = words.passage is text.passage and words.start <= text.start + 1
    return opens and _TO_STRIVE.search(words.text) is None


def _sure(measure: Measure, task_ref: str | None) -> float:
    """A number among the goals is printed as one; in running words, or as a state, by its form."""
    return PRINTED if measure.value is not None and task_ref is None else BY_FORM


def build_target(
    measure: Measure,
    ref: str,
    task_ref: str | None,
    node: Node | None,
    owners: tuple[UnitMention, ...] = (),
) -> Target:
    """The target that a measure is; without a date of its own it takes the heading's."""
    due = Period.parse(measure.due) if measure.due else None
    due_quote = measure.due_words.quote("target-time") if measure.due_words else None
    if due is None and node is not None:
        above = heading_time(node)
        due, due_quote = above.due, above.due_quote
    return Target(
        ref=ref,
        quote=measure.words.quote(measure.rule, _sure(measure, task_ref)),
        metric=measure.metric or measure.words.shown,
        op=measure.op,
        value=measure.value,
        value_max=measure.value_max,
        unit=measure.unit,
        due=due,
        due_quote=due_quote,
        recurs=measure.recurs,
        owners=owners,
        task_ref=task_ref,
    )
