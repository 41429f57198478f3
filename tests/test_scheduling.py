"""An engine's tests go to one process, the others file by file."""

import pytest

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
