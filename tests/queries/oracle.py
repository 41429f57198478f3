"""The oracle: graphql-core's own executor over things in memory, field by field.

What each field means is written here a second time, from the API's own descriptions, so that the
compiled read path has something to differ from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from graphql import (
    ExecutionResult,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    get_named_type,
    parse,
    print_schema,
)

from graph_schema.vietnamese import search_key
from tests.queries import oracle_dated as dated
from tests.queries import oracle_filters as filters
from tests.queries import oracle_lists as lists
from tests.queries.oracle_graph import Graph, Thing
from tests.queries.oracle_known import Known
from tests.queries.oracle_sources import first_source
from tests.queries.oracle_things import Held, Seen, field_of, field_seen, snake

_FOUND = (
    *("Document", "Unit", "Person", "Position", "Place"),
    *("Task", "Target", "ReportDuty", "Phase"),
)
_NAMED = ("Plan", "Directive", "Unit", "Person", "Position", "Place")
_BELOW = {
    ("Plan", "tasks"): "HAS_TASK",
    ("Plan", "targets"): "HAS_TARGET",
    ("Plan", "reviewItems"): "HAS_REVIEW_ITEM",
    ("Unit", "ownedTargets"): "OWNS",
}
Row = tuple[Thing, list[object]]
Info = GraphQLResolveInfo[object]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: each item with its cursor, and the words by which it was found."""

    items: list[tuple[Thing, str, str]]
    total: int
    more: bool
    behind: bool


class Oracle:
    """Answers operations from a graph in memory."""

    def __init__(self, schema: GraphQLSchema, graph: Graph) -> None:
        """The same schema from its own text, without the product's resolvers."""
        self.schema = build_schema(print_schema(schema))
        self._graph = graph

    def answer(
        self, text: str, variables: Mapping[str, object], name: str | None
    ) -> ExecutionResult:
        """What graphql-core answers."""
        return execute_sync(
            self.schema,
            parse(text),
            variable_values=dict(variables),
            operation_name=name,
            field_resolver=self._resolve,
            type_resolver=lambda value, *_: cast(Thing, value).kind or "",
        )

    def _resolve(self, source: Any, info: Info, **arguments: Any) -> object:  # noqa: ANN401
        kind, name = info.parent_type.name, info.field_name
        asked = {key: value for key, value in arguments.items() if lists.given(value) is not None}
        match source:
            case Listed():
                return _of_page(source, kind, name)
            case tuple():
                thing, cursor, text = source
                values = {"node": thing, "cursor": cursor}
                return lists.matched(thing, text) if name == "matched" else values[name]
            case Held():
                return self._held(source, name)
            case Seen(link=link) if name == "correction":
                key = "id" if kind == "Succession" else "corrected_by"
                return self._graph.things.get(str(link.values.get(key)))
            case Seen():
                return field_seen(source, kind, name, asked)
            case Known():
                return Held(value) if isinstance(value := source.values[name], dict) else value
            case dated.Chain():
                return {"ways": source.ways, "cut": source.cut}[name]
            case dated.Way():
                return source.field(name)
            case dated.Counted() | dated.Band() | dated.Group() | dated.Grouped():
                return _counted(source, name)
        wanted = get_named_type(info.return_type).name
        if wanted.endswith("Connection"):
            return self._list(source, info, asked)
        if wanted == "Statistics":
            where = cast(lists.Where, asked.get("where") or {})
            where = cast(lists.Where, lists.given({**where, "asOf": where_day(asked, where)}))
            tasks = filters.keep(self._graph.of("Task"), "TaskFilter", where, linked=False)
            return dated.group(tasks, asked, where)
        if wanted == "Chain":
            start, end = str(arguments["from"]), str(arguments["to"])
            return dated.chain(self._graph, start, end, int(asked.get("first", 50)))
        if name == "nodes" and kind == "Query":
            return [self._by_id("Node", str(identity)) for identity in arguments["ids"]]
        if kind == "Query":
            return self._by_id(wanted, str(arguments["id"]))
        if name == "source" and kind in _NAMED:
            return first_source(self._graph, cast(Thing, source))
        if name == "settledBy":
            return self._graph.things.get(str(source.values.get("settled_by")))
        return field_of(source, name, asked)

    def _by_id(self, kind: str, identity: str) -> Thing | None:
        thing = self._graph.things.get(identity)
        if thing is None or thing.kind is None:
            return None
        return thing if kind in {"Node", thing.kind, *thing.labels} else None

    def _held(self, held: Held, name: str) -> object:
        if name in ("document", "correction"):
            key = "doc" if name == "document" else "corrected_by"
            return self._graph.things.get(str(held.values.get(key)))
        return held.values.get("source" if name == "file" else held.prefix + snake(name))

    def _list(self, source: Thing | None, info: Info, asked: Mapping[str, Any]) -> Listed:
        definition = info.parent_type.fields[info.field_name]
        first = int(asked.get("first", 20 if info.field_name == "search" else 50))
        ends = (asked.get("after"), asked.get("before"), asked.get("last"))
        if info.field_name == "search":
            text = str(asked["text"])
            keys = ["rank", "kind", "around", "id"]
            return _page(self._search(text), keys, first, ends, words=text)
        order = lists.order_of(definition)
        chosen = lists.each(asked.get("orderBy") or lists.USUAL[order])
        names = list(dict.fromkeys(map(str, chosen)))
        keys = lists.keys_of(order, names)
        if info.field_name == "history":
            assert source is not None
            found = [link.start for link in source.before("CHANGED")]
        else:
            table = get_named_type(definition.args["where"].type).name
            found = self._found(source, info, table, asked)
        rows = [(thing, lists.values_of(thing, keys)) for thing in found]
        return _page(rows, keys, first, ends, "+".join(names))

    def _found(
        self, source: Thing | None, info: Info, table: str, asked: Mapping[str, Any]
    ) -> list[Thing]:
        where = cast(lists.Where, lists.given(asked.get("where")) or {})
        if source is None:
            label = get_named_type(info.return_type).name.removesuffix("Connection")
            return filters.keep(self._graph.of(label), table, where, linked=False)
        if info.field_name == "documents":
            issued = {link.start.id: link.start for link in source.before("ISSUED_BY")}
            return filters.keep(issued.values(), table, where, linked=False)
        below = _BELOW.get((str(source.kind), info.field_name))
        every = lists.DOERS if source.kind == "Unit" else tuple(lists.ROLES.values())
        kinds = [below] if below else lists.roles_of(where, every)
        found = {link.end.id: link.end for link in source.after(*kinds)}
        return filters.keep(found.values(), table, where, linked=below is None)

    def _search(self, text: str) -> list[Row]:
        key = search_key(text)
        return [
            (thing, [_rank(thing, key), place, _around(thing, key), thing.id])
            for place, label in enumerate(_FOUND)
            for thing in self._graph.of(label)
            if lists.has_words(thing, text)
        ]


def _counted(source: dated.Counted | dated.Band | dated.Group | dated.Grouped, name: str) -> object:
    match source:
        case dated.Counted():
            return dated.of_summary(source, name)
        case dated.Band():
            return source.values[name]
        case dated.Group():
            return dated.of_group(source, name)
        case dated.Grouped():
            return dated.of_grouped(source, name)


def where_day(asked: Mapping[str, Any], where: lists.Where) -> object:
    """The day of statistics: their own, or that of the filter, or today."""
    return asked.get("asOf") or lists.given(where.get("asOf")) or dated.day_of({})


def _rank(thing: Thing, key: str) -> int:
    names = lists.names_of(thing)
    if key in names:
        return 0
    if any(f"{name} ".startswith(f"{key} ") for name in names):
        return 1
    return 2 if any(f" {key} " in f" {name} " for name in names) else 3


def _around(thing: Thing, key: str) -> int:
    first = f" {key.split()[0]}"
    return min(99, next(len(n.split()) for n in lists.names_of(thing) if first in f" {n}"))


def _page(
    rows: Sequence[Row],
    keys: Sequence[str],
    first: int,
    ends: tuple[str | None, str | None, int | None],
    name: str = "SEARCH",
    words: str = "",
) -> Listed:
    after, before, last = ends
    ordered = list(rows)
    for at, key in reversed(list(enumerate(keys))):
        ordered.sort(key=partial(_value_at, at), reverse=key.startswith("-"))
    if after is not None:
        begin = lists.read_cursor(after)
        ordered = [row for row in ordered if lists.stands_after(row[1], begin, keys)]
    if before is not None:
        end = lists.read_cursor(before)
        ordered = [row for row in ordered if lists.stands_after(end, row[1], keys)]
    size = first if last is None else last
    start = 0 if last is None else max(len(ordered) - last, 0)
    page = ordered[start : start + size]
    items = [(thing, lists.make_cursor(name, values), words) for thing, values in page]
    cut = len(ordered) > size
    more = before is not None or (last is None and cut)
    behind = after is not None or (last is not None and cut)
    return Listed(items, len(rows), more, behind)


def _value_at(at: int, row: Row) -> Any:  # noqa: ANN401 - strings or numbers, alike in one list
    return row[1][at]


def _of_page(page: Listed, kind: str, name: str) -> object:
    if kind != "PageInfo":
        parts = {"nodes": [item[0] for item in page.items], "edges": page.items, "pageInfo": page}
        return page.total if name == "totalCount" else parts[name]
    cursors: list[str | None] = [item[1] for item in page.items]
    cursors = cursors or [None]
    return {
        "hasNextPage": page.more,
        "hasPreviousPage": page.behind,
        "startCursor": cursors[0],
        "endCursor": cursors[-1],
    }[name]
