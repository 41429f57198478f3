"""What a load asks of Python while it makes much, and that it is asked no longer afterwards."""

import gc
import sys

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.merge_batches import unwind
from service.memory import making_much
from service.store import Store


def test_a_load_collects_rarely_and_hands_over_soon_and_leaves_all_as_it_was() -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    with pytest.raises(RuntimeError), making_much():  # noqa: PT012 - the middle is what is told
        assert gc.get_threshold()[0] > before[0][0]
        assert sys.getswitchinterval() < before[1]
        raise RuntimeError
    assert (gc.get_threshold(), sys.getswitchinterval()) == before


async def test_rows_that_were_sent_do_not_wait_for_a_collection(store: Store) -> None:
    async def send(tx: AsyncManagedTransaction) -> None:
        await unwind(tx, "UNWIND $rows AS row RETURN row[0]", [[number] for number in range(5000)])

    gc.collect()
    gc.disable()
    try:
        await store.write(send)
        left = gc.collect()
    finally:
        gc.enable()
    assert left < 2500, "the driver keeps a list for each row until somebody collects"
