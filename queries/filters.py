"""What each ``where`` and ``orderBy`` means, one table for each list.

A filter answers restrictions (queries/paths.py); the first in a table that has a path is the
anchor of a question at the root, so the most selective stand first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from graph_schema.dated import NO_DEADLINE, day_begins
from graph_schema.identity import symbol_key
from graph_schema.labels import Label
from graph_schema.places import KIND_BY_KEY
from graph_schema.vietnamese import search_key
from queries.given import Binder, Convert, Given
from queries.lineage import BY_DEFAULT, MAX_DEPTH
from queries.names import LAST_LETTER, has_name, has_title, word_starts
from queries.paths import Build, Path, Range, Restriction
from queries.responsibility import by_name, by_office, by_overseer, by_unit
from queries.status import in_a_year, occurring, on_a_day, recurring


@dataclass(frozen=True, slots=True)
class Together:
    """Fields of one input that are read together."""

    names: tuple[str, ...]
    build: Build
    """Is given the whole input."""


@dataclass(frozen=True, slots=True)
class Table:
    """The filters of one input type, most selective first, and the orders of its list."""

    filters: Mapping[str, Build]
    orders: Mapping[str, tuple[str, bool]]
    """Order to property, and whether it descends; the id always decides last."""
    default: tuple[str, ...]
    together: tuple[Together, ...] = ()
    """Fields that mean something with one another alone; where they anchor, they stand last."""
    roles: bool = False
    """``role`` belongs to ``unit``, or to the list's own pattern."""

    @property
    def names(self) -> frozenset[str]:
        """Every field that the input may have."""
        joined = {name for together in self.together for name in together.names}
        return frozenset(self.filters) | joined | ({"role"} if self.roles else set())


def _near(template: str, convert: Convert | None = None, instead: object = "") -> Build:
    """A condition on the wanted node itself; ``{v}`` is the value."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        yield Restriction(template.format(v=binder.bind(given, convert, instead)))

    return build


def _within(template: str, convert: Convert | None = None) -> Build:
    """A condition on the wanted node itself that an index finds it by."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        yield Restriction(paths=(Range(template.format(v=binder.bind(given, convert))),))

    return build


def _along(label: Label, tail: str) -> Build:
    """A path from a node whose id is given."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        yield Restriction(paths=(Path(binder.name("x"), label, tail, binder.bind(given)),))

    return build


def _by_symbol(binder: Binder, given: Given, start: str) -> str:
    return f"{start}.symbol_key = {binder.bind(given, lambda value: symbol_key(str(value)))}"


def _symbol(binder: Binder, given: Given) -> Iterable[Restriction]:
    yield Restriction(_by_symbol(binder, given, "@"))


def _by_directive(tail: str) -> Build:
    """Paths down any depth from a document whose id or symbol is given."""
    down = f"<-[:{'|'.join(BY_DEFAULT)}*1..{MAX_DEPTH}]-{tail}"

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        known, named = binder.name("x"), binder.name("x")
        by_id = Path(known, Label.DOCUMENT, down, binder.bind(given))
        by_symbol = Path(named, Label.DOCUMENT, down, found=(_by_symbol(binder, given, named),))
        yield Restriction(paths=(by_id, by_symbol))

    return build


def _by_place(tail: str) -> Build:
    """A path from a place, by name or id, and every place below it."""
    inner = "(@)" if tail == "(@)" else f"(:Place){tail}"
    below = f"<-[:PART_OF*0..{_PLACES_DEEP}]-{inner}"

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        start = binder.name("w")
        named = has_name(binder, given, start)
        found = (f"({start}.id = {binder.bind(given)} OR {named})",)
        yield Restriction(paths=(Path(start, Label.PLACE, below, found=found),))

    return build


def _held_ownership(binder: Binder, given: Given) -> Iterable[Restriction]:
    target, value = binder.name("g"), binder.bind(given)
    yield Restriction(_HELD_OWNERSHIP.format(g=target, v=value))


def _own_name(binder: Binder, given: Given) -> Iterable[Restriction]:
    yield Restriction(has_name(binder, given, "@"))


def due_to(binder: Binder, given: Given) -> str | None:
    """The last day that is asked for; what has no deadline is due by none."""
    last = given.part("dueTo")
    return None if last is None else binder.bind(last, lambda day: min(str(day), _LAST_DAY))


def _due_between(binder: Binder, given: Given) -> Iterable[Restriction]:
    """One range with two ends: of more, the embedded engine (26.10.2) takes the first from each."""
    first = given.part("dueFrom")
    begins = binder.bind(first) if first else "'0000'"
    ends = due_to(binder, given)
    if first or ends:
        ends = ends or f"'{_LAST_DAY}'"
        yield Restriction(f"@.due_key >= {begins} AND @.due_key <= {ends}", due=True)


def _place_kinds(asked: object) -> list[str]:
    kinds = asked if isinstance(asked, list) else [asked]
    return [KIND_BY_KEY.get(search_key(str(kind)), str(kind)) for kind in kinds]


def _own_title(binder: Binder, given: Given) -> Iterable[Restriction]:
    yield Restriction(has_title(binder, given, "@"))


def _changed(binder: Binder, given: Given) -> Iterable[Restriction]:
    """Paths from each kind of thing that people or loads change."""
    labels = ((binder.name("x"), label) for label in _CHANGED)
    paths = (Path(x, label, "<-[:CHANGED]-(@)", binder.bind(given)) for x, label in labels)
    yield Restriction(paths=tuple(paths))


HISTORY_TABLE = "History"
"""The table of what was changed of one thing; the feed of all changes has its own order."""
_CHANGED = (
    *(Label.DOCUMENT, Label.TASK, Label.TARGET, Label.REPORT_DUTY, Label.PROGRESS),
    *(Label.CORRECTION, Label.UNIT, Label.PERSON, Label.POSITION, Label.EXTENSION, Label.STEP),
    *(Label.MEASUREMENT, Label.OCCURRENCE, Label.EVIDENCE, Label.REVIEW_ITEM),
)
_HELD_OWNERSHIP = "EXISTS {{ MATCH (@)-[:HAS_TARGET]->({g}:Target) WHERE {g}.ownership IN {v} }}"
_PLACES_DEEP = 3
"""From the nation to a commune, and one to spare."""
_ISSUED_IN = "<-[:SITS_IN]-(:Unit)<-[:ISSUED_BY]-"
_WORDS = _near("ALL(word IN {v} WHERE (' ' + @.search) CONTAINS word)", word_starts, [])
_LAST_DAY = (date.fromisoformat(NO_DEADLINE) - timedelta(days=1)).isoformat()
"""The last day that can be a deadline: the key of what has none is the one after."""
_DUE = Together(("dueFrom", "dueTo"), _due_between)
_WORK_ORDERS = {
    "PLAN": ("plan_key", False),
    "REF": ("order", False),
    "DUE": ("due_key", False),
    "DUE_DESC": ("due_key", True),
}
_NAME_ORDERS = {"NAME": ("sort", False), "NAME_DESC": ("sort", True)}
_FULL_NAME_ORDERS = {"FULL_NAME": ("sort", False), "FULL_NAME_DESC": ("sort", True)}

TABLES: Mapping[str, Table] = {
    "TaskFilter": Table(
        {
            "plan": _along(Label.DOCUMENT, "-[:HAS_TASK]->(@)"),
            "directive": _by_directive("(:Plan)-[:HAS_TASK]->(@)"),
            "overseer": by_overseer,
            "unit": by_unit("-[:{roles}]->(@)"),
            "issuerId": _along(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_TASK]->(@)"),
            "issuer": by_name(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_TASK]->(@)"),
            "place": _by_place(_ISSUED_IN + "(:Plan)-[:HAS_TASK]->(@)"),
            "text": _WORDS,
            "hasDue": _near(
                # Printed, or in force.
                f"({{v}} = (@.due_code IS NOT NULL OR @.due_key <= '{_LAST_DAY}'))"
            ),
            "hasLead": _near("@.has_lead = {v}"),
            "hasDoer": _near("@.has_doer = {v}"),
            "routine": _near("@.routine = {v}"),
            "reportedBefore": _near("@.reported_key < {v}"),
            "ownership": _held_ownership,
            "collectiveLead": _near(
                "({v} = EXISTS {{ MATCH (@)<-[:LEADS]-(:Unit {{collective: true}}) }})"
            ),
        },
        {
            **_WORK_ORDERS,
            "UPDATED": ("reported_key", False),
            "UPDATED_DESC": ("reported_key", True),
        },
        ("PLAN", "REF"),
        together=(
            _DUE,
            Together(("status", "asOf"), on_a_day),
            Together(("year",), in_a_year),
            Together(("occurrenceStatus",), recurring),
        ),
        roles=True,
    ),
    "TargetFilter": Table(
        {
            "plan": _along(Label.DOCUMENT, "-[:HAS_TARGET]->(@)"),
            "directive": _by_directive("(:Plan)-[:HAS_TARGET]->(@)"),
            "owner": by_unit("-[:OWNS]->(@)"),
            "issuerId": _along(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_TARGET]->(@)"),
            "issuer": by_name(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_TARGET]->(@)"),
            "place": _by_place(_ISSUED_IN + "(:Plan)-[:HAS_TARGET]->(@)"),
            "hasMeasurement": _near("({v} = EXISTS {{ MATCH (@)-[:HAS_MEASUREMENT]->() }})"),
            "ownership": _near("@.ownership IN {v}"),
            "text": _WORDS,
        },
        _WORK_ORDERS,
        ("PLAN", "REF"),
        together=(_DUE,),
    ),
    "DocumentFilter": Table(
        {
            "symbol": _symbol,
            "directive": _by_directive("(@)"),
            "issuerId": _along(Label.UNIT, "<-[:ISSUED_BY]-(@)"),
            "issuer": by_name(Label.UNIT, "<-[:ISSUED_BY]-(@)"),
            "place": _by_place(_ISSUED_IN + "(@)"),
            "kind": _near("@.kind_key = {v}", lambda value: search_key(str(value))),
            "known": _near("coalesce(@.known, false) = {v}"),
            "text": _WORDS,
            "issuedFrom": _near(f"@.issued_key >= {{v}} AND @.issued_key <= '{LAST_LETTER}'"),
            "issuedTo": _near("@.issued_key > '0000-00-00' AND @.issued_key <= {v}"),
        },
        {
            "ISSUED": ("plan_key", False),
            "ISSUED_DESC": ("issued_key", True),
            "TITLE": ("title_key", False),
            "TITLE_DESC": ("title_key", True),
        },
        ("ISSUED_DESC", "TITLE"),
    ),
    "UnitFilter": Table(
        {
            "place": by_name(Label.PLACE, "<-[:SITS_IN]-(@)"),
            "within": _by_place("<-[:SITS_IN]-(@)"),
            "name": _own_name,
            "kind": _near("@.kind IN {v}"),
            "collective": _near("coalesce(@.collective, false) = {v}"),
            "settled": _near("coalesce(@.settled, true) = {v}"),
            "validOn": _near(
                "coalesce(@.valid_from, '') <= {v} AND coalesce(@.valid_to, '9999-12-31') >= {v}"
            ),
        },
        _NAME_ORDERS,
        ("NAME",),
    ),
    "ReviewFilter": Table(
        {
            "plan": _along(Label.DOCUMENT, "-[:HAS_REVIEW_ITEM]->(@)"),
            "kind": _near("@.kind IN {v}"),
            "open": _near("@.open = {v}"),
        },
        {"PLAN": ("plan_key", False), "REF": ("order", False)},
        ("PLAN", "REF"),
    ),
    "CorrectionFilter": Table(
        {
            "plan": _along(Label.DOCUMENT, "-[:HAS_CORRECTION]->(@)"),
            "kind": _near("@.kind IN {v}"),
            "author": _near("@.author = {v}"),
            "withdrawn": _near("({v} = (@.withdrawn_at IS NOT NULL))"),
        },
        {"AT": ("at", False), "AT_DESC": ("at", True)},
        ("AT_DESC",),
    ),
    "PositionFilter": Table(
        {"unit": by_unit("<-[:IN]-(@)"), "title": _own_title, "rank": _near("@.rank IN {v}")},
        _FULL_NAME_ORDERS,
        ("FULL_NAME",),
    ),
    "PlaceFilter": Table(
        {
            "within": _by_place("(@)"),
            "name": _own_name,
            "kind": _near("@.kind IN {v}", _place_kinds),
        },
        _FULL_NAME_ORDERS,
        ("FULL_NAME",),
    ),
    "ReportDutyFilter": Table(
        {
            "plan": _along(Label.DOCUMENT, "-[:HAS_REPORT_DUTY]->(@)"),
            "unit": by_unit("-[:REPORTS]->(@)"),
            "issuerId": _along(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_REPORT_DUTY]->(@)"),
            "issuer": by_name(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_REPORT_DUTY]->(@)"),
            "place": _by_place(_ISSUED_IN + "(:Plan)-[:HAS_REPORT_DUTY]->(@)"),
        },
        _WORK_ORDERS,
        ("PLAN", "REF"),
        together=(_DUE, Together(("status", "asOf"), occurring)),
    ),
    "ChangeFilter": Table(
        {
            "node": _changed,
            "by": _within("@.by = {v}"),
            "since": _within("@.at >= {v} AND @.at <= '9999~'", lambda day: day_begins(str(day))),
            "action": _within("@.action IN {v}"),
        },
        {"SEQ": ("seq_key", False)},
        ("SEQ",),
    ),
    HISTORY_TABLE: Table({}, {"AT": ("at", False), "AT_DESC": ("at", True)}, ("AT_DESC",)),
    "PersonFilter": Table(
        {
            "position": by_office,
            "unit": by_unit("<-[:IN]-(:Position)<-[:HOLDS]-(@)"),
            "name": _own_name,
        },
        _NAME_ORDERS,
        ("NAME",),
    ),
}
