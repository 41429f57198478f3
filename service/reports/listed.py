"""A list of plain cells as a text table, CSV or Markdown: figures and findings of commands."""

import csv
import io
from collections.abc import Sequence
from enum import StrEnum

from service.reports.plain import defused, plain_words
from service.reports.words import rate_words, whole

Cell = str | int | float | None
_WIDEST = 60


class ListForm(StrEnum):
    """The forms of a list."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"


def listed(form: ListForm, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The list in one of its text forms; JSON is made by who knows what the cells mean."""
    if form is ListForm.CSV:
        target = io.StringIO(newline="")
        writer = csv.writer(target, lineterminator="\r\n")
        writer.writerow(heads)
        writer.writerows([defused(_exact(cell)) for cell in row] for row in rows)
        return target.getvalue().encode("utf-8-sig", "replace")
    words = [[_words(cell) for cell in row] for row in rows]
    lines = _markdown(heads, words) if form is ListForm.MD else _table(heads, words)
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _exact(cell: Cell) -> object:
    return "" if cell is None else round(cell, 2) if isinstance(cell, float) else cell


def _words(cell: Cell) -> str:
    """A rate in per cent, a number with points; a dash for what cannot be told."""
    if isinstance(cell, float):
        return rate_words(cell / 100)
    return "–" if cell is None else whole(cell) if isinstance(cell, int) else cell


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    body = [f"| {' | '.join(map(plain_words, row))} |" for row in rows]
    return [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *body]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    flat = [[_short(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *flat, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *flat)
    ]


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"
