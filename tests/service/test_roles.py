"""Who may do what: every field, type, address and command has a row, and every cell holds."""

import time
from collections.abc import AsyncIterator, Iterator

import httpx2 as httpx
import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, is_required_argument

from graph_schema.callers import LOCAL_WRITER, Caller, Role, Secrecy
from graph_schema.errors import Forbidden, StoreUnavailable, Unauthenticated
from service import program, roles
from service.api_keys import BELIEVED_SECONDS, ApiKeys, Wanted, make_key, take_back
from service.app import create_app
from service.federation import federated
from service.gate import REFUSED_SECONDS, ServedGate
from service.roles import COMMANDS, FIELDS, MUTATIONS, ROUTES, may_change, may_read
from service.store import Store
from tests.queries.asking import schema
from tests.queries.secret import HIDDEN, open_plans, secret_plan
from tests.queries.seed import load
from tests.service.answering import FixedStore, client_of, post
from tests.service.served import SignIn

_WITHDRAWS = (
    'mutation { withdrawCorrection(input: {correction: "c", author: "a", reason: ""}) { %s } }'
)
PATHS = ("/version", "/schema.graphql", "/graphql?query={__typename}")


def test_every_field_type_address_and_command_has_a_row() -> None:
    mutation = schema().mutation_type
    assert mutation is not None
    assert set(MUTATIONS) == set(mutation.fields)
    assert set(FIELDS) == set(_cells())
    routes = create_app(FixedStore()).routes
    assert {getattr(route, "path", "") for route in routes} == set(ROUTES)
    assert {"version", *program.COMMANDS} == COMMANDS


def _cells() -> Iterator[tuple[str, str]]:
    """Every type and field of the schema, with what a router of subgraphs asks besides."""
    for name, kind in federated(schema()).type_map.items():
        if name == "Mutation" or name.startswith("__"):
            continue
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            yield from ((name, field) for field in kind.fields)


@pytest.mark.parametrize("role", Role)
def test_a_field_is_read_by_its_role_and_those_above(role: Role) -> None:
    caller = Caller("Trần Thị Thư", role)
    for cell in _cells():
        if role.reaches(FIELDS[cell]):
            may_read({cell}, caller)
        else:
            with pytest.raises(Forbidden, match=".".join(cell)):
                may_read({cell}, caller)


@pytest.mark.parametrize("role", Role)
def test_a_field_without_a_row_is_read_by_nobody(role: Role) -> None:
    with pytest.raises(Forbidden, match="weather"):
        may_read({("Task", "text"), ("Task", "weather")}, Caller("Quản trị", role))


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
    text = _WITHDRAWS % "__typename"
    answer = await client.post(
        "/graphql", json={"query": text}, headers=_bearing(sign_in.token(role))
    )
    allowed = role.reaches(MUTATIONS["withdrawCorrection"])
    assert answer.status_code == (200 if allowed else 403)
    if not allowed:
        assert answer.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


_GIVEN = {"ID": '"x"', "String": '"x"', "StatisticsBy": "UNIT", "[ID!]": '["x"]'}


def _questions() -> Iterator[tuple[str, str]]:
    """One question for each field of the root, with what it must be given."""
    query = schema().query_type
    assert query is not None
    for name, field in query.fields.items():
        needed = {n: a for n, a in field.args.items() if is_required_argument(a)}
        given = ", ".join(f"{n}: {_GIVEN[str(a.type).rstrip('!')]}" for n, a in needed.items())
        yield name, f"{{ {name}{f'({given})' if given else ''} {{ __typename }} }}"


async def test_each_role_is_let_to_each_question_as_the_table_says(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    tokens = {role: _bearing(sign_in.token(role)) for role in Role}
    for name, text in _questions():
        nobody = await client.post("/graphql", json={"query": text})
        assert nobody.status_code == 401, name
        for role, headers in tokens.items():
            answer = await client.post("/graphql", json={"query": text}, headers=headers)
            allowed = role.reaches(FIELDS["Query", name])
            assert answer.status_code == (200 if allowed else 403), (name, role, answer.text)


_TOLD = "{ tasks { nodes { ...T } } } fragment T on Task { id ... on Node { id } text }"
_REACHING = (
    (("Task", "text"), _TOLD),
    (("Task", "id"), '{ node(id: "x") { id } }'),
    (("Node", "id"), '{ node(id: "x") { id } }'),
    (("UnitReport", "title"), '{ unitReport(unit: "x") { title } }'),
    (("Query", "unitReport"), '{ unitReport(unit: "x") { asOf } }'),
    (("TaskChanged", "by"), "subscription { taskChanged { by } }"),
    (("Task", "ref"), "subscription { taskChanged { task { ref } } }"),
    (("Query", "plans"), "query A { plans { totalCount } } query B { units { totalCount } }"),
    (("Withdrawn", "note"), _WITHDRAWS % "__typename ... on Withdrawn { note }"),
)


@pytest.mark.parametrize(("cell", "text"), _REACHING)
async def test_a_field_of_a_higher_row_is_refused_below_it_wherever_it_is_asked(
    client: httpx.AsyncClient,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    cell: tuple[str, str],
    text: str,
) -> None:
    question = {"query": text, "operationName": "A" if text.startswith("query A") else None}
    monkeypatch.setitem(FIELDS, cell, Role.ADMIN)
    monkeypatch.setattr(roles, "_FOR_READERS", roles._FOR_READERS - {cell})
    path = "/graphql/stream" if text.startswith("subscription") else "/graphql"
    low = _bearing(sign_in.token("secretariat"))
    refused = await client.post(path, json=question, headers=low)
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]) == (
        403,
        {"code": "FORBIDDEN"},
    )
    assert ".".join(cell) in refused.json()["errors"][0]["message"]
    if path == "/graphql":
        high = _bearing(sign_in.token("admin"))
        assert (await client.post(path, json=question, headers=high)).status_code == 200
    if question["operationName"]:
        other = {**question, "operationName": "B"}
        assert (await client.post(path, json=other, headers=low)).status_code == 200


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
