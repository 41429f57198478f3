"""Search (tìm kiếm): everything where each word begins a word, accents or not, best first.

Ranked: 0 a whole name or number, 1 one that begins with the words, 2 the words in a row, 3 the
words anywhere; then documents, units, people, offices, places, tasks, targets,
duties, phases; then the fewest words around, in the
first name or number that has the first word; then the id.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from graph_schema.identity import OFFICE_WORDS
from graph_schema.labels import Label
from graph_schema.vietnamese import search_key
from queries.given import Binder, Given
from queries.names import word_starts, words
from queries.paging import Key, Order

_KINDS: tuple[Label, ...] = (
    Label.DOCUMENT,
    Label.UNIT,
    Label.PERSON,
    Label.POSITION,
    Label.PLACE,
    Label.TASK,
    Label.TARGET,
    Label.REPORT_DUTY,
    Label.PHASE,
)
# An office is kept abbreviated; its title is sought in either way.
_OFFICE = reduce(
    lambda text, words: f"replace({text}, '{words[1]}', '{words[0]}')", OFFICE_WORDS, "{m}.search"
)
_TEXTS = {Label.POSITION: "{m}.search + '|' + " + _OFFICE}
_TEXT = "{m}.search"
# Names of a unit stand between bars, a document's number and title between bars and spaces.
_RANK = (
    "CASE WHEN {bars} CONTAINS ('|' + {key} + '|') THEN 0 "
    "WHEN {bars} CONTAINS ('|' + {key} + ' ') THEN 1 "
    "WHEN {spaced} CONTAINS (' ' + {key} + ' ') THEN 2 ELSE 3 END"
)
_HOLDS = "ALL(word IN {words} WHERE (' ' + {text}) CONTAINS word)"
_HOLDS_IN_NAMES = "ALL(word IN {words} WHERE (' ' + replace({text}, '|', ' ')) CONTAINS word)"
_BARRED = frozenset({Label.UNIT, Label.POSITION})
_EACH = "MATCH ({m}:{label}) WHERE {holds} RETURN {m}, {place} AS {kind}, {text} AS {t}"
_COUNT = "COUNT {{ MATCH ({m}:{label}) WHERE {holds} }}"
_FOUND = "CALL () {{ {each} }} WITH {m}, {kind}, {rank_of} AS {rank}, {around_of} AS {around}"
# Cut at the most that a cursor may hold: what is longer is no name.
_AROUND = (
    "head([s IN [size(split(head([x IN split({split}, '|') WHERE (' ' + x) CONTAINS {begin}]), "
    "' '))] | CASE WHEN s < {most} THEN s ELSE {most} END])"
)
_MOST = 99
_NAMES = "replace({t}, ' | ', '|')"
_SHOWN = (
    "[[{m}.symbol, {m}.full_title, {m}.title, {m}.full_name, {m}.name, {m}.text, {m}.metric, "
    "CASE WHEN {m}:ReportDuty THEN {m}.quote END, {m}.by_text, {m}.to_text, {m}.via_text] "
    f"+ coalesce({{m}}.aliases, []), CASE WHEN {{m}}:Position THEN {_TEXTS[Label.POSITION]} "
    f"ELSE {_TEXT} END]"
)
_MARKS = " .,;:…“”\"'()[]"
_SPACED = "(' ' + replace({t}, '|', ' | ') + ' ')"
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
    names = {**names, "t": binder.name("t")}
    seen = "".join(f" AND {held}" for held in binder.sight.of(names["m"]))
    texts = [_TEXTS.get(label, _TEXT).format(**names) for label in _KINDS]
    held = [
        (_HOLDS_IN_NAMES if label in _BARRED else _HOLDS).format(words=begins, text=text) + seen
        for label, text in zip(_KINDS, texts, strict=True)
    ]
    each = " UNION ALL ".join(
        _EACH.format(label=label, holds=holds, place=place, text=text, **names)
        for place, (label, holds, text) in enumerate(zip(_KINDS, held, texts, strict=True))
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
