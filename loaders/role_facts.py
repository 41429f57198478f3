"""Who stands to a task or target in which role, now and before people assigned it anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph_schema.facts import Value
from graph_schema.labels import Label, Rel
from graph_schema.model import Former, OverseerMention, Target, Task, UnitMention
from graph_schema.periods import Period
from loaders.fact_book import FactBook
from loaders.frame_facts import add_office_holder
from loaders.offices import split_offices
from loaders.units import SettledUnit

Node = tuple[Label, str]


@dataclass(frozen=True, slots=True)
class _Body:
    """From where a document speaks of units and offices."""

    book: FactBook
    issuer: SettledUnit | None
    issued: Period | None

    @property
    def itself(self) -> SettledUnit:
        return self.issuer or self.book.issuing_body()


@dataclass(frozen=True, slots=True)
class _Stands:
    """Somebody in a role, with what is said of it."""

    who: Node
    said: dict[str, Value]


def say_task_roles(
    book: FactBook, task: Task, node: Node, issuer: SettledUnit | None, issued: Period | None
) -> None:
    """Units that lead, execute and support a task, and who oversees it."""
    body = _Body(book, issuer, issued)
    for rel, field, units, leaders in (
        (Rel.LEADS, "lead", task.lead, ()),
        (Rel.EXECUTES, "execute", task.execute, ()),
        (Rel.SUPPORTS, "support", task.support, ()),
        (Rel.OVERSEES, "overseers", (), task.overseers),
    ):
        _say(body, rel, node, (units, leaders), [f for f in task.former if f.field == field])


def say_owners(
    book: FactBook, target: Target, node: Node, issuer: SettledUnit | None, issued: Period | None
) -> None:
    """Who answers for a target."""
    now = (target.owners, target.answerable)
    _say(_Body(book, issuer, issued), Rel.OWNS, node, now, target.former)


_Mentions = tuple[Sequence[UnitMention], Sequence[OverseerMention]]


def _say(body: _Body, rel: Rel, node: Node, now: _Mentions, former: Sequence[Former]) -> None:
    """Those who have the role now, as they stand, and those who had it, from a day to a day."""
    if not former:
        for stands in _standing(body, now):
            body.book.say(rel, stands.who, node, stands.said)
        return
    begun: dict[Node, tuple[str, _Stands]] = {}
    first = ""
    for one in former:
        _change(body, rel, node, begun, list(_standing(body, (one.units, one.leaders))), first)
        first = one.until
    standing = list(_standing(body, now))
    _change(body, rel, node, begun, standing, first)
    for stands in standing:
        since = begun[stands.who][0]
        said = {**stands.said, "since": since} if since else stands.said
        body.book.say(rel, stands.who, node, said)


def _change(
    body: _Body,
    rel: Rel,
    node: Node,
    begun: dict[Node, tuple[str, _Stands]],
    standing: Sequence[_Stands],
    day: str,
) -> None:
    """From a day on these have the role; who had it and is not among them had it to the day."""
    present = {one.who for one in standing}
    for who in [who for who in begun if who not in present]:
        since, one = begun.pop(who)
        if since < day:
            until = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
            said = {**one.said, "role": str(rel), "since": since or None, "until": until}
            body.book.say(Rel.ANSWERED, who, node, said, f"{rel} {since}")
    for one in standing:
        begun.setdefault(one.who, (day, one))


def _standing(body: _Body, mentions: _Mentions) -> Iterator[_Stands]:
    units, leaders = mentions
    for order, mention in enumerate(units):
        yield _unit(body, order, mention)
    for order, leader in enumerate(leaders, len(units)):
        if (found := _leader(body, order, leader)) is not None:
            yield found


def _unit(body: _Body, order: int, mention: UnitMention) -> _Stands:
    book = body.book
    said: dict[str, Value] = {
        **book.provenance(mention.quote),
        "order": order,
        "as_written": mention.name,
    }
    if mention.person is None:
        unit = book.unit(mention.name, mention.collective)
        return _Stands((Label.UNIT, unit.id), said)
    person, position = add_office_holder(
        book, mention.person, mention.position, body.itself, mention.quote, body.issued
    )
    said |= {"position": mention.position, "position_id": position}
    return _Stands((Label.PERSON, person), said)


def _leader(body: _Body, order: int, leader: OverseerMention) -> _Stands | None:
    book = body.book
    said: dict[str, Value] = {
        **book.provenance(leader.quote),
        "order": order,
        "position": leader.position,
        "as_written": ", ".join(
            part for part in (leader.name, leader.position, leader.unit) if part
        ),
    }
    if leader.name is None and leader.position is None:
        return _Stands((Label.UNIT, book.unit(leader.unit).id), said) if leader.unit else None
    within = book.unit(leader.unit) if leader.unit else body.itself
    if leader.name is not None:
        person, position = add_office_holder(
            book, leader.name, leader.position, within, leader.quote, body.issued
        )
        return _Stands((Label.PERSON, person), said | {"position_id": position})
    position = _bare_office(book, leader.position or "", within)
    return _Stands((Label.POSITION, position), said | {"position_id": position})


def _bare_office(book: FactBook, position: str, within: SettledUnit) -> str:
    office = split_offices(position)[0]
    return book.position(office, book.unit(office.unit) if office.unit else within)
