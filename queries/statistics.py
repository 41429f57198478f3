"""Tasks counted by class as of a day (thống kê): of one unit, of all that is asked for, in groups.

A group counts each of its tasks once; one task may stand in several groups (of two units that share
it), so groups add up to more than the whole.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from graphql import FieldNode

from queries.given import Binder, Given, always
from queries.pages import find_nodes
from queries.paging import row_limit
from queries.paths import where
from queries.project import object_source
from queries.responsibility import roles_of
from queries.rows import Row
from queries.shapes import Statistics
from queries.status import AGES, CLASSES, counted, day_of, year_conditions

Nodes = tuple[FieldNode, ...]
USUAL_GROUPS = 200
# Of no task at all, Neo4j (2026.08.1) answers null where the sums of nothing are zeros.
_NOTHING = f" or {[0] * (len(CLASSES) + len(AGES))}"
_OF_DOER = "MATCH ({n})-[:{roles}]->({m}:Task){held}"
_TALLY = "head(COLLECT {{ {source} WITH DISTINCT {m} {steps} RETURN {counts} }})"
_GROUPS = (
    "COLLECT {{ {source} WITH DISTINCT {m} MATCH {path}{held} WITH DISTINCT {g}, {m} {steps} "
    "WITH {g}, {counts} AS {k} "
    "ORDER BY reduce(total = 0, one IN {k}[0..7] | total + one) DESC, {g}.id LIMIT {limit} "
    "RETURN {items} }}"
)
# Where the groups of a task are found.
_PATHS: Mapping[str, str] = {
    "UNIT": "({m})<-[:{roles}]-({g}:Unit)",
    "LEADER": "({m})<-[:OVERSEES]-({g})",
    "PLAN": "({m})<-[:HAS_TASK]-({g}:Document)",
    "DIRECTIVE": "({m})<-[:HAS_TASK]-(:Document)-[:IMPLEMENTS|CITES*1..8]->({g}:Document)",
    "PLACE": "({m})<-[:HAS_TASK]-(:Document)-[:ISSUED_BY]->(:Unit)-[:SITS_IN]->({g}:Place)",
}


class Groups(Protocol):
    """What the compiler lends to statistics."""

    def group(self, owner: str, nodes: Nodes, g: str, row: Row) -> str:
        """One group, built from its row, whose first item are its counts."""

    def summary(self, owner: str, nodes: Nodes, counts: str, row: Row) -> str:
        """A summary of counts; the row is told what it needs."""

    def load(self, owner: str, nodes: Nodes, row: Row) -> str:
        """One class of load, built from its row."""


def counts_of(found: str) -> str:
    """The counts that a tally answers."""
    return f"({found}{_NOTHING})"


def tally(
    binder: Binder,
    n: str,
    arguments: Mapping[str, Given],
    default: tuple[str, ...],
    *,
    aged: bool = False,
) -> str:
    """The counts of the tasks that a unit or person stands to in some role."""
    m, roles = binder.name("m"), roles_of(arguments.get("role"), default)
    conditions: list[str] = []
    if year := arguments.get("year"):
        conditions += year_conditions(binder, year)
    if routine := arguments.get("routine"):
        conditions.append(f"coalesce(@.routine, false) = {binder.bind(routine)}")
    held = where((*(condition.replace("@", m) for condition in conditions), *binder.sight.of(m)))
    steps, counts = counted(binder, day_of(arguments), m, aged=aged)
    source = _OF_DOER.format(n=n, roles=roles, m=m, held=held)
    return _TALLY.format(source=source, m=m, steps=steps, counts=counts)


def build_statistics(
    binder: Binder,
    shape: Statistics,
    arguments: Mapping[str, Given],
    fields: Mapping[str, Nodes],
    row: Row,
    parts: Groups,
) -> str:
    """The response of statistics over the tasks that are asked for."""
    kind = shape.type
    asked = arguments.get("where") or always({})
    given = arguments.get("asOf") or day_of(asked.parts)
    asked = replace(asked, parts={**asked.parts, "asOf": given})
    day = binder.bind(given)
    m = binder.name("m")
    found = find_nodes(binder, shape.tasks, "", m, asked)
    source = f"{found.source}{where(found.where)}"
    limit = binder.bind(arguments.get("first") or always(USUAL_GROUPS), row_limit("first"), 1)
    size = f"p[{limit[1:]!r}] - 1"
    groups, g, element = row.reserve(), binder.name("g"), Row(binder.name("y"))
    element.add(counts := binder.name("k"))
    built: dict[str, str] = {}
    for key, nodes in fields.items():
        name = nodes[0].name.value
        if name == "total":
            place = row.reserve()
            built[key] = parts.summary(kind, nodes, counts_of(place), row)
            row.fill(place, _whole(binder, source, m, given, aged=row.aged))
        elif name == "groups":
            group = parts.group(kind, nodes, g, element)
            built[key] = f"[{group} for {element.name} in {groups}[:{size}]]"
        elif name == "loads":
            one = Row(binder.name("y"))
            load = parts.load(kind, nodes, one)
            built[key] = f"[{load} for {one.name} in load_bands({groups}[:{size}])]"
        else:
            plain = {"asOf": f"p[{day[1:]!r}]", "cut": f"len({groups}) > {size}"}
            built[key] = plain.get(name, repr(kind))
    if {"groups", "cut", "loads"} & {nodes[0].name.value for nodes in fields.values()}:
        path = _PATHS[str(arguments["by"].value)].format(
            m=m, g=g, roles=roles_of(asked.part("role"))
        )
        path, seen = binder.sight.along(path, lambda: binder.name("s"))
        held = where((*seen, *binder.sight.of(g)))
        steps, each = counted(binder, given, m, g, aged=element.aged)
        parts_of = {"source": source, "m": m, "path": path, "held": held, "g": g, "steps": steps}
        names = {"counts": each, "k": counts, "limit": limit, "items": element.list}
        row.fill(groups, _GROUPS.format(**parts_of, **names))
    return object_source(built)


def _whole(binder: Binder, source: str, m: str, day: Given, *, aged: bool) -> str:
    steps, counts = counted(binder, day, m, aged=aged)
    return _TALLY.format(source=source, m=m, steps=steps, counts=counts)
