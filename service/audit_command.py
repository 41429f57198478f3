"""`daumoi audit`: whether every recorded change still stands as it was written."""

from graph_schema.audit import Break, first_break
from queries.audit import read_chain, read_head
from service.console import OUT, write_lines
from service.running import run
from service.settings import Settings
from service.store import Store, open_store

WHOLE, BROKEN = 0, 4


async def check_chain(store: Store) -> tuple[int, Break | None]:
    """How many records hold, and where the chain breaks."""
    seq, previous = 0, ""
    async for part in read_chain(store.read):
        if (broken := first_break(part, previous, seq)) is not None:
            return broken.seq - 1, broken
        seq, previous = int(str(part[-1]["seq"])), str(part[-1]["hash"])
    if (await read_head(store.read)) != (seq, previous):
        return seq, Break(seq + 1, "thiếu bản ghi ở cuối (records are missing at the end)")
    return seq, None


def audit_stored(settings: Settings) -> int:
    """Check the chain of changes, and say where it breaks."""
    settings.check_stored()

    async def work() -> tuple[int, Break | None]:
        async with open_store(settings, join=True) as store:
            return await check_chain(store)

    holding, broken = run(work)
    if broken is None:
        write_lines([f"Nhật ký nguyên vẹn: {holding} bản ghi nối liền nhau."], OUT)
        return WHOLE
    said = f"Nhật ký đứt ở bản ghi số {broken.seq}: {broken.why}. {holding} bản ghi trước đó đúng."
    write_lines([said], OUT)
    return BROKEN
