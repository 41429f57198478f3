"""Lines set with a space between the letters ("K Ế  H O Ạ C H") as the words they are."""

import re
from array import array

from loaders.line_kinds import DOCUMENT_KINDS
from loaders.passages import Passage

_SPACED = re.compile(r"[^\W\d_](?: [^\W\d_]){3,60}$")
_KINDS = {name.replace(" ", "").casefold(): name for name in DOCUMENT_KINDS}


def close_letters(passage: Passage) -> Passage:
    """The passage with its letters together again, tied to the source; others stay as they are.

    Words end where the space is wider than between letters; where all are of one width only the
    name of a kind of document can be told.
    """
    if not _SPACED.match(passage.text):
        return passage
    gaps = {
        index: passage.ends[index] - passage.starts[index]
        for index, letter in enumerate(passage.text)
        if letter == " "
    }
    narrow = min(gaps.values())
    ends = {index for index, width in gaps.items() if width > narrow} or _ends_of_kind(passage.text)
    if ends is None:
        return passage
    kept = [index for index, letter in enumerate(passage.text) if letter != " " or index in ends]
    return Passage(
        "".join(passage.text[index] for index in kept),
        "".join(passage.shown[index] for index in kept),
        array("i", (passage.starts[index] for index in kept)),
        array("i", (passage.ends[index] for index in kept)),
        passage.source,
        passage.line,
    )


def _ends_of_kind(text: str) -> set[int] | None:
    """Where the words of a kind end in its spaced letters: "K Ế H O Ạ C H" after the third."""
    name = _KINDS.get(text.replace(" ", "").casefold())
    if name is None:
        return None
    letters = [len(name[:index].replace(" ", "")) for index, sign in enumerate(name) if sign == " "]
    return {2 * count - 1 for count in letters}
