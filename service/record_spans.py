"""A text with its marks as HTML: spans that overlap become elements that nest, line by line.

The text content of what comes out is the text itself, letter by letter; tags, page turns and line
numbers stand in attributes, which the style sheet prints.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from service.record_marks import Mark
from service.unseen import as_html, printable

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_SHOWN_TAGS = 3


@dataclass(slots=True)
class Span:
    """Words that marks of one kind share; ``entries`` are the numbers of those marks."""

    number: int
    start: int
    end: int
    kind: str
    unsure: bool = False
    entries: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def opening(self, first: bool) -> str:
        """The start tag; only the first piece of a span carries its tag and its id."""
        unsure = " low" if self.unsure else ""
        entries = " ".join(map(str, self.entries))
        head = ""
        if first:
            tags = list(dict.fromkeys(self.tags))
            shown = " ".join(tags[:_SHOWN_TAGS]) + (" …" if len(tags) > _SHOWN_TAGS else "")
            shown += " ?" if self.unsure else ""
            head = f' id="m{self.number}" tabindex="-1" data-tag="{escape(printable(shown))}"'
        kind = f"{self.kind}{unsure}"
        return f'<mark class="{kind}"{head} data-m="{self.number}" data-e="{entries}">'


class Spans:
    """The spans of a text while its marks are gathered."""

    def __init__(self, unsure_below: float) -> None:
        """Marks read less surely than this are shown as such."""
        self._unsure_below = unsure_below
        self._spans: dict[tuple[int, int, str], Span] = {}

    def add(self, mark: Mark, entry: int, tag: str) -> int | None:
        """The number of the span that a mark lies on; words that are none have no span."""
        quote = mark.quote
        if quote.start >= quote.end:
            return None
        key = (quote.start, quote.end, mark.kind.name)
        fresh = Span(len(self._spans), quote.start, quote.end, mark.kind.name)
        span = self._spans.setdefault(key, fresh)
        span.unsure = span.unsure or quote.confidence < self._unsure_below
        span.entries.append(entry)
        span.tags.append(tag)
        return span.number

    def in_order(self) -> list[Span]:
        """Spans as they open: the longer one around the shorter, else as they were met."""
        return sorted(self._spans.values(), key=lambda s: (s.start, -s.end, s.number))


def line_starts(text: str) -> list[int]:
    """Where each line begins; a line carries its own end."""
    return [0, *(match.end() for match in _LINE_END.finditer(text) if match.end() < len(text))]


def marked_text(
    text: str, spans: Iterable[Span], starts: list[int], pages: dict[int, int]
) -> Iterator[str]:
    """The text as lines of HTML; ``pages`` says which page begins with the line at a place."""
    ordered = list(spans)
    turns = sorted({*starts, len(text), *(s.start for s in ordered), *(s.end for s in ordered)})
    line_numbers = {start: number for number, start in enumerate(starts, 1)}
    stack: list[Span] = []
    begun: set[int] = set()
    upcoming = 0
    for here, there in zip(turns, [*turns[1:], len(text)], strict=True):
        yield from _close(stack, here)
        if here in line_numbers:
            yield "</mark>" * len(stack) + ("</div>" if here else "")
            if here in pages:
                yield f'<div class="page" data-page="{pages[here]}"></div>'
            number = line_numbers[here]
            yield f'<div class="line" id="L{number}" data-line="{number}">'
            yield "".join(span.opening(False) for span in stack)
        while upcoming < len(ordered) and ordered[upcoming].start == here:
            span = ordered[upcoming]
            upcoming += 1
            yield span.opening(span.number not in begun)
            begun.add(span.number)
            stack.append(span)
        yield as_html(text[here:there])
    yield "</mark>" * len(stack) + "</div>"


def _close(stack: list[Span], here: int) -> Iterator[str]:
    """End the spans that end here; those around which they lie crosswise are opened again."""
    ending = [index for index, span in enumerate(stack) if span.end <= here]
    if not ending:
        return
    above = stack[ending[0] :]
    del stack[ending[0] :]
    yield "</mark>" * len(above)
    for span in above:
        if span.end > here:
            yield span.opening(False)
            stack.append(span)
