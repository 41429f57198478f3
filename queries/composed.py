"""Root fields put together from other questions: a report's rows and figures.

One statement cannot answer them. What the service gathers for the same caller, question by
question, is plain records; here they are shown as the selection asks, each field computed once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)
from graphql.execution.values import VariableValues

from graph_schema.errors import BadQuestion, DauMoiError, DeadlineExceeded, StoreUnavailable
from queries.anchors import Read
from queries.given import field_arguments
from queries.nulls import INTERNAL, Settled, settle
from queries.paging import make_cursor, row_limit
from queries.selection import Fields, Selections
from queries.sight import Sight
from queries.turns import turn

Ask = Callable[[str, Mapping[str, object]], Awaitable[Any]]
"""One question of the same caller: its data as JSON says it; whatever is wrong is raised."""
Record = Mapping[str, object]
"""What an object of the schema shows, by the names of its fields."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list read by pages; each item is shown only when it stands on the page."""

    choose: Callable[[Mapping[str, object]], Sequence[Any]]
    """The items that the field's own arguments keep, in their order."""
    identity: Callable[[Any], str]
    shown: Callable[[Any], Record]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a composed field gathers from, in the name of who asks."""

    ask: Ask
    read: Read
    """Runs a statement; it is given what ``sight`` asks of every node."""
    sight: Sight


Compose = Callable[[Sources, Mapping[str, object]], Awaitable[Record | Listing | None]]
"""Gathers what a root field answers for its arguments."""

AT_ONCE = 2
"""Reports that are gathered at one time: each may read thousands of tasks."""
_TURN_SECONDS = 10.0
MANY_REPORTS = "Đang lập nhiều báo cáo: hãy thử lại sau ít giây. (Too many reports at once.)"
_SECONDS = 30.0
_USUAL = 50


@dataclass(frozen=True, slots=True)
class Root:
    """A root field that is composed, with the fragments of its document."""

    key: str
    nodes: tuple[FieldNode, ...]
    fragments: Mapping[str, FragmentDefinitionNode]


class Composer:
    """Answers the composed fields of questions."""

    def __init__(self, schema: GraphQLSchema, fields: Mapping[str, Compose]) -> None:
        """``fields`` tells how each is gathered."""
        self._schema = schema
        self._fields = fields
        self._turns = asyncio.Semaphore(AT_ONCE)

    def takes(self, name: str) -> bool:
        """Whether a field of the root is composed."""
        return name in self._fields

    async def answer(
        self, roots: Sequence[Root], values: VariableValues, sources: Sources
    ) -> list[Settled]:
        """The value of each, one after the other."""
        if not roots:
            return []
        async with turn(self._turns, _TURN_SECONDS, MANY_REPORTS):
            try:
                async with asyncio.timeout(_SECONDS):
                    return [await self._one(root, values, sources) for root in roots]
            except TimeoutError:
                raise DeadlineExceeded(
                    f"Báo cáo chưa xong sau {_SECONDS:g} giây: hãy hỏi hẹp hơn, hoặc lấy tệp ở "
                    "/reports. (The report took too long; ask for less.)"
                ) from None

    async def _one(self, root: Root, values: VariableValues, sources: Sources) -> Settled:
        query = cast(GraphQLObjectType, self._schema.query_type)
        node = root.nodes[0]
        definition = query.fields[node.name.value]
        try:
            given = field_arguments(definition, node, values)
            plain = {name: one.value for name, one in given.items()}
            found = await self._fields[node.name.value](sources, plain)
            if isinstance(found, Listing):
                found = page(found, plain)
            selections = Selections(self._schema, root.fragments, values)
            showing = _Shown(selections, values)
            shown = showing.value(definition.type, root.nodes, found)
            if showing.refused:
                kind, nodes = definition.type, root.nodes
                return settle(
                    self._schema, selections, kind, nodes, shown, root.key, showing.refused
                )
        except StoreUnavailable:
            raise
        except Exception as error:
            sentence = error.sentence if isinstance(error, DauMoiError) else INTERNAL
            told = GraphQLError(sentence, list(root.nodes), path=[root.key], original_error=error)
            return Settled(None, (told,))
        return Settled(shown, ())


class _Shown:
    """Records as a selection asks for them."""

    def __init__(self, selections: Selections, values: VariableValues) -> None:
        self._selections = selections
        self._values = values
        self.refused: dict[int, Exception] = {}
        """Fields whose arguments were refused, as ``settle`` wants them."""

    def value(self, kind: GraphQLOutputType, nodes: Sequence[FieldNode], found: object) -> object:
        bare = get_nullable_type(kind)
        if is_list_type(bare):
            inner = get_nullable_type(bare.of_type)
            if is_leaf_type(inner):
                return found
            return self._objects(cast(GraphQLObjectType, inner), nodes, cast(list[Record], found))
        if found is None or is_leaf_type(bare):
            return found
        return self._objects(cast(GraphQLObjectType, bare), nodes, [cast(Record, found)])[0]

    def _objects(
        self, kind: GraphQLObjectType, nodes: Sequence[FieldNode], found: Sequence[Record]
    ) -> list[object]:
        fields = self._selections.fields(kind, (node.selection_set for node in nodes))
        return [self._object(kind, fields, record) for record in found]

    def _object(self, kind: GraphQLObjectType, fields: Fields, record: Record) -> dict[str, object]:
        shown: dict[str, object] = {}
        for key, under in fields.items():
            name = under[0].name.value
            if name == "__typename":
                shown[key] = kind.name
                continue
            value = record[name]
            if isinstance(value, Listing):
                value = self._page(kind.fields[name], under[0], value)
            shown[key] = self.value(kind.fields[name].type, under, value)
        return shown

    def _page(self, field: GraphQLField, node: FieldNode, listing: Listing) -> Record | None:
        try:
            given = field_arguments(field, node, self._values)
            return page(listing, {name: one.value for name, one in given.items()})
        except BadQuestion as error:
            self.refused.setdefault(id(node), error)
            return None


def page(listing: Listing, given: Mapping[str, object]) -> Record:
    """One page of a list: the first behind a cursor, or the last before one."""
    every = listing.choose(given)
    cursors = [make_cursor("COMPOSED", [listing.identity(item)]) for item in every]
    start = _place(cursors, given["after"]) + 1 if given.get("after") else 0
    end = _place(cursors, given["before"]) if given.get("before") else len(every)
    side = "last" if given.get("last") is not None else "first"
    size = cast(int, row_limit(side)(given.get(side, _USUAL))) - 1
    if side == "last":
        start = max(start, end - size)
    else:
        end = min(end, start + size)
    nodes = [listing.shown(item) for item in every[start:end]]
    own = cursors[start:end]
    return {
        "nodes": nodes,
        "edges": [{"cursor": c, "node": node} for c, node in zip(own, nodes, strict=True)],
        "totalCount": len(every),
        "pageInfo": {
            "hasNextPage": end < len(every),
            "hasPreviousPage": start > 0,
            "startCursor": own[0] if own else None,
            "endCursor": own[-1] if own else None,
        },
    }


def _place(cursors: Sequence[str], cursor: object) -> int:
    if cursor not in cursors:
        raise BadQuestion(
            "Con trỏ “after” hoặc “before” không có trong danh sách này: hãy đọc lại từ đầu. (The "
            "cursor does not belong to this list.)"
        )
    return cursors.index(str(cursor))
