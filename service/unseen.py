"""Letters that nobody sees and that make other letters look otherwise: shown as what they are.

A document may hold any: an override of direction turns "1.000" into "000.1" before the reader's
eyes, an escape steers a terminal, a zero-width letter hides in a name.
"""

import re
from html import escape

_UNSEEN = re.compile(
    "([\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff])"
)


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def printable(text: str) -> str:
    """The text for a terminal, each such letter as its number: ⟦U+202E⟧."""
    return _UNSEEN.sub(lambda found: f"⟦{_code(found[0])}⟧", text)


def in_ascii(json: bytes) -> bytes:
    r"""The same JSON, each such letter written as ``\u202e``."""
    return _UNSEEN.sub(_escaped, json.decode("utf-8")).encode("utf-8")


def _escaped(found: "re.Match[str]") -> str:
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def as_html(words: str) -> str:
    """Words that stay words: nothing of a document is ever markup, and none of it is lost.

    An unseen letter stands alone in an element that its effect cannot leave and whose number the
    style sheet prints. A parser of HTML would turn a bare carriage return into a line feed, and has
    no way to write the character zero, which stands as its picture.
    """
    pieces = _UNSEEN.split(words)
    return "".join(map(_piece, pieces))


def _piece(words: str) -> str:
    if words == "\r":
        return "&#13;"
    if not _UNSEEN.fullmatch(words):
        return escape(words)
    letter = "\u2400" if words == "\0" else words
    return f'<bdi class="unseen" data-code="{_code(words)}">{letter}</bdi>'
