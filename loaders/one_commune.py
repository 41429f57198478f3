"""One commune that stands in the store twice, as documents with and without its province name it.

Whichever of them comes first, it is the one without a province that is listed for review.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from neo4j import AsyncManagedTransaction

from graph_schema.corrections import Part, ReviewKind
from graph_schema.facts import DocumentGraph, Value
from graph_schema.identity import review_item_id
from graph_schema.labels import Label
from graph_schema.merge_places import (
    NamedPlace,
    NewItem,
    Unlisted,
    find_called,
    find_unlisted,
    list_items,
)
from graph_schema.secrecy import SECRET, kept_level
from loaders.oddities import WITHOUT_PROVINCE

_NAMED = 5
_LAST = "99999"
"""Where it stands in its document's list: behind what the document itself gives rise to."""


def places_in(graphs: Iterable[DocumentGraph]) -> set[str]:
    """The names of places in these readings, as they are searched for."""
    return {
        str(node.properties["search"])
        for graph in graphs
        for node in graph.nodes
        if node.label is Label.PLACE
    }


async def list_communes_twice(tx: AsyncManagedTransaction, searched: Collection[str]) -> None:
    """Of these names, list the documents whose units stand beside those of the same commune."""
    for places in await find_called(tx, searched) if searched else ():
        with_province = [place for place in places if place.province is not None]
        for bare in places:
            if bare.province is None and with_province:
                await _list(tx, bare, with_province)


async def _list(
    tx: AsyncManagedTransaction, bare: NamedPlace, others: Sequence[NamedPlace]
) -> None:
    items: list[NewItem] = []
    for document in await find_unlisted(tx, bare.id, WITHOUT_PROVINCE):
        # What only more secret documents name is not told beside this one.
        seen = [place for place in others if place.secret <= document.secret]
        if seen:
            items.append(_item(document, bare, seen))
    if items:
        await list_items(tx, items)


def _item(document: Unlisted, bare: NamedPlace, others: Sequence[NamedPlace]) -> NewItem:
    message = _message(bare, others)
    words = str(document.issued.get("quote") or message)
    kind, part = ReviewKind.ODDITY, Part.LINE
    identity = review_item_id(document.id, kind, part, "", WITHOUT_PROVINCE, words, 1)
    mark: Mapping[str, Value] = {SECRET: kept_level(document.secret)}
    whence: Mapping[str, Value] = {"source": document.file, "doc": document.id}
    properties: dict[str, Value] = {
        **document.issued,
        **whence,
        "kind": str(kind),
        "part": str(part),
        "ordinal": 1,
        "field": WITHOUT_PROVINCE,
        "message": message,
        "order": _LAST,
        "plan_key": document.plan_key,
        **mark,
    }
    return NewItem(identity, document.id, properties, {"doc": document.id, **mark})


def _message(bare: NamedPlace, others: Sequence[NamedPlace]) -> str:
    named = [f"{place.full_name} ({place.province})" for place in others]
    more = f" và {len(named) - _NAMED} nơi nữa" if len(named) > _NAMED else ""
    return (
        f"Văn bản không nêu tỉnh của {bare.full_name}, mà văn bản khác nêu "
        f"{'; '.join(named[:_NAMED])}{more}; đơn vị của văn bản này vì vậy đứng riêng trong kho: "
        "nếu là một nơi thì gộp từng đơn vị (daumoi review merge-unit, nêu tên đơn vị để biết mã), "
        "hoặc ghi tên tỉnh vào đầu văn bản rồi nạp lại; nếu là hai nơi thì xác nhận (daumoi review "
        "confirm)."
    )
