"""A small plan in a store, to be corrected: its file, its tasks and targets, and its digest."""

from pathlib import Path

from loaders import load_plan, read_plan
from loaders.write import LoadOutcome
from service.corrections import Said
from service.store import Store
from tests.service.command import SAMPLES

PLAN = SAMPLES / "kh-27-dong-may.txt"
SAID = Said("Trần Thị Soát", "Bản đọc sai so với văn bản giấy")


async def load_text(store: Store, text: str, name: str = PLAN.name) -> LoadOutcome:
    """Load a document of these words, as the command does."""
    record = read_plan(text.encode(), name)
    async with store.session() as session:
        return await load_plan(session, record)


async def load_file(store: Store, path: Path = PLAN) -> LoadOutcome:
    """Load a sample."""
    return await load_text(store, path.read_text("utf-8"), path.name)


async def rows(store: Store, cypher: str, **parameters: object) -> list[list[object]]:
    """The rows of a reading statement."""
    return await store.read(cypher, parameters)


async def facts(store: Store) -> list[str]:
    """Every node and edge but files, corrections and what hangs on them, as sorted lines."""
    kept = "NOT n:Migration AND NOT n:SourceFile AND NOT n:SourcePart AND NOT n:Correction"
    kept += " AND NOT n:Change AND NOT n:ChangeHead"
    nodes = await store.read(f"MATCH (n) WHERE {kept} RETURN n.id, properties(n)", {})
    edges = await store.read(
        "MATCH (a)-[x]->(b) WHERE NOT a:Correction AND NOT b:Correction AND NOT a:Change "
        "RETURN a.id, type(x), b.id, properties(x)",
        {},
    )
    lines = [repr([row[0], sorted(dict(row[1]).items(), key=str)]) for row in nodes]  # type: ignore[call-overload]
    lines += [repr([*row[:3], sorted(dict(row[3]).items(), key=str)]) for row in edges]  # type: ignore[call-overload]
    return sorted(lines)


async def task_id(store: Store, ref: str) -> str:
    """The id of the one task with this ref."""
    found = await store.read("MATCH (t:Task {ref: $ref}) RETURN t.id", {"ref": ref})
    assert len(found) == 1
    return str(found[0][0])
