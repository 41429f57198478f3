"""A service for strangers: what the probes of graphql-cop and clairvoyance find is nothing."""

import re
from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from graphql import GraphQLObjectType

from service.documents_known import KnownDocuments, Trust
from service.offer import Offer
from service.schema import build_schema, core_schema
from tests.service.answering import FixedStore, asking, post

COUNT = "{ plans { totalCount } }"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service in production."""
    documents = KnownDocuments(Trust.ALLOW, {"count": COUNT})
    async with asking(FixedStore(), Offer(False, True, documents=documents)) as found:
        yield found


PROBES: tuple[tuple[str, str], ...] = (
    ("alias overloading", "{" + " ".join(f"a{n}: __typename" for n in range(101)) + "}"),
    ("directive overloading", "{ __typename " + "@aa" * 10 + " }"),
    ("field duplication", "{" + "__typename " * 500 + "}"),
    ("introspection", "{ __schema { types { name fields { name } } } }"),
    ("a type by its name", '{ __type(name: "Plan") { name } }'),
    ("introspection in a fragment", "{ ...F } fragment F on Query { __schema { types { name } } }"),
    (
        "circular introspection",
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    ),
    ("field suggestions", "{ plan { id } }"),
    ("unhandled errors", "qwerty { abc }"),
)


@pytest.mark.parametrize(("name", "text"), PROBES, ids=[name for name, _ in PROBES])
async def test_a_probe_is_refused_in_one_error_that_tells_nothing(
    client: httpx.AsyncClient, name: str, text: str
) -> None:
    answer = await post(client, text)
    assert answer.status_code == 400, name
    (error,) = answer.json()["errors"]
    assert "Did you mean" not in answer.text
    assert not re.search(r"Traceback|\.py|exception", answer.text)
    assert error["extensions"]["code"].isupper()


async def test_nothing_is_asked_by_get_but_registered_documents(client: httpx.AsyncClient) -> None:
    for text in ("{ __typename }", "mutation { __typename }"):
        assert (await client.get("/graphql", params={"query": text})).status_code == 405
    named = await client.get("/graphql", params={"documentId": "count"})
    assert named.json() == {"data": {"plans": {"totalCount": 0}}}


async def test_no_batch_no_form_no_page_no_schema_and_no_trace(client: httpx.AsyncClient) -> None:
    batch = await client.post("/graphql", json=[{"query": "{ __typename }"}] * 10)
    form = await client.post("/graphql", data={"query": "{ __typename }"})
    assert (batch.status_code, form.status_code) == (400, 415)
    page = {"accept": "text/html"}
    for path in ("/graphiql", "/schema.graphql", "/playground", "/console", "/graphql"):
        answer = await client.get(path, headers=page)
        assert answer.status_code in {404, 406}, path
    assert "tracing" not in (await post(client, COUNT)).text


async def test_nobody_can_rebuild_the_schema_from_what_errors_say(
    client: httpx.AsyncClient,
) -> None:
    kinds = core_schema(build_schema()).type_map.values()
    names = {name for kind in kinds if isinstance(kind, GraphQLObjectType) for name in kind.fields}
    assert len(names) > 80
    for name in sorted(names):
        answer = await post(client, f"{{ {name[:-1]}x }}")
        known = re.findall(r"[\"“']([A-Za-z]+)[\"”']", answer.json()["errors"][0]["message"])
        assert set(known) <= {f"{name[:-1]}x", "Query"}, answer.text


async def test_a_variable_of_a_wrong_type_suggests_no_value(client: httpx.AsyncClient) -> None:
    text = "query($o: [TaskOrder!]) { tasks(orderBy: $o) { totalCount } }"
    answer = await post(client, text, o=["DUEE"])
    assert "Did you mean" not in answer.text
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
