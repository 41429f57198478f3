"""Names that a person assigns work to and that nobody of the place bears: slips of the keyboard.

Whoever means a new unit or person says so; nothing else makes one out of a name that was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from neo4j import AsyncManagedTransaction

from graph_schema.callers import Secrecy
from graph_schema.corrections import Correction, CorrectionKind
from graph_schema.errors import UnknownName
from graph_schema.facts import UnitFact
from graph_schema.labels import Label
from graph_schema.merge_bearers import Bearer, find_bearers, find_known
from graph_schema.model import PlanRecord
from graph_schema.vietnamese import compare_key, search_key
from loaders.corrected import apply_corrections
from loaders.corrected_days import ROLE_FIELDS
from loaders.fact_book import FactBook
from loaders.role_facts import say_owners, say_task_roles
from loaders.settling import home_of_record
from loaders.units import SettledUnit

_SHOWN = 3
_ALIKE = 0.4
"""Less of a name than this says nothing of what was meant."""
_CUT = 80


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named: whether new ones are meant, and how secret a known one may be."""

    new: bool = False
    clearance: Secrecy = Secrecy.MOST_SECRET


async def check_names(
    tx: AsyncManagedTransaction,
    record: PlanRecord,
    standing: Sequence[Correction],
    wanted: Correction,
    merged: Mapping[str, SettledUnit],
    names: Names,
) -> None:
    """Refuse a role for a name that nobody of the place bears, unless a new one is meant."""
    given = wanted.field in ROLE_FIELDS or wanted.kind is CorrectionKind.NAME_OWNER
    if names.new or not given:
        return
    before = apply_corrections(record, standing).record
    after = apply_corrections(record, (*standing, wanted)).record
    had, has = _named(before, after, merged), _named(after, before, merged)
    units = [unit for unit in has.units if unit.id not in {one.id for one in had.units}]
    units = [unit for unit in units if not unit.properties["collective"]]
    known = await find_known(tx, Label.UNIT, [unit.id for unit in units], names.clearance)
    for unit in units:
        if unit.id not in known:
            raise await _unknown_unit(tx, record, unit, names)
    there = {node.id for node in had.nodes}
    people = {
        node.id: str(node.properties["name"])
        for node in has.nodes
        if node.label is Label.PERSON and node.id not in there
    }
    known = await find_known(tx, Label.PERSON, list(people), names.clearance)
    for identity, name in people.items():
        if identity not in known:
            await _check_person(tx, record, name, names)


def _named(record: PlanRecord, other: PlanRecord, merged: Mapping[str, SettledUnit]) -> FactBook:
    """Whom the parts name that are not the same in the other record."""
    book = FactBook(home_of_record(record), "", record.source.sha256, merged)
    issuer = book.unit(record.document.issuer) if record.document.issuer else None
    issued = record.document.date
    tasks, targets = set(other.tasks), set(other.targets)
    for task in (one for one in record.tasks if one not in tasks):
        say_task_roles(book, task, (Label.TASK, task.ref), issuer, issued)
    for target in (one for one in record.targets if one not in targets):
        say_owners(book, target, (Label.TARGET, target.ref), issuer, issued)
    return book


async def _unknown_unit(
    tx: AsyncManagedTransaction, record: PlanRecord, unit: UnitFact, names: Names
) -> UnknownName:
    place = unit.properties["place_id"]
    at = None if place is None else str(place)
    bearers = await _bearers(tx, record, Label.UNIT, names, at)
    written = unit.aliases[0] if unit.aliases else str(unit.properties["name"])
    near = nearest(str(unit.properties["name_key"]), bearers)
    return _refusal("đơn vị", written, near)


async def _check_person(
    tx: AsyncManagedTransaction, record: PlanRecord, name: str, names: Names
) -> None:
    """Somebody of the place in another office is known; a name of nobody there is not."""
    bearers = await _bearers(tx, record, Label.PERSON, names, None)
    if all(compare_key(one.name) != compare_key(name) for one in bearers):
        raise _refusal("người", name, nearest(name, bearers))


async def _bearers(
    tx: AsyncManagedTransaction, record: PlanRecord, label: Label, names: Names, place: str | None
) -> Sequence[Bearer]:
    """Who bears a name at the place of a unit, or where the document speaks from."""
    home = home_of_record(record)
    near = [one.id for one in (home.place, home.province) if one is not None]
    return await find_bearers(tx, label, [place] if place else near, names.clearance)


def _refusal(kind: str, written: str, near: Sequence[str]) -> UnknownName:
    nearby = f" (gần nhất: {'; '.join(near)})" if near else ""
    return UnknownName(
        f"Kho chưa có {kind} nào ở nơi này tên “{written[:_CUT]}”{nearby}: hãy xem lại tên, hoặc "
        "nêu unknown: true (dòng lệnh: --unknown) để vẫn ghi tên mới. (Nobody here bears it.)",
        "value",
    )


def nearest(name: str, bearers: Sequence[Bearer]) -> tuple[str, ...]:
    """The names most like one, with or without accents, the nearest first."""
    key = search_key(name)[:_CUT]
    found: dict[str, tuple[bool, float]] = {}
    for one in bearers:
        forms = [search_key(form) for form in one.forms]
        begins = any(form.startswith(key) or key.startswith(form) for form in forms if form)
        shares = any(set(form.split()) & set(key.split()) for form in forms)
        if not (begins or shares):
            continue
        alike = max((SequenceMatcher(None, key, form).ratio() for form in forms), default=0.0)
        if begins or alike >= _ALIKE:
            found[one.name] = max(found.get(one.name, (False, 0.0)), (begins, alike))
    ordered = sorted(found, key=lambda name: (not found[name][0], -found[name][1], name))
    return tuple(ordered[:_SHOWN])
