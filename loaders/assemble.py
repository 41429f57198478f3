"""From a draft to a Task: its assignment lines, or the clauses of its own words; its time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph_schema.model import OverseerMention, Quote, Task, UnitMention
from loaders.clauses import read_clauses
from loaders.drafts import Draft
from loaders.kinds import Kind
from loaders.labels import ROLE_ATTRIBUTES, Attribute, Labelled, names_nobody
from loaders.outline import Node
from loaders.oversight import charged_persons
from loaders.passages import Words
from loaders.persons import PersonSpan, is_person, read_person, split_persons
from loaders.rules import BY_FORM, BY_PLACE, PRINTED
from loaders.said import Said
from loaders.subjects import find_subject
from loaders.timing import read_timing
from loaders.unit_lists import UnitSpan, split_units
from loaders.unit_names import is_class

_LEADS_WITHIN = re.compile(
    r"(?<=[^\W\d_]) (?:chủ trì|(?:là|làm) (?:cơ quan |đơn vị )?(?:đầu mối|thường trực))\b"
)
_DIRECTS = re.compile(r" chỉ đạo (?=[^\W\d_])")


@dataclass(slots=True)
class Roles:
    """Who leads, does, supports and oversees."""

    lead: tuple[UnitMention, ...] = ()
    execute: tuple[UnitMention, ...] = ()
    support: tuple[UnitMention, ...] = ()
    overseers: tuple[OverseerMention, ...] = ()
    deliverable: Quote | None = None


def build_task(draft: Draft, masked: Iterable[Words], once: Iterable[Words] = ()) -> Task:
    """The task that a draft is; ``masked`` are words whose dates belong to targets and reports.

    A report to be made but ``once`` closes the work: where the item prints no other date, that
    of the report is its own.
    """
    roles = read_roles(draft)
    timing = read_timing(draft, list(masked), list(once))
    return Task(
        ref=draft.ref,
        text=" ".join(piece.shown for piece in draft.body if piece) or draft.quote.shown,
        heading=draft.heading,
        quote=draft.quote.quote("task", _task_confidence(draft)),
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
        said = _introduced(draft, _said_first(draft, draft.text))
        told = _from_clauses(said, draft)
        told.deliverable = roles.deliverable
        return told
    return roles


def _said_first(draft: Draft, text: Words) -> Said:
    """What the words say, or the first line of the section that names anybody."""
    said = read_clauses(text, draft.doers)
    if said.anyone():
        return said
    further = (read_clauses(words, ()) for words in draft.further)
    return next((one for one in further if one.anyone()), said)


def _introduced(draft: Draft, said: Said) -> Said:
    """What an item does not say itself, the line that introduces it says for all its items."""
    if draft.introduction is None:
        return said
    silent = said.from_heading and not (said.lead or said.support or said.overseers)
    above = read_clauses(draft.introduction, draft.doers)
    if (silent or not said.anyone()) and (above.lead or above.support):
        return above
    if not said.overseers:
        said.overseers = above.overseers
    return said


def read_labelled(labels: list[tuple[Labelled, Words]]) -> Roles:
    """What a block of assignment lines says."""
    lead: list[UnitMention] = []
    execute: list[UnitMention] = []
    support: list[UnitMention] = []
    overseers: list[OverseerMention] = []
    deliverable: Quote | None = None
    for label, value in labels:
        if names_nobody(value.text):
            continue
        if label.attribute is Attribute.RESULT:
            deliverable = deliverable or value.quote(label.rule)
        elif label.attribute is Attribute.OVERSEE:
            overseers.extend(mention_overseer(span, label.rule) for span in split_persons(value))
        elif label.attribute is Attribute.SUPPORT:
            support.extend(_mentions(split_units(value), label.rule))
        elif label.attribute in (Attribute.LEAD, Attribute.EXECUTE):
            first, second = _directed(value)
            if (said := _told_within(first, label.attribute)) is not None:
                lead.extend(_mentions(said.lead, label.rule))
                execute.extend(_mentions(said.execute, label.rule))
                support.extend(_mentions(said.support, label.rule))
                overseers.extend(mention_overseer(one, label.rule) for one in said.overseers)
                continue
            target = lead if label.attribute is Attribute.LEAD else execute
            target.extend(_mentions(split_units(first), label.rule))
            if second is not None:
                execute.extend(_mentions(split_units(second), label.rule))
    return Roles(_once(lead), _once(execute), _once(support), tuple(overseers), deliverable)


def _told_within(value: Words, attribute: Attribute) -> Said | None:
    """ "Đơn vị thực hiện: A chủ trì, phối hợp với B": the value itself says who does what."""
    if marked := _marked_units(value):
        return marked
    if persons := [one for _, _, charged in charged_persons(value) for one in charged]:
        return Said(overseers=persons)
    if _LEADS_WITHIN.search(value.text) is not None:
        said = read_clauses(value, ())
        return said if said.lead else None
    return _each_with_work(value) if attribute is Attribute.EXECUTE else None


_MARK = re.compile(
    r" ?\((?P<role>chủ trì|chịu trách nhiệm chính|phối hợp|tham gia)\)", re.IGNORECASE
)


def _marked_units(value: Words) -> Said | None:
    """ "Phòng A (chủ trì), các thôn": whoever is not marked to lead supports."""
    lead: list[UnitSpan] = []
    support: list[UnitSpan] = []
    start = 0
    for mark in _MARK.finditer(value.text):
        units = list(split_units(value.cut(start, mark.start()).strip(" ,;.-")))
        led = mark["role"].lower().startswith("ch")
        support += units[:-1] if led else units
        lead += units[-1:] if led else []
        start = mark.end()
    if not lead:
        return None
    support += split_units(value.cut(start).strip(" ,;.-"))
    return Said(lead=lead, support=support, lead_rule="marked", support_rule="marked")


_SHORTEST_WORK = 20


def _each_with_work(value: Words) -> Said | None:
    """ "Cơ quan thực hiện: A tiến hành rà soát …; B rà soát …": bodies, each with its work."""
    clauses: list[Words] = []
    start = 0
    for gap in [*re.finditer("; ", value.text), None]:
        clauses.append(value.cut(start, gap.start() if gap else None))
        start = gap.end() if gap else start
    units: list[UnitSpan] = []
    for clause in clauses:
        subject = find_subject(clause)
        if subject is None or len(clause.text) - subject.predicate < _SHORTEST_WORK:
            return None
        units.extend(subject.units)
    if any(is_person(unit.name) for unit in units):
        return None
    return Said(execute=units, execute_rule="subject")


def _directed(value: Words) -> tuple[Words, Words | None]:
    """ "Đề nghị X chỉ đạo Y thực hiện": X leads and Y does."""
    found = _DIRECTS.search(value.text)
    if found is None:
        return value, None
    return value.cut(0, found.start()), value.cut(found.end())


def mention_unit(
    span: UnitSpan, rule: str, inherited_from: str | None = None, confidence: float = PRINTED
) -> UnitMention:
    """A unit with its words and the rule that took it."""
    collective = span.collective or is_class(span.name)
    sure = min(confidence, BY_FORM) if collective else confidence
    quote = span.words.quote(rule, sure, inherited_from)
    person = _named_person(span)
    return UnitMention(
        span.name,
        collective,
        quote,
        person.name if person else None,
        person.position if person else None,
    )


def _named_person(span: UnitSpan) -> PersonSpan | None:
    """The person whom an entry names; an office without a name is none."""
    if not is_person(span.words.text):
        return None
    person = read_person(span.words)
    return person if person is not None and person.name is not None else None


def _mentions(spans: Iterable[UnitSpan], rule: str) -> list[UnitMention]:
    return [mention_unit(span, rule) for span in spans if span.name]


def mention_overseer(span: PersonSpan, rule: str) -> OverseerMention:
    """A leader with the words that name one."""
    return OverseerMention(
        span.name, span.position, span.unit, span.words.quote(rule, _SURE.get(rule, PRINTED))
    )


# What only the form of a sentence says, or only the heading over it; set phrases are sure.
_SURE = {
    "subject": BY_FORM,
    "second-subject": BY_FORM,
    "opens-with-support": BY_FORM,
    "oversees-clause": BY_FORM,
    "unit-heading": BY_PLACE,
}


def _task_confidence(draft: Draft) -> float:
    """A mark or an assignment line makes an item; a paragraph of a guessed section is a guess."""
    if draft.labels:
        return PRINTED
    if any(above.role_rule == "no-role" for above in (draft.node, *draft.node.ancestors())):
        return BY_PLACE
    return BY_FORM if draft.node.kind in (Kind.PROSE, Kind.INTRO) else PRINTED


def _from_clauses(said: Said, draft: Draft) -> Roles:
    above = draft.doers_from if draft.doers else None
    heading = {id(unit) for unit in draft.doers}

    def mention(unit: UnitSpan, rule: str) -> UnitMention:
        inherited = id(unit) in heading and _outside(unit, draft)
        sure = _SURE.get(rule, PRINTED)
        return mention_unit(
            unit, rule, above if inherited else None, min(sure, BY_FORM) if inherited else sure
        )

    def mentions(units: list[UnitSpan], rule: str) -> tuple[UnitMention, ...]:
        return _once(mention(unit, rule) for unit in units)

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
