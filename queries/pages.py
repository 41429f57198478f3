"""A page of a list: where its nodes are found, how many there are, what is asked of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from graphql import FieldNode

from queries.filters import TABLES, Table
from queries.given import Binder, Given
from queries.kept import Range, range_of
from queries.paging import Window, order_of, window_of
from queries.paths import Path, Restriction, where
from queries.project import object_source, required_source
from queries.responsibility import by_any_holder, roles_of
from queries.role_pages import RoleRange, below, of_one
from queries.rows import Row
from queries.search import found, search_order, shown
from queries.shapes import Page

Fields = Mapping[str, tuple[FieldNode, ...]]
_ROWS = "{source} WITH {carried} {order} LIMIT {limit} "
_BELOW_OTHERS = "COLLECT {{ {rows}RETURN {items} }}"
# Ahead of all else: the embedded engine (26.10.2) finds nothing by a range of an index within a
# subquery, but walks over the label (34 ms and 3 for the same page of 30,000 targets).
_AHEAD = "{rows}WITH collect({items}) AS {listed} "
_COUNT = "COUNT {{ {source}{counted} }}"
_LISTED = "MATCH {pattern}"
# From the parent, and only then filtered: where few tasks fall into a year, Neo4j's planner
# would begin at all of that year's.
_BELOW = "MATCH {pattern}{held} WITH DISTINCT {m}"
_FOUND = "{path} RETURN {m}"
# Those that come first in an index that has them in the page's order: no more are read.
_FIRST = "{path}{kept} WITH {m} ORDER BY {m}.{key}, {m}.id LIMIT {limit} RETURN {m}"
_ONE_OF = "CALL () {{ {each} }} WITH {m}"
_BEHIND = frozenset({"after", "before"})
_NEED_ROWS = frozenset({"nodes", "edges", "pageInfo"})


class Parts(Protocol):
    """What the compiler lends to a page: its nodes, and what is asked of its parts."""

    def item(self, owner: str, nodes: tuple[FieldNode, ...], element: Row) -> str:
        """One node of the page, built from its element."""

    def open(self, owner: str, nodes: tuple[FieldNode, ...]) -> tuple[str, Fields]:
        """The type of a part such as pageInfo, and the fields asked of it."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The parts of a page's statement."""

    node: str
    source: str
    """Finds every node; a WHERE may follow."""
    where: tuple[str, ...]
    beside: tuple[str, ...]
    """The same but for a window of deadlines."""
    carried: str
    """What the order needs of each node found."""
    count: str
    window: Window
    begins: str = ""
    """Parameter of a search: how the words that are sought begin."""
    first: str = ""
    """Finds the nodes of the page, and few others, where an index has them in its order."""
    ahead: bool = False
    """Nothing leads to the nodes but what holds of each: the statement begins with them."""
    listed: RoleRange | None = None
    """Has the nodes of the page, and few others, in its order."""

    def list_rows(self, row: Row, place: str, items: str) -> None:
        """Put the list of one page into its place, each node as ``items``."""
        if not self.ahead:
            row.fill(place, _BELOW_OTHERS.format(rows=self._rows(), items=items))
            return
        listed = f"{self.node}s"
        row.before = _AHEAD.format(rows=self._rows(), items=items, listed=listed)
        row.fill(place, listed)

    def _rows(self) -> str:
        if self.listed is not None:
            return self.listed.rows(self.node, self.beside, self.window.limit)
        behind = (condition.replace("@", self.node) for condition in self.window.behind)
        kept = where((*self.where, *behind))
        order = self.window.clause(self.node)
        return _ROWS.format(
            source=f"{self.first or self.source}{kept}",
            carried=self.carried,
            order=order,
            limit=self.window.limit,
        )


def page_text(
    binder: Binder, page: Page, parent: str, m: str, arguments: Mapping[str, Given]
) -> PageText:
    """The parts of a filtered list below ``parent``, or at the root."""
    table = TABLES[page.table]
    given, order = arguments.get("where"), order_of(table, arguments.get("orderBy"))
    # A page from its end is read in the other order, which the kept keys do not serve.
    forward = page.pattern == "(@)" and not {"last", "before"} & set(arguments)
    kept = range_of(page.table, given, order.properties) if forward else None
    found = find_nodes(binder, page, parent, m, given, kept, paged=bool(_BEHIND & set(arguments)))
    window = window_of(binder, replace(order, range=kept), arguments, 50)
    if found.everything and window.whole and not window.backward:
        window = replace(window, behind=tuple(window.order.from_the_start(page.label)))
    return PageText(
        m,
        found.source,
        found.where,
        found.beside,
        f"DISTINCT {m}" if found.repeated else m,
        _COUNT.format(source=f"{found.source}{where(found.where)}", counted=found.counted(m)),
        window,
        first=_first_anchored(found, m, page.label, window),
        ahead=kept is not None or _in_due_window(page, given, found),
        listed=_listed(binder, found, window, arguments),
    )


def _in_due_window(page: Page, given: Given | None, found: "Nodes") -> bool:
    return (
        page.pattern == "(@)"
        and found.anchor is None
        and given is not None
        and bool({"dueFrom", "dueTo"} & set(given.parts))
    )


@dataclass(frozen=True, slots=True)
class Nodes:
    """How the nodes of a list are found, before any order."""

    source: str
    """A WHERE may follow."""
    where: tuple[str, ...]
    beside: tuple[str, ...]
    """The same but for a window of deadlines."""
    repeated: bool
    """A node may be found more than once."""
    everything: bool
    """All nodes with the label are meant."""
    settled: bool = False
    """Each is found before it is filtered, once."""
    anchor: Restriction | None = None
    pattern: str = ""
    """The way from the parent, when nothing is asked of what lies along it."""

    def counted(self, m: str) -> str:
        """How they end where they are counted."""
        if self.repeated:
            return f" RETURN DISTINCT {m}"
        return f" RETURN {m}" if self.settled else ""


def find_nodes(
    binder: Binder,
    page: Page,
    parent: str,
    m: str,
    given: Given | None,
    kept: Range | None = None,
    *,
    paged: bool = False,
) -> Nodes:
    """How the nodes ``m`` of a list are found, below ``parent`` or at the root.

    ``paged``: those behind a cursor alone are wanted.
    """
    table = TABLES[page.table]
    role = given.part("role") if given else None
    restrictions = [
        _made_ready(restriction, roles_of(role), binder)
        for restriction in _restrictions(binder, page, table, given, kept)
    ]
    pattern = page.pattern.replace("{roles}", roles_of(role, page.roles)).replace("{n}", parent)
    pattern, held = binder.sight.along(pattern, lambda: binder.name("s"))
    anchor = next((r for r in restrictions if r.paths), None) if pattern == "(@)" else None
    source = _LISTED.format(pattern=pattern.replace("(@)", f"({m}:{page.label})"))
    if anchor is not None:
        source = _anchored(anchor, m, page.label)
    others = [r for r in restrictions if r is not anchor and not r.candidates]
    seen = binder.sight.of(m)
    conditions = (*(_condition(r, m) for r in others), *seen)
    beside = (*(_condition(r, m) for r in others if not r.due), *seen)
    repeated = page.distinct or anchor is not None
    way = "" if held else pattern
    if pattern != "(@)" and (restrictions or paged):
        below = pattern.replace("(@)", f"({m}:{page.label})")
        source = _BELOW.format(pattern=below, held=where(held), m=m)
        return Nodes(
            source, conditions, beside, repeated=False, everything=False, settled=True, pattern=way
        )
    everything = pattern == "(@)" and not restrictions
    conditions, beside = (*conditions, *held), (*beside, *held)
    return Nodes(source, conditions, beside, repeated, everything, anchor=anchor, pattern=way)


def search_text(binder: Binder, m: str, arguments: Mapping[str, Given]) -> PageText:
    """The parts of a search."""
    ranks = {name: binder.name(name) for name in ("rank", "around", "kind")}
    source, count, begins = found(binder, arguments["text"], {"m": m, **ranks})
    window = window_of(binder, search_order(ranks), arguments, 20)
    return PageText(m, source, (), (), ", ".join((m, *ranks.values())), count, window, begins)


def build_page(
    text: PageText, kind: str, fields: Fields, row: Row, element: Row, parts: "Parts"
) -> str:
    """The response of a connection; each of its nodes is an ``element``."""
    opened = {key: parts.open(kind, nodes) for key, nodes in fields.items() if _is_part(nodes)}
    keys: list[str] = []
    if any(_is_cursor(nodes) for _, asked in opened.values() for nodes in asked.values()):
        keys = [element.add(value) for value in text.window.order.values(text.node)]
    rows = row.reserve()
    size = f"p[{text.window.limit[1:]!r}] - 1"
    page = f"{rows}[:{size}]" + ("[::-1]" if text.window.backward else "")
    built: dict[str, str] = {}
    for key, nodes in fields.items():
        match nodes[0].name.value:
            case "nodes":
                node = parts.item(kind, nodes, element)
                built[key] = f"[{node} for {element.name} in {page}]"
            case "edges":
                edge = _edge(text, *opened[key], element, keys, parts)
                built[key] = f"[{edge} for {element.name} in {page}]"
            case "pageInfo":
                places = tuple(map(element.place_of, keys))
                built[key] = _page_info(text, *opened[key], rows, page, places, size)
            case "totalCount":
                built[key] = required_source(row.add(text.count), f"{kind}.totalCount")
            case _:
                built[key] = repr(kind)
    if any(nodes[0].name.value in _NEED_ROWS for nodes in fields.values()):
        text.list_rows(row, rows, element.list)
    return object_source(built)


def _is_part(nodes: tuple[FieldNode, ...]) -> bool:
    return nodes[0].name.value in ("edges", "pageInfo")


def _is_cursor(nodes: tuple[FieldNode, ...]) -> bool:
    return nodes[0].name.value in ("cursor", "startCursor", "endCursor")


def _edge(
    text: PageText, kind: str, fields: Fields, element: Row, keys: list[str], parts: "Parts"
) -> str:
    built: dict[str, str] = {}
    for key, nodes in fields.items():
        match nodes[0].name.value:
            case "node":
                built[key] = parts.item(kind, nodes, element)
            case "cursor":
                built[key] = f"cursor({text.window.order.name!r}, [{', '.join(keys)}])"
            case "matched":
                held = element.add(shown(text.node))
                built[key] = f"matched({held}, p[{text.begins[1:]!r}])"
            case _:
                built[key] = repr(kind)
    return object_source(built)


def _page_info(
    text: PageText,
    kind: str,
    fields: Fields,
    rows: str,
    page: str,
    keys: tuple[int, ...],
    size: str,
) -> str:
    window, order = text.window, text.window.order.name
    more, ahead, back = f"len({rows}) > {size}", repr(not window.ends), repr(not window.begins)
    values = {
        "hasNextPage": ahead if window.backward else f"({more} or {ahead})",
        "hasPreviousPage": f"({more} or {back})" if window.backward else back,
        "startCursor": f"cursor_at({order!r}, {keys}, {page}, 0)",
        "endCursor": f"cursor_at({order!r}, {keys}, {page}, -1)",
    }
    return object_source(
        {key: values.get(nodes[0].name.value, repr(kind)) for key, nodes in fields.items()}
    )


def _restrictions(
    binder: Binder, page: Page, table: Table, asked: Given | None, kept: Range | None
) -> Iterable[Restriction]:
    if asked is None:
        return
    settled = kept.settled if kept is not None else frozenset()
    if kept is not None:
        yield from (Restriction(bound) for bound in kept.bounds(binder))
    for name, build in table.filters.items():
        given = asked.part(name)
        if given is not None and name not in settled:
            yield from build(binder, given)
    for together in table.together:
        yield from together.build(binder, asked)
    unit = asked.part("unit")
    if asked.part("role") and "{roles}" not in page.pattern and not (unit and unit.parts):
        yield by_any_holder(binder)


def _made_ready(restriction: Restriction, roles: str, binder: Binder) -> Restriction:
    paths = tuple(
        replace(path, tail=path.tail.replace("{roles}", roles)).seen(binder)
        if isinstance(path, Path)
        else path
        for path in restriction.paths
    )
    return replace(restriction, paths=paths)


def _anchored(anchor: Restriction, m: str, label: str) -> str:
    """How ``m`` is found along one path, or along any of several; a WHERE may follow."""
    each = " UNION ".join(
        _FOUND.format(path=path.anchored(f"{m}:{label}"), m=m) for path in anchor.paths
    )
    return _ONE_OF.format(each=each, m=m)


def _listed(
    binder: Binder, found: Nodes, window: Window, arguments: Mapping[str, Given]
) -> RoleRange | None:
    """Where the nodes are the work of one, in one role, by deadline."""
    if found.anchor is None:
        return below(binder, found.pattern, window, arguments)
    way, *others = found.anchor.paths
    if others or not isinstance(way, Path):
        return None
    return of_one(binder, way, window, arguments)


def _first_anchored(found: Nodes, m: str, label: str, window: Window) -> str:
    """As ``_anchored``, but of an index in the page's order only what the page can hold."""
    kept = (*found.where, *(condition.replace("@", m) for condition in window.behind))
    each, ordered = [], False
    for path in found.anchor.paths if found.anchor is not None else ():
        text = path.anchored(f"{m}:{label}")
        if isinstance(path, Path) or window.backward or window.order.properties != path.order[1:]:
            each.append(_FOUND.format(path=text, m=m))
            continue
        ordered = True
        more = "".join(f" AND {condition}" for condition in kept)
        named = {"m": m, "key": path.order[0], "limit": window.limit}
        each.append(_FIRST.format(path=text, kept=more, **named))
    return _ONE_OF.format(each=" UNION ".join(each), m=m) if ordered else ""


def _condition(restriction: Restriction, m: str) -> str:
    if not restriction.paths:
        return restriction.condition.replace("@", m)
    return "(" + " OR ".join(path.exists(m) for path in restriction.paths) + ")"
