"""The pages: from the package alone, under a strict policy, true to their manifest."""

import hashlib
import json
import re
from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from graphql import parse, validate

from service.schema import build_schema, core_schema
from service.web import WEB
from tests.house import ROOT
from tests.service.answering import FixedStore, asking

VENDOR = WEB / "vendor"
PAGES = ("/", "/graphiql")
ADDRESS = re.compile(r"""(?:https?:)?//[\w-]+\.[\w.-]+|@import|srcset|<base""", re.I)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the pages."""
    async with asking(FixedStore()) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_loads_only_what_the_package_holds(
    client: httpx.AsyncClient, path: str
) -> None:
    page = await client.get(path)
    assert page.status_code == 200
    assert not ADDRESS.search(page.text)
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded
    for address in loaded:
        assert not address.startswith(("http", "//", "data:")), address
        assert (await client.get(f"/{address}")).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
async def test_no_script_or_style_stands_in_a_page_itself(
    client: httpx.AsyncClient, path: str
) -> None:
    page = await client.get(path)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page.text)
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"


def test_our_own_scripts_and_styles_name_no_foreign_host() -> None:
    own = [path for path in WEB.iterdir() if path.suffix in {".js", ".css", ".html"}]
    assert len(own) >= 6
    for path in own:
        assert not ADDRESS.search(path.read_text(encoding="utf-8")), path.name


def test_every_vendored_file_is_the_one_in_the_manifest() -> None:
    manifest = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))
    listed = {row["file"]: row for row in manifest}
    licences = {row["licence_file"] for row in manifest}
    assert {path.name for path in VENDOR.iterdir()} == set(listed) | licences | {"MANIFEST.json"}
    for name, row in listed.items():
        content = (VENDOR / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"], name
        assert (len(content), row["licence"]) == (row["bytes"], "MIT")
        assert row["version"] in row["source"]


def test_the_vendored_styles_fetch_nothing() -> None:
    for path in VENDOR.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "@font-face" not in text
        assert set(re.findall(r"url\(\"?(\w+):", text)) <= {"data"}
        assert "@import" not in text


def test_the_ready_made_questions_are_valid() -> None:
    source = (WEB / "questions.js").read_text(encoding="utf-8")
    questions = re.findall(r"query: `([^`]+)`", source)
    assert len(questions) == source.count("title:") > 5
    for question in questions:
        assert validate(core_schema(build_schema()), parse(question)) == []


def test_every_question_of_the_readme_is_a_tab() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = re.findall(r"^### \d+\. (.+?)\n.+?^```graphql\n(.+?)^```$", readme, re.M | re.S)
    source = (WEB / "questions.js").read_text(encoding="utf-8")
    assert len(asked) >= 5
    for title, question in asked:
        assert f'title: "{title}"' in source, title
        assert f"\n{question.rstrip()}`" in source, title


async def test_nothing_outside_of_the_web_folder_is_served(client: httpx.AsyncClient) -> None:
    for path in (
        "/web/../app.py",
        "/web/%2e%2e/app.py",
        "/web/..%2fapp.py",
        "/web/vendor/../../app.py",
    ):
        answer = await client.get(path)
        assert answer.status_code == 404, path
