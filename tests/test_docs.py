"""The documentation is true: what repeats the sources is what they say."""

import pytest

from scripts.make_docs import DOCS, written

PAGES = sorted(DOCS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_that_repeats_the_sources_says_what_they_say(page: object) -> None:
    text = (DOCS / f"{getattr(page, 'name', '')}").read_text(encoding="utf-8")
    assert written(text) == text, "run `make docs`"
