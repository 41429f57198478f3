"""Names as people type them: with or without accents, long or abbreviated, whole words.

Names of a node stand folded in ``search``, one after another between bars.
"""

from graph_schema.errors import BadQuestion
from graph_schema.identity import OFFICE_WORDS, office_key
from graph_schema.vietnamese import search_key
from queries.caps import shorten
from queries.given import Binder, Given

LAST_LETTER = "\uffff"
_HOLDS = "ANY(key IN {keys} WHERE (' ' + replace({node}.search, '|', ' | ') + ' ') CONTAINS key)"
_BEGINS = "ANY(key IN {keys} WHERE ('|' + replace({node}.search, '|', ' |') + ' ') CONTAINS key)"
_TITLED = "{node}.search >= {low} AND {node}.search < {high}"


def has_name(binder: Binder, given: Given, node: str) -> str:
    """One of the node's names holds these words."""
    keys = binder.bind(given, lambda text: [f" {form} " for form in _forms(text)], [])
    return _HOLDS.format(keys=keys, node=node)


def is_named(binder: Binder, given: Given, node: str) -> str:
    """One of the node's names begins with these words: "Phòng X" is not "Văn phòng X"."""
    keys = binder.bind(given, lambda text: [f"|{form} " for form in _forms(text)], [])
    return _BEGINS.format(keys=keys, node=node)


def has_title(binder: Binder, given: Given, position: str) -> str:
    """The office's title begins so; bounded at both ends, as an index wants it."""
    low = binder.bind(given, _title)
    high = binder.bind(given, lambda text: f"{_title(text)}{LAST_LETTER}")
    return _TITLED.format(node=position, low=low, high=high)


def word_starts(text: object) -> list[str]:
    """How each word of a text begins where it stands: after a space; at least one."""
    return [f" {word}" for word in words(text)]


def words(text: object) -> list[str]:
    """Every word of a text, folded; at least one."""
    return _letters(text, search_key(str(text))).split()


def _forms(text: object) -> tuple[str, ...]:
    """A name folded, in each way that common bodies are written."""
    key = _letters(text, search_key(str(text)))
    short = office_key(key)
    long = short
    for full, abbreviation in OFFICE_WORDS:
        long = long.replace(abbreviation, full)
    return tuple(dict.fromkeys((key, short, long)))


def _title(text: object) -> str:
    return _letters(text, office_key(str(text)))


def _letters(text: object, key: str) -> str:
    if not key:
        raise BadQuestion(
            f"“{shorten(str(text))}” không có chữ nào để tìm: hãy nhập ít nhất một từ. "
            "(There are no letters to search for.)"
        )
    return key
