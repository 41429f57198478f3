"""The reader's version changes with the rules, and with nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.version import READER, digest_of, reading_sources
from tests.house import ROOT
from tests.quickest import quickest

_TELL = "import json, loaders.version as v; print(json.dumps([v.__file__, v.READER]))"


def version_told_in(folder: Path) -> str:
    """The version that a copy of the program in a folder has."""
    done = subprocess.run(
        [sys.executable, "-c", _TELL],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
    )
    file, version = json.loads(done.stdout)
    assert Path(file).is_relative_to(folder)
    return str(version)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("loaders", "graph_schema"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path


def test_a_copy_of_the_program_has_the_same_version_whatever_its_line_ends(copy: Path) -> None:
    for module in copy.rglob("*.py"):
        module.write_bytes(module.read_bytes().replace(b"\n", b"\r\n"))
    assert re.fullmatch(r"1\+[0-9a-f]{12}", READER)
    assert version_told_in(copy) == READER


@pytest.mark.parametrize(
    ("module", "differs"),
    [
        ("loaders/kinds.py", True),
        ("loaders/outline.py", True),
        ("graph_schema/vietnamese.py", True),
        ("graph_schema/periods.py", True),
        ("loaders/write.py", False),
        ("graph_schema/merge.py", False),
    ],
)
def test_a_changed_rule_is_another_reader_and_a_changed_writer_is_not(
    module: str, differs: bool, copy: Path
) -> None:
    with (copy / module).open("a", encoding="utf-8") as source:
        source.write("\n_MORE = 1\n")
    assert (version_told_in(copy) != READER) is differs


def test_the_order_of_the_files_does_not_count_and_their_names_do() -> None:
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"})
    assert digest_of({"a": "1"}) != digest_of({"b": "1"})


def test_the_version_costs_a_start_next_to_nothing() -> None:
    assert f"1+{digest_of(reading_sources())}" == READER
    assert quickest(lambda: digest_of(reading_sources()), 0.2) <= 0.2
