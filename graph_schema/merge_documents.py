"""Documents as nodes: made when they are read or cited, and filled by what citations say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from neo4j import AsyncManagedTransaction

from graph_schema.cited import join_citation
from graph_schema.facts import CitedDocument, DocumentGraph, Node, Value
from graph_schema.labels import Label
from graph_schema.merge_batches import Row, unwind
from graph_schema.secrecy import SECRET, kept_level, level_of

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
    Label.PLAN: "UNWIND $rows AS row MATCH (d:Document {id: row.id}) SET d:Plan",
    Label.DIRECTIVE: "UNWIND $rows AS row MATCH (d:Document {id: row.id}) SET d:Directive",
}


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
        await unwind(tx, _ADD_LABEL[label], _ids(bare))


async def _make_new(
    tx: AsyncManagedTransaction,
    read: Collection[str],
    cited: Collection[str],
    labels: Mapping[str, set[str]],
) -> None:
    new = [identity for identity in read if identity not in labels]
    await unwind(tx, _CREATE_READ, _ids(i for i in new if i not in cited))
    await unwind(tx, _CREATE_READ_AND_CITED, _ids(i for i in new if i in cited))
    await unwind(tx, _CREATE_CITED, _ids(i for i in cited if i not in labels and i not in read))


async def set_documents(tx: AsyncManagedTransaction, documents: Iterable[Node]) -> None:
    """What documents say of themselves."""
    await unwind(tx, _SET_DOCUMENT, [_row(document) for document in documents])


async def fill_cited(
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
        if says_more(joined, now):
            nodes.append(Node(Label.DOCUMENT, str(identity), joined))
    await unwind(tx, _SET_DOCUMENT, [_row(node) for node in nodes])


def _row(node: Node) -> Row:
    return {"id": node.id, "p": {**node.properties, "id": node.id}}


def _ids(ids: Iterable[str]) -> list[Row]:
    return [{"id": identity} for identity in ids]


def says_more(properties: Mapping[str, Value], said: Mapping[str, Value] | None) -> bool:
    """Whether something is to be written where ``said`` stands; what it says may be unknown."""
    return said is None or any(said.get(name) != value for name, value in properties.items())
