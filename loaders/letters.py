"""Letters: the capital and small letters of Vietnamese as character classes for patterns.

``[A-ZÀ-Ỹ]`` would take half the small letters too: Unicode mixes both cases.
"""

import unicodedata


def _letters() -> tuple[str, str]:
    bases = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
    marks = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    small: list[str] = []
    for base in bases:
        for mark in marks if base in "aăâeêioôơuưy" else ("",):
            small.append(unicodedata.normalize("NFC", base + mark))
    return "".join(small), "".join(small).upper()


LOWER, UPPER = _letters()
"""Every small, every capital letter: to stand inside ``[...]``."""
