"""Words that would be Cypher, wherever the API takes a text, are words, and change nothing."""

import hashlib
from collections.abc import Iterator
from itertools import cycle, islice

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_required_argument,
)

from service.store import Store
from tests.queries.asking import answer_of, schema
from tests.queries.seed import load_all

QUOTES = ("'", '"', "`", "\\", "\\'", "\\u0027", "\\u0060", "})", "']", "$p0")
TAILS = (
    " DETACH DELETE n //",
    " OR 1=1 //",
    "}) MATCH (n) DETACH DELETE n /*",
    " SET n.name = 'taken' RETURN n //",
    " UNION MATCH (n) REMOVE n:Task RETURN n //",
)
PAYLOADS = [quote + tail for quote in QUOTES for tail in TAILS]
_EACH = 4
_STATE = (
    "MATCH (n) RETURN labels(n), properties(n)",
    "MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id",
)


def _takes_text(kind: GraphQLInputType) -> bool:
    return get_named_type(kind).name in {"String", "ID"}


def _rest(field: GraphQLField, argument: str) -> str:
    """The other arguments that have to be there."""
    others = {n: a for n, a in field.args.items() if n != argument and is_required_argument(a)}
    kinds = {name: get_named_type(given.type) for name, given in others.items()}
    values = {
        name: next(iter(kind.values)) if isinstance(kind, GraphQLEnumType) else '"nobody"'
        for name, kind in kinds.items()
    }
    return "".join(f", {name}: {value}" for name, value in values.items())


def _text_places() -> Iterator[tuple[str, str]]:
    """Every argument and filter of the root that takes a text: a question, its variable's type."""
    query = schema().query_type
    assert query is not None
    for name, field in query.fields.items():
        for argument, given in field.args.items():
            kind, rest = get_named_type(given.type), _rest(field, argument)
            if _takes_text(given.type) and argument not in ("after", "before"):
                yield f"{name}({argument}: $x{rest})", str(given.type)
            elif isinstance(kind, GraphQLInputObjectType):
                for key, inner in kind.fields.items():
                    deep = get_named_type(inner.type)
                    if _takes_text(inner.type):
                        yield f"{name}({argument}: {{ {key}: $x }}{rest})", str(inner.type)
                    elif isinstance(deep, GraphQLInputObjectType):
                        for last, text in deep.fields.items():
                            if _takes_text(text.type):
                                where = f"{{ {key}: {{ {last}: $x }} }}"
                                yield f"{name}({argument}: {where}{rest})", str(text.type)


async def _state(store: Store) -> str:
    rows = [sorted(map(repr, await store.read(text, {}))) for text in _STATE]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


async def test_hostile_words_are_words_in_every_place_and_no_question_changes_anything(
    store: Store,
) -> None:
    await load_all(store)
    before = await _state(store)
    places, payloads = list(_text_places()), cycle(PAYLOADS)
    assert len(places) > 20
    assert len(places) * _EACH >= len(PAYLOADS) == 50
    for place, kind in places:
        for payload in islice(payloads, _EACH):
            value: object = [payload] if "[" in kind else payload
            text = f"query($x: {kind}) {{ found: {place} {{ __typename }} }}"
            answer = await answer_of(store, text, x=value)
            assert answer.errors == (), (place, payload, answer.errors)
    assert await _state(store) == before
