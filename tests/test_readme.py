"""The README is true: its questions have the answers it prints, its settings are all there are."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from graphql import parse

from service.settings import PREFIX, Settings
from tests.house import ROOT
from tests.over_http import ask
from tests.queries.asking import schema
from tests.service.command import SAMPLES, daumoi, serving

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/samples.md")
_MORE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8").partition("<!-- end -->")[2]
_SECTION = re.compile(
    r"^##(?:#)? \d+\. (?P<title>.+?)\n(?P<body>.+?)(?=^##|\Z)", re.MULTILINE | re.DOTALL
)
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.+?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A question of the README and the answer printed below it."""

    title: str
    query: str
    answer: str


def _examples(page: str) -> Iterator[Example]:
    for section in _SECTION.finditer(page):
        blocks = {block["language"]: block["text"] for block in _BLOCK.finditer(section["body"])}
        yield Example(section["title"], blocks["graphql"], blocks["json"])


EXAMPLES = tuple(_examples(README))
"""Those that the documentation begins with too, followed by its own."""
MORE = tuple(_examples(_MORE))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service as ``make run`` starts it: the samples in an embedded database."""
    with serving(tmp_path_factory.mktemp("readme"), SAMPLES) as service:
        yield service.address


def test_the_readme_asks_at_least_five_questions() -> None:
    assert len(EXAMPLES) >= 5


def test_every_field_of_the_root_is_in_a_question_of_the_documentation() -> None:
    query = schema().query_type
    assert query is not None
    asked = {
        field.name.value
        for example in (*EXAMPLES, *MORE)
        for operation in parse(example.query).definitions
        for field in operation.selection_set.selections  # type: ignore[attr-defined]
    }
    by_id = {name for name, field in query.fields.items() if set(field.args) == {"id"}}
    assert set(query.fields) - asked <= by_id


@pytest.mark.parametrize("example", [*EXAMPLES, *MORE], ids=lambda example: example.title)
def test_a_question_of_the_readme_has_the_answer_printed_there(
    address: str, example: Example
) -> None:
    assert ask(address, example.query) == json.loads(example.answer)


def test_the_readme_lists_every_setting_and_no_other() -> None:
    settings = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"^\| `(DAUMOI_\w+)`", README, re.MULTILINE)) == settings


def test_the_readme_lists_every_option_of_serve(tmp_path: Path) -> None:
    said = daumoi("serve", "--help", folder=tmp_path, COLUMNS="200")
    assert said.code == 0
    options = set(re.findall(r"--[a-z][a-z-]+", said.out)) - {"--help"}
    assert options
    assert {option for option in options if f"`{option}`" not in README} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_file_of_the_project_leads_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [target for target in targets if not (folder / target).exists()] == []


def test_every_file_in_the_picture_of_the_house_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    picture = dict(re.findall(r"^(\w+)/ .*\n((?:  .*\n)+)", text, re.MULTILINE))
    assert {"graph_schema", "loaders", "queries", "service", "tests"} <= set(picture)
    missing = [
        f"{folder}/{name}"
        for folder, lines in picture.items()
        for name in re.findall(r"^  ([\w.]+)", lines, re.MULTILINE)
        if not (ROOT / folder / name).exists()
    ]
    assert missing == []


def test_every_sample_is_described() -> None:
    text = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w.-]+)`", text, re.MULTILINE)) == {
        path.name for path in SAMPLES.iterdir()
    }
