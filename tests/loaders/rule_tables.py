"""Every table of rules of the reader, gathered for the tests."""

from loaders import (
    citations,
    clauses,
    dates,
    deadlines,
    healing,
    labels,
    line_rules,
    no_task,
    quantities,
    recurrences,
    reports,
    roles,
)
from loaders.rules import Table

_MODULES = (
    citations,
    clauses,
    dates,
    deadlines,
    healing,
    labels,
    line_rules,
    no_task,
    quantities,
    recurrences,
    reports,
    roles,
)
_BY_ID = {
    id(value): value
    for module in _MODULES
    for value in vars(module).values()
    if isinstance(value, Table)
}
TABLES: tuple[Table[object], ...] = tuple(_BY_ID.values())
