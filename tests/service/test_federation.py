"""A subgraph of Apollo Federation 2: composed by Apollo's own composer, entities in one read."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2 as httpx
import pytest

from service.federation import KEYED, subgraph_text
from service.offer import Offer
from service.schema import build_schema, core_schema
from service.store import Store
from tests.house import ROOT
from tests.node import node_packages, run_node
from tests.queries.seed import load_all
from tests.service.answering import FixedStore, asking, data_of, post

NEIGHBOUR = """
extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
type Unit @key(fields: "id") { id: ID! phone: String }
type Plan @key(fields: "id") { id: ID! budget: Float }
type Query { unitByPhone(phone: String!): Unit }
"""
ENTITIES = """query($r: [_Any!]!) { _entities(representations: $r) {
  __typename
  ... on Unit { id name }
  ... on Person { id name }
  ... on Plan { id symbol tasks { totalCount } }
  ... on Directive { id symbol }
} }"""


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the subgraph over the three plans."""
    await load_all(store)
    async with asking(store, Offer(federation=True)) as found:
        yield found


async def test_apollos_composer_takes_the_subgraph_beside_another(tmp_path: Path) -> None:
    node_packages()
    ours, neighbour = tmp_path / "daumoi.graphql", tmp_path / "neighbour.graphql"
    ours.write_text(subgraph_text(core_schema(build_schema())), encoding="utf-8")
    neighbour.write_text(NEIGHBOUR, encoding="utf-8")
    script = ROOT / "tests" / "npm" / "compose.cjs"
    supergraph = await asyncio.to_thread(run_node, [script, ours, neighbour])
    for name in KEYED:
        assert f"{name}" in supergraph
    assert "phone: String @join__field(graph: NEIGHBOUR)" in supergraph
    assert "Nhiệm vụ" in supergraph


async def test_the_subgraph_tells_its_own_schema() -> None:
    async with asking(FixedStore(), Offer(federation=True)) as client:
        found = await data_of(client, "{ _service { sdl } __typename }")
    assert found["_service"]["sdl"] == subgraph_text(core_schema(build_schema()))
    assert found["__typename"] == "Query"
    for name in KEYED:
        assert f'{name} implements Node @key(fields: "id")' in found["_service"]["sdl"].replace(
            "implements Document & Node", "implements Node"
        ).replace("implements Node & Document", "implements Node")


async def test_without_the_flag_nothing_of_federation_is_there() -> None:
    async with asking(FixedStore()) as client:
        for text in ("{ _service { sdl } }", ENTITIES):
            error = (await post(client, text, r=[])).json()["errors"][0]
            assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def _some(client: httpx.AsyncClient) -> dict[str, str]:
    text = """{ units(first: 1) { nodes { id } } people(first: 1) { nodes { id } }
      plans(first: 1) { nodes { id } }
      documents(where: { known: false }, first: 1) { nodes { id } } }"""
    found = await data_of(client, text)
    names = {"units": "Unit", "people": "Person", "plans": "Plan", "documents": "Directive"}
    return {kind: found[name]["nodes"][0]["id"] for name, kind in names.items()}


async def test_entities_come_in_the_order_of_what_was_given(client: httpx.AsyncClient) -> None:
    ids = await _some(client)
    given = [{"__typename": kind, "id": identity} for kind, identity in ids.items()]
    given += [
        {"__typename": "Unit", "id": "nothing"},
        {"__typename": "Unit", "id": ids["Plan"]},
        {"__typename": "Document", "id": ids["Directive"]},
        {"__typename": "Unit", "id": ids["Unit"]},
    ]
    found = (await data_of(client, ENTITIES, r=given))["_entities"]
    kinds = [item and (item["__typename"], item["id"]) for item in found]
    assert kinds == [
        *ids.items(),
        None,
        None,
        ("Directive", ids["Directive"]),
        ("Unit", ids["Unit"]),
    ]
    assert found[2]["tasks"]["totalCount"] > 0
    written = f'{{ _entities(representations: [{{__typename: "Unit", id: "{ids["Unit"]}"}}]) '
    inline = await data_of(client, written + "{ ... on Unit { name } } }")
    assert inline["_entities"] == [{"name": found[0]["name"]}]


async def test_many_nodes_are_found_by_their_ids_in_one_question(
    client: httpx.AsyncClient,
) -> None:
    ids = await _some(client)
    wanted = [*reversed(ids.values()), "nothing", ids["Unit"]]
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Unit { name } } }"
    found = (await data_of(client, text, ids=wanted))["nodes"]
    assert [item and item["id"] for item in found] == [
        None if identity == "nothing" else identity for identity in wanted
    ]
    assert found[-1]["__typename"] == "Unit"
    assert (await data_of(client, text, ids=[]))["nodes"] == []
    short = (await data_of(client, text, ids=wanted[:2]))["nodes"]
    assert [item["id"] for item in short] == wanted[:2]


@pytest.mark.parametrize("given", [{}, {"id": "x"}, {"__typename": "Unit"}, 1, "x", {"id": 1}])
async def test_a_representation_that_names_nothing_is_the_clients_error(given: object) -> None:
    async with asking(FixedStore(), Offer(federation=True)) as client:
        error = (await post(client, ENTITIES, r=[given])).json()["errors"][0]
    if given != "x":
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_hundred_at_once_and_no_more() -> None:
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Plan { tasks(first: 500) %s } } }"
    async with asking(FixedStore(rows=[])) as client:
        ids = [str(n) for n in range(101)]
        answers = [
            await post(client, text % "{ totalCount }", ids=ids[:100]),
            await post(client, text % "{ totalCount }", ids=ids),
            await post(client, text % "{ nodes { leads { id } } }", ids=ids[:100]),
        ]
    assert answers[0].json() == {"data": {"nodes": [None] * 100}}
    assert answers[1].json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert answers[2].json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
