"""Review items and corrections as nodes and edges beside what was read."""

from graph_schema.corrections import Part
from graph_schema.identity import report_duty_id, target_id, task_id
from graph_schema.labels import Label, Rel
from graph_schema.model import PlanRecord
from loaders.corrected_places import places_of
from loaders.fact_book import FactBook
from loaders.frame_facts import plan_key
from loaders.review import Item, Review, review_items

_Node = tuple[Label, str]


def add_review(book: FactBook, record: PlanRecord, review: Review) -> None:
    """What to look at, and what people corrected; ``record`` is the corrected one."""
    document = (Label.DOCUMENT, book.document)
    nodes = _nodes(book, record)
    for order, item in enumerate(review_items(review, book.home)):
        node = (Label.REVIEW_ITEM, item.id)
        key = plan_key(record.document.date, book.document)
        _add_item(book, item, node, f"{order:05d}", key)
        book.say(Rel.HAS_REVIEW_ITEM, document, node, {"doc": book.document})
        about = (Label.UNIT, item.unit) if item.unit else nodes.get((item.part, item.place))
        if about is not None:
            book.say(Rel.ABOUT, node, about, {"doc": book.document})
    for identity in review.history:
        correction = (Label.CORRECTION, identity)
        book.say(Rel.HAS_CORRECTION, document, correction, {"doc": book.document})
    for done in review.corrected.applied:
        correction = (Label.CORRECTION, done.correction.id)
        for place in done.places:
            if (changed := nodes.get((done.part, place))) is not None:
                book.say(Rel.CORRECTS, correction, changed, {"doc": book.document})


def _add_item(book: FactBook, item: Item, node: _Node, order: str, key: str) -> None:
    ref, ordinal = item.place
    book.add_node(
        *node,
        {
            "kind": str(item.kind),
            "part": str(item.part),
            "ref": ref or None,
            "ordinal": ordinal,
            "field": item.field or None,
            "message": item.message,
            "order": order,
            "plan_key": key,
            "open": item.settled_by is None,
            "settled_by": item.settled_by,
            **book.provenance(item.quote),
        },
    )


def _nodes(book: FactBook, record: PlanRecord) -> dict[tuple[Part, tuple[str, int]], _Node]:
    """Where each part of the corrected record stands in the graph."""
    found: dict[tuple[Part, tuple[str, int]], _Node] = {
        (Part.DOCUMENT, ("", 1)): (Label.DOCUMENT, book.document)
    }
    for ref, ordinal in places_of(record, Part.TASK):
        found[Part.TASK, (ref, ordinal)] = (Label.TASK, task_id(book.document, ref))
    for ref, ordinal in places_of(record, Part.TARGET):
        node = (Label.TARGET, target_id(book.document, ref, ordinal))
        found[Part.TARGET, (ref, ordinal)] = node
    for order, place in enumerate(places_of(record, Part.REPORT)):
        found[Part.REPORT, place] = (Label.REPORT_DUTY, report_duty_id(book.document, order))
    return found
