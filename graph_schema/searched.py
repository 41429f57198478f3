"""The folded words by which kinds, duties and phases are found: as people type them."""

from graph_schema.vietnamese import search_key


def kind_key(kind: str | None) -> str | None:
    """The name of a kind of document (tên loại) without accents."""
    return search_key(kind) if kind else None


def duty_words(quote: str | None, *named: str | None) -> str:
    """The words of a duty to report, and whoever is named elsewhere, one after another."""
    said = [search_key(quote)] if quote else []
    for name in filter(None, named):
        key = search_key(name)
        if not any(f" {key} " in f" {words} " for words in said):
            said.append(key)
    return " | ".join(words for words in said if words)
