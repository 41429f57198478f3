"""Whatever way one asks, nothing of a secret document is told: by no field, list, file or event."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_leaf_type,
)

from graph_schema import json_text
from graph_schema.callers import OPEN_READER, Caller, Role, Secrecy
from graph_schema.dated import today
from queries.execute import Question, Reader
from queries.feed import Wanted as WantedEvents
from queries.feed import read_events
from queries.mapping import KINDS
from service.calendar_feed import CalendarSigner, Of
from service.reminders.gather import open_items
from service.reports.asked import COMPOSED
from service.review_command import Ask
from service.roles import MUTATIONS
from service.store import Store
from service.webhook_sender import body_of
from tests.engines import Engines, make_empty
from tests.queries.asking import schema
from tests.queries.test_differential import _WIDE
from tests.service.secret_world import (
    READER,
    SECRETARY,
    SIGNED_WITH,
    Known,
    asking_as,
    make_world,
    mutation,
)

_AT_ONCE = 100
_MOST = 500
_DAY = "2026-12-31"
# Units, people and offices that a secret document says something of.
_NEAR_SECRETS = """
MATCH (n)-[x]->(:Task) WHERE x.secret IS NOT NULL RETURN DISTINCT n.id ORDER BY n.id
"""
# What of these arguments chooses another way through the graph, besides the plain one.
_OTHERWISE = {
    "directives": ("(transitive: true, relation: [IMPLEMENTS, CITES, AMENDS, REPLACES])",),
    "carriedOutBy": ("(transitive: true, relation: [IMPLEMENTS, CITES, AMENDS, REPLACES])",),
}


@dataclass(frozen=True, slots=True)
class World:
    """A store with an open plan and a secret one, and what is secret in it."""

    store: Store
    known: Known

    async def ask(self, text: str, clearance: Secrecy = Secrecy.OPEN, /, **given: object) -> str:
        """The answer to a reader, as JSON; there must be one."""
        read = partial(self.store.read, timeout=60)
        caller = Caller("Người đọc", Role.READER, clearance=clearance)
        reader = Reader(schema(), read, _WIDE, deadline=60, composed=COMPOSED)
        answer = await reader.answer(Question(text, given, None, caller))
        assert answer.errors == (), (text, answer.errors[0].original_error or answer.errors)
        return json_text.dumps(answer.data).decode()

    async def tells_nothing(self, text: str, /, **given: object) -> Any:  # noqa: ANN401 - JSON
        """Ask, and find nothing secret in the answer."""
        answer = await self.ask(text, **given)
        assert not self.known.told(answer), (text, given, self.known.told(answer))
        return json_text.loads(answer)

    def one_of_each(self) -> list[str]:
        """The id of one secret thing of every kind."""
        kinds = {self.known.kinds[one][0]: one for one in sorted(self.known.hidden)}
        return sorted(kinds.values())

    def ids(self, *kinds: str) -> list[str]:
        """The ids of these kinds, secret or not; without a kind all that ``node`` would find."""
        wanted = set(kinds or KINDS)
        return sorted(one for one, labels in self.known.kinds.items() if wanted & set(labels))


@pytest.fixture(scope="module")
async def world(engines: Engines) -> World:
    """Made once; no test below changes anything."""
    store = await engines.store("embedded")
    await make_empty(store)
    return World(store, await make_world(store))


def test_the_world_has_a_secret_one_of_every_kind_that_a_document_or_a_person_makes(
    world: World,
) -> None:
    kinds = {label for one in world.known.hidden for label in world.known.kinds[one]}
    assert set(KINDS) - kinds == {"Place", "Phase"}, "places come from the official tables"
    assert len(world.known.words) > 15


def _shown(kind: GraphQLNamedType, depth: int) -> str:
    """Every field that has no fields itself, and what else is there as deep as told."""
    if not isinstance(kind, GraphQLObjectType):
        return "{ __typename " + ("id " if kind.name == "Node" else "... on Node { id } ") + "}"
    parts = ["__typename"]
    for name, definition in kind.fields.items():
        inner = get_named_type(definition.type)
        if any(str(argument.type).endswith("!") for argument in definition.args.values()):
            continue
        if is_leaf_type(inner):
            parts.append(name)
        elif depth > 0:
            page = f"(first: {_MOST})" if "first" in definition.args else ""
            parts.append(f"{name}{page} {_shown(inner, depth - 1)}")
    return "{ " + " ".join(parts) + " }"


def _ways(kind: GraphQLObjectType) -> Iterator[str]:
    """Each field of a type, in each way that its arguments lead through the graph."""
    yield " ".join(
        name
        for name, definition in kind.fields.items()
        if is_leaf_type(get_named_type(definition.type)) and not definition.args
    )
    for name, definition in kind.fields.items():
        inner = get_named_type(definition.type)
        if is_leaf_type(inner):
            continue
        under = _shown(inner, 2 if inner.name.endswith("Connection") else 1)
        more = _OTHERWISE.get(name, ())
        bare: tuple[str, ...] = ("",)
        if "by" in definition.args and "asOf" in definition.args:
            bare = (f'(by: "{_DAY}")', f'(by: "9999-12-31", asOf: "{_DAY}")')
        elif "asOf" in definition.args:
            more = (*more, f'(asOf: "{_DAY}")')
        if "first" in definition.args:
            more = (*more, f"(first: {_MOST})", f"(last: {_MOST})")
        for arguments in (*bare, *more):
            yield f"{name}{arguments} {under}"


@pytest.mark.parametrize("name", KINDS)
async def test_no_field_of_anything_leads_to_what_is_secret(world: World, name: str) -> None:
    kind = schema().type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    ids = world.ids(name)
    for field in _ways(kind):
        text = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {name} {{ {field} }} }} }}"
        for at in range(0, len(ids), _AT_ONCE):
            await world.tells_nothing(text, ids=ids[at : at + _AT_ONCE])


async def test_nothing_secret_is_found_by_its_id(world: World) -> None:
    query = schema().query_type
    assert query is not None
    single = [name for name, field in query.fields.items() if set(field.args) == {"id"}]
    assert len(single) > 8
    asked = " ".join(f"{name}(id: $id) {{ __typename }}" for name in single)
    for identity in world.one_of_each():
        found = await world.tells_nothing(f"query($id: ID!) {{ {asked} }}", id=identity)
        assert found == dict.fromkeys(single), identity
    ids = sorted(world.known.hidden)[:_AT_ONCE]
    many = await world.tells_nothing("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    assert many["nodes"] == [None] * len(ids)


async def test_no_list_count_or_cursor_tells_of_what_is_secret_in_any_order(world: World) -> None:
    query = schema().query_type
    assert query is not None
    for name, definition in query.fields.items():
        kind = get_named_type(definition.type)
        if not kind.name.endswith("Connection") or "text" in definition.args:
            continue
        each = f"{{ totalCount nodes {_shown(_node(kind), 1)} edges {{ cursor }} }}"
        orders = [""]
        if "orderBy" in definition.args:
            by = get_named_type(definition.args["orderBy"].type)
            assert is_enum_type(by)
            orders += [f", orderBy: [{order}]" for order in by.values]
        for order in orders:
            for side in ("first", "last"):
                text = f"{{ {name}({side}: {_MOST}{order}) {each} }}"
                found = (await world.tells_nothing(text))[name]
                assert found["totalCount"] == len(found["nodes"]) == len(found["edges"])


def _node(kind: GraphQLNamedType) -> GraphQLNamedType:
    assert isinstance(kind, GraphQLObjectType)
    found: GraphQLNamedType = get_named_type(kind.fields["nodes"].type)
    return found


async def test_what_is_secret_is_found_by_none_of_its_words_and_counted_in_no_group(
    world: World,
) -> None:
    text = """query($text: String!) { search(text: $text) { totalCount
      nodes { ... on Node { id } } edges { matched } } }"""
    for word in sorted(world.known.words):
        told: Any = json_text.loads(await world.ask(text, text=word))
        told = told["search"]
        assert not {node["id"] for node in told["nodes"]} & world.known.hidden
        assert told["totalCount"] == len(told["nodes"])
    tasks = len(set(world.ids("Task")) - world.known.hidden)
    for by in ("UNIT", "LEADER", "PLAN", "DIRECTIVE", "PLACE"):
        text = f"{{ statistics(by: {by}) {_shown(schema().type_map['Statistics'], 3)} }}"
        counted = (await world.tells_nothing(text))["statistics"]
        assert counted["total"]["assigned"] == tasks
        assert all(one["summary"]["assigned"] <= tasks for one in counted["groups"])


async def test_the_report_of_no_unit_tells_of_what_is_secret(world: World) -> None:
    each = _shown(schema().type_map["UnitReport"], 3)
    text = f'query($id: ID!) {{ unitReport(unit: $id, asOf: "{_DAY}") {each} }}'
    rows = 0
    for identity in world.ids("Unit"):
        found = (await world.tells_nothing(text, id=identity))["unitReport"]
        assert (found is None) == (identity in world.known.hidden)
        rows += found["rows"]["totalCount"] if found else 0
    assert rows > 0


async def test_no_way_of_responsibility_passes_what_is_secret(world: World) -> None:
    text = """query($from: ID!, $to: ID!) { chain(from: $from, to: $to) {
      cut ways { length relations nodes { __typename id } } } }"""
    ends = await world.store.read(_NEAR_SECRETS, {})
    assert len(ends) > 5
    for start in world.ids("Document"):
        for (end,) in ends:
            await world.tells_nothing(text, **{"from": start, "to": end})


def _ids_in(kind: GraphQLInputObjectType) -> Iterator[str]:
    for name, field in kind.fields.items():
        if get_named_type(field.type).name == "ID":
            yield name


def _cases() -> Iterator[tuple[str, str]]:
    root = schema().mutation_type
    assert root is not None
    for name, definition in root.fields.items():
        if not SECRETARY.role.reaches(MUTATIONS[name]):
            continue  # turned away before anything is looked for
        kind = get_named_type(definition.args["input"].type)
        assert isinstance(kind, GraphQLInputObjectType)
        for field in _ids_in(kind):
            yield name, field


def _value(kind: object, name: str) -> object:
    """Something that an input field takes."""
    named = get_named_type(kind)  # type: ignore[call-overload]
    if is_enum_type(named):
        return next(iter(named.values))
    if "[" in str(get_nullable_type(kind)):  # type: ignore[call-overload]
        return []
    return {"Int": 10, "Float": 1.0, "Date": "2026-06-01", "ID": "another"}.get(named.name, name)


@pytest.mark.parametrize(("name", "field"), list(_cases()))
async def test_a_change_of_what_is_secret_is_refused_as_one_of_nothing(
    world: World, name: str, field: str
) -> None:
    root = schema().mutation_type
    assert root is not None
    kind = get_named_type(root.fields[name].args["input"].type)
    assert isinstance(kind, GraphQLInputObjectType)
    given = {
        key: _value(part.type, key)
        for key, part in kind.fields.items()
        if str(part.type).endswith("!")
    }
    many = "[" in str(kind.fields[field].type)
    async with asking_as(world.store, SECRETARY) as client:
        told = set()
        for identity in ("nothing", *world.one_of_each()):
            wanted = {**given, field: [identity] if many else identity}
            asked = {"query": mutation(name, "__typename"), "variables": {"i": wanted}}
            answer = await client.post("/graphql", json=asked)
            assert answer.json()["data"][name]["__typename"] == "Refused", answer.text
            told.add(answer.text.replace(identity, "…"))
    assert len(told) == 1, told


async def test_no_file_report_calendar_letter_or_event_tells_of_what_is_secret(
    world: World,
) -> None:
    known, signer = world.known, CalendarSigner(SIGNED_WITH)
    async with asking_as(world.store, READER) as client:
        for identity, address in _addresses(world, signer):
            answer = await client.get(address)
            assert not known.told(answer.text.replace(identity, "")), address
            if identity in known.hidden:
                unknown = f"{identity[:-4]}none"
                nothing = await client.get(address.replace(identity, unknown))
                if "token=" not in address:  # that of another address does not hold
                    assert answer.status_code == nothing.status_code >= 400, address
                    assert answer.text.replace(identity, unknown) == nothing.text, address
            else:
                assert answer.status_code == 200, address
    items = await open_items(Ask(world.store, OPEN_READER), today(), ahead=5_000)
    assert items
    assert not known.told(repr(items))
    number, more = 0, True
    while more:
        number, more = await _told_after(world, number)
    assert number > 30


async def _told_after(world: World, after: int) -> tuple[int, bool]:
    """The next events tell an uncleared receiver nothing; whether more may come."""
    number, events = await read_events(world.store.read, after)
    wanted = [event for event in events if WantedEvents().takes(event)]
    for event in wanted:
        body = body_of(event.seq, [event]).decode()
        assert not world.known.told(body), body
    return number, number > after


def _addresses(world: World, signer: CalendarSigner) -> Iterator[tuple[str, str]]:
    """Everything that can be fetched of anything by its id."""
    for of, kind in ((Of.UNIT, "Unit"), (Of.PERSON, "Person")):
        for one in world.ids(kind):
            yield one, f"/calendar/{of}/{one}.ics"
            yield one, f"/calendar/{of}/{one}.ics?token={signer.token(of, one)}"
    on = f"asOf={today()}&format=csv"
    for about, kind in (("unit", "Unit"), ("leader", "Person")):
        yield from ((one, f"/reports/{about}/{one}?year=2026&{on}") for one in world.ids(kind))
    for about, kind in (("plan", "Plan"), ("directive", "Document")):
        yield from ((one, f"/reports/{about}/{one}?{on}") for one in world.ids(kind))
    yield from ((one, f"/evidence/{one}") for one in world.ids("Evidence"))
