"""What each ``where`` and ``orderBy`` means, one table for each list.

A filter answers restrictions (queries/paths.py); the first in a table that has a path is the
anchor of a question at the root, so the most selective stand first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_schema.identity import symbol_key
from graph_schema.labels import Label
from queries.given import Binder, Convert, Given
from queries.names import LAST_LETTER, has_name, word_starts
from queries.paths import Build, Path, Restriction
from queries.responsibility import by_name, by_office, by_overseer, by_unit


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


def _near(template: str, convert: Convert | None = None) -> Build:
    """A condition on the wanted node itself; ``{v}`` is the value."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        yield Restriction(template.format(v=binder.bind(given, convert)))

    return build


def _along(label: Label, tail: str) -> Build:
    """A path from a node whose id is given."""

    def build(binder: Binder, given: Given) -> Iterable[Restriction]:
        yield Restriction(paths=(Path(binder.name("x"), label, tail, binder.bind(given)),))

    return build


def _own_name(binder: Binder, given: Given) -> Iterable[Restriction]:
    yield Restriction(has_name(binder, given, "@"))


_WORDS = _near("ALL(word IN {v} WHERE (' ' + @.search) CONTAINS word)", word_starts)
_DUE: Mapping[str, Build] = {
    "dueFrom": _near("@.due_key >= {v} AND @.due_key < '9999'"),
    "dueTo": _near("@.due_key >= '0000' AND @.due_key <= {v}"),
}
_WORK_ORDERS = {"PLAN": ("plan_key", False), "REF": ("order", False), "DUE": ("due_key", False)}
_NAME_ORDERS = {"NAME": ("sort", False)}

TABLES: Mapping[str, Table] = {
    "TaskFilter": Table(
        {
            "plan": _along(Label.DOCUMENT, "-[:HAS_TASK]->(@)"),
            "overseer": by_overseer,
            "unit": by_unit("-[:{roles}]->(@)"),
            "issuer": by_name(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_TASK]->(@)"),
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
            "plan": _along(Label.DOCUMENT, "-[:HAS_TARGET]->(@)"),
            "owner": by_unit("-[:OWNS]->(@)"),
            "issuer": by_name(Label.UNIT, "<-[:ISSUED_BY]-(:Plan)-[:HAS_TARGET]->(@)"),
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
            "issuer": by_name(Label.UNIT, "<-[:ISSUED_BY]-(@)"),
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
            "place": by_name(Label.PLACE, "<-[:SITS_IN]-(@)"),
            "name": _own_name,
            "kind": _near("@.kind IN {v}"),
            "collective": _near("coalesce(@.collective, false) = {v}"),
            "settled": _near("coalesce(@.settled, true) = {v}"),
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
    "PersonFilter": Table(
        {
            "position": by_office,
            "name": _own_name,
        },
        _NAME_ORDERS,
        ("NAME",),
    ),
}
