"""Official places: the provinces and communes in force since 1 July 2025, and whom they follow.

A place is asked for as documents write it: with or without its kind, short ("P. Kiến An",
"TP.HCM"), in any tone placement. Every question answers with all places that fit, so that
ambiguity is seen. ``data/SOURCE.md`` says where the facts come from.
"""

from collections.abc import Iterable, Iterator, Sequence

from graph_schema.place_tables import (
    FormerPlace,
    OfficialPlace,
    former_by_name,
    former_by_typed_name,
    name_key,
    official,
    official_by_name,
    official_by_typed_name,
    predecessors_by_code,
    province_codes_of_former_districts,
)
from graph_schema.vietnamese import compare_key, search_key

__all__ = [
    "FormerPlace",
    "OfficialPlace",
    "find_places",
    "former_places",
    "official_place",
    "official_places",
    "predecessors",
    "province_of",
    "search_places",
    "successors",
]

# How texts write each kind; a name may follow a dot without a space.
_KINDS = {
    "thành phố": ("thành phố ", "thủ đô ", "tp.", "tp "),
    "tỉnh": ("tỉnh ", "t."),
    "quận": ("quận ", "q."),
    "huyện": ("huyện ", "h."),
    "thị xã": ("thị xã ", "tx.", "tx "),
    "thị trấn": ("thị trấn ", "tt.", "tt "),
    "phường": ("phường ", "p."),
    "xã": ("xã ", "x."),
    "đặc khu": ("đặc khu ", "đk."),
}
KIND_BY_KEY = {search_key(kind): kind for kind in (*_KINDS, "quốc gia")}
"""Each kind of place by its name without accents."""
_FORMS = tuple((form, kind) for kind, forms in _KINDS.items() for form in forms)
_TYPED_FORMS = tuple(dict.fromkeys((f"{search_key(form)} ", kind) for form, kind in _FORMS))
_NUMBERED = {"p": "phường", "q": "quận"}
# A place that rose in rank kept its name: a text of its earlier days still finds it.
_LEVELS = (
    frozenset({"xã", "phường", "thị trấn"}),
    frozenset({"huyện", "quận", "thị xã", "thành phố"}),
)
_FORMER = ("(cũ)", " cũ")


def official_place(code: str) -> OfficialPlace | None:
    """The place in force with this official code."""
    return official().get(code)


def official_places() -> tuple[OfficialPlace, ...]:
    """Every place in force: provinces, then communes, each in the order of the codes."""
    return tuple(official().values())


def province_of(place: OfficialPlace) -> OfficialPlace:
    """The province that a place lies in; a province is its own."""
    return official()[place.province_code or place.code]


def find_places(name: str, province: str | None = None) -> tuple[OfficialPlace, ...]:
    """Places in force of that name; of one province alone when its name or code is given."""
    within = None if province is None else _province_codes(province)
    return _in_order(
        place
        for kind, bare in _readings(compare_key(name), _FORMS)
        for place in official_by_name().get(bare, ())
        if kind in (None, place.kind)
        and (within is None or (place.province_code or place.code) in within)
    )


def successors(
    old_name: str, kind: str | None = None, old_province: str | None = None
) -> tuple[OfficialPlace, ...]:
    """Places in force on the land of a place as it was called before 1 July 2025."""
    return _after(former_places(old_name, kind, old_province))


def predecessors(place: OfficialPlace) -> tuple[FormerPlace, ...]:
    """What a place in force was made of: old communes, whole or in part, or old provinces."""
    return predecessors_by_code().get(place.code, ())


def former_places(
    old_name: str, kind: str | None = None, old_province: str | None = None
) -> tuple[FormerPlace, ...]:
    """Places of that name before 1 July 2025: provinces, districts, communes, by code."""
    asked = None if kind is None else _kind_of(kind)
    if kind is not None and asked is None:
        return ()
    found = {
        former
        for own_kind, bare in _readings(compare_key(_without_cu(old_name)), _FORMS)
        for former in _of_kind(former_by_name().get(bare, ()), own_kind or asked)
        if asked in (None, own_kind) or own_kind is None
    }
    if old_province is not None:
        found = _within_old_province(found, old_province)
    return tuple(sorted(found, key=lambda former: (len(former.code), former.code, former.kind)))


def search_places(text: str) -> tuple[OfficialPlace, ...]:
    """Places in force that a name of today or of before stands for, typed without accents too."""
    readings = tuple(_readings(search_key(text), _TYPED_FORMS))
    now = [
        place
        for kind, bare in readings
        for place in official_by_typed_name().get(bare, ())
        if kind in (None, place.kind)
    ]
    before = (
        former
        for kind, bare in readings
        for former in _of_kind(former_by_typed_name().get(bare, ()), kind)
    )
    return _in_order([*now, *_after(before)])


def _in_order(places: Iterable[OfficialPlace]) -> tuple[OfficialPlace, ...]:
    return tuple(sorted(set(places), key=lambda place: (len(place.code), place.code)))


def _after(places: Iterable[FormerPlace]) -> tuple[OfficialPlace, ...]:
    return _in_order(official()[code] for former in places for code in former.successor_codes)


def _readings(key: str, forms: Iterable[tuple[str, str]]) -> Iterator[tuple[str | None, str]]:
    """Kind and bare name in every way that the text may mean them."""
    yield None, name_key(key)
    for form, kind in forms:
        if key.startswith(form):
            yield kind, name_key(key[len(form) :])
    if key[:1] in _NUMBERED and key[1:].isdecimal():
        yield _NUMBERED[key[0]], name_key(key[1:])


def _kind_of(text: str) -> str | None:
    key = compare_key(text)
    return next((kind for form, kind in _FORMS if key == form.rstrip(" .")), None)


def _without_cu(name: str) -> str:
    """ "tỉnh Hải Dương (cũ)" is what was called "tỉnh Hải Dương"."""
    for ending in _FORMER:
        name = name.strip().removesuffix(ending)
    return name


def _of_kind(places: Sequence[FormerPlace], kind: str | None) -> list[FormerPlace]:
    """Those of the kind; failing that, those that had another kind of the same level."""
    exact = [former for former in places if kind in (None, former.kind)]
    levels = [level for level in _LEVELS if kind in level]
    return exact or [former for former in places for level in levels if former.kind in level]


def _province_codes(text: str) -> frozenset[str]:
    """Provinces in force that a name or a code means; a name kept in 2025 kept its land."""
    if text in official():
        return frozenset({text})
    now = frozenset(place.code for place in find_places(text) if place.province_code is None)
    return now or frozenset(
        code for former in _former_provinces(text) for code in former.successor_codes
    )


def _former_provinces(text: str) -> list[FormerPlace]:
    return [former for former in former_places(text) if former.parent_code is None]


def _within_old_province(found: set[FormerPlace], text: str) -> set[FormerPlace]:
    """Those of the old province of that name; failing that, of the province in force."""
    meant = {former.code for former in _former_provinces(text)}
    exact = {former for former in found if _old_province_code(former) in meant}
    if exact:
        return exact
    within = _province_codes(text)
    return {
        former
        for former in found
        if any((place.province_code or place.code) in within for place in _after((former,)))
    }


def _old_province_code(former: FormerPlace) -> str:
    parent = former.parent_code or former.code
    return province_codes_of_former_districts().get(parent, parent)
