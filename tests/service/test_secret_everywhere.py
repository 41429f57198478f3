"""Whatever way one asks, nothing of a secret document is told: by no field, list, file or event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
)

from graph_schema import json_text
from graph_schema.callers import OPEN_READER
from graph_schema.dated import today
from queries.feed import Wanted as WantedEvents
from queries.feed import read_events
from queries.mapping import KINDS
from service.asking import StoreAsk
from service.reminders.gather import open_items
from service.roles import MUTATIONS
from service.signed_feeds import FeedSigner, Of
from service.store import Store
from service.webhook_sender import body_of
from tests.engines import Engines, make_empty
from tests.queries.asking import schema
from tests.service.secret_fences import NOT_ASKED, SEEN, fences, hidden, switched_off
from tests.service.secret_walk import PARTS, Asked, answer_of, everything
from tests.service.secret_world import (
    CLEARED,
    READER,
    SECRETARY,
    SIGNED_WITH,
    Known,
    asking_as,
    make_open,
    make_secret,
    mutation,
)

_AT_ONCE = 100
# Units, people and offices that a secret document says something of.
_NEAR_SECRETS = """
MATCH (n)-[x]->(:Task) WHERE x.secret IS NOT NULL RETURN DISTINCT n.id ORDER BY n.id
"""
# Which ways lead through a secret document from something open to something open?
_BOTH_LEAD_TO = """
MATCH (d:Document)<-[:IMPLEMENTS|CITES]-(p:Document) WHERE d.secret IS NULL AND p.secret IS NOT NULL
MATCH (p)-[:HAS_TASK]->(:Task)<-[:LEADS|SUPPORTS]-(u:Unit) WHERE u.secret IS NULL
RETURN d.id, u.id ORDER BY d.id, u.id LIMIT 1
"""
# Which open unit takes the place of a secret one?
_TAKES_A_PLACE = "MATCH (u:Unit)<-[:SUCCEEDED_BY]-(:Unit) RETURN u.id"


@dataclass(frozen=True, slots=True)
class World:
    """A store with open plans and secret ones, what is secret in it, and what was told before."""

    store: Store
    known: Known
    before: Sequence[tuple[Asked, str]]
    """Every question of the walk, and its answer before anything secret was loaded."""
    openly: frozenset[str]
    """The ids of all that was there by then."""

    async def tells_nothing(self, text: str, /, **given: object) -> Any:  # noqa: ANN401 - JSON
        """Ask, and find nothing secret in the answer."""
        answer = await answer_of(self.store, text, given)
        assert not self.known.told(answer), (text, given, self.known.told(answer))
        return json_text.loads(answer)

    async def given(self, text: str) -> dict[str, object]:
        """Values for the variables of a fence's question."""
        ends: list[list[object]] = await self.store.read(_BOTH_LEAD_TO, {})
        (start, end), *_ = ends
        (kept,) = self.ids("Snapshot")
        values = {"from": start, "to": end, "hidden": min(self.known.hidden), "kept": kept}
        return {name: value for name, value in values.items() if f"${name}" in text}

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
    alone = await make_open(store)
    before = [(one, await answer_of(store, one.text, one.given)) for one in everything(alone.kinds)]
    return World(store, await make_secret(store), before, alone.openly)


def test_the_world_has_a_secret_one_of_every_kind_that_a_document_or_a_person_makes(
    world: World,
) -> None:
    kinds = {label for one in world.known.hidden for label in world.known.kinds[one]}
    assert set(KINDS) - kinds == {"Place"}, "places come from the official tables"
    assert len(world.known.words) > 15


@pytest.mark.parametrize("part", PARTS)
async def test_whatever_is_asked_is_answered_as_if_nothing_secret_had_been_loaded(
    world: World, part: str
) -> None:
    asked = [(one, answer) for one, answer in world.before if one.part == part]
    assert asked
    for one, before in asked:
        answer = await answer_of(world.store, one.text, one.given)
        assert answer == before, (one.text, one.given)


async def test_nothing_open_is_added_or_gone_when_something_secret_is_loaded(world: World) -> None:
    assert world.known.openly == world.openly


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


async def test_what_is_secret_is_found_by_none_of_its_words(
    world: World,
) -> None:
    text = """query($text: String!) { search(text: $text) { totalCount
      nodes { ... on Node { id } } edges { matched } } }"""
    for word in sorted(world.known.words):
        told: Any = json_text.loads(await answer_of(world.store, text, {"text": word}))
        told = told["search"]
        assert not {node["id"] for node in told["nodes"]} & world.known.hidden
        assert told["totalCount"] == len(told["nodes"])


@pytest.mark.parametrize("name", SEEN)
async def test_every_fence_holds_something_back(world: World, name: str) -> None:
    seen, named = SEEN[name], {fence.name: fence for fence in fences()}
    given = await world.given(seen.question)
    behind = [named[one] for one in seen.behind]
    async with hidden(world.store, seen.hide):
        with switched_off(*behind):
            held = await answer_of(world.store, seen.question, given)
        with switched_off(named[name], *behind):
            assert await answer_of(world.store, seen.question, given) != held


def test_every_fence_of_a_statement_is_tried() -> None:
    assert {fence.name for fence in fences()} == {*SEEN, *NOT_ASKED}


async def test_without_its_fence_a_file_of_something_secret_is_fetched(world: World) -> None:
    held = next(fence for fence in fences() if fence.name in NOT_ASKED)
    evidence = next(one for one in world.ids("Evidence") if one in world.known.hidden)
    async with asking_as(world.store, READER) as client:
        assert (await client.get(f"/evidence/{evidence}")).status_code == 404
        with switched_off(held):
            assert (await client.get(f"/evidence/{evidence}")).status_code == 200


async def test_there_is_no_report_of_a_secret_unit(world: World) -> None:
    text = "query($id: ID!) { unitReport(unit: $id) { __typename } }"
    secret = next(one for one in world.ids("Unit") if one in world.known.hidden)
    assert await world.tells_nothing(text, id=secret) == {"unitReport": None}


async def test_no_way_of_responsibility_passes_what_is_secret(world: World) -> None:
    text = """query($from: ID!, $to: ID!) { chain(from: $from, to: $to) {
      cut ways { length relations nodes { __typename id } } } }"""
    ends = await world.store.read(_NEAR_SECRETS, {})
    assert len(ends) > 5
    for start in world.ids("Plan"):
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


_SAID: dict[str, dict[str, object]] = {"reportProgress": {"percent": 10}}
"""What has to be said besides, for the refusal to be of the id."""


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
    } | _SAID.get(name, {})
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


async def test_an_open_unit_is_not_made_one_that_a_secret_document_alone_names(
    world: World,
) -> None:
    units = world.ids("Unit")
    unit = next(one for one in units if one not in world.known.hidden)
    into = next(one for one in units if one in world.known.hidden)
    given = {"unit": unit, "into": into, "author": "x", "reason": "y"}
    async with asking_as(world.store, CLEARED) as client:
        asked = {"query": mutation("mergeUnits"), "variables": {"i": given}}
        answer = (await client.post("/graphql", json=asked)).json()["data"]["mergeUnits"]
    assert (answer["__typename"], answer["field"]) == ("Refused", "into")


async def test_a_refusal_names_nothing_secret_that_stands_in_the_way(world: World) -> None:
    (succeeded,) = await world.store.read(_TAKES_A_PLACE, {})
    other = next(one for one in world.ids("Unit") if one in world.known.openly - {succeeded[0]})
    given = {"unit": succeeded[0], "into": other, "author": "x", "reason": "y"}
    async with asking_as(world.store, SECRETARY) as client:
        asked = {"query": mutation("mergeUnits"), "variables": {"i": given}}
        answer = await client.post("/graphql", json=asked)
    refused = answer.json()["data"]["mergeUnits"]
    assert refused["code"] == "CONFLICT"
    assert "tiếp nhận" not in refused["message"]
    assert not world.known.told(answer.text)


async def test_no_file_report_calendar_letter_or_event_tells_of_what_is_secret(
    world: World,
) -> None:
    known, signer = world.known, FeedSigner(SIGNED_WITH)
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
    items = await open_items(StoreAsk(world.store, OPEN_READER), today(), ahead=5_000)
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


def _addresses(world: World, signer: FeedSigner) -> Iterator[tuple[str, str]]:
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
