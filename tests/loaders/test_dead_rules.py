"""A row that takes nothing in any document has to leave."""

from collections.abc import Iterator
from functools import _lru_cache_wrapper
from types import ModuleType

import pytest

from loaders import dates, subjects, unit_names, units
from loaders.healing import heal
from loaders.parts import sort_parts
from loaders.plan import read_extract
from loaders.rules import Found, Stand, Table
from loaders.source import extract
from tests.loaders.documents import INVENTED, PLANS, REAL
from tests.loaders.rule_tables import TABLES


def _forget(module: ModuleType) -> None:
    for thing in vars(module).values():
        if isinstance(thing, _lru_cache_wrapper):
            thing.cache_clear()


def _seen(paths_read: "list[str]", monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The rows that the reader was given an answer by, over all documents."""
    for kept in (units, unit_names, subjects, dates):
        _forget(kept)  # what an earlier test asked is asked again, where it can be seen
    first, every = Table.first, Table.every
    seen: set[str] = set()

    def spied_first(
        self: Table[object], text: str, where: Stand | None = None
    ) -> Found[object] | None:
        found = first(self, text, where)
        if found is not None and self.name != "lines":
            seen.add(f"{self.name}:{found.rule.name}")
        return found

    def spied_every(
        self: Table[object], text: str, start: int = 0, end: int | None = None
    ) -> Iterator[Found[object]]:
        for found in every(self, text, start, end):
            seen.add(f"{self.name}:{found.rule.name}")
            yield found

    monkeypatch.setattr(Table, "first", spied_first)
    monkeypatch.setattr(Table, "every", spied_every)
    for path in [*INVENTED, *REAL]:
        if path.suffix == ".pdf":
            continue
        found = extract(path.read_bytes(), path.name)
        parts = sort_parts(heal(found))
        seen.update(
            f"lines:{line.rule}"
            for part in parts.texts
            for line in (*part.head, *part.body, *part.tail, *parts.footnotes)
        )
        read_extract(found, b"", path.name)
        paths_read.append(path.name)
    return seen


@pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")
def test_every_row_takes_something_in_a_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    seen = _seen(read, monkeypatch)
    rows = {f"{table.name}:{row.name}" for table in TABLES for row in table.rows}
    assert len(read) > 20
    # "page-number" lines are gone before the parts are sorted.
    dead = rows - seen - {"lines:page-number"}
    assert dead == set(), "put a document that needs the row into tests/documents, or drop the row"
