"""What a question may cost: each attack is refused quickly, by its own code, before any read."""

from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest

from service.limits import Allowance
from tests.quickest import quickest_answer
from tests.service.answering import FixedStore, asking, post

_NODE = "plan(id: 1)"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client over a store that must not be asked, warmed up."""
    async with asking(FixedStore()) as found:
        await post(found, "{ __typename }")
        yield found


def _doubling(count: int, kind: str, field: str, top: str) -> str:
    inner = f"...F{{0}} {field} {{{{ ...F{{0}} }}}}" if field else "...F{0} ...F{0}"
    fragments = (f"fragment F{i} on {kind}{{{inner.format(i + 1)}}}" for i in range(count))
    return f"{{{top}}} {' '.join(fragments)} fragment F{count} on {kind}{{id}}"


REFUSED: tuple[tuple[str, str, str | None], ...] = (
    ("depth 13", "{a" * 13 + "}" * 13, "QUERY_TOO_DEEP"),
    ("depth 20", "{a" * 20 + "}" * 20, "QUERY_TOO_DEEP"),
    ("depth 200", "{a" * 200 + "}" * 200, "QUERY_TOO_DEEP"),
    ("depth 200,000", "{a" * 200_000 + "}" * 200_000, "QUERY_TOO_DEEP"),
    ("deep list", f"{{a(x: {'[' * 5_000}{']' * 5_000})}}", "QUERY_TOO_DEEP"),
    ("deep by fragments", _doubling(20, "Plan", "issuer", f"{_NODE}{{...F0}}"), "QUERY_TOO_DEEP"),
    ("25 doubling", _doubling(25, "Task", "parent", 'task(id: "1"){...F0}'), "QUERY_TOO_DEEP"),
    ("100 doubling", _doubling(100, "Plan", "", f"{_NODE}{{...F0}}"), None),
    ("400 doubling", _doubling(400, "Plan", "", f"{_NODE}{{...F0}}"), None),
    (
        "nested lists",
        "{units(first:500){nodes{tasks(first:500){nodes{leads{tasks(first:500){nodes{id}}}}}}}}",
        "QUERY_TOO_COMPLEX",
    ),
    (
        "16 aliases",
        f"{{{_NODE}{{{' '.join(f'a{i}: id' for i in range(16))}}}}}",
        "QUERY_TOO_COMPLEX",
    ),
    ("1,000 aliases", f"{{{' '.join(f'a{i}: __typename' for i in range(1_000))}}}", None),
    (
        "11 root fields",
        f"{{{' '.join(f'a{i}: __typename' for i in range(11))}}}",
        "QUERY_TOO_COMPLEX",
    ),
    ("51 directives", f"{{__typename {'@skip(if: false) ' * 51}}}", "QUERY_TOO_COMPLEX"),
    ("10 unknown directives", f"{{__typename {'@aa ' * 10}}}", "GRAPHQL_VALIDATION_FAILED"),
    ("2,000 same fields", "{" + "__typename " * 2_000 + "}", None),
    ("300 same fields", "{plans{nodes{" + "issuer{id} " * 200 + "}}}", "QUERY_TOO_COMPLEX"),
    ("1,000 overlaps", "{" + "plan(id:1){id} " * 1_000 + "}", None),
    ("a long comment", "{__typename} #" + "x" * 900_000, "QUERY_TOO_COMPLEX"),
    ("a long name", "{" + "a" * 50_000 + "}", "QUERY_TOO_COMPLEX"),
    ("many commas", "{__typename" + "," * 19_000 + "}", ""),
    (
        "schema inside out",
        "{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    ("a circle", "{...A} fragment A on Query{...B} fragment B on Query{...A}", None),
)


@pytest.mark.parametrize(("name", "text", "code"), REFUSED, ids=[name for name, _, _ in REFUSED])
async def test_an_attack_is_refused_at_once_and_the_service_answers_on(
    client: httpx.AsyncClient, name: str, text: str, code: str | None
) -> None:
    seconds = await quickest_answer(lambda before: post(client, text + " " * before), 0.05)
    assert seconds <= 0.05, name
    answer = await post(client, text)
    if code == "":
        assert answer.status_code == 200
        return
    errors = answer.json()["errors"]
    assert (answer.status_code, len(errors)) == (400, 1)
    if code is not None:
        assert errors[0]["extensions"]["code"] == code
    assert (await post(client, "{ __typename }")).json() == {"data": {"__typename": "Query"}}


async def test_a_cost_tells_itself_and_its_limit(client: httpx.AsyncClient) -> None:
    text = "query($n: Int) { units(first: $n) { nodes { tasks(first: $n) { nodes { id } } } } }"
    error = (await post(client, text, n=500)).json()["errors"][0]
    assert error["extensions"] == {
        "code": "QUERY_TOO_COMPLEX",
        "cost": 250_500,
        "limit": Allowance().cost,
    }
    assert (await post(client, text, n=50)).status_code == 200


TOLD: tuple[tuple[str, str, int, int], ...] = (
    ("{a" * 13 + "}" * 13, "QUERY_TOO_DEEP", 13, Allowance().depth),
    ("{a" * 60 + "}" * 60, "QUERY_TOO_DEEP", 60, Allowance().nesting),
    ("{__schema" + "{types" * 17 + "}" * 18, "QUERY_TOO_DEEP", 17, Allowance().schema_depth),
    ("{" + "a" * 29_998 + "}", "QUERY_TOO_COMPLEX", 30_000, Allowance().characters),
    (
        f"{{{_NODE}{{{' '.join(f'a{i}: id' for i in range(16))}}}}}",
        "QUERY_TOO_COMPLEX",
        16,
        Allowance().aliases,
    ),
    (
        f"{{{' '.join(f'a{i}: __typename' for i in range(12))}}}",
        "QUERY_TOO_COMPLEX",
        12,
        Allowance().fields,
    ),
    (
        f"{{__typename {'@skip(if: false) ' * 51}}}",
        "QUERY_TOO_COMPLEX",
        51,
        Allowance().directives,
    ),
    ("{plans{nodes{" + "id " * 21 + "}}}", "QUERY_TOO_COMPLEX", 21, Allowance().repeats),
    ("{" + "id " * 1_200 + "}", "QUERY_TOO_MANY_TOKENS", 1_202, Allowance().tokens),
    # Comments count; what cannot be read behind the limit does not.
    ("{" + "id # !\n" * 600 + "?" * 50, "QUERY_TOO_MANY_TOKENS", 1_201, Allowance().tokens),
)


@pytest.mark.parametrize(("text", "code", "requested", "limit"), TOLD)
async def test_a_refusal_names_what_was_asked_and_what_may_be(
    client: httpx.AsyncClient, text: str, code: str, requested: int, limit: int
) -> None:
    error = (await post(client, text)).json()["errors"][0]
    assert error["extensions"] == {"code": code, "requested": requested, "limit": limit}
    assert f" {requested} " in error["message"] or f" {requested}," in error["message"]
    assert f" {limit}" in error["message"]


async def test_bad_syntax_before_the_last_token_allowed_is_bad_syntax(
    client: httpx.AsyncClient,
) -> None:
    error = (await post(client, "{ plans( }" + " id" * 1_200)).json()["errors"][0]
    assert error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"


async def test_what_fragments_hold_is_counted_where_they_are_spread(
    client: httpx.AsyncClient,
) -> None:
    plain = "{ plans(first: 500) { nodes { tasks(first: 500) { nodes { id } } } } }"
    spread = """{ plans(first: 500) { ...P } }
      fragment P on PlanConnection { nodes { ...T } }
      fragment T on Plan { tasks(first: 500) { nodes { id } } }"""
    costs = [
        (await post(client, text)).json()["errors"][0]["extensions"]["cost"]
        for text in (plain, spread)
    ]
    assert costs[0] == costs[1]


async def test_a_refused_question_never_reaches_the_store() -> None:
    store = FixedStore()
    async with asking(store) as client:
        for _, text, code in REFUSED:
            if code != "":
                await post(client, text)
    assert store.asked == 0


@pytest.mark.parametrize("first", ["null", "$n"])
async def test_a_page_of_null_costs_as_much_as_the_usual_page(
    client: httpx.AsyncClient, first: str
) -> None:
    pages = "tasks(first: 50) { nodes { leads { tasks(first: @) { nodes { leads { id } } } } } }"
    text = "{ plans(first: 50) { nodes { " + pages + " } } }"
    costs = []
    for size in (first, "50"):
        head = "query($n: Int = 1) " if size == "$n" else ""
        answer = await post(client, head + text.replace("@", size), n=None)
        costs.append(answer.json()["errors"][0]["extensions"]["cost"])
    assert costs[0] == costs[1] > Allowance().cost


async def test_a_list_without_pages_is_priced_for_what_it_may_hold(
    client: httpx.AsyncClient,
) -> None:
    text = "{ plans(first: 500) { nodes { directives { document { id %s } } } } }"
    assert (await post(client, text % "")).status_code == 200
    error = (await post(client, text % "carriedOutBy { document { id } }")).json()["errors"][0]
    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"


async def test_who_asks_for_it_is_told_what_an_answer_could_have_cost(
    client: httpx.AsyncClient,
) -> None:
    body = {"query": "{ a: plans(first: 10) { nodes { tasks(first: 5) { nodes { id } } } } }"}
    silent = await client.post("/graphql", json=body)
    told = await client.post("/graphql", json=body, headers={"X-Daumoi-Cost": "1"})
    assert "extensions" not in silent.json()
    assert told.json()["extensions"]["cost"] == {
        "requested": 60,
        "limit": Allowance().cost,
        "depth": 5,
        "depthLimit": Allowance().depth,
        "aliases": 1,
        "aliasLimit": Allowance().aliases,
    }
