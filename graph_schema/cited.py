"""What is known of a document that others only name: what each citation says, joined."""

from collections.abc import Mapping

from graph_schema.facts import CitedDocument, Properties, Value

_FIRST_SAID = ("kind", "kind_key", "symbol", "symbol_key", "scope", "nearby")
_ISSUED = ("issued_code", "issued_start", "issued_end", "issued_precision")
_UNKNOWN_DAY = "0000-00-00"


def join_citation(now: Mapping[str, Value], said: CitedDocument) -> Properties:
    """The first word stands; a later one fills a gap or makes the date more exact."""
    joined: dict[str, Value] = {}
    for name in _FIRST_SAID:
        joined[name] = now[name] if now.get(name) is not None else said.properties[name]
    titled = now if now.get("title") is not None else said.properties
    joined["title"], joined["title_key"] = titled.get("title"), titled.get("title_key")
    dated = said.properties if _more_exact(now, said.properties) else now
    for name in _ISSUED:
        joined[name] = dated.get(name)
    joined["issued_key"] = joined["issued_end"] or _UNKNOWN_DAY
    joined["plan_key"] = f"{joined['issued_key']!s} {said.id}"
    words = [
        *str(now.get("search") or "").split(" | "),
        *str(said.properties["search"]).split(" | "),
    ]
    joined["search"] = " | ".join(dict.fromkeys(word for word in words if word))
    return joined


def _more_exact(now: Mapping[str, Value], said: Properties) -> bool:
    known, other = now.get("issued_code"), said.get("issued_code")
    return known is None or (other is not None and str(other).startswith(f"{known!s}-"))
