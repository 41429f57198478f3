"""What a reading puts into the graph, gathered without repeats: units, places, people, edges."""

from collections.abc import Mapping
from dataclasses import replace

from graph_schema.corrections import CORRECTED
from graph_schema.facts import Edge, Node, Properties, UnitFact, Value
from graph_schema.identity import office_key, person_id, position_id
from graph_schema.labels import Label, Rel
from graph_schema.model import Quote
from graph_schema.vietnamese import name_order, search_key
from loaders.offices import Office
from loaders.units import Home, PlaceFact, SettledUnit, settle_unit

_ISSUING_BODY = "Cơ quan ban hành"


def quoted(quote: Quote | None, source: str, document: str) -> dict[str, Value]:
    """The provenance that every node and edge of a document carries."""
    if quote is None:
        return {"source": source, "doc": document}
    return {
        "quote": quote.text,
        "start": quote.start,
        "end": quote.end,
        "rule": quote.rule,
        "corrected_by": quote.rule.removeprefix(CORRECTED)
        if quote.rule.startswith(CORRECTED)
        else None,
        "confidence": quote.confidence,
        "page": quote.page,
        "inherited_from": quote.inherited_from,
        "source": source,
        "doc": document,
    }


class FactBook:
    """Gathers the facts of one document; each node once, each edge once."""

    def __init__(
        self,
        home: Home,
        document: str,
        source: str,
        merged: Mapping[str, SettledUnit] | None = None,
    ) -> None:
        """Open the book of one document; ``merged`` are units that a person said are others."""
        self.home = home
        self._merged = merged or {}
        self.document = document
        self.source = source
        self._units: dict[str, tuple[SettledUnit, list[str]]] = {}
        self._met: dict[tuple[str, bool], SettledUnit] = {}
        self._nodes: dict[str, Node] = {}
        self._edges: dict[tuple[str, str, str], Edge] = {}
        self._standing: dict[tuple[str, str, str], Edge] = {}
        self.holders: dict[tuple[str, str | None, str], tuple[str, str | None]] = {}
        """Person and office of each name, office and issuer as they are printed."""

    @property
    def units(self) -> tuple[UnitFact, ...]:
        """Every unit met, with the forms it was met in."""
        return tuple(
            UnitFact(unit.id, _unit_properties(unit), tuple(dict.fromkeys(forms)))
            for unit, forms in self._units.values()
        )

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every other node."""
        return tuple(self._nodes.values())

    @property
    def said(self) -> tuple[Edge, ...]:
        """Every edge that the document says."""
        return tuple(self._edges.values())

    @property
    def standing(self) -> tuple[Edge, ...]:
        """Every edge that holds whoever says it."""
        return tuple(self._standing.values())

    def provenance(self, quote: Quote | None) -> dict[str, Value]:
        """The quote's words and place, as properties."""
        return quoted(quote, self.source, self.document)

    def add_node(self, label: Label, identity: str, properties: Properties) -> None:
        """Keep a node; the first say wins within one document."""
        self._nodes.setdefault(identity, Node(label, identity, properties))

    def say(
        self,
        rel: Rel,
        start: tuple[Label, str],
        end: tuple[Label, str],
        properties: Properties,
        again: str = "",
    ) -> None:
        """Keep an edge that the document says; the first say wins, of those told by ``again``."""
        self._edges.setdefault((rel + again, start[1], end[1]), Edge(rel, start, end, properties))

    def unit(self, written: str, collective: bool = False) -> SettledUnit:
        """The unit meant by these words, kept with its place."""
        unit = self._met.get((written, collective))
        if unit is not None:
            return unit
        unit = settle_unit(written, collective, self.home)
        if (other := self._merged.get(unit.id)) is not None:
            unit = replace(other, written=unit.written, scope=unit.scope, read_as=unit.id)
        self._met[written, collective] = unit
        _, forms = self._units.setdefault(unit.id, (unit, []))
        forms.append(unit.written)
        if unit.place is not None:
            self.place(unit.place)
            self.keep(Rel.SITS_IN, (Label.UNIT, unit.id), (Label.PLACE, unit.place.id))
        return unit

    def issuing_body(self) -> SettledUnit:
        """The body that issues a document which does not say its name: of this document alone."""
        nowhere = Home(None, None, self.home.document)
        unit = settle_unit(_ISSUING_BODY, False, nowhere)
        self._units.setdefault(unit.id, (unit, []))
        return unit

    def place(self, place: PlaceFact) -> None:
        """A place and those above it."""
        self.add_node(Label.PLACE, place.id, _place_properties(place))
        if place.province is not None:
            self.place(place.province)
            self.keep(Rel.PART_OF, (Label.PLACE, place.id), (Label.PLACE, place.province.id))

    def position(self, office: Office, unit: SettledUnit) -> str:
        """An office of a unit; answers its id."""
        identity = position_id(office.title, unit.id)
        full = office.title if office.names_unit else f"{office.title} {unit.name}"
        if office.names_unit and unit.place is not None:
            full = f"{office.title} {unit.place.full_name}"
        self.add_node(
            Label.POSITION,
            identity,
            {
                "title": office.title,
                "full_title": full,
                "rank": office.rank,
                "search": office_key(full),
                "sort": name_order(full),
            },
        )
        self.keep(Rel.IN, (Label.POSITION, identity), (Label.UNIT, unit.id))
        return identity

    def person(self, name: str, unit: SettledUnit) -> str:
        """A person reached through a unit; answers the id."""
        identity = person_id(name, unit.id)
        self.add_node(
            Label.PERSON,
            identity,
            {"name": name, "search": search_key(name), "sort": name_order(name)},
        )
        return identity

    def keep(self, rel: Rel, start: tuple[Label, str], end: tuple[Label, str]) -> None:
        """Keep an edge that holds whoever says it."""
        self._standing.setdefault((rel, start[1], end[1]), Edge(rel, start, end, {}))


def _unit_properties(unit: SettledUnit) -> dict[str, Value]:
    return {
        "name": unit.name,
        "name_key": unit.name_key,
        "kind": unit.kind,
        "collective": unit.collective,
        "place_id": unit.place.id if unit.place else None,
        "sort": name_order(unit.name),
        "settled": unit.settled,
    }


def _place_properties(place: PlaceFact) -> dict[str, Value]:
    return {
        "code": place.code,
        "name": place.name,
        "kind": place.kind,
        "full_name": place.full_name,
        "search": search_key(place.full_name),
        "sort": name_order(place.full_name),
    }
