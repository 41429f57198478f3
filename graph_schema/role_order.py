"""Where a task stands in the list of whoever has a role in it: by deadline, then by id.

Kept on the relationship and not on the task, which several may lead, so that a page of such a list
is a range of an index however long the list is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph_schema.facts import DocumentGraph, Edge
from graph_schema.labels import TASK_ROLES, Label


def in_lists(graph: DocumentGraph, edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges, those of who does a task with its place in their list.

    A deadline is that printed; ``merge_work.keep`` writes the place anew where it was extended.
    """
    due_keys = {n.id: str(n.properties["due_key"]) for n in graph.nodes if n.label is Label.TASK}
    for edge in edges:
        if edge.rel in TASK_ROLES:
            due_of = f"{edge.start[1]} {due_keys[edge.end[1]]} {edge.end[1]}"
            yield replace(edge, properties={**edge.properties, "due_of": due_of})
        else:
            yield edge
