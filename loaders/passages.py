"""Passages: a printed paragraph in the form that rules see, with the way back to the source.

Rules see NFC, one tone placement, single spaces and no markup; quotes are cut from the source. The
two forms are tied letter by letter, so that no rule ever computes an offset.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass

from graph_schema.model import Quote
from loaders.lines import Cell, Line

_BLANKS = r"\u00a0\u202f\u205f\u3000\u2000-\u200a"
_INVISIBLE = r"\u00ad\u200b-\u200f\ufeff"
_MARKS = r"\u0300-\u036f"
_SIGNS = r"*#\\<Ðð\u2011"
_ODD = re.compile(rf"[{_BLANKS}{_INVISIBLE}{_MARKS}{_SIGNS}\t\r\n\v\f]|  ")
_TOKEN = re.compile(
    r"(?P<tag></?[a-zA-Z][^<>\n]{0,120}>)"
    r"|\\(?P<escaped>[*_#.+()\[\]-])"
    r"|(?P<stars>\*{1,3})"
    r"|(?P<hashes>#{1,6})(?=\s)"
    rf"|(?P<space>[\s{_BLANKS}]+)"
    rf"|(?P<nothing>[{_INVISIBLE}]+)"
    rf"|(?P<marked>[^\s{_MARKS}][{_MARKS}]+)"
    rf"|(?P<plain>[^\s{_BLANKS}{_INVISIBLE}{_MARKS}{_SIGNS}]+(?![{_MARKS}]))"
    r"|(?P<other>.)",
    re.DOTALL,
)
_OTHERS = {"\u2011": "-", "Ð": "Đ", "ð": "đ"}
_BREAKING_TAG = re.compile(r"</?(?:li|ul|ol|p|br|div|tr|td|th)\b", re.IGNORECASE)


def _tone_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in "\u0300\u0301\u0309\u0303\u0323":
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    old = a + unicodedata.normalize("NFC", b + mark)
                    pairs[old] = unicodedata.normalize("NFC", a + mark) + b
    return pairs


_PAIRS = _tone_pairs()
_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_PAIRS) + r")(?!\w)")


def modern_tones(text: str) -> str:
    """The newer placement of tone marks ("ủy", "hòa"); never changes the length."""
    return _TONE.sub(lambda found: _PAIRS[found[0]], text)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One paragraph, healed, tied letter by letter to the source.

    ``text`` is what rules see, ``shown`` what people wrote; they are of one length.
    """

    text: str
    shown: str
    starts: "array[int] | range"
    ends: "array[int] | range"
    source: str
    line: Line
    """The line it begins with: its style and its table cell."""

    @property
    def cell(self) -> Cell | None:
        """Where in a table it stands, when it does."""
        return self.line.cell

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.starts[0] if self.text else self.line.start

    def words(self, start: int = 0, end: int | None = None) -> "Words":
        """A part of it without the space around."""
        end = len(self.text) if end is None else min(end, len(self.text))
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return Words(self, start, end)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A part of a passage: what every value is cut from."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """As rules see it."""
        return self.passage.text[self.start : self.end]

    @property
    def shown(self) -> str:
        """As the document writes it, healed."""
        return self.passage.shown[self.start : self.end]

    def __bool__(self) -> bool:
        """Whether any word is left."""
        return self.end > self.start

    def cut(self, start: int, end: int | None = None) -> "Words":
        """A part of this part; offsets count from its own beginning."""
        last = self.end if end is None else min(self.start + end, self.end)
        return self.passage.words(min(self.start + start, last), last)

    def strip(self, edges: str) -> "Words":
        """Without the given characters, and spaces, at both ends."""
        text, edges = self.text, edges + " "
        left = len(text) - len(text.lstrip(edges))
        right = len(text.rstrip(edges))
        return Words(self.passage, self.start + left, self.start + max(left, right))

    def quote(self, rule: str, confidence: float = 1.0, inherited_from: str | None = None) -> Quote:
        """Verbatim words of the source, and the rule that chose them."""
        passage = self.passage
        if not self:
            return Quote("", passage.start, passage.start, rule, confidence, passage.line.page)
        start, end = passage.starts[self.start], passage.ends[self.end - 1]
        text = passage.source[start:end]
        return Quote(text, start, end, rule, confidence, passage.line.page, inherited_from)


def read_line(line: Line, source: str) -> Passage:
    """A line in the form that rules see."""
    raw = line.text
    if not _ODD.search(raw) and unicodedata.is_normalized("NFC", raw):
        left, right = len(raw) - len(raw.lstrip()), len(raw.rstrip())
        shown = raw[left:right]
        first = line.start + left
        starts = range(first, first + len(shown))
        ends = range(first + 1, first + 1 + len(shown))
        return Passage(modern_tones(shown), shown, starts, ends, source, line)
    return _read_odd_line(line, source)


def _read_odd_line(line: Line, source: str) -> Passage:
    out: list[str] = []
    starts, ends = array("i"), array("i")
    for token in _TOKEN.finditer(line.text):
        letters = _letters(token, not out)
        if not letters or (letters == " " and (not out or out[-1].endswith(" "))):
            continue
        first, last = line.start + token.start(), line.start + token.end()
        if token["plain"]:
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
        else:
            starts.extend([first] * len(letters))
            ends.extend([last] * len(letters))
        out.append(letters)
    shown = "".join(out)
    if shown.endswith(" "):
        shown, starts, ends = shown[:-1], starts[:-1], ends[:-1]
    return Passage(modern_tones(shown), shown, starts, ends, source, line)


def _letters(token: re.Match[str], at_start: bool) -> str:
    """What a piece of a line is in the normal form; markup is nothing."""
    if token["plain"]:
        return token[0]
    if token["space"]:
        return " "
    if token["marked"]:
        return unicodedata.normalize("NFC", token[0])
    if token["escaped"]:
        return token["escaped"]
    if token["stars"]:
        bullet = at_start and token[0] == "*" and token.string[token.end() :][:1] in (" ", "\u00a0")
        return "*" if bullet else ""
    if token["tag"]:
        return " " if _BREAKING_TAG.match(token[0]) else ""
    if token["nothing"]:
        return ""
    if token["hashes"]:
        return "" if at_start else token[0]
    return _OTHERS.get(token[0], unicodedata.normalize("NFC", token[0]))


def join(parts: "list[Passage]", glue: str = " ") -> Passage:
    """Several lines as the one sentence that a page or a typist broke."""
    if len(parts) == 1:
        return parts[0]
    starts, ends = array("i"), array("i")
    for index, part in enumerate(parts):
        if index and glue:
            starts.append(ends[-1] if ends else part.start)
            ends.append(part.start)
        starts.extend(part.starts)
        ends.extend(part.ends)
    text = glue.join(part.text for part in parts)
    shown = glue.join(part.shown for part in parts)
    return Passage(text, shown, starts, ends, parts[0].source, parts[0].line)
