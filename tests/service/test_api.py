"""The whole service over a real store: routes, pages, schema, the questions of front ends."""

import re
from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from graphql import get_introspection_query

import service.app
from queries.mapping import TYPES
from service.app import MappingIncomplete, create_app
from service.offer import Offer
from service.schema import build_schema as build_api
from service.schema import schema_text
from service.store import Store
from tests.house import ROOT
from tests.queries.seed import load_all
from tests.service.answering import FixedStore, asking, data_of, post

SHARED = ROOT.parent / "shared"
OPERATIONS = ("plans", "units", "overseer", "ownerless", "chain", "directive", "search")


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service over the three plans."""
    await load_all(store)
    async with asking(store) as found:
        yield found


async def test_the_service_tells_its_health_version_and_schema(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.get("/readyz")).json() == {"status": "ready"}
    about = (await client.get("/version")).json()
    assert about["name"] == "daumoi"
    assert re.fullmatch(r"\d+\.\d+\.\d+", about["version"])
    assert about["engine"].startswith(("ArcadeDB/", "Neo4j/"))
    assert (await client.get("/schema.graphql")).text == schema_text(build_api())


async def test_a_person_gets_a_page_where_a_program_gets_an_answer(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/graphql", headers={"accept": "text/html,*/*"})
    assert page.headers["content-type"].startswith("text/html")
    assert "graphiql" in page.text
    answer = await client.get("/graphql?query={__typename}", headers={"accept": "*/*"})
    assert answer.json() == {"data": {"__typename": "Query"}}
    asked = await client.get("/graphql?query={__typename}", headers={"accept": "text/html,*/*"})
    assert asked.json() == {"data": {"__typename": "Query"}}


async def test_graphiql_can_be_left_out() -> None:
    async with asking(FixedStore(), Offer(graphiql=False)) as client:
        assert (await client.get("/graphiql")).status_code == 404
        answer = await client.get("/graphql", headers={"accept": "text/html,*/*"})
        assert answer.status_code == 400
        assert (await client.get("/")).status_code == 200


async def test_an_ide_can_ask_for_the_whole_schema(client: httpx.AsyncClient) -> None:
    question = get_introspection_query(input_value_deprecation=True)
    described = (await data_of(client, question))["__schema"]
    assert {t["name"] for t in described["types"]} >= set(TYPES)


def test_a_service_whose_mapping_is_incomplete_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service.app, "check_mapping", lambda _: ("Task.due has no mapping",))
    with pytest.raises(MappingIncomplete, match=r"Task\.due"):
        create_app(FixedStore())


def _operation(name: str) -> str:
    path = SHARED / "operations" / f"{name}.graphql"
    if not path.is_file():
        pytest.skip(f"needs {path.relative_to(ROOT.parent)}")
    return path.read_text(encoding="utf-8")


VARIABLES: dict[str, list[dict[str, object]]] = {
    "plans": [{}, {"first": 1}],
    "units": [{}, {"name": "phong kinh te"}, {"name": None, "place": "Bình Hòa"}],
    "overseer": [{"person": "tran thi binh"}, {"position": "Phó Chủ tịch"}, {}],
    "ownerless": [{}, {"issuer": "Đồng Mới"}, {"plan": None}],
    "directive": [{"symbol": "05-NQ/TU"}, {"symbol": "nothing"}],
    "search": [{"text": "kinh te"}],
}


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"chain"}))
async def test_the_operations_of_front_ends_answer(client: httpx.AsyncClient, name: str) -> None:
    text = _operation(name)
    for variables in VARIABLES[name]:
        (found,) = (await data_of(client, text, **variables)).values()
        assert found["totalCount"] >= len(found["nodes"])
        assert found["nodes"] or variables == {"symbol": "nothing"}


async def test_the_chain_of_a_plan_goes_up_and_down(client: httpx.AsyncClient) -> None:
    found = await data_of(client, '{ plans(where: { symbol: "12/KH-UBND" }) { nodes { id } } }')
    plan = (await data_of(client, _operation("chain"), plan=found["plans"]["nodes"][0]["id"]))[
        "plan"
    ]
    assert plan["issuer"]["place"] == {
        "name": "Đồng Mới",
        "kind": "xã",
        "parent": {"name": "Hải Phòng"},
    }
    assert plan["signer"]["person"] == {"name": "Lê Văn An"}
    symbols = [(link["depth"], link["document"]["symbol"]) for link in plan["directives"]]
    assert symbols == [(1, "146/KH-UBND"), (1, "57/2010/NĐ-CP"), (2, "05-NQ/TU")]
    first = plan["tasks"]["nodes"][0]
    assert [unit["name"] for unit in first["leads"]] == ["Phòng Kinh tế"]
    assert [unit["collective"] for unit in first["supports"]] == [False, True]
    assert [o["person"] and o["person"]["name"] for o in first["overseers"]] == [
        "Trần Thị Bình",
        None,
    ]
    assert first["targets"][0]["ownership"] == "VIA_TASK"
    assert plan["targets"] == {"totalCount": 1}
    assert plan["reportDuties"][0]["recurs"] == "hằng năm"


async def test_every_fact_shows_the_words_it_rests_on(client: httpx.AsyncClient) -> None:
    text = """{ plans(where: { symbol: "12/KH-UBND" }) { nodes {
      id
      tasks { nodes {
        source { quote start end rule confidence document { id } }
        assignments { role asWritten unit { name } source { quote } }
        overseers { source { quote } }
      } }
      targets { nodes {
        source { quote document { id title } }
        owners { unit { name } source { quote } }
      } }
      reportDuties { source { quote } }
    } } }"""
    plan = (await data_of(client, text))["plans"]["nodes"][0]
    first = plan["tasks"]["nodes"][0]
    assert first["source"]["quote"] == "Thắp sáng đường thôn"
    assert first["source"]["end"] - first["source"]["start"] == len(first["source"]["quote"])
    assert first["source"]["document"] == {"id": plan["id"]}
    assert [(a["role"], a["asWritten"]) for a in first["assignments"]] == [
        ("LEAD", "Phòng Kinh tế"),
        ("SUPPORT", "Công an xã"),
        ("SUPPORT", "Các thôn và các đơn vị liên quan"),
    ]
    owned = plan["targets"]["nodes"][2]["owners"]
    assert [owner["source"]["quote"] for owner in owned] == ["Văn phòng HĐND và UBND"]
    assert plan["reportDuties"][0]["source"]["quote"].startswith("Các thôn báo cáo")


async def test_questions_run_side_by_side(client: httpx.AsyncClient) -> None:
    text = "{ plans { totalCount } tasks { totalCount } units(first: 0) { totalCount } }"
    answers = [(await post(client, text)).json()["data"] for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["tasks"] == {"totalCount": 5}
