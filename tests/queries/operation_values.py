"""What generated operations ask with: ids, names, words, days: of the graph, or nearly."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.queries.oracle_graph import Graph

Draw = st.DrawFn
_KINDS = {
    "plan": "Plan",
    "person": "Person",
    "unit": "Unit",
    "document": "Document",
    "issuerid": "Unit",
}
_NAMED = {
    "name": ("Unit", "Person"),
    "place": ("Place",),
    "position": ("Position",),
    "issuer": ("Unit",),
    "unit": ("Unit",),
}
_TITLES = {"Position": "full_title", "Place": "full_name"}
_DAYS = (
    "0001-01-01",
    "2010-05-25",
    "2026-06-01",
    "2026-06-30",
    "2026-12-31",
    "2026-09-15",
    "9999-12-31",
)
_WORDS = ("đường", "Trồng", "hộ dân", "xa", "KẾ HOẠCH", "ubnd", "kinh tế")


@dataclass(frozen=True, slots=True)
class Pool:
    """Values to draw from."""

    graph: Graph
    ids: Mapping[str, list[str]]
    words: Mapping[str, list[str]]


def pool_of(graph: Graph) -> Pool:
    """Everything that can be asked for by name or id."""
    labels = {label for thing in graph.things.values() for label in thing.labels}
    ids = {label: sorted(thing.id for thing in graph.of(label)) for label in labels}
    words = {
        hint: sorted(
            {w for label in named for w in _values(graph, label, _TITLES.get(label, "name"))}
        )
        for hint, named in _NAMED.items()
    }
    texts = [t for label in ("Task", "Target", "Document") for t in graph.of(label)]
    words["text"] = sorted({str(t.values.get("search", "đường")) for t in texts})
    words["symbol"] = _values(graph, "Document", "symbol")
    words["directive"] = [*words["symbol"], *ids["Document"]]
    words["within"] = words["place"]
    words["kind"] = _values(graph, "Document", "kind")
    words["unit kind"] = _values(graph, "Unit", "kind")
    words["by"] = _values(graph, "Change", "by")
    words["action"] = _values(graph, "Change", "action")
    words["author"] = _values(graph, "Correction", "author") or ["ai"]
    return Pool(graph, ids, words)


def _values(graph: Graph, label: str, name: str) -> list[str]:
    return sorted({str(t.values[name]) for t in graph.of(label) if name in t.values})


def draw_id(draw: Draw, pool: Pool, hint: str) -> str:
    """An id of the kind that is asked for, or of any other, or of nothing."""
    known = pool.ids.get(_KINDS.get(hint.lower(), hint), [])
    every = sorted(pool.graph.things)
    return draw(st.sampled_from(draw(st.sampled_from([known or every, every, ["nobody"]]))))


def draw_day(draw: Draw) -> str:
    """A day, mostly one near those of the plans."""
    return draw(st.sampled_from(_DAYS))


def draw_words(draw: Draw, pool: Pool, hint: str, blank: bool) -> str:
    """Words as people type them: whole or a part, with or without accents, in any case."""
    if blank and draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(["", "  "]))
    known = pool.words.get(hint, [])
    text = draw(st.sampled_from([*known, *_WORDS] if known else _WORDS))
    if draw(st.booleans()):
        pieces = text.split()
        begin = draw(st.integers(0, len(pieces) - 1))
        text = " ".join(pieces[begin : begin + draw(st.integers(1, 3))])
    how = draw(st.sampled_from(["as is", "upper", "bare", "spaced"]))
    if how == "bare":
        text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    changed = {"upper": text.upper(), "spaced": f"  {text}  "}.get(how, text)
    return changed if any(letter.isalnum() for letter in changed) else "đường"
