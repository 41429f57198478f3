"""Whether two names may well be of one unit: what a person merges by mistake is told."""

from difflib import SequenceMatcher

from graph_schema.vietnamese import search_key

_ALIKE = 0.6


def are_alike(first: str, second: str) -> bool:
    """One name within the other, its initials ("VH-XH"), or nearly its letters."""
    one, two = search_key(first).split(), search_key(second).split()
    if not one or not two or set(one) <= set(two) or set(two) <= set(one):
        return True
    return (
        _abbreviates(one, two)
        or _abbreviates(two, one)
        or SequenceMatcher(None, " ".join(one), " ".join(two)).ratio() >= _ALIKE
    )


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether every word of the short name is one of the long name or initials of some in a row."""
    initials = "".join(word[0] for word in long)
    own = [word for word in short if word not in long]
    return bool(own) and all(len(word) > 1 and word in initials for word in own)
