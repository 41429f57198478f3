"""Rows found by ids, put in the order of the ids."""

from collections.abc import Mapping, Sequence

_ABSTRACT: Mapping[str, frozenset[str]] = {"Document": frozenset({"Plan", "Directive"})}


def picked(
    rows: Sequence[Sequence[Sequence[object]]],
    ids: Sequence[object],
    kinds: Sequence[str | None],
) -> list[Sequence[object] | None]:
    """The row of each id, whose kind must be the one that was named."""
    found = {row[0][0]: row[0] for row in rows}
    return [
        row if row is not None and _fits(str(row[1]), kind) else None
        for row, kind in ((found.get(i), kind) for i, kind in zip(ids, kinds, strict=True))
    ]


def _fits(kind: str, named: str | None) -> bool:
    return named is None or kind == named or kind in _ABSTRACT.get(named, ())
