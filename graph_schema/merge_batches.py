"""Rows to the engine in batches, within the transaction of whoever writes them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from neo4j import AsyncManagedTransaction

_T = TypeVar("_T")
_BATCH = 2_500

Row = Mapping[str, object] | list[object]


async def unwind(tx: AsyncManagedTransaction, statement: str, rows: Sequence[Row]) -> None:
    """Run a statement over rows, so many at a time; errors come with a later one, or the commit."""
    # Nothing waits for its end: the next rows are made while the engine writes these.
    for part in parts(rows):
        await tx.run(statement, rows=part)
        # Sent by now; the driver would hold it in a cycle until a collection, which is rare.
        part.clear()


def parts(rows: Sequence[_T], size: int = _BATCH) -> Iterator[list[_T]]:
    """Rows, so many of them at a time."""
    for start in range(0, len(rows), size):
        yield _Rows(rows[start : start + size])


class _Rows(list[_T]):
    """Rows that do not spell themselves out.

    The driver (6.4.1) makes the words of all parameters for its log before it asks whether there is
    one: it takes longer than packing them.
    """

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"
