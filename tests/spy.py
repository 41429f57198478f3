"""A spy on the driver: no statement that writes may run outside of a managed transaction."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from neo4j import AsyncResult, AsyncSession, Query

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.S)
_WRITES = re.compile(
    r"(?<![\w.$:])(?:CREATE|MERGE|SET|DELETE|REMOVE|DROP|FOREACH)\b"
    r"|\bIN\s+(?:[$\w]+\s+){0,2}TRANSACTIONS\b",
    re.I,
)


def writes(cypher: str) -> bool:
    """Whether a statement holds a clause that writes, its quoted words left out."""
    return _WRITES.search(_QUOTED.sub(" ", cypher)) is not None


@contextmanager
def auto_commit_writes_refused() -> Iterator[None]:
    """While open, an auto-commit write in this process is an AssertionError and does not run."""
    run = AsyncSession.run

    async def spy(
        session: AsyncSession,
        query: str | Query,
        parameters: dict[str, object] | None = None,
        **more: object,
    ) -> AsyncResult:
        text = query.text if isinstance(query, Query) else query
        assert not writes(text), f"a write outside of a managed transaction: {text}"
        return await run(session, query, parameters, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AsyncSession, "run", spy)
        yield
