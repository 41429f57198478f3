"""The rows of readings into the graph: those of one document, or of many new ones at once.

However many documents there are, each kind of node and of relationship is one statement: what
loading costs is its rows, not its round trips. A node is found by its id once; relationships then
join nodes by the engine's own address of each, and a row carries values alone, no names.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from neo4j import AsyncManagedTransaction

from graph_schema.cited import join_citation
from graph_schema.facts import CitedDocument, DocumentGraph, Edge, Node, UnitFact, Value
from graph_schema.labels import Label, Rel
from graph_schema.secrecy import SECRET, kept_level, level_of, stamped
from graph_schema.vietnamese import search_key

_T = TypeVar("_T")
_BATCH = 2_500

Row = Mapping[str, object] | list[object]
Key = tuple[Label, str]
"""A node by its label and id."""

# Parts of a document: a document that was never read has none, so all of them are new.
_PARTS_OF_DOCUMENT = (
    Label.TASK,
    Label.TARGET,
    Label.REPORT_DUTY,
    Label.OCCURRENCE,
    Label.PHASE,
    Label.REVIEW_ITEM,
)

# Which labels do these documents carry? The embedded engine (26.10.2) moves a node when a label is
# added and refuses that for one made in the same transaction: new nodes get all theirs at once.
_LABELS_OF = """
UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id, labels(d)
"""
_CREATE_READ = "UNWIND $rows AS row CREATE (:Document:Plan {id: row.id})"
_CREATE_READ_AND_CITED = "UNWIND $rows AS row CREATE (:Document:Plan:Directive {id: row.id})"

# A cited document: what the citation says fills only what is not known yet.
_CREATE_CITED = """
UNWIND $rows AS row
CREATE (d:Document:Directive {id: row.id})
SET d.known = false, d.task_count = 0, d.target_count = 0, d.unread_count = 0
"""
# What is known of cited documents so far?
_CITED_NOW = """
UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id, d.known, properties(d)
"""
_SET_DOCUMENT = "UNWIND $rows AS row MATCH (d:Document {id: row.id}) SET d += row.p"
_ADD_LABEL = {
    label: f"UNWIND $rows AS row MATCH (d:Document {{id: row.id}}) SET d:{label}"
    for label in (Label.PLAN, Label.DIRECTIVE)
}
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
_KNOWN_UNITS = "UNWIND $ids AS id MATCH (u:Unit {id: id}) RETURN u.id, u.name, u.aliases, u.secret"
# Which of these are less secret than who names them now? They stay as they are.
_LESS_SECRET = {
    label: f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
    "WHERE coalesce(n.secret, 0) < $level RETURN n.id"
    for label in (Label.UNIT, Label.PERSON, Label.POSITION, Label.PLACE)
}


async def write_rows(
    tx: AsyncManagedTransaction, graphs: Sequence[DocumentGraph], *, never_read: bool = False
) -> None:
    """Write what these readings say, in their order; their documents are made already.

    The open ones come first: what is more secret then alters nothing of theirs. With
    ``never_read``, no reading of any of the documents is in the store.
    """
    new = _PARTS_OF_DOCUMENT if never_read else ()
    levels = [level_of(graph.document.properties) for graph in graphs]
    for level in sorted(set(levels)):
        some = [graph for graph, own in zip(graphs, levels, strict=True) if own == level]
        await _write_level(tx, [stamped(graph, level) for graph in some], level, new)


def issuers_said(graph: DocumentGraph) -> Iterator[Edge]:
    """Who issued the documents that it names, by its words."""
    return (
        edge
        for edge in graph.said
        if edge.rel is Rel.ISSUED_BY and edge.start[1] != graph.document.id
    )


async def _write_level(
    tx: AsyncManagedTransaction,
    graphs: Sequence[DocumentGraph],
    level: int,
    new: Container[Label],
) -> None:
    await _unwind(tx, _SET_DOCUMENT, [_row(graph.document) for graph in graphs])
    await _fill_cited(tx, graphs, level)
    units = [unit for graph in graphs for unit in graph.units]
    nodes = [node for graph in graphs for node in graph.nodes]
    if level:
        shared = [(Label.UNIT, unit.id) for unit in units] + [(n.label, n.id) for n in nodes]
        spared = await _less_secret(tx, shared, level)
        units = [unit for unit in units if unit.id not in spared]
        nodes = [node for node in nodes if node.id not in spared]
    places = await _merge_units(tx, units, level)
    places |= await _merge_nodes(tx, nodes, new)
    own: list[Edge] = []
    issuers: dict[str, Edge] = {}
    for graph in graphs:
        said = list(issuers_said(graph))
        own += (edge for edge in graph.said if edge not in said)
        for edge in said:
            issuers.setdefault(edge.start[1], edge)
    standing = _once([edge for graph in graphs for edge in graph.standing])
    await _find_places(tx, places, chain(standing, own))
    await _merge_edges(tx, places, standing)
    await _create_edges(tx, places, own)
    rows = [
        {"start": e.start[1], "end": e.end[1], "p": dict(e.properties), "level": level}
        for e in issuers.values()
    ]
    await _unwind(tx, _ISSUER_OF_CITED, rows)


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


async def make_documents(
    tx: AsyncManagedTransaction, cited_by: Mapping[str, Collection[str]]
) -> None:
    """Make what is not there of documents that are read, and of those that each of them cites."""
    cited = dict.fromkeys(chain.from_iterable(cited_by.values()))
    result = await tx.run(_LABELS_OF, ids=list(dict.fromkeys([*cited_by, *cited])))
    labels = {str(row[0]): set(row[1]) for row in await result.values()}
    await _make_new(tx, cited_by, cited, labels)
    for label, wanted in ((Label.PLAN, cited_by), (Label.DIRECTIVE, cited)):
        bare = [i for i in wanted if i in labels and label not in labels[i]]
        await _unwind(tx, _ADD_LABEL[label], _ids(bare))


async def _make_new(
    tx: AsyncManagedTransaction,
    read: Collection[str],
    cited: Collection[str],
    labels: Mapping[str, set[str]],
) -> None:
    new = [identity for identity in read if identity not in labels]
    await _unwind(tx, _CREATE_READ, _ids(i for i in new if i not in cited))
    await _unwind(tx, _CREATE_READ_AND_CITED, _ids(i for i in new if i in cited))
    await _unwind(tx, _CREATE_CITED, _ids(i for i in cited if i not in labels and i not in read))


async def _fill_cited(
    tx: AsyncManagedTransaction, graphs: Sequence[DocumentGraph], level: int
) -> None:
    """What a citation says joins what others said; a document that was read says it itself."""
    cited: defaultdict[str, list[CitedDocument]] = defaultdict(list)
    for graph in graphs:
        for document in graph.cited:
            cited[document.id].append(document)
    if not cited:
        return
    result = await tx.run(_CITED_NOW, ids=list(cited))
    nodes: list[Node] = []
    for identity, known, now in await result.values():
        if known or (level_of(now) < level and now.get("symbol") is not None):
            continue
        joined: dict[str, Value] = {**now, SECRET: kept_level(level)}
        for said in cited[str(identity)]:
            joined.update(join_citation(joined, said))
        nodes.append(Node(Label.DOCUMENT, str(identity), joined))
    await _unwind(tx, _SET_DOCUMENT, [_row(node) for node in nodes])


async def _merge_units(
    tx: AsyncManagedTransaction, units: Sequence[UnitFact], level: int
) -> dict[Key, str]:
    ids = list(dict.fromkeys(unit.id for unit in units))
    known = await (await tx.run(_KNOWN_UNITS, ids=ids)).values()
    names = {
        str(row[0]): (str(row[1]), list(row[2] or [])) for row in known if (row[3] or 0) <= level
    }
    nodes: dict[str, Node] = {}
    for unit in units:
        own = str(unit.properties["name"])
        name, met = names.setdefault(unit.id, (own, []))
        met += [a for a in dict.fromkeys((own, *unit.aliases)) if a not in met and a != name]
        nodes[unit.id] = Node(Label.UNIT, unit.id, {**unit.properties, "name": name})
    for identity, node in nodes.items():
        name, met = names[identity]
        search = "|".join(dict.fromkeys(search_key(form) for form in (name, *met)))
        nodes[identity] = replace(
            node, properties={**node.properties, "aliases": met, "search": search}
        )
    return await _merge_nodes(tx, nodes.values(), ())


async def _merge_nodes(
    tx: AsyncManagedTransaction, nodes: Iterable[Node], new: Container[Label]
) -> dict[Key, str]:
    """Create what is not there, set what is; where each of them stands."""
    by_label: defaultdict[Label, dict[str, dict[str, Value]]] = defaultdict(dict)
    for node in nodes:
        by_label[node.label].setdefault(node.id, {}).update(node.properties)
    places: dict[Key, str] = {}
    for label, rows in sorted(by_label.items()):
        found = {} if label in new else await _places_of(tx, label, rows)
        known = [{"id": found[i], "p": p} for i, p in rows.items() if i in found]
        await _unwind(tx, _SET_PLACED, known)
        made = await _create_nodes(tx, label, {i: p for i, p in rows.items() if i not in found})
        places |= {(label, identity): place for identity, place in (found | made).items()}
    return places


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
        for part in _parts([[i, *(p[name] for name in names)] for i, p in ids]):
            found = await (await tx.run(statement, rows=part)).values()
            places.update((str(row[0]), str(row[1])) for row in found)
    return places


async def _places_of(
    tx: AsyncManagedTransaction, label: Label, ids: Iterable[str]
) -> dict[str, str]:
    """The engine's own addresses of those of these nodes that are there."""
    statement = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id, elementId(n)"
    places: dict[str, str] = {}
    for part in _parts(list(ids)):
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


async def _merge_edges(
    tx: AsyncManagedTransaction, places: Mapping[Key, str], edges: Iterable[Edge]
) -> None:
    for rel, group in _by_rel(edges):
        rows = [_joined(places, edge) for edge in group if _stands(places, edge)]
        await _unwind(tx, f"{_MATCH_ENDS} MERGE (a)-[:{rel}]->(b)", rows)


async def _create_edges(
    tx: AsyncManagedTransaction, places: Mapping[Key, str], edges: Iterable[Edge]
) -> None:
    for rel, group in _by_rel(edges):
        standing = ((edge, edge.properties) for edge in group if _stands(places, edge))
        for names, same in _by_names(standing):
            values = _values(names, 2).removeprefix(", ")
            rows = [[*_joined(places, edge), *(p[name] for name in names)] for edge, p in same]
            await _unwind(tx, f"{_MATCH_ENDS} CREATE (a)-[:{rel} {{{values}}}]->(b)", rows)


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
    """Rows with the same properties together: their names stand in the statement, once."""
    grouped: defaultdict[tuple[str, ...], list[tuple[_T, Mapping[str, Value]]]] = defaultdict(list)
    for row, properties in rows:
        grouped[tuple(properties)].append((row, properties))
    yield from grouped.items()


def _values(names: Sequence[str], first: int) -> str:
    return "".join(f", {name}: row[{at}]" for at, name in enumerate(names, first))


def _once(edges: Iterable[Edge]) -> list[Edge]:
    """One edge of a kind between two nodes; it holds whoever says it."""
    return list({(edge.rel, edge.start, edge.end): edge for edge in edges}.values())


def _row(node: Node) -> Row:
    return {"id": node.id, "p": {**node.properties, "id": node.id}}


def _ids(ids: Iterable[str]) -> list[Row]:
    return [{"id": identity} for identity in ids]


async def _unwind(tx: AsyncManagedTransaction, statement: str, rows: Sequence[Row]) -> None:
    for part in _parts(rows):
        await (await tx.run(statement, rows=part)).consume()


def _parts(rows: Sequence[_T]) -> Iterator[list[_T]]:
    for start in range(0, len(rows), _BATCH):
        yield list(rows[start : start + _BATCH])
