"""From a draft to a Task: its assignment lines, or the clauses of its own words; its time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph_schema.model import OverseerMention, Quote, Task, UnitMention
from graph_schema.periods import Period
from loaders.citations import find_citations
from loaders.clauses import Said, read_clauses
from loaders.dates import read_time_value
from loaders.deadlines import Deadline, find_deadline, find_task_recurrence, leading_time
from loaders.drafts import Draft
from loaders.kinds import HEADINGS
from loaders.labels import ROLE_ATTRIBUTES, Attribute, Labelled
from loaders.outline import Node
from loaders.passages import Words
from loaders.persons import PersonSpan, split_persons
from loaders.sections import is_title, own_labels
from loaders.unit_lists import UnitSpan, split_units

_DIRECTS = re.compile(r" chỉ đạo (?=[^\W\d_])")
_STRONG = frozenset({"finished-in", "no-later-than", "leading"})


@dataclass(frozen=True, slots=True)
class Timing:
    """By when and how often, with the words that say it."""

    due: Period | None = None
    due_quote: Quote | None = None
    recurs: str | None = None
    recurs_quote: Quote | None = None


@dataclass(slots=True)
class Roles:
    """Who leads, does, supports and oversees."""

    lead: tuple[UnitMention, ...] = ()
    execute: tuple[UnitMention, ...] = ()
    support: tuple[UnitMention, ...] = ()
    overseers: tuple[OverseerMention, ...] = ()
    deliverable: Quote | None = None


def build_task(draft: Draft, masked: Iterable[Words]) -> Task:
    """The task that a draft is; ``masked`` are words whose dates belong to targets and reports."""
    roles = read_roles(draft)
    timing = read_timing(draft, list(masked))
    return Task(
        ref=draft.ref,
        text=" ".join(piece.shown for piece in draft.body if piece) or draft.quote.shown,
        heading=draft.heading,
        quote=draft.quote.quote("task"),
        lead=roles.lead,
        execute=roles.execute,
        support=roles.support,
        overseers=roles.overseers,
        due=timing.due,
        due_quote=timing.due_quote,
        recurs=timing.recurs,
        recurs_quote=timing.recurs_quote,
        routine=(timing.recurs or "").startswith("thường xuyên"),
        parent_ref=_parent_ref(draft.node),
        deliverable=roles.deliverable,
    )


def _parent_ref(node: Node) -> str | None:
    parent = node.parent
    return parent.ref if parent is not None and parent.line is not None else None


def read_roles(draft: Draft) -> Roles:
    """Assignment lines where there are any, else what the words say."""
    roles = read_labelled(draft.labels)
    if any(label.attribute in ROLE_ATTRIBUTES for label, _ in draft.labels):
        return roles
    if draft.text is not None:
        said = read_clauses(draft.text, draft.doers)
        told = _from_clauses(said, draft)
        told.deliverable = roles.deliverable
        return told
    return roles


def read_labelled(labels: list[tuple[Labelled, Words]]) -> Roles:
    """What a block of assignment lines says."""
    lead: list[UnitMention] = []
    execute: list[UnitMention] = []
    support: list[UnitMention] = []
    overseers: list[OverseerMention] = []
    deliverable: Quote | None = None
    for label, value in labels:
        if label.attribute is Attribute.RESULT:
            deliverable = deliverable or value.quote(label.rule)
        elif label.attribute is Attribute.OVERSEE:
            overseers.extend(mention_overseer(span, label.rule) for span in split_persons(value))
        elif label.attribute is Attribute.SUPPORT:
            support.extend(_mentions(split_units(value), label.rule))
        elif label.attribute in (Attribute.LEAD, Attribute.EXECUTE):
            first, second = _directed(value)
            target = lead if label.attribute is Attribute.LEAD else execute
            target.extend(_mentions(split_units(first), label.rule))
            if second is not None:
                execute.extend(_mentions(split_units(second), label.rule))
    return Roles(_once(lead), _once(execute), _once(support), tuple(overseers), deliverable)


def _directed(value: Words) -> tuple[Words, Words | None]:
    """ "Đề nghị X chỉ đạo Y thực hiện": X leads and Y does."""
    found = _DIRECTS.search(value.text)
    if found is None:
        return value, None
    return value.cut(0, found.start()), value.cut(found.end())


def mention_unit(span: UnitSpan, rule: str, inherited_from: str | None = None) -> UnitMention:
    """A unit with its words and the rule that took it."""
    quote = span.words.quote(rule, 0.9 if span.collective else 1.0, inherited_from)
    return UnitMention(span.name, span.collective, quote)


def _mentions(spans: Iterable[UnitSpan], rule: str) -> list[UnitMention]:
    return [mention_unit(span, rule) for span in spans if span.name]


def mention_overseer(span: PersonSpan, rule: str) -> OverseerMention:
    """A leader with the words that name one."""
    return OverseerMention(span.name, span.position, span.unit, span.words.quote(rule))


def _from_clauses(said: Said, draft: Draft) -> Roles:
    above = draft.doers_from if draft.doers else None
    heading = {id(unit) for unit in draft.doers}

    def mentions(units: list[UnitSpan], rule: str) -> tuple[UnitMention, ...]:
        return _once(
            mention_unit(
                unit, rule, above if id(unit) in heading and _outside(unit, draft) else None
            )
            for unit in units
        )

    return Roles(
        mentions(said.lead, said.lead_rule),
        mentions(said.execute, said.execute_rule),
        mentions(said.support, said.support_rule),
        tuple(mention_overseer(span, "oversees-clause") for span in said.overseers),
    )


def _outside(unit: UnitSpan, draft: Draft) -> bool:
    return unit.words.passage is not draft.quote.passage


def _once(mentions: Iterable[UnitMention]) -> tuple[UnitMention, ...]:
    seen: dict[str, UnitMention] = {}
    for mention in mentions:
        seen.setdefault(mention.name.casefold(), mention)
    return tuple(seen.values())


def read_timing(draft: Draft, masked: list[Words]) -> Timing:
    """The item's own time line, its words, else the nearest heading that prints a time."""
    lines = [(label, value) for label, value in draft.labels if label.attribute is Attribute.DUE]
    if lines:
        return _from_lines(lines)
    labelled = any(label.attribute in ROLE_ATTRIBUTES for label, _ in draft.labels)
    own = _from_words(draft, masked, labelled)
    if own.due is not None:
        return own
    above = heading_time(draft.node)
    return Timing(
        above.due,
        above.due_quote,
        own.recurs or above.recurs,
        own.recurs_quote or above.recurs_quote,
    )


def _from_lines(lines: list[tuple[Labelled, Words]]) -> Timing:
    if len(lines) > 1 and len({id(value.passage) for _, value in lines}) > 1:
        text = "; ".join(value.text for _, value in lines)
        value = read_time_value(text)
        due = value.moment.period if value.moment else None
        return Timing(due, lines[0][1].quote(lines[0][0].rule) if due else None, value.recurs)
    label, words = lines[0]
    value = read_time_value(words.text)
    return Timing(
        value.moment.period if value.moment else None,
        words.quote(label.rule),
        value.recurs,
        words.cut(*value.recurs_span).quote(label.rule) if value.recurs_span else None,
    )


def _from_words(draft: Draft, masked: list[Words], labelled: bool) -> Timing:
    text = draft.text or draft.quote
    if len(text.text) > 20_000:
        return Timing()
    hidden = _hidden(text, masked)
    deadline = find_deadline(text.text, hidden)
    if deadline is not None and labelled and deadline.rule not in _STRONG:
        deadline = None
    if deadline is None and draft.sentence is not None:
        return _shared(draft.sentence, masked)
    if deadline is not None and (bracket := _bracket(text, deadline)):
        return bracket
    due = Period.parse(deadline.code) if deadline else None
    due_quote = text.cut(deadline.start, deadline.end).quote(deadline.rule) if deadline else None
    recurrence = find_task_recurrence(text.text, _hidden(text, masked))
    if recurrence is None or (labelled and recurrence.start > 0):
        return Timing(due, due_quote)
    words = text.cut(recurrence.start, recurrence.end)
    return Timing(due, due_quote, recurrence.text, words.quote(recurrence.rule))


def _shared(sentence: Words, masked: list[Words]) -> Timing:
    """The time at the head of a sentence governs its later clauses too."""
    deadline = find_deadline(sentence.text, _hidden(sentence, masked))
    if deadline is None or deadline.rule != "leading":
        return Timing()
    quote = sentence.cut(deadline.start, deadline.end).quote(deadline.rule)
    return Timing(Period.parse(deadline.code), quote)


def _bracket(text: Words, deadline: Deadline) -> Timing | None:
    """ "(Quý IV/2013, Quý I/2014 và thường xuyên)": the whole bracket is one time value."""
    opened = text.text.rfind("(", 0, deadline.end)
    closed = text.text.find(")", deadline.end)
    if opened < 0 or closed < 0 or ")" in text.text[opened : deadline.end] or closed - opened > 120:
        return None
    words = text.cut(opened + 1, closed)
    value = read_time_value(words.text)
    if value.moment is None:
        return None
    quote = words.quote("time-in-brackets")
    return Timing(value.moment.period, quote, value.recurs, quote if value.recurs else None)


def _hidden(text: Words, masked: list[Words]) -> list[tuple[int, int]]:
    """The parts of a text whose times belong to something else."""
    spans = [
        (max(0, words.start - text.start), min(len(text.text), words.end - text.start))
        for words in masked
        if words.passage is text.passage and words.end > text.start and words.start < text.end
    ]
    for citation in find_citations(text.passage):
        end = citation.words.end + (len(citation.title) + 12 if citation.title else 0)
        if citation.words.start < text.end and end > text.start:
            start = max(citation.words.start - text.start, 0)
            spans.append((start, min(end - text.start, len(text.text))))
    return [(start, end) for start, end in spans if start < end]


def heading_time(node: Node) -> Timing:
    """The time of the nearest heading that prints one, or of its time line."""
    for above in node.ancestors():
        if above.line is None:
            break
        for child in above.children:
            labels = own_labels(child)
            if labels and labels[0].attribute is Attribute.DUE and child is not node:
                values = [label for label in labels if label.attribute is Attribute.DUE]
                words = values[0].value or (
                    child.children[0].head if child.children else child.head
                )
                found = read_time_value(words.text)
                due = found.moment.period if found.moment else None
                if due or found.recurs:
                    quote = words.quote(values[0].rule, inherited_from=above.ref)
                    return Timing(
                        due, quote if due else None, found.recurs, quote if found.recurs else None
                    )
        if above.kind in HEADINGS and (is_title(above) or above.head.text.isupper()):
            if moment := leading_time(above.head):
                words = above.head.cut(moment.start, moment.end)
                return Timing(moment.period, words.quote("heading-time", inherited_from=above.ref))
    return Timing()
