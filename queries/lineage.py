"""Directives up and down (văn bản chỉ đạo): what a document rests on, and what rests on it."""

from collections.abc import Mapping

from queries.given import Given
from queries.sight import Sight

RELATIONS = {
    "IMPLEMENTS": "IMPLEMENTS",
    "CITES": "CITES",
    "AMENDS": "AMENDS",
    "REPLACES": "REPLACES",
}
BY_DEFAULT = ("IMPLEMENTS", "CITES")
MAX_DEPTH = 8
"""Nation, province, commune, and what each rests on: real chains are shorter."""
MAX_LINKS = 500

# Every document along the line once, by its shortest way; of equal ways, one that implements.
# Going level by level would bound the ways of a dense graph, but a cold Neo4j plans that text for
# longer than a user waits (12 s, 2026.08.1): a graph too dense ends in the deadline's own error.
_LINKS = """
MATCH ({n}){left}-[{s}:{kinds}*1..{depth}]-{right}({m}:Document)
WHERE {m}.id <> {n}.id{seen}
WITH {m}, {s} ORDER BY size({s}), type(last({s})) DESC, coalesce(last({s}).start, 0)
WITH {m}, collect({s})[0] AS {s}
WITH {m}, size({s}) AS {d}, {s}[size({s}) - 1] AS {r}
ORDER BY {d}, {m}.issued_key DESC, {m}.id LIMIT {most}
"""


def links(up: bool, arguments: Mapping[str, Given], names: Mapping[str, str], sight: Sight) -> str:
    """The statement part that finds them; ``names`` says how node, steps and depth are called.

    A step is hidden with the document that says it: no way leads through a hidden one.
    """
    chosen = arguments["relation"].value if "relation" in arguments else None
    kinds = [RELATIONS[str(kind)] for kind in chosen] if isinstance(chosen, list) else BY_DEFAULT
    transitive = "transitive" in arguments and arguments["transitive"].value is True
    return _LINKS.format(
        left="" if up else "<",
        right=">" if up else "",
        kinds="|".join(dict.fromkeys(kinds)) or "|".join(BY_DEFAULT),
        depth=MAX_DEPTH if transitive else 1,
        most=MAX_LINKS,
        seen="".join(f" AND {held}" for held in _seen(names, sight)),
        **names,
    ).strip()


def _seen(names: Mapping[str, str], sight: Sight) -> tuple[str, ...]:
    return (*sight.of(names["m"]), *sight.all_of(names["s"]))
