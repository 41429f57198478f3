"""Every row of every table is held to its own examples, and stays fast on hostile lines."""

import re
from collections import deque
from pathlib import Path

import pytest

from loaders import rules
from loaders.rules import Rule, Table
from tests.loaders.rule_lint import lint
from tests.loaders.rule_tables import TABLES, rows_outside_tables
from tests.quickest import quickest

ROWS = [(table, row) for table in TABLES for row in table.rows]
IDS = [f"{table.name}:{row.name}" for table, row in ROWS]
HOSTILE_LETTERS = 100_000
LONGEST_SECONDS = 0.05
WHOLE_TABLE_SECONDS = 1.0
COMMON = (" ", "a ", "a, ", "và ", "các ", "1", "1.", "1 ", "(", "“", "- ", ";")


def test_every_table_of_the_package_is_tried_here_and_no_row_stands_outside_one() -> None:
    written = sum(
        len(re.findall(r"\bTable(?:\[.+\])?\(\s*\"", path.read_text(encoding="utf-8")))
        for path in Path(rules.__file__).parent.glob("*.py")
    )
    assert len(TABLES) == written
    assert len({table.name for table in TABLES}) == written
    assert rows_outside_tables() == []


@pytest.mark.parametrize(("table", "row"), ROWS, ids=IDS)
def test_a_row_takes_its_own_examples_before_any_other_row_does(
    table: Table[object], row: Rule[object]
) -> None:
    for example in row.examples:
        for stand in row.where:
            found = table.first(example, stand)
            assert found is not None, example
            assert found.rule.name == row.name, f"{example!r} was taken by {found.rule.name}"


@pytest.mark.parametrize(("table", "row"), ROWS, ids=IDS)
def test_a_row_leaves_its_counter_examples_alone(table: Table[object], row: Rule[object]) -> None:
    for counter in row.counters:
        assert row.pattern.search(counter) is None, f"{table.name}:{row.name} takes {counter!r}"


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_no_row_repeats_inside_a_repetition(table: Table[object]) -> None:
    assert lint(table.rows) == []
    names = [row.name for row in table.rows]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("table", "row"), ROWS, ids=IDS)
def test_a_row_is_fast_on_a_hostile_line(table: Table[object], row: Rule[object]) -> None:
    for seed in (*COMMON, *row.examples, *(f"{example} " for example in row.examples)):
        text = (seed * (HOSTILE_LETTERS // len(seed) + 1))[:HOSTILE_LETTERS]
        assert _quickest(row, text) <= LONGEST_SECONDS, f"slow on {seed!r}"


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_whole_table_is_done_with_a_hostile_line_within_a_second(table: Table[object]) -> None:
    for seed in COMMON:
        text = (seed * (HOSTILE_LETTERS // len(seed) + 1))[:HOSTILE_LETTERS]
        assert sum(_quickest(row, text) for row in table.rows) <= WHOLE_TABLE_SECONDS, seed


def _quickest(row: Rule[object], text: str) -> float:
    return quickest(lambda: deque(row.pattern.finditer(text), maxlen=0), LONGEST_SECONDS)


def test_the_linter_finds_what_it_forbids() -> None:
    bad = Rule("bad", re.compile(r"(?:[^,;.]+,?\s*)+.*x.*"), None, ("a",))
    assert len(lint((bad,))) >= 2
