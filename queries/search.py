"""Search (tìm kiếm): everything where each word begins a word, accents or not, best first.

Ranked: 0 a whole name or number, 1 one that begins with the words, 2 the words in a row, 3 the
words anywhere; then documents, units, people, tasks, targets; then the fewest words around, in the
first name or number that has the first word; then the id.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph_schema.labels import Label
from graph_schema.vietnamese import search_key
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
_FOUND = "CALL () {{ {each} }} WITH {m}, {kind}, {rank_of} AS {rank}, {around_of} AS {around}"
# Cut at the most that a cursor may hold: what is longer is no name.
_AROUND = (
    "head([s IN [size(split(head([x IN split({split}, '|') WHERE (' ' + x) CONTAINS {begin}]), "
    "' '))] | CASE WHEN s < {most} THEN s ELSE {most} END])"
)
_MOST = 99
_NAMES = "replace({m}.search, ' | ', '|')"
_SHOWN = (
    "[[{m}.symbol, {m}.title, {m}.name, {m}.text, {m}.metric] + coalesce({m}.aliases, []), "
    "{m}.search]"
)
_MARKS = " .,;:…“”\"'()[]"
_SPACED = "(' ' + replace({m}.search, '|', ' | ') + ' ')"
_BARS = f"('|' + {_NAMES} + '|')"


def search_order(names: Mapping[str, str]) -> Order:
    """The order of what is found; ``names`` says how rank, words around and kind are called."""
    return Order(
        "SEARCH",
        (
            Key(names["rank"], number=True),
            Key(names["kind"], number=True),
            Key(names["around"], number=True),
            Key("@.id"),
        ),
    )


def found(binder: Binder, text: Given, names: Mapping[str, str]) -> tuple[str, str, str]:
    """The part that finds and ranks every node, the expression that counts them, the words."""
    begins = binder.bind(text, word_starts)
    key = binder.bind(text, lambda value: " ".join(words(value)))
    seen = "".join(f" AND {held}" for held in binder.sight.of(names["m"]))
    held = [
        (_HOLDS_IN_NAMES if label is Label.UNIT else _HOLDS).format(words=begins, m=names["m"])
        + seen
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
    first = binder.bind(text, lambda value: word_starts(value)[0])
    around = _AROUND.format(split=_NAMES.format(**names), begin=first, most=_MOST)
    return _FOUND.format(each=each, rank_of=rank, around_of=around, **names), count, begins


def shown(m: str) -> str:
    """The words that what was found shows of itself, and those by which it was found, folded."""
    return _SHOWN.format(m=m)


def matched(held: tuple[Sequence[str | None], str], begins: Iterable[str]) -> list[str]:
    """The words that begin so, each once: as they are written, or folded where nothing shows them.

    What shows no word as written: the issuer of a document.
    """
    written, folded = held
    starts = tuple(begin.strip() for begin in begins)
    found: dict[str, str] = {}
    seen: set[str] = set()
    for word in " ".join(text for text in written if text).split():
        parts = {part for part in search_key(word).split() if part.startswith(starts)}
        if parts:
            found.setdefault(word.strip(_MARKS).casefold(), word.strip(_MARKS))
            seen |= parts
    hidden = (
        word
        for word in folded.replace("|", " ").split()
        if word.startswith(starts) and word not in seen
    )
    return list(dict.fromkeys([*found.values(), *hidden]))
