"""The rows of readings into the graph: those of one document, or of many new ones at once.

However many documents there are, each kind of node and of relationship is one statement: what
loading costs is its rows, not its round trips. A node is found by its id once; relationships then
join nodes by the engine's own address of each, and a row carries values alone, no names.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeVar

from neo4j import AsyncManagedTransaction

from graph_schema.facts import DocumentGraph, Edge, Node, UnitFact, Value
from graph_schema.labels import Label, Rel
from graph_schema.merge_batches import parts, unwind
from graph_schema.merge_documents import fill_cited, says_more, set_documents
from graph_schema.merge_levels import level_said
from graph_schema.role_order import in_lists
from graph_schema.secrecy import level_of, stamped
from graph_schema.vietnamese import search_key

_T = TypeVar("_T")

Key = tuple[Label, str]
"""A node by its label and id."""
Standing = tuple[Rel, Key, Key]
"""An edge that holds whoever says it."""

# Parts of a document and of its file: one that was never read has none, so all of them are new.
_PARTS_OF_DOCUMENT = (
    Label.SOURCE_FILE,
    Label.SOURCE_PART,
    Label.TASK,
    Label.TARGET,
    Label.REPORT_DUTY,
    Label.OCCURRENCE,
    Label.PHASE,
    Label.REVIEW_ITEM,
)

# Who issued a cited document: kept from the first text that says it, until it is read itself; a
# more secret text's word does not stand in the way of an open one.
_ISSUER_OF_CITED = """
UNWIND $rows AS row
MATCH (d:Document {id: row.start}) WHERE d.known = false AND NOT EXISTS {
  MATCH (d)-[y:ISSUED_BY]->(:Unit) WHERE coalesce(y.secret, 0) <= row.level }
MATCH (u:Unit {id: row.end})
CREATE (d)-[x:ISSUED_BY]->(u) SET x = row.p
"""

# A node that stands somewhere already; a property that is null goes.
_SET_PLACED = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.id SET n += row.p"
# Both ends of a relationship, each by the engine's own address of it.
_MATCH_ENDS = (
    "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] "
    "MATCH (b) WHERE elementId(b) = row[1]"
)
# Nodes that many documents name: where does each stand, and what does it say?
_SHARED = {
    label: f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
    "RETURN n.id, elementId(n), properties(n)"
    for label in (Label.UNIT, Label.PERSON, Label.POSITION, Label.PLACE)
}
# Which of these are less secret than who names them now? They stay as they are.
_LESS_SECRET = {
    label: f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
    "WHERE coalesce(n.secret, 0) < $level RETURN n.id"
    for label in (Label.UNIT, Label.PERSON, Label.POSITION, Label.PLACE)
}


@dataclass(slots=True)
class Met:
    """What one transaction has met: it is not looked up or written a second time."""

    places: dict[Key, str] = field(default_factory=dict)
    """The engine's own address of each node."""
    said: dict[Key, dict[str, Value]] = field(default_factory=dict)
    """What nodes say that many documents name."""
    standing: set[Standing] = field(default_factory=set)


async def write_rows(
    tx: AsyncManagedTransaction,
    graphs: Sequence[DocumentGraph],
    met: Met | None = None,
    *,
    never_read: bool = False,
) -> None:
    """Write what these readings say, in their order; their documents are made already.

    The open ones come first: what is more secret then alters nothing of theirs. With
    ``never_read``, no reading of any of the documents is in the store; ``met`` is of this
    transaction alone.
    """
    met = met or Met()
    new = _PARTS_OF_DOCUMENT if never_read else ()
    levels = [level_of(graph.document.properties) for graph in graphs]
    for level in sorted(set(levels)):
        some = [graph for graph, own in zip(graphs, levels, strict=True) if own == level]
        await _write_level(tx, [stamped(graph, level) for graph in some], level, new, met)


def issuers_said(graph: DocumentGraph) -> Iterator[Edge]:
    """Who issued the documents that it names, by its words."""
    return (edge for edge in graph.said if _of_another(edge, graph))


def _of_another(edge: Edge, graph: DocumentGraph) -> bool:
    return edge.rel is Rel.ISSUED_BY and edge.start[1] != graph.document.id


async def _write_level(
    tx: AsyncManagedTransaction,
    graphs: Sequence[DocumentGraph],
    level: int,
    new: Container[Label],
    met: Met,
) -> None:
    await set_documents(tx, (graph.document for graph in graphs))
    await fill_cited(tx, graphs, level)
    units = [unit for graph in graphs for unit in graph.units]
    nodes = [node for graph in graphs for node in graph.nodes]
    if level:
        shared = [(Label.UNIT, unit.id) for unit in units] + [(n.label, n.id) for n in nodes]
        spared = await _less_secret(tx, shared, level)
        units = [unit for unit in units if unit.id not in spared]
        nodes = [node for node in nodes if node.id not in spared]
    await _merge_units(tx, units, level, met)
    await _merge_nodes(tx, nodes, new, met)
    own: list[Edge] = []
    issuers: dict[str, Edge] = {}
    for graph in graphs:
        own += in_lists(graph, (edge for edge in graph.said if not _of_another(edge, graph)))
        for edge in issuers_said(graph):
            issuers.setdefault(edge.start[1], edge)
    standing = [edge for graph in graphs for edge in graph.standing]
    await _find_places(tx, met.places, chain(standing, own))
    await _stand(tx, met, standing, new)
    await _create_edges(tx, met.places, own)
    rows = [
        {"start": e.start[1], "end": e.end[1], "p": dict(e.properties), "level": level}
        for e in issuers.values()
    ]
    await unwind(tx, _ISSUER_OF_CITED, rows)


async def _less_secret(
    tx: AsyncManagedTransaction, nodes: Iterable[tuple[Label, str]], level: int
) -> set[str]:
    by_label: defaultdict[Label, list[str]] = defaultdict(list)
    for label, identity in nodes:
        by_label[label].append(identity)
    found: set[str] = set()
    for label, statement in _LESS_SECRET.items():
        ids = list(dict.fromkeys(by_label[label]))
        result = await tx.run(statement, ids=ids, level=level)
        found |= {str(row[0]) for row in await result.values()}
    return found


async def _merge_units(
    tx: AsyncManagedTransaction, units: Sequence[UnitFact], level: int, met: Met
) -> None:
    ids = dict.fromkeys(unit.id for unit in units)
    await _meet(tx, Label.UNIT, ids, met)
    known = {i: met.said[Label.UNIT, i] for i in ids if (Label.UNIT, i) in met.said}
    names = {i: _named(said) for i, said in known.items() if level_of(said) <= level}
    nodes: dict[str, Node] = {}
    for unit in units:
        own = str(unit.properties["name"])
        name, forms = names.setdefault(unit.id, (own, []))
        forms += [a for a in dict.fromkeys((own, *unit.aliases)) if a not in forms and a != name]
        nodes[unit.id] = Node(Label.UNIT, unit.id, {**unit.properties, "name": name})
    for identity, node in nodes.items():
        name, forms = names[identity]
        search = "|".join(dict.fromkeys(search_key(form) for form in (name, *forms)))
        nodes[identity] = replace(
            node, properties={**node.properties, "aliases": forms, "search": search}
        )
    moved = [identity for identity, said in known.items() if level_of(said) != level]
    await _merge_nodes(tx, nodes.values(), (), met)
    if moved:
        await level_said(tx, moved)


def _named(said: Mapping[str, Value]) -> tuple[str, list[str]]:
    forms = said.get("aliases")
    return str(said["name"]), list(forms) if isinstance(forms, list) else []


async def _merge_nodes(
    tx: AsyncManagedTransaction, nodes: Iterable[Node], new: Container[Label], met: Met
) -> None:
    """Create what is not there; set what is there and says something else."""
    by_label: defaultdict[Label, dict[str, dict[str, Value]]] = defaultdict(dict)
    for node in nodes:
        by_label[node.label].setdefault(node.id, {}).update(node.properties)
    for label, rows in sorted(by_label.items()):
        if label not in new:
            await _meet(tx, label, rows, met)
        known = {i: p for i, p in rows.items() if (label, i) in met.places}
        said = {i: met.said.get((label, i)) for i in known}
        other = {i: p for i, p in known.items() if says_more(p, said[i])}
        placed = [{"id": met.places[label, i], "p": p} for i, p in other.items()]
        await unwind(tx, _SET_PLACED, placed)
        made = {i: p for i, p in rows.items() if i not in known}
        places = await _create_nodes(tx, label, made)
        met.places |= {(label, identity): place for identity, place in places.items()}
        if label in _SHARED:
            for identity, properties in (other | made).items():
                met.said.setdefault((label, identity), {}).update(properties)


async def _meet(tx: AsyncManagedTransaction, label: Label, ids: Iterable[str], met: Met) -> None:
    """Look up those of these nodes that are there and were not met yet."""
    unmet = [identity for identity in ids if (label, identity) not in met.places]
    if label not in _SHARED:
        found = await _places_of(tx, label, unmet)
        met.places |= {(label, identity): place for identity, place in found.items()}
        return
    for part in parts(unmet):
        for row in await (await tx.run(_SHARED[label], ids=part)).values():
            key = (label, str(row[0]))
            met.places[key], met.said[key] = str(row[1]), dict(row[2])


async def _create_nodes(
    tx: AsyncManagedTransaction, label: Label, rows: Mapping[str, Mapping[str, Value]]
) -> dict[str, str]:
    places: dict[str, str] = {}
    for names, ids in _by_names(rows.items()):
        values = _values(names, 1)
        statement = (
            f"UNWIND $rows AS row CREATE (n:{label} {{id: row[0]{values}}}) "
            "RETURN row[0], elementId(n)"
        )
        for part in parts([[i, *(p[name] for name in names)] for i, p in ids]):
            found = await (await tx.run(statement, rows=part)).values()
            part.clear()  # as in unwind
            places.update((str(row[0]), str(row[1])) for row in found)
    return places


async def _places_of(
    tx: AsyncManagedTransaction, label: Label, ids: Iterable[str]
) -> dict[str, str]:
    """The engine's own addresses of those of these nodes that are there."""
    statement = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id, elementId(n)"
    places: dict[str, str] = {}
    for part in parts(list(ids)):
        found = await (await tx.run(statement, ids=part)).values()
        places.update((str(row[0]), str(row[1])) for row in found)
    return places


async def _find_places(
    tx: AsyncManagedTransaction, places: dict[Key, str], edges: Iterable[Edge]
) -> None:
    """Ends of edges that were not written just now: documents, corrections."""
    missing: defaultdict[Label, dict[str, None]] = defaultdict(dict)
    for edge in edges:
        for label, identity in (edge.start, edge.end):
            if (label, identity) not in places:
                missing[label][identity] = None
    for label, ids in missing.items():
        found = await _places_of(tx, label, ids)
        places |= {(label, identity): place for identity, place in found.items()}


async def _stand(
    tx: AsyncManagedTransaction, met: Met, edges: Iterable[Edge], new: Container[Label]
) -> None:
    """Edges that hold whoever says them, once each between two nodes."""
    once = {(edge.rel, edge.start, edge.end): edge for edge in edges}
    fresh = [edge for key, edge in once.items() if key not in met.standing]
    met.standing.update(once)
    for rel, group in _by_rel(fresh):
        verb = "CREATE" if all(edge.start[0] in new for edge in group) else "MERGE"
        rows = [_joined(met.places, edge) for edge in group if _stands(met.places, edge)]
        await unwind(tx, f"{_MATCH_ENDS} {verb} (a)-[:{rel}]->(b)", rows)


async def _create_edges(
    tx: AsyncManagedTransaction, places: Mapping[Key, str], edges: Iterable[Edge]
) -> None:
    for rel, group in _by_rel(edges):
        standing = ((edge, edge.properties) for edge in group if _stands(places, edge))
        for names, same in _by_names(standing):
            values = _values(names, 2).removeprefix(", ")
            rows = [[*_joined(places, edge), *(p[name] for name in names)] for edge, p in same]
            await unwind(tx, f"{_MATCH_ENDS} CREATE (a)-[:{rel} {{{values}}}]->(b)", rows)


def _stands(places: Mapping[Key, str], edge: Edge) -> bool:
    return edge.start in places and edge.end in places


def _joined(places: Mapping[Key, str], edge: Edge) -> list[object]:
    return [places[edge.start], places[edge.end]]


def _by_rel(edges: Iterable[Edge]) -> Iterator[tuple[Rel, list[Edge]]]:
    grouped: defaultdict[Rel, list[Edge]] = defaultdict(list)
    for edge in edges:
        grouped[edge.rel].append(edge)
    yield from sorted(grouped.items())


def _by_names(
    rows: Iterable[tuple[_T, Mapping[str, Value]]],
) -> Iterator[tuple[tuple[str, ...], list[tuple[_T, Mapping[str, Value]]]]]:
    """Rows to be created with the same properties together: their names stand in the statement.

    What is null in all of them is left out: nothing stands there that would have to go.
    """
    grouped: defaultdict[tuple[str, ...], list[tuple[_T, Mapping[str, Value]]]] = defaultdict(list)
    for row, properties in rows:
        grouped[tuple(properties)].append((row, properties))
    for names, same in grouped.items():
        yield tuple(n for n in names if any(p[n] is not None for _, p in same)), same


def _values(names: Sequence[str], first: int) -> str:
    return "".join(f", {name}: row[{at}]" for at, name in enumerate(names, first))
