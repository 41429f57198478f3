"""Kinds of lines: what each printed line is, told by its first characters.

The table of rows is the whole truth; a line that no row takes is prose.
"""

from dataclasses import dataclass

from loaders.line_kinds import BULLETS, DOCUMENT_KINDS, HEADINGS, NUMBERED, Kind
from loaders.line_rules import LINES
from loaders.passages import Passage, Words
from loaders.rules import Stand

__all__ = [
    "BULLETS",
    "DOCUMENT_KINDS",
    "HEADINGS",
    "LINES",
    "NUMBERED",
    "Kind",
    "KindLine",
    "kind_of",
]

PROSE_RULE = "prose"


@dataclass(frozen=True, slots=True, eq=False)
class KindLine:
    """A passage, its kind, and its words without the mark in front."""

    kind: Kind
    rule: str
    label: str
    """The mark itself: "II", "1.2", "a", "-"."""
    passage: Passage
    head: Words
    stand: Stand


def kind_of(passage: Passage, stand: Stand) -> KindLine:
    """The one kind of a line."""
    if passage.line.footnote:
        return KindLine(Kind.FOOTNOTE, "footnote-style", "", passage, passage.words(), stand)
    if passage.cell is not None and stand in (Stand.BODY, Stand.TAIL):
        return KindLine(Kind.TABLE_CELL, "table-cell", "", passage, passage.words(), stand)
    found = LINES.first(passage.text, stand)
    if found is None:
        return KindLine(Kind.PROSE, PROSE_RULE, "", passage, passage.words(), stand)
    label = found.match[0].strip(" .)(-–:/*,;") or found.match[0].strip()
    head = passage.words(found.match.end())
    return KindLine(found.yields, found.rule.name, label, passage, head, stand)
