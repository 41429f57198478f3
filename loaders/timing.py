"""Timing: by when and how often a task is due: its own line, its words, or its heading."""

import re
from dataclasses import dataclass, replace

from graph_schema.model import Quote
from graph_schema.periods import Period
from loaders.citations import find_citations
from loaders.clauses import read_clauses
from loaders.dates import read_time_value
from loaders.deadlines import Deadline, find_deadline, find_task_recurrence, leading_time
from loaders.drafts import Draft
from loaders.kinds import HEADINGS
from loaders.labels import ROLE_ATTRIBUTES, Attribute, Labelled
from loaders.outline import Node
from loaders.passages import Words
from loaders.phases import phase_time
from loaders.rules import BY_FORM, BY_PLACE, LONGEST
from loaders.sections import is_attribute, is_title, own_labels

_STRONG = frozenset({"finished-in", "no-later-than", "leading"})


@dataclass(frozen=True, slots=True)
class Timing:
    """By when and how often, with the words that say it."""

    due: Period | None = None
    due_quote: Quote | None = None
    recurs: str | None = None
    recurs_quote: Quote | None = None


def read_timing(draft: Draft, masked: list[Words], once: list[Words]) -> Timing:
    """The item's own time line, its words, else the nearest heading that prints a time."""
    lines = [(label, value) for label, value in draft.labels if label.attribute is Attribute.DUE]
    if lines:
        return _from_lines(lines)
    labelled = any(label.attribute in ROLE_ATTRIBUTES for label, _ in draft.labels)
    own = _from_words(draft, masked, labelled)
    if own.due is None and once:
        shown = {id(words) for words in once}
        rest = [words for words in masked if id(words) not in shown]
        closing = _from_words(draft, rest, labelled)
        own = replace(own, due=closing.due, due_quote=closing.due_quote)
    if own.due is None and not labelled:
        own = _from_further(draft, masked, own)
    if own.due is not None:
        return own
    above = heading_time(draft.node)
    return Timing(
        above.due,
        above.due_quote,
        own.recurs or above.recurs,
        own.recurs_quote or above.recurs_quote,
    )


# "Theo kế hoạch công tác hằng năm": the period is the plan's, not the work's.
_BY_PLAN = re.compile(
    r"theo (?:các )?(?:kế hoạch|chương trình) [^;.]{2,90}? (?:hằng|hàng) (?:năm|quý|tháng)",
    re.IGNORECASE,
)


def _from_lines(lines: list[tuple[Labelled, Words]]) -> Timing:
    if len(lines) > 1 and len({id(value.passage) for _, value in lines}) > 1:
        text = "; ".join(value.text for _, value in lines)
        value = read_time_value(text)
        due = value.moment.period if value.moment else None
        return Timing(due, lines[0][1].quote(lines[0][0].rule) if due else None, value.recurs)
    label, words = lines[0]
    value = read_time_value(words.text)
    if _BY_PLAN.match(words.text):
        value = replace(value, recurs=None, recurs_span=None)
    return Timing(
        value.moment.period if value.moment else None,
        words.quote(label.rule),
        value.recurs,
        words.cut(*value.recurs_span).quote(label.rule) if value.recurs_span else None,
    )


def time_within(words: Words) -> Timing:
    """The deadline that the words of a row say for sure: "…, xong trước 30/6/2026"."""
    deadline = find_deadline(words.text, ())
    if deadline is None or deadline.rule not in _STRONG:
        return Timing()
    return Timing(Period.parse(deadline.code), _printed(words, deadline))


def _from_words(draft: Draft, masked: list[Words], labelled: bool) -> Timing:
    text = draft.text or draft.quote
    if len(text.text) > LONGEST:
        return Timing()
    hidden = _hidden(text, masked)
    deadline = find_deadline(text.text, hidden)
    if deadline is not None and labelled and not _sure(deadline, text.text):
        deadline = None
    if deadline is None and draft.sentence is not None:
        return _shared(draft.sentence, masked)
    if deadline is not None and (bracket := _bracket(text, deadline)):
        return bracket
    due = Period.parse(deadline.code) if deadline else None
    due_quote = _printed(text, deadline) if deadline else None
    recurrence = find_task_recurrence(text.text, _hidden(text, masked))
    set_off = recurrence is not None and recurrence.rule == "regularly"
    if recurrence is None or (labelled and recurrence.start > 0 and not set_off):
        return Timing(due, due_quote)
    words = text.cut(recurrence.start, recurrence.end)
    return Timing(due, due_quote, recurrence.text, words.quote(recurrence.rule))


_WITHIN_A_YEAR = re.compile(r"(?P<year>\d{4})-[\dQH][\d-]*(?:\.\.(?P=year)-\d\d)?")


def _sure(deadline: Deadline, text: str) -> bool:
    """Beside assignment lines without a time: a set phrase, or a month or so that ends the item."""
    ends = not text[deadline.end :].strip(" .;/") and deadline.rule == "within"
    return deadline.rule in _STRONG or (ends and bool(_WITHIN_A_YEAR.fullmatch(deadline.code)))


def _from_further(draft: Draft, masked: list[Words], own: Timing) -> Timing:
    """A line under the item that says by when for sure, in the sentence that gives the work."""
    for words in draft.further:
        deadline = find_deadline(words.text[:LONGEST], _hidden(words, masked))
        if deadline is not None and deadline.rule in _STRONG and read_clauses(words, ()).anyone():
            return replace(
                own, due=Period.parse(deadline.code), due_quote=_printed(words, deadline)
            )
    return own


def _printed(text: Words, deadline: Deadline) -> Quote:
    return text.cut(deadline.start, deadline.end).quote(deadline.rule, deadline.confidence)


def _shared(sentence: Words, masked: list[Words]) -> Timing:
    """The time at the head of a sentence governs its later clauses too."""
    deadline = find_deadline(sentence.text, _hidden(sentence, masked))
    if deadline is None or deadline.rule != "leading":
        return Timing()
    quote = _printed(sentence, deadline)
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


_WORK_GOES_ON = re.compile(r"[,;] (?:trình|báo cáo|hoàn thành|xong|chậm nhất|trước ngày) ")


def _hidden(text: Words, masked: list[Words]) -> list[tuple[int, int]]:
    """The parts of a text whose times belong to something else."""
    spans = [
        (max(0, words.start - text.start), min(len(text.text), words.end - text.start))
        for words in masked
        if words.passage is text.passage and words.end > text.start and words.start < text.end
    ]
    for citation in find_citations(text.passage):
        end = citation.words.end + (len(citation.title) + 12 if citation.title else 0)
        if last := _WORK_GOES_ON.search(text.passage.text, citation.words.end, end):
            end = last.start()
        if citation.words.start < text.end and end > text.start:
            start = max(citation.words.start - text.start, 0)
            spans.append((start, min(end - text.start, len(text.text))))
    return [(start, end) for start, end in spans if start < end]


def heading_time(node: Node) -> Timing:
    """The time of the nearest heading that prints one, or of its time line."""
    branch = node
    for above in node.ancestors():
        if above.line is None:
            break
        for child, opens in _time_lines(above):
            governs = child is not node and (opens or _stands_before(branch, child))
            if governs and (found := _time_line(child, above.ref)):
                return found
        branch = above
        headed = above.kind in HEADINGS and (is_title(above) or above.head.text.isupper())
        if moment := phase_time(above.head) or (leading_time(above.head) if headed else None):
            words = above.head.cut(moment.start, moment.end)
            return Timing(moment.period, words.quote("heading-time", BY_PLACE, above.ref))
    return Timing()


def _time_lines(above: Node) -> "list[tuple[Node, bool]]":
    """The children that tell a time under a heading, and whether they open it; looked for once."""
    if above.time_lines is None:
        content = False
        above.time_lines = []
        for child in above.children:
            if _time_line(child, above.ref):
                above.time_lines.append((child, not content))
            content = content or not is_attribute(child)
    return above.time_lines


def _stands_before(branch: Node, line: Node) -> bool:
    """A time line closes what stands before it and says nothing of what follows."""
    return branch.head.passage.start <= line.head.passage.start


def _time_line(node: Node, ref: str) -> Timing | None:
    """What a time line under a heading says to everything under that heading."""
    labels = own_labels(node)
    if not labels or labels[0].attribute is not Attribute.DUE:
        return None
    words = labels[0].value or (node.children[0].head if node.children else node.head)
    found = read_time_value(words.text)
    due = found.moment.period if found.moment else None
    if due is None and found.recurs is None:
        return None
    quote = words.quote(labels[0].rule, BY_FORM, ref)
    return Timing(due, quote if due else None, found.recurs, quote if found.recurs else None)
