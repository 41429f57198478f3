"""Documents that are named and not sent: trusted ones, and those that clients teach (APQ)."""

import json
from collections.abc import Mapping
from pathlib import Path

import httpx2 as httpx
import pytest

from graph_schema.errors import BadSetting
from service.documents_known import KnownDocuments, Trust, load_trusted, sha256_of
from service.offer import Offer
from tests.service.answering import GRAPHQL_JSON, FixedStore, asking

COUNT = "{ plans { totalCount } }"
OTHER = "{ tasks { totalCount } }"
WRITE = """mutation { withdrawCorrection(input: { correction: "x", author: "a", reason: "b" }) {
  __typename
} }"""
ZERO = {"data": {"plans": {"totalCount": 0}}}


def _apq(sha256: str, version: int = 1) -> dict[str, object]:
    return {"extensions": {"persistedQuery": {"version": version, "sha256Hash": sha256}}}


async def _post(client: httpx.AsyncClient, body: Mapping[str, object]) -> httpx.Response:
    return await client.post("/graphql", json=body, headers={"accept": GRAPHQL_JSON})


def _code(answer: httpx.Response) -> str:
    (error,) = answer.json()["errors"]
    return str(error["extensions"]["code"])


def _offer(trust: Trust) -> Offer:
    return Offer(documents=KnownDocuments(trust, {sha256_of(COUNT): COUNT, "write": WRITE}))


async def test_a_client_teaches_a_document_once_and_names_it_from_then_on() -> None:
    named = _apq(sha256_of(COUNT))
    async with asking(FixedStore()) as client:
        unknown = await _post(client, named)
        taught = await _post(client, {"query": COUNT, **named})
        again = await _post(client, named)
        hash_of_it = {"documentId": f"sha256:{sha256_of(COUNT)}"}
        by_id = await _post(client, hash_of_it)
        by_get = await client.get(
            "/graphql", params={"extensions": json.dumps(named["extensions"])}
        )
    assert (unknown.status_code, _code(unknown)) == (400, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert taught.json() == again.json() == by_id.json() == by_get.json() == ZERO


async def test_a_client_of_plain_json_sees_an_unknown_document_with_status_200() -> None:
    async with asking(FixedStore()) as client:
        answer = await client.post("/graphql", json=_apq("0" * 64))
    assert (answer.status_code, _code(answer)) == (200, "PERSISTED_QUERY_NOT_FOUND")


async def test_a_hash_that_is_another_texts_teaches_nothing() -> None:
    async with asking(FixedStore()) as client:
        answer = await _post(client, {"query": OTHER, **_apq(sha256_of(COUNT))})
        after = await _post(client, _apq(sha256_of(COUNT)))
    assert _code(answer) == "PERSISTED_QUERY_MISMATCH"
    assert _code(after) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "body",
    [
        _apq("nothex"),
        _apq("A" * 64),
        _apq("0" * 64, version=2),
        {"extensions": {"persistedQuery": 1}},
        {"query": COUNT, "documentId": "x"},
        {"documentId": 1},
        {"documentId": None},
        {"query": 1, **_apq("0" * 64)},
    ],
)
async def test_a_request_that_names_no_document_rightly_is_refused(
    body: Mapping[str, object],
) -> None:
    async with asking(FixedStore()) as client:
        answer = await _post(client, body)
    assert (answer.status_code, _code(answer)) == (400, "BAD_REQUEST")


async def test_what_clients_teach_is_kept_up_to_a_number() -> None:
    documents = KnownDocuments()
    async with asking(FixedStore(), Offer(documents=documents)) as client:
        for number in range(1_010):
            text = f"{{ __typename }} # {number}"
            await _post(client, {"query": text, **_apq(sha256_of(text))})
        long = "{ __typename } #" + "x" * 20_000
        await _post(client, {"query": long, **_apq(sha256_of(long))})
    assert len(documents.learned) == 1_000
    assert documents.learned.peek(sha256_of(long)) is None


@pytest.mark.parametrize(
    ("trust", "body", "code"),
    [
        (Trust.OFF, {"query": COUNT}, ""),
        (Trust.ALLOW, {"documentId": sha256_of(COUNT)}, ""),
        (Trust.ALLOW, {"documentId": f"sha256:{sha256_of(COUNT)}"}, ""),
        (Trust.ALLOW, {"query": COUNT}, ""),
        (Trust.ALLOW, _apq(sha256_of(COUNT)), ""),
        (Trust.ALLOW, {"documentId": "nothing"}, "PERSISTED_QUERY_NOT_FOUND"),
        (Trust.ONLY, {"documentId": sha256_of(COUNT)}, ""),
        (Trust.ONLY, {"query": COUNT}, ""),
        (Trust.ONLY, _apq(sha256_of(COUNT)), ""),
        (Trust.ONLY, {"query": OTHER}, "DOCUMENT_NOT_TRUSTED"),
        (Trust.ONLY, {"query": COUNT + " "}, "DOCUMENT_NOT_TRUSTED"),
        (Trust.ONLY, {"query": OTHER, **_apq(sha256_of(OTHER))}, "DOCUMENT_NOT_TRUSTED"),
        (Trust.ONLY, {"query": "{ __schema { types { name } } }"}, "DOCUMENT_NOT_TRUSTED"),
    ],
)
async def test_the_manifest_decides_what_is_answered(
    trust: Trust, body: Mapping[str, object], code: str
) -> None:
    store = FixedStore()
    async with asking(store, _offer(trust)) as client:
        answer = await _post(client, body)
    if code:
        assert (_code(answer), store.asked) == (code, 0)
    else:
        assert answer.json() == ZERO


async def test_a_trusted_mutation_still_needs_post_and_the_token() -> None:
    async with asking(FixedStore(), _offer(Trust.ONLY)) as client:
        by_get = await client.get("/graphql", params={"documentId": "write"})
        by_post = await _post(client, {"documentId": "write"})
    assert by_get.status_code == 405
    assert _code(by_post) == "UNAUTHENTICATED"


def test_manifests_of_relay_and_of_apollo_and_folders_are_read(tmp_path: Path) -> None:
    relay = tmp_path / "relay.json"
    relay.write_text(json.dumps({"0123abc": COUNT, sha256_of(OTHER): OTHER}), encoding="utf-8")
    apollo = tmp_path / "apollo.json"
    operation = {"id": sha256_of(COUNT), "name": "A", "type": "query", "body": COUNT}
    manifest = {"format": "apollo-persisted-query-manifest", "version": 1}
    apollo.write_text(json.dumps({**manifest, "operations": [operation]}), encoding="utf-8")
    (tmp_path / "one.graphql").write_text(WRITE + "\n", encoding="utf-8")
    assert load_trusted(relay) == {"0123abc": COUNT, sha256_of(OTHER): OTHER}
    assert load_trusted(apollo) == {sha256_of(COUNT): COUNT}
    assert set(load_trusted(tmp_path)) >= {"0123abc", sha256_of(COUNT), sha256_of(WRITE)}


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"a": 1}', json.dumps({"0" * 64: COUNT}), '{"operations": [1]}'],
)
def test_a_manifest_that_cannot_be_used_is_named_at_the_start(tmp_path: Path, content: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadSetting, match="DAUMOI_TRUSTED_DOCUMENTS"):
        load_trusted(file)
    with pytest.raises(BadSetting, match="absent"):
        load_trusted(tmp_path / "absent.json")
