"""Who may do what: every field, type, address and command has a row, and every cell holds."""

import time
from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from graphql import GraphQLObjectType

from graph_schema.callers import LOCAL_WRITER, Caller, Role, Secrecy
from graph_schema.errors import Forbidden, StoreUnavailable, Unauthenticated
from service import program
from service.api_keys import BELIEVED_SECONDS, ApiKeys, Wanted, make_key, take_back
from service.app import create_app
from service.gate import REFUSED_SECONDS, ServedGate
from service.roles import ANSWERS, COMMANDS, MUTATIONS, ROUTES, TYPES, may_change
from service.store import Store
from tests.queries.asking import schema
from tests.queries.secret import HIDDEN, open_plans, secret_plan
from tests.queries.seed import load
from tests.service.answering import FixedStore, client_of, post
from tests.service.served import SignIn

PATHS = ("/version", "/schema.graphql", "/graphql?query={__typename}")


def test_every_field_type_address_and_command_has_a_row() -> None:
    mutation = schema().mutation_type
    assert mutation is not None
    assert set(MUTATIONS) == set(mutation.fields)
    types = {
        name
        for name, kind in schema().type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
    }
    assert set(TYPES) | ANSWERS | {"Mutation"} == types
    assert set(TYPES.values()) == {Role.READER}, "a higher row has to be enforced first"
    routes = create_app(FixedStore()).routes
    assert {getattr(route, "path", "") for route in routes} == set(ROUTES)
    assert {"version", *program.COMMANDS} == COMMANDS


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("field", sorted(MUTATIONS))
def test_a_change_is_for_its_role_and_those_above(field: str, role: Role) -> None:
    caller = Caller("Trần Thị Thư", role, frozenset({"unit_a"}))
    order = list(Role)
    if order.index(role) >= order.index(MUTATIONS[field]):
        may_change(field, caller)
        return
    with pytest.raises(Forbidden, match=field):
        may_change(field, caller)


@pytest.mark.parametrize("role", Role)
def test_a_change_without_a_row_is_for_nobody(role: Role) -> None:
    with pytest.raises((Forbidden, Unauthenticated)):
        may_change("launchRocket", Caller("Quản trị", role))


@pytest.fixture
async def sign_in() -> SignIn:
    return SignIn()


@pytest.fixture
async def client(sign_in: SignIn) -> AsyncIterator[httpx.AsyncClient]:
    """A served service over a store that answers zero of everything."""
    store = FixedStore()
    gate = ServedGate(ApiKeys(store), sign_in.oidc())
    async with client_of(create_app(store, gate=gate)) as found:
        yield found


def _bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_a_served_service_answers_nobody_unknown_but_its_probes_and_pages(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    for path in PATHS:
        refused = await client.get(path)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer"), path
        assert (await client.get(path, headers=_bearing("x.y.z"))).status_code == 401
        known = await client.get(path, headers=_bearing(sign_in.token("reader")))
        assert known.status_code == 200, path
    for path in ("/healthz", "/readyz", "/", "/graphiql"):
        assert (await client.get(path)).status_code == 200, path
    unknown = (await client.post("/graphql", json={"query": "{ nothing }"})).json()
    assert unknown["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    address = f"/version?access_token={sign_in.token('admin')}"
    assert (await client.get(address)).status_code == 401


@pytest.mark.parametrize("role", Role)
async def test_each_role_is_let_to_each_change_as_the_table_says(
    client: httpx.AsyncClient, sign_in: SignIn, role: Role
) -> None:
    text = 'mutation { withdrawCorrection(input: {correction: "c", author: "a", reason: ""})'
    text += " { __typename } }"
    answer = await client.post(
        "/graphql", json={"query": text}, headers=_bearing(sign_in.token(role))
    )
    allowed = role.reaches(MUTATIONS["withdrawCorrection"])
    assert answer.status_code == (200 if allowed else 403)
    if not allowed:
        assert answer.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


async def test_wrong_keys_are_tried_ten_times_a_minute_and_known_callers_go_on(
    sign_in: SignIn,
) -> None:
    store = FixedStore(rows=[])
    gate = ServedGate(ApiKeys(store), sign_in.oidc())
    async with client_of(create_app(store, gate=gate)) as client:
        statuses = [
            (await client.get("/version", headers=_bearing(f"daumoi_{n:012d}_x"))).status_code
            for n in range(200)
        ]
        assert statuses == [401] * 10 + [429] * 190
        assert store.asked == 11
        known = await client.get("/version", headers=_bearing(sign_in.token("reader")))
        assert known.status_code == 200


@pytest.mark.parametrize("wrong", ["daumoi_000000000000_x", "daumoi_short", "x.y.z", "altered"])
async def test_what_does_not_hold_is_refused_no_sooner_for_being_found_out_sooner(
    sign_in: SignIn, wrong: str
) -> None:
    token = sign_in.token("reader")[:-8] + "AAAAAAAA" if wrong == "altered" else wrong
    store = FixedStore(rows=[])
    async with client_of(create_app(store, gate=ServedGate(ApiKeys(store), sign_in.oidc()))) as c:
        began = time.monotonic()
        assert (await c.get("/version", headers=_bearing(token))).status_code == 401
        assert time.monotonic() - began >= REFUSED_SECONDS


async def test_a_store_that_is_away_is_told_as_such_and_not_as_a_wrong_key() -> None:
    store = FixedStore(error=StoreUnavailable("Cơ sở dữ liệu không trả lời."))
    async with client_of(create_app(store, gate=ServedGate(ApiKeys(store), None))) as client:
        for path in PATHS:
            away = await client.get(path, headers=_bearing(f"daumoi_{0:012d}_x"))
            assert away.status_code == 503, path


async def test_a_key_opens_until_it_is_taken_back(store: Store) -> None:
    identity, shown = await make_key(store, Wanted("Máy in", Role.READER, days=1))
    kept = await store.read("MATCH (k:ApiKey) RETURN properties(k)", {})
    assert shown.split("_", 2)[2] not in str(kept)
    now = 0.0
    keys = ApiKeys(store, lambda: now)
    assert await keys.caller(shown) == Caller("Máy in", Role.READER)
    assert await keys.caller(shown[:-1] + ("A" if shown[-1] != "A" else "B")) is None
    assert await keys.caller(f"daumoi_{identity}_") is None
    assert await take_back(store, identity)
    assert not await take_back(store, "0" * 12)
    now = BELIEVED_SECONDS + 1
    assert await keys.caller(shown) is None


async def test_a_secret_document_is_neither_read_nor_corrected_by_who_may_not_see_it(
    store: Store,
) -> None:
    await load(store, *open_plans(), secret_plan())
    hidden = str(
        (await store.read("MATCH (t:Task {text: $text}) RETURN t.id", {"text": HIDDEN}))[0][0]
    )
    wanted = {"secret": Wanted("B", Role.SECRETARIAT, clearance=Secrecy.SECRET)}
    wanted["open"] = Wanted("A", Role.SECRETARIAT)
    shown = {name: (await make_key(store, one))[1] for name, one in wanted.items()}
    gate = ServedGate(ApiKeys(store), None)
    text = "mutation($node: ID!) { correct(input: {node: $node, kind: SET_VALUE, field: "
    text += '"due", value: ["31/12/2026"], author: "x", reason: "y"}) { __typename ... on Refused '
    text += "{ code message field } } }"
    async with client_of(create_app(store, gate=gate)) as client:
        client.headers.update(_bearing(shown["open"]))
        told = [(await post(client, text, node=node)).json() for node in (hidden, "task_nothing")]
        assert told[0] == told[1]
        assert told[0]["data"]["correct"]["code"] == "NOT_FOUND"
        seen = "query($id: ID!) { node(id: $id) { id } }"
        assert (await post(client, seen, id=hidden)).json() == {"data": {"node": None}}
        client.headers.update(_bearing(shown["secret"]))
        assert (await post(client, seen, id=hidden)).json() == {"data": {"node": {"id": hidden}}}


def test_the_author_on_record_is_who_showed_the_key_and_not_who_is_said() -> None:
    assert Caller("Trần Thị Thư", Role.ADMIN).signs_as("Ai đó") == "Trần Thị Thư"
    assert LOCAL_WRITER.signs_as("Ai đó") == "Ai đó"
