"""Which tests run in one process: those of one engine, and of the others those of a file.

An engine answers its first questions slowly, and each process has engines of its own: a second one
costs more than it helps. (The plugin's own groups, 3.8.0, are lost on pytest 9.2.)
"""

import re

from xdist.scheduler import LoadScopeScheduling

_ENGINE = re.compile(r"[\[-](embedded|neo4j)(?=[-\]])")
_ALWAYS_ON = {
    "tests/bench/test_country.py": "embedded",
    "tests/queries/test_explain.py": "neo4j",
    "tests/service/test_error_examples.py": "embedded",
    "tests/service/test_secret_everywhere.py": "embedded",
    "tests/service/test_two_services.py": "neo4j",
    "tests/test_packaging.py": "neo4j",
}
"""Files that ask an engine of their choice."""


class ByEngine(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Hands the tests of an engine, or of a file, to one process after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """The engine or the file that a test's name tells."""
    file, _, name = nodeid.partition("::")
    found = _ENGINE.search(name)
    return found[1] if found else _ALWAYS_ON.get(file, file)
