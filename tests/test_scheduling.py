"""An engine's tests go to one process, the others file by file."""

import re

import pytest

from tests.engines import ROOT
from tests.scheduling import group_of


@pytest.mark.parametrize(
    ("test", "group"),
    [
        ("tests/a/test_b.py::test_c[neo4j]", "neo4j"),
        ("tests/a/test_b.py::test_c[embedded-5]", "embedded"),
        ("tests/a/test_b.py::test_c[some words-neo4j]", "neo4j"),
        ("tests/a/test_b.py::test_c[neo4j://a:7687]", "tests/a/test_b.py"),
        ("tests/a/test_b.py::test_neo4j", "tests/a/test_b.py"),
        ("tests/queries/test_explain.py::test_c[x]", "neo4j"),
    ],
)
def test_a_tests_name_tells_with_which_it_runs(test: str, group: str) -> None:
    assert group_of(test) == group


def test_a_file_that_asks_an_engine_of_its_choice_runs_with_that_engine() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        asked = set(re.findall(r"engines\.store\(\"(\w+)\"\)", path.read_text("utf-8")))
        if asked:
            assert group_of(f"{path.relative_to(ROOT)}::test_a") in asked, path
