"""Where documents first name a thing: all that they say of it, over the graph in memory."""

from collections.abc import Iterable, Iterator

from tests.queries.oracle_graph import Graph, Link, Thing
from tests.queries.oracle_things import Held, source_of

_CITATIONS = ("IMPLEMENTS", "CITES", "AMENDS", "REPLACES")


def first_source(graph: Graph, thing: Thing) -> Held | None:
    """The words of the earliest document, and of several there those that stand first."""
    if "Document" in thing.labels:
        if "quote" in thing.values or thing.values.get("known"):
            return source_of(thing.values)
        return _first(graph, thing.before(*_CITATIONS))
    if "Place" in thing.labels:
        name = str(thing.values["name"]).lower()
        units = [link.start for link in thing.before("SITS_IN")]
        said = (link for unit in units for link in (*unit.out, *unit.into))
        told = (link for link in said if link.kind != "REPORTS_TO")
        return _first(graph, (x for x in told if name in str(x.values.get("quote")).lower()))
    return _first(graph, _naming(thing))


def _naming(thing: Thing) -> Iterator[Link]:
    yield from (*thing.out, *thing.into)
    if "Unit" in thing.labels:
        for link in thing.before("IN"):
            yield from _naming(link.start)


def _first(graph: Graph, links: Iterable[Link]) -> Held | None:
    said = [x for x in links if "quote" in x.values and "corrected_by" not in x.values]
    found = min(said, key=lambda link: _place(graph, link), default=None)
    return None if found is None else Held(found.values)


def _place(graph: Graph, link: Link) -> tuple[str, int, int, str, str]:
    values = link.values
    document = graph.things[str(values["doc"])]
    start, end = values["start"], values["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    rule, inherited = str(values["rule"]), str(values.get("inherited_from", ""))
    return str(document.values["plan_key"]), start, end, rule, inherited
