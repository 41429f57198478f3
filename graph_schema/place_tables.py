"""The tables of official places, read once when they are first asked for, and their indexes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from graph_schema.vietnamese import compare_key, search_key


@dataclass(frozen=True, slots=True)
class OfficialPlace:
    """A province or commune in force (đơn vị hành chính), with its code of QĐ 19/2025/QĐ-TTg."""

    code: str
    """Two digits for a province, five for a commune."""
    name: str
    kind: str
    """``tỉnh``, ``thành phố``, ``xã``, ``phường`` or ``đặc khu``."""
    province_code: str | None
    """``None`` for a province."""

    @property
    def full_name(self) -> str:
        """Kind and name: "phường Kiến An"."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """A province, district or commune as it was before 1 July 2025."""

    code: str
    """Two digits for a province, three for a district, five for a commune."""
    name: str
    kind: str
    parent_code: str | None
    """The old district of a commune, the old province of a district."""
    successor_codes: tuple[str, ...]
    """Who took its land; several when it was divided."""

    @property
    def full_name(self) -> str:
        """Kind and name: "huyện Kiến Thụy"."""
        return f"{self.kind} {self.name}"


PlacesByName = Mapping[str, list[OfficialPlace]]
FormerPlacesByName = Mapping[str, list[FormerPlace]]
_Place = TypeVar("_Place", bound=OfficialPlace | FormerPlace)


def name_key(name: str) -> str:
    """A bare name as it is compared: a hyphen or a leading nought tells no two places apart."""
    key = compare_key(name).replace(" - ", " ")
    return key.lstrip("0") if key.isdecimal() else key


@cache
def official() -> Mapping[str, OfficialPlace]:
    """Places in force by code, provinces first."""
    provinces = (
        OfficialPlace(code, name, kind, None) for code, kind, name, _ in _rows("provinces")
    )
    communes = (
        OfficialPlace(code, name, kind, province)
        for code, kind, name, province in _rows("communes")
    )
    return {place.code: place for places in (provinces, communes) for place in places}


@cache
def official_by_name() -> PlacesByName:
    """Places in force by what ``name_key`` makes of each of their names."""
    others = {code: names for code, _, _, names in _rows("provinces")}
    return _by_name((place, others.get(place.code, "")) for place in official().values())


@cache
def former() -> tuple[FormerPlace, ...]:
    """Places before 1 July 2025: provinces, districts, communes."""
    communes = [
        FormerPlace(code, name, kind, district, tuple(successors.split()))
        for code, kind, name, district, successors in _rows("old_communes")
    ]
    of_district: dict[str, set[str]] = defaultdict(set)
    for commune in communes:
        of_district[commune.parent_code or ""].update(commune.successor_codes)
    districts = (
        FormerPlace(code, name, kind, province, tuple(own.split() or sorted(of_district[code])))
        for code, kind, name, province, own in _rows("old_districts")
    )
    provinces = (
        FormerPlace(code, name, kind, None, (successor,))
        for code, kind, name, _, successor in _rows("old_provinces")
    )
    return (*provinces, *districts, *communes)


@cache
def former_by_name() -> FormerPlacesByName:
    """Former places by what ``name_key`` makes of each of their names."""
    others = {(code, name): names for code, _, name, names, _ in _rows("old_provinces")}
    return _by_name((place, others.get((place.code, place.name), "")) for place in former())


@cache
def province_codes_of_former_districts() -> Mapping[str, str]:
    """The old province of each old district."""
    return {code: province for code, _, _, province, _ in _rows("old_districts")}


@cache
def predecessors_by_code() -> Mapping[str, tuple[FormerPlace, ...]]:
    """Old communes, or old districts without communes, and old provinces by their successor."""
    index: dict[str, list[FormerPlace]] = defaultdict(list)
    without_communes = {code for code, *_, own in _rows("old_districts") if own}
    for place in former():
        if len(place.code) != 3 or place.code in without_communes:
            for code in place.successor_codes:
                index[code].append(place)
    return {code: tuple(places) for code, places in index.items()}


@cache
def official_by_typed_name() -> PlacesByName:
    """Places in force by their names without accents."""
    return _without_accents(official_by_name())


@cache
def former_by_typed_name() -> FormerPlacesByName:
    """Former places by their names without accents."""
    return _without_accents(former_by_name())


def _by_name(places: Iterable[tuple[_Place, str]]) -> dict[str, list[_Place]]:
    """Index of places, each with its other names; many share a name, folded once."""
    keys: dict[str, str] = {}
    index: dict[str, list[_Place]] = defaultdict(list)
    for place, others in places:
        for name in (place.name, *others.split("|")) if others else (place.name,):
            key = keys.get(name) or keys.setdefault(name, name_key(name))
            index[key].append(place)
    return dict(index)


def _without_accents(by_name: Mapping[str, list[_Place]]) -> dict[str, list[_Place]]:
    index: dict[str, list[_Place]] = defaultdict(list)
    for key, places in by_name.items():
        index[search_key(key)].extend(places)
    return dict(index)


def _rows(table: str) -> Iterator[list[str]]:
    text = (files("graph_schema") / "data" / f"{table}.tsv").read_text(encoding="utf-8")
    lines: Iterable[str] = text.splitlines()[1:]
    return (line.split("\t") for line in lines)
