"""Who answers for a task: by unit, by leader, by office (đơn vị, lãnh đạo phụ trách, chức vụ)."""

from collections.abc import Iterable, Mapping

from graph_schema.labels import Label
from queries.given import Binder, Given
from queries.names import has_name, has_title, is_named
from queries.paths import Build, Path, Restriction

ROLES: Mapping[str, str] = {
    "LEAD": "LEADS",
    "EXECUTE": "EXECUTES",
    "SUPPORT": "SUPPORTS",
    "OVERSEE": "OVERSEES",
}
DOERS = ("LEADS", "EXECUTES", "SUPPORTS")
"""The roles of those who do the work; of a unit, overseeing is asked for by name."""
EVERY_ROLE = tuple(ROLES.values())

_SITS_IN = "EXISTS {{ MATCH ({unit})-[:SITS_IN]->({place}:Place) WHERE {named} }}"
# A person oversees as the holder of an office by the same document that says so.
_HELD = "{h}.doc = {r}.doc"
_HOLDS = "EXISTS {{ MATCH ({x})-[{h}:HOLDS]->({o}:Position) WHERE {h}.doc = {r}.doc AND {title} }}"
_BY_HOLDER = "<-[{h}:HOLDS]-(:Person)-[{r}:OVERSEES]->(@)"
_OVERSEES = "-[{r}:OVERSEES]->(@)"
_BARE = "-[:OVERSEES]->(@)"


def roles_of(given: Given | None, default: tuple[str, ...] = DOERS) -> str:
    """The relationships that the chosen roles stand for."""
    chosen = given.value if given is not None and isinstance(given.value, list) else None
    kinds = [ROLES[str(role)] for role in chosen] if chosen else default
    return "|".join(dict.fromkeys(kinds))


def by_name(label: Label, tail: str) -> Build:
    """A path from a unit or place with this name."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        start = binder.name("x")
        found = (has_name(binder, given, start),)
        yield Restriction(paths=(Path(start, label, tail, found=found),))

    return build


def by_unit(tail: str) -> Build:
    """A path from a unit by id, name and place."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        unit, found = binder.name("u"), []
        if name := given.part("name"):
            found.append(is_named(binder, name, unit))
        if place := given.part("place"):
            seat = binder.name("w")
            named = has_name(binder, place, seat)
            found.append(_SITS_IN.format(unit=unit, place=seat, named=named))
        if identity := given.part("id"):
            value = binder.bind(identity)
            yield Restriction(paths=(Path(unit, Label.UNIT, tail, value, where=tuple(found)),))
        elif found:
            yield Restriction(paths=(Path(unit, Label.UNIT, tail, found=tuple(found)),))

    return build


def by_any_holder(binder: Binder) -> Restriction:
    """Whoever has the role: a unit, a person, or an office whose holder is not named."""
    holders = (Label.UNIT, Label.PERSON, Label.POSITION)
    return Restriction(
        paths=tuple(Path(binder.name("u"), label, "-[:{roles}]->(@)") for label in holders)
    )


def by_overseer(binder: Binder, given: Given) -> Iterable[Restriction]:
    """A person by name or id, whoever held an office in that document, or a body."""
    if given.part("name") or given.part("person"):
        yield Restriction(paths=(_by_person(binder, given),))
    elif position := given.part("position"):
        o, h, r = (binder.name(letter) for letter in "ohr")
        title = (has_title(binder, position, o),)
        tail, held = _BY_HOLDER.format(h=h, r=r), (_HELD.format(h=h, r=r),)
        holder = Path(o, Label.POSITION, tail, found=title, where=held)
        yield Restriction(paths=(holder, Path(o, Label.POSITION, _BARE, found=title)))
    if body := given.part("unit"):
        yield from by_name(Label.UNIT, _BARE)(binder, body)


def _by_person(binder: Binder, given: Given) -> Path:
    names = {letter: binder.name(letter) for letter in "xrho"}
    x, tail = names["x"], _OVERSEES.format(**names)
    name, person, position = (given.part(part) for part in ("name", "person", "position"))
    found = (has_name(binder, name, x),) if name else ()
    held: tuple[str, ...] = ()
    if position:
        held = (_HOLDS.format(title=has_title(binder, position, names["o"]), **names),)
    if person:
        return Path(x, Label.PERSON, tail, binder.bind(person), where=(*found, *held))
    return Path(x, Label.PERSON, tail, found=found, where=held)


def by_office(binder: Binder, given: Given) -> Iterable[Restriction]:
    """People who hold an office whose title begins so."""
    office = binder.name("o")
    title = (has_title(binder, given, office),)
    yield Restriction(paths=(Path(office, Label.POSITION, "<-[:HOLDS]-(@)", found=title),))
