"""What each ``where`` and ``orderBy`` means, anchored at its selective end.

A filter answers restrictions. One that leads to the wanted node along a pattern can be the anchor
of the whole question: the engine then starts there instead of looking at every node (the wanted
node is written ``@``, at the end). Names are matched folded, by whole words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from graph_schema.errors import BadQuestion
from graph_schema.identity import OFFICE_WORDS, office_key, symbol_key
from graph_schema.vietnamese import search_key
from queries.given import Binder, Convert, Given

LAST_LETTER = "\uffff"
ROLES: Mapping[str, str] = {
    "LEAD": "LEADS",
    "EXECUTE": "EXECUTES",
    "SUPPORT": "SUPPORTS",
    "OVERSEE": "OVERSEES",
}
ANY_ROLE = ("LEADS", "EXECUTES", "SUPPORTS")
"""The roles of those who do the work; overseeing is asked for by name."""


@dataclass(frozen=True, slots=True)
class Path:
    """A pattern that ends in the wanted node ``(@)``, and what holds along it."""

    pattern: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Restriction:
    """What must hold of ``@``: a condition on it, or one of several paths to it."""

    condition: str = ""
    paths: tuple[Path, ...] = ()


_NAMED = "ANY(key IN {keys} WHERE (' ' + replace({node}.search, '|', ' | ') + ' ') CONTAINS key)"
_NAME_BEGINS = (
    "ANY(key IN {keys} WHERE ('|' + replace({node}.search, '|', ' |') + ' ') CONTAINS key)"
)
_BEGINS = "{node}.search >= {low} AND {node}.search < {high}"
_SITS_IN = "EXISTS {{ MATCH ({unit})-[:SITS_IN]->({place}:Place) WHERE {named} }}"
# A person oversees as the holder of an office by the same document that says so.
_HELD = "{h}.doc = {r}.doc"
_HOLDS = "EXISTS {{ MATCH ({x})-[{h}:HOLDS]->({o}:Position) WHERE {h}.doc = {r}.doc AND {title} }}"
_BY_HOLDER = "({o}:Position)<-[{h}:HOLDS]-({x}:Person)-[{r}:OVERSEES]->(@)"
_BY_OFFICE = "({o}:Position)-[:OVERSEES]->(@)"
_BY_PERSON = "({x}:Person)-[{r}:OVERSEES]->(@)"
_BY_THIS_PERSON = "({x}:Person {{id: {id}}})-[{r}:OVERSEES]->(@)"
_BY_BODY = "({x}:Unit)-[:OVERSEES]->(@)"
_IN_OFFICE = "({o}:Position)<-[:HOLDS]-(@)"
_IN_PLACE = "({x}:Place)<-[:SITS_IN]-(@)"

Build = Callable[[Binder, Given], Iterable[Restriction]]


@dataclass(frozen=True, slots=True)
class Table:
    """The filters of one input type, most selective first, and the orders of its list."""

    filters: Mapping[str, Build]
    orders: Mapping[str, tuple[str, bool]]
    """Order to property, and whether it descends; the id always decides last."""
    default: tuple[str, ...]
    roles: bool = False
    """``role`` belongs to ``unit``, or to the list's own pattern."""

    @property
    def names(self) -> frozenset[str]:
        """Every field that the input may have."""
        return frozenset(self.filters) | (frozenset({"role"}) if self.roles else frozenset())


def _name_forms(text: object) -> tuple[str, ...]:
    """A name folded, in each way that common bodies are written."""
    key = search_key(str(text))
    if not key:
        raise BadQuestion(
            f"Tên “{text}” không có chữ nào để tìm: hãy nhập ít nhất một từ. "
            "(The name holds no letters to search for.)"
        )
    short = office_key(key)
    long = short
    for full, abbreviation in OFFICE_WORDS:
        long = long.replace(abbreviation, full)
    return tuple(dict.fromkeys((key, short, long)))


def words(text: object) -> object:
    """Every word of a text, folded; all must occur."""
    return search_key(str(text)).split()


def has_name(binder: Binder, given: Given, node: str) -> str:
    """One of the node's names holds these words (names stand between bars)."""
    keys = binder.bind(given, lambda text: [f" {form} " for form in _name_forms(text)])
    return _NAMED.format(keys=keys, node=node)


def is_named(binder: Binder, given: Given, node: str) -> str:
    """One of the node's names begins with these words: "Phòng X" is not "Văn phòng X"."""
    keys = binder.bind(given, lambda text: [f"|{form} " for form in _name_forms(text)])
    return _NAME_BEGINS.format(keys=keys, node=node)


def has_title(binder: Binder, given: Given, position: str) -> str:
    """The office's title begins so; bounded at both ends, as an index wants it."""
    low = binder.bind(given, _title_key)
    high = binder.bind(given, lambda value: f"{_title_key(value)}{LAST_LETTER}")
    return _BEGINS.format(node=position, low=low, high=high)


def roles_of(given: Given | None) -> str:
    """The relationships that the chosen roles stand for."""
    chosen = given.value if given is not None and isinstance(given.value, list) else None
    kinds = [ROLES[str(role)] for role in chosen] if chosen else ANY_ROLE
    return "|".join(dict.fromkeys(kinds))


def _title_key(value: object) -> str:
    key = office_key(str(value))
    if not key:
        raise BadQuestion(
            f"Chức vụ “{value}” không có chữ nào để tìm: hãy nhập ít nhất một từ. "
            "(The office's title holds no letters to search for.)"
        )
    return key


def _near(template: str, convert: Convert | None = None) -> Build:
    """A condition on the wanted node itself; ``{v}`` is the value."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        yield Restriction(template.format(v=binder.bind(given, convert)))

    return build


def _along(template: str, convert: Convert | None = None) -> Build:
    """A path from a node that the value identifies; ``{v}`` is the value, ``{x}`` a fresh name."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        value = binder.bind(given, convert)
        yield Restriction(paths=(Path(template.format(v=value, x=binder.name("x"))),))

    return build


def _named(pattern: str) -> Build:
    """A path from a unit or place with this name; ``{x}`` is that node."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        unit = binder.name("u")
        yield Restriction(paths=(Path(pattern.format(x=unit), (has_name(binder, given, unit),)),))

    return build


def _unit(pattern: str) -> Build:
    """A path from a unit by id, name and place; ``{x}`` is the unit."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        unit, where = binder.name("u"), []
        if identity := given.part("id"):
            where.append(f"{unit}.id = {binder.bind(identity)}")
        if name := given.part("name"):
            where.append(is_named(binder, name, unit))
        if place := given.part("place"):
            seat = binder.name("w")
            named = has_name(binder, place, seat)
            where.append(_SITS_IN.format(unit=unit, place=seat, named=named))
        if given.parts:
            yield Restriction(paths=(Path(pattern.replace("{x}", unit), tuple(where)),))

    return build


def _overseer(binder: Binder, given: Given) -> Iterable[Restriction]:
    """Who oversees: a person by name or id, whoever held an office in that document, or a body."""
    if given.part("name") or given.part("person"):
        yield Restriction(paths=(_by_person(binder, given),))
    elif position := given.part("position"):
        names = {letter: binder.name(letter) for letter in "xrho"}
        title = has_title(binder, position, names["o"])
        held = _HELD.format(**names)
        holder = Path(_BY_HOLDER.format(**names), (title, held))
        yield Restriction(paths=(holder, Path(_BY_OFFICE.format(**names), (title,))))
    if body := given.part("unit"):
        yield from _named(_BY_BODY)(binder, body)


def _by_person(binder: Binder, given: Given) -> Path:
    names = {letter: binder.name(letter) for letter in "xrho"}
    pattern, where = _BY_PERSON.format(**names), []
    if person := given.part("person"):
        pattern = _BY_THIS_PERSON.format(id=binder.bind(person), **names)
    if name := given.part("name"):
        where.append(has_name(binder, name, names["x"]))
    if position := given.part("position"):
        title = has_title(binder, position, names["o"])
        where.append(_HOLDS.format(title=title, **names))
    return Path(pattern, tuple(where))


def _in_office(binder: Binder, given: Given) -> Iterable[Restriction]:
    office = binder.name("o")
    title = has_title(binder, given, office)
    yield Restriction(paths=(Path(_IN_OFFICE.format(o=office), (title,)),))


def _own_name(binder: Binder, given: Given) -> Iterable[Restriction]:
    yield Restriction(has_name(binder, given, "@"))


_WORDS = _near("ALL(word IN {v} WHERE @.search CONTAINS word)", words)
_DUE: Mapping[str, Build] = {
    "dueFrom": _near("@.due_key >= {v} AND @.due_key < '9999'"),
    "dueTo": _near("@.due_key >= '0000' AND @.due_key <= {v}"),
}
_WORK_ORDERS = {"PLAN": ("plan_key", False), "REF": ("order", False), "DUE": ("due_key", False)}
_NAME_ORDERS = {"NAME": ("sort", False)}

TABLES: Mapping[str, Table] = {
    "TaskFilter": Table(
        {
            "plan": _along("({x}:Document {{id: {v}}})-[:HAS_TASK]->(@)"),
            "overseer": _overseer,
            "unit": _unit("({x}:Unit)-[:{roles}]->(@)"),
            "issuer": _named("({x}:Unit)<-[:ISSUED_BY]-(:Plan)-[:HAS_TASK]->(@)"),
            "text": _WORDS,
            **_DUE,
            "hasDue": _near("({v} = (@.due_code IS NOT NULL))"),
            "hasLead": _near("@.has_lead = {v}"),
            "hasDoer": _near("@.has_doer = {v}"),
            "routine": _near("@.routine = {v}"),
        },
        _WORK_ORDERS,
        ("PLAN", "REF"),
        roles=True,
    ),
    "TargetFilter": Table(
        {
            "plan": _along("({x}:Document {{id: {v}}})-[:HAS_TARGET]->(@)"),
            "owner": _unit("({x}:Unit)-[:OWNS]->(@)"),
            "issuer": _named("({x}:Unit)<-[:ISSUED_BY]-(:Plan)-[:HAS_TARGET]->(@)"),
            "ownership": _near("@.ownership IN {v}"),
            "text": _WORDS,
            **_DUE,
        },
        _WORK_ORDERS,
        ("PLAN", "REF"),
    ),
    "DocumentFilter": Table(
        {
            "symbol": _near("@.symbol_key = {v}", lambda value: symbol_key(str(value))),
            "issuer": _named("({x}:Unit)<-[:ISSUED_BY]-(@)"),
            "kind": _near(
                "toLower(@.kind) = {v}", lambda value: " ".join(str(value).lower().split())
            ),
            "known": _near("coalesce(@.known, false) = {v}"),
            "text": _WORDS,
            "issuedFrom": _near(f"@.issued_key >= {{v}} AND @.issued_key <= '{LAST_LETTER}'"),
            "issuedTo": _near("@.issued_key > '0000-00-00' AND @.issued_key <= {v}"),
        },
        {
            "ISSUED": ("plan_key", False),
            "ISSUED_DESC": ("issued_key", True),
            "TITLE": ("title_key", False),
        },
        ("ISSUED_DESC", "TITLE"),
    ),
    "UnitFilter": Table(
        {
            "place": _named(_IN_PLACE),
            "name": _own_name,
            "kind": _near("@.kind IN {v}"),
            "collective": _near("coalesce(@.collective, false) = {v}"),
            "settled": _near("coalesce(@.settled, true) = {v}"),
        },
        _NAME_ORDERS,
        ("NAME",),
    ),
    "PersonFilter": Table(
        {
            "position": _in_office,
            "name": _own_name,
        },
        _NAME_ORDERS,
        ("NAME",),
    ),
}
