"""Every table of rules of the reader, found wherever in the package it stands."""

import importlib
import pkgutil
from collections.abc import Iterator

import loaders
from loaders.rules import Rule, Table


def _named() -> Iterator[tuple[str, object]]:
    for module in pkgutil.iter_modules(loaders.__path__, "loaders."):
        for name, value in vars(importlib.import_module(module.name)).items():
            yield f"{module.name}.{name}", value


def _items(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, tuple | list | set | frozenset):
        yield from value


_BY_ID = {
    id(item): item for _, value in _named() for item in _items(value) if isinstance(item, Table)
}
TABLES: tuple[Table[object], ...] = tuple(_BY_ID.values())
"""Each once, though several modules import it."""


def rows_outside_tables() -> list[str]:
    """Rows that stand in the package and in no table: nothing would ever try them."""
    tried = {id(row) for table in TABLES for row in table.rows}
    return [
        f"{where}: {item.name}"
        for where, value in _named()
        for item in _items(value)
        if isinstance(item, Rule) and id(item) not in tried
    ]
