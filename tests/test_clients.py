"""The clients: made from the schema as it is now, typed, and their examples print what is due."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from clients.generate import FOLDER, files
from graph_schema.dated import today
from service.documents_known import load_trusted
from tests.node import node_packages, run_node
from tests.service.command import SAMPLES, serving

PYTHON, SCRIPT = FOLDER / "python", FOLDER / "typescript"
UNIT, PLACE, DAY = "phong kinh te, ha tang va do thi", "Bến Sao", "2026-12-31"


def _python(*words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=PYTHON,
        env={**os.environ, "PYTHONPATH": str(PYTHON), "MYPYPATH": str(PYTHON)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _script(*words: str | Path) -> str:
    compiler = node_packages() / "node_modules" / "typescript" / "bin" / "tsc"
    return run_node([compiler, *words], SCRIPT)


@pytest.mark.parametrize("path", sorted(files()))
def test_what_is_committed_is_what_the_schema_gives(path: str) -> None:
    committed = (FOLDER / path).read_text(encoding="utf-8")
    assert committed == files()[path], "run `make schema`"


def test_the_manifest_can_be_trusted_as_it_is() -> None:
    assert len(load_trusted(FOLDER / "operations" / "manifest.json")) == 3


def test_the_python_client_is_typed_throughout() -> None:
    words = ("-m", "mypy", "--strict", "--explicit-package-bases", "daumoi_client", "examples")
    assert "Success" in _python(*words)


def test_the_typescript_client_is_typed_throughout() -> None:
    assert _script("--noEmit", "-p", ".") == ""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service over the samples."""
    with serving(tmp_path_factory.mktemp("clients"), SAMPLES) as service:
        yield service.address


def test_both_examples_print_the_overdue_tasks_of_a_unit(address: str, tmp_path: Path) -> None:
    _script("--outDir", tmp_path, "-p", ".")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    asked = (address, UNIT, PLACE, DAY)
    printed = _python(PYTHON / "examples" / "overdue.py", *asked)
    assert printed == run_node([tmp_path / "examples" / "overdue.js", *asked])
    assert "2026-09-30\t" in printed
    assert "xóa xong toàn bộ trước ngày 30/9/2026" in printed


def test_without_a_day_both_examples_ask_of_today_in_vietnam(address: str, tmp_path: Path) -> None:
    _script("--outDir", tmp_path, "-p", ".")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    asked = (address, UNIT, PLACE)
    script = tmp_path / "examples" / "overdue.js"
    example = PYTHON / "examples" / "overdue.py"

    def run_script(*words: str) -> str:
        return run_node([script, *words])

    for run in (partial(_python, example), run_script):
        before, printed, after = today(), run(*asked), today()
        assert printed in {run(*asked, day.isoformat()) for day in (before, after)}
