"""Asking the read path in a test: the product's own reader over the test's store."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any, Protocol

from graphql import GraphQLSchema

from graph_schema.callers import LOCAL_READER
from queries.execute import Answer, Question, Reader
from service.limits import QuestionLimits
from service.reports.asked import COMPOSED
from service.schema import build_schema, core_schema
from service.store import READ_SECONDS, Store
from tests.processes import patience


class Readable(Protocol):
    """A store, or what stands in for one where no store may be asked."""

    async def read(self, cypher: str, parameters: Mapping[str, object]) -> list[list[object]]:
        """The rows of one statement."""


@cache
def schema() -> GraphQLSchema:
    """The product's schema, made once."""
    return core_schema(build_schema())


def reader_of(store: Readable) -> Reader:
    """A reader over a store, with the product's limits."""
    if not isinstance(store, Store):
        return Reader(schema(), store.read, QuestionLimits(schema()))
    # A real Neo4j plans its first large question for longer than a user would wait.
    seconds = patience(3 * READ_SECONDS)
    read = partial(store.read, timeout=seconds)
    limits = QuestionLimits(schema())
    return Reader(schema(), read, limits, deadline=seconds + 1, composed=COMPOSED)


def local_question(
    text: str, variables: Mapping[str, object], operation: str | None = None
) -> Question:
    """What this machine's own user asks, who may see everything."""
    return Question(text, variables, operation, LOCAL_READER)


async def answer_of(store: Readable, text: str, /, **variables: object) -> Answer:
    """The whole answer, errors and all."""
    return await reader_of(store).answer(local_question(text, variables))


async def ask(store: Readable, text: str, /, **variables: object) -> Any:  # noqa: ANN401 - JSON
    """The data of an answer that has no error."""
    answer = await answer_of(store, text, **variables)
    assert answer.errors == (), answer.errors[0].original_error or answer.errors
    return answer.data


class Spy:
    """A store that keeps each statement it was asked, and its parameters."""

    def __init__(self, rows: list[list[object]] | None = None) -> None:
        """Answer every statement with these rows."""
        self.asked: list[tuple[str, Mapping[str, object]]] = []
        self._rows = rows or []

    async def read(self, cypher: str, parameters: Mapping[str, object]) -> list[list[object]]:
        """Keep the statement."""
        self.asked.append((cypher, parameters))
        return self._rows
