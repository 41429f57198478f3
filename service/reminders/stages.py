"""Who is reminded of what on a day (nhắc việc): plain rules over open work and what went out.

Work is told of 30, 7 and 1 days before its deadline, 1, 7 and 30 days after, then every 30 days. A
stage that passed while the program did not run is made up for once: the latest stage, not all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STAGES = (-30, -7, -1, 1, 7, 30)
EVERY = 30
TOLD_AFTER = 3
"""Reminders after the deadline without a report until the overseer is told."""


class Kind(StrEnum):
    """What is due."""

    TASK = "TASK"
    REPORT = "REPORT"


class Told(StrEnum):
    """As what somebody is told: the one who does the work, or the one who oversees it."""

    DOER = "D"
    OVERSEER = "O"


@dataclass(frozen=True, slots=True)
class Party:
    """A unit, a person or an office that can be told."""

    id: str
    name: str
    place: str = ""

    @property
    def words(self) -> str:
        """Its name with its place, where the name does not say it."""
        known = not self.place or self.place.casefold() in self.name.casefold()
        return self.name if known else f"{self.name} {self.place}"


@dataclass(frozen=True, slots=True)
class Item:
    """A task or a report that is open on the day, with the deadline in force."""

    id: str
    kind: Kind
    deadline: date
    words: str
    origin: str
    """The document that says it."""
    doers: tuple[Party, ...]
    overseers: tuple[Party, ...] = ()
    reported_on: date | None = None
    """Day of the last report on it."""
    of: str = ""
    """The task or the duty whose time it is, where it is one of several."""
    late: tuple[tuple[str, date], ...] = ()
    """Of recurring work: each time that is overdue, by its id and day; the item tells of all."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody was told on a day that is past."""

    recipient: str
    day: date
    entries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a digest."""

    item: Item
    stage: int
    told: Told

    @property
    def entry(self) -> str:
        """As it is kept: the item, its deadline, the stage, as what."""
        return entry_of(self.item, self.stage, self.told)


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one recipient is told on a day: at most one digest a day."""

    recipient: Party
    day: date
    lines: tuple[Line, ...]
    known: int = 0
    """Overdue items that the recipient was told of before and is not told of again today."""
    again: tuple[Item, ...] = ()
    """Recurring work of which times are overdue, told of today or before."""

    @property
    def entries(self) -> tuple[str, ...]:
        """What it says, as it is kept."""
        return tuple(line.entry for line in self.lines)


def entry_of(item: Item, stage: int, told: Told) -> str:
    """A deadline that was put off begins its stages anew: it is part of the entry."""
    return f"{item.id}|{item.deadline.isoformat()}|{stage}|{told}"


def stage_of(day: date, deadline: date) -> int | None:
    """The latest stage that has come on a day; None while the deadline is over 30 days off."""
    gone = (day - deadline).days
    if gone > STAGES[-1]:
        return gone // EVERY * EVERY
    return max((stage for stage in STAGES if stage <= gone), default=None)


def digests_of(
    day: date, items: Iterable[Item], history: Sequence[Sent], elsewhere: Sequence[Sent] = ()
) -> list[Digest]:
    """What goes out on a day, by the recipients' names.

    What went out ``elsewhere``, by another way than this one, counts as a reminder alone.
    """
    told = _Book(history, elsewhere)
    lines: dict[str, list[Line]] = {}
    known: dict[str, int] = {}
    parties: dict[str, Party] = {}
    again: dict[str, dict[str, Item]] = {}
    for item in items:
        stage = stage_of(day, item.deadline)
        if stage is None:
            continue
        for party, role in _to_tell(item, told.reminders_after(item)):
            parties[party.id] = party
            if item.late:
                again.setdefault(party.id, {})[item.id] = item
            if told.reached(party.id, item, role) < stage:
                lines.setdefault(party.id, []).append(Line(item, stage, role))
            elif stage > 0:
                known[party.id] = known.get(party.id, 0) + 1
    served = {sent.recipient for sent in history if sent.day == day}
    found = [
        Digest(
            parties[who],
            day,
            tuple(sorted(each, key=_order)),
            known.get(who, 0),
            tuple(again.get(who, {}).values()),
        )
        for who, each in lines.items()
        if who not in served
    ]
    return sorted(found, key=lambda digest: (digest.recipient.words, digest.recipient.id))


def _to_tell(item: Item, reminders: int) -> Iterable[tuple[Party, Told]]:
    for party in {party.id: party for party in item.doers}.values():
        yield party, Told.DOER
    if reminders >= TOLD_AFTER:
        for party in {party.id: party for party in item.overseers}.values():
            yield party, Told.OVERSEER


def _order(line: Line) -> tuple[str, date, str, str]:
    return (line.told, line.item.deadline, line.item.origin, line.item.id)


_NEVER = -(10**6)


class _Book:
    """What went out before, by what it was of."""

    def __init__(self, history: Sequence[Sent], elsewhere: Sequence[Sent]) -> None:
        self._reached: dict[tuple[str, str, str, str], int] = {}
        self._days: dict[tuple[str, str], set[date]] = {}
        for sent in history:
            self._keep(sent, here=True)
        for sent in elsewhere:
            self._keep(sent, here=False)

    def _keep(self, sent: Sent, *, here: bool) -> None:
        for entry in sent.entries:
            identity, deadline, said, told = entry.rsplit("|", 3)
            stage = int(said)
            key = (sent.recipient, identity, deadline, told)
            if here:
                self._reached[key] = max(stage, self._reached.get(key, _NEVER))
            if stage > 0 and told == Told.DOER:
                self._days.setdefault((identity, deadline), set()).add(sent.day)

    def reached(self, recipient: str, item: Item, told: Told) -> int:
        """The latest stage of an item that a recipient was told of."""
        key = (recipient, item.id, item.deadline.isoformat(), str(told))
        return self._reached.get(key, _NEVER)

    def reminders_after(self, item: Item) -> int:
        """On how many days its doers were told after the deadline, since the last report."""
        keys = {(item.id, item.deadline), *item.late}
        found = (self._days.get((one, due.isoformat()), set()) for one, due in keys)
        days = set[date]().union(*found)
        return sum(item.reported_on is None or day > item.reported_on for day in days)


def counts_of(digest: Digest) -> Mapping[str, int]:
    """How many items are overdue, fall due, and are told to the recipient as an overseer."""
    own = [line for line in digest.lines if line.told is Told.DOER]
    late = sum(line.item.deadline < digest.day for line in own)
    return {
        "quá hạn": late,
        "sắp đến hạn": len(own) - late,
        "cần chỉ đạo": len(digest.lines) - len(own),
    }


def overdue_of(digest: Digest) -> int:
    """All that is overdue: what is told today, as doer or overseer, and what was told before."""
    return sum(line.item.deadline < digest.day for line in digest.lines) + digest.known
