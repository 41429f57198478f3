"""Units as documents name them, settled to units of places (cơ quan, đơn vị của một địa bàn).

"Phòng Văn hóa - Xã hội" in a plan of phường A is that of phường A and of no other. What the tables
do not settle stays a unit of its own and is marked so; nothing is merged on likeness.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from graph_schema.identity import place_id, unit_id, unofficial_place_id
from graph_schema.places import OfficialPlace, find_places, official_place
from graph_schema.vietnamese import compare_key, normal
from loaders.unit_names import Head, Scope, full_name, head_of, is_class

NATION = "nation"
_PROVINCE_KINDS = ("thành phố", "tỉnh")
_COMMUNE_KINDS = ("phường", "xã", "đặc khu", "thị trấn")
_LEVEL = "phường|xã|đặc khu|thị trấn|quận|huyện|thị xã|thành phố|tỉnh"
_ABBREVIATED_LEVELS = (("TP", "thành phố"), ("P", "phường"), ("X", "xã"), ("T", "tỉnh"))
_CAPITAL_WORD = r"(?:\p{Lu}[\w'’]*|\d+)"
# A level with a proper name, or a bare level, at the end of a unit's name.
_PLACE_AT_END = regex.compile(
    rf"(?:^|\s)(?:của\s)?(?P<level>{_LEVEL}|Phường|Xã|Thành phố|Tỉnh|Đặc khu)"
    rf"(?:\s(?P<name>{_CAPITAL_WORD}(?:[ -]{{1,3}}{_CAPITAL_WORD}){{0,4}}))?$"
)
# "Ủy ban nhân dân xã A - tỉnh B": the province says which commune it is, and is not in its name.
_PROVINCE_AFTER = regex.compile(
    rf"^(?P<unit>.*\b(?i:{'|'.join(_COMMUNE_KINDS)})\s{_CAPITAL_WORD}(?: {_CAPITAL_WORD}){{0,4}}+)"
    rf"\s?[-–,]\s?(?P<level>(?i:{'|'.join(_PROVINCE_KINDS)}))"
    r"(?P<name>(?:\s[\w'’]+){1,5}+)$"  # of a name in capitals alone some letters may be small
)
# "Tiểu ban An ninh - Ủy ban bầu cử" is in the plan's own words the Tiểu ban alone.
_SUB_BOARD = re.compile(r"(?<=\w) - (?:Ủy ban bầu cử|Ban Chỉ đạo)$")
_PROVINCE_WORDS = re.compile(r"\b(?:thành ủy|tỉnh ủy|đảng bộ (?:thành phố|tỉnh))\b")


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A place of the graph: official when it has a code, else known by its own words."""

    id: str
    name: str
    kind: str
    full_name: str
    code: str | None
    province: "PlaceFact | None"

    @property
    def is_commune(self) -> bool:
        """Whether it is a place of the lower of the two levels."""
        return self.kind in _COMMUNE_KINDS


@dataclass(frozen=True, slots=True)
class Home:
    """From where a document speaks: its place, and the province above it when known."""

    place: PlaceFact | None
    province: PlaceFact | None
    document: str = ""
    """Digest of its words: keeps apart the units of documents that name no place."""


@dataclass(frozen=True, slots=True)
class SettledUnit:
    """A unit of the graph, and the form in which it was written."""

    id: str
    name: str
    name_key: str
    kind: str
    collective: bool
    place: PlaceFact | None
    settled: bool
    written: str
    scope: str
    """What tells its documents' numbers apart: its place, the nation, or "?" and its document."""
    read_as: str | None = None
    """The id by its own words, when a person said that it is another unit."""

    @property
    def own_id(self) -> str:
        """The id that the words alone give: what documents are known by."""
        return self.read_as or self.id


def home_of(place: str | None, province: str | None, document: str = "") -> Home:
    """The issuing place of a document, from its own words; official when the table says so."""
    above = _province(province) if province else None
    here = _settle_place(place, above) if place else None
    if here is None:
        return Home(above, above, document)
    if here.kind in _PROVINCE_KINDS:
        return Home(here, here, document)
    return Home(here, here.province or above, document)


def merged_unit(unit: Mapping[str, object], place: Mapping[str, object] | None) -> SettledUnit:
    """A unit as the store holds it, for those that a person said are the same."""
    at = None
    if place is not None:
        at = PlaceFact(
            str(place["id"]),
            str(place["name"]),
            str(place["kind"]),
            str(place["full_name"]),
            str(place["code"]) if place.get("code") is not None else None,
            None,
        )
    return SettledUnit(
        str(unit["id"]),
        str(unit["name"]),
        str(unit["name_key"]),
        str(unit["kind"]),
        bool(unit.get("collective")),
        at,
        bool(unit.get("settled", True)),
        str(unit["name"]),
        "",
    )


@lru_cache(maxsize=4096)
def settle_unit(written: str, collective: bool, home: Home) -> SettledUnit:
    """The unit that a document of ``home`` means by ``written``."""
    name, collective = full_name(written), collective or is_class(written)
    if (above := _PROVINCE_AFTER.match(name)) is not None:
        name, home = above["unit"], _within(f"{above['level'].lower()}{above['name']}", home)
    head = None if collective else head_of(name)
    if collective:
        return _unit(name, name, "COLLECTIVE", home.place, written, home, settled=True)
    found = _PLACE_AT_END.search(name)
    base, place, settled = name, _default_place(name, head, home), head is not None
    if found is not None:
        named = _named_place(found, home)
        if named is not None:
            base, place = name[: found.start()].strip(" ,-") or name, named
        else:
            settled = False
    else:
        base, place = _without_bare_place(name, place, head, home)
    base = _SUB_BOARD.sub("", base)
    shown = f"{base} {place.full_name}" if place and head and head.names_place else base
    kind = head.kind if head else "OTHER"
    national = place is None and _is_national(name, head)
    return _unit(shown, base, kind, place, written, home, settled=settled, national=national)


def _unit(
    shown: str,
    base: str,
    kind: str,
    place: PlaceFact | None,
    written: str,
    home: Home,
    *,
    settled: bool,
    national: bool = False,
) -> SettledUnit:
    key = compare_key(base).replace("mặt trận tổ quốc việt nam", "mặt trận tổ quốc")
    unknown = NATION if national else f"?{home.document}"
    scope = place.id if place else unknown
    return SettledUnit(
        unit_id(scope, key),
        shown,
        key,
        kind,
        kind == "COLLECTIVE",
        place,
        settled and not scope.startswith("?"),
        normal(written),
        scope,
    )


def _is_national(name: str, head: Head | None) -> bool:
    of_nation = head is not None and head.scope is Scope.NATION
    return of_nation or compare_key(name).endswith(("trung ương", "tối cao"))


def _default_place(name: str, head: Head | None, home: Home) -> PlaceFact | None:
    key = compare_key(name)
    if _is_national(name, head):
        return None
    if _PROVINCE_WORDS.search(key) or (head is not None and head.scope is Scope.PROVINCE):
        return home.province
    return home.place


def _within(province: str, home: Home) -> Home:
    """From where a document speaks of units in a province that it names."""
    here = home.province
    if here is not None and compare_key(here.full_name) == compare_key(province):
        return home
    return Home(None, _province(province), home.document)


def _named_place(found: regex.Match[str], home: Home) -> PlaceFact | None:
    level, name = found["level"].lower(), found["name"]
    if name is None:
        return _bare_level(level, home)
    full = f"{level} {name}"
    for near in (home.place, home.province):
        if near is not None and compare_key(near.full_name) == compare_key(full):
            return near
    return _settle_place(full, home.province)


def _without_bare_place(
    name: str, place: PlaceFact | None, head: Head | None, home: Home
) -> tuple[str, PlaceFact | None]:
    """A Party committee or a department of a province names its place without a level word.

    A school or a station is named after a place: there the words are its own.
    """
    if head is None or not (head.names_place or head.scope is Scope.PROVINCE):
        return name, place
    for near in (home.place, home.province):
        if near is not None and name.endswith(f" {near.name}"):
            return name[: -len(near.name)].strip(" ,-"), near
    return name, place


def _bare_level(level: str, home: Home) -> PlaceFact | None:
    """ "phường" alone is the document's own; "thành phố", "tỉnh" the one above it."""
    if level in _PROVINCE_KINDS:
        return home.province
    if level in _COMMUNE_KINDS and home.place and home.place.is_commune:
        return home.place
    return None


def _settle_place(full: str, province: PlaceFact | None) -> PlaceFact:
    full = _written_out(full)
    above = None if full.lower().startswith(_PROVINCE_KINDS) else province
    official = find_places(full, above.full_name if above else None)
    if len(official) == 1:
        return _official(official[0])
    kind, _, name = full.partition(" ")
    for level in _LEVEL.split("|"):
        if full.lower().startswith(level + " "):
            kind, name = level, full[len(level) + 1 :]
    identity = unofficial_place_id(full, above.id if above else None)
    kind = kind.lower()
    return PlaceFact(identity, name or full, kind, f"{kind} {name}".strip(), None, above)


def _province(full: str) -> PlaceFact:
    return _settle_place(full, None)


def _written_out(full: str) -> str:
    words = normal(full)
    for short, level in _ABBREVIATED_LEVELS:
        words = re.sub(rf"^{short}\.\s*", f"{level} ", words)
    return words


def _official(place: OfficialPlace) -> PlaceFact:
    above = official_place(place.province_code) if place.province_code else None
    return PlaceFact(
        place_id(place.code),
        place.name,
        place.kind,
        place.full_name,
        place.code,
        _official(above) if above else None,
    )
