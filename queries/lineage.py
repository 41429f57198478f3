"""Directives up and down (văn bản chỉ đạo): what a document rests on, and what rests on it."""

from collections.abc import Mapping

from queries.given import Given

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

# One step along the line: every document not yet seen, once; of equal ways, one that implements.
_STEP = """
COLLECT {{
UNWIND {s}front{before} AS {s}x
MATCH ({s}x){left}-[{s}e:{kinds}]-{right}({s}y:Document)
WHERE NOT {s}y.id IN {s}seen{before}
WITH {s}x, {s}y, {s}e ORDER BY type({s}e) DESC, {s}x.id, coalesce({s}e.start, 0)
WITH {s}y, collect({s}e)[0] AS {s}e
RETURN [{s}y, {s}e, {depth}] LIMIT {most} }}
"""
_LEVEL = """
WITH {s}links{before}, {s}seen{before}, {s}front{before}, {step} AS {s}new
WITH {s}links{before} + {s}new AS {s}links{depth},
{s}seen{before} + [{s}l IN {s}new | {s}l[0].id] AS {s}seen{depth},
[{s}l IN {s}new | {s}l[0]] AS {s}front{depth}
"""
_START = "WITH [] AS {s}links0, [{n}.id] AS {s}seen0, [{n}] AS {s}front0"
_LINKS = """
UNWIND {s}links{depth} AS {s}l
WITH {s}l[0] AS {m}, {s}l[1] AS {r}, {s}l[2] AS {d}
ORDER BY {d}, {m}.issued_key DESC, {m}.id LIMIT {most}
"""


def links(up: bool, arguments: Mapping[str, Given], names: Mapping[str, str]) -> str:
    """The statement part that finds them; ``names`` says how node, steps and depth are called.

    It goes level by level and meets each document once, by its shortest way: the ways themselves
    are too many to follow where many documents cite one another.
    """
    chosen = arguments["relation"].value if "relation" in arguments else None
    kinds = [RELATIONS[str(kind)] for kind in chosen] if isinstance(chosen, list) else BY_DEFAULT
    transitive = "transitive" in arguments and arguments["transitive"].value is True
    more: dict[str, object] = {
        "left": "" if up else "<",
        "right": ">" if up else "",
        "kinds": "|".join(dict.fromkeys(kinds)) or "|".join(BY_DEFAULT),
        "most": MAX_LINKS,
        **names,
    }
    deepest = MAX_DEPTH if transitive else 1
    text = [_START.format(**more)]
    for depth in range(1, deepest + 1):
        at = {**more, "depth": depth, "before": depth - 1}
        text.append(_LEVEL.format(step=_STEP.format(**at).strip(), **at).strip())
    text.append(_LINKS.format(depth=deepest, **more).strip())
    return "\n".join(text)
