"""Chains (chuỗi trách nhiệm): every way from a document down to a unit, person, task or target.

A way goes from the document to those that rest on it, at any depth, to what one of these assigns,
and to who does or owns it; to an office also over whoever the same document says holds it. It is
looked for from its lower end, where fewer ways begin.
"""

from queries.given import Binder, Given
from queries.lineage import BY_DEFAULT, MAX_DEPTH
from queries.paths import where
from queries.responsibility import EVERY_ROLE

USUAL_WAYS = 50
_UP = f"-[:{'|'.join(BY_DEFAULT)}*0..{MAX_DEPTH}]->(:Document {{{{id: {{start}}}}}})"
_ROLES = "|".join(EVERY_ROLE)
_HELD = "(:Position {{id: {end}}})<-[{h}:HOLDS]-(:Person)"
_SAID_BY_ONE = "{h}.doc = {r}.doc"
_LOWER = (
    *(
        f"(:{label} {{{{id: {{end}}}}}})-[:{_ROLES}]->(:Task)<-[:HAS_TASK]-(:Document)"
        for label in ("Unit", "Person", "Position")
    ),
    *(
        f"(:{label} {{{{id: {{end}}}}}})-[:OWNS]->(:Target)<-[:HAS_TARGET]-(:Document)"
        for label in ("Unit", "Person", "Position")
    ),
    f"{_HELD}-[{{r}}:{_ROLES}]->(:Task)<-[:HAS_TASK]-(:Document)",
    f"{_HELD}-[{{r}}:OWNS]->(:Target)<-[:HAS_TARGET]-(:Document)",
    "(:Task {{id: {end}}})<-[:HAS_TASK]-(:Document)",
    "(:Target {{id: {end}}})<-[:HAS_TARGET]-(:Task)<-[:HAS_TASK]-(:Document)",
)
_WAY = (
    "MATCH {p} = {pattern}{seen} "
    "RETURN nodes({p}) AS {ns}, [r IN relationships({p}) | type(r)] AS {rs}"
)
_WAYS = (
    "COLLECT {{ CALL () {{ {each} }} WITH {ns}, {rs} "
    "ORDER BY size({rs}), reduce(ids = '', n IN {ns} | ids + n.id + '|') LIMIT {limit} "
    "RETURN [{rs}, COLLECT {{ UNWIND range(0, size({ns}) - 1) AS {i} WITH {i}, {ns}[{i}] AS {m} "
    "RETURN {items} }}] }}"
)


def ways(binder: Binder, start: Given, end: Given, m: str, items: str, limit: str) -> str:
    """The expression that lists the ways, shortest first: relations, and ``items`` of each node."""
    names = {letter: binder.name(letter) for letter in ("p", "ns", "rs", "i", "h", "r")}
    ids = {"start": binder.bind(start), "end": binder.bind(end)}
    p, sight = names["p"], binder.sight
    # Nothing along a way is hidden: neither who or what it passes nor the word that leads on.
    seen = (*sight.all_of(f"nodes({p})"), *sight.all_of(f"relationships({p})"))
    each = " UNION ALL ".join(
        _WAY.format(
            pattern=(lower + _UP).format(**ids, **names),
            seen=where((_SAID_BY_ONE.format(**names), *seen) if _HELD in lower else seen),
            **names,
        )
        for lower in _LOWER
    )
    return _WAYS.format(each=each, m=m, items=items, limit=limit, **names)
