"""Two columns set on the same lines of plain text: a line cut at its wide gaps."""

import re

from loaders.kinds import KindLine
from loaders.passages import Words

_GAP = re.compile(r"(?<=\S)(?: {4,}|\t+ *)(?=\S)")


def columns_of(line: KindLine) -> list[Words]:
    """The words of a line, column by column; one piece where no wide gap stands in it."""
    words = line.passage.words()
    raw = line.passage.line.text.strip()
    counts = [len(piece.split()) for piece in _GAP.split(raw)]
    pieces = list(re.finditer(r"\S+", words.text))
    if len(counts) == 1 or line.passage.line.cell is not None or sum(counts) != len(pieces):
        return [words]
    found: list[Words] = []
    first = 0
    for count in counts:
        last = pieces[first + count - 1]
        found.append(words.cut(pieces[first].start(), last.end()))
        first += count
    return found
