"""Keys by which names are ordered, kinds, duties and phases found: written anew from the words."""

from collections.abc import Mapping, Sequence

from neo4j import AsyncManagedTransaction

from graph_schema.labels import Label
from graph_schema.searched import duty_words, kind_key
from graph_schema.vietnamese import name_order, search_key

# What do these call themselves?
_NAMED = {
    Label.UNIT: "UNWIND $ids AS id MATCH (n:Unit {id: id}) RETURN n.id, n.name",
    Label.POSITION: "UNWIND $ids AS id MATCH (n:Position {id: id}) RETURN n.id, n.full_title",
    Label.PLACE: "UNWIND $ids AS id MATCH (n:Place {id: id}) RETURN n.id, n.full_name",
}
# What are these documents called, and of which kind are they?
_TITLED = "UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id, d.title, d.kind"
# What do these duties say, and these phases?
_DUTIES = """
UNWIND $ids AS id MATCH (n:ReportDuty {id: id})
RETURN n.id, n.quote, n.by_text, n.to_text, n.via_text
"""
_PHASES = "UNWIND $ids AS id MATCH (n:Phase {id: id}) RETURN n.id, n.text"
_SET = {
    Label.UNIT: "UNWIND $rows AS row MATCH (n:Unit {id: row.id}) SET n += row.p",
    Label.POSITION: "UNWIND $rows AS row MATCH (n:Position {id: row.id}) SET n += row.p",
    Label.PLACE: "UNWIND $rows AS row MATCH (n:Place {id: row.id}) SET n += row.p",
    Label.REPORT_DUTY: "UNWIND $rows AS row MATCH (n:ReportDuty {id: row.id}) SET n += row.p",
    Label.PHASE: "UNWIND $rows AS row MATCH (n:Phase {id: row.id}) SET n += row.p",
    Label.DOCUMENT: "UNWIND $rows AS row MATCH (n:Document {id: row.id}) SET n += row.p",
}

_Key = tuple[str, Mapping[str, str | None]]


async def order_names(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """Units, offices and places among these by the Vietnamese alphabet."""
    for label, statement in _NAMED.items():
        found = await (await tx.run(statement, ids=list(ids))).values()
        await _set(tx, label, [(str(row[0]), {"sort": name_order(row[1] or "")}) for row in found])


async def order_documents(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """Documents by title, and found by their kind."""
    found = await (await tx.run(_TITLED, ids=list(ids))).values()
    keys: list[_Key] = []
    for identity, title, kind in found:
        found_by = {"title_key": name_order(title or ""), "kind_key": kind_key(kind)}
        keys.append((str(identity), found_by))
    await _set(tx, Label.DOCUMENT, keys)


async def find_by_words(tx: AsyncManagedTransaction, ids: Sequence[str]) -> None:
    """Duties and phases among these by their words."""
    duties = await (await tx.run(_DUTIES, ids=list(ids))).values()
    said = [(str(row[0]), {"search": duty_words(*row[1:])}) for row in duties]
    await _set(tx, Label.REPORT_DUTY, said)
    phases = await (await tx.run(_PHASES, ids=list(ids))).values()
    said = [(str(row[0]), {"search": search_key(row[1] or "")}) for row in phases]
    await _set(tx, Label.PHASE, said)


async def _set(
    tx: AsyncManagedTransaction,
    label: Label,
    keys: Sequence[_Key],
) -> None:
    rows = [{"id": identity, "p": dict(properties)} for identity, properties in keys]
    if rows:
        await (await tx.run(_SET[label], rows=rows)).consume()
