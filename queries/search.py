"""Search (tìm kiếm): everything where each word begins a word, accents or not, best first.

Ranked: 0 a whole name or number, 1 one that begins with the words, 2 the words in a row, 3 the
words anywhere; then documents, units, people, tasks, targets; then the id.
"""

from collections.abc import Mapping

from graph_schema.labels import Label
from queries.given import Binder, Given
from queries.names import word_starts, words
from queries.paging import Key, Order

_KINDS: tuple[Label, ...] = (
    Label.DOCUMENT,
    Label.UNIT,
    Label.PERSON,
    Label.TASK,
    Label.TARGET,
)
# Names of a unit stand between bars, a document's number and title between bars and spaces.
_RANK = (
    "CASE WHEN {bars} CONTAINS ('|' + {key} + '|') THEN 0 "
    "WHEN {bars} CONTAINS ('|' + {key} + ' ') THEN 1 "
    "WHEN {spaced} CONTAINS (' ' + {key} + ' ') THEN 2 ELSE 3 END"
)
_HOLDS = "ALL(word IN {words} WHERE (' ' + {m}.search) CONTAINS word)"
_HOLDS_IN_NAMES = "ALL(word IN {words} WHERE (' ' + replace({m}.search, '|', ' ')) CONTAINS word)"
_EACH = "MATCH ({m}:{label}) WHERE {holds} RETURN {m}, {place} AS {kind}"
_COUNT = "COUNT {{ MATCH ({m}:{label}) WHERE {holds} }}"
_FOUND = "CALL () {{ {each} }} WITH {m}, {kind}, {rank_of} AS {rank}"
_SPACED = "(' ' + replace({m}.search, '|', ' | ') + ' ')"
_BARS = "('|' + replace({m}.search, ' | ', '|') + '|')"


def search_order(names: Mapping[str, str]) -> Order:
    """The order of what is found; ``names`` says how rank and kind are called."""
    return Order(
        "SEARCH",
        (
            Key(names["rank"], number=True),
            Key(names["kind"], number=True),
            Key("@.id"),
        ),
    )


def found(binder: Binder, text: Given, names: Mapping[str, str]) -> tuple[str, str]:
    """The part that finds and ranks every node, and the expression that counts them."""
    begins = binder.bind(text, word_starts)
    key = binder.bind(text, lambda value: " ".join(words(value)))
    held = [
        (_HOLDS_IN_NAMES if label is Label.UNIT else _HOLDS).format(words=begins, m=names["m"])
        for label in _KINDS
    ]
    each = " UNION ALL ".join(
        _EACH.format(label=label, holds=holds, place=place, **names)
        for place, (label, holds) in enumerate(zip(_KINDS, held, strict=True))
    )
    count = " + ".join(
        _COUNT.format(label=label, holds=holds, **names)
        for label, holds in zip(_KINDS, held, strict=True)
    )
    bars, spaced = _BARS.format(**names), _SPACED.format(**names)
    rank = _RANK.format(bars=bars, spaced=spaced, key=key, **names)
    return _FOUND.format(each=each, rank_of=rank, **names), count
