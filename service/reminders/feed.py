"""Reminders as a feed (Atom): a new entry for each stage that a duty comes to, the same one since.

A reader of feeds knows entries by their ids, so nothing is told twice, and nothing is kept here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote
from xml.sax.saxutils import escape

from service.asking import Ask
from service.reminders.gather import open_items
from service.reminders.message import line_words, when_words
from service.reminders.stages import STAGES, Item, Line, Told, stage_of
from service.reports.pick import Subject
from service.reports.printed import legible
from service.reports.told import short

_MOST = 500
_OVERSEER_TOLD = STAGES[-1]
"""The third stage after the deadline."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One duty at the stage that it has come to."""

    line: Line

    @property
    def day(self) -> date:
        """The day of the stage, whenever the feed is read."""
        return self.line.item.deadline + timedelta(days=self.line.stage)


async def unit_notices(ask: Ask, unit: str, day: date) -> list[Notice]:
    """What a unit is reminded of as of a day: what it leads or executes, and its reports."""
    items = await open_items(ask, day, unit, apart=True)
    own = (item for item in items if any(party.id == unit for party in item.doers))
    return _latest(_notices(own, day, Told.DOER))


async def leader_notices(ask: Ask, person: str, day: date) -> list[Notice]:
    """What a leader is told of: tasks that passed three stages after the deadline unreported."""
    items = await open_items(ask, day, overseer=person, apart=True)
    silent = (one for one in items if one.reported_on is None or one.reported_on <= one.deadline)
    told = _notices(silent, day, Told.OVERSEER)
    return _latest(one for one in told if one.line.stage >= _OVERSEER_TOLD)


def _notices(items: Iterable[Item], day: date, told: Told) -> Iterator[Notice]:
    for item in items:
        if (stage := stage_of(day, item.deadline)) is not None:
            yield Notice(Line(item, stage, told))


def _latest(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(notices, key=lambda one: (one.day, one.line.entry), reverse=True)[:_MOST]


def atom(of: Subject, notices: Iterable[Notice], address: str, day: date) -> bytes:
    """The feed as a file; it stays the same until a duty comes to another stage."""
    entries = list(notices)
    changed = max((one.day for one in entries), default=day)
    said = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<id>urn:daumoi:{quote(of.id, safe='')}:reminders</id>",
        f"<title>{_safe(f'Đầu Mối, nhắc việc: {of.name}')}</title>",
        f"<updated>{_moment(changed)}</updated>",
        "<author><name>Đầu Mối</name></author>",
        f'<link rel="self" href="{_safe(address)}"/>',
        *map(_entry, entries),
        "</feed>",
    ]
    return "\n".join(said).encode()


def _entry(one: Notice) -> str:
    item = one.line.item
    title = f"{when_words(one.day, item.deadline)}: {short(item.words)}"
    return (
        f"<entry><id>urn:daumoi:{quote(one.line.entry, safe='')}</id>"
        f"<title>{_safe(title[:1].upper() + title[1:])}</title>"
        f"<updated>{_moment(one.day)}</updated>"
        f'<content type="text">{_safe(line_words(one.line, one.day))}</content></entry>'
    )


def _moment(day: date) -> str:
    """The day begins in Vietnam."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _safe(words: str) -> str:
    return escape(legible(words), {'"': "&quot;"})
