"""Whom or what a report is about: found by a name, or a sentence that says which there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from graph_schema.errors import BadSetting, UnknownSubject
from graph_schema.identity import office_key
from graph_schema.vietnamese import search_key
from loaders.unit_names import full_name
from service.asking import Ask, nodes_of
from service.reports.gather import plan_words, question

_NEAR = 5
_LIKENESS = 0.5
_LOOKED_AT = 5_000
_SHOWN = 10
_UNITS, _PEOPLE, _DOCUMENTS = question("units"), question("people"), question("documents")
_UNIT, _PERSON, _DOCUMENT = question("unit"), question("person"), question("document")


@dataclass(frozen=True, slots=True)
class Subject:
    """What was found: its id, its name, its place."""

    id: str
    name: str
    place: str = ""


async def find_unit(ask: Ask, name: str, place: str | None) -> Subject:
    """The unit of that name, or id; in that place where several bear it."""
    if name.startswith("unit_"):
        return await unit_by_id(ask, name)
    found = await _units(ask, name, place)
    same = [unit for unit in found if _unit_key(unit["name"]) == _unit_key(name)] or found
    if len(same) == 1:
        return _unit(same[0])
    if not same:
        raise BadSetting(await _no_unit(ask, name, place))
    how = "hãy nêu mã" if place else "hãy thêm --place, hoặc nêu mã"
    raise BadSetting(f"Có {len(same)} đơn vị tên “{name}”: {how}: " + told_apart(same))


async def _units(ask: Ask, name: str, place: str | None) -> list[Any]:
    """The units whose name holds these words; else these words with abbreviations written out."""
    found = await _some(ask, _UNITS, "units", {"name": name, "place": place})
    written_out = full_name(name)
    if found or search_key(written_out) == search_key(name):
        return found
    return await _some(ask, _UNITS, "units", {"name": written_out, "place": place})


def _unit_key(name: str) -> str:
    """A name however its common bodies are written: "UBND xã X" is "Ủy ban nhân dân xã X"."""
    return office_key(full_name(name))


def told_apart(units: Sequence[Mapping[str, Any]]) -> str:
    """Units to choose from; how to merge two that may be one, a province left out."""
    placed = {_told(unit): unit for unit in units if _above(unit)}
    pairs = [(unit, placed[_told(unit)]) for unit in units if _may_be_one(unit, placed)]
    merge = [f"daumoi review merge-unit {one['id']} {other['id']}" for one, other in pairs]
    how = f" Nếu là một đơn vị thì gộp: {_several(merge)}" if merge else ""
    return _several(_choices(units)) + how


def _may_be_one(unit: Mapping[str, Any], placed: Mapping[str, Mapping[str, Any]]) -> bool:
    return unit["place"] is not None and not _above(unit) and _told(unit) in placed


def _told(unit: Mapping[str, Any]) -> str:
    return f"{unit['name']}, {_unit(unit).place or 'chưa rõ địa bàn'}"


def _choices(units: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each with its id, and the province where name and place do not tell them apart."""
    told = [_told(unit) for unit in units]
    return [
        f"{words}{f', {_province(unit)}' if told.count(words) > 1 else ''} ({unit['id']})"
        for words, unit in zip(told, units, strict=True)
    ]


def _province(unit: Mapping[str, Any]) -> str:
    return _above(unit) or "chưa rõ tỉnh"


def _above(unit: Mapping[str, Any]) -> str:
    above = (unit["place"] or {}).get("parent") or {}
    return str(above.get("fullName") or "")


async def unit_by_id(ask: Ask, identity: str) -> Subject:
    """The unit of that id."""
    found = await known_unit(ask, identity)
    if found is None:
        raise UnknownSubject(f"Không có đơn vị nào mang mã {identity!r}.")
    return found


async def known_unit(ask: Ask, identity: str) -> Subject | None:
    """The unit of that id, or none."""
    found = (await ask(_UNIT, {"id": identity}))["unit"]
    return None if found is None else _unit(found)


async def find_person(ask: Ask, name: str, position: str | None) -> Subject:
    """The leader of that name, or id; of that office where several bear it."""
    if name.startswith("person_"):
        return await person_by_id(ask, name)
    found = await _some(ask, _PEOPLE, "people", {"name": name, "position": position})
    same = [one for one in found if search_key(one["name"]) == search_key(name)] or found
    if len(same) == 1:
        return _person(same[0])
    if not same:
        every = await _some(ask, _PEOPLE, "people", {"name": None, "position": None})
        near = _nearest(name, [person["name"] for person in every])
        raise BadSetting(f"Không có lãnh đạo nào tên “{name}” trong kho." + _or_near(near))
    raise BadSetting(
        f"Có {len(same)} người tên “{name}”: hãy thêm --position, hoặc nêu mã: "
        + _several([f"{_person(one).place or 'không rõ chức vụ'} ({one['id']})" for one in same])
    )


async def person_by_id(ask: Ask, identity: str) -> Subject:
    """The leader with an id."""
    found = await known_person(ask, identity)
    if found is None:
        raise UnknownSubject(f"Không có lãnh đạo nào mang mã {identity!r}.")
    return found


async def known_person(ask: Ask, identity: str) -> Subject | None:
    """The leader with an id, or none."""
    found = (await ask(_PERSON, {"id": identity}))["person"]
    return None if found is None else _person(found)


async def find_document(ask: Ask, name: str) -> Subject:
    """The document of that id, or number and symbol."""
    one = (await ask(_DOCUMENT, {"id": name}))["document"]
    if one is not None:
        return Subject(one["id"], plan_words(one))
    found = (await ask(_DOCUMENTS, {"symbol": name}))["documents"]["nodes"]
    if len(found) == 1:
        return Subject(found[0]["id"], plan_words(found[0]))
    if not found:
        raise UnknownSubject(
            f"Không có văn bản nào mang mã hoặc số, ký hiệu “{name}” (viết như 45/KH-UBND)."
        )
    raise BadSetting(
        f"Có {len(found)} văn bản mang số “{name}”: hãy nêu mã: "
        + _several([f"{plan_words(plan)} ({plan['id']})" for plan in found])
    )


async def _no_unit(ask: Ask, name: str, place: str | None) -> str:
    if place is not None:
        elsewhere = await _units(ask, name, None)
        if elsewhere:
            seats = [_unit(unit).place or "không rõ địa bàn" for unit in elsewhere]
            return f"Không có “{name}” ở “{place}”; có ở: " + _several(seats)
    every = await _some(ask, _UNITS, "units", {"name": None, "place": place})
    near = _nearest(name, [unit["name"] for unit in every])
    where = f" ở “{place}”" if place else ""
    return f"Không có đơn vị nào tên “{name}”{where} trong kho." + _or_near(near)


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    keys = {search_key(each): each for each in names}
    return [keys[key] for key in get_close_matches(search_key(name), keys, _NEAR, _LIKENESS)]


def _or_near(names: Sequence[str]) -> str:
    return f" Tên gần giống: {'; '.join(names)}." if names else ""


def _several(names: Sequence[str]) -> str:
    shown = "; ".join(names[:_SHOWN])
    return f"{shown}; …" if len(names) > _SHOWN else f"{shown}."


def _unit(found: Mapping[str, Any]) -> Subject:
    place = found["place"] or {}
    return Subject(found["id"], found["name"], place.get("fullName") or place.get("name") or "")


def _person(found: Mapping[str, Any]) -> Subject:
    offices = [held["position"] for held in found["offices"] if held["position"]]
    titles = dict.fromkeys(office["fullTitle"] or office["title"] or "" for office in offices)
    return Subject(found["id"], found["name"], "; ".join(titles))


async def _some(ask: Ask, text: str, name: str, given: Mapping[str, object]) -> list[Any]:
    """The nodes of a list, so many as one looks through."""
    found: list[Any] = []
    async for node in nodes_of(ask, text, name, given):
        found.append(node)
        if len(found) == _LOOKED_AT:
            break
    return found
