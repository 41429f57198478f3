"""The rows of readings into the graph: those of one document, or of many new ones at once.

However many documents there are, each kind of node and of relationship is one statement: what
loading costs is its rows, not its round trips.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from neo4j import AsyncManagedTransaction

from graph_schema.cited import join_citation
from graph_schema.facts import CitedDocument, DocumentGraph, Edge, Node, UnitFact, Value
from graph_schema.labels import Label, Rel
from graph_schema.vietnamese import search_key

_BATCH = 2_000

Row = Mapping[str, object]

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
# Who issued a cited document: kept from the first text that says it, until it is read itself.
_ISSUER_OF_CITED = """
UNWIND $rows AS row
MATCH (d:Document {id: row.start}) WHERE d.known = false AND NOT (d)-[:ISSUED_BY]->()
MATCH (u:Unit {id: row.end})
CREATE (d)-[x:ISSUED_BY]->(u) SET x = row.p
"""

_KNOWN_UNITS = "UNWIND $ids AS id MATCH (u:Unit {id: id}) RETURN u.id, u.name, u.aliases"


async def write_rows(tx: AsyncManagedTransaction, graphs: Sequence[DocumentGraph]) -> None:
    """Write what these readings say, in their order; each document stands in one of them."""
    await _write_documents(tx, graphs)
    await _merge_units(tx, [unit for graph in graphs for unit in graph.units])
    await _merge_nodes(tx, [node for graph in graphs for node in graph.nodes])
    await _write_edges(tx, _once([e for graph in graphs for e in graph.standing]), create=False)
    own: list[Edge] = []
    issuers: dict[str, Edge] = {}
    for graph in graphs:
        for edge in graph.said:
            if edge.rel is Rel.ISSUED_BY and edge.start[1] != graph.document.id:
                issuers.setdefault(edge.start[1], edge)
            else:
                own.append(edge)
    await _write_edges(tx, own, create=True)
    await _unwind(tx, _ISSUER_OF_CITED, [_edge_row(edge) for edge in issuers.values()])


async def _write_documents(tx: AsyncManagedTransaction, graphs: Sequence[DocumentGraph]) -> None:
    read = {graph.document.id: graph.document for graph in graphs}
    cited: defaultdict[str, list[CitedDocument]] = defaultdict(list)
    for graph in graphs:
        for document in graph.cited:
            cited[document.id].append(document)
    result = await tx.run(_LABELS_OF, ids=list(dict.fromkeys([*read, *cited])))
    labels = {str(row[0]): set(row[1]) for row in await result.values()}
    await _make_new(tx, read, cited, labels)
    for label, wanted in ((Label.PLAN, read), (Label.DIRECTIVE, cited)):
        bare = [i for i in wanted if i in labels and label not in labels[i]]
        await _unwind(tx, _ADD_LABEL[label], _ids(bare))
    await _unwind(tx, _SET_DOCUMENT, [_row(node) for node in read.values()])
    await _fill_cited(tx, cited)


async def _make_new(
    tx: AsyncManagedTransaction,
    read: Mapping[str, Node],
    cited: Mapping[str, Sequence[CitedDocument]],
    labels: Mapping[str, set[str]],
) -> None:
    new = [identity for identity in read if identity not in labels]
    await _unwind(tx, _CREATE_READ, _ids(i for i in new if i not in cited))
    await _unwind(tx, _CREATE_READ_AND_CITED, _ids(i for i in new if i in cited))
    await _unwind(tx, _CREATE_CITED, _ids(i for i in cited if i not in labels and i not in read))


async def _fill_cited(
    tx: AsyncManagedTransaction, cited: Mapping[str, Sequence[CitedDocument]]
) -> None:
    """What a citation says joins what others said; a document that was read says it itself."""
    if not cited:
        return
    result = await tx.run(_CITED_NOW, ids=list(cited))
    nodes: list[Node] = []
    for identity, known, now in await result.values():
        if known:
            continue
        joined: dict[str, Value] = dict(now)
        for said in cited[str(identity)]:
            joined.update(join_citation(joined, said))
        nodes.append(Node(Label.DOCUMENT, str(identity), joined))
    await _unwind(tx, _SET_DOCUMENT, [_row(node) for node in nodes])


async def _merge_units(tx: AsyncManagedTransaction, units: Sequence[UnitFact]) -> None:
    ids = list(dict.fromkeys(unit.id for unit in units))
    known = await (await tx.run(_KNOWN_UNITS, ids=ids)).values()
    names = {str(row[0]): (str(row[1]), list(row[2] or [])) for row in known}
    nodes: list[Node] = []
    for unit in units:
        own = str(unit.properties["name"])
        name, met = names.setdefault(unit.id, (own, []))
        met += [a for a in dict.fromkeys((own, *unit.aliases)) if a not in met and a != name]
        search = "|".join(dict.fromkeys(search_key(form) for form in (name, *met)))
        properties = {**unit.properties, "name": name, "aliases": list(met), "search": search}
        nodes.append(Node(Label.UNIT, unit.id, properties))
    await _merge_nodes(tx, nodes)


async def _merge_nodes(tx: AsyncManagedTransaction, nodes: Iterable[Node]) -> None:
    by_label: defaultdict[Label, dict[str, dict[str, Value]]] = defaultdict(dict)
    for node in nodes:
        by_label[node.label].setdefault(node.id, {}).update(node.properties)
    for label in sorted(by_label):
        rows = [{"id": id_, "p": {**p, "id": id_}} for id_, p in by_label[label].items()]
        await _unwind(
            tx, f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.p", rows
        )


async def _write_edges(tx: AsyncManagedTransaction, edges: Iterable[Edge], *, create: bool) -> None:
    def shape(edge: Edge) -> tuple[str, str, str]:
        return edge.rel, edge.start[0], edge.end[0]

    verb = "CREATE" if create else "MERGE"
    for (rel, start, end), group in groupby(sorted(edges, key=shape), key=shape):
        statement = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) "
            f"MATCH (b:{end} {{id: row.end}}) {verb} (a)-[x:{rel}]->(b) SET x += row.p"
        )
        await _unwind(tx, statement, [_edge_row(edge) for edge in group])


def _once(edges: Iterable[Edge]) -> list[Edge]:
    """One edge of a kind between two nodes; what is said of it last stands."""
    return list({(edge.rel, edge.start, edge.end): edge for edge in edges}.values())


def _row(node: Node) -> Row:
    return {"id": node.id, "p": {**node.properties, "id": node.id}}


def _ids(ids: Iterable[str]) -> list[Row]:
    return [{"id": identity} for identity in ids]


def _edge_row(edge: Edge) -> Row:
    return {"start": edge.start[1], "end": edge.end[1], "p": dict(edge.properties)}


async def _unwind(tx: AsyncManagedTransaction, statement: str, rows: Sequence[Row]) -> None:
    for part in _parts(rows):
        await (await tx.run(statement, rows=part)).consume()


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), _BATCH):
        yield list(rows[start : start + _BATCH])
