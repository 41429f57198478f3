"""A page of a list: where its nodes are found, how many there are, what is asked of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from graphql import FieldNode

from queries.filters import TABLES, Table
from queries.given import Binder, Given, always
from queries.paging import Order, order_of, row_limit
from queries.paths import Restriction, where
from queries.project import object_source, required_source
from queries.responsibility import by_any_holder, roles_of
from queries.rows import Row
from queries.search import found, search_order
from queries.shapes import Page

Fields = Mapping[str, tuple[FieldNode, ...]]
_ROWS = "COLLECT {{ {source} WITH {carried} {order} LIMIT {limit} RETURN {items} }}"
_COUNT = "COUNT {{ {source}{counted} }}"
_LISTED = "MATCH {pattern}"
_FOUND = "{path} RETURN {m}"
_ONE_OF = "CALL () {{ {each} }} WITH {m}"
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
    carried: str
    """What the order needs of each node found."""
    count: str
    order: Order
    behind: tuple[str, ...]
    """What holds of the nodes of this page alone: they stand behind the cursor."""
    limit: str
    """Parameter: the size of the page and one."""
    begins: bool
    """No cursor is given: nothing stands before this page."""

    def rows(self, items: str) -> str:
        """The expression that lists one page, each node as ``items``."""
        kept = where((*self.where, *self.behind))
        order = self.order.clause(self.node)
        return _ROWS.format(
            source=f"{self.source}{kept}",
            carried=self.carried,
            order=order,
            limit=self.limit,
            items=items,
        )


def page_text(
    binder: Binder, page: Page, parent: str, m: str, arguments: Mapping[str, Given]
) -> PageText:
    """The parts of a filtered list below ``parent``, or at the root."""
    table, given = TABLES[page.table], arguments.get("where")
    role = given.part("role") if given else None
    restrictions = [
        _with_roles(restriction, roles_of(role))
        for restriction in _restrictions(binder, page, table, given)
    ]
    pattern = page.pattern.replace("{roles}", roles_of(role, page.roles)).replace("{n}", parent)
    anchor = next((r for r in restrictions if r.paths), None) if pattern == "(@)" else None
    source = _LISTED.format(pattern=pattern.replace("(@)", f"({m}:{page.label})"))
    if anchor is not None:
        source = _anchored(anchor, m, page.label)
    conditions = tuple(_condition(r, m) for r in restrictions if r is not anchor)
    distinct = page.distinct or anchor is not None
    counted = f" RETURN DISTINCT {m}" if distinct else ""
    order = order_of(table, arguments.get("orderBy"))
    after = arguments.get("after")
    behind = order.after(binder, after) if after else ()
    if pattern == "(@)" and not (restrictions or after):
        behind = order.from_the_start(page.label)
    return PageText(
        m,
        source,
        conditions,
        f"DISTINCT {m}" if distinct else m,
        _COUNT.format(source=f"{source}{where(conditions)}", counted=counted),
        order,
        tuple(c.replace("@", m) for c in behind),
        binder.bind(arguments.get("first") or always(50), row_limit),
        after is None,
    )


def search_text(binder: Binder, m: str, arguments: Mapping[str, Given]) -> PageText:
    """The parts of a search."""
    names = {"m": m, "rank": binder.name("rank"), "kind": binder.name("kind")}
    matched, count = found(binder, arguments["text"], names)
    order, after = search_order(names), arguments.get("after")
    behind = tuple(c.replace("@", m) for c in order.after(binder, after)) if after else ()
    limit = binder.bind(arguments.get("first") or always(20), row_limit)
    carried = f"{m}, {names['rank']}, {names['kind']}"
    return PageText(m, matched, (), carried, count, order, behind, limit, after is None)


def build_page(
    text: PageText, kind: str, fields: Fields, row: Row, element: Row, parts: "Parts"
) -> str:
    """The response of a connection; each of its nodes is an ``element``."""
    opened = {key: parts.open(kind, nodes) for key, nodes in fields.items() if _is_part(nodes)}
    keys: list[str] = []
    if any(_is_cursor(nodes) for _, asked in opened.values() for nodes in asked.values()):
        keys = [element.add(value) for value in text.order.values(text.node)]
    rows = row.reserve()
    size = f"p[{text.limit[1:]!r}] - 1"
    page = f"{rows}[:{size}]"
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
                built[key] = _page_info(text, *opened[key], rows, page, len(keys), size)
            case "totalCount":
                built[key] = required_source(row.add(text.count), f"{kind}.totalCount")
            case _:
                built[key] = repr(kind)
    if any(nodes[0].name.value in _NEED_ROWS for nodes in fields.values()):
        row.fill(rows, text.rows(element.list))
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
                built[key] = f"cursor({text.order.name!r}, [{', '.join(keys)}])"
            case _:
                built[key] = repr(kind)
    return object_source(built)


def _page_info(
    text: PageText, kind: str, fields: Fields, rows: str, page: str, keys: int, size: str
) -> str:
    values = {
        "hasNextPage": f"len({rows}) > {size}",
        "hasPreviousPage": repr(not text.begins),
        "startCursor": f"cursor_at({text.order.name!r}, {keys}, {page}, 0)",
        "endCursor": f"cursor_at({text.order.name!r}, {keys}, {page}, -1)",
    }
    return object_source(
        {key: values.get(nodes[0].name.value, repr(kind)) for key, nodes in fields.items()}
    )


def _restrictions(
    binder: Binder, page: Page, table: Table, asked: Given | None
) -> Iterable[Restriction]:
    if asked is None:
        return
    for name, build in table.filters.items():
        given = asked.part(name)
        if given is not None:
            yield from build(binder, given)
    unit = asked.part("unit")
    if asked.part("role") and "{roles}" not in page.pattern and not (unit and unit.parts):
        yield by_any_holder(binder)


def _with_roles(restriction: Restriction, roles: str) -> Restriction:
    paths = tuple(
        replace(path, tail=path.tail.replace("{roles}", roles)) for path in restriction.paths
    )
    return replace(restriction, paths=paths)


def _anchored(anchor: Restriction, m: str, label: str) -> str:
    """How ``m`` is found along one path, or along any of several; a WHERE may follow."""
    each = " UNION ".join(
        _FOUND.format(path=path.anchored(f"{m}:{label}"), m=m) for path in anchor.paths
    )
    return _ONE_OF.format(each=each, m=m)


def _condition(restriction: Restriction, m: str) -> str:
    if not restriction.paths:
        return restriction.condition.replace("@", m)
    return "(" + " OR ".join(path.exists(m) for path in restriction.paths) + ")"
