"""The program without the extra “speed”: slower, and its answers are the same."""

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.loaders.pdf_files import Words, pdf_of
from tests.over_http import ask
from tests.service.command import SAMPLES, daumoi, serving
from tests.test_readme import EXAMPLES, Example

# As ``sitecustomize`` it is run by every Python process before anything else, readers too.
HOOK = '''
import os, sys

class Absent:
    """As if they were not installed; who asks for one is noted."""

    names = {"orjson", "uvloop", "httptools", "neo4j._rust"}

    def find_spec(self, name, path=None, target=None):
        if name in self.names:
            with open(os.path.join(os.path.dirname(__file__), "asked-for"), "a") as file:
                file.write(name + "\\n")
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
'''


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("hook")
    (folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}


@pytest.fixture(scope="module")
def address(blocked: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("plain"), SAMPLES, **blocked) as service:
        yield service.address
        assert "Traceback" not in service.words


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_a_question_has_the_same_answer(address: str, example: Example) -> None:
    assert ask(address, example.query) == json.loads(example.answer)


def _hook_folder(blocked: dict[str, str]) -> Path:
    return Path(blocked["PYTHONPATH"].split(os.pathsep)[0])


@pytest.mark.usefixtures("address")
def test_all_four_were_looked_for_and_gone_without(blocked: dict[str, str]) -> None:
    asked = set((_hook_folder(blocked) / "asked-for").read_text(encoding="ascii").split())
    assert asked == {"orjson", "uvloop", "httptools", "neo4j._rust"}


def test_a_document_is_printed_in_the_same_bytes(blocked: dict[str, str], tmp_path: Path) -> None:
    plan = tmp_path / "kế hoạch.pdf"
    words = (SAMPLES / "kh-27-dong-may.txt").read_text(encoding="utf-8").split("\n")[:40]
    plan.write_bytes(pdf_of([[Words(60, 800 - 18 * n, line) for n, line in enumerate(words)]]))
    plain, fast = (
        daumoi("read", "--json", plan, folder=tmp_path, **environment)
        for environment in (blocked, {})
    )
    assert plain.code == 0, plain.err
    assert plain.out == fast.out


def test_nothing_that_the_program_needs_is_in_the_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = " ".join(project["dependencies"])
    assert not any(name in needed for name in ("orjson", "uvloop", "httptools", "rust-ext"))
    assert len(project["optional-dependencies"]["speed"]) == 4
    for file in ("requirements.txt", "requirements-run.txt"):
        pinned = (ROOT / file).read_text(encoding="utf-8")
        for name in ("orjson==", "uvloop==", "httptools==", "neo4j-rust-ext=="):
            assert f"\n{name}" in pinned, (file, name)
