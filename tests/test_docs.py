"""The documentation is true, and a site that needs nobody else's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.make_docs import DOCS, written
from tests.house import ROOT

PAGES = sorted(DOCS.glob("*.md"))
_LOADED = re.compile(
    r"""<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=["']?([^"'\s>]+)""", re.I
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_that_repeats_the_sources_says_what_they_say(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert written(text) == text, "run `make docs`"


def test_every_test_that_the_safety_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", (DOCS / "safety.md").read_text(encoding="utf-8"))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_site_is_built_whole_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    words = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path))
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = sorted(tmp_path.glob("*.html"))
    assert {page.stem for page in pages} >= {page.stem for page in PAGES}
    for page in pages:
        loaded = _LOADED.findall(page.read_text(encoding="utf-8"))
        assert loaded
        assert [at for at in loaded if at.startswith(("http", "//"))] == [], page.name
    for style in tmp_path.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import)\s*[\"']?(https?:|//)", style.read_text("utf-8"))
        assert found == [], style.name
